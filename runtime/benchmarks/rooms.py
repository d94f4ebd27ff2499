# SPDX-License-Identifier: Apache-2.0
"""Many rooms at 48 kHz in one hub with its default heap: no window may be lost.

Each room plays the same 20 s of synthesised audio as fast as time passes. What is counted begins once
all rooms are heard and have settled, with each window scored: windows that were lost (dropped) or
scored late, as each room's health topic reports them. How long that takes, and what is lost until
then, is in the table.
"""
import argparse
import contextlib
import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import BUSY, ROOT, BenchError, bounded_table, hub_process, machine, resident_mb, run, say, synthesise

SETTLE_SECONDS = 20  # without a window that is lost or left out
LONGEST_SETTLE_SECONDS = 240
BOUNDS = {"windows_lost": 0, "rooms_silent": 0, "widest_hop": 1}  # at most
HERE = "127.0.0.1"


def free_port():
    with socket.socket() as one:
        one.bind((HERE, 0))
        return one.getsockname()[1]


def configure(data, rooms, recording, mqtt):
    etc = data / "etc"
    etc.mkdir(parents=True)
    (etc / "io.soribit.broker.cfg").write_text(f"port={mqtt}\n")
    (etc / "org.apache.felix.http.cfg").write_text("org.osgi.service.http.port=0\n")
    (etc / "io.soribit.notify.mqtt.cfg").write_text("hub=hub\n")
    for number in range(rooms):
        (etc / f"io.soribit.source.file-{number}.cfg").write_text(
            f"id=mic{number}\npath={recording}\nroom=room{number}\nrealtime=true\nloop=true\n")


def await_rooms(lines, rooms, limit):
    heard, said, broker, end = set(), [], False, time.monotonic() + limit
    while len(heard) < rooms or not broker:
        try:
            line = lines.get(timeout=max(0, end - time.monotonic()))
        except queue.Empty:
            line = None
        if line is None:
            tail = "\n  ".join(text[:200] for text in said[-15:])
            raise BenchError(f"only {len(heard)} of {rooms} rooms are heard after {limit} s; the hub said:\n  {tail}")
        said.append(line)
        if line.startswith("●"):
            heard.add(line.split()[1])
        broker = broker or "MQTT: tcp://" in line


@contextlib.contextmanager
def latest(mqtt, topic, parse=json.loads):
    """The latest message of each room on its topic, such as `health`."""
    program = shutil.which("mosquitto_sub")
    if not program:
        raise BenchError("mosquitto_sub is missing (Debian: apt install mosquitto-clients)")
    process = subprocess.Popen(
        [program, "-h", HERE, "-p", str(mqtt), "-t", f"soribit/hub/+/{topic}", "-v"],
        stdout=subprocess.PIPE, text=True, encoding="utf-8")
    reports = {}

    def read():
        for line in process.stdout:
            topic, _, text = line.partition(" ")
            with contextlib.suppress(json.JSONDecodeError):
                reports[topic.split("/")[2]] = parse(text.strip())

    threading.Thread(target=read, daemon=True).start()
    try:
        yield reports
    finally:
        process.terminate()
        process.wait()


def settle(reports):
    """Waits until each window of each room has been scored for a while; how many seconds that took."""
    begin = since = time.monotonic()
    last = None
    while time.monotonic() - since < SETTLE_SECONDS and time.monotonic() - begin < LONGEST_SETTLE_SECONDS:
        time.sleep(1)
        now = [(report["dropped"], report["hop"]) for report in list(reports.values())]
        if now != last or any(hop > 1 for _, hop in now):
            last, since = now, time.monotonic()
    return time.monotonic() - begin


def cpu_seconds(process):
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(options, work, configure=configure, afterwards=None):
    """Counts in a hub with `options.rooms` rooms; `afterwards(process, reports, mqtt)` may add to the result."""
    say("building the hub if need be")
    run([ROOT / "runtime/soribit", "--version"])
    program = next((ROOT / "runtime/distribution/target").glob("*/*/bin/soribit"))
    synthesise(work, options.rate)
    mqtt = free_port()
    configure(work / "data", options.rooms, work / "room.wav", mqtt)
    with hub_process(program, work / "data") as (process, lines):
        await_rooms(lines, options.rooms, options.limit)
        with latest(mqtt, "health") as reports:
            say(f"{options.rooms} rooms are heard; waiting until they have settled")
            settled = settle(reports)
            before, cpu = dict(reports), cpu_seconds(process)
            say(f"counting for {options.seconds} s")
            time.sleep(options.seconds)
            if process.poll() is not None:
                why = ": it is out of memory" if process.returncode == 3 else ""
                raise BenchError(f"the hub ended with status {process.returncode}{why}")
            after, cpu = dict(reports), cpu_seconds(process) - cpu
            memory = resident_mb(process)
            added = afterwards(process, reports, mqtt) if afterwards else {}
    names = [f"room{number}" for number in range(options.rooms)]
    missing = [name for name in names if name not in before or name not in after]
    if missing:
        raise BenchError(f"no health of {', '.join(missing[:5])} ({len(missing)} rooms): the machine is too busy")

    def more(key):
        return sum(after[name][key] - before[name][key] for name in names)

    return {"rooms": options.rooms, "seconds_to_settle": settled,
            "lost_until_then": sum(before[name]["dropped"] for name in names),
            "seconds": options.seconds, "windows_lost": more("dropped"),
            "windows_late": more("late"), "rooms_silent": sum(after[n]["state"] != "listening" for n in names),
            "widest_hop": max(after[name]["hop"] for name in names), "cpu_cores": cpu / options.seconds,
            "resident_mb": memory, **added}


def table(result, bounds=BOUNDS):
    return bounded_table(result, bounds, (24, 10), 2)


def arguments():
    parser = argparse.ArgumentParser(prog="runtime/bench rooms", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", type=int, default=64, help="(default: 64)")
    parser.add_argument("--rate", type=int, default=48_000, help="samples per second (default: 48000)")
    parser.add_argument("--seconds", type=int, default=600, help="counted (default: 600)")
    parser.add_argument("--quick", action="store_true", help="for 40 s")
    parser.add_argument("--limit", type=int, default=180, help="seconds until all rooms must be heard (default: 180)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    options = parser.parse_args()
    options.seconds = 40 if options.quick else options.seconds
    return options


def main():
    options = arguments()
    load = machine()["load"]
    if load > BUSY:
        say(f"bench: this machine is busy (load {load}): wait until it is quiet for figures that count")
    with tempfile.TemporaryDirectory(prefix="soribit-rooms-") as folder:
        result = measure(options, Path(folder))
    print(json.dumps(result) if options.json else table(result))
    return 0 if all(result[key] <= bound for key, bound in BOUNDS.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
