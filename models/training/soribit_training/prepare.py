# SPDX-License-Identifier: Apache-2.0
"""Step 1: augmented windows, their labels and the teacher's hints, cached as arrays.

    python prepare.py --data ../../../shared/data --teacher ../../../shared/models/yamnet.tflite \\
                      --cache <a directory with 2 GB to spare>

Writes into the cache directory:
    train_db.npy    float16 [n, 124, 64]  decibels, floor -100 (training cuts 100 frames of 124)
    train_hint.npy  float16 [n, 1024]     the teacher's embedding of the dry sound
    train_info.npy  int32   [n, 2]        label, may be cut anywhere (1) or at the start only (0)
    dev_*.npy       the same for recordings held out of `train`, 2 s and softly augmented
"""
import argparse
import multiprocessing
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from soribit_training import augment
from soribit_training import chimes
from soribit_training import data
from soribit_training import synth
from soribit_training.features import HOME, compress, mel_spectrum

CACHED = 124
SAMPLES = (CACHED - 1) * HOME.hop + HOME.fft_size
EACH = 560  # windows per label of an ordinary size
EACH_LARGE = 850  # labels with many recordings are undersampled to this
EACH_KITCHEN = 400
SYNTHETIC = {"smoke_alarm": 1300, "co_alarm": 1000, "doorbell": 1500, "chime": 800, "knock": 700,
             "phone_ring": 900, "siren": 500, "alarm": 300, "background": 2200, "pause": 300,
             "plain_chime": 500, "steady_hum": 150, "part smoke_alarm": 400, "part co_alarm": 400,
             "part doorbell": 400, "part phone_ring": 250, "part knock": 150}
DEV_SYNTHETIC = {"smoke_alarm": 150, "co_alarm": 150, "doorbell": 150, "chime": 100,
                 "background": 300, "pause": 100, "knock": 20, "phone_ring": 20, "siren": 20,
                 "part smoke_alarm": 60, "part co_alarm": 60, "part doorbell": 60,
                 "part phone_ring": 30, "part knock": 20}
NAMES = {"chime": "doorbell", "plain_chime": "doorbell", "pause": "background",
         "steady_hum": "background"}  # what is learnt of a kind; parts are background, too
STEADY = ("background", "pause", "steady_hum")

_state = {}


def _start(arguments):
    _state.update(arguments)
    _state["rooms"] = data.load_rooms(arguments["data"])
    _state["backgrounds"] = data.load_backgrounds(arguments["data"])


