# SPDX-License-Identifier: Apache-2.0
"""Synthesis of the sounds that no recording teaches: alarms, beeps, chimes, bells, sirens, knocks.

`render(kind, rng, seconds)` returns (wave, pulses): float32 [samples] at 16 kHz with a peak of
about 0.5, and the times [(start, end)...] in seconds at which it sounds. `window(kind, rng, n)`
returns n samples in which enough of it sounds for the label to be true.

T3 and T4 follow ISO 8201 / NFPA 72: T3 is three pulses of 0.5 s, 0.5 s apart, then 1.5 s of
silence; T4 four pulses of about 0.1 s, 0.1 s apart, then about 5 s. Tones: about 3.1 kHz, or a
520 Hz square wave (NFPA 72 18.4.5.3). The rest is variety: it counts for more than fidelity.
"""
import numpy as np

from soribit_training import impacts
from soribit_training.augment import coloured_noise, noise

RATE = 16000


def _time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def _add(wave, start, part):
    a = int(start * RATE)
    if a < len(wave):
        part = part[:len(wave) - a]
        wave[a:a + len(part)] += part


def _tone(f, seconds, harmonics, phase=0.0):
    """A steady tone: fundamental in hertz, amplitudes of the harmonics 1, 2, 3..."""
    t = _time(seconds)
    x = np.zeros(len(t))
    for k, amplitude in enumerate(harmonics, 1):
        if k * f < 7900 and amplitude:
            x += amplitude * np.sin(2 * np.pi * (k * f * t) + phase * k)
    return x


def _square(top=15):
    return [0 if k % 2 == 0 else 1.0 / k for k in range(1, top + 1)]


def _saw(top=15):
    return [1.0 / k for k in range(1, top + 1)]


