# SPDX-License-Identifier: Apache-2.0
"""Sounds played by a General MIDI synthesiser and a speech synthesiser (optional).

FluidR3 GM and GS (MIT) play chimes, music and effects; espeak-ng speaks. Without the programs
there are none, and synthesis alone takes their place. Nothing of it is kept in the project.
"""
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from soribit_training.synth import MELODIES

RATE = 16000
SLOT = 4.0  # seconds from one sound to the next
CHIMES = {"celesta": 8, "glockenspiel": 9, "music box": 10, "vibraphone": 11, "marimba": 12,
          "tubular bells": 14, "bright piano": 1, "square lead": 80, "flute": 73,
          "crystal": 98, "tinkle bell": 112}
FONTS = Path("/usr/share/sounds/sf2")
EFFECTS = {  # our label: [(bank, program)] of the GS SoundFont
    "phone_ring": [(1, 124)], "door": [(2, 124), (3, 124)], "laugh": [(1, 126)],
    "footsteps": [(5, 126)], "siren": [(5, 125)], "dog": [(1, 123)], "birds": [(3, 123)],
    "gunshot": [(1, 127)], "fireworks": [(3, 127)], "engine": [(1, 125), (3, 125)],
    "airplane": [(7, 125)], "train": [(6, 125)], "rain": [(1, 122)], "thunderstorm": [(2, 122)],
    "wind": [(3, 122)], "running_water": [(4, 122)]}
VOICES = ["en-us", "en-gb", "ko", "de", "fr-fr", "es", "it", "pl", "ru", "tr", "pt-br", "cmn", "ja"]
SENTENCES = {
    "ko": "오늘 저녁은 무엇을 먹을까요. 창문을 닫아 주세요. 내일 아침에 만나요.",
    "cmn": "今天晚上我们吃什么。请把窗户关上。明天早上见。", "ja": "きょうのばんごはんはなにですか。まどをしめてください。",
    "ru": "Что мы будем есть сегодня вечером. Закрой, пожалуйста, окно.",
    None: "What shall we have for dinner tonight? Please close the window. La mamma parla con noi, "
          "morgen gehen wir in die Stadt, hasta luego."}

WARNINGS = [("en-us", "Fire! Fire!"), ("ko", "화재가 발생했습니다"), ("en-gb", "Warning. Evacuate."),
            ("ko", "불이야! 불이야!"), ("en-us", "Carbon monoxide. Move to fresh air."),
            ("ko", "가스가 누출되었습니다. 대피하십시오.")]


def _variable(value):
    out = [value & 0x7F]
    while value := value >> 7:
        out.insert(0, 0x80 | (value & 0x7F))
    return bytes(out)


def midi(program, tunes, bank=0):
    """A MIDI file, 1000 ticks a second: every SLOT seconds one tune [(at, length, key, force)]."""
    events = [(0, bytes([0xB0, 0, bank])), (0, bytes([0xC0, program]))]
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


def _chime(rng):
    steps = [0, -int(rng.choice([3, 4, 4, 5]))] if rng.uniform() < 0.6 else \
        MELODIES[int(rng.integers(len(MELODIES)))]
    gap, root = rng.uniform(0.25, 0.7), int(rng.integers(62, 88))
    return [(0.15 + k * gap, gap * rng.uniform(0.8, 2.5), root + s, int(rng.integers(70, 127)))
            for k, s in enumerate(steps) if 0.15 + k * gap < SLOT - 0.8]


def _piece(rng):
    """Chords and a melody in some key, tempo and register: music of no style in particular."""
    beat, root = rng.uniform(0.2, 0.6), int(rng.integers(40, 70))
    scale = [0, 2, 4, 5, 7, 9, 11] if rng.uniform() < 0.5 else [0, 2, 3, 5, 7, 8, 10]
    notes, at = [], 0.0
    while at < SLOT - beat:
        degree = int(rng.integers(0, 7))
        if rng.uniform() < 0.5:
            notes += [(at, 2 * beat, root + scale[(degree + k) % 7], int(rng.integers(50, 100)))
                      for k in (0, 2, 4)]
        if rng.uniform() < 0.8:
            notes.append((at, beat * rng.uniform(0.5, 1.5),
                          root + 12 + scale[int(rng.integers(7))], int(rng.integers(60, 120))))
        at += beat
    return notes


def _play(font, program, tunes, bank=0):
    """Tunes -> [float32 [SLOT seconds] with a peak of 0.5]; silent ones are left out."""
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder) / "tunes.mid", Path(folder) / "tunes.raw"
        score.write_bytes(midi(program, tunes, bank))
        subprocess.run(["fluidsynth", "-ni", "-q", "-r", str(RATE), "-T", "raw", "-O", "s16",
                        "-F", str(sound), str(font), str(score)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wave = np.fromfile(sound, "<i2").reshape(-1, 2).mean(axis=1).astype(np.float32)
    size = int(SLOT * RATE)
    parts = [wave[i * size:(i + 1) * size] for i in range(len(tunes))]
    return [p * (0.5 / np.abs(p).max()) for p in parts if len(p) == size and np.abs(p).max() > 100]


def _font(name):
    path = FONTS / name
    return path if shutil.which("fluidsynth") and path.exists() else None


def chimes(rng, count):
    """About `count` door chimes."""
    font = _font("FluidR3_GM.sf2")
    each = -(-count // len(CHIMES))
    return [c for program in CHIMES.values()
            for c in _play(font, program, [_chime(rng) for _ in range(each)])] if font else []


def music(rng, count):
    """About `count` pieces of 4 s on many instruments."""
    font = _font("FluidR3_GM.sf2")
    programs = rng.choice(112, 28, replace=False)
    each = -(-count // len(programs))
    return [c for program in programs
            for c in _play(font, int(program), [_piece(rng) for _ in range(each)])] if font else []


def effects(rng, each):
    """Our label -> about `each` sounds of it, at many pitches and strengths."""
    font, found = _font("FluidR3_GS.sf2"), {}
    for label, presets in (EFFECTS.items() if font else ()):
        found[label] = []
        for bank, program in presets:
            tunes = [[(0.1, rng.uniform(1.5, 3.4), int(rng.integers(52, 74)),
                       int(rng.integers(80, 127)))] for _ in range(-(-each // len(presets)))]
            found[label] += _play(font, program, tunes, bank)
    return found


def speech(rng, count):
    """About `count` spoken sentences in several languages and voices."""
    spoken = [(v, SENTENCES.get(v, SENTENCES[None])) for v in VOICES]
    return _spoken(rng, count, spoken, (110, 210))


def warnings(rng, count):
    """About `count` voice messages of alarms, English and Korean."""
    return _spoken(rng, count, WARNINGS, (130, 200))


def _spoken(rng, count, texts, speed):
    if not shutil.which("espeak-ng"):
        return []
    from scipy.signal import resample_poly

    found = []
    for i in range(count):
        voice, text = texts[i % len(texts)]
        kind = rng.choice(["", "+f1", "+f3", "+f5", "+m2", "+m5", "+m7"])
        done = subprocess.run(
            ["espeak-ng", "-v", voice + kind, "-s", str(int(rng.integers(*speed))), "-p",
             str(int(rng.integers(10, 95))), "--stdout", text],
            capture_output=True, check=True)
        wave = resample_poly(np.frombuffer(done.stdout[44:], "<i2").astype(np.float32), 320, 441)
        if np.abs(wave).max() > 100:
            found.append((wave * (0.5 / np.abs(wave).max())).astype(np.float32))
    return found
