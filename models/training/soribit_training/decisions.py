# SPDX-License-Identifier: Apache-2.0
"""Decisions: when a label's score becomes an event, chosen on held-out hours in logit space.

1. Confusions: pairs of labels of which the first is told wrongly while the second scores higher, and
   hardly ever is right then. The first one's scores count for less at such times.
2. For each label a smoothing and a minimum duration, an onset and a hold. The onset costs what the
   label's urgency may cost: its false events a household hour are counted on held-out hours, and beyond
   the highest ones extrapolated: the excesses of the highest peaks of the logit are taken as
   exponential. Of the smoothings the one that finds most of the held-out sounds is taken.

A household hour is one of the hours in which nothing happens (television, music, a vacuum cleaner...)
and a tenth of what an evening with 40 sounds an hour adds. `val` chooses nothing. Writes
<out>/decision.json, which `package` puts into descriptors, and <out>/decision.md.
About 25 minutes, most of it listening to 16 hours.
"""
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from soribit_training import data, events, evenings, hub, listen, matching
from soribit_training.decision import judged, settings_of, smooth
from soribit_training.targets import logit, sigmoid

WEEK = 168.0
BUDGET = {"emergency": 1 / WEEK, "urgent": 0.1, "notice": 0.3, "info": 1.0}  # an hour, all its labels
SMOOTHINGS = (240, 480, 960, 1920)  # milliseconds
MINIMUMS = (0, 700)
HOLDS = (2.0, 3.0, 4.5, 6.5)  # seconds
DEFAULT = 960
OFFSET = 1.6  # logits below the onset
FACTOR, WRONG, RIGHT, SEEN = 0.5, 0.4, 0.03, 5  # of a confusion
TAIL = 25  # peaks that the tail is fitted on
WORST = 40  # peaks that confusions are learnt from
HIGHEST, LOWEST = 0.995, 0.06  # onsets
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


def confusions(ear, urgencies):
    """[(label, while, factor)] learnt from the ear's evenings: from each label's worst mistakes."""
    settings = replace(ear.settings, own=(), windows=round(DEFAULT / 1000 / ear.settings.hop))
    smoothed = [smooth(ear.scores[e["file"]], settings) for e in ear.evenings]
    found = []
    for k, label in enumerate(ear.labels):
        if urgencies[label] not in ("emergency", "urgent", "notice"):
            continue
        peaks = false_peaks([logit(s[:, k]) for s in smoothed], ear.evenings, label, settings)
        worst = sorted(peaks, key=lambda p: -p.value)[:WORST]
        worst = [p for p in worst if p.value >= logit(np.array(LOWEST))]
        onset = min((p.value for p in worst), default=np.inf)
        wrong = [smoothed[p.evening][p.window] for p in worst]
        right = [s[at] for s, e in zip(smoothed, ear.evenings)
                 for at in highest(s[:, k], e, label, settings) if logit(s[at, k]) >= onset]
        for j, other in enumerate(ear.labels):
            hit = sum(s[j] > s[k] for s in wrong)
            lost = sum(s[j] > s[k] for s in right)
            if (j != k and urgencies[other] in ("notice", "info") and hit >= SEEN
                    and hit >= WRONG * len(wrong) and lost <= RIGHT * max(len(right), 1)):
                found.append((label, other, FACTOR))
    return found


def highest(scores, evening, label, settings):
    """The window in which each sound of a label scores highest."""
    found = []
    for e in evening["events"]:
        if e["label"] == label:
            first = max(0, int((e["onset"] - settings.window) / settings.hop))
            last = min(len(scores), int((e["end"] + settings.window) / settings.hop) + 1)
            if first < last:
                found.append(first + int(np.argmax(scores[first:last])))
    return found


def per_label(urgencies, labels):
    """False events an hour that each label may cost: its urgency's budget, shared out."""
    count = {u: sum(urgencies[k] == u for k in labels) for u in BUDGET}
    return {k: BUDGET[urgencies[k]] / count[urgencies[k]] for k in labels}


def choose(ear, label, rate):
    """What one label decides by: {"onset", "offset", "smoothing_ms", "min_ms", "hold_ms", ...}."""
    k, best = ear.labels.index(label), None
    for smoothing in SMOOTHINGS:
        windows = max(1, round(smoothing / 1000 / ear.settings.hop))
        own = tuple(windows if i == k else w for i, w in enumerate(
            ear.settings.own or (0,) * len(ear.labels)))
        settings = replace(ear.settings, own=own)
        tracks = [judged(ear.scores[e["file"]], settings) for e in ear.evenings]
        for minimum in MINIMUMS:
            wait = max(0, round((minimum / 1000 - settings.window) / settings.hop)) + 1
            z = [eroded(logit(smoothed[:, k]), wait) for _, smoothed in tracks]
            onset, scale = onset_for(false_peaks(z, ear.evenings, label, settings), rate)
            onset = float(np.clip(onset, logit(np.array(LOWEST)), logit(np.array(HIGHEST))))
            found = [float(zz[at]) for zz, e in zip(z, ear.evenings)
                     for at in highest(zz, e, label, settings)]
            recall = float(np.mean([v >= onset for v in found])) if found else None
            row = {"onset": onset, "smoothing_ms": smoothing, "min_ms": minimum, "scale": scale,
                   "recall": recall, "sounds": len(found)}
            if best is None or better(row, best):
                best = row
    p, q = sigmoid(best["onset"]), sigmoid(best["onset"] - OFFSET)
    return best | {"onset": round(float(p), 4), "offset": round(float(q), 4)}


