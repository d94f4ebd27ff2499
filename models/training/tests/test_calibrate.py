# SPDX-License-Identifier: Apache-2.0
import numpy as np

from soribit_training import calibrate


def overconfident(rng, n=4000, labels=3):
    z = rng.normal(-2, 2, (n, labels))
    truth = (rng.uniform(size=z.shape) < 1 / (1 + np.exp(-z))).astype(np.float32)
    return (3 * z + 1).astype(np.float32), truth


def test_platt_scaling_undoes_overconfidence():
    logits, truth = overconfident(np.random.default_rng(0))
    scale, offset = calibrate.platt(logits, truth)
    np.testing.assert_allclose(scale, 1 / 3, atol=0.05)
    np.testing.assert_allclose(offset, -1 / 3, atol=0.2)
    before = calibrate.calibration_error(1 / (1 + np.exp(-logits)), truth)
    after = calibrate.calibration_error(1 / (1 + np.exp(-(scale * logits + offset))), truth)
    assert after < 0.03 < before


def test_a_label_without_examples_follows_the_others():
    logits, truth = overconfident(np.random.default_rng(1))
    logits[:, 2] = -40
    truth[:, 2] = 0
    scale, _ = calibrate.platt(logits, truth)
    assert np.isfinite(scale).all() and abs(scale[2] - scale[0]) < 0.15


def scored(highest_other):
    """An hour in which the label sounds from 100 s to 110 s, and something else at 200 s."""
    scores = np.zeros((7200, 1), np.float32)
    scores[200:220] = 0.9
    scores[400:404] = highest_other
    return [(scores, [("doorbell", 100.0, 110.0)])] * 10


def test_the_onset_lies_above_what_others_reach():
    low = calibrate.choose(scored(0.05), ["doorbell"])["doorbell"]
    assert low["onset"] == 0.1 and low["recall"] == 1 and low["falsePer10Hours"] == 0
    high = calibrate.choose(scored(0.5), ["doorbell"])["doorbell"]
    assert 0.5 < high["onset"] <= 0.54 and high["recall"] == 1
    assert high["offset"] == round(0.6 * high["onset"], 3)


def test_a_label_that_cannot_be_told_apart_says_so():
    found = calibrate.choose(scored(1.0), ["doorbell"])["doorbell"]
    assert found["onset"] == 0.98 and found["falsePer10Hours"] == 10
