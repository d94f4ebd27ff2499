# SPDX-License-Identifier: Apache-2.0
"""Golden vectors for the front end: librosa's numbers for a signal that any language can compute.

    python golden_features.py            writes golden/features.json

Signal x[n], n = 0..N-1, 16 kHz, in double precision, then rounded to float32:

    x[n] = 0.30 sin(2 pi 440 n / 16000) + 0.20 sin(2 pi 3100 n / 16000)
         + 0.05 sin(2 pi (100 t + 500 t^2)) + 0.02 r[n]           t = n / 16000
    s[0] = 1;  s[n+1] = (1664525 s[n] + 1013904223) mod 2^32;  r[n] = s[n+1] / 2^31 - 1
    x[n] = 0 for 4000 <= n < 4800   (silence, to meet the floor)
"""
import json
from pathlib import Path

import numpy as np

from soribit_training.features import HOME, TRUNK, FrontEnd, to_json

N = 8000
GOLDEN = Path(__file__).resolve().parents[1] / "golden"

SPECS = {
    "home-small": HOME,
    "home": TRUNK,
    "slaney-magnitude-ln": FrontEnd(fft_size=1024, window=1024, hop=256, frames=0, bands=40,
                                    min_frequency=20.0, max_frequency=8000.0, scale="slaney",
                                    norm="slaney", spectrum="magnitude", compression="ln",
                                    floor=1e-5),
    "slaney-power-db": FrontEnd(fft_size=1024, window=640, hop=320, frames=0, bands=64,
                                min_frequency=50.0, max_frequency=8000.0, scale="slaney",
                                norm="slaney", compression="db", floor=1e-10),
    "htk-magnitude-ln": FrontEnd(fft_size=512, window=400, hop=160, frames=0, bands=64,
                                 min_frequency=125.0, max_frequency=7500.0, scale="htk",
                                 spectrum="magnitude", compression="ln", floor=1e-3),
    "htk-slaneynorm-db": FrontEnd(fft_size=400, window=400, hop=200, frames=0, bands=32,
                                  min_frequency=0.0, max_frequency=8000.0, scale="htk",
                                  norm="slaney", compression="db", floor=1e-7),
}


def signal(n=N):
    """The deterministic signal above, float32 [n]."""
    state, noise = 1, np.empty(n)
    for i in range(n):
        state = (1664525 * state + 1013904223) % 2 ** 32
        noise[i] = state / 2 ** 31 - 1
    t = np.arange(n) / 16000
    x = (0.30 * np.sin(2 * np.pi * 440 * t) + 0.20 * np.sin(2 * np.pi * 3100 * t)
         + 0.05 * np.sin(2 * np.pi * (100 * t + 500 * t * t)) + 0.02 * noise)
    x[4000:4800] = 0
    return x.astype(np.float32)


def kaldi_power(x, spec):
    """librosa's power spectrum through Kaldi's triangles, one after the other, [bands, frames]."""
    import librosa

    power = np.abs(librosa.stft(x, n_fft=spec.fft_size, hop_length=spec.hop, win_length=spec.window,
                                window="hann", center=False)) ** 2
    mel = 1127 * np.log(1 + librosa.fft_frequencies(sr=spec.sample_rate, n_fft=spec.fft_size) / 700)
    edges = np.linspace(*(1127 * np.log(1 + f / 700) for f in (spec.min_frequency,
                                                              spec.max_frequency)), spec.bands + 2)
    bands = []
    for low, centre, high in zip(edges, edges[1:], edges[2:]):
        rising, falling = (mel - low) / (centre - low), (high - mel) / (high - centre)
        bands.append(np.maximum(0, np.minimum(rising, falling)) @ power)
    return np.array(bands)


def librosa_log_mel(x, spec):
    """The reference: librosa itself, [frames, bands]; of Kaldi's triangles it has the spectrum."""
    import librosa

    mel = kaldi_power(x, spec) if spec.scale == "kaldi" else librosa.feature.melspectrogram(
        y=x, sr=spec.sample_rate, n_fft=spec.fft_size, hop_length=spec.hop,
        win_length=spec.window, window="hann", center=False,
        power=2.0 if spec.spectrum == "power" else 1.0, n_mels=spec.bands,
        fmin=spec.min_frequency, fmax=spec.max_frequency, htk=spec.scale == "htk",
        norm=None if spec.norm == "none" else spec.norm)
    if spec.compression == "ln":
        return np.log(np.maximum(mel, spec.floor)).T
    to_db = librosa.power_to_db if spec.spectrum == "power" else librosa.amplitude_to_db
    return to_db(mel, ref=spec.reference, amin=spec.floor, top_db=None).T


def main():
    x = signal()
    cases = []
    for name, spec in SPECS.items():
        values = librosa_log_mel(x, spec)
        front_end = to_json(spec)
        front_end["frames"] = len(values)
        samples = (len(values) - 1) * spec.hop + spec.fft_size
        cases.append({"name": name, "frontEnd": front_end, "samples": samples,
                      "values": [[round(float(v), 3) for v in row] for row in values]})
    out = GOLDEN / "features.json"
    out.parent.mkdir(exist_ok=True)
    text = json.dumps({"signal": {
        "samples": N, "sampleRate": 16000,
        "formula": "x[n] = 0.30 sin(2 pi 440 t) + 0.20 sin(2 pi 3100 t) + 0.05 sin(2 pi (100 t + "
                   "500 t^2)) + 0.02 r[n], t = n / 16000; s[0] = 1, s[n+1] = (1664525 s[n] + "
                   "1013904223) mod 2^32, r[n] = s[n+1] / 2^31 - 1; x[n] = 0 for 4000 <= n < 4800",
        "first": [float(v) for v in x[:8]]},
        "values": "librosa, [frame][band], rounded to 0.001", "cases": cases},
        separators=(",", ":"))
    out.write_text(text + "\n")
    print(out.name, len(text), "bytes")


if __name__ == "__main__":
    main()
