# SPDX-License-Identifier: Apache-2.0
"""Hours of held-out sound with known onsets: what thresholds are chosen on.

Recordings that were held out of `train` (never `val`) and fresh synthesis follow each other, in
rooms, over household backgrounds, at 3 to 30 dB and at many levels; between them nothing but the
background. Each hour is made from its number alone.
"""
import json
import multiprocessing
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import augment, data, synth
from soribit_training.features import HOME, STEP, log_mel
from soribit_training.scenes import Stage

RATE = data.SAMPLE_RATE
SYNTHETIC = ("smoke_alarm", "co_alarm", "doorbell", "phone_ring", "siren", "alarm", "knock",
             "appliance_beep")
SHARE_SYNTHETIC = 0.15

_state = {}


def _sound(rng):
    """(wave with a peak of 0.5, label) of something held out."""
    if rng.uniform() < SHARE_SYNTHETIC:
        label = SYNTHETIC[int(rng.integers(len(SYNTHETIC)))]
        return synth.render(label, rng, rng.uniform(6, 14))[0], label
    labels = _state["by_label"]
    label = sorted(labels)[int(rng.integers(len(labels)))]
    path = labels[label][int(rng.integers(len(labels[label])))]
    wave = _state["stage"].clip(path)
    if rng.uniform() < 0.5:
        wave = augment.change_speed(wave, rng.uniform(0.9, 1.12))
    return wave * (0.5 / max(float(np.abs(wave).max()), 1e-4)), label


def hour(number, seconds=3600):
    """(log-mel float16 [frames, 64], [(label, onset, end)...]), all of one hour's sounds."""
    rng, stage = np.random.default_rng(10_000_000 + number), _state["stage"]
    n = seconds * RATE
    wave = np.zeros(n + 20 * RATE, np.float32)
    truth, at = [], 3.0
    while at < seconds - 1:
        sound, label = _sound(rng)
        sound = stage.in_some_room(rng, sound, 0.55)
        level = 10 ** (rng.uniform(-30, 0) / 20)
        begin = int(at * RATE)
        wave[begin:begin + len(sound)] += sound[:len(wave) - begin] * level
        truth.append((label, at, at + len(sound) / RATE))
        at += len(sound) / RATE + rng.uniform(0.5, 6)
    for begin in range(0, n, 60 * RATE):  # another background each minute, fading in and out
        part = stage.company(rng, 60 * RATE, clips=False)
        level = 10 ** (rng.uniform(-75, -38) / 20) / augment.rms(part)
        fade = np.minimum(1, np.minimum(np.arange(60 * RATE), np.arange(60 * RATE)[::-1]) / RATE)
        wave[begin:begin + 60 * RATE] += part * level * fade
    return log_mel(wave[:n]).astype(np.float16), truth


def make(root, count, cache):
    """The first `count` hours: [(log-mel, truth)...]; each is made once and kept in the cache."""
    paths = [Path(cache) / f"hour-{number:02d}.npz" for number in range(count)]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    if missing:
        _, dev = data.split_dev(data.trainable(data.read_clips(root)))
        by_label = {}
        for c in dev:
            by_label.setdefault(c.label, []).append(c.path)
        _state.update(stage=Stage(root, dev), by_label=by_label)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            made = tqdm(pool.imap(hour, missing), "hours", len(missing))
            for number, (mel, truth) in zip(missing, made):
                half = paths[number].with_suffix(".part")
                with open(half, "wb") as f:
                    np.savez(f, mel=mel, truth=json.dumps(truth))
                half.rename(paths[number])
    loaded = [np.load(path) for path in paths]
    return [(x["mel"], json.loads(str(x["truth"]))) for x in loaded]


def windows_of(mel):
    """Log-mel [frames, 64] of an hour -> windows [n, 100, 64, 1] every 0.5 s, a view."""
    view = np.lib.stride_tricks.sliding_window_view(mel, HOME.frames, axis=0)[::STEP // HOME.hop]
    return view.transpose(0, 2, 1)[..., None]
