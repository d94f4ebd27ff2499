# SPDX-License-Identifier: Apache-2.0
"""The decision rule, on scores whose events are known, and window by window on random ones."""
import json
from dataclasses import replace

import numpy as np
import pytest

from soribit_training.data import TRAINING
from soribit_training.decision import (HALF_SECONDS, HUB, RATE, Settings, decide, events,
                                       false_events_per_hour, samples, settings_of, smooth,
                                       thresholds_of, windows_of)


def column(*scores):
    return np.array(scores, np.float32)[:, None]


def test_a_sound_begins_where_the_last_window_ends_that_did_not_hear_it():
    scores = column(0, 0, 0, 0.9, 0.9, 0.9, *[0] * 12)
    [event] = decide(scores, [[0.5, 0.3]], HALF_SECONDS)
    assert event.onset == pytest.approx(2 * 0.5 + 2.012)  # the window before the first that heard it
    assert event.end == pytest.approx(3 * 0.5 + 2.012)  # not before the end of the first
    assert event.score == np.float32(0.9)
    assert event.decided == pytest.approx(4 * 0.5 + 2.012)  # the mean of 0 and 0.9 is below 0.5


def test_pauses_shorter_than_the_hold_time_do_not_end_a_sound():
    beep, pause = [0.9, 0.9], [0.0] * 6
    assert len(events(column(*(beep + pause) * 3, *pause), [[0.5, 0.3]], HALF_SECONDS)) == 1
    assert len(events(column(*(beep + pause * 4) * 3), [[0.5, 0.3]], HALF_SECONDS)) == 3


def test_what_sounds_to_the_end_ends_with_the_recording():
    [(_, onset, end, _)] = events(column(*[0.8] * 10), [[0.5, 0.3]], HALF_SECONDS, seconds=5.25)
    assert (onset, end) == (0.0, 5.25)


def test_hysteresis_begins_high_and_ends_low():
    scores = column(0, 0.4, 0.4, 0.6, 0.6, 0.4, 0.4, 0.4, *[0] * 10)
    assert len(events(scores, [[0.5, 0.3]], HALF_SECONDS)) == 1
    assert events(scores, [[0.65, 0.3]], HALF_SECONDS) == []


def test_background_is_never_an_event():
    about = {"labels": ["dog", "background"],
             "thresholds": {"default": {"onset": 0.5, "offset": 0.25}, "labels": {}}}
    found = events(np.ones((20, 2)), thresholds_of(about))
    assert [label for label, *_ in found] == [0]


def test_false_events_are_those_with_nothing_of_their_label():
    found = [(0, 11.8, 14.0, 0.9), (0, 50.0, 51.0, 0.9), (1, 10.0, 12.0, 0.9)]
    rates = false_events_per_hour(found, 2.0, 3, truth=[(0, 12.5, 13.0), (2, 10.0, 12.0)])
    assert rates.tolist() == [0.5, 0.5, 0.0]


def by_the_window(raw, onset, offset, settings, total):
    """The rule as it is told: one label, one window after the other, times in samples."""
    kept, width = [], 1 if settings.smoothing == "none" else settings.windows
    hop, length = samples(settings.hop), samples(settings.window)
    hold, refractory = samples(settings.hold), samples(settings.refractory)
    minimum = samples(settings.minimum)
    found, active, rise, fall, quiet, candidate = [], None, None, None, None, None
    rise_end = heard_end = last_end = not_before = 0
    before = None
    for i, score in enumerate(raw):
        start, end = i * hop, i * hop + length
        before = start if before is None else before
        kept[i % width:i % width + 1] = [score]  # a ring: floats are added in the hub's order
        median = settings.smoothing == "median"
        level = np.median(kept) if median else np.float32(sum(kept) / len(kept))
        if score >= offset:
            if rise is None:
                rise, rise_end = max(start, before), end if before > start else start + 1
            heard_end, fall = end, None
        else:
            fall = start if fall is None else fall
            rise = None if level < offset else rise
        if active is None:
            if level < offset:
                candidate = None
            elif candidate is None and level >= onset and end >= not_before:
                span = (len(kept) - 1) * hop
                candidate = (max(start, before), max(rise or 0, start - span, last_end))
            if candidate is not None and end - candidate[0] >= minimum:
                active = [candidate[1], level, end, max(rise_end, candidate[1] + 1)]
                candidate = quiet = None
        elif level < offset:
            quiet = end if quiet is None else quiet
            if end - quiet >= hold:
                stop = min(max(end if fall is None else fall, active[3]), end)
                last_end = max(active[0] + 1, stop)
                found.append((active[0], last_end, active[1], active[2]))
                not_before = last_end + refractory
                active = rise = None
        else:
            quiet, active[1] = None, max(active[1], level)
        before = end
    if active is not None:
        stop = min(max(heard_end if fall is None else fall, active[3]), total)
        found.append((active[0], max(active[0] + 1, stop), active[1], active[2]))
    return [(a / RATE, max(a, min(b, total)) / RATE, float(s), d / RATE) for a, b, s, d in found]


