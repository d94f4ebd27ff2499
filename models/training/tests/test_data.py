# SPDX-License-Identifier: Apache-2.0
import pytest

from soribit_training import data

HEADER = "path,split,label,source,fold,recording,licence,author,seconds,label_doubt\n"


@pytest.fixture
def clips(tmp_path):
    rows = []
    for i in range(40):
        label = ("dog", "door_wood_knock")[i % 2]
        rows.append(f"train/{i}.ogg,train,{label},ESC-50,1,rec{i // 4},CC0,,5.0,")
    rows.append("train/x.ogg,train,dog,UrbanSound8K,,shared,CC0,,4.0,")
    rows.append("val/x.ogg,val,dog,UrbanSound8K,,shared,CC0,,4.0,")
    rows.append("train/e.ogg,train,dog,tones,,only,evaluation only: no licence stated,,4.0,")
    rows.append("val/b.ogg,val,doorbell,doorbell chimes,,bell,evaluation only: no licence,,4.0,")
    (tmp_path / "clips.csv").write_text(HEADER + "\n".join(rows) + "\n")
    return data.read_clips(tmp_path)


def test_labels_are_sorted():
    labels = data.labels()
    assert labels == sorted(set(labels)) and len(labels) == 83


def test_every_data_label_maps_to_one_of_ours():
    mapping = data.label_map()
    assert set(mapping.values()) <= set(data.labels())
    assert len(set(mapping.values())) == len(mapping)
    assert mapping["door_wood_knock"] == "knock" and mapping["crying_baby"] == "baby_cry"
    assert set(data.labels()) - set(mapping.values()) == {"appliance_beep", "co_alarm"}


def test_val_and_evaluation_only_are_never_trained_on(clips):
    chosen = data.trainable(clips)
    assert len(chosen) == 40
    assert all(c.split == "train" and not c.evaluation_only for c in chosen)


def test_a_recording_that_occurs_in_val_is_left_out(clips):
    assert "shared" not in {c.recording for c in data.trainable(clips)}


def test_no_recording_on_both_sides(clips):
    train, dev = data.split_dev(data.trainable(clips), share=0.2)
    assert train and dev and len(train) + len(dev) == 40
    assert not {c.recording for c in train} & {c.recording for c in dev}


def test_the_split_does_not_hang_on_the_order_of_rows(clips):
    chosen = data.trainable(clips)
    a, b = data.split_dev(chosen)[1], data.split_dev(chosen[::-1])[1]
    assert {c.path for c in a} == {c.path for c in b}


def test_esc50_labels_keep_the_models_order(clips):
    assert data.esc50_labels(clips) == ["dog", "knock"]
