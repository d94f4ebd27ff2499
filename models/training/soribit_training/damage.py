# SPDX-License-Identifier: Apache-2.0
"""What a microphone, a telephone and a codec do to a scene."""
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

RATE = 16000


def response(rng, f):
    """The magnitude of a device over the frequencies f: limits, tilt, resonances; a telephone."""
    h = np.ones(len(f), np.float32)
    if rng.uniform() < 0.07:  # 300 to 3,400 Hz
        return h / np.sqrt(1 + (f / 3400) ** 10) / np.sqrt(1 + (300 / np.maximum(f, 1)) ** 8)
    if rng.uniform() < 0.4:
        h = h / np.sqrt(1 + (f / rng.uniform(2800, 7500)) ** 4)
    if rng.uniform() < 0.5:
        h = h / np.sqrt(1 + (rng.uniform(50, 350) / np.maximum(f, 1)) ** 4)
    if rng.uniform() < 0.5:
        tilt = np.interp(np.log2(np.maximum(f, 60)), np.log2([60, 250, 1000, 3000, 8000]),
                         rng.uniform(-5, 5, 5))
        h = h * (10 ** (tilt / 20)).astype(np.float32)
    if rng.uniform() < 0.25:
        centre, width = np.exp(rng.uniform(np.log(300), np.log(6000))), rng.uniform(0.1, 0.5)
        h = h * (1 + rng.uniform(0.5, 2) * np.exp(-(np.log(np.maximum(f, 1) / centre) / width) ** 2))
    return h.astype(np.float32)


def automatic_gain(rng, wave):
    """A gain that follows the loudness of blocks of 10 ms, slowly."""
    blocks = wave[:len(wave) // 160 * 160].reshape(-1, 160)
    level = 10 * np.log10(np.square(blocks).mean(1) + 1e-7)
    slow = np.exp(-0.01 / rng.uniform(0.05, 0.6))
    level = lfilter([1 - slow], [1, -slow], level, zi=[level[0] * slow])[0]
    gain = -rng.uniform(0.3, 0.8) * (level - level.max())
    gain = np.minimum(gain, rng.uniform(10, 30))
    at = np.interp(np.arange(len(wave)), np.arange(len(gain)) * 160 + 80, gain)
    return wave * 10 ** (at / 20)


def microphone(rng, wave, silent=False):
    """A wave of any level -> float32 in [-1, 1] as a cheap device records it."""
    if not silent and rng.uniform() < 0.15:
        wave = automatic_gain(rng, wave)
    peak = np.abs(wave).max() + 1e-12
    if rng.uniform() < 0.08:
        limit = peak * rng.uniform(0.2, 0.8)
        wave = np.clip(wave, -limit, limit)
    level = rng.uniform(-85, -25) if silent else rng.uniform(-38, -1)
    wave = wave * (10 ** (level / 20) / (np.abs(wave).max() + 1e-12))
    if rng.uniform() < 0.6:  # the microphone's own noise
        own = rng.standard_normal(len(wave), dtype=np.float32)
        wave = wave + own * 10 ** (rng.uniform(-95, -52) / 20)
    if rng.uniform() < 0.1:  # rumble
        n, t = rng.uniform(12, 90), np.arange(len(wave)) / RATE
        wave = wave + np.sin(2 * np.pi * n * t + rng.uniform(0, 6)) * (
            1 + 0.5 * np.sin(2 * np.pi * 0.7 * t)) * 10 ** (rng.uniform(-60, -25) / 20)
    if rng.uniform() < 0.06:
        wave = wave + rng.uniform(-0.05, 0.05)
    steps = 2.0 ** (rng.integers(6, 11) if rng.uniform() < 0.06 else 15)
    return np.clip(np.rint(wave * steps) / steps, -1, 1).astype(np.float32)


CODECS = {  # encoder, container, kilobits a second, effort (the least)
    "opus": ("libopus", "ogg", (8, 28), "0"), "mp3": ("libmp3lame", "mp3", (16, 48), "9")}


def coded(waves, codec, kilobits):
    """float32 [n, samples] through a lossy codec and back, all in one stream."""
    encoder, container, _, effort = CODECS[codec]
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / f"x.{container}"
        raw = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]
        quiet = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1"]
        subprocess.run([*quiet, *raw, "-i", "pipe:0", "-c:a", encoder, "-b:a", f"{kilobits}k",
                        "-compression_level", effort,
                        str(packed)], check=True,
                       input=np.rint(waves * 32767).astype("<i2").tobytes())
        back = subprocess.run([*quiet, "-i", str(packed), *raw, "pipe:1"], check=True,
                              capture_output=True).stdout
    found = np.zeros(waves.size, np.float32)
    x = np.frombuffer(back, "<i2")[:waves.size]
    found[:len(x)] = x / np.float32(32767)
    return found.reshape(waves.shape)


def codecs(rng, waves, share):
    """Some of the waves through MP3 or Opus at a low rate, all through the same."""
    chosen = np.flatnonzero(rng.uniform(size=len(waves)) < share)
    codec = str(rng.choice(list(CODECS)))
    if len(chosen):
        waves[chosen] = coded(waves[chosen], codec, int(rng.integers(*CODECS[codec][2])))
    return waves