def _company(rng, n):
    """n samples of something else: a background recording, another clip, or noise."""
    choice = rng.uniform()
    if choice < 0.3:
        wave = _state["backgrounds"][int(rng.integers(len(_state["backgrounds"])))]
    elif choice < 0.6:
        wave = data.load(_state["data"], _state["others"][int(rng.integers(len(_state["others"])))])
    else:
        return augment.noise(rng, n)
    if len(wave) < n:
        wave = np.tile(wave, -(-n // len(wave)))
    start = int(rng.integers(0, len(wave) - n + 1))
    part = wave[start:start + n]
    return part if augment.rms(part) > 1e-4 else augment.noise(rng, n)


def _scene(rng, wave, gentle=False):
    """A dry sound as a microphone in a home would hear it."""
    if rng.uniform() < (0.3 if gentle else 0.5):
        wave = augment.in_room(wave, _state["rooms"][int(rng.integers(len(_state["rooms"])))])
    if rng.uniform() < (0.3 if gentle else 0.4):
        wave = augment.mix(wave, _company(rng, len(wave)), rng.uniform(10 if gentle else 3, 25))
    if rng.uniform() < 0.5:
        wave = augment.mix(wave, augment.noise(rng, len(wave)), rng.uniform(25, 55))
    return wave


def _store(at, wave, dry, label, free):
    from soribit_training.teacher import Teacher

    if "teach" not in _state:
        _state["teach"] = Teacher(_state["teacher"])
        for name in ("db", "hint", "info"):
            _state[name] = np.load(_state["out"] + f"_{name}.npy", mmap_mode="r+")
    _state["db"][at] = compress(mel_spectrum(wave), floor=1e-10)
    _state["hint"][at] = _state["teach"](dry)
    _state["info"][at] = (label, free)


def _real(job):
    """One clip -> its windows."""
    at, count, path, label, seed, gentle = job
    rng = np.random.default_rng(seed)
    clip = data.load(_state["data"], path)
    for i in range(count):
        wave = clip
        if not gentle and i and rng.uniform() < 0.6:
            wave = augment.change_speed(wave, rng.uniform(0.87, 1.15))
        dry = augment.cut(rng, wave, SAMPLES)
        wave = dry if i == 0 else _scene(rng, dry, gentle)
        _store(at + i, wave, dry, label, 1)


def _synthetic(job):
    """One synthesised kind -> `count` windows."""
    at, count, kind, label, seed, played = job
    rng = np.random.default_rng(seed)
    for i in range(count):
        free = 0
        if kind == "chime":
            free = 1
            dry = augment.cut(rng, augment.change_speed(played[i % len(played)],
                                                        rng.uniform(0.8, 1.25)), SAMPLES, 9.0)
        elif kind == "pause":
            dry = synth.pause(rng, SAMPLES)
        else:
            dry = np.zeros(SAMPLES, np.float32)
            make = synth.part if kind.startswith("part ") else synth.window
            inner = make(kind.removeprefix("part "), rng, HOME.samples())
            dry[:len(inner)] = inner
        wave = dry if kind in STEADY else _scene(rng, dry)
        _store(at + i, wave, dry, label, free)


def plan_real(clips, dev):
    """How many windows of each clip: [(count, clip)...]; large labels are undersampled."""
    by_label = defaultdict(list)
    for c in clips:
        by_label[c.label].append(c)
    plan = []
    for label, members in sorted(by_label.items()):
        if dev:
            plan += [(4 if len(members) < 8 else 1, c) for c in members]
            continue
        want = EACH if len(members) < 60 else EACH_LARGE
        if members[0].source == "Kitchen20":
            want = EACH_KITCHEN
        for i, c in enumerate(members):
            plan.append((want * (i + 1) // len(members) - want * i // len(members), c))
    return [(n, c) for n, c in plan if n]


def build(name, clips, synthetic, arguments, seed):
    """Fills the arrays of one side, `train` or `dev`, with two processes."""
    ids = {label: i for i, label in enumerate(data.labels())}
    real = plan_real(clips, name == "dev")
    total = sum(n for n, _ in real) + sum(synthetic.values())
    out = str(Path(arguments["cache"]) / name)
    for part, shape, kind in (("db", (total, CACHED, HOME.bands), np.float16),
                              ("hint", (total, 1024), np.float16), ("info", (total, 2), np.int32)):
        np.lib.format.open_memmap(f"{out}_{part}.npy", "w+", kind, shape).flush()
    played = chimes.render(np.random.default_rng(seed), 330 if name == "train" else 66)
    jobs, at = [], 0
    for n, clip in real:
        jobs.append((_real, (at, n, clip.path, ids[clip.label], seed + at, name == "dev")))
        at += n
    for kind, count in synthetic.items():
        source = "doorbell" if kind == "chime" and not played else kind
        learnt = "background" if kind.startswith("part ") else NAMES.get(kind, kind)
        for begin in range(0, count, 50):
            n = min(50, count - begin)
            part = [played[i % len(played)] for i in range(begin, begin + n)] \
                if source == "chime" else None
            jobs.append((_synthetic, (at, n, source, ids[learnt], seed + at, part)))
            at += n
    order = np.random.default_rng(seed).permutation(len(jobs))
    state = dict(arguments, out=out, others=[c.path for c in clips])
    started = time.time()
    with multiprocessing.get_context("fork").Pool(2, _start, (state,)) as pool:
        for k, _ in enumerate(pool.imap_unordered(_call, [jobs[i] for i in order], 4)):
            if k % 500 == 0:
                print(f"{name}: {k} of {len(jobs)} jobs, {time.time() - started:.0f} s", flush=True)
    print(f"{name}: {total} windows in {time.time() - started:.0f} s", flush=True)


def _call(job):
    job[0](job[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=str(data.DEFAULT_DATA))
    parser.add_argument("--teacher", default=str(data.DEFAULT_DATA.parent / "models/yamnet.tflite"))
    parser.add_argument("--cache", required=True)
    arguments = vars(parser.parse_args())
    Path(arguments["cache"]).mkdir(parents=True, exist_ok=True)
    train, dev = data.split_dev(data.trainable(data.read_clips(arguments["data"])))
    print(len(train), "clips to train on,", len(dev), "held out", flush=True)
    build("dev", dev, DEV_SYNTHETIC, arguments, 700_000_000)
    build("train", train, SYNTHETIC, arguments, 1)


if __name__ == "__main__":
    main()
