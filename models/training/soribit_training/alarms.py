# SPDX-License-Identifier: Apache-2.0
"""Synthesis of alarms as the world has them, and of beeps that are none.

Each kind (rng, seconds) returns (wave, pulses, ignore) as `synth` does, with the label that
such a sound leaves open (or None). `smoke` and `co` vary tone, cadence and number of sounders,
`battery_chirp` is one short chirp, `look_alike` is a beep, reversing warning or ring with another
cadence than T3's and T4's. Voices are passed in: float32 waves with a peak of 0.5.
"""
import numpy as np

from soribit_training import synth
from soribit_training.augment import coloured_noise

RATE = 16000


def _time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def piezo(rng):
    """Frequency and harmonics of a piezo sounder: a strong fundamental, resonance, buzz."""
    f = rng.choice([rng.uniform(2900, 3400), rng.uniform(2200, 4500)])
    return f, [1.0, rng.uniform(0, 0.45), rng.uniform(0, 0.3)]


def sounder(rng):
    """(hertz, harmonics) of an alarm: 520 Hz square or nearly square, or piezo."""
    if rng.uniform() < 0.28:
        edge = rng.uniform(0, 1)
        return rng.uniform(468, 572), [0 if k % 2 == 0 else 1.0 / k ** (1 + edge)
                                       for k in range(1, 16)]
    return piezo(rng)


def horn(rng):
    """(hertz, harmonics) of an electromechanical horn: a low pitch whose overtones a diaphragm and a
    housing lift between 1 and 4 kHz; now and then the even ones are weak."""
    f, fall, even = rng.uniform(350, 800), rng.uniform(0, 0.9), rng.choice([1.0, rng.uniform(0, 1)])
    centres = rng.uniform(900, 4000, 2)
    width, lift = rng.uniform(0.15, 0.5), rng.uniform(0.5, 4)
    return f, [(even if k % 2 == 0 else 1.0) * rng.uniform(0.5, 1) / k ** fall * (
        1 + lift * np.exp(-np.square(np.log(k * f / centres) / width)).sum()) for k in range(1, 20)]


def tone(rng, f, length, harmonics, rise, wobble=0.0):
    """One pulse; `wobble`: its pitch settles within the first 50 ms by so much."""
    t = _time(length)
    pitch = f * (1 + wobble * np.exp(-t / 0.02))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE + rng.uniform(0, 6)
    x = sum(a * np.sin(k * phase) for k, a in enumerate(harmonics, 1) if k * f < 7800 and a)
    return synth._edges(np.asarray(x, np.float64), rise)


def pulses(rng, seconds, pattern, make, start=None):
    """Repeats [(on, off)...] from somewhere in the pattern; make(length) gives a pulse."""
    wave, on = np.zeros(int(seconds * RATE)), []
    t = -rng.uniform(0, sum(a + b for a, b in pattern)) if start is None else start
    while t < seconds:
        for length, gap in pattern:
            if t + length > 0 and t < seconds:
                synth._add(wave, max(t, 0), make(length)[max(0, int(-t * RATE)):])
                on.append((t, t + length))
            t += length + gap
    return wave, on


def t3(rng):
    on, off = 0.5 * rng.uniform(0.9, 1.1), 0.5 * rng.uniform(0.9, 1.1)
    return [(on, off), (on, off), (on, off + rng.uniform(0.85, 1.15))]


def t4(rng):
    on, off = rng.uniform(0.08, 0.13), rng.uniform(0.08, 0.13)
    return [(on, off)] * 3 + [(on, rng.uniform(4.4, 5.6))]


def _sounding(rng, seconds, pattern):
    """One sounder, or two that are linked: a little apart in pitch, in time and in level."""
    f, harmonics = sounder(rng)
    rise, wobble = rng.uniform(0.001, 0.02), rng.choice([0.0, rng.uniform(-0.03, 0.03)])
    wave, on = pulses(rng, seconds, pattern, lambda n: tone(rng, f, n, harmonics, rise, wobble))
    if rng.uniform() < 0.25:
        other = f * (1 + rng.choice([-1, 1]) * rng.uniform(0.001, 0.02))
        shift = rng.uniform(0, sum(a + b for a, b in pattern)) if rng.uniform() < 0.4 \
            else rng.uniform(-0.05, 0.05)
        start = (on[0][0] if on else 0.0) + shift - sum(a + b for a, b in pattern)
        second, more = pulses(rng, seconds, pattern,
                              lambda n: tone(rng, other, n, harmonics, rise), start)
        wave, on = wave + rng.uniform(0.3, 1) * second, sorted(on + more)
    return wave, on


