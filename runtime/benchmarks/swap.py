# SPDX-License-Identifier: Apache-2.0
"""Switches models while rooms are heard, and gives the hub damaged models.

In each room one alarm sounds all the time: it must stay one event, and each window be scored once.
The damaged models are descriptors and files with changed, cut and missing bytes; each goes
through the whole pipeline of the hub, and must be refused with a reason or run. If one ends the hub,
it is counted and the next one is tried. A switch takes about 2 s, a damaged model 0.3 s on 2 cores.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench import ROOT, BenchError, bounded_table, build, java, say

VARIANTS = ("float16", "float32", "dynamic-range", "integer", "full-integer")
BOUNDS = {  # at most
    "windows_lost": 0, "windows_twice": 0, "events_broken": 0, "rss_growth": 0.05,
    "threads_leaked": 0, "handles_leaked": 0, "longest_pause_hops": 1, "seconds_per_switch_p95": 5,
    "fuzzed_escaped": 0, "hub_deaths": 0}


def run_java(*arguments, **more):
    return subprocess.Popen([java(), "-Xmx600m", "-cp", build(), *map(str, arguments)],
                            stdout=subprocess.PIPE, text=True, **more)


def folders(options, work):
    """The models to switch among: our variants, and the foreign one if there is a file of it."""
    found = [ROOT / "models/home" / variant for variant in VARIANTS]
    if options.foreign:
        target = work / "foreign"
        done = run_java("io.soribit.benchmarks.Unpack", options.foreign, target)
        if done.wait():
            raise BenchError(f"{options.foreign} says not enough of itself")
        found.append(target)
    return os.pathsep.join(map(str, found))


def switched(options, models, work):
    """The trial of switches, as reported by the hub's own process."""
    if not options.switches:
        return {}
    process = run_java("io.soribit.benchmarks.SwapTrial", models, work / "natives", options.rooms,
                       options.switches, options.seed)
    out, _ = process.communicate()
    if process.returncode:
        raise BenchError(f"the trial of switches ended with {process.returncode}")
    return json.loads(out.strip().splitlines()[-1])


def fuzzed(options, models, work):
    """What became of the damaged models; a death of the hub's process costs one of them."""
    outcomes, deaths, next_one = Counter(), [], 0
    while next_one < options.fuzzed:
        process = run_java("io.soribit.benchmarks.FuzzTrial", models, work / "natives",
                           work / "trials", next_one, options.fuzzed, options.seed,
                           stderr=subprocess.DEVNULL)
        for line in process.stdout:
            parts = line.split(maxsplit=2)
            if len(parts) < 2 or parts[1] not in ("refused", "runs", "escaped"):
                continue
            next_one = int(parts[0]) + 1
            outcomes[parts[1]] += 1
            if parts[1] == "escaped" or options.verbose:
                say(line.strip())
            elif next_one % 100 == 0:
                say(f"{next_one} of {options.fuzzed} damaged models")
        if process.wait():
            deaths.append(next_one)
            say(f"the hub died of damaged model {next_one}, status {process.returncode}")
            next_one += 1
    return {"fuzzed_models": sum(outcomes.values()) + len(deaths), "fuzzed_refused": outcomes["refused"],
            "fuzzed_running": outcomes["runs"], "fuzzed_escaped": outcomes["escaped"],
            "hub_deaths": len(deaths)}


def arguments():
    parser = argparse.ArgumentParser(prog="runtime/bench swap", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--switches", type=int, default=1000, help="(default: 1000)")
    parser.add_argument("--rooms", type=int, default=20, help="rooms with audio (default: 20)")
    parser.add_argument("--fuzzed", type=int, default=10000, help="damaged models (default: 10000)")
    parser.add_argument("--foreign", type=Path, metavar="FILE",
                        help="a .tflite file that says all of itself, to switch to as well")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print each damaged model's outcome")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="soribit-swap-") as folder:
        work = Path(folder)
        models = folders(options, work)
        result = {**switched(options, models, work), **fuzzed(options, models, work)}
    print(json.dumps(result) if options.json else bounded_table(result, BOUNDS))
    return 0 if all(result.get(key, 0) <= bound for key, bound in BOUNDS.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
