# SPDX-License-Identifier: Apache-2.0
"""Evenings: hours at home with sounds at known times, to count events in as a household would.

Clips that nothing was trained on lie over a background, each in a room or none, so that the loud
part of a clip (`augment.loudness`) is a stated number of decibels above the background's RMS over
the whole evening. Events do not overlap. The same plan is rendered for each SNR, so figures at two
SNRs differ by the SNR alone. `truth.json` beside the WAV files says what sounds when:
`{"evenings": [{"file", "seconds", "kind", "snr", "present": [labels], "events": [{"label", "onset",
"end", "clip"}]}]}`, times in seconds; `present` are labels that the background itself may contain,
which are neither right nor wrong there.
"""
import json
from pathlib import Path

import numpy as np

from soribit_training import augment, data, soundfont, synth

RATE = data.SAMPLE_RATE
MINUTES = 30
PER_HOUR = 40
SHARES = {"emergency": 0.22, "urgent": 0.36, "notice": 0.12, "info": 0.30}
KINDS = ["household", "steady", "noise", "music", "speech"]
PURE = ["digital silence", "room tone", "speech", "music", "household"]
STEADY = ["air_conditioner", "fridge", "stove_fan", "rain", "wind", "washing_machine",
          "dishwasher", "boiling_water", "frying", "crackling_fire", "engine", "microwave"]
SYNTHESISED = ("smoke_alarm", "co_alarm", "doorbell", "phone_ring")  # where there is no clip
PRESENT = {  # labels that the long household recordings may contain
    "doing_the_dishes": ["dishes", "plates", "cutlery", "running_water", "pouring_water",
                         "water_drops", "cupboard", "drawer"],
    "dude_miaowing": ["cat"], "exercise_bike": [],
    "running_tap": ["running_water", "pouring_water", "water_drops"],
    "speech": ["speech", "children"], "music": ["music"]}
FRAME = 320


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

    def __init__(self, root, clips, urgencies, seed):
        self.root, self.rng = root, np.random.default_rng(seed)
        self.rooms = data.load_rooms(root)
        self.household = {p.stem: data.load(root, p.relative_to(root))
                          for p in sorted((Path(root) / "background").glob("*.ogg"))}
        self.clips = {}
        for clip in clips:
            self.clips.setdefault(clip.label, []).append(clip.path)
        kinds = {label: [None] for label in SYNTHESISED if label not in self.clips} | self.clips
        self.decks = {label: deck(self.rng, paths) for label, paths in sorted(kinds.items())}
        self.labels = {u: deck(self.rng, sorted(k for k in kinds if urgencies[k] == u))
                       for u in SHARES}
        self.music = soundfont.music(self.rng, 224) or [chords(self.rng) for _ in range(60)]
        self.music += [faded(data.load(root, p)) for p in self.clips.get("music", [])]
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
            wave, pulses = synth.render(label, rng, seconds if "alarm" in label else 4.0)
            if label != "co_alarm":
                return trimmed(wave)
            first = max(0.0, min(a for a, _ in pulses))
            return wave[int(first * RATE):int(min(max(b for _, b in pulses), seconds) * RATE)]
        wave = trimmed(data.load(self.root, path))
        return looped(wave, seconds) if label == "smoke_alarm" else wave

    def background(self, rng, kind, n):
        """(n samples of unit RMS, labels that it may contain)."""
        if kind == "household":
            name = sorted(self.household)[int(rng.integers(len(self.household)))]
            wave = self.household[name]
            return stream(rng, n, lambda: wave, 0.5, 0), PRESENT.get(name, [])
        if kind == "steady":
            label = str(rng.choice([k for k in STEADY if k in self.clips]))
            waves = [data.load(self.root, p) for p in self.clips[label][:24]]
            draw = lambda: (w := waves[int(rng.integers(len(waves)))]) / max(augment.rms(w), 1e-5)
            return stream(rng, n, draw, 0.5, 0), [label]
        if kind in ("music", "speech"):
            pool = self.music if kind == "music" else self.sentences
            pause = 0.3 if kind == "music" else 2.0
            draw = lambda: pool[int(rng.integers(len(pool)))]
            return stream(rng, n, draw, 0.02, pause), PRESENT[kind]
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