def _edges(x, rise):
    """Soft start and end, `rise` seconds each."""
    n = max(2, min(int(rise * RATE), len(x) // 2))
    ramp = np.linspace(0, 1, n)
    x[:n] *= ramp
    x[-n:] *= ramp[::-1]
    return x


def _struck(f, seconds, decay, partials):
    """A struck note: partials (ratio, amplitude, decay factor), exponential decay in seconds."""
    t = _time(seconds)
    x = np.zeros(len(t))
    for ratio, amplitude, faster in partials:
        if ratio * f < 7900:
            x += amplitude * np.sin(2 * np.pi * ratio * f * t) * np.exp(-t * faster / decay)
    n = min(len(x), 32)
    x[:n] *= np.linspace(0, 1, n)
    return x


def _partials(rng):
    """The timbre of a chime: a pure tone, harmonics, a bar, a bell or a tube."""
    kind = rng.integers(5)
    if kind == 0:
        return [(1, 1, 1), (2, rng.uniform(0, 0.2), 1.5)]
    if kind == 1:
        return [(k, rng.uniform(0.2, 1) / k, 1 + 0.3 * k) for k in range(1, 7)]
    ratios = {2: [1, 2.756, 5.404, 8.93], 3: [0.5, 1, 1.19, 1.5, 2, 2.74, 3.76],
              4: [1, 1.51, 2.0, 2.52, 3.01, 3.52]}[int(kind)]
    return [(r * rng.uniform(0.99, 1.01), rng.uniform(0.15, 1) / (1 + 0.4 * i), 1 + 0.6 * i)
            for i, r in enumerate(ratios)]


def _beeper(rng, f):
    """The harmonics of a beeper: sine, piezo or square."""
    kind = rng.integers(3)
    if kind == 0:
        return [1.0, rng.uniform(0, 0.1)]
    if kind == 1:
        return [1.0, rng.uniform(0.05, 0.5), rng.uniform(0, 0.3)]
    return _square() if f < 2500 else [1.0, 0.02, 0.3]


def _pulses(rng, seconds, pattern, f, harmonics, rise, drift=0.0):
    """Repeats a pattern [(on, off)...] of one tone; starts anywhere in the pattern."""
    wave, on = np.zeros(int(seconds * RATE)), []
    total = sum(a + b for a, b in pattern)
    t = -rng.uniform(0, total)
    while t < seconds:
        for length, gap in pattern:
            if t + length > 0 and t < seconds:
                x = _edges(_tone(f * rng.uniform(1 - drift, 1 + drift), length, harmonics,
                                 rng.uniform(0, 6)), rise)
                skip = max(0, int(-t * RATE))
                _add(wave, max(t, 0), x[skip:])
                on.append((t, t + length))
            t += length + gap
    return wave, on


def alarm_tone(rng):
    """Frequency in hertz and harmonics of a smoke or CO alarm's sounder."""
    if rng.uniform() < 0.2:
        return rng.uniform(470, 570), _square()
    f = rng.choice([3100.0, rng.uniform(2700, 3600)]) * rng.uniform(0.985, 1.015)
    return f, _beeper(rng, f)


def smoke_alarm(rng, seconds):
    """T3; now and then the fast even beeping of older alarms."""
    f, harmonics = alarm_tone(rng)
    if rng.uniform() < 0.1 and f > 2000:
        on = rng.uniform(0.12, 0.4)
        pattern = [(on, on * rng.uniform(0.25, 0.8))]
    else:
        on, off = 0.5 * rng.uniform(0.9, 1.1), 0.5 * rng.uniform(0.9, 1.1)
        pattern = [(on, off), (on, off), (on, off + 1.0 * rng.uniform(0.85, 1.15))]
    return _pulses(rng, seconds, pattern, f, harmonics, rng.uniform(0.001, 0.015), 0.002)


def co_alarm(rng, seconds):
    """T4."""
    f, harmonics = alarm_tone(rng)
    on, off = rng.uniform(0.085, 0.125), rng.uniform(0.085, 0.125)
    pattern = [(on, off)] * 3 + [(on, rng.uniform(4.5, 5.5))]
    return _pulses(rng, seconds, pattern, f, harmonics, rng.uniform(0.001, 0.01), 0.002)


def alarm(rng, seconds):
    """A clock: groups of two to four short beeps each second, or fast even beeps, about 2 kHz."""
    f = rng.uniform(1500, 2800)
    on = rng.uniform(0.05, 0.1)
    count = int(rng.integers(2, 5))
    off = on * rng.uniform(0.7, 1.3)
    if rng.uniform() < 0.3:
        pattern = [(on, off)]
    else:
        rest = max(0.25, rng.uniform(0.9, 1.1) - count * (on + off))
        pattern = [(on, off)] * (count - 1) + [(on, rest)]
    return _pulses(rng, seconds, pattern, f, _beeper(rng, f), rng.uniform(0.001, 0.006))


def appliance_beep(rng, seconds):
    """A kitchen or laundry appliance has finished: one to ten slow beeps, or a short falling tune.

    Beeps of 0.12 to 1 s with a pause between that is not an alarm's: slower than a clock's, higher
    or lower than T3's, unlike T4's groups.
    """
    wave, on = np.zeros(int(seconds * RATE)), []
    f, t = rng.uniform(700, 4200), rng.uniform(0.0, 0.6)
    harmonics = _beeper(rng, f)
    if rng.uniform() < 0.3:  # a tune of beeps
        gap = rng.uniform(0.14, 0.35)
        for step in rng.choice([-5, -3, 0, 2, 4, 5, 7, 9, 12], int(rng.integers(3, 9))):
            length = gap * rng.uniform(0.75, 1)
            _add(wave, t, _edges(_tone(f * 0.6 * 2 ** (step / 12), length, harmonics), 0.006))
            on.append((t, t + length))
            t += gap
        return wave, on
    length = rng.choice([rng.uniform(0.12, 0.35), rng.uniform(0.35, 1.0)])
    gap = rng.uniform(0.35, 1.0) if length < 0.35 else rng.uniform(0.7, 2.0)
    rise = rng.uniform(0.001, 0.02)
    for _ in range(int(rng.integers(1, 11))):
        if t < seconds:
            _add(wave, t, _edges(_tone(f, length, harmonics), rise))
            on.append((t, t + length))
        t += length + gap
    return wave, on


MELODIES = [  # semitones; doorbell tunes: falling thirds, Westminster, arpeggios
    [4, 0, 2, -5], [0, 2, 4, -5], [4, 2, 0, -5], [0, 4, 7, 12], [12, 7, 4, 0], [7, 4, 0],
    [0, 4, 7], [0, 7, 4, 12, 7], [4, 0, 4, 0], [0, 5, 9, 12, 9, 5], [7, 9, 5, -7, 0],
    [4, 0, 2, -5, -5, 2, 4, 0], [0, 4, 7, 4, 0]]


def doorbell(rng, seconds):
    """Ding-dong, one ding, a slow tune, an electronic tune or a buzzer."""
    wave, on = np.zeros(int(seconds * RATE)), []
    kind = rng.choice(["dingdong", "ding", "tune", "electronic", "buzzer"],
                      p=[0.48, 0.1, 0.18, 0.12, 0.12])
    t = rng.uniform(0.0, max(0.05, seconds - 1.8))
    if kind == "buzzer":
        length = rng.uniform(0.4, 1.6)
        base = rng.choice([50, 60, 100, 120, rng.uniform(90, 400)])
        x = _tone(base, length, [rng.uniform(0.2, 1) / k ** 0.5 for k in range(1, 40)],
                  rng.uniform(0, 6))
        x = np.tanh(x * rng.uniform(0.5, 3)) * (1 + rng.uniform(0, 0.3) * rng.standard_normal(len(x)))
        for _ in range(int(rng.integers(1, 3))):
            _add(wave, t, _edges(x.copy(), rng.uniform(0.003, 0.02)))
            on.append((t, t + length))
            t += length + rng.uniform(0.15, 0.6)
        return wave, on
    f = rng.uniform(350, 1400)
    decay = rng.uniform(0.15, 1.0)
    gap = rng.uniform(0.3, 0.9)
    partials = _partials(rng)
    if kind == "dingdong":
        steps = [0, -int(rng.choice([3, 4, 4, 4, 5, 7]))]
        if rng.uniform() < 0.1:
            steps = steps[::-1]
        if rng.uniform() < 0.25:
            steps = steps * 2
    elif kind == "ding":
        steps = [0] * int(rng.integers(1, 3))
        decay = rng.uniform(0.4, 1.2)
    else:
        steps = MELODIES[int(rng.integers(len(MELODIES)))]
        gap = rng.uniform(0.25, 0.7)
    held = kind == "electronic"
    harmonics = [_square(), [1.0], [1, 0.5, 0.25, 0.1], _saw(8)][int(rng.integers(4))]
    for step in steps:
        pitch = f * 2 ** (step / 12)
        if held:
            x = _edges(_tone(pitch, gap * rng.uniform(0.7, 1), harmonics), 0.005)
            x *= np.exp(-_time(gap)[:len(x)] * rng.uniform(0, 3))
        else:
            x = _struck(pitch, min(3.0, 5 * decay), decay, partials) * rng.uniform(0.7, 1)
        _add(wave, t, x)
        on.append((t, t + (gap if held else min(1.2, 2.5 * decay))))
        t += gap
    return wave, on


def phone_ring(rng, seconds):
    """A bell (clapper at about 20 Hz), a ringing tone, an electronic trill, a fast ringtone."""
    ring, rest = rng.uniform(0.9, 2.2), rng.uniform(1.5, 4.0)
    kind = int(rng.integers(4))
    t = _time(ring)
    if kind == 0:  # two gongs struck in turn
        x = np.zeros(len(t))
        rate, f = rng.uniform(15, 30), rng.uniform(800, 2400)
        other = f * rng.uniform(1.05, 1.35)
        partials = [(r, rng.uniform(0.2, 1), 1 + i * 0.3)
                    for i, r in enumerate([1, 2.0, 2.8, 4.1][:int(rng.integers(2, 5))])]
        decay = rng.uniform(0.05, 0.4)
        for k in range(int(ring * rate)):
            _add(x, k / rate, _struck(other if k % 2 else f, 3 * decay, decay, partials))
    elif kind == 1:  # two tones beaten at 20 Hz
        f = rng.uniform(380, 1500)
        x = np.sin(2 * np.pi * f * t) + np.sin(2 * np.pi * f * rng.uniform(1.05, 1.3) * t)
        gate = np.sin(2 * np.pi * rng.uniform(15, 26) * t)
        x = x * (0.5 + 0.5 * np.tanh(gate * rng.uniform(1, 8)))
    elif kind == 2:  # a trill of two tones
        f, rate = rng.uniform(600, 2200), rng.uniform(8, 26)
        ratio = rng.uniform(1.1, 1.5)
        which = (t * rate % 1) < 0.5
        phase = 2 * np.pi * np.cumsum(np.where(which, f, f * ratio)) / RATE
        x = sum(a * np.sin(k * phase) for k, a in enumerate(_beeper(rng, f)[:3], 1))
    else:  # a fast pattern of struck or held notes
        x = np.zeros(len(t))
        f, rate = rng.uniform(450, 1300), rng.uniform(5.5, 12)
        notes = rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 14, 16], int(rng.integers(3, 9)))
        decay = rng.uniform(0.06, 0.25)
        partials = [(1, 1, 1), (3.9, rng.uniform(0, 0.5), 3), (9.2, rng.uniform(0, 0.2), 5)]
        for k in range(int(ring * rate)):
            _add(x, k / rate, _struck(f * 2 ** (notes[k % len(notes)] / 12), 4 * decay, decay,
                                      partials))
    x = _edges(x, 0.01)
    wave, on = np.zeros(int(seconds * RATE)), []
    at = -rng.uniform(0, ring + rest)
    while at < seconds:
        if at + ring > 0:
            _add(wave, max(at, 0), x[max(0, int(-at * RATE)):])
            on.append((at, at + ring))
        at += ring + rest
    return wave, on


