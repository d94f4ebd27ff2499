# SPDX-License-Identifier: Apache-2.0
"""What int8 does to the trunk, and what is done about it.

An int8 tensor has 256 steps between the ends of its range. Calibration takes the lowest and the highest
value that it ever saw for the ends; of a MobileNet's activations nearly all lie in a small part of
that range. So the ends are moved in to where a share of the values lies (`narrowed`), and the network
learns to live with the steps: the last part of its training computes with values rounded to them
(`simulated`).
"""
import numpy as np

SHARE = 0.9999  # of a tensor's values that lie within its range
SAMPLES = 4000  # values of a tensor and window that are looked at
LOWEST = -3.0  # lowest values down to here are kept: hard-swish has its own floor there


def ends(values, low, high, share=SHARE):
    """(low, high) that hold a share of the values and zero, within what was seen."""
    narrow = float(np.quantile(values, 1 - share)), float(np.quantile(values, share))
    return (min(low, 0.0) if low >= LOWEST else max(low, min(0.0, narrow[0])),
            max(0.0, min(high, narrow[1])))


def narrowed(content, windows, share=SHARE):
    """A calibrated TFLite file -> the same with the ends of its ranges moved in.

    The file is one that the converter has calibrated and not yet quantised.
    """
    import tensorflow as tf
    from tensorflow.lite.tools import flatbuffer_utils

    model = flatbuffer_utils.read_model_from_bytearray(bytearray(content))
    tensors = {i: t.quantization for i, t in enumerate(model.subgraphs[0].tensors)
               if t.quantization is not None and t.quantization.max is not None}
    seen = observed(tf.lite.Interpreter(
        model_content=content, experimental_preserve_all_tensors=True), tensors, windows)
    for i, limits in tensors.items():
        if len(limits.max) == 1 and i in seen and limits.max[0] > limits.min[0]:
            low, high = ends(seen[i], float(limits.min[0]), float(limits.max[0]), share)
            limits.min, limits.max = [low], [high]
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


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


def ranges(model, names, windows, share=SHARE):
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
                       float(max(high for _, high, _ in parts)), share)
            for name, parts in found.items()}


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
