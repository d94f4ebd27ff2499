# SPDX-License-Identifier: Apache-2.0
"""Synthesis of a home's mechanical sounds: breaking glass, doors, vacuum cleaners.

Each function (rng, seconds) returns (wave, pulses) like those of `synth`. Impacts are sums of
decaying modes (modal synthesis), creaks are trains of stick-slip impulses through resonances,
machines are noise and harmonics of a motor through resonances.
"""
import numpy as np

from soribit_training.augment import coloured_noise

RATE = 16000


def _add(wave, start, part):
    a = int(start * RATE)
    if a < len(wave):
        part = part[:len(wave) - a]
        wave[a:a + len(part)] += part


def _modes(rng, count, low, high, decay, seconds):
    """`count` decaying modes between two frequencies; `decay` (low, high) seconds."""
    t = np.arange(int(seconds * RATE)) / RATE
    f = np.exp(rng.uniform(np.log(low), np.log(high), count))[:, None]
    d = np.exp(rng.uniform(np.log(decay[0]), np.log(decay[1]), count))[:, None]
    a = rng.uniform(0.1, 1, count)[:, None] * rng.choice([-1, 1], count)[:, None]
    return (a * np.sin(2 * np.pi * f * t) * np.exp(-t / d)).sum(0)


def _resonances(rng, x, count, low, high):
    """x through some resonances in parallel, and a little of it as it is."""
    from scipy.signal import iirpeak, lfilter

    y = rng.uniform(0.05, 0.4) * x
    for _ in range(count):
        b, a = iirpeak(np.exp(rng.uniform(np.log(low), np.log(high))), rng.uniform(2, 25), fs=RATE)
        y = y + rng.uniform(0.3, 1) * lfilter(b, a, x)
    return y


def glass_break(rng, seconds):
    """A crack, then shards that ring and fall: ever fewer, ever softer."""
    wave = np.zeros(int(seconds * RATE))
    t = rng.uniform(0.0, max(0.05, seconds - 1.2))
    n = int(rng.uniform(0.02, 0.09) * RATE)
    crack = rng.standard_normal(n) * np.exp(-np.arange(n) / (0.25 * n))
    _add(wave, t, crack * rng.uniform(0.5, 2.5))
    _add(wave, t, _modes(rng, 4, 150, 1500, (0.01, 0.06), 0.2) * rng.uniform(0, 0.8))
    spread = rng.uniform(0.12, 0.6)
    for _ in range(int(rng.integers(8, 45))):
        at = rng.exponential(spread)
        shard = _modes(rng, int(rng.integers(2, 7)), 1800, 7700, (0.008, 0.12), 0.4)
        _add(wave, t + at, shard * rng.uniform(0.1, 0.6) * np.exp(-at / (2.5 * spread)))
    return wave, [(t, t + 3 * spread)]


def door(rng, seconds):
    """A creak, a slam with its rattle, or a latch and a thump."""
    wave = np.zeros(int(seconds * RATE))
    if rng.uniform() < 0.55:
        return _creak(rng, wave, seconds)
    t = rng.uniform(0.05, max(0.1, seconds - 0.8))
    if rng.uniform() < 0.6:  # the latch
        _add(wave, t - 0.04, _modes(rng, 5, 900, 5500, (0.002, 0.02), 0.1) * rng.uniform(0.1, 0.6))
    body = _modes(rng, int(rng.integers(4, 10)), 45, 500, (0.02, 0.16), 0.7)
    n = int(0.15 * RATE)
    body[:n] += coloured_noise(rng, n, 1.5) * np.exp(-np.arange(n) / (RATE * 0.02)) * 2
    _add(wave, t, body)
    for _ in range(int(rng.integers(0, 7))):  # what rattles
        _add(wave, t + rng.exponential(0.08),
             _modes(rng, 4, 400, 4000, (0.004, 0.03), 0.15) * rng.uniform(0.05, 0.4))
    return wave, [(t, t + 0.4)]


def _creak(rng, wave, seconds):
    length = rng.uniform(0.5, min(2.5, seconds))
    begin, n = rng.uniform(0, seconds - length), int(length * RATE)
    at = np.linspace(0, 1, 6)
    rate = np.interp(np.linspace(0, 1, n), at,
                     np.exp(rng.uniform(np.log(15), np.log(260), 1) + rng.normal(0, 0.45, 6)))
    phase = np.cumsum(rate * (1 + 0.08 * rng.standard_normal(n)) / RATE)
    slips = np.zeros(n)
    where = np.flatnonzero(np.diff(np.floor(phase)) > 0)
    slips[where] = rng.uniform(0.3, 1, len(where))
    x = _resonances(rng, slips, int(rng.integers(3, 8)), 250, 5500)
    x *= np.interp(np.linspace(0, 1, n), at, np.r_[0, rng.uniform(0.2, 1, 4), 0])
    _add(wave, begin, x)
    return wave, [(begin, begin + length)]


def vacuum(rng, seconds):
    """A motor's whine and its harmonics in a stream of air; steady, or moved to and fro."""
    n = int(seconds * RATE)
    t = np.arange(n) / RATE
    base = rng.uniform(90, 700)
    move = 1 + rng.uniform(0, 0.02) * np.sin(2 * np.pi * rng.uniform(0.2, 1.2) * t + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(base * move) / RATE
    whine = sum(rng.uniform(0, 1) / k ** 0.6 * np.sin(k * phase + rng.uniform(0, 6))
                for k in range(1, 16) if k * base < 7500)
    air = _resonances(rng, coloured_noise(rng, n, rng.uniform(0.2, 1.4)),
                      int(rng.integers(2, 6)), 200, 5000)
    x = air / np.sqrt(np.mean(air ** 2)) + whine / np.sqrt(np.mean(whine ** 2)) * rng.uniform(0.1, 0.9)
    if rng.uniform() < 0.5:
        x *= 1 + rng.uniform(0.05, 0.35) * np.sin(2 * np.pi * rng.uniform(0.3, 1.5) * t)
    return x, [(0.0, seconds)]
