# SPDX-License-Identifier: Apache-2.0
"""The forms inside the hub: its own scores of the same frames, and its own time of a window.

The hub takes models from bundles. The study makes one of each form, adds it to a copy of the
distribution as the feature `model-<family>`, and runs `soribit analyze --windows` over `val`
with a hop of 1.6 s. Times come from the benchmarks: the hub's session, one thread, by turns.
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

from soribit_training import data
from soribit_training.hub import analyze
from soribit_training.study import bundle, frames

VERSION = "study"


def distribution():
    """The hub's folder; built by `runtime/soribit` if it is missing or old."""
    subprocess.run([data.PROJECT / "runtime/soribit", "--version"], check=True,
                   stdout=subprocess.DEVNULL)
    return next((data.PROJECT / "runtime/distribution/target").glob("*/*/bin/soribit")).parents[1]


def copy(work):
    """A copy of the distribution in `work`, to add models to."""
    return Path(shutil.copytree(distribution(), Path(work) / "hub"))


def add(hub, folder):
    """Gives a hub the model of a folder, as the only one of the family's feature."""
    about = bundle.read(folder)
    name = f"io.soribit.model.{about['family']}.{about['variant']}"
    bundle.jar(folder, hub / f"lib/{name}-{VERSION}.jar")
    (hub / f"features/model-{about['family']}.json").write_text(json.dumps({
        "feature-resource-version": "1.0", "id": f"io.soribit:model-{about['family']}:{VERSION}",
        "bundles": [{"id": f"io.soribit:{name}:{VERSION}", "start-level": 11}]}))


def analyse(hub, model, root, work):
    """{(clip, start in milliseconds): scores} of each window of `val`, as the hub scores it."""
    etc = Path(work) / "data/etc"
    etc.mkdir(parents=True, exist_ok=True)
    (etc / "io.soribit.engine.cfg").write_text(f"hop_ms = {round(1000 * frames.SECONDS)}\n")
    val = Path(root).resolve() / "val"
    found = {}
    for window in analyze(hub / "bin/soribit", model, [val], windows=True, folder=etc.parent):
        clip = Path(window["file"]).relative_to(val.parent).as_posix()
        found[clip, round(1000 * window["start"])] = window["scores"]
    return found


def scores(found, judged, labels):
    """The hub's windows in the order of the frames: float32 [n, labels]. Each must be there."""
    return np.array([[found[clip, round(1000 * start)][label] for label in labels]
                     for clip, start in zip(judged.clip, judged.start)], np.float32)


def milliseconds(folders, work):
    """{variant: median milliseconds of one inference in the hub's session}, one core."""
    sys.path.insert(0, str(data.PROJECT / "runtime/benchmarks"))
    import bench

    models = Path(work) / "models"
    shutil.rmtree(models, ignore_errors=True)
    models.mkdir(parents=True)
    for folder in folders:
        (models / Path(folder).name).symlink_to(Path(folder).resolve())
    audio = bench.synthesise(Path(work), data.SAMPLE_RATE)
    bench.HUB_FLAGS = ["-Xmx512m", "-XX:+UseSerialGC"]  # as `analyze` has: for models this large
    told = bench.Java(models, audio).main("io.soribit.benchmarks.WindowTimes",
                                          *(Path(folder).name for folder in folders))
    return json.loads(told)
