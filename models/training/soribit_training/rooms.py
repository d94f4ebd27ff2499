# SPDX-License-Identifier: Apache-2.0
"""Rooms: measured impulse responses, which of them no training hears, and simulated ones.

`held_out.json` names rooms and backgrounds that are kept for calibration and for evaluation. A
house is kept whole: its kitchen and its bedroom have walls and a microphone in common. Simulated
rooms are shoe boxes with several places of the sound, a third of them heard through a doorway.
"""
import json
import multiprocessing
from pathlib import Path

import numpy as np
import scipy.fft

from soribit_training import data

RATE = data.SAMPLE_RATE
SECONDS = 0.75
HELD_OUT = json.loads((data.PACKAGE / "held_out.json").read_text())
PLACES = 4  # of the sound in a simulated room


def part_of(kind, name):
    """"train", "calibration" or "evaluation": where a room or a background may be used."""
    for part, names in HELD_OUT[kind].items():
        if any(name == n or (n.endswith("*") and name.startswith(n[:-1])) for n in names):
            return part
    return "train"


def backgrounds(root):
    """The paths of all recorded backgrounds."""
    root = Path(root)
    return sorted([*(root / "background").glob("*.ogg"),
                   *(root / "train2" / "background").glob("*.ogg")])


def aligned(response, seconds=SECONDS):
    """An impulse response from its direct sound on, cut, of unit energy."""
    start = max(0, int(np.argmax(np.abs(response))) - 16)
    response = response[start:start + int(seconds * RATE)]
    return (response / np.sqrt((response ** 2).sum() + 1e-12)).astype(np.float32)


def measured(root, part="train"):
    """Measured responses of one part, each a room of its own: [[response]...]."""
    paths = sorted((Path(root) / "rooms").glob("*.flac"))
    return [[aligned(data.load(root, p.relative_to(root)))]
            for p in paths if part_of("rooms", p.stem) == part]


def _doorway(rng, response):
    """The response as the next room hears it: duller, without a strong direct sound."""
    bins = scipy.fft.rfft(response)
    f = scipy.fft.rfftfreq(len(response), 1 / RATE)
    bins *= 1 / np.sqrt(1 + (f / rng.uniform(500, 2500)) ** 2)
    dull = scipy.fft.irfft(bins, len(response))
    dull[:int(0.004 * RATE)] *= rng.uniform(0.1, 0.6)
    return dull


def simulate(seed):
    """One room: PLACES responses to one microphone."""
    import pyroomacoustics as pra

    rng = np.random.default_rng(seed)
    size = np.array([rng.uniform(2.2, 8), rng.uniform(2, 6), rng.uniform(2.2, 3.2)])
    decay = rng.uniform(0.18, 0.8) * min(1.0, (size.prod() / 40) ** 0.3)
    try:
        absorption, order = pra.inverse_sabine(decay, size)
    except ValueError:  # a large room cannot be that dry
        absorption, order = 0.6, 8
    room = pra.ShoeBox(size, fs=RATE, materials=pra.Material(absorption, rng.uniform(0.02, 0.2)),
                       max_order=min(order, 14), air_absorption=True, ray_tracing=False)
    room.add_microphone(rng.uniform(0.1, size - 0.1))
    for _ in range(PLACES):
        room.add_source(rng.uniform(0.15, size - 0.15))
    room.compute_rir()
    found = [np.asarray(r, np.float32) for r in room.rir[0]]
    tail = np.arange(int(SECONDS * RATE)) / RATE
    full = []
    for r in found:  # what the image sources leave out: late reverberation
        late = np.zeros(len(tail), np.float32)
        late[:min(len(r), len(tail))] = r[:len(tail)]
        reach = int(0.6 * np.flatnonzero(np.abs(r) > 1e-6).max())
        level = np.sqrt(np.square(late[max(0, reach - 800):reach + 1]).mean())
        noise = rng.standard_normal(len(tail)) * level * 10 ** (-3 * (tail - reach / RATE) / decay)
        late[reach:] += noise[reach:].astype(np.float32)
        full.append(_doorway(rng, late) if seed % 3 == 0 else late)
    return [aligned(r) for r in full]


def simulated(cache, count=70, seed=70_000_000):
    """`count` simulated rooms, made once: [[response] * PLACES...]."""
    path = Path(cache) / f"rooms-{seed}-{count}.npz"
    if not path.exists():
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            made = pool.map(simulate, range(seed, seed + count))
        np.savez(path, **{f"{i}": np.stack(r) for i, r in enumerate(_padded(made))})
    archive = np.load(path)
    return [list(archive[f"{i}"]) for i in range(count)]


def _padded(rooms):
    size = int(SECONDS * RATE)
    return [[np.pad(r, (0, size - len(r))) for r in room] for room in rooms]


def spectra(rooms, size):
    """Rooms -> spectra for convolution by `size` points: [[complex64 [size // 2 + 1]]...]."""
    return [[scipy.fft.rfft(r, size).astype(np.complex64) for r in room] for room in rooms]
