# SPDX-License-Identifier: Apache-2.0
"""Thresholds and operating points of an ear whose scores are known."""
import numpy as np
import pytest

from soribit_training import operating
from soribit_training.matching import Tally
from soribit_training.decision import HALF_SECONDS
from soribit_training.operating import Ear, lowest_factor, shifted


def ear(real=0.8, wrong=0.4, events=20):
    """Two evenings in which each dog scores `real`, and half as often nothing scores `wrong`."""
    evenings, scores = [], {}
    for name in ("a", "b"):
        column = np.full((3600, 2), 0.01, np.float32)
        truth = []
        for i in range(events):
            at = 60 + 170 * i
            column[at:at + 6, 0] = real
            truth.append({"label": "dog", "onset": at * 0.5 + 1.6, "end": at * 0.5 + 4.0})
            if i % 2:
                column[at + 80:at + 86, 0] = wrong
        evenings.append({"file": name, "seconds": 1800.0, "present": [], "events": truth})
        scores[name] = column
    return Ear("test", ["dog", "cat"], evenings, scores, HALF_SECONDS)


def test_a_threshold_lies_just_above_what_is_wrong():
    one = ear()
    assert one.false_events("dog", 0.3) == 20 and one.false_events("dog", 0.5) == 0
    (onset, offset), (silent, _) = one.choose(per_hour=0.1)
    grid = operating.GRID
    assert onset == pytest.approx(grid[grid > 0.4].min())
    assert offset == pytest.approx(operating.OFFSET * onset)
    assert silent == pytest.approx(grid[0])  # the cat is never heard: nothing keeps it up


def test_more_false_ones_allowed_lower_the_threshold():
    assert ear().choose(per_hour=30)[0, 0] < 0.4 < ear().choose(per_hour=0.1)[0, 0]


def test_the_sweep_trades_recall_for_false_events():
    one = ear()
    sweep = one.sweep(np.array([[0.5, 0.3], [0.5, 0.3]], np.float32), ["dog"])
    found = [sum(t.lenient for t in tallies) for _, tallies in sweep]
    false = [sum(t.false for t in tallies) for _, tallies in sweep]
    assert max(found) == 40 and found[-1] == 0 and false[-1] == 0 and max(false) == 20
    factor = lowest_factor(sweep, one.hours, 0.5)
    tallies = dict(sweep)[factor]
    assert sum(t.false for t in tallies) == 0 and sum(t.lenient for t in tallies) == 40


def test_no_factor_is_good_enough():
    sweep = [(0.5, [Tally(false=9)]), (1.0, [Tally(false=3)])]
    assert lowest_factor(sweep, 1.0, 0.5) == 1.0


def test_odds_are_multiplied_and_what_never_sounds_stays_so():
    moved = shifted(np.array([[0.5, 0.3], [0.8, 0.4], [np.inf, np.inf]], np.float32), 4.0)
    assert moved[0] == pytest.approx([0.8, 0.48]) and moved[1, 0] == pytest.approx(16 / 17)
    assert np.isinf(moved[2]).all()
