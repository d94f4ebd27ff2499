# SPDX-License-Identifier: Apache-2.0
"""The second output of the home model."""
import base64
import json

import numpy as np
import pytest

from soribit_training import families, outputs
from soribit_training.cards import VARIANTS
from soribit_training.runner import Runner

HOME = families.FAMILIES["home"]
ROUNDING = 5e-3  # kernels of processors without AVX-512 round otherwise: 1.3e-3; the hub's own proof allows 0.1


def bundle(variant):
    folder = HOME.bundle(variant)
    return (folder / "model.tflite").read_bytes(), json.loads((folder / "model.json").read_text())


def golden(variant):
    """(Golden windows in decibels, their scores by label)."""
    found = json.loads((HOME.bundle(variant) / "golden.json").read_text())
    windows = [np.frombuffer(base64.b64decode(w["features"]), np.int8).astype(np.float32) * found["scale"]
               for w in found["windows"]]
    return windows, [w["scores"] for w in found["windows"]]


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_packed_is_exposed_and_described(variant):
    content, about = bundle(variant)
    same, embedding = outputs.exposed(content)
    assert same == content
    assert about["embedding"] == outputs.described(HOME, embedding)
    assert embedding["output"] == 1 and embedding["shape"] == [1, 768]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_scores_stay_what_they_were(variant):
    content, about = bundle(variant)
    for window, expected in zip(*golden(variant)):
        scores = dict(zip(about["labels"], Runner(content).scores([window])[0]))
        for label, score in expected.items():
            assert scores[label] == pytest.approx(score, abs=ROUNDING)


def test_all_variants_make_nearly_the_same_of_a_sound():
    windows, _ = golden("float32")
    found = {v: Runner(bundle(v)[0], 1).scores(windows[:3]).ravel() for v in VARIANTS}
    for variant in VARIANTS:
        a, b = found[variant], found["float32"]
        assert a @ b / np.sqrt((a @ a) * (b @ b)) > 0.95, variant


def test_another_tensor_becomes_another_output():
    content, _ = bundle("float32")
    more, embedding = outputs.exposed(content, "hidden_act_1/Mul")
    assert embedding["output"] == 2 and embedding["shape"] == [1, 256]
    window = golden("float32")[0][0]
    assert np.array_equal(Runner(more).scores([window]), Runner(content).scores([window]))
    assert Runner(more, 2).scores([window]).shape == (1, 256)


def test_a_name_that_is_none_or_several_is_refused():
    content, _ = bundle("float32")
    with pytest.raises(ValueError, match="0 tensors"):
        outputs.exposed(content, "no such tensor")
