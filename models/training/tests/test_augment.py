# SPDX-License-Identifier: Apache-2.0
import numpy as np

from soribit_training import augment


def test_mixing_keeps_the_signal_to_noise_ratio():
    rng = np.random.default_rng(0)
    x = rng.standard_normal(32000).astype(np.float32)
    y = augment.mix(x, rng.standard_normal(32000).astype(np.float32) * 7, 20)
    assert abs(20 * np.log10(augment.rms(x) / augment.rms(y - x)) - 20) < 1


def test_a_cut_holds_the_sound():
    rng = np.random.default_rng(1)
    x = np.zeros(80000, np.float32)
    x[60000:62000] = 0.5
    for _ in range(20):
        assert np.abs(augment.cut(rng, x, 32192)).max() == 0.5


def test_a_short_clip_is_padded():
    found = augment.cut(np.random.default_rng(2), np.ones(100, np.float32), 32192)
    assert len(found) == 32192 and found.sum() == 100


def test_noise_has_unit_level():
    rng = np.random.default_rng(3)
    for _ in range(10):
        assert abs(augment.rms(augment.noise(rng, 16000)) - 1) < 0.01


def test_a_batch_stays_above_the_floor_and_keeps_cadences_whole():
    rng = np.random.default_rng(4)
    db = rng.uniform(-100, 20, (8, 124, 64)).astype(np.float16)
    x = augment.batch(rng, db, np.array([True, False] * 4), db[::-1])
    assert x.shape == (8, 100, 64, 1) and x.dtype == np.float32
    assert x.min() >= augment.FLOOR_DB and np.isfinite(x).all()
