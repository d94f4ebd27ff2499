# SPDX-License-Identifier: Apache-2.0
"""Decisions from ears whose scores are known."""
from dataclasses import replace

import numpy as np
import pytest

from soribit_training import decisions, tails
from soribit_training.decision import HUB, settings_of
from soribit_training.operating import Ear
from soribit_training.targets import logit, sigmoid

URGENCIES = {"baby_cry": "urgent", "vacuum": "info", "gunshot": "urgent"}
SECONDS = 3600


def ear(rng, columns, evenings):
    """Noise at a logit of -5 +- 0.7, and what `columns` add: {label: [(evening, at, for, logit)]}."""
    labels, n = list(columns), int(SECONDS / HUB.hop)
    z = rng.normal(-5, 0.7, (len(evenings), n, len(labels)))
    for k, marks in enumerate(columns.values()):
        for evening, at, length, height in marks:
            z[evening, int(at / HUB.hop):int((at + length) / HUB.hop) + 1, k] = height
    return Ear("test", labels, evenings,
               {e["file"]: sigmoid(v).astype(np.float32) for e, v in zip(evenings, z)})


def evening(i, *events, present=()):
    return {"file": f"{i}.wav", "seconds": float(SECONDS), "present": list(present),
            "events": [{"label": k, "onset": a, "end": b} for k, a, b in events]}


def test_stretches_join_over_short_pauses():
    z = np.full(30, -9.0)
    z[[3, 4, 8, 20]] = 1.0
    assert tails.stretches(z, -6, 4) == [(3, 8), (20, 20)]
    assert tails.stretches(z, 5, 4) == []


def test_erosion_keeps_what_stays():
    z = np.array([0.0, 3, 0, 3, 3, 3, 0])
    assert tails.eroded(z, 3).tolist() == [0, 0, 0, 3, 0, 0, 0]
    assert tails.eroded(z, 1) is z


def peaks(values, weight=0.1):
    return [tails.Peak(float(v), weight, 0, 0) for v in values]


def test_what_is_seen_often_enough_is_counted():
    onset, scale = tails.onset_for(peaks(range(20)), rate=0.55)  # 5 of 20 in 10 hours
    assert 14 < onset < 15 and scale is None


def test_what_is_rarer_than_the_hours_is_extrapolated():
    seen = peaks(np.random.default_rng(0).exponential(1.0, 500), 1 / 50)
    onset, scale = tails.onset_for(seen, rate=1 / 5000)
    # 10 an hour: one in 5,000 hours lies ln(50,000) = 10.8 scales up
    assert onset == pytest.approx(10.8, abs=2.5) and scale == pytest.approx(1, abs=0.35)
    assert tails.onset_for(seen, rate=1 / 50000)[0] == pytest.approx(onset + 2.3 * scale, abs=0.1)


def test_no_peak_at_all_is_the_lowest_onset():
    assert tails.onset_for([], 0.1) == (pytest.approx(float(logit(np.array(tails.LOWEST)))), None)


def test_peaks_are_false_where_nothing_of_the_label_sounds():
    every = [evening(0, ("baby_cry", 100, 110)), evening(1), evening(2, present=["baby_cry"])]
    one = ear(np.random.default_rng(1), {"baby_cry": [(0, 100, 10, 4.0), (1, 500, 5, 3.0),
                                                      (2, 5, 5, 6.0)]}, every)
    z = [logit(one.scores[e["file"]][:, 0]) for e in every]
    found = [p for p in tails.false_peaks(z, every, "baby_cry", HUB) if p.value > 0]
    assert [(p.evening, round(p.value)) for p in found] == [(1, 3)]
    assert found[0].weight == pytest.approx(1 / 2)  # two hours in which nothing happens


def test_a_pair_is_learnt_that_is_wrong_together_and_right_apart():
    every = [evening(0), evening(1)]
    wrong = [(i, at, 5, 2.0) for i in (0, 1) for at in range(100, 1000, 100)]
    over = [(i, at - 5, 20, 5.0) for i in (0, 1) for at in range(100, 1000, 100)]
    one = ear(np.random.default_rng(2), {"baby_cry": wrong, "vacuum": over}, every)
    present = np.tile([True, False], (40, 1))
    apart = np.tile(np.float32([0.9, 0.1]), (40, 1))
    assert decisions.confusions(one, URGENCIES, (apart, present)) == [("baby_cry", "vacuum", 0.5)]
    together = np.where(np.arange(40)[:, None] < 5, np.float32([0.6, 0.9]), apart)
    assert decisions.confusions(one, URGENCIES, (together, present)) == []  # babies and vacuum cleaners
    assert decisions.confusions(one, URGENCIES, (apart, present & False)) == []  # nobody knows


