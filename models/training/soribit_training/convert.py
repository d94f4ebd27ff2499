# SPDX-License-Identifier: Apache-2.0
"""Step 4: the trained and calibrated home network to its five TFLite variants.

Integers are calibrated on windows of `train` as the network saw them, silence included. Writes
home/<variant>.tflite into the cache. About 2 minutes.
"""
import json
from pathlib import Path

import numpy as np

from soribit_training import augment, calibrate, prepare
from soribit_training.package import VARIANTS

CALIBRATION = 600


def calibrated(folder):
    """The home network for the hub: the calibration is folded into its last layer."""
    from soribit_training import network

    model = calibrate.trained(folder)
    fit = json.loads((Path(folder) / "calibration.json").read_text())
    scale, offset = np.array(fit["scale"], np.float32), np.array(fit["offset"], np.float32)
    kernel, bias = model.get_layer("logits").get_weights()
    model.get_layer("logits").set_weights([kernel * scale, bias * scale + offset])
    return network.classifier(model)


def representative(cache, count=CALIBRATION):
    """Scenes of `train` as the network saw them, silence among them, float32 [n, 100, 64, 1]."""
    rng = np.random.default_rng(5)
    db, _, _ = prepare.load(cache, ("db",))
    x = augment.batch(rng, db[np.sort(rng.choice(len(db), count, replace=False))])
    x[:4] = augment.FLOOR_DB
    return x


def add_arguments(parser):
    parser.add_argument("--variant", choices=VARIANTS, action="append", help="default: all")


def run(arguments):
    """Converts and says how large each is."""
    from soribit_training import network
    from soribit_training.quantise import quantise

    folder = Path(arguments.cache) / "home"
    model, calibration = calibrated(folder), representative(arguments.cache)
    print(f"{model.count_params():,} parameters, {network.multiply_adds(model) / 1e6:.1f} M "
          "multiply-adds a window")
    for variant in arguments.variant or VARIANTS:
        content = quantise(model, variant, calibration)
        (folder / f"{variant}.tflite").write_bytes(content)
        print(f"{variant:14} {len(content):>9,} bytes", flush=True)