def planned(palette, index, kind, per_hour=PER_HOUR):
    """One evening's plan: its background's kind, and (slot, label, path) per event."""
    rng = np.random.default_rng([7, index])
    present = palette.background(rng, kind, RATE)[1]
    count = round(per_hour * MINUTES / 60)
    return {"index": index, "kind": kind,
            "events": [palette.pick(present) for _ in range(count)]}


def rendered(palette, plan, snr, seconds):
    """(waveform float32 within [-1, 1], truth) of a plan at an SNR in dB."""
    rng = np.random.default_rng([7, plan["index"]])
    track, present = palette.background(rng, plan["kind"], int(seconds * RATE))
    level = 10 ** (rng.uniform(-60, -42) / 20)
    track *= level
    slot, events = len(track) / max(len(plan["events"]), 1), []
    for i, (label, path) in enumerate(plan["events"]):
        wave = palette.sound(rng, label, path).astype(np.float32)
        room = palette.rooms[int(rng.integers(len(palette.rooms)))]
        heard = np.pad(wave, (0, RATE // 2))
        if rng.uniform() < 0.6:
            heard = augment.in_room(heard, room)
        heard = heard * (level * 10 ** (snr / 20) / augment.loudness(heard[:len(wave)]))
        at = int(i * slot + rng.uniform(3 * RATE, slot - len(heard) - 6 * RATE))
        track[at:at + len(heard)] += heard
        events.append({"label": label, "onset": at / RATE, "end": (at + len(wave)) / RATE,
                       "clip": path or "synthesised"})
    track *= min(1.0, 0.99 / np.abs(track).max())
    return track, {"kind": plan["kind"], "snr": snr, "present": present, "events": events}


def pure(palette, kind, index, seconds):
    """(waveform, truth) of a time in which nothing is to be told of but what is `present`."""
    rng, n = np.random.default_rng([8, index]), int(seconds * RATE)
    if kind == "digital silence":
        track, present, level = np.zeros(n, np.float32), [], 0.0
    elif kind == "room tone":
        track, present = palette.background(rng, "noise", n)
        level = 10 ** (rng.uniform(-75, -60) / 20)
    else:
        track, present = palette.background(rng, kind, n)
        level = 10 ** (rng.uniform(-40, -30) / 20)
    track = np.clip(track * level, -1, 1)
    return track, {"kind": f"only {kind}", "snr": None, "present": present, "events": []}


def build(folder, make_palette, counts, pure_times=0, say=print):
    """Writes what is missing: counts {snr: evenings}; returns the folder's truth.

    A pure time of each kind is written `pure_times` times. About 3 s an evening on one core.
    """
    import soundfile

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "truth.json"
    wanted = {"counts": {str(k): v for k, v in counts.items()}, "pure": pure_times}
    if index.exists() and (found := json.loads(index.read_text()))["wanted"] == wanted:
        return found
    palette, seconds = make_palette(), MINUTES * 60
    plans = [planned(palette, i, KINDS[i % len(KINDS)]) for i in range(max(counts.values()))]
    jobs = [(f"{snr}dB-{plan['index']:02}.wav", lambda p=plan, s=snr: rendered(palette, p, s, seconds))
            for snr, count in counts.items() for plan in plans[:count]]
    jobs += [(f"only-{kind.replace(' ', '-')}-{i}.wav", lambda k=kind, i=i: pure(palette, k, i, seconds))
             for kind in PURE for i in range(pure_times)]
    evenings = []
    for name, make in jobs:
        wave, truth = make()
        soundfile.write(folder / name, wave, RATE, "PCM_16")
        evenings.append({"file": name, "seconds": len(wave) / RATE} | truth)
        say(f"{len(evenings)}/{len(jobs)} {name}")
    found = {"wanted": wanted, "evenings": evenings}
    index.write_text(json.dumps(found, indent=1) + "\n")
    return found
