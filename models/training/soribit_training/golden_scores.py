# SPDX-License-Identifier: Apache-2.0
"""Golden vectors for the runtime: what Python's TFLite says about inputs any language can compute.

    python golden_scores.py            writes golden/scores.json from ../home and golden/tiny-*.tflite
    python golden_scores.py --tiny     first makes the tiny models anew

Input of the home models, frame i of 200, band j of 103, double precision rounded to float32:

    x[i][j] = -40 + 30 sin(0.1 i) cos(0.2 j)

Input of the tiny models, i of 16, j of 12:

    x[i][j] = -15 + 40 sin(0.3 i) cos(0.5 j)

Integer tensors: q = clamp(round(x / scale + zeroPoint)), value = (q - zeroPoint) * scale. The tiny
models have random (seeded) weights; they say nothing, but each holds one way of quantising.
"""
import argparse
import json

import numpy as np

from soribit_training import data
from soribit_training.cards import VARIANTS
from soribit_training.features import TRUNK
from soribit_training.runner import Runner

GOLDEN = data.TRAINING / "golden"
TINY = ["float32", "float16", "dynamic-range", "int8-per-channel", "int8-per-tensor",
        "full-int8", "full-int8-per-tensor", "full-uint8"]


def home_input():
    i, j = np.arange(TRUNK.frames)[:, None], np.arange(TRUNK.bands)[None]
    return (-40 + 30 * np.sin(0.1 * i) * np.cos(0.2 * j)).astype(np.float32)


def tiny_input():
    i, j = np.arange(16)[:, None], np.arange(12)[None]
    return (-15 + 40 * np.sin(0.3 * i) * np.cos(0.5 * j)).astype(np.float32)


def tiny_model():
    """[1, 16, 12, 1] -> 5 scores; one dense layer is large enough for dynamic range (> 1024)."""
    import tensorflow as tf

    tf.keras.utils.set_random_seed(3)
    inputs = tf.keras.Input((16, 12, 1))
    x = tf.keras.layers.Rescaling(1 / 20.0, offset=1.0)(inputs)
    x = tf.keras.layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
    x = tf.keras.layers.Reshape((8 * 6 * 8,))(x)
    x = tf.keras.layers.Dense(8, activation="relu")(x)
    x = tf.keras.layers.Dense(5, activation="softmax")(x)
    return tf.keras.Model(inputs, x)


def make_tiny():
    """Writes golden/tiny-<kind>.tflite for each kind."""
    import tensorflow as tf

    model, rng = tiny_model(), np.random.default_rng(4)
    calibration = [tiny_input()[None, :, :, None]] + [
        rng.uniform(-58, 31, (1, 16, 12, 1)).astype(np.float32) for _ in range(50)]
    for kind in TINY:
        converter = tf.lite.TFLiteConverter.from_keras_model(model)
        if kind != "float32":
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if kind == "float16":
            converter.target_spec.supported_types = [tf.float16]
        if "int8" in kind:
            converter.representative_dataset = lambda: ([x] for x in calibration)
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
            converter._experimental_disable_per_channel = kind.endswith("per-tensor")
        if kind.startswith("full-"):
            inside = tf.uint8 if kind == "full-uint8" else tf.int8
            converter.inference_input_type = inside
            converter.inference_output_type = inside
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"tiny-{kind}.tflite").write_bytes(converter.convert())


def _tensor(detail):
    scale, zero = detail["quantization"]
    return {"type": np.dtype(detail["dtype"]).name, "shape": [int(n) for n in detail["shape"]],
            "scale": float(scale), "zeroPoint": int(zero)}


def _case(path, x, with_input):
    runner = Runner(path)
    given = runner.quantise(x)
    raw = runner.raw(given)
    case = {"input": _tensor(runner.input), "output": _tensor(runner.output),
            "scores": [round(float(v), 6) for v in runner.scores(x[None])[0]]}
    if raw.dtype != np.float32:
        case["raw"] = [int(v) for v in raw]
        if with_input:
            case["rawInput"] = [int(v) for v in given.reshape(-1)]
    return case


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tiny", action="store_true", help="make the tiny models anew")
    arguments = parser.parse_args()
    if arguments.tiny:
        make_tiny()
    home = {}
    for variant in VARIANTS:
        path = data.MODELS / "home" / variant / "model.tflite"
        if path.exists():
            home[f"home-{variant}"] = _case(path, home_input(), False)
    tiny = {f"tiny-{k}": _case(GOLDEN / f"tiny-{k}.tflite", tiny_input(), True) for k in TINY}
    text = json.dumps({
        "quantise": "q = clamp(round(x / scale + zeroPoint)), value = (q - zeroPoint) * scale",
        "homeInput": "x[i][j] = -40 + 30 sin(0.1 i) cos(0.2 j), i of 200, j of 103", "home": home,
        "tinyInput": "x[i][j] = -15 + 40 sin(0.3 i) cos(0.5 j), i of 16, j of 12", "tiny": tiny},
        separators=(",", ":"))
    (GOLDEN / "scores.json").write_text(text + "\n")
    print(len(text), "bytes;", len(home), "home and", len(tiny), "tiny models")


if __name__ == "__main__":
    main()
