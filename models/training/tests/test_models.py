# SPDX-License-Identifier: Apache-2.0
"""The committed variants are what their descriptions say; nothing of TensorFlow is needed."""
import hashlib
import json

import pytest

from soribit_training import calibrate, decisions, families
from soribit_training.features import to_json

TYPES = {"float32": "float32", "float16": "float32", "dynamic-range": "float32",
         "integer": "float32", "full-integer": "int8"}
HOME = [("home", variant) for variant in TYPES]
SMALL = [("home-small", "dynamic-range"), ("home-small", "integer")]


def described(family, variant):
    folder = families.FAMILIES[family].bundle(variant)
    return folder, json.loads((folder / "model.json").read_text())


@pytest.mark.parametrize("name,variant", HOME + SMALL)
def test_model_and_description_agree(name, variant):
    family, (folder, about) = families.FAMILIES[name], described(name, variant)
    content = (folder / about["file"]).read_bytes()
    assert about["id"] == f"{name}-{variant}"
    assert about["family"] == name and about["variant"] == variant
    assert about["version"] == family.version
    assert about["sha256"] == hashlib.sha256(content).hexdigest()
    assert content[4:8] == b"TFL3" and len(content) <= 3_000_000
    assert about["labels"] == family.labels()
    spec = family.front_end
    assert about["frontEnd"] == to_json(spec)
    assert about["input"] == {"shape": [1, spec.frames, spec.bands, 1], "type": TYPES[variant]}
    assert about["output"] == {"shape": [1, len(family.labels())], "type": TYPES[variant]}


@pytest.mark.parametrize("variant", ["integer", "full-integer"])
def test_integers_are_small(variant):
    assert (families.FAMILIES["home"].bundle(variant) / "model.tflite").stat().st_size <= 1_500_000


@pytest.mark.parametrize("name,variant", SMALL)
def test_thresholds_of_the_small_model_are_sensible(name, variant):
    limits = described(name, variant)[1]["thresholds"]
    assert set(limits["labels"]) == set(families.FAMILIES[name].labels())
    for limit in [limits["default"], *limits["labels"].values()]:
        assert calibrate.ONSETS[0] <= limit["onset"] <= calibrate.ONSETS[-1]
        assert 0.59 <= limit["offset"] / limit["onset"] <= 0.61


@pytest.mark.parametrize("name,variant", HOME)
def test_decisions_are_sensible(name, variant):
    about = described(name, variant)[1]
    labels = about["thresholds"]["labels"]
    assert set(labels) == set(families.FAMILIES[name].labels())
    for row in labels.values():
        assert decisions.LOWEST <= row["onset"] <= decisions.HIGHEST
        assert 0 < row["offset"] < row["onset"]
        assert row["smoothing_ms"] in decisions.SMOOTHINGS
        assert row["min_ms"] in decisions.MINIMUMS
        assert row["hold_ms"] / 1000 in decisions.HOLDS
    assert about["decision"] == {"smoothing_ms": decisions.DEFAULT} | families.FAMILIES["home"].joined()
    for pair in about["confusions"]:
        assert {pair["label"], pair["while"]} <= set(about["labels"]) and 0 < pair["factor"] < 1


@pytest.mark.parametrize("name,variant", SMALL)
def test_a_small_one_counts_less_beside_others(name, variant):
    assert described(name, variant)[1]["decision"] == families.FAMILIES["home-small"].joined()


def test_the_companion_is_one_that_ships():
    for name, variant in HOME:
        companion = described(name, variant)[1]["decision"]["companion"]
        assert companion in [described(*small)[1]["id"] for small in SMALL]


@pytest.mark.parametrize("name,variant", HOME + SMALL)
def test_the_card_has_measured_figures(name, variant):
    card = described(name, variant)[1]["card"]
    assert "non-commercial" in card["licence"] and card["limits"]
    assert card["metrics"]["esc50Fold4"] >= 0.80


@pytest.mark.parametrize("name,variant", HOME[1:])
def test_every_variant_is_within_a_point_of_float32(name, variant):
    whole, mine = (described(name, v)[1]["card"]["metrics"] for v in ("float32", variant))
    for figure in ("esc50Fold4", "householdMap"):
        assert mine[figure] >= whole[figure] - 0.01
