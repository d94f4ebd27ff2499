# SPDX-License-Identifier: Apache-2.0
"""The trunk is the published network, and what the hub runs is what was trained."""
import numpy as np
import pytest

from soribit_training import data, teachers
from soribit_training.features import TRUNK, log_mel

GOLDEN = data.SHARED / "models" / "mn04_as_golden.npz"
published = pytest.mark.skipif(not GOLDEN.exists(), reason="the published weights lie beside the "
                                                           "project, or nowhere")


@pytest.fixture(name="trunk", scope="module")
def module():
    pytest.importorskip("tensorflow", reason="only training installs TensorFlow")
    from soribit_training import trunk

    return trunk


@pytest.fixture(name="golden", scope="module")
def numbers():
    with np.load(GOLDEN) as stored:
        return {name: stored[name] for name in stored.files}


def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x)))


@published
def test_the_published_numbers_come_out(trunk, golden):
    embedding, logits = trunk.load(trunk.published())(golden["mel"].transpose(0, 2, 1)[..., None])
    np.testing.assert_allclose(embedding, golden["embedding"], atol=1e-4)
    np.testing.assert_allclose(sigmoid(logits), golden["probability"], atol=1e-4)


@published
def test_its_own_front_end_gives_the_published_features(golden):
    for wave, expected in zip(golden["wave"], golden["mel"]):
        np.testing.assert_allclose(teachers.mn04_features(wave)[:200].T, expected, atol=1e-3)


def test_our_decibels_are_its_features(trunk):
    """Above the floor, where the published logarithm bends; away from the lowest bands, whose
    few bins the pre-emphasis weights unequally."""
    wave = 0.2 * np.random.default_rng(0).standard_normal(34000).astype(np.float32)
    ours = (log_mel(wave, TRUNK)[:200] - trunk.quiet()) * trunk.FACTOR + (np.log(1e-5) + 4.5) / 5
    theirs = teachers.mn04_features(teachers.doubled(wave)[192:])[1:201, :103]
    assert np.abs(ours - theirs)[:, 8:].mean() < 0.01
    assert abs((ours - theirs).mean()) < 0.01


def test_a_gain_is_a_shift(trunk):
    np.testing.assert_allclose(trunk.quiet(10.0), trunk.quiet() - 10, atol=1e-4)


@pytest.fixture(name="student", scope="module")
def trained(trunk):
    """A student whose every weight counts, as after training."""
    model, rng = trunk.student(7), np.random.default_rng(1)
    for layer in model.layers:
        if layer.weights and layer.name != "above_quiet":
            layer.set_weights([w + rng.normal(0, 0.05, w.shape) for w in layer.get_weights()])
    return model


def decibels(count=3):
    return np.random.default_rng(2).uniform(-70, 20, (count, 200, 103, 1)).astype(np.float32)


def test_what_the_hub_runs_is_what_was_trained(trunk, student):
    scale = np.linspace(0.5, 1.5, 7).astype(np.float32)
    offset = np.linspace(-1, 1, 7).astype(np.float32)
    logits = student(decibels())[0] * scale + offset
    np.testing.assert_allclose(trunk.classifier(trunk.deployed(student), scale, offset)(decibels()),
                               sigmoid(logits), atol=1e-4)


def test_what_the_hub_runs_needs_no_operator_that_integers_lack(trunk, student):
    layers = trunk.classifier(trunk.deployed(student)).layers
    names = {type(layer).__name__ for layer in layers}
    kinds = {layer.get_config().get("activation") for layer in layers}
    assert "Dropout" not in names
    assert kinds <= {None, "linear", "relu", "sigmoid"}


def test_the_halves_that_finishing_learns_by_make_the_whole(student):
    from soribit_training import finish

    first, second = finish.halves(student)
    for got, expected in zip(second(first(decibels())), student(decibels())):
        np.testing.assert_allclose(got, expected, atol=1e-4)
    learnt = {layer.name for layer in second.layers if layer.trainable_variables}
    assert learnt and all(name.startswith(finish.LEARNT) for name in learnt)


def test_it_is_small(trunk, student):
    from soribit_training import network

    hub = trunk.classifier(trunk.deployed(student))
    assert network.multiply_adds(hub) <= 60e6
    assert hub.count_params() <= 1_500_000
