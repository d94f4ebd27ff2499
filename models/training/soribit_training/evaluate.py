# SPDX-License-Identifier: Apache-2.0
"""Step 4: measures the five variants on the validation split, which nothing was trained on.

    python evaluate.py --data ../../../shared/data [--json report.json] [--cards]

ESC-50: fold 4, argmax over the 50 labels that ESC-50 knows, clip score = mean over windows.
Household mAP: mean over the groups of `household_groups.json` that occur in `val` of the average
precision over all clips of `val`; clip score = mean over windows. Time: one window, one thread.
With --cards the figures go into each variant's `model.json`.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from soribit_training import data
from soribit_training.convert import DESCRIPTIONS
from soribit_training.features import windows
from soribit_training.runner import Runner


def validation_windows(root, clips):
    """Windows of all clips [n, 100, 64] and the clip each belongs to [n]."""
    found, owner = [], []
    for i, clip in enumerate(clips):
        w = windows(data.load(root, clip.path))
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


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=str(data.DEFAULT_DATA))
    parser.add_argument("--models", default=str(data.MODELS / "home"))
    parser.add_argument("--json")
    parser.add_argument("--cards", action="store_true")
    arguments = parser.parse_args()
    every = data.read_clips(arguments.data)
    fifty = data.esc50_labels(every)
    clips = [c for c in every if c.split == "val"]
    x, owner = validation_windows(arguments.data, clips)
    labels, wanted = data.labels(), groups(arguments.data)
    report = {}
    for variant in DESCRIPTIONS:
        folder = Path(arguments.models) / variant
        about = json.loads((folder / "model.json").read_text())
        runner = Runner(folder / about["file"])
        scores = runner.scores(x)
        means = clip_means(scores, owner, len(clips))
        accuracy, count = esc50_accuracy(means, clips, labels, fifty)
        ap = average_precisions(means, clips, labels, wanted)
        alerts = at_thresholds(scores, owner, clips, labels, about["thresholds"], wanted)
        report[variant] = {
            "esc50Fold4": round(accuracy, 4), "esc50Clips": count,
            "householdMap": round(float(np.mean(list(ap.values()))), 4), "groups": len(ap),
            "bytes": (folder / about["file"]).stat().st_size,
            "msPerWindow": round(runner.milliseconds(), 3),
            "averagePrecision": {k: round(v, 3) for k, v in ap.items()}, "atThresholds": alerts}
    print("| variant | ESC-50 fold 4 | household mAP | size, bytes | ms/window, 1 core |")
    print("|---|---|---|---|---|")
    for variant, r in report.items():
        print(f"| {variant} | {r['esc50Fold4']:.3f} | {r['householdMap']:.3f} | {r['bytes']:,} | "
              f"{r['msPerWindow']:.2f} |")
    print("\n| group | AP float32 | clips | found | false |\n|---|---|---|---|---|")
    for name, ap in report["float32"]["averagePrecision"].items():
        a = report["float32"]["atThresholds"][name]
        print(f"| {name} | {ap:.2f} | {a['clips']} | {a['found']} | {a['false']} |")
    print(len(clips), "clips,", len(x), "windows,", sum(len(data.load(arguments.data, c.path))
          for c in clips) // 16 // 1000, "s of sound")
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(report, indent=1) + "\n")
    if arguments.cards:
        for variant, r in report.items():
            path = Path(arguments.models) / variant / "model.json"
            about = json.loads(path.read_text())
            about["card"]["metrics"] = {
                "esc50Fold4": r["esc50Fold4"], "householdMap": r["householdMap"],
                "householdGroups": r["groups"], "msPerWindow": r["msPerWindow"],
                "measuredOn": "one core of a 2-core x86-64 server, XNNPACK"}
            path.write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
