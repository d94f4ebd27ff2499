# SPDX-License-Identifier: Apache-2.0
"""Ears that can be compared: window scores, the decision rule, thresholds chosen the same way.

Thresholds are chosen on evenings of held-out recordings of `train`: for each label the lowest
onset at which, and above which, it is wrongly told of at most so often; the offset is 0.6 of the
onset. One number then moves all of them together, as odds: onset' / (1 - onset') = factor x
onset / (1 - onset). Sweeping it draws recall against false events.
"""
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from soribit_training import matching
from soribit_training.decision import HUB, Settings, Track, decide, judged, samples

GRID = 1 / (1 + np.exp(-np.linspace(-4, 6, 81)))  # 0.018 to 0.9975
FACTORS = np.exp(np.linspace(-4, 5, 37))
OFFSET = 0.6  # of the onset


@dataclass
class Ear:
    """What heard the evenings.

    labels    of the columns of the scores
    evenings  as in `truth.json`; scores: file name -> float32 [windows, labels]
    """

    name: str
    labels: list
    evenings: list
    scores: dict
    settings: Settings = HUB

    @property
    def hours(self):
        return sum(e["seconds"] for e in self.evenings) / 3600

    def heard(self, evening, thresholds):
        """[Heard] in one evening."""
        found = decide(self.scores[evening["file"]], thresholds, self.settings, evening["seconds"])
        return [matching.Heard(self.labels[e.label], *e[1:]) for e in found]

    def tallies(self, thresholds, labels):
        """[label -> Tally], one per evening."""
        return [matching.evening(e, self.heard(e, thresholds), labels) for e in self.evenings]

    @cached_property
    def tracks(self):
        """Per evening, per label: its Track."""
        found = []
        for e in self.evenings:
            raw, smoothed = judged(self.scores[e["file"]], self.settings)
            found.append([Track(raw[:, k], smoothed[:, k], self.settings.of(k), samples(e["seconds"]))
                          for k in range(raw.shape[1])])
        return found

    def false_events(self, label, onset):
        """How often a label is wrongly told of in all evenings."""
        k, count = self.labels.index(label), 0
        for e, tracks in zip(self.evenings, self.tracks):
            heard = [matching.Heard(label, *h[1:])
                     for h in tracks[k].events(onset, OFFSET * onset)]
            count += sum(t.false for t in matching.evening(e, heard, [label]).values())
        return count

    def choose(self, per_hour):
        """Thresholds float32 [labels, 2] with at most so many false events an hour each."""
        allowed, found = per_hour * self.hours, []
        for label in self.labels:
            onset = GRID[-1]
            for lower in GRID[::-1]:
                if self.false_events(label, lower) > allowed:
                    break
                onset = lower
            found.append([onset, OFFSET * onset])
        return np.array(found, np.float32)

    def sweep(self, thresholds, labels):
        """[(factor, Tally per evening over the labels)] for each factor on the odds."""
        keep = np.isin(self.labels, labels)
        found = []
        for factor in FACTORS:
            moved = shifted(thresholds, factor)
            moved[~keep] = np.inf
            found.append((float(factor), [sum(t.values(), matching.Tally())
                                          for t in self.tallies(moved, labels)]))
        return found


def shifted(thresholds, factor):
    """Thresholds with their onsets' odds multiplied; offsets keep their share of the onset."""
    with np.errstate(invalid="ignore"):
        onset = thresholds[:, 0]
        moved = factor * onset / (1 - onset + factor * onset)
        ratio = thresholds[:, 1] / onset
        both = np.stack([moved, moved * ratio], axis=1)
    both[~np.isfinite(onset)] = np.inf
    return both.astype(np.float32)


def lowest_factor(sweep, hours, per_hour):
    """The lowest factor at and above which there are at most so many false events an hour."""
    best = None
    for factor, tallies in reversed(sweep):
        if sum(t.false for t in tallies) > per_hour * hours:
            break
        best = factor
    return sweep[-1][0] if best is None else best