@pytest.mark.parametrize("settings", [
    HUB, Settings(hop=0.25), Settings(window=0.975), Settings(hold=0.0, refractory=0.0),
    Settings(smoothing="none", minimum=1.5), Settings(smoothing="median", windows=3),
    Settings(hop=1.0, window=0.5, refractory=5.0), Settings(windows=2, minimum=0.7, hold=1.2)])
def test_the_rule_holds_on_random_scores(settings):
    rng = np.random.default_rng(5)
    some = 0
    for _ in range(60):
        n = int(rng.integers(1, 200))
        loud = np.convolve(rng.uniform(size=n + 4), np.ones(5) / 5, "valid") ** 3 * 5
        raw = np.clip(loud + rng.normal(0, 0.15, n), 0, 1).astype(np.float32)
        total = samples(settings.hop) * (n - 1) + samples(settings.window) - int(rng.integers(8000))
        onset = np.float32(rng.uniform(0.2, 0.9))
        offset = np.float32(onset * rng.uniform(0.3, 1.0))
        expected = by_the_window(raw, onset, offset, settings, total)
        found = decide(raw[:, None], [[onset, offset]], settings, total / RATE)
        assert [event.label for event in found] == [0] * len(expected)
        np.testing.assert_allclose(np.ravel([event[1:] for event in found]), np.ravel(expected))
        some += len(found)
    assert some > 50


def test_smoothing_uses_what_is_there():
    assert smooth(column(0.4, 0.8, 0.0), HALF_SECONDS).ravel() == pytest.approx([0.4, 0.6, 0.4])


def test_a_label_may_be_smoothed_over_windows_of_its_own():
    about = {"labels": ["dog", "smoke_alarm"], "thresholds": {
        "default": {"onset": 0.5, "offset": 0.3},
        "labels": {"smoke_alarm": {"onset": 0.5, "offset": 0.3, "windows": 1}}}}
    assert windows_of(about) == (0, 1)
    scores = np.array([[0, 0], [0.8, 0.8], [0.8, 0.8]], np.float32)
    found = smooth(scores, Settings(windows=2, own=windows_of(about)))
    np.testing.assert_allclose(found, [[0, 0], [0.4, 0.8], [0.8, 0.8]])


def test_the_hub_tells_of_the_same_events():
    """golden/events.json: what the hub scored and told in four minutes of synthesised sounds and music."""
    golden = json.loads((TRAINING / "golden" / "events.json").read_text())
    labels = golden["labels"]
    settings = Settings(window=golden["window"], own=tuple(golden["windows"]),
                        holds=tuple(golden["holds"]), minimums=tuple(golden["minimums"]),
                        confusions=tuple(map(tuple, golden["confusions"])))
    wanted = [label for label, _ in enumerate(labels) if labels[label] in golden["told"]]

    def told(settings):
        return sorted((labels[e.label], e.onset, e.end, e.score) for e in decide(
            golden["scores"], golden["thresholds"], settings, golden["seconds"]) if e.label in wanted)

    found = told(settings)
    assert len(found) >= 10 and [e[0] for e in found] == [e[0] for e in golden["events"]]
    assert len(told(replace(settings, confusions=()))) > len(found)  # the music was told as some of them
    for ours, theirs in zip(found, golden["events"]):
        assert ours[1:] == pytest.approx(theirs[1:], abs=1e-3)  # the hub writes milliseconds


