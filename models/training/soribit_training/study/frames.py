# SPDX-License-Identifier: Apache-2.0
"""The study's frames: 2 s of sound, one every 1.6 s, as log-mel in decibels.

Frames of a clip are the windows that the hub scores: each sample lies in one, and the last is
padded with silence. Clips of `val` whose recording occurs in `train` too are left out.
"""
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import data
from soribit_training.features import HOME, compress, mel_spectrum

STRIDE = 25_600  # samples: 1.6 s
SECONDS = STRIDE / data.SAMPLE_RATE


@dataclass(frozen=True)
class Frames:
    """x float32 [n, frames, bands]; label [n]; clip [n], a path; start [n] in seconds."""
    x: np.ndarray
    label: np.ndarray
    clip: np.ndarray
    start: np.ndarray

    def of(self, labels):
        """The same frames, their labels as numbers of another list of names."""
        ids = np.array([labels.index(name) for name in data.labels()])
        return replace(self, label=ids[self.label])


def starts(samples, spec=HOME, stride=STRIDE):
    """First samples of the frames of a clip of so many samples, at least one."""
    return range(0, max(1, samples - spec.samples() + stride), stride)


def cut(wave, spec=HOME, stride=STRIDE, floor=None):
    """[samples] -> [windows, frames, bands] in decibels."""
    first = list(starts(len(wave), spec, stride))
    whole = np.pad(wave, (0, max(0, first[-1] + spec.samples() - len(wave))))
    db = compress(mel_spectrum(whole, spec), spec, floor)
    return np.stack([db[s // spec.hop:s // spec.hop + spec.frames] for s in first])


def judged(clips):
    """Rows of `clips.csv` -> (clips of val that are judged, those left out)."""
    learnt = {c.recording for c in clips if c.split == "train"}
    val = [c for c in clips if c.split == "val"]
    return [c for c in val if c.recording not in learnt], [c for c in val if c.recording in learnt]


def validation(root, cache, spec=HOME):
    """Frames of `val`, cached; labels are numbers of `data.labels()`."""
    kept, _ = judged(data.read_clips(root))
    key = hashlib.sha256(repr((STRIDE, spec, [c.path for c in kept])).encode()).hexdigest()[:12]
    path = Path(cache) / f"val-{key}.npz"
    if not path.exists():
        ids = {label: i for i, label in enumerate(data.labels())}
        found = [cut(data.load(root, c.path), spec) for c in tqdm(kept, "frames of val")]
        many = [len(f) for f in found]
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, x=np.concatenate(found).astype(np.float32),
                 label=np.repeat([ids[c.label] for c in kept], many),
                 clip=np.repeat([c.path for c in kept], many),
                 start=np.concatenate([np.arange(n) * SECONDS for n in many]))
    with np.load(path) as stored:
        return Frames(**{name: stored[name] for name in ("x", "label", "clip", "start")})


def calibration(root, count, floor=None, label=None, seed=5, spec=HOME):
    """Windows of `count` training clips, labels in turn (or one alone): float32 [n, frames, bands, 1].

    One window a clip, dry; `floor` is another floor of the mel power than the front end's. Each
    count is the beginning of the next larger one.
    """
    rng = np.random.default_rng(seed)
    by_label = defaultdict(list)
    for clip in data.trainable(data.read_clips(root)):
        if label is None or clip.label == label:
            by_label[clip.label].append(clip.path)
    turns = [(turn, rank, path)
             for rank, name in enumerate(rng.permutation(sorted(by_label)))
             for turn, path in enumerate(rng.permutation(sorted(by_label[name])))]
    chosen = [path for _, _, path in sorted(turns)[:count]]
    found = []
    for number, path in enumerate(chosen):
        windows = cut(data.load(root, path), spec, floor=floor)
        found.append(windows[np.random.default_rng([seed, number]).integers(len(windows))])
    return np.stack(found)[..., None].astype(np.float32)


def about(root, frames):
    """What `study.json` says of the data."""
    kept, left = judged(data.read_clips(root))
    often = Counter(data.labels()[k] for k in frames.label)
    return {"split": "val", "frames": len(frames.x), "seconds": 2, "stride": SECONDS,
            "clips": len(kept), "labels": len(often),
            "framesPerLabel": dict(sorted(often.items())),
            "leftOut": {"clips": len(left), "recordings": len({c.recording for c in left}),
                        "why": "the recording occurs in train too"}}
