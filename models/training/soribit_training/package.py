# SPDX-License-Identifier: Apache-2.0
"""Step 5: variants, thresholds and cards to the bundles in models/home. Seconds.

Each bundle gets golden windows: synthesised sounds as features, and the scores they must give, so
that a hub can prove a model before it trusts it. What `evaluate` measured goes into the cards with
`package --cards`.
"""
import base64
import hashlib
import json
from pathlib import Path

import numpy as np

from soribit_training import augment, data, probe, quantise
from soribit_training.features import HOME, to_json, windows
from soribit_training.runner import Runner

VERSION = "0.3.0"
# One window is sure of a smoke alarm: no evening had a false one (results/events.md), and people
# know earlier than by the mean of several.
OWN_WINDOWS = {"smoke_alarm": {"windows": 1}}
VARIANTS = dict(zip(quantise.VARIANTS, (
    "as trained", "weights in float16, computed in float32",
    "weights in int8, activations quantised as they come", "int8 inside, float32 in and out",
    "int8 inside, in and out")))
GOLDEN = ("smoke T3 3100 Hz", "ding-dong 660/523 Hz", "knock, 4 at 4 a second", "silence, zeros")
REPORT = data.TRAINING / "results" / "home.json"


def card(variant, minutes):
    """What a person should know before trusting the model."""
    return {
        "description": f"Household sounds, 2 s windows, small CNN ({VARIANTS[variant]})",
        "licence": "weights for non-commercial use (trained on CC BY-NC data sets, ESC-50 and "
                   "UrbanSound8K among them)",
        "trainedOn": "ESC-50 folds 1, 2, 3, 5 (CC BY-NC 3.0); UrbanSound8K folds 1, 2 (CC BY-NC "
                     "3.0); Kitchen20 folds 1-4; EmoDB (8 speakers); Donate-a-Cry; Ubuntu Touch and "
                     "LineageOS sounds; synthesised alarms, appliance beeps, door chimes, "
                     "telephones, sirens, knocks, breaking glass, doors, vacuum cleaners, music and "
                     "speech (FluidR3, espeak-ng); YAMNet (Apache-2.0) as "
                     f"teacher. {minutes:.0f} minutes on 2 cores",
        "splits": "trained on `train` less what is marked for evaluation only, less recordings "
                  "that occur in `val` too, less 9 % of each label's recordings, on which "
                  "calibration and thresholds rest; figures are for `val`",
        "metrics": {},
        "limits": [
            "Not a certified life-safety device.",
            "Smoke alarms, CO alarms, appliance beeps and door chimes were learnt from synthesis "
            "alone.",
            "Doors were learnt from creaking ones and synthesised slams.",
            "The figures are for clips of the data sets it was trained on; another home is harder.",
        ]}


def describe(variant, content, thresholds, minutes):
    """The descriptor, model.json."""
    kind = np.dtype(Runner(content).input["dtype"]).name
    labels = data.labels()
    return {
        "id": f"home-{variant}", "family": "home", "variant": variant, "version": VERSION,
        "file": "model.tflite", "sha256": hashlib.sha256(content).hexdigest(),
        "labels": labels, "frontEnd": to_json(),
        "input": {"shape": [1, HOME.frames, HOME.bands, 1], "type": kind},
        "output": {"shape": [1, len(labels)], "type": kind},
        "golden": "golden.json",
        "thresholds": {"default": {"onset": 0.5, "offset": 0.3}, "labels": {
            label: {"onset": t["onset"], "offset": t["offset"]} | OWN_WINDOWS.get(label, {})
            for label, t in thresholds.items()}},
        "card": card(variant, minutes)}


def golden(content):
    """Golden windows of a variant: features as int8 times `scale`, and the scores above 0.02."""
    runner, labels, found = Runner(content), data.labels(), []
    for name in GOLDEN:
        label, make = probe.SOUNDS[name]
        wave = make()
        if label:
            wave = wave * (0.5 / np.abs(wave).max())
            wave = wave + 0.001 * augment.coloured_noise(np.random.default_rng(0), len(wave), 1.0)
        whole = np.clip(np.round(windows(wave.astype(np.float32))), -128, 127).astype(np.int8)
        scores = runner.scores(whole.astype(np.float32))
        best = int(scores[:, labels.index(label)].argmax()) if label else 0
        found.append({
            "name": name, "features": base64.b64encode(whole[best].tobytes()).decode(),
            "scores": {labels[k]: round(float(p), 4) for k, p in enumerate(scores[best])
                       if p >= 0.02}})
    return {"scale": 1.0, "windows": found}


def add_arguments(parser):
    parser.add_argument("--cards", action="store_true",
                        help="only put the figures of results/home.json into the cards")


def fill_cards():
    """results/home.json -> card.metrics of each variant."""
    report = json.loads(REPORT.read_text())
    for variant, r in report["variants"].items():
        path = data.MODELS / "home" / variant / "model.json"
        about = json.loads(path.read_text())
        about["card"]["metrics"] = {
            "esc50Fold4": r["esc50Fold4"], "householdMap": r["householdMap"],
            "householdGroups": r["groups"], "msPerWindow": r["msPerWindow"],
            "measuredOn": report["machine"]}
        path.write_text(json.dumps(about, indent=1) + "\n")


def run(arguments):
    """Writes the bundles' files."""
    if arguments.cards:
        return fill_cards()
    folder = Path(arguments.cache) / "home"
    thresholds = json.loads((folder / "thresholds.json").read_text())
    minutes = json.loads((folder / "state.json").read_text())["seconds"] / 60
    for variant in VARIANTS:
        content = (folder / f"{variant}.tflite").read_bytes()
        target = data.MODELS / "home" / variant
        (target / "model.tflite").write_bytes(content)
        (target / "golden.json").write_text(json.dumps(golden(content), indent=1) + "\n")
        about = describe(variant, content, thresholds, minutes)
        (target / "model.json").write_text(json.dumps(about, indent=1) + "\n")
        print(about["id"], about["sha256"][:12])
