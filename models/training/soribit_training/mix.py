# SPDX-License-Identifier: Apache-2.0
"""Training scenes of the trunk: cuts over each other, in rooms, through cheap microphones.

Shards `scenes2-NN.npz` of 10,000, and `held-out2.npz` of recordings that nothing was trained on:
    db      float16 [n, 200, 103]   log-mel of the scene in decibels, floor -100
    target  float16 [n, labels]     what to learn
    weight  float16 [n, labels]     of the label in the loss; 0: left open
    hint    float16 [n, 527]        mn04's scores of the dry sounds
    yam     float16 [n, 521]        YAMNet's
    info    int16   [n, 4]          label, second label or -1, fold, source (`cuts-sources.json`)
    cut     int32   [n, 3]          the cuts, main one first, -1: none
    below   float16 [n, 3]          how many decibels each lies below the loudest
Needs `cuts` and `targets`. A shard that is there is not made again; about 20,000 a minute.
"""
import multiprocessing
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import cuts, damage, data, rooms, targets
from soribit_training.features import TRUNK, log_mel

SHARD, CHUNK, SEED = 10_000, 200, 200_000_000
SAMPLES, SIZE = cuts.SAMPLES, 45_000
OFTEN = {  # how often a label is the main sound; what is not named: 0.8
    "smoke_alarm": 5, "co_alarm": 2.5, "siren": 3, "glass_break": 3.5, "gunshot": 2.5,
    "doorbell": 4, "knock": 4, "baby_cry": 4, "phone_ring": 3, "alarm": 2.5, "appliance_beep": 4,
    "battery_chirp": 1.8, "car_horn": 1.5, "dog": 2.5, "cat": 3, "vacuum": 3.5, "door": 2.5,
    "cough": 1.5, "laugh": 1.8, "clap": 1.5, "speech": 3, "music": 3, "typing": 1.2, "snore": 1.2}
NEGATIVE, NOISE = 0.2, 0.04  # shares of scenes with company alone, with noise alone
COMPANY, SECOND = 0.72, 0.25  # shares of the others with company, with a second sound
AUDIBLE, FAINT = 12.0, 20.0  # dB below the loudest: up to here it is heard; to there left open

_state = {}


def frequencies():
    return np.fft.rfftfreq(SIZE, 1 / data.SAMPLE_RATE).astype(np.float32)


def noise_spectrum(rng, f, slope):
    """The spectrum of coloured noise: white 0, pink 1, brown 2."""
    x = rng.standard_normal((2, len(f)), dtype=np.float32)
    return (x[0] + 1j * x[1]) * np.maximum(f, 30.0) ** np.float32(-slope / 2)


def energy(bins):
    return float(np.square(bins.real).sum() + np.square(bins.imag).sum()) + 1e-20


