# SPDX-License-Identifier: Apache-2.0
"""Plain, clean sounds such as a demonstration synthesises, and what a variant hears in them.

    python probe.py [--variant dynamic-range]

Each sound has fixed parameters, a peak of 0.5 (-6 dBFS) and pink noise at -60 dBFS; it is also
heard 20 dB softer. For each: the best score its label reaches over the windows, and the best score
any other label reaches, with the labels that pass their onset.
"""
import argparse
import json

import numpy as np

from soribit_training import augment, data
from soribit_training.features import windows
from soribit_training.listen import front_end
from soribit_training.runner import Runner
from soribit_training.synth import RATE, _add, _edges, _square, _struck, _time, _tone


def pattern(tone, pulses, total, start=0.5):
    """One tone (harmonics, hertz) switched on and off: pulses [(on, off)...] repeated."""
    harmonics, f = tone
    wave, t = np.zeros(int(total * RATE)), start
    while t < total:
        for on, off in pulses:
            _add(wave, t, _edges(_tone(f, on, harmonics), 0.005))
            t += on + off
    return wave


def ding_dong(first=660.0, second=523.25, gap=0.6, decay=0.5, partials=None, total=6.0):
    wave = np.zeros(int(total * RATE))
    partials = partials or [(1, 1, 1), (2, 0.3, 1.5), (3, 0.15, 2)]
    _add(wave, 1.5, _struck(first, 2.5, decay, partials))
    _add(wave, 1.5 + gap, _struck(second, 2.5, decay, partials))
    return wave


def knocks(count=4, gap=0.25, modes=((110, 1, 0.03), (210, 0.7, 0.02), (420, 0.4, 0.012)),
           click=0.1, total=6.0):
    rng, wave = np.random.default_rng(1), np.zeros(int(total * RATE))
    s = _time(0.25)
    for i in range(count):
        x = sum(a * np.sin(2 * np.pi * f * s) * np.exp(-s / d) for f, a, d in modes)
        _add(wave, 1.5 + i * gap, x + click * rng.standard_normal(len(s)) * np.exp(-s / 0.003))
    return wave


def bell_phone(first=1100.0, second=1400.0, ring=1.5, rest=2.5, total=8.0):
    """Two gongs struck in turn, 20 strokes a second."""
    wave = np.zeros(int(total * RATE))
    partials = [(1, 1, 1), (2, 0.5, 1.3), (2.8, 0.4, 1.6)]
    for start in np.arange(1.0, total, ring + rest):
        x = np.zeros(int(ring * RATE))
        for k in range(int(ring * 20)):
            _add(x, k / 20, _struck(second if k % 2 else first, 0.6, 0.2, partials))
        _add(wave, start, _edges(x, 0.01))
    return wave


def trill_phone(first=900.0, second=1150.0, rate=16.0, ring=1.5, rest=2.5, total=8.0):
    wave, t = np.zeros(int(total * RATE)), _time(ring)
    f = np.where((t * rate % 1) < 0.5, first, second)
    phase = 2 * np.pi * np.cumsum(f) / RATE
    for start in np.arange(1.0, total, ring + rest):
        _add(wave, start, _edges(np.sin(phase) + 0.3 * np.sin(2 * phase), 0.01))
    return wave


def wail(low=500.0, high=1400.0, period=4.0, total=8.0, harmonics=(1, 0.5, 0.3)):
    t = _time(total)
    f = low * (high / low) ** (0.5 - 0.5 * np.cos(2 * np.pi * t / period))
    phase = 2 * np.pi * np.cumsum(f) / RATE
    return sum(a * np.sin(k * phase) for k, a in enumerate(harmonics, 1))


def hi_lo(low=435.0, high=580.0, each=0.6, total=8.0):
    t = _time(total)
    phase = 2 * np.pi * np.cumsum(np.where((t / each % 2) < 1, low, high)) / RATE
    return sum(a * np.sin(k * phase) for k, a in enumerate((1, 0.5, 0.3, 0.2), 1))


def coloured(slope, level, seconds=6.0):
    n = int(seconds * RATE)
    return augment.coloured_noise(np.random.default_rng(2), n, slope) * 10 ** (level / 20)


T3 = [(0.5, 0.5), (0.5, 0.5), (0.5, 1.5)]
T4 = [(0.1, 0.1)] * 3 + [(0.1, 5.0)]
PIEZO = ([1, 0.2, 0.1], 3100.0)
LOW = (_square(), 520.0)

