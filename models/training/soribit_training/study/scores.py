# SPDX-License-Identifier: Apache-2.0
"""What a form says of the frames: raw outputs, cached by the file's sha256, and times by turns."""
import hashlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training.runner import Runner

PROCESSES, CHUNK = 2, 64
_worker = {}


def normalised(db):
    """Decibels to about zero mean and unit spread: what our networks do in their first layer."""
    return (db + 40) / 20


def cast(x, kind):
    """Numbers as integers without scale and zero point: cut off, and wrapped around."""
    return np.asarray(x, np.float32).astype(np.int32).astype(kind)


FEEDS = {"quantised": lambda runner, x: runner.quantise(x),
         "cast": lambda runner, x: cast(x, runner.input["dtype"]),
         "normalised, cast": lambda runner, x: cast(normalised(x), runner.input["dtype"])}


@dataclass(frozen=True)
class Outputs:
    """Raw outputs [n, labels] in the file's own type, and what they mean."""
    raw: np.ndarray
    scale: float
    zero: int

    def scores(self):
        """float32 [n, labels]."""
        if self.raw.dtype == np.float32:
            return self.raw
        return ((self.raw.astype(np.float32) - self.zero) * self.scale).astype(np.float32)


def _open(model, frames):
    _worker.update(runner=Runner(Path(model)), frames=np.load(frames, mmap_mode="r"))


def _run(job):
    begin, feed = job
    runner, x = _worker["runner"], _worker["frames"][begin:begin + CHUNK]
    return np.stack([runner.raw(FEEDS[feed](runner, one)) for one in x])


class Judge:
    """Runs files over the frames, in processes of one thread each; what was run is not run again."""

    def __init__(self, cache, frames, processes=PROCESSES):
        self.cache, self.processes = Path(cache), processes
        self.cache.mkdir(parents=True, exist_ok=True)
        self.frames = frames
        self.key = hashlib.sha256(np.ascontiguousarray(frames.x)).hexdigest()
        self.path = self.cache / f"frames-{self.key[:12]}.npy"
        if not self.path.exists():
            np.save(self.path, frames.x)

    def outputs(self, content, feed="quantised"):
        """TFLite bytes -> Outputs of all frames."""
        sha = hashlib.sha256(content).hexdigest()
        found = hashlib.sha256(f"{sha} {self.key} {feed}".encode()).hexdigest()[:24]
        path = self.cache / f"scores-{found}.npz"
        if not path.exists():
            model = self.cache / f"{sha[:16]}.tflite"
            model.write_bytes(content)
            scale, zero = Runner(content).output["quantization"]
            np.savez(path, raw=self._all(model, feed), scale=scale, zero=zero)
            model.unlink()
        with np.load(path) as stored:
            return Outputs(stored["raw"], float(stored["scale"]), int(stored["zero"]))

    def _all(self, model, feed):
        jobs = [(begin, feed) for begin in range(0, len(self.frames.x), CHUNK)]
        if self.processes == 1:
            _open(model, self.path)
            return np.concatenate([_run(job) for job in jobs])
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.processes, context, _open, (model, self.path)) as pool:
            return np.concatenate(list(tqdm(pool.map(_run, jobs), feed, len(jobs), leave=False)))


def milliseconds(contents, rounds=5, runs=20):
    """{name: TFLite bytes} -> {name: median milliseconds of one inference on one thread}.

    The files take turns, so that whatever else the machine does strikes all alike.
    """
    runners = {name: Runner(content) for name, content in contents.items()}
    times = {name: [] for name in runners}
    for _ in tqdm(range(rounds), "times", leave=False):
        for name, runner in runners.items():
            times[name].append(runner.milliseconds(runs))
    return {name: float(np.median(values)) for name, values in times.items()}
