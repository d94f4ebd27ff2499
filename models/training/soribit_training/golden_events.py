# SPDX-License-Identifier: Apache-2.0
"""golden/events.json: window scores of the hub over synthesised sounds, and the events it told of.

    python -m soribit_training.golden_events [--model home-float32]

The decision rule in Python must tell of the same ones. Labels that come near no threshold, and that none
which does must beat, are left out, as are those that detectors beside the model hear, too, and those whose
alarms the hub holds back. Needs runtime/soribit.
"""
import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from soribit_training import augment, data, hub, palette, synth
from soribit_training.decision import settings_of, thresholds_of, windows_of
from soribit_training.events import BESIDE

GOLDEN = data.TRAINING / "golden" / "events.json"
KINDS = ["doorbell", "siren", "knock", "phone_ring", "smoke_alarm", "alarm", "appliance_beep"]
SECONDS, MUSIC = 250.3, 150  # from then on there is music


def scene(seed=11):
    """Synthesised sounds one after the other over a little noise, later over music, some cut off, one to
    the end: what is told of while it is quiet, and what must beat the music."""
    rng, rate = np.random.default_rng(seed), data.SAMPLE_RATE
    wave, tunes = 0.002 * augment.noise(rng, int(SECONDS * rate)), [palette.chords(rng)]
    while len(tune := np.concatenate(tunes)) < len(wave) - MUSIC * rate:
        tunes.append(palette.chords(rng))
    wave[MUSIC * rate:] += 0.3 * tune[:len(wave) - MUSIC * rate]
    for i, at in enumerate(np.arange(0, SECONDS, 10.7)):
        sound, _ = synth.render(KINDS[i % len(KINDS)], rng, rng.uniform(3, 9))
        first = int(at * rate)
        part = sound[:len(wave) - first] * rng.uniform(0.05, 1)
        wave[first:first + len(part)] += part
    return wave.astype(np.float32)


def near_ones(labels, scores, limits):
    """Columns that come near their threshold and are decided by the model's scores alone."""
    return [k for k in range(len(limits)) if scores[:, k].max() >= 0.8 * limits[k, 0]
            and labels[k] not in BESIDE]


def main():
    import soundfile

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", default="home-float32")
    parser.add_argument("--launcher", default=str(hub.LAUNCHER))
    arguments = parser.parse_args()
    paths = (json.loads(p.read_text()) for p in sorted(data.MODELS.glob("*/*/model.json")))
    about = next(a for a in paths if a["id"] == arguments.model)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scene.wav"
        soundfile.write(file, scene(), data.SAMPLE_RATE, "PCM_16")
        scores = hub.scores(arguments.launcher, arguments.model, [file], about["labels"])[file.name]
        told = [event for event in hub.events(arguments.launcher, arguments.model, [file])[file.name]
                if event[0] in about["labels"] and event[0] not in BESIDE]  # of detectors beside it
    limits, settings = thresholds_of(about), settings_of(about)
    told_of = near_ones(about["labels"], scores, limits)
    near = sorted({*told_of, *(c.other for c in settings.confusions if c.label in told_of)})
    names = [about["labels"][k] for k in told_of]
    GOLDEN.write_text(json.dumps({
        "seconds": SECONDS, "labels": [about["labels"][k] for k in near], "told": names,
        "thresholds": [[float(str(x)) for x in limits[k]] for k in near],
        "windows": [windows_of(about)[k] for k in near],
        "window": settings.window, "holds": [settings.holds[k] for k in near],
        "minimums": [settings.minimums[k] for k in near],
        "confusions": [c._replace(label=near.index(c.label), other=near.index(c.other))
                       for c in settings.confusions if c.label in told_of],
        "scores": [[float(str(x)) for x in row] for row in scores[:, near]],
        "events": sorted(event for event in told if event[0] in names)}).replace("], [", "],\n  [") + "\n")
    print(GOLDEN, len(told), "events of", len(names), "labels")


if __name__ == "__main__":
    main()
