# SPDX-License-Identifier: Apache-2.0
"""Measures the cadence detector: recall of T3 and T4 over sounds and in rooms, and false alarms.

DIR holds train/, train2/ and val/ with a folder of recordings per label, and rooms/ with impulse responses.
Each recording is decoded once, by ffmpeg, to runtime/.cache/cadence.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from bench import CACHE, BenchError, build, java, say

RATE = 16000
SUFFIXES = {".ogg", ".flac", ".wav", ".mp3", ".opus", ".m4a"}


def decoded(file):
    """The file as raw 32-bit floats, mono, 16 kHz; made when it is missing or older."""
    name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:24] + ".f32"
    raw = CACHE / "cadence" / name
    if not raw.exists() or raw.stat().st_mtime < file.stat().st_mtime:
        part = raw.with_suffix(".part")
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-i", str(file), "-ac", "1",
             "-ar", str(RATE), "-f", "f32le", str(part)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise BenchError(f"ffmpeg cannot read {file}: {done.stderr.strip()}")
        os.replace(part, raw)
    return raw


def listing(data):
    """Rows (split, label, path, raw file) of every recording, sorted by path."""
    files = sorted(f for split in ("train", "train2", "val", "rooms") for f in (data / split).rglob("*")
                   if f.suffix.lower() in SUFFIXES)
    if not files:
        raise BenchError(f"no recordings in {data}: it needs train/, val/ and rooms/")
    (CACHE / "cadence").mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        raws = list(pool.map(decoded, files))
    rows = []
    for file, raw in zip(files, raws):
        path = file.relative_to(data)
        rows.append((path.parts[0], path.parts[1] if len(path.parts) > 2 else "", str(path), str(raw)))
    return rows


def table(result):
    lines = []
    for name, one in result["recall"].items():
        lines.append(
            f"  {name:20} {one['trials']:5} trials, within two cycles {one['within_two']:5} "
            f"(to be confirmed {one['provisionally_within_two']:5}), within three {one['within_three']:5}   "
            f"p50 {one['p50']:.2f}  p95 {one['p95']:.2f}  max {one['max']:.2f}")
    lines += [f"      missed: {missed}" for missed in result["missed"]]
    for name, one in result["false_alarms"].items():
        lines.append(f"  {name:34} {one['alarms']:5} false alarms in {one['hours']:.2f} h")
        lines += [f"      {found}" for found in one["where"]]
        lines.append(f"  {'':34} {len(one['provisional']):5} to be confirmed")
        lines += [f"      {found}" for found in one["provisional"]]
    for one in result.get("recordings", []):
        lines.append(f"  {one['clip']:50} {', '.join(one['heard']) or 'no standard signal'}")
    lines.append(f"  {result['times_real_time']:.0f} times real time on one core")
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(
        prog="runtime/bench cadence", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DIR")
    parser.add_argument("--split", choices=("train", "train2", "val"), default="val",
                        help="whose sounds recall is measured over (default: val)")
    parser.add_argument("--trials", type=int, default=2000, help="trials of recall (default: 2000)")
    parser.add_argument("--hours", type=float, default=10, help="hours of mixtures (default: 10)")
    parser.add_argument("--no-recordings", action="store_true",
                        help="leave out the recordings themselves, one after the other")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    return parser.parse_args()


def main():
    options = arguments()
    rows = listing(options.data)
    index = CACHE / "cadence" / "index.tsv"
    index.write_text("".join("\t".join(row) + "\n" for row in rows))
    done = subprocess.run(
        [java(), "-Xmx600m", "-XX:+UseSerialGC", "-cp", build(), "io.soribit.benchmarks.CadenceTrials",
         str(index), options.split, str(options.trials), str(options.hours), str(options.seed),
         str(not options.no_recordings).lower()],
        stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError(f"the trials ended with {done.returncode}")
    print(done.stdout.strip() if options.json else table(json.loads(done.stdout)))


if __name__ == "__main__":
    try:
        main()
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
