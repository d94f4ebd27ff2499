# SPDX-License-Identifier: Apache-2.0
"""Cuts: dry windows of 2 s, one sound each, and what both teachers hear in them.

Made once, from recordings and by synthesis; `mix` lays them over each other. `cuts` are for
training, `cuts-held-out` for calibration. Beside `<name>-wave.npy`, int16 [n, 32352] with a peak of
0.5, `<name>.npz` holds
    mn04, yam   float16 [n, 527], [n, 521]   AudioSet scores
    inner       float16 [n, 2432]            embeddings of both teachers
    label       int16 [n]    ours, -1: none
    ignore      int16 [n]    a label that such a sound leaves open, -1: none
    whole       bool [n]     is the label true of the window (or is only a fragment inside)?
    made        bool [n]     by synthesis: the label says all there is
    fold, source, company  int16 [n]
About 10 minutes on 2 free cores.
"""
import json
import multiprocessing
from collections import defaultdict
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import alarms, augment, data, prepare, soundfont, synth, teachers, train2

SAMPLES = teachers.SAMPLES
FAMILY = "home"
EACH, EACH_HOUSEHOLD, EACH_SPEECH = 200, 600, 900
MORE = {"vacuum": 900, "cat": 900, "baby_cry": 900, "music": 900}
SYNTHETIC = {"smoke_alarm": 1900, "co_alarm": 1000, "battery_chirp": 800, "appliance_beep": 1500}
OLDER = {"alarm": 500, "appliance_beep": 600, "doorbell": 700, "plain_chime": 200, "phone_ring": 600,
         "siren": 450, "knock": 350, "glass_break": 250, "door": 250, "vacuum": 800}
PLAYED = {"chimes": 500, "music": 900, "speech": 500}
EACH_EFFECT, EACH_BACKGROUND = 60, 45
COMPANY = ("none", "background", "speech", "music", "kitchen")
SPEED = {"cat": (0.7, 1.45), "vacuum": (0.7, 1.4), "baby_cry": (0.85, 1.2)}

_state = {}


def company_of(label, source, background):
    """The index in COMPANY of what a cut can accompany as."""
    if background:
        return 1
    return {"speech": 2, "music": 3}.get(label, 4 if source == "Kitchen20" else 0)


def plan(clips, sounds, share=1.0):
    """[(kind, what, label, fold, source)], one a cut."""
    found, by_label = [], defaultdict(list)
    for c in clips:
        by_label["background" if train2.is_background(c) else c.label].append(c)
    for label, members in sorted(by_label.items(), key=lambda item: str(item[0])):
        want = EACH
        if label in ("background", None):
            want = EACH_BACKGROUND * len(members)
        elif label == "speech":
            want = EACH_SPEECH
        elif label in prepare.HOUSEHOLD:
            want = EACH_HOUSEHOLD
        want = int(max(1, MORE.get(label, want) * share))
        kind = "background" if label == "background" else "clip"
        ours = None if kind == "background" else label
        for i in range(want):
            c = members[i % len(members)]
            found.append((kind, c.path, ours, prepare.fold(c.recording), c.source))
    for label, count in SYNTHETIC.items():
        found += [("alarm", label, label, i % 4, "synthesis") for i in range(int(count * share))]
    for kind, count in OLDER.items():
        label = prepare.LEARNT.get(kind, kind)
        found += [("older", kind, label, i % 4, "synthesis") for i in range(int(count * share))]
    for kind, count in PLAYED.items():
        label = prepare.LEARNT.get(kind, kind)
        n = len(sounds[kind])
        found += [("played", (kind, i % n), label, i % n % 4, "soundfont")
                  for i in range(int(count * share) if n else 0)]
    for label, members in sounds["effects"].items():
        found += [("effect", (label, i % len(members)), label, i % len(members) % 4, "soundfont")
                  for i in range(int(EACH_EFFECT * share) if members else 0)]
    return found


