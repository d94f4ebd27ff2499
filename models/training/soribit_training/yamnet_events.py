# SPDX-License-Identifier: Apache-2.0
"""The peer: YAMNet (Apache-2.0, 521 AudioSet classes) as it is, behind the hub's decision rule.

Its patches of 15,600 samples start each 8,000, as the hub would feed it. A sound's score is the
highest of the AudioSet classes that `sounds.json` names for it, so a sound without any is none
that YAMNet could find.
"""
from pathlib import Path

import numpy as np

from soribit_training.decision import Settings
from soribit_training.runner import Runner

PATCH, STEP = 15600, 8000
SETTINGS = Settings(hop=0.5, windows=2, window=PATCH / 16000)


def patches(wave):
    """[samples] -> [windows, 15600]: each sample lies in one; the end is padded with silence."""
    count = max(1, 1 + -(-(len(wave) - PATCH) // STEP))
    wave = np.pad(wave, (0, max(0, (count - 1) * STEP + PATCH - len(wave))))
    return np.lib.stride_tricks.sliding_window_view(wave, PATCH)[::STEP][:count]


def columns(names, sounds):
    """Our sound -> the columns of its AudioSet classes, for the sounds that have some."""
    at = {name: i for i, name in enumerate(names)}
    found = {sound: [at[name] for name in about["audioset"] if name in at]
             for sound, about in sounds.items() if sound != "background"}
    return {sound: which for sound, which in found.items() if which}


class Yamnet:
    """Waveform float32 [samples] at 16 kHz -> scores float32 [windows, len(self.labels)]."""

    def __init__(self, model, sounds):
        self.runner = Runner(model)
        names = Path(model).with_name("yamnet_labels.txt").read_text().split("\n")
        self.columns = columns(names, sounds)
        self.labels = list(self.columns)

    def __call__(self, wave):
        scores = self.runner.scores(patches(wave))
        return np.stack([scores[:, which].max(axis=1) for which in self.columns.values()], axis=1)
