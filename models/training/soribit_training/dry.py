# SPDX-License-Identifier: Apache-2.0
"""Dry cuts as scenes: what each sound is, before rooms and company.

Of each label at most RECORDED recorded cuts and MADE synthesised ones, at levels of their own, with
the targets of `targets` and mn04's scores. Writes dry-00.npz, and held-out-dry.npz of recordings that
nothing was trained on, in the form of the shards of `mix`.
"""
import multiprocessing
from pathlib import Path

import numpy as np

from soribit_training import lessons, targets
from soribit_training.features import TRUNK, log_mel

RECORDED, MADE = 300, 60
QUIETEST = -32.0  # dB

_state = {}


def chosen(label, made, seed=0):
    """Numbers of the cuts, in order."""
    rng, found = np.random.default_rng(seed), []
    for synthesised, most in ((False, RECORDED), (True, MADE)):
        some = np.flatnonzero((label >= 0) & (made == synthesised))
        for k in np.unique(label[some]):
            rows = some[label[some] == k]
            found += list(rng.choice(rows, min(len(rows), most), replace=False))
    return np.sort(np.array(found))


def _decibels(number):
    return log_mel(_state["wave"][number].astype(np.float32) / 32767, TRUNK).astype(np.float16)


def make(cache, name="cuts"):
    """The shard of the cuts of this name, made once; its path."""
    path = Path(cache) / {"cuts": "dry-00.npz", "cuts-held-out": "held-out-dry.npz"}[name]
    if not path.exists():
        with np.load(Path(cache) / f"{name}.npz") as table:
            label, made, hint = table["label"], table["made"], table["mn04"]
        rows = chosen(label, made)
        _state["wave"] = np.load(Path(cache) / f"{name}-wave.npy", mmap_mode="r")
        with multiprocessing.get_context("fork").Pool(2) as pool:
            db = np.stack(pool.map(_decibels, rows, 64))
        write(path, db, label, hint, *targets.of_cuts(cache, name), rows)
    return path


def held_out(cache):
    """(windows, target) of the dry cuts that nothing was trained on."""
    return lessons.judged(make(cache, "cuts-held-out"))


def write(path, db, label, hint, target, weight, rows):
    """Writes the shard of these rows of the tables; the label itself is taught for certain."""
    target, weight = target[rows].copy(), weight[rows].copy()
    target[np.arange(len(rows)), label[rows]] = 1
    level = np.random.default_rng(1).uniform(QUIETEST, 0, len(rows)).astype(np.float32)
    half = path.with_suffix(".part")
    with open(half, "wb") as f:
        np.savez(f, db=(db.astype(np.float32) + level[:, None, None]).astype(np.float16),
                 target=target.astype(np.float16), weight=weight.astype(np.float16),
                 hint=hint[rows].astype(np.float16))
    half.rename(path)