def siren(rng, seconds):
    """Wail, yelp or hi-lo, 400 to 1600 Hz."""
    t = _time(seconds)
    kind = int(rng.integers(4))
    low = rng.uniform(380, 750)
    if kind >= 2:
        period = rng.uniform(0.8, 2.2)
        f = np.where((t / period + rng.uniform()) % 1 < 0.5, low, low * rng.uniform(1.2, 1.5))
    else:
        period = rng.uniform(2, 8) if kind == 0 else rng.uniform(0.2, 0.5)
        place = (t / period + rng.uniform()) % 1
        up = rng.uniform(0.3, 0.7)
        ramp = np.where(place < up, place / up, (1 - place) / (1 - up))
        if rng.uniform() < 0.5:
            ramp = 0.5 - 0.5 * np.cos(np.pi * ramp)
        f = low * (rng.uniform(1.8, 3.0) ** ramp)
    phase = 2 * np.pi * np.cumsum(f) / RATE
    harmonics = [[1.0], [1, 0.5, 0.3, 0.15], _square(7), _saw(8)][int(rng.integers(4))]
    x = sum(a * np.sin(k * phase) for k, a in enumerate(harmonics, 1))
    return x, [(0.0, seconds)]


def knock(rng, seconds):
    """Two to six knocks on wood, three to six a second: a few low modes and a short click."""
    wave, on = np.zeros(int(seconds * RATE)), []
    count, gap = int(rng.integers(2, 7)), rng.uniform(0.15, 0.36)
    modes = [(rng.uniform(80, 600), rng.uniform(0.3, 1), rng.uniform(0.008, 0.045))
             for _ in range(int(rng.integers(1, 6)))]
    if rng.uniform() < 0.4:
        modes.append((rng.uniform(600, 1500), rng.uniform(0.05, 0.4), rng.uniform(0.004, 0.015)))
    click, click_decay = rng.uniform(0.0, 0.35), rng.uniform(0.001, 0.006)
    t = rng.uniform(0.0, max(0.05, seconds - (count - 1) * gap - 0.3))
    while count and t < seconds:
        s = _time(0.25)
        x = sum(a * np.sin(2 * np.pi * f * rng.uniform(0.99, 1.01) * s) * np.exp(-s / d)
                for f, a, d in modes)
        x = x + click * rng.standard_normal(len(s)) * np.exp(-s / click_decay)
        _add(wave, t, x * 10 ** (rng.uniform(-5, 0) / 20))
        on.append((t, t + 0.06))
        t += gap * rng.uniform(0.85, 1.15)
        count -= 1
    return wave, on


