# SPDX-License-Identifier: Apache-2.0
"""Many streams in one hub: no window may be lost, each further source costs little, and all come back after an outage.

Each source is an ffmpeg of its own that hears an endless WAV stream over HTTP, sent here in real time as cameras would:
synthesised audio at 16 kHz. The hub is measured twice, with few sources and with all of them: the difference is what a source
costs. Then the sender of all but a few goes away and comes back, as when a switch restarts; the few must lose nothing.
"""
import argparse
import asyncio
import json
import os
import statistics
import struct
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

import rooms
from bench import BUSY, BenchError, machine, say

FEW = 4
RATE = 16_000
CHUNK_SECONDS = 0.1
SAMPLE_SECONDS = 10
AWAY_SECONDS = 10
HEARD = "listening"
BOUNDS = {"windows_lost": 0, "rooms_silent": 0, "widest_hop": 1, "mb_per_source": 1.5, "cpu_cores": 1,
          "seconds_to_recover": 60, "windows_lost_elsewhere": 0}  # at most


class Sender:
    """A server of one endless stream, in real time for each that connects."""

    def __init__(self):
        self.port = rooms.free_port()
        self.audio = b""
        self.server = None
        self.connections = set()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def load(self, recording):
        with wave.open(str(recording)) as source:
            self.audio = source.readframes(source.getnframes())

    def start(self):
        self.call(self._start())

    def stop(self):
        self.call(self._stop())

    def call(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _start(self):
        self.server = await asyncio.start_server(self._serve, rooms.HERE, self.port, backlog=1024)

    async def _stop(self):
        self.server.close()
        for connection in list(self.connections):
            connection.transport.abort()

    async def _serve(self, reader, writer):
        self.connections.add(writer)
        try:
            await reader.readuntil(b"\r\n\r\n")
            endless = 0xFFFFFFFF
            writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: audio/wav\r\n\r\nRIFF" + struct.pack("<I", endless) + b"WAVEfmt "
                         + struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16) + b"data" + struct.pack("<I", endless))
            begin, sent, chunk = self.loop.time(), 0, int(2 * RATE * CHUNK_SECONDS)
            while not writer.is_closing():
                at = sent % len(self.audio)
                writer.write(self.audio[at:at + chunk])
                await writer.drain()
                sent += chunk
                await asyncio.sleep(max(0, begin + sent / (2 * RATE) - self.loop.time()))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the reader has gone
        finally:
            self.connections.discard(writer)
            writer.close()


class Sources:
    def __init__(self, limit):
        self.limit = limit
        self.steady, self.flaky = Sender(), Sender()

    def configure(self, data, count, recording, mqtt):
        """The first few at a sender of their own, which stays."""
        etc = data / "etc"
        etc.mkdir(parents=True)
        (etc / "io.soribit.broker.cfg").write_text(f"port={mqtt}\n")
        (etc / "org.apache.felix.http.cfg").write_text("org.osgi.service.http.port=0\n")
        for sender in (self.steady, self.flaky):
            sender.load(recording)
            if not sender.server:
                sender.start()
        for number in range(count):
            port = (self.steady if number < FEW else self.flaky).port
            (etc / f"io.soribit.source.stream-{number}.cfg").write_text(
                f"id=stream{number}\nurl=http://{rooms.HERE}:{port}/{number}\nroom=room{number}\n")

    def afterwards(self, process, reports, mqtt):
        programs = children(process.pid)
        cpu = sum(map(cpu_seconds, programs))
        time.sleep(SAMPLE_SECONDS)
        cpu = sum(map(cpu_seconds, programs)) - cpu
        return {"ffmpeg_cpu_percent": 100 * cpu / SAMPLE_SECONDS / len(programs),
                "ffmpeg_mb": sum(map(proportional_mb, programs)) / len(programs),
                **self.outage(process, reports, mqtt)}

    def outage(self, process, reports, mqtt):
        steady = [f"room{number}" for number in range(FEW)]
        with rooms.latest(mqtt, "listening", str) as states:
            await_all("rooms to be heard", lambda: sum(now == HEARD for now in states.copy().values()), len(reports), self.limit)
            flaky = [room for room in states if room not in steady]
            lost = {room: reports[room]["dropped"] for room in steady}
            say(f"{len(flaky)} sources lose their sender for {AWAY_SECONDS} s and more")
            self.flaky.stop()
            time.sleep(AWAY_SECONDS)  # longer than a hub that is short of processor needs to notice
            await_all("rooms to be lost", lambda: sum(states[room] != HEARD for room in flaky), len(flaky), self.limit)
            self.flaky.start()
            begin, cpu = time.monotonic(), rooms.cpu_seconds(process)
            back = {}
            while len(back) < len(flaky):
                now = time.monotonic() - begin
                if now > self.limit:
                    raise BenchError(f"only {len(back)} of {len(flaky)} sources were back after {self.limit} s")
                if self.flaky.connections:
                    back.update({room: now for room in flaky if states[room] == HEARD and room not in back})
                time.sleep(0.1)
            cpu = (rooms.cpu_seconds(process) - cpu) / (time.monotonic() - begin)
        time.sleep(2 * SAMPLE_SECONDS)  # health comes every 10 s
        return {"seconds_to_recover": max(back.values()), "seconds_to_recover_median": statistics.median(back.values()),
                "cpu_cores_recovering": cpu,
                "windows_lost_elsewhere": sum(reports[room]["dropped"] - lost[room] for room in steady)}


def await_all(what, counted, count, limit):
    end = time.monotonic() + limit
    while counted() < count:
        if time.monotonic() > end:
            raise BenchError(f"waited {limit} s for {count} {what}: {counted()}")
        time.sleep(0.1)


def children(parent):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == parent and "ffmpeg" in (stat.parent / "comm").read_text():
                found.append(int(stat.parent.name))
        except OSError:
            pass  # it has ended
    if not found:
        raise BenchError("the hub runs no ffmpeg")
    return found


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def proportional_mb(pid):
    """What its libraries share with the others counts once for all."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(options, count, seconds):
    options.rooms, options.seconds = count, seconds
    sources = Sources(options.limit)
    with tempfile.TemporaryDirectory(prefix="soribit-sources-") as folder:
        return rooms.measure(options, Path(folder), sources.configure, sources.afterwards if count > FEW else None)


def arguments():
    parser = argparse.ArgumentParser(prog="runtime/bench sources", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=200, help="(default: 200)")
    parser.add_argument("--seconds", type=int, default=600, help="counted (default: 600)")
    parser.add_argument("--quick", action="store_true", help="for 40 s")
    parser.add_argument("--limit", type=int, default=300, help="seconds until all must be heard (default: 300)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    options = parser.parse_args()
    if options.sources <= FEW:
        parser.error(f"--sources must be more than {FEW}")
    options.rate = RATE
    return options


def main():
    options = arguments()
    load = machine()["load"]
    if load > BUSY:
        say(f"bench: this machine is busy (load {load}): wait until it is quiet for figures that count")
    count, seconds = options.sources, 40 if options.quick else options.seconds
    few = measure(options, FEW, 40 if options.quick else 60)
    result = measure(options, count, seconds)
    result["mb_per_source"] = (result["resident_mb"] - few["resident_mb"]) / (count - FEW)
    result["cpu_percent_per_source"] = 100 * (result["cpu_cores"] - few["cpu_cores"]) / (count - FEW)
    print(json.dumps(result) if options.json else rooms.table(result, BOUNDS))
    return 0 if all(result[key] <= bound for key, bound in BOUNDS.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
