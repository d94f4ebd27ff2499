# SPDX-License-Identifier: Apache-2.0
"""The trained ResNet-50: its float16 file, how it was trained, and trials of its batch norm."""
import json
from pathlib import Path

from soribit_training import data
from soribit_training.quantise import quantise
from soribit_training.study.trials import Trial


def classifier(folder):
    """`last.weights.h5` of a training run -> Keras classifier of 100 x 64 windows, softmax."""
    from soribit_training import network

    labels = len(data.labels())
    trained = network.student(network.resnet50(None, None), labels)  # as it was saved
    trained.load_weights(Path(folder) / "last.weights.h5")
    fixed = network.student(network.resnet50(), labels)
    fixed.set_weights(trained.get_weights())
    return network.classifier(fixed, "softmax")


def training(folder):
    """How long it was trained, and its learning curve: one entry an epoch."""
    state = json.loads((Path(folder) / "state.json").read_text())
    last = state["log"][-1]
    return {"minutes": round(state["seconds"] / 60, 1), "epochs": state["epoch"],
            "heldOut": last["heldOut"], "heldOutMacro": last["heldOutMacro"], "curve": state["log"]}


def stale(model):
    """The same classifier with the statistics that batch norm starts with: mean 0, variance 1."""
    import tensorflow as tf

    other = tf.keras.models.clone_model(model)
    other.set_weights(model.get_weights())
    for layer in other.layers:
        if isinstance(layer, tf.keras.layers.BatchNormalization):
            layer.moving_mean.assign(tf.zeros_like(layer.moving_mean))
            layer.moving_variance.assign(tf.ones_like(layer.moving_variance))
    return other


def live(model):
    """The same classifier with batch norm in training mode, on batches of one window.

    A batch of one window has that window's own mean and variance of each channel: group norm with
    a group a channel.
    """
    import tensorflow as tf

    norm, group = tf.keras.layers.BatchNormalization, tf.keras.layers.GroupNormalization

    def copied(layer):
        if isinstance(layer, norm):
            return group(groups=-1, axis=-1, epsilon=layer.epsilon, name=layer.name)
        return layer.__class__.from_config(layer.get_config())

    def called(layer, *inputs, **options):
        if isinstance(layer, group):
            options.pop("mask", None)  # an option of batch norm alone
        return layer(*inputs, **options)

    other = tf.keras.models.clone_model(model, clone_function=copied, call_function=called)
    for layer in model.layers:
        kept = layer.get_weights()
        if kept:
            other.get_layer(layer.name).set_weights(kept[:2] if isinstance(layer, norm) else kept)
    return other


STALE = "batch norm with the statistics it starts with, not those it learnt"
LIVE = "batch norm left in training mode: each window's own statistics"


def statistics(folder, calibration):
    """(trial, TFLite bytes): batch norm mistaken."""
    model = classifier(folder)
    for name, words, change, form in (
            ("stale", STALE, stale, "float32"), ("stale-integer", STALE, stale, "integer"),
            ("live", LIVE, live, "float32")):
        yield (Trial(name, "statistics", words, form),
               quantise(change(model), form, calibration))
