# SPDX-License-Identifier: Apache-2.0
"""Step 4: the trained and calibrated network to its five TFLite variants.

Integers are calibrated on windows of `train` as the network saw them, silence included. Writes
<variant>.tflite into the family's folder of the cache. About 2 minutes.
"""
from soribit_training import families
from soribit_training.quantise import VARIANTS


def add_arguments(parser):
    families.add_argument(parser)
    parser.add_argument("--variant", choices=VARIANTS, action="append", help="default: all")


def run(arguments):
    """Converts and says how large each is."""
    from soribit_training import network

    family = families.FAMILIES[arguments.family]
    model = family.classifier(arguments.cache)
    calibration = family.representative(arguments.cache)
    print(f"{model.count_params():,} parameters, {network.multiply_adds(model) / 1e6:.1f} M "
          "multiply-adds a window")
    for variant in arguments.variant or VARIANTS:
        content = family.quantised(model, variant, calibration)
        (family.folder(arguments.cache) / f"{variant}.tflite").write_bytes(content)
        print(f"{variant:14} {len(content):>9,} bytes", flush=True)
