# SPDX-License-Identifier: Apache-2.0
"""A microphone with the newest Wyoming library: a sine of 440 Hz at 48 kHz, stereo, 32 bits, to each that connects.

    python microphone.py PORT

It asks for a pong after each 100 ms of audio, and sends no more before that has come.
"""
import asyncio
import math
import struct
import sys
from functools import partial

from wyoming.audio import AudioChunk, AudioStart
from wyoming.info import Attribution, Describe, Info, MicProgram
from wyoming.audio import AudioFormat
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncServer

RATE, CHUNK = 48_000, 4_800
INFO = Info(mic=[MicProgram(
    name="bench", attribution=Attribution(name="", url=""), installed=True, description=None, version="1",
    mic_format=AudioFormat(rate=RATE, width=4, channels=2))])


def chunk(number):
    values = [int(0.5 * 2**31 * math.sin(2 * math.pi * 440 * (number * CHUNK + i) / RATE)) for i in range(CHUNK)]
    return b"".join(struct.pack("<ii", value, value) for value in values)


class Microphone(AsyncEventHandler):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.number = 0

    async def handle_event(self, event):
        if Describe.is_type(event.type):
            await self.write_event(INFO.event())
            await self.write_event(AudioStart(rate=RATE, width=4, channels=2).event())
            await self.send()
        elif Pong.is_type(event.type) and Pong.from_event(event).text == str(self.number):
            await self.send()
        return True

    async def send(self):
        await self.write_event(AudioChunk(rate=RATE, width=4, channels=2, audio=chunk(self.number)).event())
        self.number += 1
        await self.write_event(Ping(text=str(self.number)).event())


asyncio.run(AsyncServer.from_uri(f"tcp://127.0.0.1:{sys.argv[1]}").run(partial(Microphone)))
