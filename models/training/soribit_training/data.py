# SPDX-License-Identifier: Apache-2.0
"""The data set: rows of `clips.csv`, our labels, and splits that never cut a recording in two."""
import csv
import hashlib
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PACKAGE = Path(__file__).resolve().parent
TRAINING = PACKAGE.parent
MODELS = TRAINING.parent
PROJECT = MODELS.parent
SHARED = PROJECT.parent / "shared"  # sounds and the teacher lie beside the project
DEFAULT_DATA = SHARED / "data"
DEFAULT_CACHE = Path(os.environ.get("SORIBIT_CACHE", Path.home() / ".cache" / "soribit-training"))
DEFAULT_TEACHER = SHARED / "models" / "yamnet.tflite"
SAMPLE_RATE = 16000
DEV_SHARE = 0.09


@dataclass(frozen=True)
class Clip:
    path: str
    split: str
    label: str  # our label, an id of labels.json
    source: str
    recording: str
    licence: str

    @property
    def evaluation_only(self):
        return "evaluation only" in self.licence.lower()


def labels(family=None):
    """Our labels in the order of the model's output; a family may know more than home-small."""
    read = json.loads((PACKAGE / "labels.json").read_text())
    return read["labels"] + read["added"].get(family, [])


def label_map():
    """Data label -> our label."""
    return json.loads((PACKAGE / "labels.json").read_text())["from"]


def esc50_labels(clips):
    """The 50 labels that ESC-50 knows, in the order of the model's output."""
    known = {c.label for c in clips if c.source.startswith("ESC-50")}
    return [label for label in labels() if label in known]


def read_clips(data):
    """Every row of `clips.csv` in the data directory, but those of `train2` (see `train2`)."""
    mapping = label_map()
    return [Clip(r["path"], r["split"], mapping[r["label"]], r["source"], r["recording"],
                 r["licence"]) for r in rows(data) if r["split"] != "train2"]


def rows(data):
    """`clips.csv` as dictionaries."""
    with open(Path(data) / "clips.csv", newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def trainable(clips):
    """What may be trained on: split `train`, not marked, no recording that occurs outside it."""
    elsewhere = {c.recording for c in clips if c.split != "train"}
    return [c for c in clips
            if c.split == "train" and not c.evaluation_only and c.recording not in elsewhere]


def split_dev(clips, share=DEV_SHARE):
    """Trainable clips -> (train, dev): about `share` of each label's recordings, held out whole.

    A recording that carries several labels goes to one side with all of them. The choice hangs
    on a hash of the recording's name alone, so it is the same on every machine.
    """
    by_label = defaultdict(set)
    for c in clips:
        by_label[c.label].add(c.recording)
    held = set()
    for label in sorted(by_label):
        recordings = sorted(by_label[label],
                            key=lambda r: hashlib.sha256(r.encode()).hexdigest())
        want = max(1, round(share * len(recordings))) if len(recordings) > 4 else 0
        have = sum(r in held for r in recordings)
        for r in recordings:
            if have >= want:
                break
            if r not in held:
                held.add(r)
                have += 1
    return [c for c in clips if c.recording not in held], [c for c in clips if c.recording in held]


def load(data, path):
    """A clip's waveform, float32 [samples] at 16 kHz, mono."""
    import soundfile

    wave, rate = soundfile.read(str(Path(data) / path), dtype="float32", always_2d=True)
    if rate != SAMPLE_RATE:
        raise ValueError(f"{path}: {rate} Hz, expected {SAMPLE_RATE}")
    return wave.mean(axis=1)


def load_rooms(data, seconds=0.8):
    """Room impulse responses, aligned on their direct sound, cut, of unit energy."""
    rooms = []
    for path in sorted((Path(data) / "rooms").glob("*.flac")):
        h = load(data, path.relative_to(data))
        start = max(0, int(np.argmax(np.abs(h))) - 16)
        h = h[start:start + int(seconds * SAMPLE_RATE)]
        rooms.append((h / np.sqrt((h ** 2).sum() + 1e-12)).astype(np.float32))
    return rooms


def load_backgrounds(data):
    """The long household recordings, to mix with."""
    return [load(data, p.relative_to(data))
            for p in sorted((Path(data) / "background").glob("*.ogg"))]
