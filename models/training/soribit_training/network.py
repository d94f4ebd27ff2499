# SPDX-License-Identifier: Apache-2.0
"""The network: plain 3x3 convolutions, batch norm that fuses into them, ReLU, one global mean.

Input  [batch, 100, 64, 1] float32, raw decibels (floor -70 dB); the scaling is the first layer.
Output [batch, labels] softmax probabilities.

Only convolutions, additions, a mean and a dense layer: XNNPACK delegates each of them in float,
with dynamic range and in int8. Plain convolutions train several times faster on a CPU than
depthwise ones, and need no more time in int8.
"""
import tensorflow as tf

FRAMES, BANDS = 100, 64
EMBEDDING = 384
L = tf.keras.layers

# (filters, stride, residual convolutions after it)
STAGES = [(48, 2, 1), (96, 2, 1), (160, 2, 1)]
STEM = 16


def _conv(x, filters, stride, name, relu=True):
    x = L.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False, name=name,
                 kernel_initializer="he_normal")(x)
    x = L.BatchNormalization(momentum=0.98, name=name + "_bn")(x)
    return L.ReLU(name=name + "_relu")(x) if relu else x


def backbone():
    """Decibels [batch, 100, 64, 1] -> embedding [batch, 384]."""
    inputs = tf.keras.Input((FRAMES, BANDS, 1), name="log_mel")
    x = L.Rescaling(1 / 20.0, offset=2.0, name="scale")(inputs)  # (dB + 40) / 20
    x = _conv(x, STEM, 2, "stem")
    for i, (filters, stride, residuals) in enumerate(STAGES):
        x = _conv(x, filters, stride, f"stage{i}")
        for r in range(residuals):
            y = _conv(x, filters, 1, f"stage{i}_res{r}", relu=False)
            x = L.ReLU(name=f"stage{i}_out{r}")(L.Add(name=f"stage{i}_add{r}")([x, y]))
    x = L.Conv2D(EMBEDDING, 1, use_bias=False, name="top", kernel_initializer="he_normal")(x)
    x = L.BatchNormalization(momentum=0.98, name="top_bn")(x)
    x = L.ReLU(name="top_relu")(x)
    x = L.GlobalAveragePooling2D(name="mean")(x)
    return tf.keras.Model(inputs, x, name="backbone")


def student(labels, teacher=1024):
    """For training: decibels -> (logits [batch, labels], teacher embedding [batch, teacher])."""
    body = backbone()
    x = L.Dropout(0.2)(body.output)
    logits = L.Dense(labels, name="logits")(x)
    hint = L.Dense(teacher, name="hint")(body.output)
    return tf.keras.Model(body.input, [logits, hint], name="student")


def classifier(trained):
    """For the hub: the trained student without its teacher head, with softmax."""
    logits = trained.get_layer("logits")
    mean = trained.get_layer("mean").output
    return tf.keras.Model(trained.input, L.Softmax(name="scores")(logits(mean)), name="classifier")