class Pool:
    """The cuts of one name: waves by number, and which may play which part in a scene."""

    def __init__(self, cache, name):
        table = np.load(Path(cache) / f"{name}.npz")
        self.wave = np.load(Path(cache) / f"{name}-wave.npy", mmap_mode="r")
        self.label, self.fold, self.source = table["label"], table["fold"], table["source"]
        self.hint, self.yam = table["mn04"], table["yam"]
        self.target, self.weight = targets.of_cuts(cache, name)
        self.whole = table["whole"]
        labels = data.labels(cuts.FAMILY)
        self.by_label = {i: np.flatnonzero(self.label == i) for i in range(len(labels))}
        self.by_label = {i: rows for i, rows in self.by_label.items() if len(rows)}
        self.ids = np.array(sorted(self.by_label))
        often = np.array([OFTEN.get(labels[i], 0.8) for i in self.ids])
        self.often = often / often.sum()
        self.company = [np.flatnonzero(table["company"] == k) for k in range(len(cuts.COMPANY))]
        self.unlabelled = np.flatnonzero((self.label < 0) & (table["company"] == 0))

    def main(self, rng):
        """Any sound with a label; one in 25 without."""
        if len(self.unlabelled) and rng.uniform() < 0.04:
            return int(rng.choice(self.unlabelled))
        rows = self.by_label[int(rng.choice(self.ids, p=self.often))]
        return int(rows[rng.integers(len(rows))])

    def companion(self, rng):
        """Background, speech, music, kitchen, or any other sound."""
        kind = int(rng.choice(5, p=[0.15, 0.4, 0.18, 0.15, 0.12]))
        rows = self.company[kind] if kind and len(self.company[kind]) else np.arange(len(self.label))
        return int(rows[rng.integers(len(rows))])

    def spectrum(self, number):
        """(spectrum for SIZE points, loudness) of a cut."""
        x = self.wave[number].astype(np.float32) / 32767
        blocks = np.sort(np.square(x[:SAMPLES // 808 * 808]).reshape(-1, 808).mean(1))
        return np.fft.rfft(x, SIZE).astype(np.complex64), float(np.sqrt(blocks[-10:].mean() + 1e-14))


def composition(rng, pool):
    """[(cut, decibels)] of a scene, main sound first; empty: noise alone."""
    choice = rng.uniform()
    if choice < NOISE:
        return []
    if choice < NOISE + NEGATIVE:
        sounds = [(pool.companion(rng), 0.0)]
        if rng.uniform() < 0.6:  # as a television: speech and music, a street and voices
            sounds.append((pool.companion(rng), rng.uniform(-10, 10)))
        return sounds
    sounds = [(pool.main(rng), 0.0)]
    if rng.uniform() < SECOND:
        sounds.append((pool.main(rng), rng.uniform(-8, 8)))
    if rng.uniform() < COMPANY:
        below = rng.uniform(-5, 15) if rng.uniform() < 0.8 else rng.uniform(15, 28)
        sounds.append((pool.companion(rng), -below))
    return sounds


def heard(rng, pool, sounds):
    """(spectrum of the scene, how far each sound lies below the loudest): rooms and levels."""
    place = _state["rooms"][int(rng.integers(len(_state["rooms"])))] if rng.uniform() < 0.75 else None
    whole = np.zeros(SIZE // 2 + 1, np.complex64)
    for number, decibels in sounds:
        bins, loud = pool.spectrum(number)
        if place is not None:
            before = energy(bins)
            bins = bins * place[int(rng.integers(len(place)))]
            loud *= np.sqrt(energy(bins) / before)
        whole += bins * np.float32(10 ** (decibels / 20) / loud)
    levels = np.array([d for _, d in sounds])
    return whole, levels.max() - levels


def lesson(pool, sounds, below):
    """(target, weight, hint, yam) of a scene from its cuts and their levels."""
    audible = [n for (n, _), b in zip(sounds, below) if b <= AUDIBLE]
    faint = [n for (n, _), b in zip(sounds, below) if AUDIBLE < b <= FAINT]
    target, weight = pool.target[audible].max(0), pool.weight[audible].max(0)
    present = np.zeros(len(target), bool)
    for n in audible:
        if pool.label[n] >= 0 and pool.whole[n]:
            present[pool.label[n]] = True
    unsure = (pool.weight[audible] == 0).any(0)
    if faint:
        unsure |= (pool.target[faint] > 0.2).any(0)
    weight = np.where(present, 1.0, np.where(unsure, 0.0, weight))
    fade = np.array([max(0.3, 1 - 0.7 * b / AUDIBLE) for b in below if b <= AUDIBLE])[:, None]
    return (target, weight, (pool.hint[audible] * fade).max(0), (pool.yam[audible] * fade).max(0))


def scene(rng, pool):
    """(wave before its codec, sounds, below) of one scene."""
    f, sounds = _state["f"], composition(rng, pool)
    below = np.zeros(0)
    if sounds:
        bins, below = heard(rng, pool, sounds)
        bins = bins / np.float32(np.sqrt(energy(bins)))
        if rng.uniform() < 0.5:
            hiss = noise_spectrum(rng, f, rng.uniform(0, 2.2))
            bins = bins + hiss * np.float32(10 ** (-rng.uniform(8, 50) / 20)
                                            / np.sqrt(energy(hiss)))
    else:
        bins = noise_spectrum(rng, f, rng.uniform(0, 2.2))
        bins = bins / np.float32(np.sqrt(energy(bins)))
    wave = np.fft.irfft(bins * damage.response(rng, f), SIZE)[:SAMPLES]
    return damage.microphone(rng, wave, silent=not sounds), sounds, below


def chunk(job):
    """CHUNK scenes from a seed: a list of arrays, in the order of the shard's parts."""
    pool, rng = _state["pool"], np.random.default_rng(job)
    made = [scene(rng, pool) for _ in range(CHUNK)]
    waves = damage.codecs(rng, np.stack([m[0] for m in made]), share=0.05)
    rows = [_row(pool, wave, sounds, below) for wave, (_, sounds, below) in zip(waves, made)]
    return [np.stack(column) for column in zip(*rows)]


def _row(pool, wave, sounds, below):
    db = log_mel(wave, TRUNK).astype(np.float16)
    count = pool.target.shape[1]
    if sounds:
        target, weight, hint, yam = lesson(pool, sounds, below)
    else:
        target, weight, hint, yam = np.zeros(count), np.ones(count), np.zeros(527), np.zeros(521)
    numbers, distance = np.full(3, -1, np.int32), np.full(3, np.nan, np.float16)
    numbers[:len(sounds)], distance[:len(sounds)] = [n for n, _ in sounds], below
    near = [int(pool.label[n]) for (n, _), b in zip(sounds, below) if b <= AUDIBLE]
    first = numbers[0]
    info = np.array([near[0] if near else -1, near[1] if len(near) > 1 else -1,
                     pool.fold[first] if first >= 0 else 0,
                     pool.source[first] if first >= 0 else -1], np.int16)
    return (db, *(x.astype(np.float16) for x in (target, weight, hint, yam)), info, numbers, distance)


PARTS = ("db", "target", "weight", "hint", "yam", "info", "cut", "below")


def add_arguments(parser):
    parser.add_argument("--scenes", type=int, default=80_000, help="how many (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")


def run(arguments):
    """Makes the shards that are missing, the held-out scenes first."""
    build(arguments, "cuts-held-out", "held-out2", SEED - 1_000_000, 6000, "calibration")
    build(arguments, "cuts", "scenes2", SEED, arguments.scenes, "train")


def build(arguments, source, name, seed, count, part):
    out = Path(arguments.cache)
    size = min(count, SHARD)
    paths = [out / (f"{name}-{i:02d}.npz" if count > SHARD else f"{name}.npz")
             for i in range(-(-count // SHARD))]
    if all(p.exists() for p in paths):
        return
    places = rooms.measured(arguments.data, part) + (
        rooms.simulated(out) if part == "train" else rooms.simulated(out, 8, 71_000_000))
    _state.update(pool=Pool(out, source), f=frequencies(), rooms=rooms.spectra(places, SIZE))
    with multiprocessing.get_context("fork").Pool(arguments.workers) as pool:
        for number, path in enumerate(paths):
            if path.exists():
                continue
            seeds = range(seed + number * SHARD, seed + number * SHARD + size // CHUNK)
            made = list(tqdm(pool.imap(chunk, seeds), path.stem, len(seeds), mininterval=10))
            half = path.with_suffix(".part")
            with open(half, "wb") as f:
                np.savez(f, **{p: np.concatenate([m[k] for m in made])
                               for k, p in enumerate(PARTS)})
            half.rename(path)