SOUNDS = {
    "smoke T3 3100 Hz": ("smoke_alarm", lambda: pattern(PIEZO, T3, 12)),
    "smoke T3 3100 Hz sine": ("smoke_alarm", lambda: pattern(([1], 3100.0), T3, 12)),
    "smoke T3 520 Hz square": ("smoke_alarm", lambda: pattern(LOW, T3, 12)),
    "CO T4 3100 Hz": ("co_alarm", lambda: pattern(PIEZO, T4, 13)),
    "CO T4 520 Hz square": ("co_alarm", lambda: pattern(LOW, T4, 13)),
    "ding-dong 660/523 Hz": ("doorbell", ding_dong),
    "ding-dong pure sines": ("doorbell", lambda: ding_dong(partials=[(1, 1, 1)])),
    "ding-dong 784/622 Hz": ("doorbell", lambda: ding_dong(784, 622, 0.5, 0.8)),
    "ding-dong 880/698 Hz bar": ("doorbell", lambda: ding_dong(
        880, 698, 0.45, 0.7, [(1, 1, 1), (2.756, 0.4, 1.6), (5.404, 0.2, 2.2)])),
    "knock, 4 at 4 a second": ("knock", knocks),
    "knock, 3 at 3 a second": ("knock", lambda: knocks(3, 0.33)),
    "knock, 5 at 5 a second": ("knock", lambda: knocks(5, 0.2, ((180, 1, 0.02), (350, 0.6, 0.015)),
                                                       0.2)),
    "phone, bell": ("phone_ring", bell_phone),
    "phone, trill": ("phone_ring", trill_phone),
    "appliance, 5 beeps": ("appliance_beep", lambda: pattern(
        ([1], 1000.0), [(0.3, 0.6)] * 4 + [(0.3, 60)], 8)),
    "siren, wail": ("siren", wail),
    "siren, yelp": ("siren", lambda: wail(600, 1400, 0.35)),
    "siren, hi-lo": ("siren", hi_lo),
    "silence, zeros": (None, lambda: np.zeros(6 * RATE)),
    "white noise -50 dBFS": (None, lambda: coloured(0, -50)),
    "white noise -30 dBFS": (None, lambda: coloured(0, -30)),
    "pink noise -50 dBFS": (None, lambda: coloured(1, -50)),
    "pink noise -30 dBFS": (None, lambda: coloured(1, -30)),
    "brown noise -30 dBFS": (None, lambda: coloured(2, -30)),
    "hum 50 Hz -40 dBFS": (None, lambda: 0.014 * _tone(50, 6.0, [1, 0.5, 0.3, 0.2, 0.1])),
}


def heard(runner, about, label, wave):
    """(best score of the label, best other label, its score, labels that pass their onset)."""
    labels, limits = about["labels"], about["thresholds"]
    best = runner.scores(windows(wave.astype(np.float32), front_end(about))).max(axis=0)
    other = max((k for k, name in enumerate(labels) if name != label), key=lambda k: best[k])
    passed = [name for k, name in enumerate(labels)
              if best[k] >= limits["labels"].get(name, limits["default"])["onset"]]
    mine = float(best[labels.index(label)]) if label else 0.0
    return mine, labels[other], float(best[other]), passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--models", default=str(data.MODELS / "home"))
    parser.add_argument("--variant", default="dynamic-range")
    arguments = parser.parse_args()
    folder = data.Path(arguments.models) / arguments.variant
    about = json.loads((folder / "model.json").read_text())
    runner = Runner(folder / about["file"])
    rng = np.random.default_rng(0)
    print("| sound | level | its score | best other | passes |\n|---|---|---|---|---|")
    for name, (label, make) in SOUNDS.items():
        wave = make()
        tones = label is not None
        if tones:
            wave = wave * (0.5 / np.abs(wave).max())
        for gain in (0, -20) if tones else (0,):
            x = wave * 10 ** (gain / 20)
            if tones:
                x = x + augment.coloured_noise(rng, len(x), 1.0) * 0.001
            score, other, high, passed = heard(runner, about, label, x)
            print(f"| {name} | {gain} dB | {score:.2f} | {other} {high:.2f} | {' '.join(passed)} |")


if __name__ == "__main__":
    main()
