# SPDX-License-Identifier: Apache-2.0
"""What the hub is compared with: librosa's log-mel of each window, then TensorFlow Lite's interpreter.

    python peer.py --model DIR --audio RAW [--parts mel inference pipeline] [--seconds S]

Prints one JSON object: the median milliseconds a window takes in each part, the scores of the first
windows, and the versions used. RAW holds mono float32 samples at the model's sample rate.
"""
import argparse
import json
import platform
import statistics
import time
from importlib.metadata import version
from pathlib import Path

import librosa
import numpy as np
from ai_edge_litert.interpreter import Interpreter

HOP_SECONDS = 0.5
COMPARED = 10
PARTS = ("mel", "inference", "pipeline")


def kaldi_mel(frequency):
    return 1127.0 * np.log1p(np.asarray(frequency, np.float64) / 700.0)


def kaldi_filters(spec):
    """Triangles that are linear on the mel axis, which librosa has none of -> [bands, bins]."""
    centres = np.linspace(kaldi_mel(spec["minFrequency"]), kaldi_mel(spec["maxFrequency"]), spec["bands"] + 2)
    bins = kaldi_mel(np.fft.rfftfreq(spec["fftSize"], 1 / spec["sampleRate"]))
    distance = np.abs(bins - centres[1:-1, None]) / (centres[1] - centres[0])
    return np.maximum(0, 1 - distance).astype(np.float32)


class FrontEnd:
    """The front end of a `model.json`, as librosa computes it."""

    def __init__(self, spec):
        if spec["type"] != "log-mel":
            raise SystemExit(f"peer: front end '{spec['type']}' is none that librosa can be asked for")
        self.spec = spec
        self.samples = (spec["frames"] - 1) * spec["hop"] + spec["fftSize"]
        self.step = int(spec["sampleRate"] * HOP_SECONDS)
        self.frames = {
            "n_fft": spec["fftSize"], "win_length": spec["window"], "hop_length": spec["hop"],
            "window": "hann", "center": False}
        self.power = 2.0 if spec["spectrum"] == "power" else 1.0
        self.filters = kaldi_filters(spec) if spec["scale"] == "kaldi" else librosa.filters.mel(
            sr=spec["sampleRate"], n_fft=spec["fftSize"], n_mels=spec["bands"], fmin=spec["minFrequency"],
            fmax=spec["maxFrequency"], htk=spec["scale"] == "htk",
            norm=None if spec["norm"] == "none" else spec["norm"])

    def windows(self, audio):
        return [audio[i:i + self.samples] for i in range(0, len(audio) - self.samples + 1, self.step)]

    def log_mel(self, window):
        """[samples] -> [1, frames, bands, 1]"""
        mel = self.filters @ (np.abs(librosa.stft(window, **self.frames)) ** self.power)
        floor, reference = self.spec["floor"], self.spec["reference"]
        if self.spec["compression"] == "ln":
            features = np.log(np.maximum(mel, floor) / reference)
        elif self.spec["spectrum"] == "power":
            features = librosa.power_to_db(mel, ref=reference, amin=floor, top_db=None)
        else:
            features = librosa.amplitude_to_db(mel, ref=reference, amin=floor, top_db=None)
        return features.T[None, :, :, None]


class Model:
    """A float model on one thread, with XNNPACK (the interpreter's default)."""

    def __init__(self, path):
        self.interpreter = Interpreter(model_path=str(path), num_threads=1)
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]["index"]
        self.output = self.interpreter.get_output_details()[0]["index"]

    def score(self, features):
        self.interpreter.set_tensor(self.input, features)
        self.interpreter.invoke()
        return self.interpreter.get_tensor(self.output)[0]


def median_milliseconds(work, items, seconds):
    """Median time of `work(item)`, over and over the items, after as long a warm-up."""
    times = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < 2 * seconds or len(times) < 2:
        for item in items:
            start = time.perf_counter()
            work(item)
            end = time.perf_counter()
            if end - begin > seconds:
                times.append(end - start)
    return statistics.median(times) * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--audio", type=Path, required=True)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    front_end = FrontEnd(json.loads((options.model / "model.json").read_text())["frontEnd"])
    model = Model(options.model / "model.tflite")
    windows = front_end.windows(np.fromfile(options.audio, "<f4"))
    features = [front_end.log_mel(window) for window in windows]
    parts = {
        "mel": (front_end.log_mel, windows),
        "inference": (model.score, features),
        "pipeline": (lambda window: model.score(front_end.log_mel(window)), windows)}
    print(json.dumps({
        "milliseconds": {
            part: median_milliseconds(*parts[part], options.seconds) for part in options.parts},
        "scores": [model.score(window).tolist() for window in features[:COMPARED]],
        "versions": {"python": platform.python_version(), **{
            name: version(name) for name in ("librosa", "numpy", "ai-edge-litert")}}}))


if __name__ == "__main__":
    main()
