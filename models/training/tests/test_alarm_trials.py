# SPDX-License-Identifier: Apache-2.0
"""The recordings of the trials are made from their numbers alone, and are counted right."""
from pathlib import Path

import numpy as np
import pytest

from soribit_training import alarm_trials, hub


@pytest.mark.parametrize("kind", [k for k in alarm_trials.KINDS if k != "voice"])
def test_a_recording_is_made_from_its_number_alone(kind):
    make, _ = alarm_trials.KINDS[kind]
    (first, label), (again, _) = (make(np.random.default_rng([1, 2, 3]), 3) for _ in range(2))
    assert np.array_equal(first, again)
    assert 0.01 < np.abs(first).max() <= 0.51
    assert label is None or label in hub.sounds()


def test_what_is_told_is_counted():
    a, b = Path("a.wav"), Path("b.wav")
    rows = [{"file": "a.wav", "label": "co_alarm", "onset": 5.1, "end": 9.0},
            {"file": "a.wav", "label": "speech", "onset": 0.0, "end": 9.0},
            {"file": "b.wav", "label": "smoke_alarm", "onset": 7.0, "end": 9.0}]
    found = alarm_trials.told(rows, [a, b])
    assert found == {"a.wav": [("co_alarm", 5.1, 9.0)], "b.wav": [("smoke_alarm", 7.0, 9.0)]}
    line = alarm_trials.line("co_long", {a: "co_alarm", b: "co_alarm"}, found)
    assert line == ("| co_long | 2 | 1 of 2 | 1 | +0.1 (+0.1) | 1 | "
                    "co_alarm 1, smoke_alarm 1 |")


def test_look_alikes_are_neither_t3_nor_t4():
    for number in range(40):
        wave, label = alarm_trials.look_alike(np.random.default_rng([7, number]), number)
        assert label is None and len(wave) >= 10 * alarm_trials.RATE
