# SPDX-License-Identifier: Apache-2.0
"""Many streams in one hub: no window may be lost, and each further source costs little memory.

Each source is an ffmpeg of its own that plays the same 20 s of synthesised audio at 16 kHz, as a camera would send it. The
hub is measured twice, with few sources and with all of them: the difference is what a source costs.
"""
import argparse
import json
import sys
import tempfile
from pathlib import Path

import rooms
from bench import BUSY, BenchError, machine, say

FEW = 4
BOUNDS = {"windows_lost": 0, "rooms_silent": 0, "widest_hop": 1, "mb_per_source": 1.5, "cpu_cores": 1}  # at most


def configure(data, count, recording, mqtt):
    etc = data / "etc"
    etc.mkdir(parents=True)
    (etc / "io.soribit.broker.cfg").write_text(f"port={mqtt}\n")
    (etc / "org.apache.felix.http.cfg").write_text("org.osgi.service.http.port=0\n")
    for number in range(count):
        (etc / f"io.soribit.source.stream-{number}.cfg").write_text(
            f"id=stream{number}\nurl={recording}\nroom=room{number}\n")


def measure(options, count, seconds):
    options.rooms, options.seconds = count, seconds
    with tempfile.TemporaryDirectory(prefix="soribit-sources-") as folder:
        return rooms.measure(options, Path(folder), configure)


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
    options.rate = 16_000
    return options


def main():
    options = arguments()
    load = machine()["load"]
    if load > BUSY:
        say(f"bench: this machine is busy (load {load}): wait until it is quiet for figures that count")
    count, seconds = options.sources, 40 if options.quick else options.seconds
    few = measure(options, FEW, 20)
    result = measure(options, count, seconds)
    result["mb_per_source"] = (result["resident_mb"] - few["resident_mb"]) / (count - FEW)
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
