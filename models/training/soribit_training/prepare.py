# SPDX-License-Identifier: Apache-2.0
"""Step 1: scenes of 2 s, their labels and what the teacher says, cached in shards of 10,000.

Each shard holds
    db     float16 [n, 100, 64]   log-mel of the scene in decibels, floor -100
    hint   float16 [n, 2, 1024]   the teacher's embedding of the dry sounds, mean and maximum
    info   int16   [n, 3]         label, second label (or -1: none), fold of its recordings
A shard that is there is not made again. About 40 minutes on 2 cores; 6 GB of memory.
"""
import hashlib
import multiprocessing
from collections import defaultdict
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import augment, data, soundfont, synth
from soribit_training.features import HOME, compress, mel_spectrum, windows
from soribit_training.scenes import Stage

SAMPLES = HOME.samples()
SHARD, FOLDS, SEED = 10_000, 4, 60_000_000
HELD_OUT_SEED = 40_000_000
EMBEDDING = 1024
EACH, EACH_LARGE, EACH_KITCHEN = 1400, 1900, 700  # windows of a label, by how much there is of it
OFTEN = 1.5  # so much more of a label that a household asks for
HOUSEHOLD = ("alarm", "baby_cry", "car_horn", "cat", "clap", "cough", "dog", "door", "doorbell",
             "glass_break", "gunshot", "knock", "laugh", "phone_ring", "siren", "smoke_alarm",
             "snore", "speech", "typing", "vacuum")
SYNTHETIC = {"smoke_alarm": 2600, "co_alarm": 1800, "doorbell": 2600, "knock": 1300,
             "phone_ring": 1800, "siren": 1500, "alarm": 900, "appliance_beep": 1800,
             "glass_break": 700, "door": 700, "vacuum": 600, "background": 3500, "pause": 500,
             "plain_chime": 1400, "steady_hum": 300, "part smoke_alarm": 700, "part co_alarm": 700,
             "part doorbell": 700, "part phone_ring": 500, "part knock": 300,
             "chimes": 1600, "music": 2500, "speech": 2500, "household": 1500}
EACH_EFFECT = 450
LEARNT = {"chimes": "doorbell", "plain_chime": "doorbell"}  # what is learnt of a kind, if not itself
NOTHING = ("background", "pause", "steady_hum", "household")
SECOND = 0.35  # share of windows with a second sound
SECOND_SYNTHETIC = ("smoke_alarm", "co_alarm", "doorbell", "knock", "phone_ring", "siren", "alarm",
                    "appliance_beep")

_state = {}


def fold(name):
    """The fold of a recording, from a hash of its name: the same on every machine."""
    return hashlib.sha256(name.encode()).digest()[0] % FOLDS


def plan(clips, played, share=1.0):
    """[(kind or clip or sound, label or -1, fold)], one a window; large labels are undersampled,
    those of HOUSEHOLD are there more often.

    With `share` so much of every count.
    """
    ids = {label: i for i, label in enumerate(data.labels())}
    by_label, found = defaultdict(list), []
    for c in clips:
        by_label[c.label].append(c)
    for label, members in sorted(by_label.items()):
        want = EACH if len(members) < 60 else EACH_LARGE
        if members[0].source == "Kitchen20":
            want = EACH_KITCHEN
        if label in HOUSEHOLD:
            want = int(want * OFTEN)
        found += [(members[i % len(members)].path, ids[label],
                   fold(members[i % len(members)].recording)) for i in range(int(want * share))]
    for kind, count in SYNTHETIC.items():
        sounds = played.get(kind)
        if kind in ("chimes", "music", "speech") and not sounds:
            kind = {"chimes": "doorbell"}.get(kind)
        label = -1 if kind is None or kind in NOTHING or kind.startswith("part ") else \
            ids[LEARNT.get(kind, kind)]
        for i in range(int(count * share) if kind else 0):
            at = i % len(sounds) if sounds else i
            found.append(((kind, at), label, at % FOLDS))
    for label, sounds in played["effects"].items():
        found += [((label, i % len(sounds), "effect"), ids[label], i % len(sounds) % FOLDS)
                  for i in range(int(EACH_EFFECT * share) if sounds else 0)]
    return found


def _dry(rng, what):
    """Something of the plan -> float32 [SAMPLES]; (name,) kinds are synthesised anew each time."""
    stage, played = _state["stage"], _state["played"]
    if isinstance(what, str):
        wave = stage.clip(what)
        if rng.uniform() < 0.5:
            wave = augment.change_speed(wave, rng.uniform(0.85, 1.18))
        return _level(augment.cut(rng, wave, SAMPLES))
    kind = what[0]
    sounds = played["effects"][kind] if len(what) == 3 else played.get(kind)
    if sounds:
        wave = augment.change_speed(sounds[what[1]], rng.uniform(0.8, 1.25))
        return _level(augment.cut(rng, wave, SAMPLES, 9.0 if kind == "chimes" else 12.0))
    if kind == "household":
        return stage.company(rng, SAMPLES, clips=False)
    if kind == "pause":
        return synth.pause(rng, SAMPLES)
    if kind.startswith("part "):
        return synth.part(kind.removeprefix("part "), rng, SAMPLES)
    return synth.window(kind, rng, SAMPLES)


def _level(wave):
    return wave * (0.5 / max(float(np.abs(wave).max()), 1e-4))


