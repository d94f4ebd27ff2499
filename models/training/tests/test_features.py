# SPDX-License-Identifier: Apache-2.0
import json

import numpy as np
import pytest

from soribit_training import golden_features
from soribit_training.features import (HOME, TRUNK, kaldi_mel, log_mel, mel_spectrum, windows,
                                       windows_count)


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


def test_the_trunk_hears_200_frames_of_10_ms_in_103_bands():
    assert TRUNK.samples() == 32352
    assert log_mel(np.zeros(32352, np.float32), TRUNK).shape == (200, 103)
    np.testing.assert_allclose(log_mel(np.zeros(32352, np.float32), TRUNK), -100, atol=1e-4)


def test_the_trunks_bands_are_mn04s():
    step = kaldi_mel(15000.0) / 129
    assert abs(kaldi_mel(TRUNK.max_frequency) - 104 * step) < 1e-6
    t = np.arange(32352) / 16000
    for bin_ in (8, 40, 100, 240):
        power = mel_spectrum(np.sin(2 * np.pi * bin_ * 31.25 * t).astype(np.float32), TRUNK)[50]
        place = float(kaldi_mel(bin_ * 31.25) / step) - 1  # in bands: its neighbours share it
        near = int(round(place))
        assert power.argmax() == near
        wide = power[max(0, near - 12):near + 13].sum()
        assert wide > 0.999 * power.sum()


def test_kaldis_triangles_of_an_impulse_match_their_formula():
    wave = np.zeros(512, np.float32)
    wave[256] = 1.0  # flat spectrum: each band is the sum of its triangle over the bins
    f = np.arange(257) * 31.25
    step = kaldi_mel(15000.0) / 129
    for band in (0, 20, 102):
        rise = kaldi_mel(f) / step - band
        expected = np.clip(np.minimum(rise, 2 - rise), 0, None).sum()
        assert mel_spectrum(wave, TRUNK)[0, band] == pytest.approx(expected, rel=1e-4)
