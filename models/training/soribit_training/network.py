# SPDX-License-Identifier: Apache-2.0
"""The networks: the small home model and the study's ResNet-50; the home model's is `trunk`.

Input  [batch, 100, 64, 1] float32, raw decibels (floor -70 dB); the scaling is the first layer.
Output [batch, labels] independent probabilities (sigmoid): sounds overlap.

The small home network is plain 3x3 convolutions, batch norm that fuses into them, ReLU. Time is averaged
at the end, frequency is not: where a sound lies on the scale tells a smoke alarm from a doorbell.
Plain convolutions train several times faster than depthwise ones on a CPU, and XNNPACK delegates
every layer in float, with dynamic range and in int8.
"""
import math

import tensorflow as tf

FRAMES, BANDS = 100, 64
TEACHER = 1024
L = tf.keras.layers

STEM = 16
STAGES = [(24, 1), (64, 2), (128, 2)]  # filters, residual convolutions
TOP = 256


def _conv(x, filters, size, stride, name, relu=True):
    x = L.Conv2D(filters, size, strides=stride, padding="same", use_bias=False, name=name,
                 kernel_initializer="he_normal")(x)
    x = L.BatchNormalization(momentum=0.98, name=name + "_bn")(x)
    return L.ReLU(name=name + "_relu")(x) if relu else x


def _residual(x, filters, name):
    y = _conv(x, filters, 3, 1, name, relu=False)
    return L.ReLU(name=name + "_out")(L.Add(name=name + "_add")([x, y]))


def home_small():
    """Decibels [batch, 100, 64, 1] -> embedding [batch, 4 x 256]: quarters of the mel scale."""
    inputs = tf.keras.Input((FRAMES, BANDS, 1), name="log_mel")
    x = L.Rescaling(1 / 20.0, offset=2.0, name="scale")(inputs)  # (dB + 40) / 20
    x = _conv(x, STEM, 3, 2, "stem")
    for i, (filters, blocks) in enumerate(STAGES):
        x = _conv(x, filters, 3, 2, f"stage{i}")
        for b in range(blocks):
            x = _residual(x, filters, f"stage{i}_{b}")
    x = _conv(x, TOP, 1, 1, "top")
    x = L.AveragePooling2D((x.shape[1], 1), name="mean")(x)
    return tf.keras.Model(inputs, L.Flatten(name="embedding")(x), name="home-small")


def resnet50(frames=FRAMES, bands=BANDS):
    """The study's network, ResNet-50, on the same windows -> embedding [batch, 2048].

    With `frames` and `bands` None it takes windows of any size, as training does.
    """
    inputs = tf.keras.Input((frames, bands, 1), name="log_mel")
    x = L.Rescaling(1 / 20.0, offset=2.0, name="scale")(inputs)
    return tf.keras.applications.ResNet50(weights=None, include_top=False, pooling="avg",
                                          input_tensor=x, name="resnet50")


def student(body, labels):
    """For training: decibels -> (logits [batch, labels], teacher's embedding [batch, 1024])."""
    x = L.Dropout(0.2)(body.output)
    logits = L.Dense(labels, name="logits")(x)
    hint = L.Dense(TEACHER, name="hint")(body.output)
    return tf.keras.Model(body.input, [logits, hint], name="student")


def classifier(trained, activation="sigmoid"):
    """For the hub: the trained student without its teacher head, with probabilities."""
    logits = trained.get_layer("logits").output
    scores = L.Activation(activation, name="scores")(logits)
    return tf.keras.Model(trained.input, scores, name="classifier")


def multiply_adds(model):
    """Multiply-adds of one window: convolutions and dense layers."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, (L.Conv2D, L.DepthwiseConv2D)):
            total += math.prod(layer.output.shape[1:3]) * math.prod(layer.kernel.shape)
        elif isinstance(layer, L.Dense):
            total += math.prod(layer.kernel.shape)
    return total
