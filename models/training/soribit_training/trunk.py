# SPDX-License-Identifier: Apache-2.0
"""The home model's trunk: EfficientAT's mn04_as (MIT licence), a MobileNetV3 that has heard AudioSet.

Inputs are [batch, frames, bands, 1], as the hub gives them; the published network has the bands first, so
its kernels are transposed. Batch norm is folded into the convolutions: what is fine-tuned is what
is converted. Padding is symmetric at every stride.
"""
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf

from soribit_training import data
from soribit_training.features import TRUNK, kaldi_mel

L = tf.keras.layers
WEIGHTS = data.SHARED / "models" / "mn04_as.npz"
EPSILON = 1e-3  # of the published batch norm
STEM, LAST = 8, 384
AUDIOSET, HIDDEN = 527, 512
BANDS = 112  # of the network: ours and silence above, so that the border lies where mn04 hears nothing
GAIN = 10.0  # decibels: homes are quieter than AudioSet's clips
HEAD = 256
FACTOR = float(np.log(10) / 50)  # one decibel, in units of the published features
FLOOR = 1e-5  # power that the published features add


@dataclass(frozen=True)
class Block:
    """An inverted residual: expand, depthwise, squeeze-excitation, project."""

    kernel: int
    expanded: int
    out: int
    squeeze: int
    activation: str
    stride: int


BLOCKS = (
    Block(3, 8, 8, 0, "relu", 1), Block(3, 24, 16, 0, "relu", 2), Block(3, 32, 16, 0, "relu", 1),
    Block(5, 32, 16, 8, "relu", 2), Block(5, 48, 16, 16, "relu", 1), Block(5, 48, 16, 16, "relu", 1),
    Block(3, 96, 32, 0, "hard_swish", 2), Block(3, 80, 32, 0, "hard_swish", 1),
    Block(3, 72, 32, 0, "hard_swish", 1), Block(3, 72, 32, 0, "hard_swish", 1),
    Block(3, 192, 48, 48, "hard_swish", 1), Block(3, 272, 48, 72, "hard_swish", 1),
    Block(5, 272, 64, 72, "hard_swish", 2), Block(5, 384, 64, 96, "hard_swish", 1),
    Block(5, 384, 64, 96, "hard_swish", 1))


def activated(x, activation, name):
    """The activation as a layer: a name that Keras knows, or a function of (x, name)."""
    return activation(x, name) if callable(activation) else L.Activation(activation, name=name)(x)


def six_swish():
    """Six times hard-swish, of operators that integers have: x relu6(x + 3).

    Few runtimes compute hard-swish in int8, all of them a sum with ReLU6 and a product.
    """
    def made(x, name):
        gate = L.ReLU(6.0, name=name + "_gate")(L.Rescaling(1.0, 3.0, name=name + "_plus")(x))
        return L.Multiply(name=name)([x, gate])

    return made


