# SPDX-License-Identifier: Apache-2.0
"""Scenes and plans on a small data set that is synthesised here."""
import numpy as np
import pytest
import soundfile

from soribit_training import data, features, hours, prepare
from soribit_training.scenes import Stage

HEADER = "path,split,label,source,fold,recording,licence,author,seconds,label_doubt\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder, rng = tmp_path_factory.mktemp("data"), np.random.default_rng(0)
    for name in ("train", "rooms", "background"):
        (folder / name).mkdir()
    rows = []
    for i in range(24):
        label = ("dog", "rain", "cat")[i % 3]
        t = np.arange(40000) / 16000
        wave = np.sin(2 * np.pi * (300 + 200 * (i % 3)) * t) * np.exp(-t) * 0.4
        soundfile.write(folder / f"train/{i}.ogg", wave, 16000)
        rows.append(f"train/{i}.ogg,train,{label},ESC-50,1,rec{i},CC0,,2.5,")
    (folder / "clips.csv").write_text(HEADER + "\n".join(rows) + "\n")
    decay = np.exp(-np.arange(8000) / 1500)
    soundfile.write(folder / "rooms/small.flac", 0.3 * decay * rng.standard_normal(8000), 16000)
    soundfile.write(folder / "background/hum.ogg", 0.1 * rng.standard_normal(60000), 16000)
    return folder


@pytest.fixture(scope="module")
def stage(root):
    return Stage(root, data.read_clips(root))


def test_a_scene_is_finite_and_as_long_as_its_sound(stage):
    rng = np.random.default_rng(1)
    dry = 0.5 * np.sin(np.arange(prepare.SAMPLES) * 0.3).astype(np.float32)
    other = 0.5 * np.sin(np.arange(prepare.SAMPLES) * 0.05).astype(np.float32)
    for second in (None, other):
        for _ in range(20):
            heard, clean = stage.scene(rng, dry, second)
            assert heard.shape == clean.shape == dry.shape and np.isfinite(heard).all()
        assert (second is None) == np.array_equal(clean, dry)


def test_a_plan_has_as_many_windows_of_a_label_as_it_says(root):
    clips = data.read_clips(root)
    played = {"chimes": [], "music": [], "speech": [], "effects": {}}
    jobs = prepare.plan(clips, played)
    labels = [label for _, label, _ in jobs]
    ids = {label: i for i, label in enumerate(data.labels())}
    assert labels.count(ids["rain"]) == prepare.EACH
    assert labels.count(ids["smoke_alarm"]) == prepare.SYNTHETIC["smoke_alarm"]
    assert labels.count(ids["music"]) == 0
    folds = {what: fold for what, _, fold in jobs if isinstance(what, str)}
    assert all(folds[c.path] == prepare.fold(c.recording) for c in clips)
    tenth = prepare.plan(clips, played, 0.1)
    assert abs(len(tenth) - len(jobs) / 10) < 30


def test_two_labels_make_two_ones():
    found = prepare.multi_hot(np.array([[3, 5, 0], [2, -1, 0], [-1, -1, 0]]), 6)
    assert found.tolist() == [[0, 0, 0, 1, 0, 1], [0, 0, 1, 0, 0, 0], [0] * 6]


def test_an_hour_is_made_from_its_number_and_holds_what_it_says(root):
    clips = data.read_clips(root)
    hours._state.update(stage=Stage(root, clips), by_label={"dog": [clips[0].path]})
    mel, truth = hours.hour(1, 60)
    again, _ = hours.hour(1, 60)
    np.testing.assert_array_equal(mel, again)
    assert len(truth) >= 4 and all(a < b for _, a, b in truth)
    view = hours.windows_of(mel)
    assert view.shape == (features.windows_count(60 * 16000), 100, 64, 1)
    np.testing.assert_array_equal(view[3, :, :, 0], mel[75:175])
