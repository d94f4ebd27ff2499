# SPDX-License-Identifier: Apache-2.0
"""Training can go on from what is shipped."""
import json
from types import SimpleNamespace

import numpy as np
import pytest

from soribit_training import data
from soribit_training.runner import Runner
from test_trunk import module, published  # noqa: F401 - a fixture

SHIPPED = data.MODELS / "home" / "float32"


@published
def test_a_student_hears_what_the_shipped_model_hears(trunk, tmp_path):
    from soribit_training import shipped

    shipped.run(SimpleNamespace(cache=tmp_path, bundle=SHIPPED))
    student = trunk.student(len(data.labels("home")))
    student.load_weights(tmp_path / "home" / "average.weights.h5")
    windows = np.random.default_rng(0).uniform(-70, 0, (3, 200, 103)).astype(np.float32)
    logits = student.predict(windows[..., None], verbose=0)[0]
    expected = Runner((SHIPPED / "model.tflite").read_bytes()).scores(windows)
    np.testing.assert_allclose(1 / (1 + np.exp(-logits)), expected, atol=1e-5)
    assert json.loads((tmp_path / "home" / "state.json").read_text())["rounds"] > 0


def test_a_training_is_not_replaced(trunk, tmp_path):
    from soribit_training import shipped

    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "state.json").write_text("{}")
    with pytest.raises(SystemExit, match="holds a training already"):
        shipped.run(SimpleNamespace(cache=tmp_path, bundle=SHIPPED))
