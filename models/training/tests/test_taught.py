# SPDX-License-Identifier: Apache-2.0
"""The learner of own sounds, as the hub has it."""
import json

import numpy as np
import pytest

from soribit_training import data, listen, taught


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
    weights, bias, reach, onset = learner.learn([windows(learner, 1) + 0.01 * k for k in range(3)])
    assert (windows(learner, 1) @ weights + bias > 0).all()
    assert (windows(learner, 2) @ weights + bias < 0).all()
    assert learner.mean @ weights + bias <= -taught.LEAST + 0.1
    assert onset == pytest.approx(max(taught.LEAST, taught.SHARE * reach))


def test_events_begin_once_and_end_after_the_hold():
    logits = np.full(200, -9.0)
    logits[20:30] = logits[32:40] = logits[100:110] = 9.0
    starts = taught.events_in(logits)
    assert len(starts) == 2 and 20 <= starts[0] <= 22 and 100 <= starts[1] <= 102
    assert taught.events_in(np.full(50, -9.0)) == []


def home(hours, *peaks):
    """Spreads in a quiet home: each peak lasts one window, the first a minute after the begin, the others as far apart."""
    spreads = np.zeros(round(hours * 3600 / taught.KEPT))
    for i, peak in enumerate(peaks):
        spreads[60 * (i + 1)] = peak
    return [spreads]


def test_a_sound_counts_from_just_above_what_its_home_was_heard_to_be():
    at = lambda hours, *peaks: taught.home_onset(home(hours, *peaks), 10)
    assert at(25, 6) == pytest.approx(6.5, abs=0.2)
    assert at(8, 6) == pytest.approx(6.5 + 0.7 * np.log(3), abs=0.2)
    assert at(2, 9) == 10
    assert at(49, 9, 8) == pytest.approx(8.5, abs=0.2)


def test_a_home_alone_makes_no_sound_count_later_than_in_any_home():
    assert taught.home_onset(home(25, 6, *[11] * 40), 10) == pytest.approx(6.5, abs=0.2)
    assert taught.home_onset(home(25, 9.9, 9.9), 10) == 10


def test_no_sound_begins_to_count_below_a_steady_noise():
    noisy = [np.maximum(spreads, 6.1) for spreads in home(25, 21)]
    assert taught.home_onset(noisy, 10) == pytest.approx(7.7, abs=0.2)


def test_what_a_home_has_heard_is_not_what_it_is_judged_by():
    clips = [data.Clip(f"{i}.ogg", "val", "bell", "a", f"r{i // 2}", "CC0") for i in range(9)]
    first, second = taught.halves(clips)
    assert len(first) + len(second) == 9 and abs(len(first) - len(second)) <= 2
    assert not {c.recording for c in first} & {c.recording for c in second}


def test_the_report_says_what_it_is_of():
    for path in (taught.RESULT, taught.QUICK):
        report = json.loads(path.read_text())
        assert report["model"] == "home-dynamic-range" and report["hours"] == 4.0
        for row in report["ways"].values():
            low, high = row["recall95"]
            assert low <= row["recall"] <= high


def test_in_a_home_that_was_heard_more_is_found_with_as_many_false_events():
    ways = json.loads(taught.QUICK.read_text())["ways"]
    any_home, own = (ways[f"same, 5 takes, {home}"] for home in ("any home", "its own home"))
    assert own["recall"] > any_home["recall"] and own["falseADay95"][0] < any_home["falseADay"]
