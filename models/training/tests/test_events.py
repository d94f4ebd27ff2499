# SPDX-License-Identifier: Apache-2.0
"""The figures of two ears whose scores are known, the page and the plot; the peer's windows."""
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from soribit_training import event_report, events, evenings, hub, listen, matching, yamnet_events
from soribit_training.decision import HALF_SECONDS
from soribit_training.operating import Ear

SOUNDS = {"knock": {"urgency": "urgent"}, "siren": {"urgency": "emergency"},
          "dog": {"urgency": "notice"}, "rain": {"urgency": "info"}}
LABELS = ["knock", "siren", "dog", "rain"]


def ear(name, reached):
    """Six evenings with ten sounds of each label; an ear that reaches some of them at 0.9."""
    truths, scores = [], {}
    for k in range(6):
        column, planted = np.full((3600, 4), 0.02, np.float32), []
        for i in range(40):
            label, at = i % 4, 40 + 85 * i
            if i // 4 < reached:
                column[at:at + 6, label] = 0.9
            planted.append({"label": LABELS[label], "onset": at * 0.5 + 1.7, "end": at * 0.5 + 4.5})
        if k == 0:
            column[1000:1006, 0] = 0.95  # one false knock
        truths.append({"file": f"{k}.wav", "seconds": 1800.0, "snr": 10, "kind": "noise",
                       "present": [], "events": planted})
        scores[f"{k}.wav"] = column
    return Ear(name, LABELS, truths, scores, HALF_SECONDS)


THRESHOLDS = np.array([[0.5, 0.3]] * 4, np.float32)