def background(rng, seconds):
    """Nothing: digital silence, faint or steady noise, hum, now and then one lonely click."""
    n = int(seconds * RATE)
    kind = rng.choice(["zeros", "faint", "noise", "hum", "click"], p=[0.08, 0.3, 0.37, 0.1, 0.15])
    if kind == "zeros":
        return np.zeros(n), []
    if kind == "hum":
        from soribit_training.augment import hum
        x = hum(rng, n) + rng.uniform(0, 0.3) * noise(rng, n)
        return x * 10 ** (rng.uniform(-70, -25) / 20), []
    if kind == "click":
        x = noise(rng, n) * rng.uniform(0.005, 0.05)
        s = _time(0.1)
        one = np.sin(2 * np.pi * rng.uniform(80, 3000) * s) + rng.standard_normal(len(s))
        _add(x, rng.uniform(0, seconds - 0.1), one * np.exp(-s / rng.uniform(0.002, 0.02)))
        return x * 10 ** (rng.uniform(-45, -12) / 20), []
    x = noise(rng, n) if rng.uniform() < 0.5 else coloured_noise(
        rng, n, float(rng.choice([0.0, 1.0, 2.0])))
    return x * 10 ** ((rng.uniform(-100, -60) if kind == "faint" else rng.uniform(-60, -12)) / 20), []


