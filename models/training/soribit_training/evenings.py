# SPDX-License-Identifier: Apache-2.0
"""Evenings: hours at home with sounds at known times, to count events in as a household would.

Clips that nothing was trained on lie over a background, each in a room or none, so that the loud
part of a clip (`augment.loudness`) is a stated number of decibels above the background's RMS over
the whole evening. Events do not overlap. The same plan is rendered for each SNR, so figures at two
SNRs differ by the SNR alone. `truth.json` beside the WAV files says what sounds when:
`{"evenings": [{"file", "seconds", "kind", "snr", "present": [labels], "events": [{"label", "onset",
"end", "clip"}]}]}`, times in seconds; `present` are labels that the background itself may contain,
which are neither right nor wrong there.
"""
import json
import multiprocessing
from pathlib import Path

import numpy as np

from soribit_training import augment
from soribit_training.palette import RATE

MINUTES = 30
PER_HOUR = 40
KINDS = ["household", "steady", "noise", "music", "speech"]
PURE = ["digital silence", "room tone", "speech", "music", "household", "television", "vacuum",
        "cat"]

_state = {}


def planned(palette, index, kind, per_hour=PER_HOUR):
    """One evening's plan: its background's kind, and (slot, label, path) per event."""
    rng = np.random.default_rng([7, index])
    present = palette.background(rng, kind, RATE)[1]
    count = round(per_hour * MINUTES / 60)
    return {"index": index, "kind": kind,
            "events": [palette.pick(present) for _ in range(count)]}


def rendered(palette, plan, snr, seconds):
    """(waveform float32 within [-1, 1], truth) of a plan at an SNR in dB."""
    rng = np.random.default_rng([7, plan["index"]])
    track, present = palette.background(rng, plan["kind"], int(seconds * RATE))
    level = 10 ** (rng.uniform(-60, -42) / 20)
    track *= level
    slot, events = len(track) / max(len(plan["events"]), 1), []
    for i, (label, path) in enumerate(plan["events"]):
        wave = palette.sound(rng, label, path).astype(np.float32)
        room = palette.rooms[int(rng.integers(len(palette.rooms)))]
        heard = np.pad(wave, (0, RATE // 2))
        if rng.uniform() < 0.6:
            heard = augment.in_room(heard, room)
        heard = heard * (level * 10 ** (snr / 20) / augment.loudness(heard[:len(wave)]))
        at = int(i * slot + rng.uniform(3 * RATE, slot - len(heard) - 6 * RATE))
        track[at:at + len(heard)] += heard
        events.append({"label": label, "onset": at / RATE, "end": (at + len(wave)) / RATE,
                       "clip": path or "synthesised"})
    track *= min(1.0, 0.99 / np.abs(track).max())
    return track, {"kind": plan["kind"], "snr": snr, "present": present, "events": events}


def pure(palette, kind, index, seconds):
    """(waveform, truth) of a time in which nothing is to be told of but what is `present`."""
    rng, n = np.random.default_rng([8, index]), int(seconds * RATE)
    if kind == "digital silence":
        track, present, level = np.zeros(n, np.float32), [], 0.0
    elif kind == "room tone":
        track, present = palette.background(rng, "noise", n)
        level = 10 ** (rng.uniform(-75, -60) / 20)
    else:
        track, present = palette.background(rng, kind, n)
        level = 10 ** (rng.uniform(-40, -30) / 20)
    track = np.clip(track * level, -1, 1)
    return track, {"kind": f"only {kind}", "snr": None, "present": present, "events": []}


def _written(number):
    """Makes and writes one of the jobs; returns its entry in the truth."""
    import soundfile

    name, make = _state["jobs"][number]
    wave, truth = make()
    soundfile.write(_state["folder"] / name, wave, RATE, "PCM_16")
    return {"file": name, "seconds": len(wave) / RATE} | truth


def build(folder, make_palette, counts, pure_times=0, say=print, workers=2):
    """Writes what is missing: counts {snr: evenings}; returns the folder's truth.

    A pure time of each kind is written `pure_times` times, or so often as it says of each kind. About 3 s
    an evening on one core.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "truth.json"
    wanted = {"counts": {str(k): v for k, v in counts.items()}, "pure": pure_times}
    if index.exists() and (found := json.loads(index.read_text()))["wanted"] == wanted:
        return found
    times_of = pure_times if isinstance(pure_times, dict) else dict.fromkeys(PURE, pure_times)
    palette, seconds = make_palette(), MINUTES * 60
    plans = [planned(palette, i, KINDS[i % len(KINDS)]) for i in range(max(counts.values(), default=0))]
    jobs = [(f"{snr}dB-{plan['index']:02}.wav", lambda p=plan, s=snr: rendered(palette, p, s, seconds))
            for snr, count in counts.items() for plan in plans[:count]]
    jobs += [(f"only-{kind.replace(' ', '-')}-{i}.wav", lambda k=kind, i=i: pure(palette, k, i, seconds))
             for kind, times in times_of.items() for i in range(times)]
    _state.update(jobs=jobs, folder=folder)
    evenings = []
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for entry in pool.imap(_written, range(len(jobs))):
            evenings.append(entry)
            say(f"{len(evenings)}/{len(jobs)} {entry['file']}")
    found = {"wanted": wanted, "evenings": evenings}
    index.write_text(json.dumps(found, indent=1) + "\n")
    return found
