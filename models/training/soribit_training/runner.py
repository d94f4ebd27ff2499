# SPDX-License-Identifier: Apache-2.0
"""Runs a TFLite file on one thread (XNNPACK by default); float in, float out for every variant."""
import platform
import time
from pathlib import Path

import numpy as np


def cpu():
    """The processor's name, as it calls itself."""
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor() or platform.machine()


def interpreter():
    """The interpreter's class: from LiteRT, which is small, or else from TensorFlow."""
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError:
        from tensorflow.lite import Interpreter
    return Interpreter


class Runner:
    """Windows in decibels [n, 100, 64] (or any float input) -> scores float32 [n, labels].

    Integer inputs are quantised with the tensor's own scale and zero point, rounded to the nearest
    and clamped; integer outputs are dequantised. Casting instead would destroy the result. With `output` another
    output than the scores is read.
    """

    def __init__(self, model, output=0):
        content = model if isinstance(model, bytes) else Path(model).read_bytes()
        self.net = interpreter()(model_content=content, num_threads=1)
        self.net.allocate_tensors()
        self.input = self.net.get_input_details()[0]
        self.output = self.net.get_output_details()[output]

    def quantise(self, x):
        kind = self.input["dtype"]
        if kind == np.float32:
            return np.asarray(x, np.float32)
        scale, zero = self.input["quantization"]
        limits = np.iinfo(kind)
        return np.clip(np.round(x / scale + zero), limits.min, limits.max).astype(kind)

    def raw(self, x):
        """One input of the tensor's shape -> the output tensor as it is."""
        self.net.set_tensor(self.input["index"], x.reshape(self.input["shape"]))
        self.net.invoke()
        return self.net.get_tensor(self.output["index"]).reshape(-1).copy()

    def scores(self, windows):
        found = np.stack([self.raw(self.quantise(w)) for w in windows])
        if self.output["dtype"] == np.float32:
            return found
        scale, zero = self.output["quantization"]
        return ((found.astype(np.float32) - zero) * scale).astype(np.float32)

    def milliseconds(self, runs=300):
        """Median time of one inference, after a warm-up."""
        x = self.quantise(np.random.default_rng(0).uniform(-70, 10, self.input["shape"]))
        x = x.reshape(self.input["shape"])
        self.net.set_tensor(self.input["index"], x)
        times = []
        for i in range(runs + 50):
            start = time.perf_counter()
            self.net.invoke()
            if i >= 50:
                times.append(time.perf_counter() - start)
        return float(np.median(times) * 1000)
