# SPDX-License-Identifier: Apache-2.0
"""A model and its companion: joined as the hub joins them, and chosen without `val`."""
import numpy as np
import pytest

from soribit_training import companion, families, joint, provenance
from soribit_training.decision import HUB
from soribit_training.operating import Ear

END = {"frames": 100, "hop": 320, "fftSize": 512, "sampleRate": 16000}


def model(name, labels, onsets, **decision):
    rows = {k: {"onset": v, "offset": v / 2, "hold_ms": 4500} for k, v in zip(labels, onsets)}
    return {"id": name, "labels": labels, "frontEnd": END, "decision": decision, "confusions": [],
            "thresholds": {"default": {"onset": 0.5, "offset": 0.3}, "labels": rows}}


HOME = model("home-x", ["doorbell", "battery_chirp"], [0.8, 0.6])
SMALL = model("small-x", ["siren", "doorbell"], [0.5, 0.2])


def test_what_both_know_is_joined_and_the_rest_is_the_firsts():
    found = joint.described(HOME, SMALL, 0.25, 0.9)["thresholds"]["labels"]
    assert found["doorbell"]["onset"] == pytest.approx(0.9 * 0.8 ** 0.75 * 0.2 ** 0.25)
    assert found["doorbell"]["offset"] == pytest.approx(0.4 ** 0.75 * 0.1 ** 0.25)
    assert found["doorbell"]["hold_ms"] == 4500
    assert found["battery_chirp"] == HOME["thresholds"]["labels"]["battery_chirp"]
    assert HOME["thresholds"]["labels"]["doorbell"]["onset"] == 0.8  # the descriptor itself stays


def test_the_onset_of_alarms_with_a_timing_is_not_lowered():
    first, second = model("a", ["smoke_alarm"], [0.8]), model("b", ["smoke_alarm"], [0.2])
    found = joint.described(first, second, 0.5, 0.9)["thresholds"]["labels"]["smoke_alarm"]
    assert found["onset"] == pytest.approx(0.4)


def test_scores_are_the_weighted_geometric_mean():
    first = np.array([[0.9, 0.3], [0.0, 0.3], [1, 1]], np.float32)
    second = np.array([[0.1, 0.4], [0.1, 1.0]], np.float32)
    found = joint.scores(first, second, HOME, SMALL, 0.25)
    assert found[:, 0] == pytest.approx([0.9 ** 0.75 * 0.4 ** 0.25, 1e-6 ** 0.75], rel=1e-4)
    assert found[:, 1] == pytest.approx([0.3, 0.3])


def row(share, factor, found, false=0, in_hours=0):
    return {"share": share, "factor": factor, "found": found, "false": false, "falseInHours": in_hours}


def test_the_lowest_factor_without_a_false_event_is_taken_and_the_largest_share_that_finds_nearly_as_much():
    rows = [row(0.1, 1.0, 50), row(0.4, 1.0, 48), row(0.1, 0.9, 60), row(0.2, 0.9, 58), row(0.4, 0.9, 50),
            row(0.1, 0.8, 70), row(0.4, 0.8, 65, in_hours=1)]
    taken = companion.chosen(rows)
    assert (taken["share"], taken["factor"]) == (0.2, 0.9)
    worse = [r | {"false": 1} for r in rows]
    assert companion.chosen(worse)["factor"] == 1.0


def test_a_descriptor_without_a_companion_is_itself():
    assert joint.with_companion(HOME) == ("home-x", HOME)
    ear = Ear("home-x", HOME["labels"], [], {}, HUB)
    assert joint.heard(ear, HOME, None, {"evenings": []}) == (ear, HOME)


def test_an_unknown_companion_is_said():
    with pytest.raises(SystemExit, match="nobody"):
        joint.of(HOME | {"decision": {"companion": "nobody"}})


def test_what_ships_is_as_it_was_chosen():
    taken = families.companion()["chosen"]
    for variant in ("float32", "float16", "dynamic-range", "integer", "full-integer"):
        about = provenance.shipped(f"home-{variant}")
        assert about["decision"]["companion"] == "home-small-dynamic-range"
        assert about["decision"]["companion_onset"] == taken["factor"]
        other, share = joint.of(about)
        assert share == pytest.approx(taken["share"], abs=0.005)
        name, both = joint.with_companion(about)
        assert name == f"home-{variant}+home-small-dynamic-range"
        assert both["thresholds"]["labels"]["doorbell"]["onset"] < about["thresholds"]["labels"]["doorbell"]["onset"]
