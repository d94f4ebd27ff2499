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


def test_a_batch_stays_above_the_floor():
    rng = np.random.default_rng(4)
    db = rng.uniform(-100, 20, (8, 100, 64)).astype(np.float16)
    x = augment.batch(rng, db)
    assert x.shape == (8, 100, 64, 1) and x.dtype == np.float32
    assert x.min() >= augment.FLOOR_DB and np.isfinite(x).all()


def test_two_sounds_are_mixed_by_their_loud_parts():
    rng = np.random.default_rng(5)
    tick = np.zeros(32000, np.float32)
    tick[:800] = 0.5
    y = augment.mix(rng.standard_normal(32000).astype(np.float32), tick, 6, loud=True)
    assert np.isfinite(y).all()
    assert abs(augment.loudness(rng.standard_normal(32000)) - 1) < 0.1


def test_a_cheap_microphone_keeps_the_length_and_stays_finite():
    rng = np.random.default_rng(6)
    for _ in range(30):
        y = augment.microphone(rng, 0.3 * rng.standard_normal(8000).astype(np.float32))
        assert y.shape == (8000,) and y.dtype == np.float32 and np.isfinite(y).all()
