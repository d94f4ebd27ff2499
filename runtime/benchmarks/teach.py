# SPDX-License-Identifier: Apache-2.0
"""Teaches sounds while rooms are heard: what that takes, what it costs the rooms, and what taught sounds add to a window.

Each sound is a chime of its own, taught from five takes of 5 s; the time to learn has the hearing of the takes in it.
The time of a window is that of the inference, without taught sounds and with ten, by turns in one process.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import ROOT, BenchError, bounded_table, build, java, say

VARIANTS = ("float16", "float32", "dynamic-range", "integer", "full-integer")
BOUNDS = {"seconds_to_learn_max": 10, "windows_dropped": 0, "window_share_of_10": 0.05}  # at most


def trial(options, work):
    """As reported by the process that heard and learnt."""
    done = subprocess.run(
        [java(), "-Xmx600m", "-cp", build(), "io.soribit.benchmarks.TeachTrial",
         str(ROOT / "models/home" / options.variant), str(work / "natives"), str(options.rooms), str(options.lessons)],
        stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError(f"the trial ended with {done.returncode}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def arguments():
    parser = argparse.ArgumentParser(prog="runtime/bench teach", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", choices=VARIANTS, default="integer", help="(default: integer)")
    parser.add_argument("--rooms", type=int, default=4, help="rooms that are heard (default: 4)")
    parser.add_argument("--lessons", type=int, default=10, help="sounds that are taught, 10 or more (default: 10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="soribit-teach-") as folder:
        result = trial(options, Path(folder))
    print(json.dumps(result) if options.json else bounded_table(result, BOUNDS))
    return 0 if all(result[key] <= bound for key, bound in BOUNDS.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