def _padded(x, kernel, stride, name):
    """(x, padding mode): Keras' "same" is symmetric at stride 1 alone."""
    if stride == 1:
        return x, "same"
    return L.ZeroPadding2D(kernel // 2, name=name + "_pad")(x), "valid"


def _convolution(x, filters, kernel, stride, activation, name):
    x, padding = _padded(x, kernel, stride, name)
    x = L.Conv2D(filters, kernel, strides=stride, padding=padding, name=name)(x)
    return activated(x, activation, name + "_act") if activation else x


def _depthwise(x, kernel, stride, activation, name):
    x, padding = _padded(x, kernel, stride, name)
    x = L.DepthwiseConv2D(kernel, strides=stride, padding=padding, name=name)(x)
    return activated(x, activation, name + "_act")


def _excited(x, squeeze, name):
    """Squeeze-excitation: each channel weighted by what the whole window holds."""
    w = L.GlobalAveragePooling2D(keepdims=True, name=name + "_mean")(x)
    w = L.Conv2D(squeeze, 1, activation="relu", name=name + "_fc1")(w)
    w = L.Conv2D(x.shape[-1], 1, activation="sigmoid", name=name + "_fc2")(w)
    return L.Multiply(name=name)([x, w])


def block(x, spec, name):
    """One inverted residual; the sum where stride is 1 and the channels stay."""
    y = x
    if spec.expanded != x.shape[-1]:
        y = _convolution(y, spec.expanded, 1, 1, spec.activation, name + "_expand")
    y = _depthwise(y, spec.kernel, spec.stride, spec.activation, name + "_depthwise")
    if spec.squeeze:
        y = _excited(y, spec.squeeze, name + "_se")
    y = _convolution(y, spec.out, 1, 1, None, name + "_project")
    return L.Add(name=name + "_add")([x, y]) if spec.stride == 1 and x.shape[-1] == spec.out else y


def features(x, swish="hard_swish"):
    """mn04's input [batch, frames, bands, 1] -> its last feature map [batch, time, frequency, 384]."""
    x = _convolution(x, STEM, 3, 2, swish, "stem")
    for i, spec in enumerate(BLOCKS, 1):
        chosen = swish if spec.activation == "hard_swish" else spec.activation
        x = block(x, replace(spec, activation=chosen), f"block{i}")
    return _convolution(x, LAST, 1, 1, swish, "last")


def audioset(embedding):
    """mn04's own head: embedding [batch, 384] -> logits [batch, 527]."""
    x = L.Dense(HIDDEN, activation="hard_swish", name="audioset_hidden")(embedding)
    return L.Dense(AUDIOSET, name="audioset")(x)


def published(frames=None, bands=128):
    """mn04_as as published: features (ln(mel + 1e-5) + 4.5) / 5 -> (embedding, AudioSet logits)."""
    inputs = tf.keras.Input((frames, bands, 1), name="features")
    embedding = L.GlobalAveragePooling2D(name="embedding")(features(inputs))
    return tf.keras.Model(inputs, [embedding, audioset(embedding)], name="mn04_as")


def quiet(gain=0.0, spec=TRUNK):
    """Where mn04's floor of 1e-5 lies in each of our bands, in decibels, float32 [bands].

    At 32 kHz an FFT twice as long has four times the power, and its pre-emphasis is a gain of each
    band. With `gain`, sounds are heard as if they were so many decibels louder.
    """
    frequency = np.arange(spec.fft_size // 2 + 1) * spec.sample_rate / spec.fft_size
    emphasis = np.abs(1 - 0.97 * np.exp(-2j * np.pi * frequency / (2 * spec.sample_rate))) ** 2
    step = kaldi_mel(spec.max_frequency) / (spec.bands + 1)
    triangles = np.maximum(0, 1 - np.abs(kaldi_mel(frequency)[:, None] / step
                                         - np.arange(1, spec.bands + 1)))
    power = 4 * (emphasis @ triangles) / triangles.sum(0)
    return (10 * np.log10(FLOOR / power) - gain).astype(np.float32)


def above_quiet(decibels, gain=0.0):
    """[batch, frames, 103, 1] -> decibels above the quietest that mn04 hears, at least 0."""
    x = L.Rescaling(1.0, offset=-quiet(gain)[:, None], name="above_quiet")(decibels)
    return L.ReLU(name="audible")(x)


def household(decibels, labels, gain=GAIN, swish="hard_swish", dropout=True):
    """Decibels [batch, 200, 103, 1] -> (logits [batch, labels], mean embedding [batch, 384]).

    The bands are averaged; of time the head has the mean and the maximum, since a mean over 2 s
    dilutes a knock.
    """
    x = L.ZeroPadding2D(((0, 0), (0, BANDS - TRUNK.bands)), name="silence_above")(
        above_quiet(decibels, gain))
    x = features(x, swish)
    x = L.AveragePooling2D((1, x.shape[2]), name="bands_mean")(x)
    mean = L.GlobalAveragePooling2D(name="embedding")(x)
    x = L.Concatenate(name="mean_and_max")([mean, L.GlobalMaxPooling2D(name="loudest")(x)])
    x = L.Dense(HEAD, name="hidden")(L.Dropout(0.2)(x) if dropout else x)
    x = activated(x, swish, "hidden_act")
    return L.Dense(labels, name="logits")(L.Dropout(0.3)(x) if dropout else x), mean


def window():
    return tf.keras.Input((TRUNK.frames, TRUNK.bands, 1), name="log_mel")


def student(labels, gain=GAIN):
    """For training: decibels -> (logits [batch, labels], AudioSet logits [batch, 527])."""
    inputs = window()
    logits, embedding = household(inputs, labels, gain)
    return tf.keras.Model(inputs, [logits, audioset(embedding)], name="student")


def deployed(trained):
    """For the hub: decibels -> logits, without hard-swish, which integers lack.

    Where hard-swish was, there is six times of it; the sixth goes into the layers that take it.
    """
    inputs = window()
    logits, _ = household(inputs, trained.get_layer("logits").units, swish=six_swish(), dropout=False)
    model = tf.keras.Model(inputs, logits, name="deployed")
    takes, gives = sixth()
    for layer in weighted(model):
        kernel, bias = trained.get_layer(layer.name).get_weights()
        kernel = kernel / 6 if layer.name in takes else kernel
        layer.set_weights([6 * kernel, 6 * bias] if layer.name in gives else [kernel, bias])
    return model


def classifier(model, scale=1.0, offset=0.0):
    """What `deployed` made, with probabilities; the calibration (scale and offset of each logit)
    becomes part of its last layer."""
    inputs = window()
    layer = model.get_layer("logits")
    logits, _ = household(inputs, layer.units, swish=six_swish(), dropout=False)
    made = tf.keras.Model(inputs, L.Activation("sigmoid", name="scores")(logits), name="home")
    for layer in weighted(made):
        layer.set_weights(model.get_layer(layer.name).get_weights())
    kernel, bias = made.get_layer("logits").get_weights()
    made.get_layer("logits").set_weights([kernel * scale, bias * scale + offset])
    return made


def weighted(model):
    """The layers that learn."""
    return [layer for layer in model.layers if layer.trainable_variables]


def sixth():
    """Names of the layers that (take six times what they took, give six times what they gave)."""
    takes = {"block1_depthwise", "block2_expand", "hidden", "logits"}
    for i, spec in enumerate(BLOCKS, 1):
        if spec.activation == "hard_swish":
            takes |= {f"block{i}_depthwise", f"block{i}_se_fc1", f"block{i}_project"}
    return takes, {"block1_project"}  # its sum with the stem's output


def _folded(source, convolution, norm):
    """(kernel out x in x height x width, bias) with the batch norm folded in, float64."""
    kernel = source[convolution + ".weight"].astype(np.float64)
    scale = source[norm + ".weight"] / np.sqrt(source[norm + ".running_var"] + EPSILON)
    bias = source[norm + ".bias"] - source[norm + ".running_mean"] * scale
    return kernel * scale[:, None, None, None], bias


def _keras_form(kernel, depthwise):
    """PyTorch's out x in x bands x frames -> Keras' frames x bands x in x out."""
    order = (3, 2, 0, 1) if depthwise else (3, 2, 1, 0)
    return kernel.transpose(order).astype(np.float32)


def tensors(path=WEIGHTS):
    """The published weights by the names of our layers: {layer: (kernel, bias)}."""
    with np.load(path) as archive:
        source = {name: archive[name] for name in archive.files}

    def convolution(at, depthwise=False):
        kernel, bias = _folded(source, at + ".0", at + ".1")
        return _keras_form(kernel, depthwise), bias.astype(np.float32)

    def plain(at):
        kernel = source[at + ".weight"].T
        return (kernel[None, None] if "conc_se" in at else kernel), source[at + ".bias"]

    found = {"stem": convolution("features.0"), "last": convolution("features.16")}
    channels = STEM
    for i, spec in enumerate(BLOCKS, 1):
        at, step, name = f"features.{i}.block.", 0, f"block{i}"
        if spec.expanded != channels:
            found[name + "_expand"] = convolution(at + "0")
            step = 1
        found[name + "_depthwise"] = convolution(at + str(step), True)
        step += 1
        if spec.squeeze:
            for layer in ("fc1", "fc2"):
                found[f"{name}_se_{layer}"] = plain(f"{at}{step}.conc_se_layers.0.{layer}")
            step += 1
        found[name + "_project"] = convolution(at + str(step))
        channels = spec.out
    found["audioset_hidden"], found["audioset"] = plain("classifier.2"), plain("classifier.5")
    return found


def load(model, path=WEIGHTS):
    """Puts the published weights into every layer of a model that has their name."""
    names = {layer.name for layer in model.layers}
    found = tensors(path)
    if "above_quiet" in names:  # the stem gets decibels above the floor, not the published features
        kernel, bias = found["stem"]
        lowest = (np.log(FLOOR) + 4.5) / 5
        found["stem"] = kernel * np.float32(FACTOR), bias + np.float32(lowest) * kernel.sum((0, 1, 2))
    for name, weights in found.items():
        if name in names:
            model.get_layer(name).set_weights(weights)
    return model
