# SPDX-License-Identifier: Apache-2.0
"""What int8 does to the trunk, and what is done about it. All of it is exact in float.

An int8 tensor has 256 steps between the ends of its range, for all of its channels. Four things help:
`with_rounded_weights`  weights are rounded so that a filter's sum stays: its inputs have a level of
                their own, decibels above all; what else rounding changes on average, biases take back
`narrowed`      calibration takes the lowest and the highest value it ever saw for the ends; they are moved
                in to where the squared error is least
`gates`         hard-swish makes nothing of what is below -3: no steps are spent on it
`six_swish`     (in `trunk`) hard-swish of operators that int8 kernels exist for
What the steps of each kind of layer cost is measured with layers that round (`simulated`).
"""
import numpy as np

PARTS = (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3)  # of a range that are tried
SAMPLES = 4000  # values of a tensor and window that are looked at
LOOKED_AT = 96  # windows that means are taken from
LOWEST = -3.0  # of hard-swish's input; what is not below is kept: its output has a floor there


def ends(values, low, high):
    """(low, high) within what was seen, with the least squared error of 256 steps; they hold zero."""
    def error(part):
        first, last = cut(part)
        step = (last - first) / 255
        made = np.clip(np.round((values - first) / step), 0, 255) * step + first
        return float(np.square(made - values).mean())

    def cut(part):
        return min(low, 0.0) * (1 if low >= LOWEST else part), max(high, 0.0) * part

    return cut(min(PARTS, key=error))


def narrowed(content, windows):
    """A calibrated TFLite file -> the same with the ends of its ranges moved in.

    The file is one that the converter has calibrated and not yet quantised.
    """
    import tensorflow as tf
    from tensorflow.lite.tools import flatbuffer_utils

    model = flatbuffer_utils.read_model_from_bytearray(bytearray(content))
    tensors = {i: t.quantization for i, t in enumerate(model.subgraphs[0].tensors)
               if t.quantization is not None and t.quantization.max is not None}
    gated = gates(model.subgraphs[0], model.operatorCodes)
    seen = observed(tf.lite.Interpreter(
        model_content=content, experimental_preserve_all_tensors=True), tensors, windows)
    for i, limits in tensors.items():
        if len(limits.max) == 1 and i in seen and limits.max[0] > limits.min[0]:
            lowest = LOWEST if i in gated else -np.inf
            low, high = ends(np.maximum(seen[i], lowest), max(float(limits.min[0]), lowest),
                             float(limits.max[0]))
            limits.min, limits.max = [low], [high]
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def gates(graph, codes):
    """Tensors x of a TFLite graph that are taken as x relu6(x + 3) alone: below LOWEST all are one."""
    from tensorflow.lite.python import schema_py_generated as schema

    add, multiply = schema.BuiltinOperator.ADD, schema.BuiltinOperator.MUL
    takers = {}
    for op in graph.operators:
        for i in op.inputs:
            takers.setdefault(i, []).append(op)

    def kind(op):
        return max(codes[op.opcodeIndex].builtinCode, codes[op.opcodeIndex].deprecatedBuiltinCode)

    def gate(op):
        return kind(op) == add and (op.builtinOptions.fusedActivationFunction
                                    == schema.ActivationFunctionType.RELU6)

    return {i for i, ops in takers.items()
            if any(map(gate, ops)) and all(gate(op) or kind(op) == multiply for op in ops)}


def observed(interpreter, tensors, windows):
    """{tensor: some of its values over these windows} of those that the interpreter computes."""
    rng, found = np.random.default_rng(0), {}
    interpreter.allocate_tensors()
    given = interpreter.get_input_details()[0]["index"]
    kept = [d["index"] for d in interpreter.get_tensor_details()
            if d["index"] in tensors and d["dtype"] == np.float32 and np.prod(d["shape"]) > 1]
    for window in windows:
        interpreter.set_tensor(given, window[None])
        interpreter.invoke()
        for i in kept:
            values = interpreter.get_tensor(i).ravel()
            found.setdefault(i, []).append(rng.choice(values, min(len(values), SAMPLES)))
    return {i: np.concatenate(parts) for i, parts in found.items()}


