# SPDX-License-Identifier: Apache-2.0
"""Decisions: when a label's score becomes an event, chosen on held-out hours in logit space.

1. Confusions: pairs of labels of which the first is told wrongly while the second scores higher, and
   hardly ever is right then, in held-out scenes of several sounds. The first one's scores count for
   less at such times.
2. For each label a smoothing and a minimum duration, an onset and a hold. The onset costs what the
   label's urgency may cost: its false events a household hour are counted on held-out hours, and beyond
   the highest ones extrapolated: the excesses of the highest peaks of the logit are taken as
   exponential; yet a share of the label's held-out scenes must reach it. Of the smoothings the one that finds most of the held-out sounds is taken.

A household hour is one of the hours in which nothing happens (television, music, a vacuum cleaner...)
and a tenth of what an evening with 40 sounds an hour adds. `val` chooses nothing. Writes
<out>/decision.json, which `package` puts into descriptors, and <out>/decision.md.
About 25 minutes, most of it listening to 16 hours.
"""
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from soribit_training import data, events, evenings, hub, listen, matching
from soribit_training.decision import judged, settings_of, smooth
from soribit_training.package import BESIDE_ALARMS
from soribit_training.tails import LOWEST, eroded, false_peaks, onset_for
from soribit_training.targets import logit, sigmoid

WEEK = 168.0
BUDGET = {"emergency": 1 / WEEK, "urgent": 0.1, "notice": 0.3, "info": 1.0}  # an hour, all its labels
SMOOTHINGS = (240, 480, 960, 1920)  # milliseconds
MINIMUMS = (0, 700, 1500, 2500)
# The mean of a T3's pulses and its rest is half an alarm. Beeps are shorter than most smoothings, and an
# alarm's might be an appliance's until its rest (1.5 s) and two pulses are over.
# A T3 of plain tones passes for less than 1.5 s at a time, a T4 for as long as a window.
GRID_OF = {"smoke_alarm": ((240, 480), (0, 700)), "co_alarm": ((240, 480), (0, 700, 1500)),
           "appliance_beep": ((480,), (2500,))}
HOLDS = (3.0, 4.5, 6.5)  # seconds
HOLD_AT_LEAST = {"co_alarm": 6.5, "phone_ring": 4.5, "baby_cry": 4.5}  # they pause as long
DEFAULT = 960
OFFSET = 1.6  # logits below the onset
FACTOR, WRONG, RIGHT, SEEN = 0.5, 0.4, 0.03, 5  # of a confusion: share of mistakes, of right ones
WORST = 40  # peaks that confusions are learnt from
HIGHEST = 0.995  # onset
SILENT = ("only digital silence", "only room tone")  # hours that would flatter
# Shares of a label's held-out scenes that reach its onset at least, whatever it costs.
SHARE_FOUND, SHARE_OF = 0.15, {"smoke_alarm": 0.5, "doorbell": 0.3}
ENOUGH = 5  # sounds, without which a label decides as most do


def confusions(ear, urgencies, scenes):
    """[(label, while, factor)] learnt from each label's worst mistakes in the ear's evenings.

    scenes: (scores, present) [n, labels] of held-out scenes, which say when a label is right.
    """
    settings = replace(ear.settings, own=(), windows=round(DEFAULT / 1000 / ear.settings.hop))
    smoothed = [smooth(ear.scores[e["file"]], settings) for e in ear.evenings]
    found, (scores, present) = [], scenes
    for k, label in enumerate(ear.labels):
        if urgencies[label] not in ("emergency", "urgent", "notice"):
            continue
        peaks = false_peaks([logit(s[:, k]) for s in smoothed], ear.evenings, label, settings)
        worst = sorted(peaks, key=lambda p: -p.value)[:WORST]
        onset = logit(np.array(LOWEST))
        wrong = np.array([smoothed[p.evening][p.window] for p in worst if p.value >= onset])
        right = scores[present[:, k] & (logit(scores[:, k]) >= onset)]
        if len(wrong) < SEEN or len(right) < SEEN:
            continue
        hit, lost = ((s > s[:, k:k + 1]).sum(0) for s in (wrong, right))
        found += [(label, other, FACTOR) for j, other in enumerate(ear.labels)
                  if urgencies[other] in ("notice", "info") and hit[j] >= SEEN
                  and hit[j] >= WRONG * len(wrong) and lost[j] <= RIGHT * len(right)]
    return found


