# SPDX-License-Identifier: Apache-2.0
"""The front end: waveform -> log-mel windows, the same numbers as librosa and as the hub.

A `FrontEnd` says how: Hann window (periodic) of `window` samples centred in `fft_size` (zeros
around it), a frame every `hop` samples, no padding at the ends (center=False), power or magnitude
spectrum, mel bands, logarithm with a floor. The defaults are the home family's.

Units: waveform in [-1, 1]; frequencies in hertz; the result in decibels relative to 1 (or in
nepers of power for "ln").
"""
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np


@dataclass(frozen=True)
class FrontEnd:
    sample_rate: int = 16000
    fft_size: int = 512
    window: int = 400
    hop: int = 320
    frames: int = 100
    bands: int = 64
    min_frequency: float = 60.0
    max_frequency: float = 7800.0
    scale: str = "htk"  # or "slaney", or "kaldi": triangles that are linear on the mel axis
    norm: str = "none"  # or "slaney"
    spectrum: str = "power"  # or "magnitude"
    compression: str = "db"  # or "ln", "none"
    reference: float = 1.0
    floor: float = 1e-7

    def samples(self):
        """Samples of one window of `frames` frames: 32192 for the home family, about 2 s."""
        return (self.frames - 1) * self.hop + self.fft_size


def kaldi_mel(frequency):
    """Hertz -> Kaldi's mel."""
    return 1127.0 * np.log1p(np.asarray(frequency, np.float64) / 700.0)


def kaldi_frequency(mel):
    """Kaldi's mel -> hertz."""
    return 700.0 * np.expm1(np.asarray(mel, np.float64) / 1127.0)


HOME = FrontEnd()
# The 103 lowest of the 128 bands that mn04 has between 0 and 15 kHz: what 16 kHz can hold.
TRUNK = FrontEnd(hop=160, frames=200, bands=103, min_frequency=0.0, scale="kaldi", floor=1e-10,
                 max_frequency=round(float(kaldi_frequency(104 * kaldi_mel(15000.0) / 129)), 6))
STEP = 8000  # samples from one window to the next: 0.5 s


def _kaldi_triangles(spec):
    """Weights [bins, bands] of triangles that are equally spaced and linear on Kaldi's mel axis."""
    low, high = kaldi_mel(spec.min_frequency), kaldi_mel(spec.max_frequency)
    step = (high - low) / (spec.bands + 1)
    bins = kaldi_mel(np.arange(spec.fft_size // 2 + 1) * spec.sample_rate / spec.fft_size)
    centres = low + step * np.arange(1, spec.bands + 1)
    return np.maximum(0, 1 - np.abs(bins[:, None] - centres) / step).astype(np.float32)


@lru_cache(maxsize=16)
def _tables(spec):
    import librosa

    hann = np.zeros(spec.fft_size, np.float32)
    start = (spec.fft_size - spec.window) // 2
    n = np.arange(spec.window)
    hann[start:start + spec.window] = 0.5 - 0.5 * np.cos(2 * np.pi * n / spec.window)
    if spec.scale == "kaldi":
        if spec.norm != "none":
            raise ValueError("Kaldi's triangles have no norm")
        return hann, _kaldi_triangles(spec)
    mel = librosa.filters.mel(
        sr=spec.sample_rate, n_fft=spec.fft_size, n_mels=spec.bands, fmin=spec.min_frequency,
        fmax=spec.max_frequency, htk=spec.scale == "htk",
        norm=None if spec.norm == "none" else spec.norm).astype(np.float32)
    return hann, np.ascontiguousarray(mel.T)


def mel_spectrum(wave, spec=HOME):
    """[samples] -> mel spectrum [frames, bands] before the logarithm, float32."""
    import scipy.fft

    hann, mel = _tables(spec)
    wave = np.asarray(wave, np.float32)
    if len(wave) < spec.fft_size:
        wave = np.pad(wave, (0, spec.fft_size - len(wave)))
    frames = np.lib.stride_tricks.sliding_window_view(wave, spec.fft_size)[::spec.hop]
    bins = scipy.fft.rfft(frames * hann, axis=1)
    power = bins.real ** 2 + bins.imag ** 2
    return (np.sqrt(power) if spec.spectrum == "magnitude" else power) @ mel


def compress(mel, spec=HOME, floor=None):
    """Mel spectrum -> its logarithm, in the unit that the front end names."""
    floor = spec.floor if floor is None else floor
    if spec.compression == "none":
        return mel
    if spec.compression == "ln":
        return np.log(np.maximum(mel, floor))
    factor = 10.0 if spec.spectrum == "power" else 20.0
    return factor * np.log10(np.maximum(mel, floor) / spec.reference)


def log_mel(wave, spec=HOME):
    """[samples] -> [frames, bands], as many frames as fit."""
    return compress(mel_spectrum(wave, spec), spec)


def windows(wave, spec=HOME, step=STEP):
    """[samples] -> [windows, frames, bands]: the windows the hub would see, at least one.

    The end is padded with zeros to fill the last window only if there would be no window otherwise.
    """
    need = spec.samples()
    if len(wave) < need:
        wave = np.pad(wave, (0, need - len(wave)))
    frames = log_mel(wave, spec)
    per_step = step // spec.hop
    last = len(frames) - spec.frames
    return np.stack([frames[i:i + spec.frames] for i in range(0, last + 1, per_step)])


def windows_count(samples, spec=HOME, step=STEP):
    """How many windows a waveform of so many samples gives."""
    return 1 if samples < spec.samples() else 1 + (samples - spec.samples()) // step


def to_json(spec=HOME):
    """The object that `model.json` and the golden vectors carry as `frontEnd`."""
    return {"type": "log-mel", "sampleRate": spec.sample_rate, "fftSize": spec.fft_size,
            "window": spec.window, "hop": spec.hop, "frames": spec.frames, "bands": spec.bands,
            "minFrequency": spec.min_frequency, "maxFrequency": spec.max_frequency,
            "scale": spec.scale, "norm": spec.norm, "spectrum": spec.spectrum,
            "compression": spec.compression, "reference": spec.reference, "floor": spec.floor}


def with_frames(spec, frames):
    return replace(spec, frames=frames)
