# SPDX-License-Identifier: Apache-2.0
"""What evenings are made of: clips, rooms and backgrounds of one part, music and speech.

With a part of `held_out.json`, "calibration" or "evaluation", only rooms and backgrounds that no
training hears.
"""
import numpy as np

from soribit_training import alarms, augment, data, rooms, soundfont, synth

RATE = data.SAMPLE_RATE
FRAME = 320
SHARES = {"emergency": 0.22, "urgent": 0.36, "notice": 0.12, "info": 0.30}
STEADY = ["air_conditioner", "fridge", "stove_fan", "rain", "wind", "washing_machine",
          "dishwasher", "boiling_water", "frying", "crackling_fire", "engine", "microwave"]
SYNTHESISED = ("smoke_alarm", "co_alarm", "battery_chirp", "appliance_beep", "doorbell",
               "phone_ring")  # where there is no clip
PRESENT = {"speech": ["speech", "children"], "music": ["music"], "vacuum": ["vacuum"],
           "cat": ["cat"], "television": ["speech", "children", "music", "laugh"]}


def present_in(name):
    """The labels that a recorded background may contain, as `held_out.json` says."""
    table = rooms.HELD_OUT["present"]
    return next((labels for start, labels in table.items() if name.startswith(start)), [])


def levels(wave):
    """Mean square of each block of 20 ms."""
    return np.square(wave[:len(wave) // FRAME * FRAME]).reshape(-1, FRAME).mean(1) + 1e-12


def sounding(wave, gap=3.0):
    """[(first, end)] in samples: where a clip sounds; pauses shorter than `gap` seconds belong to it.

    It sounds where it is within 20 dB of its loudest and, unless it is steady, 6 dB above its floor.
    """
    energy = levels(wave)
    if energy.max() <= 1e-10:
        return []
    peak = np.sort(energy)[-max(1, len(energy) // 50):].mean()
    floor = np.percentile(energy[energy > 1e-10], 10)
    limit = peak / 100
    if 4 * floor < peak / 4:
        limit = max(limit, 4 * floor)
    loud = np.flatnonzero(energy >= limit)
    cuts = np.flatnonzero(np.diff(loud) * FRAME >= gap * RATE)
    firsts, lasts = np.append(loud[0], loud[cuts + 1]), np.append(loud[cuts], loud[-1])
    return [(int(a) * FRAME, int(b + 1) * FRAME) for a, b in zip(firsts, lasts)]


def faded(wave, fade=FRAME):
    """A copy that begins and ends softly."""
    wave, n = wave.copy(), min(fade, len(wave) // 2)
    ramp = np.linspace(0, 1, n, dtype=np.float32)
    wave[:n] *= ramp
    wave[len(wave) - n:] *= ramp[::-1]
    return wave


def trimmed(wave):
    """The loudest of what sounds in a clip, from its onset on."""
    first, end = max(sounding(wave), key=lambda s: np.square(wave[s[0]:s[1]]).sum())
    return faded(wave[first:end], 80)


def looped(wave, seconds):
    """An alarm that goes on: repeated at the lag at which its envelope is most like itself."""
    shape = np.sqrt(levels(wave))
    shape -= shape.mean()
    lags = range(len(shape) // 3, max(len(shape) * 9 // 10, len(shape) // 3 + 1))
    best = max(lags, key=lambda k: np.mean(shape[:-k] * shape[k:]) if k else 0)
    period = faded(wave[:best * FRAME], 80)
    return np.tile(period, -(-int(seconds * RATE) // len(period)))[:int(seconds * RATE)]


def deck(rng, items):
    """Endless: all items in random order, then all again."""
    while True:
        yield from (items[i] for i in rng.permutation(len(items)))


class Palette:
    """What evenings are made of; clips must be of recordings that nothing was trained on."""

    def __init__(self, root, clips, urgencies, seed, part="train"):
        self.root, self.rng = root, np.random.default_rng(seed)
        self.rooms = [r for places in rooms.measured(root, part) for r in places]
        paths = [p for p in rooms.backgrounds(root) if rooms.part_of("backgrounds", p.stem) == part]
        played = [p for p in paths if present_in(p.stem) == PRESENT["music"]]
        self.household = {p.stem: data.load(root, p.relative_to(root))
                          for p in paths if p not in played}
        self.clips = {}
        for clip in clips:
            self.clips.setdefault(clip.label, []).append(clip.path)
        kinds = {label: [None] for label in SYNTHESISED if label in urgencies} | self.clips
        self.decks = {label: deck(self.rng, paths) for label, paths in sorted(kinds.items())}
        self.labels = {u: deck(self.rng, sorted(k for k in kinds if urgencies[k] == u))
                       for u in SHARES}
        self.music = soundfont.music(self.rng, 224) or [chords(self.rng) for _ in range(60)]
        self.music += [faded(data.load(root, p)) for p in self.clips.get("music", [])]
        self.music += [faded(data.load(root, p.relative_to(root))) for p in played] * 8
        self.sentences = soundfont.speech(self.rng, 52)
        self.sentences += [data.load(root, p) for p in self.clips.get("speech", [])]

    def pick(self, without):
        """(label, path or None) of the next event, whose label is not among those left out."""
        while True:
            urgency = self.rng.choice(list(SHARES), p=list(SHARES.values()))
            label = next(self.labels[urgency])
            if label not in without:
                return label, next(self.decks[label])

    def sound(self, rng, label, path):
        """An event's waveform, from its onset to its end."""
        seconds = rng.uniform(12, 24)
        if path is None:
            wave, pulses = alarms.render(label, rng, seconds) if label in alarms.KINDS else \
                synth.render(label, rng, 4.0)
            if label != "co_alarm":
                return trimmed(wave)
            first = max(0.0, min(a for a, _ in pulses))
            return wave[int(first * RATE):int(min(max(b for _, b in pulses), seconds) * RATE)]
        wave = trimmed(data.load(self.root, path))
        return looped(wave, seconds) if label == "smoke_alarm" else wave

    def drawn(self, rng, kind):
        """A function that draws a wave of music, of speech, of vacuum cleaners or of cats, half of
        them in a room."""
        pool = {"music": self.music, "speech": self.sentences}.get(kind) or [
            data.load(self.root, p) for p in self.clips.get(kind, [])]
        if not pool:
            raise ValueError(f"There is no recording of {kind}.")

        def draw():
            wave = pool[int(rng.integers(len(pool)))]
            wave = wave / max(augment.rms(wave), 1e-5)
            if rng.uniform() < 0.5:
                wave = augment.in_room(wave, self.rooms[int(rng.integers(len(self.rooms)))])
            return wave
        return draw

    def background(self, rng, kind, n):
        """(n samples of unit RMS, labels that it may contain)."""
        if kind == "household":
            name = sorted(self.household)[int(rng.integers(len(self.household)))]
            wave = self.household[name]
            return stream(rng, n, lambda: wave, 0.5, 0), present_in(name)
        if kind == "steady":
            label = str(rng.choice([k for k in STEADY if k in self.clips]))
            waves = [data.load(self.root, p) for p in self.clips[label][:24]]
            draw = lambda: (w := waves[int(rng.integers(len(waves)))]) / max(augment.rms(w), 1e-5)
            return stream(rng, n, draw, 0.5, 0), [label]
        if kind == "television":
            both = stream(rng, n, self.drawn(rng, "speech"), 0.02, 1.0)
            both += rng.uniform(0.3, 1.2) * stream(rng, n, self.drawn(rng, "music"), 0.02, 4.0)
            return both / augment.rms(both), PRESENT[kind]
        if kind in PRESENT:
            pause = {"music": 0.3, "speech": 2.0, "vacuum": 0.0, "cat": 8.0}[kind]
            overlap = 0.5 if kind == "vacuum" else 0.02
            return stream(rng, n, self.drawn(rng, kind), overlap, pause), PRESENT[kind]
        colour = rng.uniform(0, 2.2)
        draw = lambda: augment.coloured_noise(rng, 60 * RATE, colour)
        return stream(rng, n, draw, 0.5, 0), []


def chords(rng, beats=8, beat=0.5):
    """Held chords of a major key, with overtones: music where no synthesiser plays any."""
    root, t, found = rng.uniform(110, 330), np.arange(int(beat * RATE)) / RATE, []
    for degree in rng.choice([0, 5, 7, 9], beats):
        notes = [root * 2 ** ((degree + step) / 12) for step in (0, 4, 7)]
        found.append(faded(sum(np.sin(2 * np.pi * k * f * t) / k for f in notes
                               for k in range(1, 6)).astype(np.float32), 800))
    return np.concatenate(found) / 10


def stream(rng, n, draw, overlap, pause):
    """n samples of unit RMS: one draw after the other, crossfaded, or with pauses up to `pause` s."""
    out, at, fade = np.zeros(n, np.float32), 0, int(overlap * RATE)
    while at < n:
        wave = faded(draw(), fade)
        part = wave[:n - at]
        out[at:at + len(part)] += part
        at += max(len(wave) - fade, len(wave) // 2) + int(rng.uniform(0, pause) * RATE)
    return out / augment.rms(out)
