# SPDX-License-Identifier: Apache-2.0
"""What the hub makes of alarms, and of what sounds like one: model, cadence detector and decision.

    python -m soribit_training.alarm_trials [--model home-dynamic-range] [--kind co_long] [--seed 1]

Synthesises recordings of fixed seeds in rooms (an exponential decay) with pink noise 10 dB below, runs
the hub's own `analyze` over them and prints, for each kind, what was told of how many.

true        T3 and T4 of 520 Hz, 2.2, 3.1 and 4.5 kHz: 30 s of the alarm, after 5 s of the room
co_long     T4 for two minutes: to be one event
t3_slow     T3 at the slow end of its tolerances for a minute: to be one event
look_alike  beeps, reversing warnings and rings of 440 Hz to 3.1 kHz at other cadences
chirp       a low battery's chirp every 40 s
beeper      a beeper of 1 to 4 kHz that goes on for 30 s, in no alarm's cadence
voice       T3 and T4 with English and Korean voices in the pauses, where espeak-ng is installed
appliance   three to five beeps of an oven, or a washing machine's tune
"""
import argparse
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve

from soribit_training import alarms, augment, hub, soundfont, synth

RATE = alarms.RATE
TONES = (520.0, 2200.0, 3100.0, 4500.0)
SNR = 10
LEAD = 5.0
ALARMS = ("smoke_alarm", "co_alarm", "siren", "unknown_alarm")
TUNE = (0, 5, 5, 9, 9, 5, 0, 0, 0, 7, 7, 10, 5, 5, 5, 4, 2, 0)  # semitones


def room(rng, decay):
    """An impulse response whose level falls by 60 dB in `decay` seconds."""
    t = np.arange(int(decay * RATE)) / RATE
    tail = rng.standard_normal(len(t)) * 10 ** (-3 * t / decay)
    tail *= 10 ** (rng.uniform(-3, 3) / 20) / np.sqrt(np.sum(tail ** 2))
    tail[0] = 1.0
    return tail


def heard(rng, dry, lead=LEAD):
    """The sound in a room, with noise below it; a peak of 0.02 to 0.5."""
    wave = np.concatenate([np.zeros(int(lead * RATE)), dry, np.zeros(4 * RATE)])
    wave = fftconvolve(wave, room(rng, rng.uniform(0.2, 0.8)))[:len(wave)]
    loud = np.sqrt(np.mean(wave[np.abs(wave) > 0.1 * np.abs(wave).max()] ** 2))
    noise = augment.coloured_noise(rng, len(wave), 1.0)
    noise *= loud * 10 ** (-SNR / 20) / np.sqrt(np.mean(noise ** 2))
    wave = wave + noise
    return (wave * (10 ** rng.uniform(-1.7, -0.3) / np.abs(wave).max())).astype(np.float32)


def harmonics(rng, f):
    return synth._square() if f < 700 else [1.0, rng.uniform(0, 0.4), rng.uniform(0, 0.2)]


def repeated(rng, pattern, f, seconds):
    """A pattern [(on, off)...] of one tone, from its beginning."""
    parts = harmonics(rng, f)
    return alarms.pulses(rng, seconds, pattern,
                         lambda length: alarms.tone(rng, f, length, parts, 0.005), start=0.0)[0]


def tone_of(rng, number):
    return TONES[number % len(TONES)] * rng.uniform(0.98, 1.02)


