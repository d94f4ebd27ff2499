# SPDX-License-Identifier: Apache-2.0
import json

import numpy as np
import pytest

from soribit_training import golden_features
from soribit_training.features import HOME, log_mel, windows, windows_count


def test_a_window_is_32192_samples():
    assert HOME.samples() == 32192
    assert log_mel(np.zeros(32192, np.float32)).shape == (100, 64)


@pytest.mark.parametrize("samples,count", [(1000, 1), (32192, 1), (40191, 1), (40192, 2),
                                           (80000, 6)])
def test_windows_follow_each_other_by_half_a_second(samples, count):
    x = np.random.default_rng(0).standard_normal(samples).astype(np.float32)
    found = windows(x)
    assert found.shape == (count, 100, 64) and windows_count(samples) == count
    if count > 1:
        np.testing.assert_allclose(found[1], log_mel(x[8000:8000 + 32192]), atol=1e-3)


def test_silence_is_the_floor():
    np.testing.assert_allclose(log_mel(np.zeros(32192, np.float32)), -70, atol=1e-4)


@pytest.mark.parametrize("name", golden_features.SPECS)
def test_agrees_with_librosa(name):
    spec, x = golden_features.SPECS[name], golden_features.signal()
    np.testing.assert_allclose(log_mel(x, spec), golden_features.librosa_log_mel(x, spec),
                               atol=2e-3)


def test_the_committed_golden_vectors_are_librosas():
    text = (golden_features.GOLDEN / "features.json").read_text()
    golden = json.loads(text)
    assert len(text) < 300_000
    x = golden_features.signal()
    np.testing.assert_allclose(golden["signal"]["first"], x[:8], atol=1e-7)
    for case in golden["cases"]:
        expected = golden_features.librosa_log_mel(x, golden_features.SPECS[case["name"]])
        np.testing.assert_allclose(case["values"], expected, atol=2e-3)
