# SPDX-License-Identifier: Apache-2.0
"""The hub's decision rule, from window scores to events, over hours of scores at once.

The same rule as the hub's `Decider`: scores are smoothed, a sound begins where the smoothed score
reaches the onset threshold and ends once it has stayed below the offset threshold for the hold
time; the refractory time must pass before it may begin again. The hub goes window by window; here
each label jumps from one possible beginning to the next, so that sweeping thresholds is quick.
Labels that mean the same sound are not merged (the home models have none).
"""
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

RATE = 16000  # the hub counts time in samples


class Confusion(NamedTuple):
    """A label, by column, whose scores count `factor` times unless they beat those of another one by a
    margin in logits; the other's are averaged over some seconds (None: smoothed as for its own events)."""

    label: int
    other: int
    factor: float
    margin: float = 0.0
    over: float | None = None


@dataclass(frozen=True)
class Settings:
    """How scores become events; the hub's defaults. All times in seconds."""

    hop: float = 0.24
    window: float = 2.012  # 32,192 samples: 100 frames of the home family's front end
    smoothing: str = "mean"  # or "median", "none"
    windows: int = 4  # that are smoothed over
    own: tuple = ()  # a label's own number of them, by column; 0: as above
    minimum: float = 0.0
    hold: float = 3.0
    refractory: float = 2.0
    minimums: tuple = ()  # a label's own minimum, by column; None: as above
    holds: tuple = ()  # a label's own hold, likewise
    confusions: tuple = ()  # `Confusion`, or as much of one as differs from its defaults

    def of(self, column):
        """The settings of one label."""
        hold, minimum = (own[column] if column < len(own) and own[column] is not None else default
                         for own, default in ((self.holds, self.hold), (self.minimums, self.minimum)))
        windows = self.own[column] if column < len(self.own) and self.own[column] else self.windows
        return replace(self, hold=hold, minimum=minimum, windows=windows)


HUB = Settings()
HALF_SECONDS = Settings(hop=0.5, windows=2)  # windows as far apart as `features` cuts them


class Event(NamedTuple):
    """A sound that was heard; seconds from the start of the recording.

    `decided` is the end of the audio that decided that it began: what a household waits for.
    """

    label: int
    onset: float
    end: float
    score: float
    decided: float


def thresholds_of(about):
    """The thresholds of a `model.json`, float32 [labels, 2]: onset, offset; `background`: never."""
    known, default = about["thresholds"]["labels"], about["thresholds"]["default"]
    rows = [known.get(label, default) for label in about["labels"]]
    found = np.array([[row["onset"], row["offset"]] for row in rows], np.float32)
    found[[label == "background" for label in about["labels"]]] = np.inf
    return found


def windows_of(about, hop=HUB.hop):
    """Over how many windows each label of a `model.json` is smoothed, as `Settings.own`: by time
    where the descriptor names milliseconds, else by its number of windows; 0: the hub's setting."""
    known, default = about["thresholds"]["labels"], about["thresholds"]["default"]
    common = about.get("decision", {}).get("smoothing_ms")

    def windows(row):
        time = row.get("smoothing_ms", common)
        return row.get("windows", 0) if time is None else max(1, round(time / (1000 * hop)))

    return tuple(windows(known.get(label, default)) for label in about["labels"])


def confusion(labels, row):
    """A row of a descriptor's `confusions` as a `Confusion` of these labels."""
    over = row.get("over_ms")
    return Confusion(labels.index(row["label"]), labels.index(row["while"]), row["factor"],
                     row.get("margin", 0.0), None if over is None else over / 1000)


def settings_of(about, hop=HUB.hop):
    """How a model's scores become events, as its `model.json` says; the hub's defaults else."""
    labels, end = about["labels"], about["frontEnd"]
    rows = [about["thresholds"]["labels"].get(label, {}) for label in labels]

    def seconds(key):
        return tuple(row[key] / 1000 if key in row else None for row in rows)

    confusions = tuple(confusion(labels, c) for c in about.get("confusions", ()))
    window = ((end["frames"] - 1) * end["hop"] + end["fftSize"]) / end["sampleRate"]
    return replace(HUB, hop=hop, window=window, own=windows_of(about, hop), confusions=confusions,
                   holds=seconds("hold_ms"), minimums=seconds("min_ms"))


