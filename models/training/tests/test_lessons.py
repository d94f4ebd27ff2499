# SPDX-License-Identifier: Apache-2.0
import numpy as np

from soribit_training import lessons


def rng(seed=0):
    return np.random.default_rng(seed)


def scenes(n=32, labels=5):
    db = rng().uniform(-70, -10, (n, 200, 103)).astype(np.float16)
    target = (rng(1).uniform(size=(n, labels)) < 0.3).astype(np.float16)
    hint = rng(2).uniform(size=(n, 9)).astype(np.float16)
    return db, target, np.ones_like(target), hint


def test_a_batch_is_what_the_network_takes():
    x, target, weight, hint = lessons.batch(rng(), *scenes())
    assert x.shape == (32, 200, 103, 1)
    assert all(a.dtype == np.float32 for a in (x, target, weight, hint))
    assert x.min() >= lessons.FLOOR_DB


def test_the_same_seed_gives_the_same_batch():
    for one, two in zip(lessons.batch(rng(3), *scenes()), lessons.batch(rng(3), *scenes())):
        np.testing.assert_array_equal(one, two)


def test_the_cache_is_left_as_it_is():
    given = scenes()
    lessons.batch(rng(), *given)
    for kept, expected in zip(given, scenes()):
        np.testing.assert_array_equal(kept, expected)


def mixture(below):
    """Two windows of 0 dB with one sound each; the second on top of the first."""
    x = np.zeros((2, 4, 3), np.float32)
    target, weight = np.eye(2, 4, dtype=np.float32), np.ones((2, 4), np.float32)
    hint = np.array([[0.1], [0.6]], np.float32)
    lessons.on_top(x, target, weight, hint, np.array([0]), np.array([1]),
                   np.array([below], np.float32))
    return x, target, weight, hint


def test_power_is_added():
    np.testing.assert_allclose(mixture(0.0)[0][0], 10 * np.log10(2), atol=1e-4)
    np.testing.assert_allclose(mixture(10.0)[0][0], 10 * np.log10(1.1), atol=1e-4)


def test_what_is_nearly_as_loud_is_taught_too():
    _, target, weight, hint = mixture(3.0)
    np.testing.assert_array_equal(target, [[1, 1, 0, 0], [0, 1, 0, 0]])
    np.testing.assert_array_equal(weight, 1)
    np.testing.assert_allclose(hint[0], 0.6)


def test_what_is_far_below_is_left_open():
    _, target, weight, hint = mixture(15.0)
    np.testing.assert_array_equal(target[0], [1, 0, 0, 0])
    np.testing.assert_array_equal(weight[0], [1, 0, 1, 1])
    np.testing.assert_allclose(hint[0], 0.1)


def test_a_gap_is_as_quiet_as_the_window():
    x = scenes(64)[0].astype(np.float32)
    masked = lessons.masked(rng(), x)
    changed = (masked != x).any(axis=(1, 2))
    assert 0.3 < changed.mean() < 0.8
    assert (masked.min(axis=(1, 2)) == x.min(axis=(1, 2))).all()


def test_shards_that_come_later_are_taken_up(tmp_path):
    def shard(number, value):
        db, target, weight, hint = scenes(4)
        np.savez(tmp_path / f"scenes2-{number:02d}.npz", db=np.full_like(db, value), target=target,
                 weight=weight, hint=hint)

    shard(0, 1)
    found = lessons.Scenes(tmp_path)
    assert len(found) == 4
    shard(1, 2)
    assert len(found.refresh()) == 8
    values = np.unique(found.take(rng(), 60)[0])
    np.testing.assert_array_equal(values, [1, 2])


def test_held_out_windows_are_as_the_network_takes_them(tmp_path):
    db = np.full((3, 200, 103), -90, np.float16)
    db[1] = -20
    np.savez(tmp_path / "held-out.npz", db=db, target=np.ones((3, 84), np.float16))
    x, target = lessons.judged(tmp_path / "held-out.npz", 2)
    assert x.shape == (2, 200, 103, 1) and x.dtype == target.dtype == np.float32
    assert (x[0] == lessons.FLOOR_DB).all() and (x[1] == -20).all() and target.shape == (2, 84)
