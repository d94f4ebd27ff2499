# SPDX-License-Identifier: Apache-2.0
from collections import Counter

import numpy as np

from soribit_training import cuts, prepare, teachers
from soribit_training.data import Clip

SILENT = {"chimes": [], "music": [], "speech": [], "effects": {}}


def clip(path, label, source="ESC-50"):
    return Clip(path, "train", label, source, path, "CC0")


def test_households_ask_more_often_and_backgrounds_have_no_label():
    clips = [clip(f"train/{label}/{i}", label) for label in ("dog", "rain") for i in range(3)]
    clips += [clip("train2/background/a", None), clip("train2/animal/owl", None)]
    planned = cuts.plan(clips, SILENT)
    counts = Counter(p[2] for p in planned if p[0] == "clip")
    assert counts["dog"] == cuts.EACH_HOUSEHOLD and counts["rain"] == cuts.EACH
    assert "dog" in prepare.HOUSEHOLD and "rain" not in prepare.HOUSEHOLD
    backgrounds = [p for p in planned if p[0] == "background"]
    assert len(backgrounds) == cuts.EACH_BACKGROUND and all(p[2] is None for p in backgrounds)
    assert Counter(p[1] for p in planned if p[2] == "dog")["train/dog/0"] == cuts.EACH_HOUSEHOLD / 3


def test_synthesis_takes_the_place_of_what_cannot_be_played():
    kinds = Counter(p[0] for p in cuts.plan([clip("train/dog/1", "dog")], SILENT, 0.1))
    assert kinds["alarm"] == sum(int(0.1 * n) for n in cuts.SYNTHETIC.values())
    assert kinds["played"] == 0 and kinds["older"] > 0


def test_a_cut_holds_the_sound_or_says_that_it_is_a_fragment():
    rng, states = np.random.default_rng(0), Counter()
    wave = np.zeros(5 * 16000, np.float32)
    wave[30000:38000] = rng.standard_normal(8000) * 0.3
    for _ in range(150):
        part, whole = cuts.recorded(rng, wave, "knock")
        assert part.shape == (cuts.SAMPLES,)
        share = np.square(part).sum() / np.square(wave).sum()
        assert (share > 0.18) == whole or 0.15 < share < 0.35  # speeds change a sound's length
        states[whole] += 1
    assert states[True] > 100 and states[False] > 3


def test_a_recording_accompanies_as_what_it_is():
    assert cuts.COMPANY[cuts.company_of("speech", "EmoDB", False)] == "speech"
    assert cuts.COMPANY[cuts.company_of("frying", "Kitchen20", False)] == "kitchen"
    assert cuts.COMPANY[cuts.company_of("dog", "ESC-50", False)] == "none"
    assert cuts.COMPANY[cuts.company_of(None, "moodist", True)] == "background"


def test_doubling_the_rate_keeps_the_sound():
    t = np.arange(32352)
    wave = np.sin(2 * np.pi * 0.05 * t).astype(np.float32)
    twice = teachers.doubled(wave)
    assert len(twice) == 2 * len(wave)
    np.testing.assert_allclose(twice[2000:-2000:2], wave[1000:-1000], atol=5e-3)
    np.testing.assert_allclose(twice[2001:-1999:2], np.sin(2 * np.pi * 0.05 * (t[1000:-1000] + 0.5)),
                               atol=5e-3)


def test_mn04s_features_of_silence_are_its_floor():
    features = teachers.mn04_features(np.zeros(64000, np.float32))
    assert features.shape == (200, 128)
    np.testing.assert_allclose(features, (np.log(1e-5) + 4.5) / 5, rtol=1e-5)
