# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import alarms, synth

SAMPLES = 32352


def generator(seed=3):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("label", alarms.KINDS)
def test_a_window_is_full_and_at_most_half_scale(label):
    rng, states = generator(), set()
    for _ in range(40):
        wave, whole, _ = alarms.window(label, rng, SAMPLES)
        assert wave.shape == (SAMPLES,) and wave.dtype == np.float32
        assert np.abs(wave).max() == pytest.approx(0.5, abs=1e-3)
        states.add(whole)
    assert True in states


def test_t3_and_t4_keep_to_their_tolerances():
    rng = generator()
    for _ in range(50):
        (on, off), _, (_, rest) = alarms.t3(rng)
        assert 0.45 <= on <= 0.55 and 0.45 <= off <= 0.55 and 1.3 <= rest <= 1.7
        pattern = alarms.t4(rng)
        assert len(pattern) == 4 and pattern[-1][1] > 4 and all(a < 0.14 for a, _ in pattern)


def test_a_horn_is_low_and_has_overtones_where_hearing_is_keen():
    rng = generator()
    for _ in range(30):
        f, harmonics = alarms.horn(rng)
        assert 350 <= f <= 800
        at = f * np.arange(1, len(harmonics) + 1)
        keen = np.square(harmonics)[(at > 900) & (at < 6000)].sum()
        assert keen > 0.2 * np.square(harmonics).sum()


def test_horns_are_smoke_alarms_that_may_be_taken_for_another_horn():
    rng, steady = generator(), 0
    for _ in range(30):
        wave, on, ignored = alarms.sounding_horn(rng, 2.0)
        assert np.isfinite(wave).all() and ignored in ("alarm", "car_horn")
        steady += len(on) == 1 and on[0][0] <= 0 and on[0][1] >= 2
    assert 5 < steady < 25


def test_a_chirp_is_short_high_and_nearly_always_alone():
    rng, singles = generator(), 0
    for _ in range(100):
        wave, on, _ = alarms.battery_chirp(rng, 2.0)
        first = wave[int(on[0][0] * 16000):int(on[0][1] * 16000)]
        assert 0.03 <= on[0][1] - on[0][0] <= 0.1
        loudest = np.abs(np.fft.rfft(first, 16384)).argmax() * 16000 / 16384
        assert 2000 < loudest < 4800 or loudest > 4000  # the second harmonic may be as loud
        singles += len(on) == 1
    assert singles >= 80


def test_look_alikes_at_an_alarms_pitch_are_no_t3_no_t4_and_no_fast_beeping():
    rng = generator()
    for _ in range(300):
        wave, on, _ = alarms.look_alike(rng, 8.0)
        spectrum = np.abs(np.fft.rfft(wave))
        pitch = spectrum.argmax() / 8.0
        tonal = spectrum.max() > 30 * np.median(spectrum[8000:])
        if len(on) < 4 or not tonal or not 2110 < pitch < 4650:
            continue
        lengths = np.array([b - a for a, b in on])
        gaps = np.array([b[0] - a[1] for a, b in zip(on, on[1:])])
        assert not ((0.44 < lengths) & (lengths < 0.56)).any()
        run = longest(gaps < 0.45)
        assert run + 1 <= 3  # T4 has four pulses in a row, a fast alarm many


def longest(flags):
    best = now = 0
    for flag in flags:
        now = now + 1 if flag else 0
        best = max(best, now)
    return best


def test_linked_alarms_beat():
    """Somewhere among many alarms two sounders lie less than 2 % apart."""
    rng, found = generator(), 0
    for _ in range(60):
        wave, _ = alarms._sounding(rng, 4.0, [(0.5, 0.5)])
        spectrum = np.abs(np.fft.rfft(wave))
        near = spectrum.argmax()
        around = spectrum[int(near * 0.975):int(near * 1.025)]
        peaks = (around[1:-1] > around[:-2]) & (around[1:-1] > around[2:])
        found += (peaks & (around[1:-1] > 0.3 * spectrum.max())).sum() > 1
    assert found >= 3


def test_a_voice_speaks_in_the_pauses():
    voice = np.full(8000, 0.5)
    wave, _ = alarms._spoken(generator(), np.zeros(32000), [(0.1, 0.6)], [voice], 1.0)
    assert not wave[:int(0.6 * 16000)].any() and wave[int(0.8 * 16000):16000].all()


def test_what_is_in_a_window_decides_what_it_teaches():
    assert alarms.enough("smoke_alarm", [(0.0, 0.5), (1.0, 1.5)], 2.0) == 1
    assert alarms.enough("smoke_alarm", [(0.0, 0.5)], 2.0) == 0
    assert alarms.enough("co_alarm", [(0.1 * k, 0.1 * k + 0.1) for k in (0, 2)], 2.0) == 0
    assert alarms.enough("co_alarm", [(0.1 * k, 0.1 * k + 0.1) for k in (0, 2, 4, 6)], 2.0) == 1
    assert alarms.enough("appliance_beep", [(2.5, 3.0)], 2.0) == -1
    assert synth.heard([(0.0, 0.5)], 0.0, 2.0) == (1, 0.5)