ABOUT = {"labels": ["baby_cry", "vacuum"], "decision": {"smoothing_ms": 960},
         "frontEnd": {"frames": 100, "hop": 320, "fftSize": 512, "sampleRate": 16000},
         "confusions": [{"label": "baby_cry", "while": "vacuum", "factor": 0.5}],
         "thresholds": {"default": {"onset": 0.5, "offset": 0.3},
                        "labels": {"baby_cry": {"onset": 0.5, "offset": 0.3, "hold_ms": 5000,
                                                "min_ms": 700, "smoothing_ms": 480}}}}


def test_a_descriptor_says_how_scores_become_events():
    settings = settings_of(ABOUT)
    assert settings.own == (2, 4) and settings.window == pytest.approx(2.012)
    assert settings.of(0).hold == 5.0 and settings.of(0).minimum == 0.7
    assert settings.of(1).hold == HUB.hold and settings.of(1).minimum == HUB.minimum
    assert settings_of(ABOUT, hop=0.48).own == (1, 2)  # the same time, fewer windows


def test_while_another_sound_scores_higher_a_label_is_lowered():
    scores = np.array([[0.8, 0.9]] * 10 + [[0.8, 0.1]] * 20, np.float32)
    found = decide(scores, [[0.5, 0.3], [2, 1]], settings_of(ABOUT))
    assert [e.label for e in found] == [0]
    assert found[0].decided > 10 * HUB.hop + 2.0 and found[0].score == pytest.approx(0.8)
    alone = decide(scores, [[0.5, 0.3], [2, 1]], Settings(own=(2, 4)))
    assert alone[0].decided < found[0].decided


def test_labels_hold_and_wait_as_long_as_they_say():
    beep, rest = [0.9] * 8, [0.0] * 20
    scores = np.repeat(column(*(beep + rest) * 2), 2, axis=1)
    settings = Settings(windows=1, holds=(5.0, None))
    assert [e.label for e in decide(scores, [[0.5, 0.3]] * 2, settings)] == [0, 1, 1]
    waits = Settings(windows=1, minimums=(0.0, 4.5))
    assert {e.label for e in decide(scores, [[0.5, 0.3]] * 2, waits)} == {0}


def test_a_label_must_beat_another_by_a_margin():
    scores = np.array([[0.8, 0.5]] * 10 + [[0.95, 0.5]] * 10, np.float32)
    settings = Settings(windows=1, confusions=((0, 1, 0.5, 2.0),))
    [event] = decide(scores, [[0.5, 0.3], [2, 1]], settings)
    assert event.decided == pytest.approx(10 * HUB.hop + HUB.window)


def test_what_has_gone_on_for_long_is_told_from_what_has_just_begun():
    bell, bell_like = [[0.0, 0.1]] * 30 + [[0.8, 0.95]] * 4, [[0.0, 0.95]] * 30 + [[0.8, 0.2]] * 4
    settings = Settings(windows=1, confusions=((0, 1, 0.5, 0.0, 10.0),))
    limits = [[0.5, 0.3], [2, 1]]
    assert len(decide(np.array(bell, np.float32), limits, settings)) == 1
    assert decide(np.array(bell_like, np.float32), limits, settings) == []


def test_a_descriptor_says_by_what_margin_and_over_what_time():
    about = ABOUT | {"confusions": [{"label": "baby_cry", "while": "vacuum", "factor": 0.3,
                                     "margin": 1.5, "over_ms": 10000}]}
    assert settings_of(about).confusions == ((0, 1, 0.3, 1.5, 10.0),)