def smooth(scores, settings=HUB):
    """Window scores [windows, ...] -> smoothed; until there are enough, those that are there."""
    scores = np.asarray(scores, np.float32)
    found = _smoothed(scores, settings.smoothing, settings.windows)
    for column, width in enumerate(settings.own):
        if width:
            found[:, column] = _smoothed(scores[:, column], settings.smoothing, width)
    return found


def _smoothed(scores, kind, windows):
    width = 1 if kind == "none" else windows
    at = np.arange(len(scores))
    if kind == "median":
        last = [np.median(scores[max(0, i - width + 1):i + 1], axis=0) for i in at]
        return np.array(last, np.float32).reshape(scores.shape)
    total = np.zeros_like(scores)
    for slot in range(width):  # in the order of the hub's ring, so that the sums are equal
        source = at - (at - slot) % width
        total[source >= 0] += scores[source[source >= 0]]
    count = np.minimum(at + 1, width).astype(np.float32)
    return total / count.reshape(-1, *[1] * (scores.ndim - 1))


def judged(scores, settings=HUB):
    """(raw, smoothed) scores as thresholds see them: each label's times the lowest factor of the
    confusions whose other label it does not beat at that time."""
    raw = np.asarray(scores, np.float32)
    smoothed = smooth(raw, settings)
    factors = np.ones_like(smoothed)
    for row in settings.confusions:
        label, other, factor, margin, over = known = Confusion(*row)
        lower = beaten(smoothed[:, label], reference(raw, smoothed, known, settings), margin)
        factors[lower, label] = np.minimum(factors[lower, label], np.float32(factor))
    return raw * factors, smoothed * factors


def reference(raw, smoothed, known, settings=HUB):
    """The scores that a `Confusion`'s label must beat."""
    if known.over is None:
        return smoothed[:, known.other]
    width = max(1, round(known.over / settings.hop))
    total = np.concatenate([[0.0], np.cumsum(raw[:, known.other], dtype=np.float64)])
    last = np.arange(1, len(total))
    first = np.maximum(0, last - width)
    return ((total[last] - total[first]) / (last - first)).astype(np.float32)


def beaten(scores, others, margin=0.0):
    """Where the scores are not above the others by a margin in logits; with no margin, below them."""
    if margin == 0:
        return others > scores
    p, q = scores.astype(np.float64), others.astype(np.float64)
    return q * (1 - p) * np.exp(np.float64(np.float32(margin))) > p * (1 - q)


def samples(seconds):
    return int(round(seconds * RATE))