def test_figures_by_urgency_and_label():
    found = events.by_class(ear("ours", 8).tallies(THRESHOLDS, LABELS), 3.0, SOUNDS)
    urgent = found["urgency"]["urgent"]
    assert (urgent["events"], urgent["found"], urgent["false"]) == (60, 48, 1)
    assert urgent["recall"]["value"] == 0.8 and 0.68 < urgent["recall"]["low"] < 0.7
    assert urgent["falsePerHour"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["urgency"]["emergency and urgent"]["events"] == 120
    assert found["urgency"]["all"]["events"] == 240 == 4 * found["label"]["rain"]["events"]
    # a window of 2.012 s from at + 0.5 s on is the first whose mean with the one before passes 0.5
    assert found["label"]["dog"]["latencyP50"]["value"] == pytest.approx(0.812, abs=1e-3)
    assert found["label"]["dog"]["onsetLateP50"]["value"] == pytest.approx(-0.188, abs=1e-3)


@pytest.fixture(scope="module")
def pair():
    return events.duel((ear("ours", 8), ear("ours", 8), THRESHOLDS),
                       (ear("yamnet", 4), ear("yamnet", 4), THRESHOLDS), ["knock", "siren"])


def test_a_duel_compares_recall_at_the_chosen_point(pair):
    ours, theirs = pair["ours"]["chosen"], pair["yamnet"]["chosen"]
    assert ours["recall"]["value"] == 0.8 and theirs["recall"]["value"] == 0.4
    assert ours["falsePerHour"]["value"] <= 0.5 and pair["ratio"]["value"] == 2.0
    assert pair["ratio"]["low"] <= 2.0 <= pair["ratio"]["high"]
    assert pair["ours"]["bestOnCurve"]["recall"]["value"] == 0.8


def test_the_page_and_the_plot_tell_the_figures(tmp_path, pair):
    classes = events.by_class(ear("ours", 8).tallies(THRESHOLDS, LABELS), 3.0, SOUNDS)
    report = {"model": "ours", "family": "ours", "collar": 1.0, "eventsEqualToTheRuleInPython": 193,
              "windowSeconds": 2.012, "hopSeconds": 0.5, "snr": {"10": classes, "0": classes},
              "only": {kind: classes for kind in evenings.PURE},
              "duel": {"labels": ["knock", "siren"], "falsePerHour": 0.5,
                       "sameThresholdRule": pair, "packagedThresholds": pair,
                       "withCarbonMonoxide": pair}}
    page = event_report.section(report)
    assert "| emergency and urgent | 120 | 0.80 (0.72-0.86) |" in page and "nan" not in page
    assert "| same rule | times YAMNet's | 2.00 (2.00-2.00) |" in page
    event_report.draw(report, tmp_path / "events.svg")
    assert ElementTree.parse(tmp_path / "events.svg").getroot().tag.endswith("svg")


def test_an_alarm_without_a_name_is_not_wrong_while_one_with_a_name_sounds():
    evening = {"events": [{"label": "co_alarm", "onset": 10.0, "end": 40.0},
                          {"label": "dog", "onset": 60.0, "end": 62.0}]}
    during, after = (matching.Heard("unknown_alarm", at, at + 9, 0.9, at + 20) for at in (30.0, 60.5))
    named = matching.Heard("smoke_alarm", 30.0, 39.0, 0.9, 31.0)
    assert events.counted(evening, [during, after, named]) == [after, named]


def test_an_ear_that_disagrees_with_the_hub_is_refused(monkeypatch):
    one = ear("ours", 8)
    told = {e["file"]: [(h.label, h.onset, h.end, h.score) for h in one.heard(e, THRESHOLDS)]
            for e in one.evenings}
    monkeypatch.setattr(hub, "events", lambda *_: told)
    arguments = type("Arguments", (), {"launcher": "", "model": ""})
    own = events.the_hubs_own(arguments, one, THRESHOLDS, [])
    assert [len(some) for some in own] == [33] + [32] * 5
    assert own[1][0].decided > own[1][0].onset
    told["3.wav"].pop()
    with pytest.raises(ValueError, match="3.wav: the hub tells of 31 events"):
        events.the_hubs_own(arguments, one, THRESHOLDS, [])


def test_an_alarm_that_other_detectors_heard_too_is_one_event_of_the_hub():
    parts = [events.matching.Heard("co_alarm", at, at + 0.5, 0.9, at + 2) for at in (4, 9.5)]
    assert events.decided(("co_alarm", 4.6, 15.0, 0.9), parts) == 11.5
    assert events.decided(("co_alarm", 3.9, 15.0, 0.9), parts) == 6
    assert events.decided(("smoke_alarm", 3.9, 15.0, 0.9), parts) == 15


def test_what_is_kept_is_not_made_again(tmp_path):
    asked = []
    make = lambda some: asked.append(some) or {name: np.ones(2) for name in some}
    listen.kept(tmp_path / "x", ["a.wav"], make)
    found = listen.kept(tmp_path / "x", ["a.wav", "b.wav"], make)
    assert asked == [["a.wav"], ["b.wav"]] and set(found) == {"a.wav", "b.wav"}


@pytest.mark.parametrize("samples, windows", [(100, 1), (15600, 1), (15601, 2), (40000, 5)])
def test_each_sample_lies_in_a_window_of_the_peer(samples, windows):
    found = yamnet_events.patches(np.arange(samples, dtype=np.float32))
    assert found.shape == (windows, 15600)
    assert found.max() == samples - 1 and found[-1][0] == (windows - 1) * 8000


def test_the_peers_classes_are_the_ontologys():
    found = yamnet_events.columns(["Speech", "Bark", "Dog"], {
        "dog": {"audioset": ["Dog", "Bark", "Yip"]}, "co_alarm": {"audioset": []},
        "background": {"audioset": ["Speech"]}})
    assert found == {"dog": [2, 1]}


def test_every_household_group_is_in_the_ontology():
    sounds = hub.sounds()
    assert {"emergency", "urgent", "notice", "info"} == {s["urgency"] for s in sounds.values()}
    assert "Doorbell" in sounds["doorbell"]["audioset"] and not sounds["co_alarm"]["audioset"]
