# SPDX-License-Identifier: Apache-2.0
"""The second set of clips: what each is to us, and what is held out of it.

Its labels come from file names; `train2.json` corrects those that are plainly wrong and says which
of ours each means. A clip without a label of ours is `None`: company, or sound that only the
teachers name.
"""
import hashlib
import json

from soribit_training import data, rooms

TABLE = json.loads((data.PACKAGE / "train2.json").read_text())
HELD_OUT_SHARE = 0.09


def label_of(path, label):
    """Our label of a clip of train2, or None."""
    name = path.removeprefix("train2/")
    for start, ours in TABLE["clips"].items():
        if name.startswith(start):
            return ours
    return TABLE["labels"].get(label)


def clips(root):
    """Every clip of train2 that may be trained on, as `data.Clip`."""
    return [data.Clip(r["path"], "train2", label_of(r["path"], r["label"]), r["source"],
                      r["recording"], r["licence"])
            for r in data.rows(root)
            if r["split"] == "train2" and "evaluation only" not in r["licence"].lower()]


def is_background(clip):
    return "/background/" in clip.path


def part_of(clip):
    """"train", "calibration" or "evaluation"."""
    if is_background(clip):
        return rooms.part_of("backgrounds", clip.path.rsplit("/", 1)[-1])
    share = int(hashlib.sha256(clip.recording.encode()).hexdigest()[:8], 16) / 2 ** 32
    return "calibration" if share < HELD_OUT_SHARE else "train"
