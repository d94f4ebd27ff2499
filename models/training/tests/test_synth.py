# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import synth
from soribit_training.features import HOME


def starts_and_ends(wave, step=80):
    """Times in seconds at which the envelope rises and falls."""
    blocks = np.abs(wave[:len(wave) // step * step]).reshape(-1, step).max(axis=1)
    on = np.concatenate([[0], blocks > 0.1, [0]]).astype(int)
    edges = np.diff(on)
    scale = step / synth.RATE
    return np.flatnonzero(edges == 1) * scale, np.flatnonzero(edges == -1) * scale



def test_t3_is_three_half_second_pulses_then_a_pause():
    rng, seen = np.random.default_rng(3), 0
    while seen < 5:
        wave, pulses = synth.render("smoke_alarm", rng, 20)
        lengths = np.array([b - a for a, b in pulses])
        if lengths[0] < 0.44:
            continue  # the fast even beeping of older alarms
        seen += 1
        assert np.all((lengths >= 0.45) & (lengths <= 0.55))
        gaps = np.array([b[0] - a[1] for a, b in zip(pulses, pulses[1:])])
        assert np.all((gaps[gaps < 1] >= 0.45) & (gaps[gaps < 1] <= 0.55))
        long = np.flatnonzero(gaps > 1)
        assert len(long) >= 3 and np.all(np.diff(long) == 3)
        assert np.all((gaps[long] >= 1.3) & (gaps[long] <= 1.71))
        starts, ends = starts_and_ends(wave)
        assert abs(np.median((ends - starts)[1:-1]) - lengths[0]) < 0.03


def test_t4_is_four_short_pulses_then_five_seconds():
    rng = np.random.default_rng(4)
    for _ in range(5):
        _, pulses = synth.render("co_alarm", rng, 25)
        lengths = np.array([b - a for a, b in pulses])
        assert np.all((lengths >= 0.08) & (lengths <= 0.13))
        gaps = np.array([b[0] - a[1] for a, b in zip(pulses, pulses[1:])])
        long = np.flatnonzero(gaps > 1)
        assert len(long) >= 3 and np.all(np.diff(long) == 4)
        assert np.all((gaps[long] >= 4.4) & (gaps[long] <= 5.6))


def test_a_pause_of_an_alarm_is_not_the_alarm():
    pulses = [(0.0, 0.1), (0.2, 0.3), (0.4, 0.5), (0.6, 0.7), (5.7, 5.8)]
    assert synth.enough("co_alarm", pulses, 0.0, 2.0)
    assert not synth.enough("co_alarm", pulses, 2.0, 2.0)
    assert not synth.enough("co_alarm", pulses, 0.5, 2.0)
    assert not synth.enough("smoke_alarm", [(0.0, 0.5)], 0.2, 2.0)


@pytest.mark.parametrize("kind", ["smoke_alarm", "co_alarm", "doorbell", "phone_ring", "knock"])
def test_a_part_is_too_little_to_be_labelled(kind):
    rng = np.random.default_rng(7)
    assert len(synth.part(kind, rng, HOME.samples())) == HOME.samples()
    one = [(0.2, 0.24)] if kind == "knock" else [(0.2, 0.7)] if kind == "smoke_alarm" else \
        [(0.2, 0.3)]
    assert synth.too_little(kind, one, 0.0, 2.0) and not synth.enough(kind, one, 0.0, 2.0)


@pytest.mark.parametrize("kind", synth.KINDS)
def test_each_kind_gives_a_finite_window_within_range(kind):
    rng = np.random.default_rng(5)
    for _ in range(5):
        wave = synth.window(kind, rng, HOME.samples())
        assert wave.dtype == np.float32 and len(wave) == HOME.samples()
        assert np.isfinite(wave).all() and np.abs(wave).max() <= 1.0


@pytest.mark.parametrize("kind", synth.KINDS)
def test_the_same_seed_gives_the_same_sound(kind):
    a, b = (synth.render(kind, np.random.default_rng(6), 2.0)[0] for _ in range(2))
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("kind", ["appliance_beep", "glass_break", "door", "vacuum", "siren"])
def test_a_sound_of_the_home_is_finite_and_never_twice_the_same(kind):
    rng = np.random.default_rng(8)
    waves = [synth.window(kind, rng, HOME.samples()) for _ in range(12)]
    assert all(np.isfinite(w).all() and 0.4 < np.abs(w).max() <= 0.51 for w in waves)
    spectra = np.array([np.abs(np.fft.rfft(w)) / np.linalg.norm(np.fft.rfft(w)) for w in waves])
    assert (spectra @ spectra.T - np.eye(12)).max() < 0.95


def test_appliance_beeps_keep_away_from_the_timing_of_alarms():
    rng = np.random.default_rng(9)
    for _ in range(200):
        _, pulses = synth.render("appliance_beep", rng, 8)
        lengths = np.array([b - a for a, b in pulses])
        gaps = np.array([b[0] - a[1] for a, b in zip(pulses, pulses[1:])])
        if len(pulses) > 3 and np.ptp(lengths) < 0.001:
            assert not (0.45 <= lengths[0] <= 0.55 and np.any(gaps < 0.6))  # not T3
            assert not (lengths[0] <= 0.13 and np.any(gaps < 0.2))  # not T4