def true(rng, number):
    label = ("smoke_alarm", "co_alarm")[number // len(TONES) % 2]
    pattern = alarms.t3(rng) if label == "smoke_alarm" else alarms.t4(rng)
    return heard(rng, repeated(rng, pattern, tone_of(rng, number), 30.0)), label


def co_long(rng, number):
    return heard(rng, repeated(rng, alarms.t4(rng), tone_of(rng, number), 120.0)), "co_alarm"


def t3_slow(rng, number):
    pattern = [(0.55, 0.55)] * 2 + [(0.55, 1.7)]
    return heard(rng, repeated(rng, pattern, tone_of(rng, number), 60.0)), "smoke_alarm"


def look_alike(rng, number):
    """A reversing warning, a ring, groups of beeps: never T3 or T4."""
    f = 440.0 * (3100 / 440) ** rng.uniform()
    on = rng.choice([rng.uniform(0.05, 0.3), rng.uniform(0.65, 1.2)])
    kind = number % 4
    if kind == 0:
        pattern = [(on, on * rng.uniform(0.8, 1.2) + 0.1)]
    elif kind == 1:
        pattern = [(rng.uniform(0.8, 2.0), rng.uniform(1.5, 4.0))]
    elif kind == 2:
        pattern = [(0.2, 0.15), (0.2, rng.uniform(1.0, 3.0))]
    else:
        pattern = [(0.08, 0.08)] * int(rng.integers(1, 3)) + [(0.08, rng.uniform(0.5, 1.2))]
    return heard(rng, repeated(rng, pattern, f, rng.uniform(6, 15))), None


def chirp(rng, number):
    f, length = tone_of(rng, number), rng.uniform(0.04, 0.1)
    return heard(rng, repeated(rng, [(length, 40 - length)], f, 90.0)), "battery_chirp"


def beeper(rng, number):
    f = rng.uniform(1000, 4000)
    on, off = ((0.25, 0.25), (0.5, 0.5), (0.3, 0.9), (1.0, 1.0))[number % 4]
    return heard(rng, repeated(rng, [(on, off)], f, 30.0)), "unknown_alarm"


def voice(rng, number):
    label = ("smoke_alarm", "co_alarm")[number % 2]
    pattern = alarms.t3(rng) if label == "smoke_alarm" else alarms.t4(rng)
    wave, cycle = repeated(rng, pattern, tone_of(rng, number // 2), 40.0), sum(map(sum, pattern))
    said = soundfont.warnings(rng, 4)
    for k, words in enumerate(said):
        start = (2 * k + 1) * (cycle if label == "co_alarm" else 2 * cycle) - pattern[-1][1] + 0.1
        synth._add(wave, start, words * 2)
    return heard(rng, wave), label


def appliance(rng, number):
    if number % 2:
        f, wave, t = rng.uniform(600, 1200), np.zeros(8 * RATE), 0.0
        for step in TUNE:
            synth._add(wave, t, alarms.tone(rng, f * 2 ** (step / 12), 0.3, [1.0, 0.2], 0.005))
            t += 0.4
        return heard(rng, wave), None
    f, on = rng.uniform(900, 3000), rng.uniform(0.2, 0.9)
    beeps = int(rng.integers(3, 6))
    return heard(rng, repeated(rng, [(on, 1 - on)], f, beeps * 1.0)), None


KINDS = {"true": (true, 60), "co_long": (co_long, 12), "t3_slow": (t3_slow, 12),
         "look_alike": (look_alike, 40), "chirp": (chirp, 12), "beeper": (beeper, 16),
         "appliance": (appliance, 16), "voice": (voice, 24)}


def recordings(kind, seed, folder):
    """{file: what it is}; writes the files."""
    import soundfile

    make, count = KINDS[kind]
    found = {}
    for number in range(count):
        rng = np.random.default_rng([seed, list(KINDS).index(kind), number])
        wave, label = make(rng, number)
        file = Path(folder) / f"{kind}-{number:02}.wav"
        soundfile.write(file, wave, RATE, "PCM_16")
        found[file] = label
    return found


def told(rows, files):
    """File -> [(label, onset, end)] of what raises an alert."""
    urgency = {k: s["urgency"] for k, s in hub.sounds().items()}
    found = {str(f): [] for f in files}
    for row in rows:
        if urgency.get(row["label"], "info") != "info":
            found[row["file"]].append((row["label"], row["onset"], row["end"]))
    return found


def line(kind, labels, found):
    """One row of the table."""
    right = [file for file, label in labels.items()
             if label is not None and any(e[0] == label for e in found[str(file)])]
    once = [f for f in right if sum(e[0] == labels[f] for e in found[str(f)]) == 1]
    late = [e[1] - LEAD for f in right for e in found[str(f)] if e[0] == labels[f]]
    wrong = [f for f, label in labels.items()
             if any(e[0] in ALARMS and e[0] != label for e in found[str(f)])]
    names = Counter(e[0] for events in found.values() for e in events)
    onset = f"{np.median(late):+.1f} ({max(late):+.1f})" if late else "-"
    mine = sum(label is not None for label in labels.values())
    share, single = (f"{len(right)} of {mine}", len(once)) if mine else ("-", "-")
    return (f"| {kind} | {len(labels)} | {share} | {single} | {onset} | {len(wrong)} | "
            f"{', '.join(f'{k} {n}' for k, n in names.most_common())} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", default="home-dynamic-range")
    parser.add_argument("--launcher", default=str(hub.LAUNCHER))
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", action="store_true", help="what is told of each recording, too")
    arguments = parser.parse_args()
    print("| kind | recordings | told as what they are | as one event | onset, s: median (latest) "
          "| told as another alarm | events |\n|---|---|---|---|---|---|---|")
    for kind in arguments.kind or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            labels = recordings(kind, arguments.seed, folder)
            found = told(hub.analyze(arguments.launcher, arguments.model, labels, folder=folder),
                         labels)
        print(line(kind, labels, found), flush=True)
        if arguments.each:
            for file in labels:
                print(f"    {file.name} {labels[file]}: " + ", ".join(
                    f"{name} {a:.1f}-{b:.1f}" for name, a, b in found[str(file)]))


if __name__ == "__main__":
    main()
