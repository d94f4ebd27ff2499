# SPDX-License-Identifier: Apache-2.0
"""The committed results are about the committed models, and the page says what they say."""
import hashlib
import json

import pytest

from soribit_training import data
from soribit_training.study import RESNET50, RESULTS, bundle, page

RESULTS_FILE = json.loads((RESULTS / "study.json").read_text(encoding="utf-8"))
FAMILIES = RESULTS_FILE["families"]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_resnet50_is_the_one_measured():
    about, content = bundle.read(RESNET50), sha256(RESNET50 / "model.tflite")
    assert about["sha256"] == content == FAMILIES["resnet50"]["forms"]["float16"]["sha256"]
    assert FAMILIES["resnet50"]["source"] == {"form": "float16", "sha256": content}
    assert about == bundle.descriptor("float16", (RESNET50 / "model.tflite").read_bytes(),
                                      FAMILIES["resnet50"]["training"])


@pytest.mark.parametrize("family,variant", [
    (family, folder.name) for family in FAMILIES if family != "resnet50"
    for folder in sorted((data.MODELS / family).iterdir())])
def test_the_home_models_are_those_measured(family, variant):
    content = sha256(data.MODELS / family / variant / "model.tflite")
    assert FAMILIES[family]["forms"][variant]["sha256"] == content


def test_a_home_model_was_measured():
    assert {"home", "home-small"} & set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("where", ["forms", "hub"])
def test_integers_are_within_one_point_of_float32(family, where):
    table = FAMILIES[family][where]
    for form in ("integer", "full-integer"):
        assert table[form]["f1"] >= table["float32"]["f1"] - page.POINT


def test_the_page_is_written_from_the_results():
    assert (data.MODELS / "README.md").read_text(encoding="utf-8") == page.text(RESULTS_FILE)


def test_each_plot_of_the_page_is_there():
    for name in ("forms", "calibration", "learning", *(f"collapse-{f}" for f in FAMILIES)):
        assert f"{name}.svg)" in page.text(RESULTS_FILE)
        assert "<text" in (RESULTS / f"{name}.svg").read_text(encoding="utf-8")
