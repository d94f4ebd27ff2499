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

from soribit_training import augment, data, hub, synth
from soribit_training.decision import settings_of, thresholds_of, windows_of
from soribit_training.events import BESIDE

GOLDEN = data.TRAINING / "golden" / "events.json"
KINDS = ["smoke_alarm", "doorbell", "siren", "co_alarm", "knock", "phone_ring", "alarm"]
SECONDS = 150.3


def scene(seed=11):
    """Synthesised sounds one after the other over a little noise, some cut off, one to the end."""
    rng, rate = np.random.default_rng(seed), data.SAMPLE_RATE
    wave = 0.002 * augment.noise(rng, int(SECONDS * rate))
    for i, at in enumerate(np.arange(0, SECONDS, 10.7)):
        sound, _ = synth.render(KINDS[i % len(KINDS)], rng, rng.uniform(3, 9))
        first = int(at * rate)
        part = sound[:len(wave) - first] * rng.uniform(0.05, 1)
        wave[first:first + len(part)] += part
    return wave.astype(np.float32)


def kept(labels, scores, limits, confusions):
    """Columns that come near their threshold, and those that they must beat."""
    near = {k for k in range(len(limits)) if scores[:, k].max() >= 0.8 * limits[k, 0]
            and labels[k] not in BESIDE}
    return sorted(near | {c.other for c in confusions if c.label in near})


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
                if event[0] in about["labels"] and event[0] not in BESIDE]
    limits, settings = thresholds_of(about), settings_of(about)
    near = kept(about["labels"], scores, limits, settings.confusions)
    GOLDEN.write_text(json.dumps({
        "seconds": SECONDS, "labels": [about["labels"][k] for k in near],
        "thresholds": [[float(str(x)) for x in limits[k]] for k in near],
        "windows": [windows_of(about)[k] for k in near],
        "window": settings.window, "holds": [settings.holds[k] for k in near],
        "minimums": [settings.minimums[k] for k in near],
        "confusions": [c._replace(label=near.index(c.label), other=near.index(c.other))
                       for c in settings.confusions if c.label in near],
        "scores": [[float(str(x)) for x in row] for row in scores[:, near]],
        "events": sorted(told)}).replace("], [", "],\n  [") + "\n")
    print(GOLDEN, len(told), "events of", len(near), "labels")


if __name__ == "__main__":
    main()
