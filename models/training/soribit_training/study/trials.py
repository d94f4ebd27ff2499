# SPDX-License-Identifier: Apache-2.0
"""The suspected mistakes in conversion and use, each as a trial that can be measured.

A trial changes one thing: what the ranges are calibrated on, how weights are scaled, how features
get into an integer input, or how outputs are read. All else is as in the repaired forms.
"""
from dataclasses import dataclass

import numpy as np

from soribit_training.augment import FLOOR_DB
from soribit_training.features import HOME
from soribit_training.study import frames
from soribit_training.study.scores import normalised

REPAIR = 100  # windows that the repaired forms are calibrated on; chosen on held-out recordings
COUNTS = (1, 5, 10, 30, REPAIR, 200)
USUAL = 1e-7  # floor of the mel power: what the networks hear
FEW = 60  # windows of a wrong kind: no number of them would help


class Windows:
    """Training windows in the ways that a trial may take them: float32 [n, frames, bands, 1]."""

    def __init__(self, root, spec=HOME):
        self.spec = spec
        self.most = frames.calibration(root, max(COUNTS), USUAL, spec=spec)
        self.real = self.most[:REPAIR]
        self.deep = frames.calibration(root, FEW, floor=1e-10, spec=spec)
        self.alike = frames.calibration(root, FEW, USUAL, "rain", spec=spec)

    def drawn(self, draw):
        return draw(np.random.default_rng(8), (FEW, *self.real.shape[1:])).astype(np.float32)


def _loudest(spec):
    """A full-scale square wave with full-scale noise: the loudest that a clipped input can be."""
    rng = np.random.default_rng(9)
    wave = np.sign(rng.standard_normal(spec.samples())).astype(np.float32)
    return frames.cut(wave, spec)[..., None].astype(np.float32)


CALIBRATIONS = {
    "real": lambda w: w.real,
    "uniform": lambda w: w.drawn(lambda rng, shape: rng.uniform(0, 1, shape)),
    "gaussian": lambda w: w.drawn(lambda rng, shape: rng.standard_normal(shape)),
    "normalised": lambda w: normalised(w.real[:FEW]),
    "power": lambda w: np.float32(10) ** (w.real[:FEW] / 10),
    "relative": lambda w: np.maximum(
        w.real[:FEW] - w.real[:FEW].max((1, 2, 3), keepdims=True), -80),
    "int16": lambda w: w.real[:FEW] + np.float32(20 * np.log10(32768)),
    "deep": lambda w: w.deep,
    "silence": lambda w: np.full_like(w.real[:1], FLOOR_DB),
    "alike": lambda w: w.alike,
    "overdriven": lambda w: np.concatenate([w.real, w.real[:1] + 60]),
    "clipping": lambda w: np.concatenate([w.real, _loudest(w.spec)]),
    **{f"first {n}": (lambda w, n=n: w.most[:n]) for n in COUNTS},
}


@dataclass(frozen=True)
class Trial:
    """One thing that differs from the repaired form.

    group: calibration, range, weights, input, output or statistics; words: what was done, in plain
    words; form: which of the TFLite forms; calibration: a key of CALIBRATIONS; feed: one of
    `scores.FEEDS`; inside: type at the edges of the full-integer form.
    """
    name: str
    group: str
    words: str
    form: str = "integer"
    calibration: str = "real"
    feed: str = "quantised"
    inside: str = "int8"
    per_channel: bool = True

    def conversion(self):
        """The part of the trial that the file depends on."""
        return self.form, self.calibration, self.inside, self.per_channel


TRIALS = [
    Trial("no-data", "calibration", "no representative data: no integer form can be made, the "
          "converter makes dynamic range instead", "dynamic-range"),
    Trial("uniform", "calibration", "noise, uniform in [0, 1]", calibration="uniform"),
    Trial("gaussian", "calibration", "noise, Gaussian (0, 1)", calibration="gaussian"),
    Trial("normalised", "calibration", "features normalised, while the model takes decibels",
          calibration="normalised"),
    Trial("power", "calibration", "mel power, its logarithm forgotten", calibration="power"),
    Trial("relative", "calibration", "decibels below each window's own maximum",
          calibration="relative"),
    Trial("int16", "calibration", "decibels of samples that were not divided by 32,768",
          calibration="int16"),
    Trial("silence", "calibration", "one silent window", calibration="silence"),
    Trial("one", "calibration", "one real window", calibration="first 1"),
    Trial("handful", "calibration", "five real windows", calibration="first 5"),
    Trial("one-label", "calibration", f"{FEW} windows of one label (rain)", calibration="alike"),
    Trial("deep-floor", "range", "decibels with a floor of -100 instead of -70",
          calibration="deep"),
    Trial("overdriven", "range", f"{REPAIR} real windows and one 60 dB louder",
          calibration="overdriven"),
    Trial("clipping", "range", f"{REPAIR} real windows and one of clipped full-scale noise",
          calibration="clipping"),
    Trial("per-tensor", "weights", "one scale for all filters of a layer", per_channel=False),
    Trial("per-tensor-dynamic", "weights", "one scale for all filters of a layer, dynamic range",
          "dynamic-range", per_channel=False),
    Trial("cast-int8", "input", "decibels cast to int8, without scale and zero point",
          "full-integer", feed="cast"),
    Trial("cast-uint8", "input", "decibels cast to uint8 (negative ones wrap around)",
          "full-integer", feed="cast", inside="uint8"),
    Trial("normalised-cast", "input", "normalised features cast to int8", "full-integer",
          feed="normalised, cast"),
    Trial("uniform-cast", "input", "calibrated on uniform noise, and decibels cast to int8",
          "full-integer", "uniform", "cast"),
    Trial("normalised-both-cast", "input", "calibrated on normalised features, and those cast to "
          "int8", "full-integer", "normalised", "normalised, cast"),
]
