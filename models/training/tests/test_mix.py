# SPDX-License-Identifier: Apache-2.0
import shutil

import numpy as np
import pytest

from soribit_training import cuts, damage, data, mix, rooms, train2

NAMES = data.labels(cuts.FAMILY)
DOG, SPEECH, CAT = (NAMES.index(n) for n in ("dog", "speech", "cat"))


@pytest.fixture
def pool(tmp_path):
    """Four cuts: a dog, speech as company, a cat of which a fragment is inside, a background."""
    n = 4
    t = np.arange(cuts.SAMPLES) / 16000
    wave = np.stack([0.5 * np.sin(2 * np.pi * f * t) for f in (300, 700, 1500, 3000)])
    np.save(tmp_path / "cuts-wave.npy", (wave * 32767).astype(np.int16))
    np.savez(tmp_path / "cuts.npz", mn04=np.eye(n, 527, dtype=np.float16),
             yam=np.eye(n, 521, dtype=np.float16), label=np.array([DOG, SPEECH, CAT, -1], np.int16),
             ignore=np.full(n, -1, np.int16), whole=np.array([True, True, False, True]),
             made=np.zeros(n, bool), fold=np.arange(n), source=np.zeros(n, np.int16),
             company=np.array([0, 2, 0, 1]))
    np.save(tmp_path / "cuts-soft.npy", np.zeros((n, len(NAMES)), np.float16))
    return mix.Pool(tmp_path, "cuts")


def test_two_audible_sounds_are_both_taught(pool):
    target, weight, hint, _ = mix.lesson(pool, [(0, 0.0), (1, -6.0)], np.array([0.0, 6.0]))
    assert target[DOG] == target[SPEECH] == pytest.approx(0.6)
    assert weight[DOG] == weight[SPEECH] == 1
    assert hint[0] == 1 and 0.3 < hint[1] < 1


def test_a_faint_sound_is_left_open_and_a_fainter_one_is_absent(pool):
    target, weight, _, _ = mix.lesson(pool, [(0, 0.0), (1, -15.0)], np.array([0.0, 15.0]))
    assert target[SPEECH] == 0 and weight[SPEECH] == 0
    target, weight, _, _ = mix.lesson(pool, [(0, 0.0), (1, -25.0)], np.array([0.0, 25.0]))
    assert target[SPEECH] == 0 and weight[SPEECH] > 0


def test_a_fragment_beside_a_dog_leaves_the_cat_open(pool):
    _, weight, _, _ = mix.lesson(pool, [(0, 0.0), (2, 0.0)], np.zeros(2))
    assert weight[CAT] == 0 and weight[DOG] == 1


def test_main_sounds_and_company_are_what_they_should_be(pool):
    rng = np.random.default_rng(0)
    assert all(pool.label[pool.main(rng)] >= 0 for _ in range(50))
    assert {pool.companion(rng) for _ in range(200)} == {0, 1, 2, 3}


def test_levels_are_those_that_were_asked_for(pool):
    mix._state.update(f=mix.frequencies(), rooms=rooms.spectra([[np.eye(1, 64)[0]]], mix.SIZE))
    bins, below = mix.heard(np.random.default_rng(0), pool, [(0, 0.0), (3, -10.0)])
    assert list(below) == [0.0, 10.0]
    power = np.abs(bins) ** 2
    f = mix.frequencies()
    low, high = power[(f > 250) & (f < 350)].sum(), power[(f > 2900) & (f < 3100)].sum()
    assert 10 * np.log10(low / high) == pytest.approx(10, abs=0.2)


def test_a_chunk_has_every_part(pool, monkeypatch):
    monkeypatch.setattr(mix, "CHUNK", 12)
    monkeypatch.setattr(damage, "codecs", lambda rng, waves, share: waves)
    mix._state.update(pool=pool, f=mix.frequencies(),
                      rooms=rooms.spectra([[np.eye(1, 64)[0]]], mix.SIZE))
    made = dict(zip(mix.PARTS, mix.chunk(5)))
    assert made["db"].shape == (12, 200, 103) and made["db"].dtype == np.float16
    assert made["target"].shape == made["weight"].shape == (12, len(NAMES))
    assert made["cut"].shape == made["below"].shape == (12, 3) and made["info"].shape == (12, 4)
    assert all(np.isfinite(made[p]).all() for p in ("db", "target", "weight", "hint", "yam"))
    again = dict(zip(mix.PARTS, mix.chunk(5)))
    np.testing.assert_array_equal(made["db"], again["db"])


def test_a_telephone_passes_speech_alone():
    f = mix.frequencies()
    for seed in range(200):
        rng = np.random.default_rng(seed)
        if np.random.default_rng(seed).uniform() < 0.07:
            h = damage.response(rng, f)
            at = [np.searchsorted(f, x) for x in (80, 1000, 7000)]
            assert h[at[0]] < 0.02 and h[at[1]] > 0.9 and h[at[2]] < 0.05
            return
    pytest.fail("no telephone among 200 devices")


def test_automatic_gain_narrows_the_range():
    wave = np.random.default_rng(0).standard_normal(32000) * np.repeat([0.01, 0.5], 16000)
    before = wave[20000:].std() / wave[4000:12000].std()
    after = damage.automatic_gain(np.random.default_rng(1), wave)
    assert after[20000:].std() / after[4000:12000].std() < 0.7 * before


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg encodes")
@pytest.mark.parametrize("codec", damage.CODECS)
def test_a_codec_keeps_time_and_changes_the_sound(codec):
    t = np.arange(32352) / 16000
    wave = (0.3 * np.sin(2 * np.pi * 800 * t) * np.hanning(len(t)))[None].repeat(3, 0)
    wave = wave.astype(np.float32)
    back = damage.coded(wave, codec, 24)
    assert back.shape == wave.shape
    assert np.corrcoef(back[1], wave[1])[0, 1] > 0.9 and not np.array_equal(back, wave)


def test_a_house_is_held_out_whole():
    parts = {rooms.part_of("rooms", n) for n in ("living-kitchen-leveled", "living-bathroom")}
    assert parts == {"evaluation"}
    assert rooms.part_of("rooms", "dining-room") == "train"
    assert rooms.part_of("backgrounds", "moodist-cafe-27db46.ogg") == "evaluation"
    assert rooms.part_of("backgrounds", "moodist-library-bdd569.ogg") == "calibration"


def test_a_response_begins_with_its_direct_sound_and_has_unit_energy():
    response = np.r_[np.zeros(500), 1.0, 0.5 * np.ones(20000)].astype(np.float32)
    found = rooms.aligned(response)
    assert found.argmax() == 16 and (found ** 2).sum() == pytest.approx(1, abs=1e-4)


def test_a_simulated_room_is_the_same_each_time():
    pytest.importorskip("pyroomacoustics")
    first, again = rooms.simulate(5), rooms.simulate(5)
    assert len(first) == rooms.PLACES
    np.testing.assert_array_equal(first[0], again[0])


@pytest.mark.parametrize("path,label,ours", [
    ("train2/door/cdda-556_auto_rifle_shot_01-94ffd7.ogg", "door", "gunshot"),
    ("train2/door/cdda-open_door-092a88.ogg", "door", "door"),
    ("train2/background/moodist-cafe-27db46.ogg", "background", None),
    ("train2/animal/moodist-owl-175ffd.ogg", "animal", None),
    ("train2/thunder/x.ogg", "thunder", "thunderstorm")])
def test_what_a_clip_of_the_second_set_is(path, label, ours):
    assert train2.label_of(path, label) == ours
