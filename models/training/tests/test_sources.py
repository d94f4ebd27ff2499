# SPDX-License-Identifier: Apache-2.0
"""Heads that have not heard a source, and a bundle heard in Python."""
import numpy as np
import pytest

from soribit_training import data, features, listen, sources
from soribit_training.runner import Runner


def test_a_clip_is_cut_every_two_seconds():
    assert sources.cut_up(np.zeros(1000, np.float32)).shape == (1, 32352)
    wave = np.arange(32352 + 4 * 16000, dtype=np.float32)
    assert [w[0] for w in sources.cut_up(wave)] == [0, 32000, 64000]
    assert len(sources.cut_up(np.zeros(60 * 16000, np.float32))) == sources.MOST


def two_sources(rng, n=120):
    """Embeddings of which the first number tells the label everywhere, the second in one source."""
    source, y = np.repeat([0, 1], n), np.tile([0, 1], n)
    x = rng.normal(0, 1, (2 * n, 4))
    x[:, 0] += 2 * y
    x[:, 1] += 8 * y * (source == 0)
    return x, y[:, None], source


def test_a_head_scores_a_source_it_has_not_heard():
    rng = np.random.default_rng(0)
    x, y, source = two_sources(rng)
    nothing = (np.zeros((0, 4)), np.zeros((0, 1), int))
    found = sources.unheard(x, y, source, nothing)
    ap = sources.precisions(found, y, ["a"])["a"]
    whole = sources.precisions(sources.fitted(x, y)(x), y, ["a"])["a"]
    assert 0.6 < ap < whole


def test_synthesis_teaches_what_one_source_alone_has():
    rng = np.random.default_rng(1)
    x = rng.normal(0, 1, (200, 3))
    y = (np.arange(200) < 20).astype(int)[:, None]
    x[:20, 0] += 4
    source = (np.arange(200) < 100).astype(int)  # the label in one source alone
    alone = sources.unheard(x, y, source, (np.zeros((0, 3)), np.zeros((0, 1), int)))
    made = rng.normal(0, 1, (60, 3))
    made[:30, 0] += 4
    taught = sources.unheard(x, y, source, (made, (np.arange(60) < 30).astype(int)[:, None]))
    assert (alone[:20] == -20).all()
    assert sources.precisions(taught, y, ["a"])["a"] > 0.8


def test_figures_have_intervals_over_recordings():
    rng = np.random.default_rng(2)
    y = (np.arange(300) % 3 == 0).astype(int)[:, None]
    good, poor = y + rng.normal(0, 0.3, y.shape), y + rng.normal(0, 2, y.shape)
    mean, above = sources.intervals_of({"YAMNet raw": poor, "ours": good}, y, ["a"],
                                       np.arange(300) // 2)
    assert mean["ours"]["low"] <= mean["ours"]["value"] <= mean["ours"]["high"]
    assert above["ours"]["low"] > 0 and "YAMNet raw" not in above
    page = sources.page({"clips": 300, "sources": 2, "mean": mean, "aboveYamnet": above,
                         "groups": {"a": {"clips": 100, "sources": 2, "YAMNet raw": 0.5,
                                          "ours": 0.9}}})
    assert "| a | 100 | 2 | 0.50 | 0.90 |" in page


@pytest.mark.parametrize("spec", [features.HOME, features.TRUNK])
def test_a_front_end_comes_back_from_its_descriptor(spec):
    assert listen.front_end({"frontEnd": features.to_json(spec)}) == spec


def test_a_bundle_is_heard_as_its_windows_are():
    folder = data.MODELS / "home" / "float32"
    listener = listen.Listener(folder, hop=0.5)
    wave = np.random.default_rng(3).normal(0, 0.05, 48000).astype(np.float32)
    scores = listener(wave)
    windows = features.windows(wave, listener.spec, 8000)
    assert scores.shape == (len(windows), len(listener.labels))
    direct = Runner(folder / listener.about["file"]).scores(windows[..., None])
    np.testing.assert_allclose(scores, direct, atol=1e-5)
    assert listener(wave[:100]).shape[0] == 1