def reachable(row, scores, share=SHARE_FOUND):
    """The row with an onset that this share of the scores reach, if they are more likely than not."""
    if len(scores) < SEEN:
        return row
    most = max(0.5, float(np.quantile(scores, 1 - share)))
    if most >= row["onset"]:
        return row
    offset = float(sigmoid(logit(np.array(most)) - OFFSET))
    return row | {"onset": round(most, 4), "offset": round(offset, 4), "capped": True}


def scene_scores(model, cache):
    """(scores float32, present bool) [n, labels] of the held-out scenes, by a bundle."""
    listener = listen.Listener(model)
    with np.load(Path(cache) / "held-out2.npz") as shard:
        db, present = shard["db"], (shard["target"] >= 0.5) & (shard["weight"] > 0)
    return listener.runner.scores([x.astype(np.float32)[..., None] for x in db]), present


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


def choose(ear, label, rate, smoothings=SMOOTHINGS, minimums=MINIMUMS[:2]):
    """What one label decides by: {"onset", "offset", "smoothing_ms", "min_ms", ...}."""
    k, best = ear.labels.index(label), None
    for smoothing in smoothings:
        windows = max(1, round(smoothing / 1000 / ear.settings.hop))
        own = tuple(windows if i == k else w for i, w in enumerate(
            ear.settings.own or (0,) * len(ear.labels)))
        settings = replace(ear.settings, own=own)
        tracks = [judged(ear.scores[e["file"]], settings) for e in ear.evenings]
        for minimum in minimums:
            wait = max(1, math.ceil(minimum / 1000 / settings.hop))
            z = [lasting(logit(smoothed[:, k]), wait) for _, smoothed in tracks]
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


def lasting(z, windows):
    """The highest onset at which each window would begin a sound: not below the offset for so long."""
    return np.minimum(z, eroded(z, windows) + OFFSET)


def better(row, best):
    """More sounds found by 2 points; with too few to tell, the default smoothing."""
    if row["sounds"] < ENOUGH:
        return row["smoothing_ms"] == DEFAULT and row["min_ms"] == 0
    return row["recall"] > best["recall"] + 0.02


def hold_for(ear, label, row):
    """The shortest hold with which few sounds are told twice; as long as its pauses in any case."""
    k = ear.labels.index(label)
    limits = np.full((len(ear.labels), 2), np.inf, np.float32)
    limits[k] = row["onset"], row["offset"]
    for hold in HOLDS[HOLDS.index(HOLD_AT_LEAST.get(label, HOLDS[0])):]:
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
    parser.add_argument("--workers", type=int, default=2, help="processes that listen (%(default)s)")
    parser.add_argument("--out", default=str(data.TRAINING / "results"))


def run(arguments):
    """Listens to the held-out hours, chooses, writes."""
    sounds = hub.sounds()
    urgencies = {k: s["urgency"] for k, s in sounds.items()}
    folder = Path(arguments.cache) / "evenings" / "calibration"
    _, held = events.palettes(arguments.data, urgencies)
    truth = events.first(evenings.build(folder, held, events.HELD_OUT, events.PURE_TIMES),
                         arguments.evenings)
    truth["evenings"] = [e for e in truth["evenings"] if e["kind"] not in SILENT]
    ear = listen.ear_of(arguments.model, folder, truth, arguments.workers)
    ear = replace(ear, settings=replace(ear.settings, own=(), holds=(), minimums=(), confusions=()))
    report = decided(ear, urgencies, scene_scores(arguments.model, arguments.cache))
    out = Path(arguments.out)
    (out / "decision.json").write_text(json.dumps(report, indent=1) + "\n")
    (out / "decision.md").write_text(page(report, urgencies))
    print(page(report, urgencies))


def narrowed(ear, label):
    """The ear with one label alone, and with those that it is confused with."""
    k = ear.labels.index(label)
    mine = [c for c in ear.settings.confusions if c[0] == k]
    columns = [k, *dict.fromkeys(c[1] for c in mine)]
    at = {column: i for i, column in enumerate(columns)}
    settings = replace(ear.settings, confusions=tuple((0, at[c[1]], *c[2:]) for c in mine))
    return replace(ear, labels=[ear.labels[c] for c in columns], settings=settings,
                   scores={name: x[:, columns] for name, x in ear.scores.items()})


