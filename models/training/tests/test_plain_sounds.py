# SPDX-License-Identifier: Apache-2.0
"""Simple clean sounds, as a demonstration synthesises them, are recognised."""
import json

import numpy as np
import pytest

from soribit_training import augment
from soribit_training import data
from soribit_training import probe

FOLDER = data.MODELS / "home" / "dynamic-range"


@pytest.fixture(scope="module")
def model():
    from soribit_training.runner import Runner

    about = json.loads((FOLDER / "model.json").read_text())
    return Runner(FOLDER / about["file"]), about


@pytest.mark.parametrize("name", [n for n, (label, _) in probe.SOUNDS.items() if label])
def test_a_plain_sound_is_recognised(model, name):
    label, make = probe.SOUNDS[name]
    wave = make()
    wave = wave * (0.5 / np.abs(wave).max())
    wave = wave + 0.001 * augment.coloured_noise(np.random.default_rng(0), len(wave), 1.0)
    score, _, other, passed = probe.heard(*model, label, wave)
    assert passed == [label]


@pytest.mark.parametrize("name", [n for n, (label, _) in probe.SOUNDS.items()
                                  if not label])
def test_silence_and_noise_are_nothing(model, name):
    label, make = probe.SOUNDS[name]
    assert probe.heard(*model, label, make())[3] == []
