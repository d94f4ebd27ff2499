# SPDX-License-Identifier: Apache-2.0
"""Door chimes played by a General MIDI synthesiser (optional: without fluidsynth there are none).

Tubular bells, vibraphone, celesta, glockenspiel, music box and others of FluidR3 GM (MIT) play
ding-dongs and doorbell tunes; nothing is kept in the project.
"""
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from soribit_training.synth import MELODIES

RATE = 16000
SLOT = 4.0  # seconds from one chime to the next
PROGRAMS = {"celesta": 8, "glockenspiel": 9, "music box": 10, "vibraphone": 11, "marimba": 12,
            "tubular bells": 14, "bright piano": 1, "square lead": 80, "flute": 73,
            "crystal": 98, "tinkle bell": 112}
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")


def _variable(value):
    out = [value & 0x7F]
    while value := value >> 7:
        out.insert(0, 0x80 | (value & 0x7F))
    return bytes(out)


def midi(program, tunes):
    """A MIDI file, 1000 ticks a second: every SLOT seconds one tune [(at, length, key, force)]."""
    events = [(0, bytes([0xC0, program]))]
    for i, tune in enumerate(tunes):
        for at, length, key, force in tune:
            start = int((i * SLOT + at) * 1000)
            events.append((start, bytes([0x90, key, force])))
            events.append((start + int(length * 1000), bytes([0x80, key, 0])))
    events.sort(key=lambda e: e[0])
    track, now = b"\x00\xff\x51\x03" + (1_000_000).to_bytes(3, "big"), 0
    for at, event in events:
        track += _variable(at - now) + event
        now = at
    track += b"\x83\x00\xff\x2f\x00"
    return (b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000)
            + b"MTrk" + struct.pack(">I", len(track)) + track)


def _tune(rng):
    steps = [0, -int(rng.choice([3, 4, 4, 5]))] if rng.uniform() < 0.6 else \
        MELODIES[int(rng.integers(len(MELODIES)))]
    gap, root = rng.uniform(0.25, 0.7), int(rng.integers(62, 88))
    return [(0.15 + k * gap, gap * rng.uniform(0.8, 2.5), root + s, int(rng.integers(70, 127)))
            for k, s in enumerate(steps) if 0.15 + k * gap < SLOT - 0.8]


def render(rng, count):
    """About `count` chimes, each float32 [64000] at 16 kHz with a peak of 0.5; or none at all."""
    if not (shutil.which("fluidsynth") and SOUNDFONT.exists()):
        return []
    chimes, each = [], -(-count // len(PROGRAMS))
    with tempfile.TemporaryDirectory() as folder:
        for program in PROGRAMS.values():
            score, sound = Path(folder) / "tunes.mid", Path(folder) / "tunes.raw"
            score.write_bytes(midi(program, [_tune(rng) for _ in range(each)]))
            subprocess.run(["fluidsynth", "-ni", "-q", "-r", str(RATE), "-T", "raw", "-O", "s16",
                            "-F", str(sound), str(SOUNDFONT), str(score)],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wave = np.fromfile(sound, "<i2").reshape(-1, 2).mean(axis=1).astype(np.float32)
            size = int(SLOT * RATE)
            for i in range(min(each, len(wave) // size)):
                part = wave[i * size:(i + 1) * size]
                if np.abs(part).max() > 100:
                    chimes.append(part * (0.5 / np.abs(part).max()))
    return chimes
