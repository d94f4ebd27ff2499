# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import cuts, data, targets

NAMES = data.labels(cuts.FAMILY)
BABY, VACUUM, SMOKE, CAT = (NAMES.index(n) for n in ("baby_cry", "vacuum", "smoke_alarm", "cat"))


def lesson(label, soft=None, whole=True, made=False, ignore=-1):
    scores = np.zeros((1, len(NAMES)), np.float32)
    for k, v in (soft or {}).items():
        scores[0, k] = v
    target, weight = targets.lesson(scores, np.array([label]), np.array([whole]),
                                    np.array([made]), np.array([ignore]))
    return target[0], weight[0]


def test_the_label_counts_and_the_teachers_fill_the_rest():
    target, weight = lesson(BABY, {BABY: 0.5, CAT: 0.2})
    assert target[BABY] == pytest.approx(0.8) and target[CAT] == pytest.approx(0.08)
    assert weight[BABY] == weight[CAT] == 1


def test_what_the_teachers_hear_beside_the_label_is_left_open():
    _, weight = lesson(BABY, {CAT: 0.6})
    assert weight[CAT] == 0 and weight[BABY] == 1


def test_what_was_made_has_its_label_alone():
    target, weight = lesson(SMOKE, {CAT: 0.9}, made=True, ignore=BABY)
    assert target[SMOKE] == 1 and target.sum() == 1
    assert weight[BABY] == 0 and weight[CAT] == 1


def test_a_fragment_leaves_its_label_open():
    assert lesson(BABY, whole=False)[1][BABY] == 0


def test_smoke_alarms_and_vacuum_cleaners_are_taught_by_their_labels_alone():
    target, weight = lesson(CAT, {VACUUM: 0.6, SMOKE: 0.2})
    assert target[VACUUM] == 0 and target[SMOKE] == 0
    assert weight[VACUUM] == 1, "not left open"
    assert lesson(VACUUM, {VACUUM: 0.1})[0][VACUUM] == 1


def test_without_a_label_the_teachers_alone_teach():
    target, weight = lesson(-1, {CAT: 0.7})
    assert target[CAT] == pytest.approx(0.7) and target.sum() == pytest.approx(0.7)
    assert (weight == 1).all()


def test_a_vacuum_cleaner_weighs_more_against_a_baby():
    assert lesson(VACUUM)[1][BABY] == 3


def test_raw_scores_are_the_geometric_mean_of_both_teachers(tmp_path):
    for name in ("mn04_as_labels.txt", "yamnet_labels.txt"):
        (tmp_path / name).write_text("Meow\nVacuum cleaner\nCat\n")
    found = targets.joint(np.array([[0.1, 0.0, 0.9]]), np.array([[0.4, 0.2, 0.1]]), tmp_path)
    assert found[0, CAT] == pytest.approx(0.6) and found[0, VACUUM] == 0
    assert np.isnan(found[0, SMOKE])


def scene(rng, sources, good_head, good_raw):
    """30 cuts of label 0 and 200 others, with a head and raw scores that are right or not."""
    label = np.r_[np.zeros(30, int), np.ones(200, int)]
    group = np.r_[np.arange(30) % sources, np.zeros(200, int)]

    def scores(good):
        return (0.4 * (label == 0) * good + rng.uniform(0.1, 0.4, 230)).astype(np.float32)

    raw = np.stack([scores(good_raw), np.full(230, np.nan, np.float32)], 1)
    heads = np.stack([scores(good_head), scores(1)], 1)
    return targets.decide(label, group, np.zeros(230, bool), raw, (heads, heads), ["a", "b"])["a"]


@pytest.mark.parametrize("sources,head,raw,choice", [
    (2, False, True, "raw"), (2, True, False, "head"), (1, True, True, "both"),
    (1, True, False, "head")])
def test_sources_decide_what_is_learnt(monkeypatch, sources, head, raw, choice):
    monkeypatch.setattr(targets, "RAW_FAILS", 0.4)
    assert scene(np.random.default_rng(1), sources, head, raw)["choice"] == choice


@pytest.mark.parametrize("raw,choice", [(0.5, "both"), (np.nan, "head")])
def test_where_synthesis_is_all_there_is_no_head_decides_alone_what_teachers_name(raw, choice):
    label, made = np.zeros(20, int), np.ones(20, bool)
    table = targets.decide(label, label, made, np.full((20, 1), raw), (None, None), ["a"])
    assert table["a"]["choice"] == choice and table["a"]["sources"] == 0


def test_one_logistic_makes_raw_scores_probabilities():
    rng = np.random.default_rng(2)
    label = rng.integers(0, 3, 3000)
    z = rng.normal(-5, 1, (3000, 3))
    z[np.arange(3000), label] += 3
    slope, offset = targets.one_logistic(targets.sigmoid(z).astype(np.float32), label)
    p = targets.sigmoid(slope * z + offset)
    assert p.mean() == pytest.approx(1 / 3, abs=0.03)
    assert p[np.arange(3000), label].mean() > 0.7


def test_others_sources_share_a_group():
    names = ["ESC-50", "ESC-50 (8-bit copy)", "Kitchen20", "somebody"]
    assert list(targets.groups(np.arange(4), names)) == [0, 0, 2, len(targets.GROUPS)]
