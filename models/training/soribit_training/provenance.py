# SPDX-License-Identifier: Apache-2.0
"""Of which network and decisions figures are, and whether these are what ships."""
import hashlib
import json

from soribit_training import data

DECIDES = ("thresholds", "decision", "confusions")


def digest(about):
    """sha256 of what a `model.json` decides by, whatever the order and spaces of the file."""
    decisions = {key: about.get(key) for key in DECIDES}
    return hashlib.sha256(json.dumps(decisions, sort_keys=True).encode()).hexdigest()


def mark(about):
    """What a report says of the descriptor that it was measured with."""
    found = {"model": about["id"], "sha256": about["sha256"], "decisions": digest(about)}
    beside = about.get("decision", {}).get("companion")
    other = shipped(beside) if beside else None
    return found | ({"companion": mark(other)} if other else {})


def shipped(model):
    """The committed `model.json` of a model by its id, or None."""
    for path in sorted(data.MODELS.glob("*/*/model.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        if about["id"] == model:
            return about
    return None


def doubts(report):
    """Why a report is not of what ships: nothing if it is."""
    about = shipped(report["model"])
    if about is None:
        return [f"no bundle is `{report['model']}`"]
    found = []
    if report.get("sha256") != about["sha256"]:
        found.append("its `model.tflite` has another sha256")
    if "decisions" not in report:
        found.append("the report does not say which thresholds and confusions it was measured with")
    elif report["decisions"] != digest(about):
        found.append("its thresholds or confusions were others")
    elif report.get("companion") != mark(about).get("companion"):
        found.append("its companion was another, or had other thresholds")
    return found


def said(report, command):
    """The sentence of a page; the command measures anew what ships."""
    found, about = doubts(report), shipped(report["model"])
    if not found:
        return "These are figures of the network and the decisions that ship."
    model = f" --model {report['model']}" if about else ""
    return f"**Not shown for what ships**: {'; '.join(found)}. To be measured again: `{command}{model}`."
