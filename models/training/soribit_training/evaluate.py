# SPDX-License-Identifier: Apache-2.0
"""Step 6: what the home variants make of the validation split, which nothing was trained on.

ESC-50: fold 4, argmax over the 50 labels that ESC-50 knows, clip score = mean over windows.
Household mAP: mean over the groups of `household_groups.json` that occur in `val` of the average
precision over all clips of `val`; clip score = mean over windows. Time: one window, one thread.
With --hub the scores are those of the hub's own `analyze`, else Python's. Results go into
results/<family>.json. About 3 minutes a variant; with --events about 20 minutes.
"""
import functools
import json
import os
import platform
from pathlib import Path

import numpy as np

from soribit_training import data, families, hub, joint, listen, provenance
from soribit_training.cards import VARIANTS
from soribit_training.company import add_hours_arguments, run_hours
from soribit_training.events import add_event_arguments, run_events
from soribit_training.features import windows
from soribit_training.package import report as report_of
from soribit_training.runner import Runner, cpu
from soribit_training.sources import run_sources


def validation_windows(root, clips, front_end):
    """Windows of all clips [n, frames, bands] and the clip each belongs to [n]."""
    found, owner = [], []
    for i, clip in enumerate(clips):
        w = windows(data.load(root, clip.path), front_end)
        found.append(w)
        owner += [i] * len(w)
    return np.concatenate(found), np.array(owner)


def clip_means(scores, owner, count):
    """Window scores [n, labels] -> clip scores [count, labels]."""
    sums = np.zeros((count, scores.shape[1]))
    np.add.at(sums, owner, scores)
    return sums / np.bincount(owner, minlength=count)[:, None]


def groups(root):
    """Household groups: name -> our labels."""
    mapping = data.label_map()
    raw = json.loads((Path(root) / "household_groups.json").read_text())
    return {name: [mapping[x] for x in g["labels"]] for name, g in raw.items()}


def esc50_accuracy(means, clips, labels, fifty):
    ids = [labels.index(x) for x in fifty]
    rows = [i for i, c in enumerate(clips) if c.source == "ESC-50"]
    right = [labels[ids[int(means[i, ids].argmax())]] == clips[i].label for i in rows]
    return float(np.mean(right)), len(rows)


def average_precisions(means, clips, labels, wanted):
    from sklearn.metrics import average_precision_score

    found = {}
    for name, members in wanted.items():
        truth = np.array([c.label in members for c in clips])
        if truth.any():
            score = means[:, [labels.index(m) for m in members]].sum(axis=1)
            found[name] = float(average_precision_score(truth, score))
    return found


def at_thresholds(scores, owner, clips, labels, limits, wanted):
    """What an alert would do: clips of a group in which a window passes the onset, false ones."""
    found = {}
    for name, members in wanted.items():
        hit = np.zeros(len(clips), bool)
        for m in members:
            k = labels.index(m)
            onset = limits["labels"].get(m, limits["default"])["onset"]
            np.logical_or.at(hit, owner, scores[:, k] >= onset)
        truth = np.array([c.label in members for c in clips])
        if truth.any():
            found[name] = {"clips": int(truth.sum()), "found": int((hit & truth).sum()),
                           "false": int((hit & ~truth).sum())}
    return found


def hub_scores(launcher, model, labels, root, clips):
    """Scores of every clip of `val` by the hub's `analyze`: (scores [n, labels], owner [n])."""
    at = {str((Path(root) / c.path).resolve()): i for i, c in enumerate(clips)}
    scores, owner = [], []
    for window in hub.analyze(launcher, model, [Path(root) / "val"], windows=True):
        owner.append(at[str(Path(window["file"]).resolve())])
        scores.append([window["scores"][label] for label in labels])
    return np.array(scores, np.float32), np.array(owner)


def measure(scores, owner, clips, about, fifty, wanted):
    """The figures of one variant."""
    labels = about["labels"]
    means = clip_means(scores, owner, len(clips))
    accuracy, count = esc50_accuracy(means, clips, labels, fifty)
    ap = average_precisions(means, clips, labels, wanted)
    return {"esc50Fold4": round(accuracy, 4), "esc50Clips": count,
            "householdMap": round(float(np.mean(list(ap.values()))), 4), "groups": len(ap),
            "averagePrecision": {k: round(v, 3) for k, v in ap.items()},
            "atThresholds": at_thresholds(scores, owner, clips, labels, about["thresholds"],
                                          wanted)}


def joined(first, second, count, about, other):
    """(scores, owner) of a model and of its companion -> those of both together, clip by clip."""
    share, scores, owner = joint.of(about)[1], [], []
    for clip in range(count):
        both = joint.scores(first[0][first[1] == clip], second[0][second[1] == clip], about, other, share)
        scores.append(both)
        owner += [clip] * len(both)
    return np.concatenate(scores), np.array(owner)


