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


def test_a_mixture_is_the_sum_of_powers_and_has_the_labels_of_both():
    rng = np.random.default_rng(7)
    x = rng.uniform(-60, -20, (64, 10, 8, 1)).astype(np.float32)
    x[0] = -70
    hint, target = np.arange(64, dtype=np.float32)[:, None], np.eye(64, dtype=np.float32)
    y, h, t = augment.mixed(np.random.default_rng(8), x, hint, target, share=1)
    assert np.array_equal(y[0], x[0]) and np.array_equal(t[0], target[0])
    partial = [(i, j) for i in range(64) for j in range(64) if i != j and 0 < t[i, j] < 1]
    assert len(partial) > 20
    for i, j in partial:
        gain = x[i].max() - (12 - 9 * t[i, j]) - x[j].max()
        power = 10 ** (x[i] / 10.0) + 10 ** ((x[j] + gain) / 10.0)
        assert np.allclose(y[i], 10 * np.log10(power), atol=0.01)
        assert min(i, j) < h[i, 0] < max(i, j) and abs(h[i, 0] - i) < abs(h[i, 0] - j)


def test_the_other_sound_fades_from_the_target_with_its_level():
    x = np.full((2, 4, 4, 1), -20, np.float32)
    x[:, 0] = -10
    weights = []
    for seed in range(200):
        _, _, t = augment.mixed(np.random.default_rng(seed), x, np.zeros((2, 1), np.float32),
                                np.eye(2, dtype=np.float32), share=1)
        weights.append(t[0, 1])
    assert min(weights) == 0 and max(weights) == 1 and np.std(weights) > 0.2
