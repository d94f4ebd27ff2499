# SPDX-License-Identifier: Apache-2.0
import json
import zipfile

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

from soribit_training import data
from soribit_training.features import log_mel
from soribit_training.runner import Runner
from soribit_training.study import bundle, figures, frames, measure, metrics, page, scores, trials

GOLDEN = data.TRAINING / "golden"
TINY = {"float32": "tiny-float32", "float16": "tiny-float16", "dynamic-range": "tiny-dynamic-range",
        "integer": "tiny-int8-per-channel", "full-integer": "tiny-full-int8"}


def tiny(name):
    return (GOLDEN / f"{name}.tflite").read_bytes()


def windows(count=200, seed=0):
    return np.random.default_rng(seed).uniform(-58, 31, (count, 16, 12)).astype(np.float32)


@pytest.fixture(name="judge")
def judge_of_what_float32_says(tmp_path):
    """Frames whose labels are what the tiny float32 net says of them: its F1 is 1."""
    x = windows()
    label = Runner(tiny("tiny-float32")).scores(x).argmax(1)
    judged = frames.Frames(x, label, np.repeat(np.arange(50).astype(str), 4), np.arange(200.0))
    return scores.Judge(tmp_path, judged, processes=1)


def test_metrics_are_scikit_learns():
    rng = np.random.default_rng(4)
    label, found = rng.integers(1, 6, 300), rng.uniform(size=(300, 8))
    found[np.arange(300), label] += rng.uniform(0, 0.8, 300)
    ours = metrics.single(found, label)
    theirs = precision_recall_fscore_support(label, found.argmax(1), average="macro",
                                             labels=np.unique(label), zero_division=0)
    assert [ours["precision"], ours["recall"], ours["f1"]] == pytest.approx(theirs[:3])
    assert ours["accuracy"] == accuracy_score(label, found.argmax(1))


def test_a_constant_answer_has_hardly_any_f1():
    label = np.repeat([0, 1, 2, 3], 10)
    found = np.tile([1.0, 0, 0, 0], (40, 1))
    assert metrics.single(found, label) == {
        "precision": 0.0625, "recall": 0.25, "f1": pytest.approx(0.1), "accuracy": 0.25}


def test_thresholds_and_clips():
    found = np.array([[0.6, 0.6], [0.2, 0.9], [0.4, 0.1], [0.1, 0.2]])
    label = np.array([0, 1, 0, 0])
    at_half = metrics.above(found, label, 0.5)
    assert (at_half["precision"], at_half["recall"]) == (0.75, pytest.approx((1 / 3 + 1) / 2))
    assert metrics.of_clips(found, label, np.array(["a", "b", "c", "c"])) == 1.0
    assert metrics.of_clips(found, label, np.array(["a", "b", "c", "c"])) != \
        metrics.single(found, label)["accuracy"]


@pytest.mark.parametrize("samples,first", [
    (1000, [0]), (32192, [0]), (32193, [0, 25600]), (57792, [0, 25600]),
    (80000, [0, 25600, 51200])])
def test_each_sample_lies_in_a_frame(samples, first):
    assert list(frames.starts(samples)) == first
    wave = np.random.default_rng(5).standard_normal(samples).astype(np.float32)
    found = frames.cut(wave)
    assert found.shape == (len(first), 100, 64)
    rest = np.pad(wave[first[-1]:], (0, 32192))[:32192]
    np.testing.assert_allclose(found[-1], log_mel(rest), atol=1e-3)


def test_recordings_that_were_learnt_are_not_judged():
    rows = [data.Clip(f"{split}/{i}.ogg", split, "dog", "x", recording, "CC0")
            for i, (split, recording) in enumerate([("train", "a"), ("val", "a"), ("val", "b")])]
    kept, left = frames.judged(rows)
    assert [c.path for c in kept] == ["val/2.ogg"] and [c.path for c in left] == ["val/1.ogg"]


def test_labels_follow_the_models_own_order():
    names = data.labels()
    judged = frames.Frames(np.zeros((2, 100, 64)), np.array([0, 5]), np.array(["a", "b"]),
                           np.zeros(2))
    other = ["background", *reversed(names)]
    assert [other[k] for k in judged.of(other).label] == [names[0], names[5]]


def test_every_form_hears_the_same(judge):
    table = {form: measure.figures(judge.outputs(tiny(name)).scores(), judge.frames)
             for form, name in TINY.items()}
    assert table["float32"]["f1"] == 1
    assert all(one["f1"] > 0.9 for one in table.values())


@pytest.mark.parametrize("name,feed", [("tiny-full-int8", "cast"), ("tiny-full-uint8", "cast"),
                                       ("tiny-full-int8", "normalised, cast")])
def test_features_that_are_cast_ruin_a_sound_model(judge, name, feed):
    exact = judge.outputs(tiny("tiny-float32")).scores()
    right, wrong = (np.abs(judge.outputs(tiny(name), how).scores() - exact).mean()
                    for how in ("quantised", feed))
    assert right < 0.002 and wrong > 0.02


@pytest.mark.parametrize("name", ["tiny-full-int8", "tiny-full-uint8"])
def test_raw_outputs_keep_their_order_but_no_threshold(judge, name):
    found = judge.outputs(tiny(name))
    np.testing.assert_array_equal(found.raw.argmax(1), found.scores().argmax(1))
    assert found.scores().max() <= 1 < found.raw.max()


