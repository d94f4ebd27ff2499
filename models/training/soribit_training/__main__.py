# SPDX-License-Identifier: Apache-2.0
"""python -m soribit_training STEP: from labelled sounds to models that the hub installs.

Each step says with --help what it reads, writes and how long it takes on 2 CPU cores. What is
finished is not made again; a step that was interrupted goes on where it was.
"""
import argparse
import importlib
import sys

from soribit_training import data

STEPS = {
    "prepare": "scenes, their log-mel windows and the teacher's hints, cached",
    "cuts": "dry windows of one sound and what both teachers hear in them, cached",
    "targets": "what is learnt of each label: a head's or the teachers' raw scores",
    "mix": "training scenes of the trunk: cuts over each other in rooms, cached",
    "shipped": "the shipped weights, to go on from where the checkpoints are gone",
    "tune": "the home model: mn04's trunk, fine-tuned on the cached scenes",
    "finish": "its last blocks and head again, on many dry cuts",
    "train": "a network, home-small or resnet50, on the cached scenes",
    "calibrate": "scores to probabilities, and a threshold for each label",
    "decisions": "onset, smoothing, hold and confusions of each label, on held-out hours",
    "margins": "what urgent labels must beat in hours of music, television, vacuum cleaning and cats",
    "companion": "how much a second model counts beside a first, and what both have to reach",
    "convert": "the trained network to its TFLite variants",
    "package": "variants, thresholds and cards to model bundles",
    "expose": "a second output of the home model as it is, which own sounds are learnt on",
    "taught": "what own sounds are learnt against, and how well they are",
    "evaluate": "accuracy on the validation split, or events in evenings with --events",
    "study": "the quantisations of ResNet-50 and of the home model: collapse and repair",
}


def parser_of(step):
    """The parser of one step: what every step takes, and what the step adds."""
    module = importlib.import_module(f"soribit_training.{step}")
    parser = argparse.ArgumentParser(f"python -m soribit_training {step}",
                                     description=module.__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=str(data.DEFAULT_DATA), help="the labelled sounds")
    parser.add_argument("--cache", default=str(data.DEFAULT_CACHE),
                        help="where windows and checkpoints are kept (3 GB; default: %(default)s)")
    module.add_arguments(parser)
    return parser, module.run


def main(arguments):
    if not arguments or arguments[0] not in STEPS:
        wanted = [a for a in arguments[:1] if a not in ("-h", "--help")]
        print(__doc__, *(f"  {step:10} {what}" for step, what in STEPS.items()), sep="\n")
        return f"There is no step {wanted[0]}." if wanted else None
    parser, run = parser_of(arguments[0])
    return run(parser.parse_args(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
