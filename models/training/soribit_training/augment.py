# SPDX-License-Identifier: Apache-2.0
"""Augmentation: of waveforms (speed, room, company, noise) and of cached log-mel windows
(cut, gain, company, masks). All randomness comes from the generator that is passed in."""
import numpy as np

SAMPLE_RATE = 16000
FLOOR_DB = -70.0


def rms(x):
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64)) + 1e-20))


def coloured_noise(rng, n, slope):
    """[n] samples of unit RMS; spectrum falls by `slope` (0 white, 1 pink, 2 brown)."""
    bins = np.fft.rfft(rng.standard_normal(n).astype(np.float32))
    f = np.maximum(np.fft.rfftfreq(n, 1 / SAMPLE_RATE), 30.0)
    x = np.fft.irfft(bins * f ** (-slope / 2), n).astype(np.float32)
    return x / rms(x)


def hum(rng, n):
    """[n] samples of unit RMS: mains hum of 50 or 60 Hz with harmonics."""
    t = np.arange(n) / SAMPLE_RATE
    base = rng.choice([50.0, 60.0]) * rng.uniform(0.998, 1.002)
    x = sum(rng.uniform(0, 1) ** 2 / k * np.sin(2 * np.pi * (base * k * t + rng.uniform()))
            for k in range(1, 12)) + 1e-6
    return (x / rms(x)).astype(np.float32)


def noise(rng, n):
    """Any noise of unit RMS: white, pink, brown or between, sometimes with hum."""
    x = coloured_noise(rng, n, rng.uniform(0, 2.2))
    if rng.uniform() < 0.25:
        x = x + rng.uniform(0.2, 2) * hum(rng, n)
    return x / rms(x)


def change_speed(x, factor):
    """Plays [n] samples `factor` times as fast (pitch goes along)."""
    at = np.arange(0, len(x) - 1, factor)
    return np.interp(at, np.arange(len(x)), x).astype(np.float32)


def in_room(x, room):
    """[n] samples heard in a room (impulse response), same length, same RMS."""
    from scipy.signal import fftconvolve

    y = fftconvolve(x, room)[:len(x)].astype(np.float32)
    return y * (rms(x) / rms(y))


