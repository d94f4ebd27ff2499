# SPDX-License-Identifier: Apache-2.0
"""The highest scores of a label where nothing of it sounds, and how often such a height is reached.

Heights are logits. A household hour is one of the hours in which nothing happens and a tenth of what
an evening with 40 sounds an hour adds.
"""
from dataclasses import dataclass

import numpy as np

from soribit_training import evenings, matching
from soribit_training.targets import logit

LOWEST = 0.25  # onset
TAIL = 25  # peaks that the tail is fitted on
SOUNDS_AN_HOUR = 4 / evenings.PER_HOUR  # of a household, of those of an evening


@dataclass(frozen=True)
class Peak:
    """The highest logit of a stretch of time, and what it is worth in false events an hour."""

    value: float
    weight: float
    evening: int
    window: int


def stretches(z, floor, gap):
    """[(first, last)] windows of z above the floor; pauses of up to `gap` windows belong to it."""
    above = np.flatnonzero(z >= floor)
    if not len(above):
        return []
    cuts = np.flatnonzero(np.diff(above) > gap)
    return list(zip(above[np.append(0, cuts + 1)], above[np.append(cuts, len(above) - 1)]))


def eroded(z, windows):
    """z where it stays for so many windows: the lowest of this one and those that follow."""
    if windows <= 1:
        return z
    padded = np.pad(z, (0, windows - 1), mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, windows).min(1)


def exposure(every):
    """(weight of a peak in a pure hour, in an evening), each per hour of its kind."""
    pure = sum(e["seconds"] for e in every if not e["events"]) / 3600
    busy = sum(e["seconds"] for e in every if e["events"]) / 3600
    return (1 / pure if pure else 0.0), (SOUNDS_AN_HOUR / busy if busy else 0.0)


def false_peaks(z, every, label, settings):
    """[Peak] of a label where nothing of it sounds; z: its logits, per evening [windows].

    A peak is the highest logit of a stretch above the 98th percentile, or above the lowest onset.
    """
    pure, busy = exposure(every)
    gap, found = round(settings.hold / settings.hop), []
    asked = [i for i, evening in enumerate(every) if label not in evening["present"]]
    floor = min([logit(np.array(LOWEST)), *(np.quantile(np.concatenate([z[i] for i in asked]), [0.98])
                                            if asked else [])])
    for i in asked:
        evening, values = every[i], z[i]
        starts = np.arange(len(values)) * settings.hop
        open_ = np.zeros(len(values), bool)
        for e in evening["events"]:
            if e["label"] == label:
                open_ |= ((starts + settings.window >= e["onset"] - matching.COLLAR)
                          & (starts <= e["end"] + matching.COLLAR + settings.window))
        quiet = np.where(open_, -np.inf, values)
        for first, last in stretches(quiet, floor, gap):
            at = first + int(np.argmax(quiet[first:last + 1]))
            found.append(Peak(float(quiet[at]), busy if evening["events"] else pure, i, at))
    return found


def onset_for(peaks, rate):
    """(logit that peaks reach at most so often, scale of the tail or None if none was needed)."""
    if not peaks:
        return float(logit(np.array(LOWEST))), None
    order = sorted(peaks, key=lambda p: -p.value)
    values = np.array([p.value for p in order])
    counts = np.cumsum([p.weight for p in order])  # false events an hour at each peak's height
    within = np.flatnonzero(counts > rate)
    if len(within) == 0:
        return float(values[-1]), None
    if within[0] >= 3:  # three peaks or more lie above: counted
        return float((values[within[0] - 1] + values[within[0]]) / 2), None
    top = min(TAIL, len(values))
    base = values[top - 1]
    weights = np.array([p.weight for p in order[:top]])
    scale = float(np.sum(weights * (values[:top] - base)) / weights.sum()) + 1e-3
    reach = base + scale * np.log(counts[top - 1] / rate)
    return float(max(reach, values[within[0]] + 1e-3)), scale
