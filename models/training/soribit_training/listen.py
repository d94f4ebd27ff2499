# SPDX-License-Identifier: Apache-2.0
"""A model as the hub runs it, in Python: a wave, cut into windows one hop apart, to scores.

For measurements on hours of sound without a hub; what the cards of `home-small` say was measured through the hub, of `home` in Python.
"""
import json
import multiprocessing
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import data, operating
from soribit_training.decision import settings_of
from soribit_training.features import FrontEnd, log_mel
from soribit_training.runner import Runner

HOP = 0.24
BATCH = 10  # recordings between two savings
NAMES = {"sampleRate": "sample_rate", "fftSize": "fft_size", "minFrequency": "min_frequency",
         "maxFrequency": "max_frequency"}

_state = {}


def front_end(about):
    """The `FrontEnd` of a `model.json`."""
    return FrontEnd(**{NAMES.get(key, key): value for key, value in about["frontEnd"].items()
                       if key != "type"})


class Listener:
    """A model's folder -> scores. Calling it with a wave float32 [samples] gives float32
    [windows, labels], one window each `hop` seconds; the last window that fits is the last."""

    def __init__(self, folder, hop=HOP, output=0):
        self.about = described(folder)
        self.labels, self.spec = self.about["labels"], front_end(self.about)
        self.step = round(hop * self.spec.sample_rate / self.spec.hop)
        self.runner = Runner(Path(folder) / self.about["file"], output)

    @property
    def window(self):
        """Seconds of a window."""
        return self.spec.samples() / self.spec.sample_rate

    def __call__(self, wave):
        need = self.spec.samples()
        mel = log_mel(np.pad(wave, (0, max(0, need - len(wave)))), self.spec)
        frames = self.spec.frames
        starts = range(0, len(mel) - frames + 1, self.step)
        return self.runner.scores([mel[a:a + frames, :, None] for a in starts])


def _scores(path):
    import soundfile

    if "listener" not in _state:
        _state["listener"] = Listener(_state["folder"], _state["hop"])
    wave, _ = soundfile.read(str(path), dtype="float32", always_2d=True)
    return Path(path).name, _state["listener"](wave.mean(axis=1))


def files(folder, paths, hop=HOP, workers=2):
    """File name -> scores of each file, by `workers` processes."""
    _state.clear()
    _state.update(folder=str(folder), hop=hop)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return dict(tqdm(pool.imap_unordered(_scores, paths), "listening", len(paths),
                         mininterval=10))


def kept(folder, names, make):
    """File name -> scores, kept in the folder; what is missing is made, some files at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in names if not (folder / f"{name}.npy").exists()]
    for first in range(0, len(missing), BATCH):
        for name, scores in make(missing[first:first + BATCH]).items():
            np.save(folder / f"{name}.npy", scores)
    return {name: np.load(folder / f"{name}.npy") for name in names}


def names(truth):
    return [e["file"] for e in truth["evenings"]]


def bundle(about):
    """The folder of a shipped model."""
    return data.MODELS / about["family"] / about["variant"]


def described(folder):
    """The `model.json` of a bundle."""
    return json.loads((Path(folder) / "model.json").read_text())


def ear_of(model, folder, truth, workers=2):
    """A bundle heard in Python over the evenings of a folder; scores are kept beside them."""
    about = described(model)
    found = kept(folder / f"python-{about['id']}-{about['sha256'][:12]}", names(truth),
                 lambda some: files(model, [folder / name for name in some], workers=workers))
    return operating.Ear(about["id"], about["labels"], truth["evenings"], found, settings_of(about))
