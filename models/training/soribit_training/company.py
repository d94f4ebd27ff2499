# SPDX-License-Identifier: Apache-2.0
"""Hours of vacuum cleaning, cats, music, television and speech, in which nothing is to be told of.

Two parts, as with evenings: "calibration" of held-out recordings of `train`, in rooms and with music that no
training hears, to choose on; "evaluation" of clips of `val` in rooms of their own, to judge by.
"""
from pathlib import Path

from soribit_training import evenings, events

TIMES = {"music": 6, "television": 4, "vacuum": 3, "cat": 3, "speech": 3}  # half hours


def folder(cache, part):
    """Where the hours of a part are kept."""
    return Path(cache) / "evenings" / f"company-{part}"


def build(cache, part, root, urgencies, workers=2):
    """The hours of a part, made where they are missing: as `evenings.build` returns them."""
    fresh, held = events.palettes(root, urgencies)
    return evenings.build(folder(cache, part), fresh if part == "evaluation" else held, {},
                          TIMES, workers=workers)
