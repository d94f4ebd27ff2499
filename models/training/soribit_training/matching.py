# SPDX-License-Identifier: Apache-2.0
"""What was heard against what sounded: one to one, per label, in one evening at a time.

- *found*: the detection's onset lies within the collar of the sound's. The hub estimates onsets
  from windows of 2 s that start each 0.5 s: a sound that the first window with some of it hears is
  placed within one hop before it, a sound that takes k hops more to be sure of as much later.
- *found late or lenient*: the detection's onset lies between the sound's onset and its end, give
  or take the collar.
- *repeated*: begins while its sound lasts, which was told already: an alarm with long pauses.
- *false*: begins while nothing of its label sounds, give or take the collar; so what never ends is
  false too. Labels that the background may contain are left out.
"""
from dataclasses import dataclass, field
from typing import NamedTuple

COLLAR = 1.0


class Heard(NamedTuple):
    """A detection; seconds. `decided` is the end of the audio after which it was told."""

    label: str
    onset: float
    end: float
    score: float
    decided: float


@dataclass
class Tally:
    """Counts of one evening and label; of each sound that was found (leniently), in seconds, how
    long it took to be told and how late its onset was placed."""

    events: int = 0
    found: int = 0
    lenient: int = 0
    heard: int = 0
    repeated: int = 0
    false: int = 0
    mistaken: int = 0  # of the false ones: they begin while another planted sound lasts
    latencies: list = field(default_factory=list)
    offsets: list = field(default_factory=list)

    def __add__(self, other):
        return Tally(**{k: getattr(self, k) + getattr(other, k) for k in vars(self)})


def one_to_one(truth, found, early, late):
    """Pairs (i, j) of sorted intervals `truth` [(onset, end)] and sorted onsets `found`.

    A pair needs onset - early <= found <= late(onset, end). First come, first served, which
    leaves the fewest alone as long as the sounds do not overlap.
    """
    pairs, taken = [], set()
    for i, (onset, end) in enumerate(truth):
        for j, at in enumerate(found):
            if j not in taken and onset - early <= at <= late(onset, end):
                pairs.append((i, j))
                taken.add(j)
                break
    return pairs


def tally(truth, heard, others=(), collar=COLLAR):
    """The Tally of one label in one evening.

    truth   its sounds [(onset, end)]; heard: its detections; both in order of time
    others  what else was planted [(onset, end)]
    """
    onsets = [h.onset for h in heard]
    strict = one_to_one(truth, onsets, collar, lambda onset, end: onset + collar)
    lenient = one_to_one(truth, onsets, collar, lambda onset, end: end + collar)
    matched = {j for _, j in lenient}
    found = Tally(len(truth), len(strict), len(lenient), len(heard))
    for j, h in enumerate(heard):
        if j in matched:
            continue
        if _sounds(truth, h.onset, collar):
            found.repeated += 1
        else:
            found.false += 1
            found.mistaken += _sounds(others, h.onset, collar)
    found.latencies = [heard[j].decided - truth[i][0] for i, j in lenient]
    found.offsets = [onsets[j] - truth[i][0] for i, j in lenient]
    return found


def _sounds(intervals, at, collar):
    return any(a - collar <= at <= b + collar for a, b in intervals)


def evening(truth, heard, labels):
    """Label -> Tally of one evening of `truth.json`, for the labels that are asked about."""
    found = {}
    for label in labels:
        if label not in truth["present"]:
            mine = [(e["onset"], e["end"]) for e in truth["events"] if e["label"] == label]
            rest = [(e["onset"], e["end"]) for e in truth["events"] if e["label"] != label]
            told = sorted((h for h in heard if h.label == label), key=lambda h: h.onset)
            if mine or told:
                found[label] = tally(mine, told, rest)
    return found