def test_short_sounds_are_smoothed_less():
    every = [evening(i, *[("gunshot", a, a + 0.5) for a in range(100, 3000, 200)])
             for i in range(3)] + [evening(3), evening(4)]
    shots = [(i, a, 0.3, 2.0) for i in range(3) for a in range(100, 3000, 200)]
    one = ear(np.random.default_rng(3), {"gunshot": shots}, every)
    one = replace(one, settings=settings_of(
        {"labels": one.labels, "thresholds": {"labels": {}, "default": {}},
         "frontEnd": {"frames": 100, "hop": 320, "fftSize": 512, "sampleRate": 16000}}))
    row = decisions.choose(one, "gunshot", 0.05)
    assert row["recall"] == 1.0 and row["smoothing_ms"] < decisions.DEFAULT
    assert row["min_ms"] == 0 and row["onset"] < float(sigmoid(2.0))


def test_an_alarm_with_long_pauses_is_held():
    every = [evening(i, ("co_alarm", 100, 160)) for i in range(2)]
    calls = [(i, a, 0.5, 4.0) for i in range(2) for a in range(100, 160, 6)]
    one = ear(np.random.default_rng(4), {"co_alarm": calls}, every)
    row = {"onset": 0.5, "offset": 0.2, "smoothing_ms": 240}
    assert decisions.hold_for(one, "co_alarm", row) == 6.5
    steady = ear(np.random.default_rng(4), {"co_alarm": [(i, 100, 60, 4.0) for i in range(2)]}, every)
    assert decisions.hold_for(steady, "co_alarm", row) == decisions.HOLD_AT_LEAST["co_alarm"]
    bell = [(i, a, 2.5, 4.0) for i in range(2) for a in np.arange(100, 160, 6.5)]
    rung = [evening(i, ("door", 100, 160)) for i in range(2)]
    slow = ear(np.random.default_rng(4), {"door": bell}, rung)
    assert decisions.hold_for(slow, "door", row) == 4.5
    held = ear(np.random.default_rng(4), {"door": [(i, 100, 60, 4.0) for i in range(2)]}, rung)
    assert decisions.hold_for(held, "door", row) == 3.0


def test_the_budget_of_an_urgency_is_shared_by_its_labels():
    rates = decisions.per_label(URGENCIES, ["baby_cry", "gunshot", "vacuum"])
    assert rates["baby_cry"] == rates["gunshot"] == pytest.approx(0.05)
    assert rates["vacuum"] == pytest.approx(1.0)


def test_the_page_tells_every_label():
    every = [evening(0, ("baby_cry", 100, 110)), evening(1)]
    one = ear(np.random.default_rng(5), {"baby_cry": [(0, 100, 10, 4.0)], "vacuum": []}, every)
    report = decisions.decided(one, URGENCIES, (np.zeros((1, 2)), np.zeros((1, 2), bool)))
    text = decisions.page(report, URGENCIES)
    assert "| baby_cry |" in text and "| vacuum |" in text and report["hours"] == 2.0
    assert set(report["labels"]["baby_cry"]) >= {"onset", "offset", "smoothing_ms", "min_ms",
                                                 "hold_ms"}


def test_one_label_is_decided_with_those_it_is_confused_with():
    every = [evening(0)]
    one = ear(np.random.default_rng(6), {"gunshot": [], "baby_cry": [], "vacuum": []}, every)
    one = replace(one, settings=replace(HUB, confusions=((1, 2, 0.5), (0, 2, 0.4))))
    small = decisions.narrowed(one, "baby_cry")
    assert small.labels == ["baby_cry", "vacuum"] and small.settings.confusions == ((0, 1, 0.5),)
    np.testing.assert_array_equal(small.scores["0.wav"], one.scores["0.wav"][:, 1:])
