# SPDX-License-Identifier: Apache-2.0
"""Step 5: variants, decisions and cards to the bundles in models/<family>. Seconds.

Each bundle gets golden windows: synthesised sounds as features, and the scores they must give, so
that a hub can prove a model before it trusts it. What `decisions` chose goes into the descriptors with
`package --decisions`, what `evaluate` measured into the cards with `package --cards`.
"""
import base64
import hashlib
import json

import numpy as np

from soribit_training import augment, cards, data, families, probe
from soribit_training.cards import VARIANTS
from soribit_training.features import to_json, windows
from soribit_training.runner import Runner

# One window is sure of a smoke alarm: no evening had a false one (results/events-home-small.md), and people
# know earlier than by the mean of several.
OWN_WINDOWS = {"smoke_alarm": {"windows": 1}}
# An alarm's beeps are no appliance's and no low battery's, whatever those score beside it.
BESIDE_ALARMS = [{"label": beep, "while": alarm, "factor": 0.3}
                 for beep in ("appliance_beep", "battery_chirp") for alarm in ("smoke_alarm", "co_alarm")]
OF_A_LABEL = ("onset", "offset", "smoothing_ms", "hold_ms", "min_ms")
DECISION = data.TRAINING / "results" / "decision.json"
GOLDEN = ("smoke T3 3100 Hz", "ding-dong 660/523 Hz", "knock, 4 at 4 a second", "silence, zeros")


def report(name):
    """Where `evaluate` puts the figures of the family of this name."""
    return data.TRAINING / "results" / f"{name}.json"


def training_report(name):
    """Where the learning curve of the family of this name is kept."""
    return data.TRAINING / "results" / f"{name}-training.json"


def limits(family, cache):
    """The descriptor's part that says when a score becomes an event."""
    default = {"onset": 0.5, "offset": 0.3}
    if family.name == "home-small":
        found = json.loads((family.folder(cache) / "thresholds.json").read_text())
        return {"thresholds": {"default": default, "labels": {
            label: {"onset": t["onset"], "offset": t["offset"]} | OWN_WINDOWS.get(label, {})
            for label, t in found.items()}}, "decision": family.joined()}
    if not DECISION.exists():
        return {"thresholds": {"default": default, "labels": {}}, "decision": family.joined()}
    found = json.loads(DECISION.read_text())
    return {"thresholds": {"default": default, "labels": {
                label: {k: row[k] for k in OF_A_LABEL} for label, row in found["labels"].items()}},
            "decision": {"smoothing_ms": found["smoothing_ms"]} | family.joined(),
            "confusions": found["confusions"] + BESIDE_ALARMS}


def describe(family, variant, content, cache, embedding=None):
    """The descriptor, model.json."""
    kind = np.dtype(Runner(content).input["dtype"]).name
    labels, spec = family.labels(), family.front_end
    return {
        "id": f"{family.name}-{variant}", "family": family.name, "variant": variant,
        "version": family.version, "file": "model.tflite",
        "sha256": hashlib.sha256(content).hexdigest(), "labels": labels, "frontEnd": to_json(spec),
        "input": {"shape": [1, spec.frames, spec.bands, 1], "type": kind},
        "output": {"shape": [1, len(labels)], "type": kind}, "golden": "golden.json",
        **({"embedding": embedding} if embedding else {}),
        **limits(family, cache), "card": cards.card(family.name, variant, family.minutes(cache))}


def golden(family, content):
    """Golden windows of a variant: features as int8 times `scale`, and the scores above 0.02."""
    runner, labels, found = Runner(content), family.labels(), []
    for name in GOLDEN:
        label, make = probe.SOUNDS[name]
        wave = make()
        if label:
            wave = wave * (0.5 / np.abs(wave).max())
            wave = wave + 0.001 * augment.coloured_noise(np.random.default_rng(0), len(wave), 1.0)
        whole = windows(wave.astype(np.float32), family.front_end)
        whole = np.clip(np.round(whole), -128, 127).astype(np.int8)
        scores = runner.scores(whole.astype(np.float32))
        best = int(scores[:, labels.index(label)].argmax()) if label else 0
        found.append({
            "name": name, "features": base64.b64encode(whole[best].tobytes()).decode(),
            "scores": {labels[k]: round(float(p), 4) for k, p in enumerate(scores[best])
                       if p >= 0.02}})
    return {"scale": 1.0, "windows": found}


def add_arguments(parser):
    families.add_argument(parser)
    parser.add_argument("--cards", action="store_true",
                        help="only put the figures of `evaluate` into the cards")
    parser.add_argument("--decisions", action="store_true",
                        help="only put what `decisions` chose into the descriptors")
    parser.add_argument("--companion", action="store_true",
                        help="only put what `companion` chose into the descriptors, of all families")


def changed(family, change):
    """Changes every variant's descriptor in place."""
    for variant in VARIANTS:
        path = family.bundle(variant) / "model.json"
        if path.exists():
            about = json.loads(path.read_text())
            change(variant, about)
            path.write_text(json.dumps(about, indent=1) + "\n")


def fill_cards(family):
    """The family's report -> card.metrics of each variant."""
    found = json.loads(report(family.name).read_text())

    def fill(variant, about):
        if variant in found["variants"]:
            r = found["variants"][variant]
            about["card"]["metrics"] = {
                "esc50Fold4": r["esc50Fold4"], "householdMap": r["householdMap"],
                "householdGroups": r["groups"], "msPerWindow": r["msPerWindow"],
                "measuredOn": found["machine"]}

    changed(family, fill)


def run(arguments):
    """Writes the bundles' files."""
    family = families.FAMILIES[arguments.family]
    if arguments.cards:
        return fill_cards(family)
    if arguments.companion:
        for each in families.FAMILIES.values():
            changed(each, lambda _, about, each=each: about.update(decision=about.get("decision", {}) | each.joined()))
        return None
    if arguments.decisions:
        return changed(family, lambda _, about: about.update(limits(family, arguments.cache)))
    state = json.loads((family.folder(arguments.cache) / "state.json").read_text())
    training_report(family.name).write_text(json.dumps(state, indent=1) + "\n")
    for variant in VARIANTS:
        content = (family.folder(arguments.cache) / f"{variant}.tflite").read_bytes()
        content, embedding = family.exposed(content)
        target = family.bundle(variant)
        (target / "model.tflite").write_bytes(content)
        (target / "golden.json").write_text(json.dumps(golden(family, content), indent=1) + "\n")
        about = describe(family, variant, content, arguments.cache, embedding)
        (target / "model.json").write_text(json.dumps(about, indent=1) + "\n")
        print(about["id"], about["sha256"][:12])
    return None
