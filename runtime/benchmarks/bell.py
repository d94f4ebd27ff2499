#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A synthesised doorbell every six seconds: bell.py FILE.wav writes one, bell.py - plays it to standard output (raw, 16 bit, 16 kHz)."""
import math
import struct
import sys
import time
import wave
from random import Random

RATE = 16_000
NOTES = ((2.0, 660.0), (2.6, 523.25))  # when it begins in seconds, Hz
PARTIALS = ((1, 0.3, 1.0), (2, 0.09, 1.5), (3, 0.045, 2.0))  # multiple, amplitude, decay
STEP = RATE // 10 * 2  # bytes in a tenth of a second
SECONDS = 6


def strike(sound, begin, pitch):
    """A note that fades, on top of what is there."""
    first = int(begin * RATE)
    for i in range(min(int(2.5 * RATE), len(sound) - first)):
        t = i / RATE
        edge = min(1.0, i / 32)
        sound[first + i] += edge * sum(amplitude * math.sin(2 * math.pi * n * pitch * t) * math.exp(-t * decay / 0.5) for n, amplitude, decay in PARTIALS)


def samples():
    """A falling two-note chime in a quiet room."""
    random = Random(1)
    sound = [(random.random() - 0.5) * 0.002 for _ in range(RATE * SECONDS)]
    for begin, pitch in NOTES:
        strike(sound, begin, pitch)
    return b"".join(struct.pack("<h", round(32767 * one)) for one in sound)


def play(audio):
    """As fast as a microphone."""
    begin, sent = time.monotonic(), 0
    while True:
        for at in range(0, len(audio), STEP):
            sys.stdout.buffer.write(audio[at : at + STEP])
            sys.stdout.buffer.flush()
            sent += 1
            time.sleep(max(0.0, begin + sent / 10 - time.monotonic()))


def main(file):
    if file == "-":
        play(samples())
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples())


main(sys.argv[1])
