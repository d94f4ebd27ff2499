# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import dry, integers


def test_ends_of_even_values_are_kept_and_hold_zero():
    assert integers.ends(np.linspace(-10, 10, 20001), -10, 10) == pytest.approx((-10, 10))
    assert integers.ends(np.linspace(2, 4, 1001), 2, 4) == pytest.approx((0, 4))


def test_a_rare_extreme_value_does_not_widen_the_range():
    values = np.concatenate([np.linspace(-1, 1, 1_000_000), [5.0]])
    low, high = integers.ends(values, -1.0, 5.0)
    assert high < 2.5 and low == -1.0


def test_hard_swishs_own_floor_is_kept():
    values = np.concatenate([np.full(9999, 1.0), [-2.25]])
    assert integers.ends(values, -2.25, 1.0)[0] == -2.25


@pytest.fixture(name="model")
def network():
    tf = pytest.importorskip("tensorflow", reason="only training installs TensorFlow")
    layers = tf.keras.layers
    tf.keras.utils.set_random_seed(1)
    inputs = tf.keras.Input((6, 6, 1))
    x = layers.Conv2D(4, 3, name="first")(inputs)
    x = layers.ReLU(name="first_act")(x)
    x = layers.Conv2D(4, 1, name="second")(x)
    return tf.keras.Model(inputs, layers.GlobalAveragePooling2D(name="mean")(x))


def test_what_is_fused_is_rounded_once(model):
    assert integers.rounded_layers(model) == ["first_act", "second", "mean"]


def test_values_are_rounded_to_256_steps(model):
    x = np.random.default_rng(0).normal(size=(64, 6, 6, 1)).astype(np.float32)
    limits = integers.ranges(model, ["mean"], x)
    exact, rounded = model(x).numpy(), integers.simulated(model, limits)(x).numpy()
    low, high = limits["mean"]
    step = (high - low) / 255
    assert 0 < np.abs(np.clip(exact, low, high) - rounded).max() <= step
    assert len(np.unique(np.round(rounded / step))) < len(np.unique(exact))


def test_what_is_simulated_trains_the_model_itself(model):
    limits = integers.ranges(model, ["mean"], np.ones((4, 6, 6, 1), np.float32))
    simulated = integers.simulated(model, limits)
    assert simulated.get_layer("first") is model.get_layer("first")


def test_dry_cuts_are_chosen_evenly():
    label = np.repeat([0, 1, -1], [500, 20, 50])
    made = np.zeros(570, bool)
    made[400:500] = True
    rows = dry.chosen(label, made)
    assert np.array_equal(rows, np.unique(rows)) and label[rows].min() == 0
    assert (label[rows] == 1).sum() == 20
    assert (~made[rows] & (label[rows] == 0)).sum() == dry.RECORDED
    assert made[rows].sum() == dry.MADE