def recorded(rng, wave, label):
    """(a cut of a recording, is its sound whole): anywhere the sound is, now and then cut short."""
    if rng.uniform() < 0.55:
        wave = augment.change_speed(wave, rng.uniform(*SPEED.get(label, (0.87, 1.16))))
    wave = np.pad(wave, SAMPLES // 2)
    energy = np.cumsum(np.square(wave, dtype=np.float64))
    inside = energy[SAMPLES:] - energy[:-SAMPLES]
    best, fragment = inside.max(), rng.uniform() < 0.1
    starts = rng.integers(0, len(inside), 12)
    share = inside[starts] / (best + 1e-12)
    good = starts[(share >= 0.03) & (share < 0.25)] if fragment else starts[share >= 0.4]
    start = int(good[0]) if len(good) else int(inside.argmax())
    return wave[start:start + SAMPLES], bool(inside[start] >= 0.25 * best)


def cut(rng, kind, what, label):
    """(float32 [SAMPLES], whole, ignored label or None) of one line of the plan."""
    if kind == "alarm":
        return alarms.window(what, rng, SAMPLES, _state["voices"])
    if kind == "older":
        return synth.window(what, rng, SAMPLES), True, None
    if kind in ("played", "effect"):
        sounds = _state["sounds"] if kind == "played" else _state["sounds"]["effects"]
        wave = augment.change_speed(sounds[what[0]][what[1]], rng.uniform(0.8, 1.25))
        return augment.cut(rng, wave, SAMPLES, 9.0 if what[0] == "chimes" else 12.0), True, None
    wave = _state["waves"][what].astype(np.float32) / 32767
    if kind == "background" or label is None:
        wave = np.tile(wave, -(-SAMPLES // len(wave)))
        start = int(rng.integers(0, len(wave) - SAMPLES + 1))
        return wave[start:start + SAMPLES], True, None
    return (*recorded(rng, wave, label), None)


def _make(job):
    seed, kind, what, label, *_ = job
    if "ears" not in _state:
        _state["ears"] = teachers.Teachers(*_state["nets"])
    rng = np.random.default_rng(seed)
    wave, whole, ignore = cut(rng, kind, what, label)
    wave = wave[:SAMPLES] if len(wave) >= SAMPLES else np.pad(wave, (0, SAMPLES - len(wave)))
    wave = wave * (0.5 / max(float(np.abs(wave).max()), 1e-4))
    heard = [x.astype(np.float16) for x in _state["ears"](wave)]
    return np.rint(wave * 32767).astype(np.int16), *heard, whole, ignore


def add_arguments(parser):
    parser.add_argument("--share", type=float, default=1.0, help="of the cuts (%(default)s)")


def parts(root):
    """(clips for training, clips for calibration)."""
    train, dev = data.split_dev(data.trainable(data.read_clips(root)))
    more = train2.clips(root)
    return ([*train, *(c for c in more if train2.part_of(c) == "train")],
            [*dev, *(c for c in more if train2.part_of(c) == "calibration")])


def run(arguments):
    """Makes what is missing."""
    train, dev = parts(arguments.data)
    make(arguments, "cuts-held-out", dev, 120_000_000, 0.1 * arguments.share)
    make(arguments, "cuts", train, 100_000_000, arguments.share)


def long_backgrounds(root, part):
    """The long household recordings of one part, as clips."""
    from soribit_training import rooms

    return [data.Clip(f"background/{p.name}", part, None, "Speech Commands", p.stem, "CC BY 4.0")
            for p in sorted((Path(root) / "background").glob("*.ogg"))
            if rooms.part_of("backgrounds", p.stem) == part]


def make(arguments, name, clips, seed, share):
    """Cuts and what the teachers hear, in `name`-wave.npy and `name`.npz."""
    out = Path(arguments.cache)
    if (out / f"{name}.npz").exists():
        return
    clips = clips + long_backgrounds(
        arguments.data, "train" if name == "cuts" else "calibration")
    rng, few = np.random.default_rng(seed), min(1, 3 * share)
    sounds = {"chimes": soundfont.chimes(rng, int(330 * few)),
              "music": soundfont.music(rng, int(448 * few)),
              "speech": soundfont.speech(rng, int(200 * few)),
              "effects": soundfont.effects(rng, int(32 * few))}
    _state.clear()
    _state.update(sounds=sounds, voices=soundfont.warnings(rng, int(60 * few)),
                  nets=teachers.flatbuffers(out),
                  waves={c.path: (data.load(arguments.data, c.path) * 32767).astype(np.int16)
                         for c in clips})
    planned = plan(clips, sounds, share)
    jobs = [(seed + i, *one) for i, one in enumerate(planned)]
    order = rng.permutation(len(jobs))
    wave = np.lib.format.open_memmap(out / f"{name}-wave.npy", "w+", np.int16,
                                     (len(jobs), SAMPLES))
    found = []
    with multiprocessing.get_context("fork").Pool(2) as pool:
        made = pool.imap(_make, (jobs[i] for i in order), 32)
        for row, (x, *rest) in enumerate(tqdm(made, name, len(jobs), mininterval=10)):
            wave[row] = x
            found.append(rest)
    wave.flush()
    _save(out, name, [planned[i] for i in order], found)


def _save(out, name, planned, found):
    ids = {label: i for i, label in enumerate(data.labels(FAMILY))}
    sources = sorted({p[4] for p in planned})
    (out / f"{name}-sources.json").write_text(json.dumps(sources, indent=1))
    half = out / f"{name}.part"
    with open(half, "wb") as f:
        np.savez(
            f, mn04=np.stack([r[0] for r in found]), yam=np.stack([r[1] for r in found]),
            inner=np.stack([r[2] for r in found]), whole=np.array([r[3] for r in found]),
            ignore=np.array([ids.get(r[4], -1) for r in found], np.int16),
            label=np.array([ids.get(p[2], -1) for p in planned], np.int16),
            made=np.array([p[0] in ("alarm", "older") for p in planned]),
            fold=np.array([p[3] for p in planned], np.int16),
            source=np.array([sources.index(p[4]) for p in planned], np.int16),
            company=np.array([COMPANY.index("background") if p[0] == "background" else
                              company_of(p[2], p[4], False) for p in planned], np.int16))
    half.rename(out / f"{name}.npz")
