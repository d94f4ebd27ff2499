# SPDX-License-Identifier: Apache-2.0
"""What rounding to 8 bits costs the home model, by kind of layer, before and after the repair.

    python -m soribit_training.rounding

Logits of 250 held-out scenes and 260 held-out dry cuts, float against rounded: root of the mean squared
difference. Needs the cache of `tune` and `calibrate`. About two minutes.
"""
import argparse

import numpy as np

from soribit_training import data, families, integers

KINDS = {
    "all activations": lambda name, swishes: True,
    "hard-swish's input": lambda name, swishes: f"{name}_act" in swishes,
    "hard-swish's product": lambda name, swishes: name in swishes,
    "squeeze-excitation's product": lambda name, swishes: name.endswith("_se"),
    "squeeze-excitation's inside": lambda name, swishes: "_se_" in name,
    "projections": lambda name, swishes: name.endswith("_project"),
    "sums": lambda name, swishes: name.endswith("_add"),
    "the stem": lambda name, swishes: name.startswith("stem"),
    "the last five blocks": lambda name, swishes: name.startswith(tuple(
        f"block{i}_" for i in range(11, 16))),
    "the head": lambda name, swishes: name in ("hidden", "hidden_act", "logits", "embedding", "loudest",
                                               "bands_mean", "mean_and_max")}


def to_logits(model):
    import tensorflow as tf

    return tf.keras.Model(model.input, model.get_layer("logits").output)


def activations(model, windows, x, expected):
    """{kind of layer: error of the logits with the outputs of these layers rounded}."""
    model = to_logits(model)
    names = integers.rounded_layers(model)
    limits = integers.ranges(model, names, windows)
    swishes = {name.removesuffix("_gate") for name in names if name.endswith("_gate")}
    found = {}
    for kind, member in KINDS.items():
        some = {name: ends for name, ends in limits.items() if member(name, swishes)}
        made = integers.simulated(model, some).predict(x, 64, verbose=0)
        found[kind] = float(np.sqrt(np.mean((made - expected) ** 2)))
    return found


def nearest(model):
    """The weights rounded to the nearest, one scale for each filter, as a converter does."""
    from soribit_training import trunk

    for layer in trunk.weighted(model):
        kernel, bias = layer.get_weights()
        flat = kernel.reshape(-1, len(bias))
        step = np.maximum(np.abs(flat).max(0) / 127, 1e-12)
        layer.set_weights([(np.round(flat / step) * step).reshape(kernel.shape), bias])
    return model


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    family, cache = families.FAMILIES["home"], data.DEFAULT_CACHE
    windows = family.representative(cache)[:integers.LOOKED_AT]
    with np.load(cache / "held-out2.npz") as scenes, np.load(cache / "held-out-dry.npz") as cuts:
        x = family.clipped(np.concatenate([scenes["db"][:250], cuts["db"][::12]]))
    plain = family.classifier(cache)
    expected = to_logits(plain).predict(x, 64, verbose=0)

    def error(model):
        return float(np.sqrt(np.mean((to_logits(model).predict(x, 64, verbose=0) - expected) ** 2)))

    alike = integers.equalised(plain, windows)
    tables = [activations(m, windows, x, expected) for m in (plain, alike)]
    print("| rounded | as trained | repaired |\n|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {tables[0][kind]:.3f} | {tables[1][kind]:.3f} |")
    kept = error(integers.with_rounded_weights(alike, windows))
    print(f"| weights | {error(nearest(plain)):.3f} | {kept:.3f} |")


if __name__ == "__main__":
    main()
