# SPDX-License-Identifier: Apache-2.0
"""Where training can begin again without its checkpoints: the weights of the shipped float32 bundle.

The calibration is part of the bundle's last layer and stays there: `calibrate` fits a new one. mn04's own
head is left out of bundles; it begins as published. Writes what `tune` and `finish` go on from. Seconds.
"""
import json
import re
from pathlib import Path

import numpy as np

from soribit_training import data, trunk, tune


def constants(content):
    """{layer: (kernel, bias)} of a TFLite file that `convert` made, in Keras' order."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=content, num_threads=1)
    kernels, biases = {}, {}
    for tensor in interpreter.get_tensor_details():
        found = re.search(r"/([a-z0-9_]+?)(?:_\d+)?/(convolution|depthwise|MatMul)$", tensor["name"])
        if found and ";" not in tensor["name"] and len(tensor["shape"]) in (2, 4):
            value = interpreter.get_tensor(tensor["index"])
            order = {"convolution": (1, 2, 3, 0), "depthwise": (1, 2, 3, 0), "MatMul": (1, 0)}
            kernels[found[1]] = value.transpose(order[found[2]])
        named = re.search(r"/([a-z0-9_]+?)(?:_\d+)?/BiasAdd", tensor["name"])
        if named and len(tensor["shape"]) == 1:
            biases[named[1]] = interpreter.get_tensor(tensor["index"])
    return {layer: (kernel, biases[layer]) for layer, kernel in kernels.items()}


def load(model, content):
    """Puts the weights of a float32 bundle into a student, whose own head is the published one."""
    trunk.load(model)
    takes, gives = trunk.sixth()
    found = constants(content)
    for layer in trunk.weighted(model):
        if layer.name.startswith("audioset"):
            continue
        kernel, bias = (np.asarray(part, np.float32) for part in found[layer.name])
        kernel = kernel * 6 if layer.name in takes else kernel
        layer.set_weights([kernel / 6, bias / 6] if layer.name in gives else [kernel, bias])
    return model


def add_arguments(parser):
    parser.add_argument("--bundle", default=str(data.MODELS / tune.FAMILY / "float32"),
                        help="(%(default)s)")


def run(arguments):
    """Writes the weights and the state; refuses to replace a training."""
    folder = Path(arguments.cache) / tune.FAMILY
    if (folder / "state.json").exists():
        raise SystemExit(f"{folder} holds a training already: move it away, or go on with `tune`")
    folder.mkdir(parents=True, exist_ok=True)
    model = trunk.student(len(data.labels(tune.FAMILY)))
    load(model, (Path(arguments.bundle) / "model.tflite").read_bytes())
    for name in ("last", "average"):
        model.save_weights(folder / f"{name}.weights.h5")
    state = json.loads((data.TRAINING / "results" / f"{tune.FAMILY}-training.json").read_text())
    (folder / "state.json").write_text(json.dumps(state, indent=1))
