# SPDX-License-Identifier: Apache-2.0
"""Cached scenes of the trunk as batches: gain, tone, shifts, masks, and windows on top of others.

All of a batch at once; all randomness comes from the generator that is passed in.
"""
from pathlib import Path

import numpy as np


FLOOR_DB = -70.0  # below what the network hears
PARTS = ("db", "target", "weight", "hint")
AUDIBLE = 9.0  # dB below: so far a window on top is taught; what is lower is left open


def clipped(db):
    """Decibels as the network takes them: float32 [n, frames, bands, 1], at least FLOOR_DB."""
    return np.maximum(db.astype(np.float32, copy=False), FLOOR_DB)[..., None]


def judged(path, count=None):
    """(windows, target) of a shard that nothing was trained on; the first `count` of it."""
    with np.load(path) as shard:
        return clipped(shard["db"][:count]), shard["target"][:count].astype(np.float32)


class Scenes:
    """Every shard there is, in memory; `refresh` adds those that have come since."""

    def __init__(self, cache, name="scenes2"):
        self.cache, self.name, self.shards = Path(cache), name, {}
        self.refresh()

    def refresh(self):
        """May be called while another thread takes scenes: the table is replaced as a whole."""
        shards = dict(self.shards)
        for path in sorted(self.cache.glob(f"{self.name}-*.npz")):
            if path not in shards:
                with np.load(path) as shard:
                    shards[path] = [shard[part] for part in PARTS]
        self.shards = shards
        return self

    def __len__(self):
        return sum(len(s[0]) for s in self.shards.values())

    def take(self, rng, count):
        """(db, target, weight, hint) of so many scenes, drawn at random."""
        shards = list(self.shards.values())
        ends = np.cumsum([len(s[0]) for s in shards])
        numbers = np.sort(rng.integers(0, ends[-1], count))
        owner, found = np.searchsorted(ends, numbers, "right"), []
        for k in np.unique(owner):
            rows = numbers[owner == k] - (ends[k] - len(shards[k][0]))
            found.append([part[rows] for part in shards[k]])
        return [np.concatenate(part) for part in zip(*found)]


def toned(rng, x):
    """Decibels [n, frames, bands] with a gain of -6 to 6 dB and a slow curve over the bands."""
    n, _, bands = x.shape
    curve = rng.uniform(-5, 5, (n, 4)) * (rng.uniform(size=(n, 1)) < 0.5)
    curve += rng.uniform(-6, 6, (n, 1))
    at = np.linspace(0, 3, bands)
    left = np.minimum(at.astype(int), 2)
    tone = curve[:, left] * (1 - (at - left)) + curve[:, left + 1] * (at - left)
    return x + tone[:, None, :].astype(np.float32)


def shifted(rng, x):
    """Half of the windows a little earlier or later, a fifth a band or two higher or lower."""
    n, frames, bands = x.shape
    by = np.where(rng.uniform(size=n) < 0.5, rng.integers(-40, 41, n), 0)
    up = np.where(rng.uniform(size=n) < 0.2, rng.integers(-2, 3, n), 0)
    rows = (np.arange(frames) - by[:, None]) % frames
    columns = np.clip(np.arange(bands) + up[:, None], 0, bands - 1)
    return x[np.arange(n)[:, None, None], rows[:, :, None], columns[:, None, :]]


def masked(rng, x):
    """A third of the windows with a gap in time, a third with one in frequency."""
    n, frames, bands = x.shape
    quiet = x.min(axis=(1, 2))[:, None, None]
    for axis, length, widest in ((1, frames, 30), (2, bands, 14)):
        size = np.where(rng.uniform(size=n) < 0.33, rng.integers(4, widest, n), 0)
        begin = (rng.uniform(size=n) * (length - size)).astype(int)
        at = np.arange(length)
        gap = (at >= begin[:, None]) & (at < (begin + size)[:, None])
        x = np.where(gap[:, :, None] if axis == 1 else gap[:, None, :], quiet, x)
    return x


def mixed(rng, x, target, weight, hint, share=0.25):
    """Some windows with another one of the batch on top, 0 to 20 dB below; in place."""
    n = len(x)
    peak, other = x.max(axis=(1, 2)), rng.permutation(n)
    below = rng.uniform(0, 20, n).astype(np.float32)
    some = (rng.uniform(size=n) < share) & (peak > -30) & (peak[other] > -30) & (other != np.arange(n))
    i = np.flatnonzero(some)
    on_top(x, target, weight, hint, i, other[i], below[i])


def on_top(x, target, weight, hint, i, j, below):
    """Adds windows j to windows i in power, their peaks so many decibels below; in place.

    What is taught of both is the higher; a sound more than AUDIBLE below is left open.
    """
    peak = x.max(axis=(1, 2))
    added = x[j] + (peak[i] - below - peak[j])[:, None, None]
    unit = np.float32(np.log(10) / 10)
    loud, soft = np.maximum(x[i], added), np.minimum(x[i], added)
    near = (below <= AUDIBLE)[:, None]
    one, two = target[i], target[j]
    known = np.where(one >= two, weight[i], weight[j])
    unsure = ~near & (two > 0.2) & (one < 0.5)
    both = np.maximum(one, two), np.maximum(hint[i], hint[j])
    x[i] = loud + np.log1p(np.exp((soft - loud) * unit)) / unit
    weight[i] = np.where(unsure, 0, np.where(near, known, weight[i]))
    target[i] = np.where(near, both[0], one)
    hint[i] = np.where(near, both[1], hint[i])


def batch(rng, db, target, weight, hint):
    """Cached arrays -> network input float32 [n, frames, bands, 1], target, weight, hint."""
    x = toned(rng, db.astype(np.float32))
    target, weight, hint = (a.astype(np.float32) for a in (target, weight, hint))
    mixed(rng, x, target, weight, hint)
    x = masked(rng, shifted(rng, x))
    return clipped(x), target, weight, hint


