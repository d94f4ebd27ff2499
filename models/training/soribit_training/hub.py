# SPDX-License-Identifier: Apache-2.0
"""Runs the hub's own `analyze` over recordings."""
import json
import math
import subprocess
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

from soribit_training import data

LAUNCHER = data.PROJECT / "runtime" / "soribit"
SOUNDS = data.PROJECT / "bundles/api/src/main/resources/io/soribit/api/sounds.json"


def sounds():
    """The hub's kinds of sound: id -> {"urgency", "audioset", ...}."""
    return {s["id"]: s for s in json.loads(SOUNDS.read_text(encoding="utf-8"))}


def analyze(launcher, model, files, windows=False, folder=None):
    """The lines of `analyze --json` as dicts, in the order of the files. Needs a built hub.

    `folder` is the hub's data folder, where its configuration lies; without one, its own.

    Raises CalledProcessError, with the hub's own words, if a file or the model cannot be used.
    """
    command = [str(launcher), "analyze", "--json", "--model", model]
    command += ["--windows"] if windows else []
    command += ["--data", str(folder)] if folder else []
    run = subprocess.Popen(command + [str(f) for f in files], stdout=subprocess.PIPE, text=True)
    with run.stdout as lines:
        for line in lines:
            if line.startswith("{"):
                yield json.loads(line)
    if run.wait():
        raise subprocess.CalledProcessError(run.returncode, command)


def events(launcher, model, files):
    """File name -> [(label, onset, end, score)] that the hub tells of."""
    found = {Path(f).name: [] for f in files}
    for row in analyze(launcher, model, files):
        found[Path(row["file"]).name].append((row["label"], row["onset"], row["end"],
                                              row["score"]))
    return found


def scores(launcher, model, files, labels):
    """File name -> float32 [windows, labels], the scores that the hub's windows had."""
    found = {Path(f).name: [] for f in files}
    for row in analyze(launcher, model, files, windows=True):
        found[Path(row["file"]).name].append(
            np.array([row["scores"][label] for label in labels], np.float32))
    return {name: np.stack(rows) for name, rows in found.items()}


def heard(sound, rate):
    """Mono float32 [-1, 1] as the hub hears a recording: without offset and rumble.

    Two second-order stages make a Butterworth high-pass of fourth order at 40 Hz (coefficients after the
    Audio EQ Cookbook), which begins as if the mean of the first 20 ms had been there for ever.
    """
    x = sound.astype(np.float32)
    constant = float(np.mean(x[:rate // 50], dtype=np.float64))
    for q in (0.541196100146197, 1.306562964876377):
        angle = 2 * math.pi * 40 / rate
        alpha = math.sin(angle) / (2 * q)
        gain = (1 + math.cos(angle)) / 2 / (1 + alpha)
        b = [gain, -2 * gain, gain]
        a = [1, -2 * math.cos(angle) / (1 + alpha), (1 - alpha) / (1 + alpha)]
        state = [-gain * constant, gain * constant]
        x = lfilter(b, a, x.astype(np.float64), zi=state)[0].astype(np.float32)
        constant = 0.0
    return x