def loudness(x):
    """RMS of the loudest quarter of its 50 ms blocks."""
    frames = np.square(x[:len(x) // 800 * 800]).reshape(-1, 800).mean(1)
    return float(np.sqrt(np.sort(frames)[-max(1, len(frames) // 4):].mean() + 1e-14))


def mix(x, other, snr, loud=False):
    """x with `other` (as long) added `snr` dB below the loud part of x.

    The level of `other` is its RMS, or with `loud` that of its own loud part.
    """
    level = loudness(other) if loud else rms(other)
    return x + other * (loudness(x) / max(level, 1e-7) * 10 ** (-snr / 20))


def microphone(rng, x):
    """A cheap microphone and its codec: band limits, clipping, coarse steps; one or some of them."""
    from scipy.signal import butter, sosfilt

    if rng.uniform() < 0.5:
        x = sosfilt(butter(2, rng.uniform(2500, 7500), "low", fs=SAMPLE_RATE, output="sos"), x)
    if rng.uniform() < 0.5:
        x = sosfilt(butter(2, rng.uniform(60, 400), "high", fs=SAMPLE_RATE, output="sos"), x)
    peak = np.abs(x).max() + 1e-9
    if rng.uniform() < 0.2:
        x = np.clip(x, -peak * rng.uniform(0.2, 0.8), peak * rng.uniform(0.2, 0.8))
    if rng.uniform() < 0.25:  # mu-law steps, 5 to 8 bits
        mu, steps = 255.0, 2.0 ** rng.integers(4, 8)
        y = np.sign(x) * np.log1p(mu * np.abs(x) / peak) / np.log1p(mu)
        y = np.round(y * steps) / steps
        x = np.sign(y) * np.expm1(np.abs(y) * np.log1p(mu)) / mu * peak
    return x.astype(np.float32)


def cut(rng, x, n, loud_within=12.0, tries=8):
    """A random cut of n samples that holds sound within some dB of the clip's loudest 50 ms."""
    if len(x) < n:
        before = int(rng.integers(0, n - len(x) + 1))
        return np.pad(x, (before, n - len(x) - before))
    block = 800
    energy = np.square(x[:len(x) // block * block]).reshape(-1, block).mean(1)
    loud = energy.max() * 10 ** (-loud_within / 10)
    margin = n // 10
    for _ in range(tries):
        start = int(rng.integers(0, len(x) - n + 1))
        inner = energy[(start + margin) // block:max((start + n - margin) // block, 1)]
        if len(inner) and inner.max() >= loud:
            break
    else:
        middle = int(energy.argmax()) * block
        start = int(np.clip(middle - n // 2, 0, len(x) - n))
    return x[start:start + n]


def batch(rng, db):
    """Cached windows -> network input: gain, tone, a little shift in time and pitch, masks.

    db       float16 [batch, frames, 64], decibels with a floor far below -70
    Returns float32 [batch, frames, 64, 1].
    """
    n, frames, bands = db.shape
    x = db.astype(np.float32)
    peak = x.max(axis=(1, 2))
    low = np.maximum(-40.0, np.minimum(0.0, -45.0 - peak))  # never push a sound below the floor
    gain = np.where(peak > -45, rng.uniform(low, 10.0), 0.0).astype(np.float32)
    # the tone of a microphone and its place: a slow curve over the bands
    edge = rng.uniform(-5, 5, (n, 4)).astype(np.float32) * (rng.uniform(size=(n, 1)) < 0.6)
    at = np.linspace(0, 3, bands)
    left = np.minimum(at.astype(int), 2)
    w = (at - left).astype(np.float32)
    tone = edge[:, left] * (1 - w) + edge[:, left + 1] * w
    x += gain[:, None, None] + tone[:, None, :].astype(np.float32)
    np.maximum(x, FLOOR_DB, out=x)
    for i in range(n):
        quiet = np.float32(x[i].min())
        if rng.uniform() < 0.5:  # a little earlier or later
            x[i] = np.roll(x[i], int(rng.integers(-25, 26)), axis=0)
        if rng.uniform() < 0.3:  # a little higher or lower
            by = int(rng.choice([-2, -1, 1, 2]))
            x[i] = x[i][:, np.clip(np.arange(bands) + by, 0, bands - 1)]
        if rng.uniform() < 0.3:
            size = int(rng.integers(3, 16))
            a = int(rng.integers(0, frames - size))
            x[i, a:a + size] = quiet
        if rng.uniform() < 0.4:
            size = int(rng.integers(2, 9))
            b = int(rng.integers(0, bands - size))
            x[i, :, b:b + size] = quiet
    return x[..., None]


def mixed(rng, x, hint, target, share=0.5):
    """Some windows of a batch with another one on top, 0 to 15 dB below, in power.

    x        float32 [batch, frames, 64, 1] decibels
    hint     float32 [batch, 1024]; that of a mixture lies between both, nearer to the louder
    target   float32 [batch, labels]; what is 3 dB below counts whole, what is 12 dB below not at all
    Returns (x, hint, target) of the same shapes. Windows that are nearly silent stay alone.
    """
    n = len(x)
    peak = x.max(axis=(1, 2, 3))
    other = rng.permutation(n)
    below = rng.uniform(0, 15, n).astype(np.float32)
    some = (rng.uniform(size=n) < share) & (peak > -45) & (peak[other] > -45) & (other != np.arange(n))
    i, j = np.flatnonzero(some), other[some]
    gain = (peak[i] - below[i] - peak[j])[:, None, None, None]
    x, hint, target = x.copy(), hint.copy(), target.copy()
    apart = x[j] + gain - x[i]
    sums = x[i] + np.maximum(apart, 0) + np.float32(10 / np.log(10)) * np.log1p(
        np.exp(-np.abs(apart) * np.float32(np.log(10) / 10)))
    weight = 10 ** (-below[i] / 20)[:, None]
    blend = (hint[i] + weight * hint[j]) / (1 + weight)
    both = np.maximum(target[i], np.clip((12 - below[i]) / 9, 0, 1)[:, None] * target[j])
    x[i], hint[i], target[i] = sums, blend, both
    return x, hint, target
