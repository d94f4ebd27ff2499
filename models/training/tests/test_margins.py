# SPDX-License-Identifier: Apache-2.0
"""What a label must beat, learnt from hours of company whose mistakes are known."""
import numpy as np
import pytest

from soribit_training import company, margins
from soribit_training.decision import HUB, decide, settings_of, thresholds_of
from soribit_training.operating import Ear

LABELS = ["doorbell", "music", "smoke_alarm"]
URGENCIES = {"doorbell": "urgent", "music": "info", "smoke_alarm": "emergency"}
WINDOWS = 7400


def ears(seed=4):
    """Two hours of music, in which a doorbell scores high now and then, and an hour with doorbells, which
    look like music for their own time alone."""
    rng, evenings, scores = np.random.default_rng(seed), [], {}
    for number in range(4):
        x = rng.uniform(0.01, 0.1, (WINDOWS, 3)).astype(np.float32)
        x[:, 1] = rng.uniform(0.6, 0.95, WINDOWS)
        for at in range(100, WINDOWS - 50, 600):
            x[at:at + 6, 0] = rng.uniform(0.75, 0.9)
        evenings.append({"file": f"music-{number}", "seconds": WINDOWS * HUB.hop, "snr": None,
                         "kind": "only music", "present": ["music"], "events": []})
        scores[f"music-{number}"] = x
    for number in range(2):
        x, events = rng.uniform(0.01, 0.1, (WINDOWS, 3)).astype(np.float32), []
        for at in range(100, WINDOWS - 50, 600):
            x[at:at + 8, :2] = rng.uniform(0.85, 0.95), 0.95
            events.append({"label": "doorbell", "onset": at * HUB.hop + 1, "end": at * HUB.hop + 3})
        evenings.append({"file": f"bells-{number}", "seconds": WINDOWS * HUB.hop, "snr": 10,
                         "kind": "noise", "present": [], "events": events})
        scores[f"bells-{number}"] = x
    return Ear("ours", LABELS, evenings, scores, HUB)


def row(onset, **more):
    return {"onset": onset, "offset": onset / 2, "smoothing_ms": 240, "min_ms": 0, "hold_ms": 3000} | more


@pytest.fixture(scope="module")
def report():
    rows = {"doorbell": row(0.7, capped=True), "music": row(0.5), "smoke_alarm": row(0.7)}
    return margins.learnt(ears(), {"labels": rows, "confusions": [], "smoothing_ms": 960}, URGENCIES)


def about(report):
    return {"labels": LABELS, "confusions": report["confusions"],
            "frontEnd": {"frames": 100, "hop": 320, "fftSize": 512, "sampleRate": 16000},
            "thresholds": {"default": {"onset": 0.5, "offset": 0.3}, "labels": report["labels"]}}


def test_music_that_goes_on_is_learnt_from_bells_that_sound_like_some(report):
    [first, *_] = [c for c in report["confusions"] if c["label"] == "doorbell"]
    assert first["while"] == "music" and first["over_ms"] >= 10000
    said, told = about(report), {"music": 0, "bells": 0}
    for name, scores in ears(seed=5).scores.items():  # others than it was learnt from
        found = decide(scores, thresholds_of(said), settings_of(said))
        told[name[:5]] += sum(event.label == 0 for event in found)
    assert told["music"] == 0 and told["bells"] >= 24


def test_alarms_keep_their_onset_and_what_was_learnt_is_learnt_anew(report):
    assert report["labels"]["smoke_alarm"]["onset"] == 0.7
    assert report["labels"]["doorbell"]["before"]["onset"] == 0.7
    again = margins.learnt(ears(), report, URGENCIES)
    assert again["confusions"] == report["confusions"] and again["labels"] == report["labels"]


def test_an_onset_is_raised_as_long_as_hardly_a_sound_is_lost():
    trial = margins.Trial((), [], np.linspace(0, 4, 101))
    high = [margins.Trial((), [type("Peak", (), {"value": 3.0, "weight": 5.0})] * 4, trial.sounds)]
    onset, capped = margins.onset_of(high[0], row(0.5, capped=True), 0.01)
    assert capped and trial.found(onset) >= 0.96 * 101 and onset > 0
    assert margins.onset_of(high[0], row(0.5), 0.01)[0] > 3 and margins.onset_of(trial, row(0.9), 0.01)[0] == 0
    few = margins.Trial((), [], np.array([3.0]))  # nothing is gained by a lower onset
    assert margins.onset_of(few, row(0.9), 0.01)[0] == pytest.approx(np.log(9))


def test_hours_are_counted_by_their_kind():
    said = about({"labels": {"doorbell": row(0.7), "music": row(0.5), "smoke_alarm": row(0.7)},
                  "confusions": []})
    ear = ears()
    found = company.measured(ear, Ear("x", LABELS, ear.evenings[4:], ear.scores, HUB), said, ["doorbell"])
    assert found["hours"]["music"]["labels"] == {"doorbell": 52} and "vacuum" not in found["hours"]
    assert found["evenings"]["found"] == found["evenings"]["sounds"] == 26
    page = company.page({"model": "ours", "part": "evaluation", "by": "python", "now": found})
    assert "| music, 2.0 h | 26.4 " in page and "26 of 26" in page
