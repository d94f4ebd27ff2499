# SPDX-License-Identifier: Apache-2.0
"""The committed variants are what their descriptions say; nothing of TensorFlow is needed."""
import hashlib
import json

import pytest

from soribit_training import calibrate, data
from soribit_training.features import to_json

HOME = data.MODELS / "home"
TYPES = {"float32": "float32", "float16": "float32", "dynamic-range": "float32",
         "integer": "float32", "full-integer": "int8"}


@pytest.mark.parametrize("variant", TYPES)
def test_model_and_description_agree(variant):
    about = json.loads((HOME / variant / "model.json").read_text())
    content = (HOME / variant / about["file"]).read_bytes()
    assert about["id"] == f"home-{variant}"
    assert about["family"] == "home" and about["variant"] == variant
    assert about["sha256"] == hashlib.sha256(content).hexdigest()
    assert content[4:8] == b"TFL3" and len(content) <= 3_000_000
    assert about["labels"] == data.labels()
    assert about["frontEnd"] == to_json()
    assert about["input"] == {"shape": [1, 100, 64, 1], "type": TYPES[variant]}
    assert about["output"] == {"shape": [1, len(data.labels())], "type": TYPES[variant]}


@pytest.mark.parametrize("variant", TYPES)
def test_thresholds_are_sensible(variant):
    limits = json.loads((HOME / variant / "model.json").read_text())["thresholds"]
    assert set(limits["labels"]) == set(data.labels())
    for limit in [limits["default"], *limits["labels"].values()]:
        assert calibrate.ONSETS[0] <= limit["onset"] <= calibrate.ONSETS[-1]
        assert 0.59 <= limit["offset"] / limit["onset"] <= 0.61


@pytest.mark.parametrize("variant", TYPES)
def test_the_card_has_measured_figures(variant):
    card = json.loads((HOME / variant / "model.json").read_text())["card"]
    assert "non-commercial" in card["licence"] and card["limits"]
    assert card["metrics"]["esc50Fold4"] >= 0.80