def _spoken(rng, wave, on, voices, share):
    """A voice in the pauses of an alarm, as loud or softer."""
    if voices and rng.uniform() < share:
        voice = voices[int(rng.integers(len(voices)))]
        end = max([b for _, b in on if b < len(wave) / RATE - 0.4], default=0.0)
        synth._add(wave, end + rng.uniform(0, 0.15), voice * rng.uniform(0.6, 2.0))
    return wave, on


def sounding_horn(rng, seconds):
    """A horn that sounds steadily, in T3, or in blasts with short pauses; rough, as its armature is."""
    f, harmonics = horn(rng)
    rise, wobble = rng.uniform(0.003, 0.03), rng.uniform(-0.04, 0.01)
    kind = rng.choice(["steady", "t3", "blasts"], p=[0.45, 0.3, 0.25])
    pattern = {"steady": [(60.0, 0.0)], "t3": t3(rng),
               "blasts": [(rng.uniform(0.25, 2.0), rng.uniform(0.15, 0.7))]}[kind]
    wave, on = pulses(rng, seconds, pattern, lambda n: tone(rng, f, n, harmonics, rise, wobble),
                      rng.uniform(-50, -2) if kind == "steady" else None)
    t = np.arange(len(wave)) / RATE
    rough = rng.uniform(0, 0.5) * np.sin(2 * np.pi * rng.uniform(15, 120) * t + rng.uniform(0, 6))
    noise = coloured_noise(rng, len(wave), rng.uniform(0, 1)) * (np.abs(wave) > 1e-6)
    loud = np.abs(wave).max() + 1e-9
    wave = wave * (1 + rough) + rng.uniform(0, 0.06) * loud * noise
    return wave, on, rng.choice(["alarm", "car_horn"])


def smoke(rng, seconds, voices=()):
    """T3; the fast even beeps, steady tones, sweeps, hi-lo and horns of other makes (EN 14604)."""
    kind = rng.choice(["t3", "even", "steady", "sweep", "hilo", "horn"],
                      p=[0.5, 0.14, 0.06, 0.08, 0.06, 0.16])
    if kind == "horn":
        return sounding_horn(rng, seconds)
    if kind == "t3":
        return (*_spoken(rng, *_sounding(rng, seconds, t3(rng)), voices, 0.15), None)
    f, harmonics = piezo(rng)
    rise = rng.uniform(0.001, 0.01)
    if kind == "even":
        on = rng.uniform(0.06, 0.45)
        off = on * rng.uniform(0.4, 1.2)
        made = pulses(rng, seconds, [(on, off)], lambda n: tone(rng, f, n, harmonics, rise))
        return (*_spoken(rng, *made, voices, 0.1), "alarm")
    t = _time(seconds)
    ignore = "siren"
    if kind == "steady":
        pitch, ignore = np.full(len(t), f), "appliance_beep"
    elif kind == "sweep":  # a saw or a triangle, 1 to 10 times a second
        low = rng.choice([rng.uniform(2200, 3000), rng.uniform(500, 900)])
        place = (t * rng.uniform(1, 10) + rng.uniform()) % 1
        pitch = low * rng.uniform(1.1, 1.6) ** (place if rng.uniform() < 0.6
                                                else 1 - np.abs(2 * place - 1))
    else:
        low = rng.choice([rng.uniform(2200, 2900), rng.uniform(760, 860)])
        pitch = np.where((t * rng.uniform(0.5, 6) + rng.uniform()) % 1 < 0.5, low,
                         low * rng.uniform(1.15, 1.3))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(a * np.sin(k * phase) for k, a in enumerate(harmonics, 1) if a)
    return wave, [(0.0, seconds)], ignore


def co(rng, seconds, voices=()):
    """T4: four short pulses, about 5 s of silence."""
    return (*_spoken(rng, *_sounding(rng, seconds, t4(rng)), voices, 0.12), None)


