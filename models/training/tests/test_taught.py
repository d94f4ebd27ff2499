# SPDX-License-Identifier: Apache-2.0
"""The learner of own sounds, as the hub has it."""
import json

import numpy as np
import pytest

from soribit_training import listen, taught


@pytest.fixture(scope="module")
def learner():
    trunk = listen.described(taught.MODEL)["embedding"]["trunk"]
    return taught.Learner(taught.TARGET / f"{trunk}.json")


def windows(learner, sound, count=3):
    """Some values far above what homes have, others for each sound; a little of everything."""
    far = np.random.default_rng(sound).integers(12, size=len(learner.mean)) == 0
    small = np.random.default_rng(100 + sound).normal(0, 0.1, (count, len(learner.mean)))
    return (learner.mean + 1.2 * far + small).astype(np.float32)


def test_spreads_are_those_of_homes(learner):
    """In each listed direction the spread is the root of its variance, apart from rounding to a byte."""
    for i in (0, 10, 100):
        direction = learner.directions[i]
        assert learner.spread(direction) == pytest.approx(np.sqrt(learner.above[i] + learner.rest), rel=0.05)


def test_what_was_taught_counts_and_nothing_else(learner):
    weights, bias = learner.learn([windows(learner, 1) + 0.01 * k for k in range(3)])
    assert (windows(learner, 1) @ weights + bias > 0).all()
    assert (windows(learner, 2) @ weights + bias < 0).all()
    assert learner.mean @ weights + bias <= -taught.LEAST + 0.1


def test_events_begin_once_and_end_after_the_hold():
    logits = np.full(200, -9.0)
    logits[20:30] = logits[32:40] = logits[100:110] = 9.0
    starts = taught.events_in(logits)
    assert len(starts) == 2 and 20 <= starts[0] <= 22 and 100 <= starts[1] <= 102
    assert taught.events_in(np.full(50, -9.0)) == []


def test_the_report_says_what_it_is_of():
    report = json.loads(taught.RESULT.read_text())
    assert report["model"] == "home-dynamic-range" and report["hours"] == 4.0
    for row in report["ways"].values():
        low, high = row["recall95"]
        assert low <= row["recall"] <= high