def decided(ear, urgencies, scenes):
    """The whole decision of an ear: what goes into the descriptor, and why."""
    rates = per_label(urgencies, ear.labels)
    pairs = confusions(ear, urgencies, scenes)
    columns = tuple((ear.labels.index(a), ear.labels.index(b), f) for a, b, f in pairs)
    ear = replace(ear, settings=replace(
        ear.settings, confusions=columns, windows=round(DEFAULT / 1000 / ear.settings.hop)))
    rows = {}
    for label in ear.labels:
        alone = narrowed(ear, label)
        grid = GRID_OF.get(label, (SMOOTHINGS, MINIMUMS[:2]))
        grid = ((DEFAULT,), (0,)) if urgencies[label] == "info" else grid
        k = ear.labels.index(label)
        rows[label] = choose(alone, label, rates[label], *grid)
        if urgencies[label] != "info":
            rows[label] = reachable(rows[label], scenes[0][scenes[1][:, k], k],
                                    SHARE_OF.get(label, SHARE_FOUND))
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
             + ". *Recall*: held-out sounds in evenings at 10 dB whose score reaches the onset (with *: that "
             "from before it was lowered). *Tail*: "
             "the scale of the exponential that the onset was extrapolated with, in logits; -: counted. Onsets "
             f"with * cost more: {SHARE_FOUND:.0%} of a label's held-out scenes must reach its onset, "
             + ", ".join(f"{share:.0%} of {label}" for label, share in SHARE_OF.items()) + ".", "",
             "| label | onset | offset | smoothing, ms | minimum, ms | hold, ms | sounds | recall | tail |",
             "|---|---|---|---|---|---|---|---|---|"]
    for label, r in sorted(report["labels"].items(),
                           key=lambda item: list(BUDGET).index(urgencies[item[0]])):
        recall = "-" if r["recall"] is None else f"{r['recall']:.2f}"
        tail = "-" if r["scale"] is None else f"{r['scale']:.2f}"
        lines.append(f"| {label} | {r['onset']:.3f}{'*' * r.get('capped', False)} | {r['offset']:.3f} | {r['smoothing_ms']} | "
                     f"{r['min_ms']} | {r['hold_ms']} | {r['sounds']} | {recall} | {tail} |")
    plain = [c for c in report["confusions"] if "margin" not in c]
    lines += ["", "While the second scores higher, the first counts for less: "
              + (", ".join(f"{c['label']} / {c['while']}" for c in plain) or "none") + "."]
    lines += ["", "`package` adds, in every descriptor: "
              + ", ".join(f"{c['label']} / {c['while']}" for c in BESIDE_ALARMS)
              + f", of which the first counts {BESIDE_ALARMS[0]['factor']:g}."]
    return "\n".join(lines + margins_of(report) + by_hand(report)) + "\n"


def by_hand(report):
    """The part of the page that says which onsets are not those that were learnt."""
    rows = {label: r["by_hand"] for label, r in report["labels"].items() if "by_hand" in r}
    if not rows:
        return []
    found = ["", "## Set by hand", "",
             "Ships instead of what `margins` chose; running it again takes this back. The recall above is that at the learnt onset.", "",
             "| label | learnt: onset | offset | ships: onset | offset | why |", "|---|---|---|---|---|---|"]
    for label, learnt in rows.items():
        row = report["labels"][label]
        found.append(f"| {label} | {learnt['onset']:.3f} | {learnt['offset']:.3f} | {row['onset']:.3f} | "
                     f"{row['offset']:.3f} | {learnt['why']} |")
    return found


def margins_of(report):
    """The part of the page that says what `margins` learnt."""
    rows = [c for c in report["confusions"] if "margin" in c]
    if not rows:
        return []
    found = ["", "## Margins", "",
             "Written by `python -m soribit_training margins`. The first counts a part unless it beats the second, "
             "averaged over a time (-: as for its own events), by a margin in logits. Sounds and recall of "
             + ", ".join(k for k, r in report["labels"].items() if "before" in r)
             + " are of its held-out hours, recall with the margins.", "",
             "| label | must beat | by | over, ms | else counts | onset before | onset |", "|---|---|---|---|---|---|---|"]
    for c in rows:
        row = report["labels"][c["label"]]
        found.append(f"| {c['label']} | {c['while']} | {c['margin']:g} | {c.get('over_ms', '-')} | {c['factor']:g} | "
                     f"{row['before']['onset']:.3f} | {row['onset']:.3f} |")
    return found
