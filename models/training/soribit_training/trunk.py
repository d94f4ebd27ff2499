# SPDX-License-Identifier: Apache-2.0
"""The home model's trunk: EfficientAT's mn04_as (MIT licence), a MobileNetV3 that has heard AudioSet.

Inputs are [batch, frames, bands, 1], as the hub gives them; the published network has the bands first, so
its kernels are transposed. Batch norm is folded into the convolutions: what is fine-tuned is what
is converted. Padding is symmetric at every stride.
"""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from soribit_training import data

L = tf.keras.layers
WEIGHTS = data.SHARED / "models" / "mn04_as.npz"
EPSILON = 1e-3  # of the published batch norm
STEM, LAST = 8, 384
AUDIOSET, HIDDEN = 527, 512


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


def _padded(x, kernel, stride, name):
    """(x, padding mode): Keras' "same" is symmetric at stride 1 alone."""
    if stride == 1:
        return x, "same"
    return L.ZeroPadding2D(kernel // 2, name=name + "_pad")(x), "valid"


def _convolution(x, filters, kernel, stride, activation, name):
    x, padding = _padded(x, kernel, stride, name)
    x = L.Conv2D(filters, kernel, strides=stride, padding=padding, name=name)(x)
    return L.Activation(activation, name=name + "_act")(x) if activation else x


def _depthwise(x, kernel, stride, activation, name):
    x, padding = _padded(x, kernel, stride, name)
    x = L.DepthwiseConv2D(kernel, strides=stride, padding=padding, name=name)(x)
    return L.Activation(activation, name=name + "_act")(x)


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


def features(x, blocks=BLOCKS):
    """mn04's input [batch, frames, bands, 1] -> its last feature map [batch, time, frequency, 384]."""
    x = _convolution(x, STEM, 3, 2, "hard_swish", "stem")
    for i, spec in enumerate(blocks, 1):
        x = block(x, spec, f"block{i}")
    return _convolution(x, LAST, 1, 1, "hard_swish", "last")


def audioset(embedding):
    """mn04's own head: embedding [batch, 384] -> logits [batch, 527]."""
    x = L.Dense(HIDDEN, activation="hard_swish", name="audioset_hidden")(embedding)
    return L.Dense(AUDIOSET, name="audioset")(x)


def published(frames=None, bands=128):
    """mn04_as as published: features (ln(mel + 1e-5) + 4.5) / 5 -> (embedding, AudioSet logits)."""
    inputs = tf.keras.Input((frames, bands, 1), name="features")
    embedding = L.GlobalAveragePooling2D(name="embedding")(features(inputs))
    return tf.keras.Model(inputs, [embedding, audioset(embedding)], name="mn04_as")


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
    for name, weights in tensors(path).items():
        if name in names:
            model.get_layer(name).set_weights(weights)
    return model
