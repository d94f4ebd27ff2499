# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import intervals
from soribit_training.matching import Heard, Tally, evening, one_to_one, tally


def heard(*onsets, label="dog", length=2.0):
    return [Heard(label, t, t + length, 0.9, t + 2.5) for t in onsets]


def test_an_onset_within_a_second_is_found():
    found = tally([(10.0, 15.0)], heard(10.9))
    assert (found.found, found.lenient, found.false) == (1, 1, 0)
    assert found.latencies == pytest.approx([3.4])


def test_a_late_onset_is_found_leniently():
    found = tally([(10.0, 15.0)], heard(12.0))
    assert found.offsets == [2.0]
    assert (found.found, found.lenient, found.repeated, found.false) == (0, 1, 0, 0)


def test_two_detections_of_one_sound_are_one_and_a_repetition():
    found = tally([(10.0, 30.0)], heard(10.2, 20.0))
    assert (found.found, found.lenient, found.repeated, found.false) == (1, 1, 1, 0)


def test_a_detection_that_began_before_its_sound_is_false_however_long_it_lasts():
    found = tally([(10.0, 15.0), (40.0, 41.0)], heard(8.5, length=100.0))
    assert (found.found, found.lenient, found.repeated, found.false) == (0, 0, 0, 1)


def test_a_false_one_may_be_a_mistake_for_another_sound():
    found = tally([], heard(50.0, 100.0), others=[(49.0, 52.0)])
    assert (found.heard, found.false, found.mistaken) == (2, 2, 1)


def test_one_detection_finds_one_sound():
    assert one_to_one([(1.0, 2.0), (2.5, 3.0)], [1.8], 1.0, lambda a, b: a + 1.0) == [(0, 0)]


def test_labels_that_the_background_contains_do_not_count():
    truth = {"present": ["speech"], "events": [{"label": "dog", "onset": 5.0, "end": 6.0}]}
    told = heard(5.1) + heard(40.0, label="speech") + heard(70.0, label="cat")
    found = evening(truth, told, ["dog", "cat", "speech", "rain"])
    assert set(found) == {"dog", "cat"}
    assert found["dog"].found == 1 and found["cat"].false == 1
    both = sum(found.values(), Tally())
    assert (both.events, both.heard, both.false) == (1, 2, 1)


def test_wilsons_interval_as_published():
    low, high = intervals.wilson(81, 263)  # Newcombe 1998, table I, method 3
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert intervals.wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert intervals.wilson(0, 0) == (0.0, 1.0)


def test_the_exact_interval_of_a_rate():
    assert intervals.poisson(0, 1) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert intervals.poisson(10, 2) == pytest.approx((4.7954 / 2, 18.3904 / 2), abs=1e-4)


def test_the_bootstrap_covers_a_mean():
    values = np.random.default_rng(0).normal(3, 1, 100)
    low, high = intervals.bootstrap(np.mean, values)
    assert low < values.mean() < high and 0.3 < high - low < 0.5
    assert np.isnan(intervals.bootstrap(lambda some: np.nan, values)).all()
