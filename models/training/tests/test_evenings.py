# SPDX-License-Identifier: Apache-2.0
"""Evenings, of synthesised clips in a folder of their own: the truth is where the energy is."""
import json

import numpy as np
import pytest
import soundfile

from soribit_training import augment, evenings, palette, soundfont
from soribit_training.data import Clip
from soribit_training.palette import RATE, Palette, looped, sounding, stream, trimmed

URGENCIES = {"smoke_alarm": "emergency", "co_alarm": "emergency", "knock": "urgent",
             "doorbell": "urgent", "dog": "notice", "phone_ring": "notice", "rain": "info"}


def burst(rng, *times, seconds=5.0, length=0.3, floor=0.0):
    wave = floor * rng.standard_normal(int(seconds * RATE))
    for t in times:
        wave[int(t * RATE):int((t + length) * RATE)] += 0.3 * rng.standard_normal(int(length * RATE))
    return wave.astype(np.float32)


def test_a_clip_sounds_from_where_it_rises():
    rng = np.random.default_rng(0)
    [(first, end)] = sounding(burst(rng, 1.0))
    assert first / RATE == pytest.approx(1.0, abs=0.03) and end / RATE == pytest.approx(1.3, abs=0.03)
    [(first, end)] = sounding(burst(rng, 1.0, floor=0.02))
    assert first / RATE == pytest.approx(1.0, abs=0.03) and end / RATE == pytest.approx(1.3, abs=0.03)


def test_barks_are_one_event_unless_three_seconds_lie_between():
    rng = np.random.default_rng(1)
    assert len(sounding(burst(rng, 0.5, 2.0, 4.0))) == 1
    assert len(sounding(burst(rng, 0.5, 4.5))) == 2
    assert sounding(np.zeros(RATE, np.float32)) == []


def test_a_steady_sound_sounds_all_the_time():
    wave = burst(np.random.default_rng(2), 0.0, length=5.0)
    assert sounding(wave) == [(0, len(wave))]


def test_of_two_barks_far_apart_one_is_taken():
    wave = burst(np.random.default_rng(3), 0.5, 4.5)
    assert len(trimmed(wave)) == pytest.approx(0.3 * RATE, abs=2 * palette.FRAME)


def test_an_alarm_goes_on_in_its_own_rhythm():
    one = burst(np.random.default_rng(4), 0.0, 1.0, 2.0, 3.0, 4.0, length=0.5)
    onsets = np.flatnonzero(np.diff((palette.levels(looped(one, 15)) > 1e-3).astype(int)) == 1)
    assert np.diff(onsets) * palette.FRAME / RATE == pytest.approx(1.0, abs=0.05)


def test_a_stream_is_filled_to_its_end():
    rng = np.random.default_rng(5)
    track = stream(rng, 10 * RATE, lambda: rng.standard_normal(3 * RATE), 0.5, 0)
    assert augment.rms(track) == pytest.approx(1.0, abs=1e-3)
    assert augment.rms(track[-RATE // 20:]) > 0.5


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data set of noise bursts, a room and a background, and no programs that play or speak."""
    monkeypatch.setattr(soundfont, "music", lambda rng, count: [])
    monkeypatch.setattr(soundfont, "speech", lambda rng, count: [])
    rng, clips = np.random.default_rng(6), []
    for folder in ("rooms", "background", "val"):
        (tmp_path / folder).mkdir()
    room = rng.standard_normal(RATE // 4) * np.exp(-np.arange(RATE // 4) / 800) * 0.1
    room[20] = 1.0
    soundfile.write(tmp_path / "rooms" / "hall.flac", room, RATE)
    soundfile.write(tmp_path / "background" / "fan.ogg", 0.1 * rng.standard_normal(4 * RATE), RATE)
    for label in ("knock", "dog", "rain", "smoke_alarm"):
        for i in range(2):
            path = f"val/{label}{i}.flac"
            soundfile.write(tmp_path / path, burst(rng, 0.7, 1.4), RATE)
            clips.append(Clip(path, "val", label, "", label + str(i), ""))
    return Palette(tmp_path, clips, URGENCIES, 1), tmp_path


@pytest.mark.parametrize("snr", [20, 10])
def test_the_truth_is_where_the_energy_is(home, snr):
    plan = evenings.planned(home[0], 0, "noise")
    plan["events"] = plan["events"][:4]
    wave, truth = evenings.rendered(home[0], plan, snr, seconds=180)
    quiet, _ = evenings.rendered(home[0], {**plan, "events": []}, snr, seconds=180)
    assert len(truth["events"]) == 4
    for event in truth["events"]:
        first, end = int(event["onset"] * RATE), int(event["end"] * RATE)
        floor = augment.rms(quiet)
        heard = augment.loudness(wave[first:end])
        assert 20 * np.log10(heard / floor) == pytest.approx(10 * np.log10(1 + 10 ** (snr / 10)), abs=1.5)
        assert augment.rms(wave[first - RATE:first]) < 1.2 * floor
        assert augment.rms(wave[first:first + RATE // 10]) > 1.2 * floor


def test_an_evening_is_the_same_each_time_and_louder_with_the_ratio(home):
    plan = evenings.planned(home[0], 0, "household")
    plan["events"] = plan["events"][:4]
    one, truth = evenings.rendered(home[0], plan, 10, seconds=160)
    again, same = evenings.rendered(home[0], plan, 10, seconds=160)
    other, louder = evenings.rendered(home[0], plan, 20, seconds=160)
    assert np.array_equal(one, again) and truth == same
    quiet, _ = evenings.rendered(home[0], {**plan, "events": []}, 10, seconds=160)
    assert truth["events"] == louder["events"] and np.abs(one - quiet).max() > 1e-4
    np.testing.assert_allclose(other - quiet, 10 ** 0.5 * (one - quiet), atol=1e-5)


def test_what_the_background_contains_is_not_planted(home):
    picked = [home[0].pick(["dog", "rain"])[0] for _ in range(60)]
    assert not {"dog", "rain"} & set(picked)
    assert {"smoke_alarm", "co_alarm", "knock", "doorbell"} <= set(picked)


def test_evenings_are_written_once(home, tmp_path, monkeypatch):
    monkeypatch.setattr(evenings, "MINUTES", 3)
    monkeypatch.setattr(evenings, "PURE", ["digital silence"])
    monkeypatch.setattr(evenings, "pure", lambda p, kind, i, seconds: (
        np.zeros(RATE, np.float32), {"kind": kind, "snr": None, "present": [], "events": []}))
    folder, made = tmp_path / "evenings", []
    build = lambda: evenings.build(folder, lambda: made.append(1) or home[0], {10: 1}, 1,
                                   lambda text: None)
    truth = build()
    assert build() == truth == json.loads((folder / "truth.json").read_text())
    assert made == [1]
    assert {e["file"] for e in truth["evenings"]} == {p.name for p in folder.glob("*.wav")}


def test_a_carbon_monoxide_alarm_lasts_from_its_first_pulse_to_its_last(home):
    wave = home[0].sound(np.random.default_rng(7), "co_alarm", None)
    assert 4 * RATE < len(wave) <= 24 * RATE
    assert np.abs(wave[:RATE // 20]).max() > 0.05 and np.abs(wave[-RATE // 20:]).max() > 0.05
