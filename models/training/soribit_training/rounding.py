# SPDX-License-Identifier: Apache-2.0
"""What rounding to 8 bits costs the home model: by kind of layer, and by what is done about it.

    python -m soribit_training.rounding

Logits of 200 held-out scenes and 197 held-out dry cuts, float against rounded: root of the mean squared
difference. Needs the cache of `tune` and `calibrate`. About three minutes.
"""
import argparse

import numpy as np

from soribit_training import data, families, integers, quantise
from soribit_training.runner import Runner

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


def activations(model, windows, x, expected):
    """{kind of layer: error of the logits with the outputs of these layers rounded}."""
    model = integers.to_logits(model)
    names = integers.rounded_layers(model)
    limits = integers.ranges(model, names, windows)
    swishes = {name.removesuffix("_gate") for name in names if name.endswith("_gate")}
    found = {}
    for kind, member in KINDS.items():
        some = {name: ends for name, ends in limits.items() if member(name, swishes)}
        made = integers.simulated(model, some).predict(x, 64, verbose=0)
        found[kind] = float(np.sqrt(np.mean((made - expected) ** 2)))
    return found


def repairs(model, windows, calibration):
    """Yields (what was done, TFLite file of the integer form), one repair after the other."""
    plain = integers.to_logits(model)
    yield "as the converter makes it", quantise.quantise(plain, "integer", calibration)
    yield "ends of ranges moved in, nothing below -3", quantise.quantise(
        plain, "integer", calibration, narrow=True)
    yield "and sums of filters kept", quantise.quantise(
        integers.to_logits(integers.prepared(model, windows)), "integer", calibration, narrow=True)


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    family, cache = families.FAMILIES["home"], data.DEFAULT_CACHE
    calibration = family.representative(cache, 200)
    windows = calibration[:integers.LOOKED_AT]
    with np.load(cache / "held-out2.npz") as scenes, np.load(cache / "held-out-dry.npz") as cuts:
        x = family.clipped(np.concatenate([scenes["db"][:200], cuts["db"][::16]]))
    plain = family.classifier(cache)
    expected = integers.to_logits(plain).predict(x, 64, verbose=0)
    print("| form | error |\n|---|---|")
    for name, content in repairs(plain, windows, calibration):
        error = np.sqrt(np.mean((Runner(content).scores(x) - expected) ** 2))
        print(f"| {name} | {error:.3f} |", flush=True)
    table = activations(plain, windows, x, expected)
    print("\n| rounded | error |\n|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {table[kind]:.3f} |")


if __name__ == "__main__":
    main()