def better(row, best):
    """More sounds found by 2 points; without sounds the default smoothing."""
    if row["recall"] is None:
        return row["smoothing_ms"] == DEFAULT and row["min_ms"] == 0
    return row["recall"] > best["recall"] + 0.02


def hold_for(ear, label, row):
    """The shortest hold with which few sounds are told twice."""
    k = ear.labels.index(label)
    limits = np.full((len(ear.labels), 2), np.inf, np.float32)
    limits[k] = row["onset"], row["offset"]
    for hold in HOLDS:
        holds = tuple(hold if i == k else None for i in range(len(ear.labels)))
        own = tuple(max(1, round(row["smoothing_ms"] / 1000 / ear.settings.hop)) if i == k else 0
                    for i in range(len(ear.labels)))
        trial = replace(ear, settings=replace(ear.settings, own=own, holds=holds))
        told = sum((t for one in trial.tallies(limits, [label]) for t in one.values()),
                   matching.Tally())
        if told.repeated <= 0.05 * max(told.lenient, 1):
            return hold
    return HOLDS[-1]


def add_arguments(parser):
    parser.add_argument("--model", default=str(data.MODELS / "home" / "float32"),
                        help="the bundle whose scores decide (%(default)s)")
    parser.add_argument("--evenings", type=int, default=99, help="of each kind at most so many")
    parser.add_argument("--out", default=str(data.TRAINING / "results"))


def run(arguments):
    """Listens to the held-out hours, chooses, writes."""
    sounds = hub.sounds()
    urgencies = {k: s["urgency"] for k, s in sounds.items()}
    folder = Path(arguments.cache) / "evenings" / "calibration"
    _, held = events.palettes(arguments.data, urgencies)
    truth = events.first(evenings.build(folder, held, events.HELD_OUT, events.PURE_TIMES),
                         arguments.evenings)
    ear = listen.ear_of(arguments.model, folder, truth)
    ear = replace(ear, settings=replace(ear.settings, own=(), holds=(), minimums=(), confusions=()))
    report = decided(ear, urgencies)
    out = Path(arguments.out)
    (out / "decision.json").write_text(json.dumps(report, indent=1) + "\n")
    (out / "decision.md").write_text(page(report, urgencies))
    print(page(report, urgencies))


def narrowed(ear, label):
    """The ear with one label alone, and with those that it is confused with."""
    k = ear.labels.index(label)
    mine = [c for c in ear.settings.confusions if c[0] == k]
    columns = [k, *dict.fromkeys(other for _, other, _ in mine)]
    at = {column: i for i, column in enumerate(columns)}
    settings = replace(ear.settings, confusions=tuple((0, at[o], f) for _, o, f in mine))
    return replace(ear, labels=[ear.labels[c] for c in columns], settings=settings,
                   scores={name: x[:, columns] for name, x in ear.scores.items()})


def decided(ear, urgencies):
    """The whole decision of an ear: what goes into the descriptor, and why."""
    rates = per_label(urgencies, ear.labels)
    pairs = confusions(ear, urgencies)
    columns = tuple((ear.labels.index(a), ear.labels.index(b), f) for a, b, f in pairs)
    ear = replace(ear, settings=replace(
        ear.settings, confusions=columns, windows=round(DEFAULT / 1000 / ear.settings.hop)))
    rows = {}
    for label in ear.labels:
        alone = narrowed(ear, label)
        rows[label] = choose(alone, label, rates[label])
        rows[label]["hold_ms"] = round(1000 * hold_for(alone, label, rows[label]))
    return {"model": ear.name, "hours": round(ear.hours, 1), "smoothing_ms": DEFAULT,
            "budget": BUDGET, "labels": rows,
            "confusions": [{"label": a, "while": b, "factor": f} for a, b, f in pairs]}


def page(report, urgencies):
    """The page, Markdown."""
    lines = ["# Decisions", "", "Written by `python -m soribit_training decisions` on "
             f"{report['hours']} held-out hours; model `{report['model']}`. False events an hour that a "
             "kind of urgency may cost: "
             + ", ".join(f"{u} {b:.3g}" for u, b in report["budget"].items())
             + ". *Recall*: held-out sounds in evenings at 10 dB whose score reaches the onset. *Tail*: "
             "the scale of the exponential that the onset was extrapolated with, in logits; -: counted.", "",
             "| label | onset | offset | smoothing, ms | minimum, ms | hold, ms | sounds | recall | tail |",
             "|---|---|---|---|---|---|---|---|---|"]
    for label, r in sorted(report["labels"].items(),
                           key=lambda item: list(BUDGET).index(urgencies[item[0]])):
        recall = "-" if r["recall"] is None else f"{r['recall']:.2f}"
        tail = "-" if r["scale"] is None else f"{r['scale']:.2f}"
        lines.append(f"| {label} | {r['onset']:.3f} | {r['offset']:.3f} | {r['smoothing_ms']} | "
                     f"{r['min_ms']} | {r['hold_ms']} | {r['sounds']} | {recall} | {tail} |")
    lines += ["", "While the second scores higher, the first counts for less: "
              + (", ".join(f"{c['label']} / {c['while']}" for c in report["confusions"]) or "none")
              + "."]
    return "\n".join(lines) + "\n"