def _second(rng, first, group):
    """A second sound of the same fold: (wave, label), or (None, -1)."""
    if first < 0 or rng.uniform() >= SECOND:
        return None, -1
    if rng.uniform() < 0.25:
        kind = SECOND_SYNTHETIC[int(rng.integers(len(SECOND_SYNTHETIC)))]
        return synth.window(kind, rng, SAMPLES), data.labels().index(kind)
    labels = _state["by_fold"][group]
    label = sorted(labels)[int(rng.integers(len(labels)))]
    path = labels[label][int(rng.integers(len(labels[label])))]
    return _dry(rng, path), label


def _make(job):
    """(seed, what, label, fold) -> (db, hint, info) of one window."""
    from soribit_training.teacher import Teacher

    if "teach" not in _state:
        _state["teach"] = Teacher(_state["teacher"])
    seed, what, label, group = job
    rng = np.random.default_rng(seed)
    dry = _dry(rng, what)
    other, second = _second(rng, label, group)
    if label == second:
        second = -1
    steady = not isinstance(what, str) and what[0] in NOTHING
    heard, clean = dry, dry
    if not steady and (other is not None or rng.uniform() < 0.85):
        heard, clean = _state["stage"].scene(rng, dry, other)
    db = compress(mel_spectrum(heard), floor=1e-10)
    return db.astype(np.float16), _state["teach"](clean).astype(np.float16), (label, second, group)


def add_arguments(parser):
    parser.add_argument("--teacher", default=str(data.DEFAULT_TEACHER), help="YAMNet as TFLite")
    parser.add_argument("--scenes", type=int, default=180_000, help="how many (%(default)s)")


def run(arguments):
    """Makes what is missing: the scenes, then the teacher's soft labels."""
    from soribit_training import soft_labels  # TensorFlow is not for those who read the scenes

    make_scenes(arguments)
    _, hint, info = load(arguments.cache, ("hint", "info"))
    soft_labels.write(Path(arguments.cache) / "soft.npy", hint, info,
                      multi_hot(info, len(data.labels())))


def make_scenes(arguments):
    """The shards that are missing."""
    train, _ = data.split_dev(data.trainable(data.read_clips(arguments.data)))
    _build(arguments, "scenes", train, SEED, arguments.scenes / 145_000, arguments.scenes)


def held_out_scenes(arguments, share=0.08):
    """Scenes of the held-out recordings, made once: [db, hint, info] as above."""
    _, dev = data.split_dev(data.trainable(data.read_clips(arguments.data)))
    arguments.teacher = getattr(arguments, "teacher", str(data.DEFAULT_TEACHER))
    _build(arguments, "held-out", dev, HELD_OUT_SEED, share, SHARD)
    return load(arguments.cache, name="held-out")


def _build(arguments, name, clips, seed, share, limit):
    out = Path(arguments.cache)
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    played = {"chimes": soundfont.chimes(rng, int(330 * min(1, 3 * share))),
              "music": soundfont.music(rng, int(448 * min(1, 3 * share))),
              "speech": soundfont.speech(rng, int(156 * min(1, 3 * share))),
              "effects": soundfont.effects(rng, int(48 * min(1, 3 * share)))}
    ids = {label: i for i, label in enumerate(data.labels())}
    by_fold = [defaultdict(list) for _ in range(FOLDS)]
    for c in clips:
        by_fold[fold(c.recording)][ids[c.label]].append(c.path)
    _state.clear()
    _state.update(stage=Stage(arguments.data, clips), played=played, by_fold=by_fold,
                  teacher=arguments.teacher)
    jobs = [(seed + i, *one) for i, one in enumerate(plan(clips, played, share))]
    order = np.random.default_rng(seed).permutation(len(jobs))[:limit]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for number, begin in enumerate(range(0, len(order), SHARD)):
            path = out / f"{name}-{number:02d}.npz"
            if path.exists():
                continue
            part = [jobs[i] for i in order[begin:begin + SHARD]]
            made = list(tqdm(pool.imap(_make, part, 16), path.stem, len(part)))
            db, hint, info = (np.stack([np.asarray(m[k]) for m in made]) for k in range(3))
            half = path.with_suffix(".part")
            with open(half, "wb") as f:
                np.savez(f, db=db, hint=hint, info=info.astype(np.int16))
            half.rename(path)


def load(cache, parts=("db", "hint", "info"), name="scenes"):
    """Every shard: [db, hint, info], shapes as above; a part that is not asked for is None."""
    shards = [np.load(p) for p in sorted(Path(cache).glob(f"{name}-*.npz"))]
    if not shards:
        raise SystemExit(f"{cache} holds no scenes: run `python -m soribit_training prepare` first")
    return [np.concatenate([s[k] for s in shards]) if k in parts else None
            for k in ("db", "hint", "info")]


def multi_hot(info, count):
    """int16 [n, 3] of a shard -> float32 [n, count]."""
    y = np.zeros((len(info), count), np.float32)
    for column in (0, 1):
        some = np.flatnonzero(info[:, column] >= 0)
        y[some, info[some, column]] = 1
    return y


def held_out(root):
    """Dry windows of the held-out recordings [n, 100, 64] and their labels [n]."""
    _, dev = data.split_dev(data.trainable(data.read_clips(root)))
    ids = {label: i for i, label in enumerate(data.labels())}
    found = [windows(data.load(root, c.path)) for c in dev]
    return np.concatenate(found), np.repeat([ids[c.label] for c in dev], [len(w) for w in found])