def battery_chirp(rng, seconds):
    """A low battery: one chirp of 30 to 100 ms every half minute, rarely a double one."""
    f, harmonics = piezo(rng)
    wave = np.zeros(int(seconds * RATE))
    length, at = rng.uniform(0.03, 0.1), rng.uniform(0.02, seconds - 0.12)
    on = [(at, at + length)]
    if rng.uniform() < 0.08:
        on.append((at + length + rng.uniform(0.1, 0.3), at + 2 * length + 0.3))
    for begin, _ in on:
        synth._add(wave, begin, tone(rng, f, length, harmonics, rng.uniform(0.001, 0.008),
                                     rng.uniform(-0.06, 0.06)))
    return wave, on, "notification_tone"


def look_alike(rng, seconds):
    """Beeps that are no alarm: other cadences at an alarm's pitch, any cadence at other pitches.

    Between 2.1 and 4.6 kHz nothing that T3, T4 or a fast even alarm could be; elsewhere, away from
    520 Hz, reversing warnings, timers and rings of every cadence.
    """
    high = rng.uniform() < 0.5
    f = rng.uniform(2100, 4600) if high else rng.choice(
        [rng.uniform(400, 455), rng.uniform(600, 2100)])
    harmonics = synth._beeper(rng, f)
    if high:  # single beeps, slow ones, groups of two or three
        kind = int(rng.integers(3))
        on = rng.uniform(0.04, 0.3) if kind else rng.uniform(0.65, 1.6)
        count = int(rng.integers(2, 4)) if kind == 2 else 1
        rest = rng.uniform(0.65, 2.5) if kind else rng.uniform(0.8, 2.5)
        pattern = [(on, rng.uniform(0.05, 0.2))] * (count - 1) + [(on, rest)]
    else:
        on, off = rng.uniform(0.05, 0.9), rng.uniform(0.05, 0.9)
        count = int(rng.integers(1, 6))
        pattern = [(on, off)] * count + [(on, off + rng.choice([0, rng.uniform(0.2, 3)]))]
    rise = rng.uniform(0.001, 0.02)
    if not high and rng.uniform() < 0.2:  # a reversing warning that hisses
        def make(n):
            return synth._edges(coloured_noise(rng, int(n * RATE), rng.uniform(0, 1)) * 0.5, rise)
    else:
        def make(n):
            return tone(rng, f, n, harmonics, rise)
    wave, on = pulses(rng, seconds, pattern, make,
                      None if rng.uniform() < 0.7 else rng.uniform(0, 0.8))
    return wave, on, "alarm"


KINDS = {"smoke_alarm": smoke, "co_alarm": co, "battery_chirp": battery_chirp,
         "appliance_beep": look_alike}


def render(label, rng, seconds):
    """(wave float32 with a peak of 0.5, pulses) of one of KINDS; an appliance beeps for 4 s."""
    wave, on, _ = KINDS[label](rng, seconds if label.endswith("alarm") else 4.0)
    return (wave * (0.5 / (np.abs(wave).max() + 1e-9))).astype(np.float32), on


def enough(label, on, seconds):
    """1 if the label is true of a window, 0 if it is open, -1 if there is nothing of it."""
    whole, sounding = synth.heard(on, 0.0, seconds)
    if sounding < 0.02:
        return -1
    if label == "battery_chirp":
        return 1 if whole >= 1 else 0
    if label == "co_alarm":
        return 1 if whole >= 3 else 0
    if label == "smoke_alarm":
        return 1 if sounding >= 0.65 else 0
    return 1 if sounding >= 0.12 else 0


def window(label, rng, samples, voices=()):
    """(wave float32 with a peak of 0.5, whether the label is true or open, ignored label)."""
    seconds = (samples + 0.5) / RATE
    while True:
        args = (voices,) if label in ("smoke_alarm", "co_alarm") else ()
        wave, on, ignore = KINDS[label](rng, seconds, *args)
        state = enough(label, on, seconds)
        if state == 1 or (state == 0 and rng.uniform() < 0.25):
            wave = wave[:samples] * (0.5 / (np.abs(wave).max() + 1e-9))
            return wave.astype(np.float32), state == 1, ignore
