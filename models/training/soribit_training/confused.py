# SPDX-License-Identifier: Apache-2.0
"""What is taken for what: per label, what is found and missed, as what the missed ones were told, and
what sounded when it was told wrongly."""
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from soribit_training import event_report, intervals, matching


@dataclass
class Row:
    """One label's outcome over all evenings."""

    sounds: int = 0
    found: int = 0
    told_as: Counter = field(default_factory=Counter)  # while one of its missed sounds was heard
    false: int = 0
    during: Counter = field(default_factory=Counter)  # what sounded when it was told wrongly


def rows(evenings, told, collar=matching.COLLAR):
    """Label -> Row; told: [[Heard]] per evening."""
    found = defaultdict(Row)
    for evening, heard in zip(evenings, told):
        for sound in evening["events"]:
            row = found[sound["label"]]
            near = [h.label for h in heard if within(h.onset, sound, collar)]
            row.sounds += 1
            if sound["label"] in near:
                row.found += 1
            else:
                row.told_as.update(set(near) - set(evening["present"]) or {"nothing"})
        for h in heard:
            sounding = [s["label"] for s in evening["events"] if within(h.onset, s, collar)]
            if h.label not in sounding and h.label not in evening["present"]:
                found[h.label].false += 1
                found[h.label].during.update(sounding or [evening["kind"]])
    return dict(found)


def within(at, sound, collar):
    return sound["onset"] - collar <= at <= sound["end"] + collar


def figures(found):
    """Rows as they are written down, with Wilson's intervals of what is found."""
    def most(counter):
        return dict(counter.most_common(4))

    return {label: {"sounds": r.sounds, "found": r.found,
                    "recall": list(intervals.wilson(r.found, r.sounds)) if r.sounds else None,
                    "missedAs": most(r.told_as), "false": r.false, "during": most(r.during)}
            for label, r in sorted(found.items())}


def table(figures_, order=()):
    """Markdown: a row per label, those of `order` first."""
    def named(counts):
        return ", ".join(f"{k} {n}" for k, n in counts.items()) or "-"

    labels = sorted(figures_, key=lambda k: (order.index(k) if k in order else len(order), k))
    return event_report.table(
        ["label", "sounds", "found", "95 %", "missed", "missed ones told as", "told wrongly", "while"],
        [[k, f["sounds"], f["found"], "-" if f["recall"] is None else
          f"{f['recall'][0]:.2f}-{f['recall'][1]:.2f}", f["sounds"] - f["found"],
          named(f["missedAs"]), f["false"], named(f["during"])]
         for k in labels for f in [figures_[k]]])


def section(report, order):
    """The part of the page: evenings at 10 dB, and hours in which nothing happens."""
    return f"""
## What is taken for what, 10 dB

{table(report["10 dB"], order)}

## What is told in hours in which nothing happens

{table({k: f for k, f in report["only"].items() if f["false"]}, order)}
"""
