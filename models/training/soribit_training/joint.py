# SPDX-License-Identifier: Apache-2.0
"""A model and its companion as one: their scores and thresholds joined, as the hub joins them (`JointLabels`)."""
import copy
from dataclasses import replace

import numpy as np

from soribit_training import data, listen, provenance
from soribit_training.decision import settings_of

LEAST = 1e-6
ALARMS = ("smoke_alarm", "co_alarm")  # whose timing the hub waits for: their onset is not lowered


def threshold(about, label):
    """(onset, offset) of a label of a `model.json`."""
    row = about["thresholds"]["labels"].get(label, about["thresholds"]["default"])
    return row["onset"], row["offset"]


def mean(one, other, share):
    """The weighted geometric mean; `other` counts by its share, 0 to 1."""
    a, b = (np.log(np.maximum(x, LEAST)) for x in (one, other))
    return np.exp((1 - share) * a + share * b)


def described(about, other, share, factor=1.0):
    """The `model.json` of both together: that of the first, with joint thresholds for what both know."""
    joint = copy.deepcopy(about)
    for label in set(about["labels"]) & set(other["labels"]):
        row = joint["thresholds"]["labels"].setdefault(label, dict(about["thresholds"]["default"]))
        onset, offset = (float(mean(a, b, share)) for a, b in zip(threshold(about, label), threshold(other, label)))
        row["onset"] = onset * (1 if label in ALARMS else factor)
        row["offset"] = min(offset, row["onset"])
    return joint


def scores(first, second, about, other, share):
    """Window scores [windows, labels] of both -> those of both together, in the first one's labels."""
    count = min(len(first), len(second))
    joint = np.array(first[:count], np.float32)
    for column, label in enumerate(about["labels"]):
        if label in other["labels"]:
            joint[:, column] = mean(joint[:, column], second[:count, other["labels"].index(label)], share)
    return joint


def ear(first, second, about, other, share, factor=1.0):
    """(`Ear`, `model.json`) of both together."""
    both = {name: scores(first.scores[name], second.scores[name], about, other, share) for name in first.scores}
    joint = described(about, other, share, factor)
    return replace(first, scores=both, settings=settings_of(joint)), joint


def of(about):
    """(`model.json` of the shipped companion, its share) of a descriptor that names one; (None, 0) else."""
    name = about.get("decision", {}).get("companion")
    if not name:
        return None, 0.0
    other = provenance.shipped(name)
    if other is None:
        raise SystemExit(f"{about['id']} names {name} as its companion, which is not in {data.MODELS}.")
    second = other.get("decision", {}).get("weight", 1.0)
    return other, second / (about["decision"].get("weight", 1.0) + second)


def factor_of(about):
    """What the joint onsets of a descriptor with a companion are multiplied by."""
    return about["decision"].get("companion_onset", 1.0)


def with_companion(about):
    """(the hub's name of a shipped model and its companion, the joint `model.json`); itself without one."""
    other, share = of(about)
    if other is None:
        return about["id"], about
    return f"{about['id']}+{other['id']}", described(about, other, share, factor_of(about))


def heard(first, about, folder, truth):
    """(`Ear`, `model.json`) of a model's ear over evenings and its companion's; of the model alone without one."""
    other, share = of(about)
    if other is None:
        return first, about
    second = listen.ear_of(listen.bundle(other), folder, truth)
    return ear(first, second, about, other, share, factor_of(about))