def table(report):
    """The report as the README shows it."""
    lines = ["| variant | ESC-50 fold 4 | household mAP | size, bytes | ms/window, 1 core |",
             "|---|---|---|---|---|"]
    lines += [f"| {v} | {r['esc50Fold4']:.3f} | {r['householdMap']:.3f} | {r['bytes']:,} | "
              f"{r['msPerWindow']:.2f} |" for v, r in report["variants"].items()]
    lines += [f"| {v}, with its companion | {r['joint']['esc50Fold4']:.3f} | {r['joint']['householdMap']:.3f} | | |"
              for v, r in report["variants"].items() if "joint" in r]
    first = next(iter(report["variants"].values()))
    first = first.get("joint", first)
    lines += ["", "| group | AP | clips | found | false |", "|---|---|---|---|---|"]
    for name, ap in first["averagePrecision"].items():
        a = first["atThresholds"][name]
        lines.append(f"| {name} | {ap:.2f} | {a['clips']} | {a['found']} | {a['false']} |")
    return "\n".join(lines)


def machine():
    """What the figures were measured on."""
    return f"{os.cpu_count()} cores {cpu()}, {platform.system()} {platform.machine()}, XNNPACK"


def in_python(folder, windows_of):
    """(scores [n, labels], owner [n]) of every clip of `val` by a bundle."""
    about = listen.described(folder)
    found, owner = windows_of(listen.front_end(about))
    return Runner(folder / about["file"]).scores(found), owner


def scores_of(arguments, about, clips, heard):
    """[((scores, owner), `model.json`)] of a model alone, and of it with its companion if it has one."""
    other, _ = joint.of(about)
    name, both = joint.with_companion(about)
    if arguments.hub:
        names = [(about["id"], about)] + ([(name, both)] if other else [])
        return [(hub_scores(arguments.launcher, each, about["labels"], arguments.data, clips), decides)
                for each, decides in names]
    alone = heard(listen.bundle(about))
    if other is None:
        return [(alone, about)]
    return [(alone, about), (joined(alone, heard(listen.bundle(other)), len(clips), about, other), both)]


def add_arguments(parser):
    parser.add_argument("--events", action="store_true", help="events in evenings instead of clips")
    parser.add_argument("--hours", action="store_true",
                        help="hours of vacuum cleaning, cats, music, television and speech instead of clips")
    add_hours_arguments(parser)
    parser.add_argument("--sources", action="store_true",
                        help="sources that no head has heard, against YAMNet, instead of clips")
    parser.add_argument("--trunk", help="with --sources: a TFLite file, decibels to the trunk's embedding")
    add_event_arguments(parser)
    parser.add_argument("--hub", action="store_true", help="through the hub's own analyze")
    parser.add_argument("--variant", choices=VARIANTS, action="append", help="default: all")
    families.add_argument(parser)
    parser.add_argument("--json", help="where results go (results/<family>.json)")


def run(arguments):
    """Measures, prints the tables, writes the results."""
    if arguments.events:
        return run_events(arguments)
    if arguments.hours:
        return run_hours(arguments)
    if arguments.sources:
        return run_sources(arguments)
    every = data.read_clips(arguments.data)
    fifty, wanted = data.esc50_labels(every), groups(arguments.data)
    clips = [c for c in every if c.split == "val"]
    family = families.FAMILIES[arguments.family]
    out = Path(arguments.json) if arguments.json else report_of(family.name)
    report = {"by": "hub" if arguments.hub else "python", "machine": machine(), "variants": {}}
    windows_of = functools.cache(lambda spec: validation_windows(arguments.data, clips, spec))
    heard = functools.cache(lambda bundle: in_python(bundle, windows_of))
    for variant in arguments.variant or [v for v in VARIANTS if family.bundle(v).exists()]:
        about = listen.described(family.bundle(variant))
        content = family.bundle(variant) / about["file"]
        alone, *together = [measure(*found, clips, decides, fifty, wanted)
                            for found, decides in scores_of(arguments, about, clips, heard)]
        report["variants"][variant] = {
            **provenance.mark(about), **alone, **({"joint": together[0]} if together else {}),
            "bytes": content.stat().st_size, "msPerWindow": round(Runner(content).milliseconds(), 3)}
        shown = {"alone": alone} | ({"joint": together[0]} if together else {})
        print(variant, {k: (v["esc50Fold4"], v["householdMap"]) for k, v in shown.items()}, flush=True)
    print(table(report))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=1) + "\n")