def plain_chime(rng, seconds):
    """The simplest ding-dong: two falling notes with few or no overtones."""
    wave = np.zeros(int(seconds * RATE))
    f, gap, decay = rng.uniform(450, 1100), rng.uniform(0.35, 0.8), rng.uniform(0.25, 1.0)
    more = rng.uniform() < 0.6  # else pure sines
    partials = [(1, 1, 1)] + [(k, more * rng.uniform(0, 0.4) / (k - 1), 1 + 0.3 * k) for k in (2, 3)]
    t, on = rng.uniform(0.0, max(0.05, seconds - gap - 0.4)), []
    for step in (0, -int(rng.choice([3, 4, 4, 4, 5]))):
        _add(wave, t, _struck(f * 2 ** (step / 12), min(3.0, 5 * decay), decay, partials))
        on.append((t, t + gap))
        t += gap
    return wave, on


def steady_hum(rng, seconds):
    """Mains hum and nothing else: 50 or 60 Hz with falling harmonics, -70 to -25 dBFS."""
    base, fall = rng.choice([50.0, 60.0]), rng.uniform(0.5, 2.5)
    x = _tone(base, seconds, [rng.uniform(0.3, 1) / k ** fall for k in range(1, 12)],
              rng.uniform(0, 6))
    x = x / np.sqrt(np.mean(x * x)) + rng.uniform(0, 0.1) * rng.standard_normal(len(x))
    return x * 10 ** (rng.uniform(-70, -25) / 20), []


KINDS = {f.__name__: f for f in (smoke_alarm, co_alarm, alarm, appliance_beep, doorbell, phone_ring,
                                 siren, knock, background, plain_chime, steady_hum,
                                 impacts.glass_break, impacts.door, impacts.vacuum)}


def heard(pulses, start, length):
    """(whole pulses, seconds sounding) within a window, all in seconds."""
    end = start + length
    whole = sum(a >= start - 0.01 and b <= end + 0.01 for a, b in pulses)
    return whole, sum(max(0.0, min(b, end) - max(a, start)) for a, b in pulses)


def enough(kind, pulses, start, length):
    """May a window be labelled with its kind: does enough of the pattern sound in it?"""
    whole, seconds = heard(pulses, start, length)
    if kind == "smoke_alarm":
        return seconds >= 0.7
    if kind == "co_alarm":
        return whole >= 3
    if kind in ("knock", "alarm"):
        return whole >= 2
    if kind == "phone_ring":
        return seconds >= 0.5
    if kind in ("doorbell", "plain_chime"):
        return seconds >= 0.35
    if kind in ("appliance_beep", "glass_break", "door"):
        return seconds >= 0.15
    return True


def render(kind, rng, seconds):
    """(wave float32 with a peak of about 0.5, pulses) of one kind of sound."""
    wave, pulses = KINDS[kind](rng, seconds)
    if kind not in ("background", "steady_hum"):
        wave = wave * (0.5 / (np.abs(wave).max() + 1e-9))
    return wave.astype(np.float32), pulses


def window(kind, rng, samples):
    """Some samples of one kind of sound in which enough of it sounds for its label."""
    length = samples / RATE
    for _ in range(60):
        wave, pulses = render(kind, rng, length)
        if enough(kind, pulses, 0.0, length):
            return wave
    raise RuntimeError(f"no window of {kind}")


def too_little(kind, pulses, start, length):
    """Is there something of the sound in a window, yet clearly not enough for its label?"""
    whole, seconds = heard(pulses, start, length)
    if kind == "smoke_alarm":
        return 0.05 <= seconds <= 0.5 and pulses[0][1] - pulses[0][0] > 0.44
    if kind == "co_alarm":
        return seconds >= 0.05 and whole <= 2
    if kind == "knock":
        return whole == 1 and seconds <= 0.07
    return 0.03 <= seconds <= 0.25


def part(kind, rng, samples):
    """Some samples with too little of a sound: a pulse or two of an alarm, the first of a chime.

    It is background: the hub waits for the next window rather than mistake it for another sound.
    """
    length = samples / RATE
    for _ in range(300):
        wave, pulses = render(kind, rng, length + 4)
        start = rng.uniform(0, 4)
        if too_little(kind, pulses, start, length):
            begin = int(start * RATE)
            return wave[begin:begin + samples]
    raise RuntimeError(f"no part of {kind}")


def pause(rng, samples):
    """The silence between two calls of an alarm, with a little noise: it is background."""
    level = 10 ** (rng.uniform(-90, -35) / 20)
    return (noise(rng, samples) * level).astype(np.float32)