def test_outputs_come_from_the_cache_the_second_time(judge):
    first = judge.outputs(tiny("tiny-float32"))
    stored = next(judge.cache.glob("scores-*.npz"))
    np.savez(stored, raw=first.raw * 2, scale=0.0, zero=0)
    np.testing.assert_array_equal(judge.outputs(tiny("tiny-float32")).raw, 2 * first.raw)


def test_processes_keep_the_order_of_the_frames(judge, tmp_path):
    several = scores.Judge(tmp_path / "several", judge.frames, processes=2)
    np.testing.assert_array_equal(several.outputs(tiny("tiny-float32")).raw,
                                  judge.outputs(tiny("tiny-float32")).raw)


def test_a_cast_wraps_around():
    assert scores.cast([-70.6, 3.9, 130.0], np.int8).tolist() == [-70, 3, -126]
    assert scores.cast([-70.6, 3.9], np.uint8).tolist() == [186, 3]


def test_trials_are_told_apart():
    assert len({t.name for t in trials.TRIALS}) == len(trials.TRIALS)
    assert {t.group for t in trials.TRIALS} <= set(figures.GROUPS)
    assert {t.calibration for t in trials.TRIALS} <= set(trials.CALIBRATIONS)
    assert {t.feed for t in trials.TRIALS} <= set(scores.FEEDS)


def test_the_nearest_trials_explain_a_collapse():
    found = [{"name": n, "form": f, "f1": v} for n, f, v in [
        ("a", "integer", 0.05), ("b", "integer", 0.16), ("c", "integer", 0.5),
        ("d", "full-integer", 0.0), ("e", "full-integer", 0.3)]]
    told = measure.explained(found, {"float32": {"f1": 0.5}})
    assert [t["name"] for t in told["integer"]["trials"]] == ["b", "a"]
    assert told["full-integer"]["trials"][0] == {"name": "d", "share": 0.0}


def test_a_model_bundle_is_data_and_a_manifest(tmp_path):
    bundle.write(tmp_path / "integer", "integer", tiny("tiny-full-int8"))
    about = bundle.read(tmp_path / "integer")
    assert about["id"] == "resnet50-integer" and about["labels"] == data.labels()
    assert about["input"] == {"shape": [1, 16, 12, 1], "type": "int8"}
    bundle.jar(tmp_path / "integer", tmp_path / "x.jar")
    with zipfile.ZipFile(tmp_path / "x.jar") as jar:
        assert jar.namelist() == ["META-INF/MANIFEST.MF", "model.json", "model.tflite"]
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    assert "Soribit-Model: model.json\r\n" in manifest
    assert "Bundle-SymbolicName: io.soribit.model.resnet50.integer\r\n" in manifest


def small_results(judge):
    """Results of the tiny nets, in the shape of study.json."""
    table = {form: {"bytes": len(tiny(name)), "sha256": "", "milliseconds": 0.5,
                    **measure.figures(judge.outputs(tiny(name)).scores(), judge.frames)}
             for form, name in TINY.items()}
    tried = [measure.tried(t, tiny("tiny-full-int8"), judge)
             for t in trials.TRIALS if t.form == "full-integer" and t.inside == "int8"]
    tried += [{**measure.tried(t, tiny("tiny-int8-per-tensor"), judge), "name": t.name}
              for t in trials.TRIALS if t.form == "integer"]
    found = {"forms": table, "trials": tried, "calibration": [{"windows": 5, "f1": 0.5}],
             "outputs": [{"type": "int8", "read": "raw", "f1": 1, "f1AtThreshold": 0.25,
                          "labelsAFrame": 2.5}],
             "explained": measure.explained(tried, table),
             "training": {"minutes": 2, "epochs": 1, "heldOut": 0.5, "heldOutMacro": 0.4,
                          "curve": [{"minutes": 2, "heldOut": 0.5, "heldOutMacro": 0.4}]}}
    about = {"frames": 200, "seconds": 2, "stride": 1.6, "clips": 50, "labels": 5,
             "leftOut": {"clips": 1, "recordings": 1}}
    return {"machine": {"cpu": "a machine", "python": "3", "packages": {"numpy": "2"}},
            "data": about, "families": {"resnet50": found, "home": found}}


def test_page_and_plots_show_every_figure(judge, tmp_path):
    results = json.loads(json.dumps(small_results(judge)))
    text = page.text(results)
    for form in TINY:
        assert f"{results['families']['home']['forms'][form]['f1']:.4f}" in text
    for trial in results["families"]["resnet50"]["trials"]:
        assert f"| {trial['name']} |" in text and f"| {trial['f1']:.4f} |" in text
    figures.write(results, tmp_path)
    written = {p.name: p.read_text() for p in tmp_path.glob("*.svg")}
    for name, svg in written.items():
        assert name in text or name == "forms.svg"
        assert "<text" in svg
    assert "cast-int8 (full-integer)" in written["collapse-home.svg"]
    figures.write(results, tmp_path)
    assert written == {p.name: p.read_text() for p in tmp_path.glob("*.svg")}