class Track:
    """One label's scores on their way to events; `events` may be asked for many thresholds.

    raw, smoothed   float32 [windows]
    total           samples of the recording; events end there at the latest
    """

    def __init__(self, raw, smoothed, settings=HUB, total=None):
        self.raw, self.smoothed = raw, smoothed
        self.starts = np.arange(len(raw)) * samples(settings.hop)
        self.ends = self.starts + samples(settings.window)
        self.total = int(self.ends[-1]) if total is None else total
        width = 1 if settings.smoothing == "none" else settings.windows
        self.spans = np.minimum(np.arange(len(raw)), width - 1) * samples(settings.hop)  # smoothed over
        self.minimum = samples(settings.minimum)
        self.refractory = samples(settings.refractory)
        self.pause = -(-samples(settings.hold) // samples(settings.hop))

    def events(self, onset, offset, label=0):
        """[Event] for thresholds onset >= offset, in order of time."""
        starts, ends, smoothed = self.starts, self.ends, self.smoothed
        onset, offset = np.float32(onset), np.float32(offset)
        begins = np.flatnonzero(smoothed >= onset)
        if not len(begins):
            return []
        heard = np.flatnonzero(self.raw >= offset)
        low = smoothed < offset
        cold = np.flatnonzero(low & (self.raw < offset))
        lows = np.flatnonzero(low)
        falls, rises = _runs(low)
        long_falls = falls[rises - falls > self.pause]
        found, last_end, finished, not_before, rise_end = [], 0, -1, 0, 0
        since = 0  # the first window in which the sound may begin
        while True:
            since = max(since, int(np.searchsorted(ends, not_before)))
            at = _next(begins, since - 1, len(starts))
            if at == len(starts):
                return found
            candidate = max(int(starts[at]), int(ends[at - 1]) if at else 0)
            begin = max(at, int(np.searchsorted(ends, candidate + self.minimum)))
            if begin >= _next(lows, at, len(starts)):
                since = _next(lows, at, len(starts))
                continue
            rise, rise_end = self._rise(heard, cold, finished, at, rise_end)
            event_onset = max(rise, int(starts[at] - self.spans[at]), last_end)
            finished = _next(long_falls, begin, len(starts)) + self.pause
            over = finished < len(starts)
            stop = finished if over else len(starts) - 1
            last = int(heard[np.searchsorted(heard, stop, "right") - 1])
            estimate = int(starts[last + 1]) if last < stop else int(ends[stop])
            estimate = max(estimate, rise_end, event_onset + 1)
            limit = int(ends[stop]) if over else self.total
            last_end = max(event_onset + 1, min(estimate, limit))
            told_end = max(event_onset, min(last_end, self.total))
            score = float(smoothed[begin:stop + 1].max())
            found.append(Event(label, event_onset / RATE, told_end / RATE, score,
                               int(ends[begin]) / RATE))
            since, not_before = stop + 1, last_end + self.refractory

    def _rise(self, heard, cold, finished, at, old_end):
        """(where the sound rose that is heard in window `at`, end of the window that heard it)."""
        since = max(finished, _previous(cold, at))
        where = int(np.searchsorted(heard, since, "right"))
        if where == len(heard) or heard[where] > at:
            return 0, old_end
        first = int(heard[where])
        start, end = int(self.starts[first]), int(self.ends[first])
        before = int(self.ends[first - 1]) if first else start
        return max(start, before), end if before > start else start + 1


def _runs(flags):
    """Boolean [n] -> (first, one after the last) of the runs of True."""
    edges = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def _next(sorted_at, after, none):
    """The first of the sorted that is greater than `after`; `none` if there is none."""
    where = int(np.searchsorted(sorted_at, after, "right"))
    return int(sorted_at[where]) if where < len(sorted_at) else none


def _previous(sorted_at, before):
    """The last of the sorted that is less than `before`; -1 if there is none."""
    where = int(np.searchsorted(sorted_at, before)) - 1
    return int(sorted_at[where]) if where >= 0 else -1


def decide(scores, thresholds, settings=HUB, seconds=None):
    """Window scores of one recording -> [Event], in order of label and time.

    scores      float [windows, labels], one window each `settings.hop`, the first at 0
    thresholds  float [labels, 2]: onset >= offset; an infinite onset is never reached
    seconds     of the recording, where the last windows reach beyond its end
    """
    thresholds = np.asarray(thresholds, np.float32)
    raw, smoothed = judged(scores, settings)
    total = None if seconds is None else samples(seconds)
    top = smoothed.max(axis=0) if len(smoothed) else np.zeros(raw.shape[1])
    found = []
    for label in np.flatnonzero(top >= thresholds[:, 0]):
        track = Track(raw[:, label], smoothed[:, label], settings.of(label), total)
        found += track.events(*thresholds[label], label=int(label))
    return found


def events(scores, thresholds, settings=HUB, seconds=None):
    """As `decide`, as tuples (label, onset_s, end_s, score)."""
    return [tuple(event[:4]) for event in decide(scores, thresholds, settings, seconds)]


def false_events_per_hour(found, hours, labels, truth=(), collar=1.0):
    """False events an hour for each label, float [labels].

    found   events, or tuples (label, onset_s, end_s, ...)
    truth   what really sounded, [(label, onset_s, end_s)]; an event is false if it begins
            while nothing of its label sounds, give or take the collar in seconds
    """
    real = {}
    for label, onset, end in truth:
        real.setdefault(label, []).append((onset - collar, end + collar))
    counts = np.zeros(labels)
    for label, onset, *_ in found:
        counts[label] += not any(a <= onset <= b for a, b in real.get(label, ()))
    return counts / hours