def ranges(model, names, windows):
    """{layer: (low, high)} of the outputs of these layers of a Keras model."""
    import tensorflow as tf

    rng, found = np.random.default_rng(0), {name: [] for name in names}
    whole = tf.keras.Model(model.input, [model.get_layer(n).output for n in names])
    for i in range(0, len(windows), 32):
        for name, out in zip(names, whole(windows[i:i + 32])):
            values = out.numpy().ravel()
            found[name].append((values.min(), values.max(),
                                rng.choice(values, min(len(values), 32 * SAMPLES))))
    return {name: ends(np.concatenate([v for _, _, v in parts]),
                       float(min(low for low, _, _ in parts)),
                       float(max(high for _, high, _ in parts)))
            for name, parts in found.items()}


def prepared(model, windows):
    """The classifier as the integer forms are made from it: the same function, within rounding."""
    from soribit_training import trunk

    return with_rounded_weights(trunk.classifier(model), windows)


def to_logits(model):
    import tensorflow as tf

    return tf.keras.Model(model.input, model.get_layer("logits").output)


def depthwise(layer):
    return type(layer).__name__ == "DepthwiseConv2D"


def rounded(kernel):
    """[weights, filters] rounded to int8 with one scale for each filter, and the filter's sum kept.

    Inputs have a level of their own, decibels above all: rounding must not change what a filter
    makes of it.
    """
    step = np.maximum(np.abs(kernel).max(axis=0) / 127, 1e-12)
    exact = kernel / step
    near = np.round(exact)
    for k in range(kernel.shape[1]):
        off = int(np.round((exact - near)[:, k].sum()))
        order = np.argsort((exact - near)[:, k] * -np.sign(off))
        free = [i for i in order if abs(near[i, k] + np.sign(off)) <= 127][:abs(off)]
        near[free, k] += np.sign(off)
    return (near * step).astype(np.float32)


def with_rounded_weights(model, windows):
    """The weights of each layer on int8's grid, its biases corrected for what that changes on average."""
    import tensorflow as tf

    from soribit_training import trunk

    layers = trunk.weighted(model)
    inputs = tf.keras.Model(model.input, [layer.input for layer in layers])
    means = [np.mean([x.numpy().reshape(-1, x.shape[-1]).mean(0) for x in part], axis=0)
             for part in zip(*(inputs(windows[i:i + 32]) for i in range(0, len(windows), 32)))]
    for layer, mean in zip(layers, means):
        kernel, bias = layer.get_weights()
        flat = kernel.reshape(-1, len(bias))
        made = rounded(flat).reshape(kernel.shape)
        change = made - kernel
        if depthwise(layer):
            shift = change[..., 0].sum((0, 1)) * mean
        else:
            shift = mean @ change.reshape(-1, len(mean), len(bias)).sum(0)
        layer.set_weights([made, bias - shift])
    return model


def rounded_layers(model):
    """Names of the layers whose outputs int8 rounds: those that no activation is fused into."""
    found = []
    for layer in model.layers:
        after = [node.operation for node in layer._outbound_nodes]
        kind = type(layer).__name__
        fused = kind in ("Conv2D", "DepthwiseConv2D", "Rescaling") and len(after) == 1 and (
            getattr(after[0], "activation", None) is not None
            and after[0].activation.__name__ == "relu" or type(after[0]).__name__ == "ReLU")
        if kind not in ("InputLayer", "ZeroPadding2D", "Reshape", "Normalization") and not fused:
            found.append(layer.name)
    return found


def simulated(model, limits):
    """The same layers, with outputs rounded to 256 steps between their limits."""
    import tensorflow as tf

    def call(layer, *arguments, **keywords):
        made = layer(*arguments, **keywords)
        if layer.name not in limits:
            return made
        low, high = limits[layer.name]
        return Rounded(low, high, name=layer.name + "_int8")(made)

    class Rounded(tf.keras.layers.Layer):
        def __init__(self, low, high, **keywords):
            super().__init__(**keywords)
            self.low, self.high = low, high

        def call(self, x):
            return tf.quantization.fake_quant_with_min_max_args(x, self.low, self.high)

    return tf.keras.models.clone_model(model, clone_function=lambda layer: layer,
                                       call_function=call)
