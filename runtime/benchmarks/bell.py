#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a recording of a synthesised doorbell: bell.py FILE.wav"""
import math
import struct
import sys
import wave

RATE = 16_000
TONES = ((659.3, 1.0), (523.3, 2.6))  # Hz, and when it begins in seconds


def sample(time):
    """Two tones that fade, in a quiet room."""
    return sum(0.4 * math.exp(-2.5 * (time - begin)) * math.sin(2 * math.pi * tone * (time - begin)) for tone, begin in TONES if time >= begin)


def main(file):
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        noise = (math.sin(n * n % 7919) * 0.002 for n in range(RATE * 6))
        out.writeframes(b"".join(struct.pack("<h", int(32767 * (sample(n / RATE) + one))) for n, one in enumerate(noise)))


main(sys.argv[1])
