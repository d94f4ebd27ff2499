#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A synthesised doorbell every six seconds: bell.py FILE.wav writes one, bell.py - plays it to standard output (raw, 16 bit, 16 kHz)."""
import math
import struct
import sys
import time
import wave

RATE = 16_000
TONES = ((659.3, 1.0), (523.3, 2.6))  # Hz, and when it begins in seconds
STEP = RATE // 10 * 2  # bytes in a tenth of a second


def sample(time):
    """Two tones that fade, in a quiet room."""
    return sum(0.4 * math.exp(-2.5 * (time - begin)) * math.sin(2 * math.pi * tone * (time - begin)) for tone, begin in TONES if time >= begin)


def samples():
    noise = (math.sin(n * n % 7919) * 0.002 for n in range(RATE * 6))
    return b"".join(struct.pack("<h", int(32767 * (sample(n / RATE) + one))) for n, one in enumerate(noise))


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
