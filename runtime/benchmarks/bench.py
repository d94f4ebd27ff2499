# SPDX-License-Identifier: Apache-2.0
"""Measures the hub against its bounds, beside a Python peer, on one core each.

Java and Python take turns, a round each, and what is compared was measured in the same round: the
figures are medians over the windows of a round, the ratios medians over the rounds.
"""
import argparse
import array
import contextlib
import json
import math
import os
import platform
import queue
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / "runtime/.cache"
VENV = CACHE / "python-bench"
NATIVES = CACHE / "bench-natives"
JAVA_SOURCES = ["pom.xml", "bnd.bnd", "bundles/api", "bundles/dsp", "bundles/engine", "bundles/model", "bundles/teach",
                "runtime/benchmarks"]
HUB_FLAGS = ["-Xms24m", "-Xmx224m", "-XX:+UseSerialGC"]
PARTS = ["mel", "inference", "pipeline", "start"]
BOUNDS = {
    "mel_vs_librosa": (">=", 15), "inference_vs_native": ("<=", 1.05), "pipeline_vs_python": (">=", 4),
    "audio_seconds_per_core_second": (">=", 400), "bytes_per_window": ("<=", 0),
    "seconds_to_listening": ("<=", 3), "resident_mb": ("<=", 190)}
MEANING = {
    "mel_vs_librosa": "times faster: a window of log-mel, streaming, against librosa",
    "inference_vs_native": "a session's score against the bare native invoke",
    "pipeline_vs_python": "times faster: audio to scores, against librosa and TensorFlow Lite",
    "audio_seconds_per_core_second": "home model, fastest variant, 2 windows a second",
    "bytes_per_window": "allocated by log-mel and inference in steady state",
    "seconds_to_listening": "from `soribit run` with an empty data folder, median of the starts after the first",
    "resident_mb": "of a hub that listens to one room"}
HOP_SECONDS = 0.5
AUDIO_SECONDS = 20
AGREEMENT = 1e-3
START_SECONDS = 90
BUSY = 0.5


class BenchError(Exception):
    """Nothing can be measured; the message says why and what to do."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, pinned=False, environment=None):
    """Runs a command to its end and returns its standard output."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            preexec_fn=pin if pinned else None, check=False)
    except FileNotFoundError as e:
        raise BenchError(f"{command[0]} is not there: install it, or put it on the PATH") from e
    if done.returncode:
        tail = "\n  ".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise BenchError(f"{' '.join(map(str, command[:4]))} ... ended with {done.returncode}:\n  {tail}")
    return done.stdout


def pin():
    """Leaves one core to this process and its children, the same for all that are compared."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def java():
    return str(Path(os.environ["JAVA_HOME"], "bin/java")) if os.environ.get("JAVA_HOME") else "java"


class Java:
    """The benchmarks' jar and the virtual machine that runs it, with the hub's flags."""

    def __init__(self, models, audio):
        self.classpath = build()
        self.properties = [
            f"-Dbench.models={models}", f"-Dbench.audio={audio}", f"-Dbench.natives={NATIVES}"]

    def main(self, name, *arguments):
        modern = int(jdk().split(".")[0]) >= 22
        native = ["--enable-native-access=ALL-UNNAMED"] if modern else []
        return run([java(), *HUB_FLAGS, *native, *self.properties, "-cp", self.classpath, name,
                    *arguments], pinned=True)

    def benchmark(self, pattern, seconds, parameters=()):
        """JMH's results: (benchmark, variant) -> medians, one per iteration, of each metric."""
        with tempfile.NamedTemporaryFile(suffix=".json") as report:
            self.main("org.openjdk.jmh.Main", pattern, "-f", "1", "-wi", "2", "-w", f"{seconds}s",
                      "-i", "3", "-r", f"{seconds}s", "-foe", "true", "-rf", "json",
                      "-rff", report.name, *parameters)
            results = json.loads(Path(report.name).read_text())
        return {
            (one["benchmark"].split(".")[-2], one.get("params", {}).get("variant")): {
                name: statistics.median(metric["rawData"][0])
                for name, metric in one["secondaryMetrics"].items()}
            for one in results}


def jdk():
    try:
        properties = subprocess.run([java(), "-XshowSettings:properties", "-version"], text=True,
                                    capture_output=True, check=False).stderr
    except OSError:
        properties = ""
    found = re.search(r"java\.version = (\S+)", properties)
    if not found:
        raise BenchError(f"'{java()}' does not run: install a JDK of version 17 or later, or set JAVA_HOME")
    return found[1]


def stale(stamp, sources):
    if not stamp.exists():
        return True
    built = stamp.stat().st_mtime
    files = (file for source in sources for file in [ROOT / source, *(ROOT / source).rglob("*")])
    return any("target" not in file.parts and file.is_file() and file.stat().st_mtime > built
               for file in files)


def build():
    """Builds the benchmarks if they are older than their sources; returns their class path."""
    classpath = HERE / "target/classpath"
    if stale(classpath, JAVA_SOURCES):
        say("building the benchmarks")
        run(["mvn", "-B", "-ntp", "-DskipTests", "-Dspotless.check.skip=true", "-pl",
             "runtime/benchmarks", "-am", "package"])
        classpath.touch()
    jars = [jar for jar in (HERE / "target").glob("io.soribit.benchmarks-*.jar")]
    return os.pathsep.join([*map(str, jars), classpath.read_text().strip()])


def python():
    """The peer's Python, set up anew when its requirements have changed."""
    program, requirements, stamp = VENV / "bin/python", HERE / "requirements.txt", VENV / "ready"
    if stale(stamp, [requirements.relative_to(ROOT)]):
        say("setting up librosa and TensorFlow Lite for Python")
        run([sys.executable, "-m", "venv", VENV])
        run([program, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements])
        stamp.touch()
    return program


class Peer:
    def __init__(self, models, audio, seconds):
        self.command = [python(), HERE / "peer.py", "--model", models / "float32", "--audio", audio,
                        "--seconds", seconds]

    def measure(self, parts):
        threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]
        return json.loads(run([*self.command, "--parts", *parts], pinned=True,
                              environment=dict.fromkeys(threads, "1")))


def synthesise(folder, rate):
    """Struck notes over soft noise: as raw floats for the benchmarks, as WAV for the hub."""
    noise = random.Random(7)
    samples = array.array("f", (
        0.01 * noise.gauss(0, 1)
        + 0.3 * math.sin(2 * math.pi * 659 * i / rate) * math.exp(-(i % (3 * rate)) / (0.4 * rate))
        for i in range(AUDIO_SECONDS * rate)))
    if sys.byteorder == "big":
        samples.byteswap()
    (folder / "audio.f32").write_bytes(samples.tobytes())
    with wave.open(str(folder / "room.wav"), "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes(b"".join(
            int(max(-1, min(1, s)) * 32767).to_bytes(2, "little", signed=True) for s in samples))
    return folder / "audio.f32"


def check_agreement(ours, theirs):
    worst = max(abs(a - b) for row, other in zip(ours, theirs) for a, b in zip(row, other))
    if not worst <= AGREEMENT:
        raise BenchError(f"the hub's scores and Python's differ by up to {worst:.2g}: what is measured is "
                         "not the same; check frontEnd in the model's model.json")


def measure_windows(options, parts, work, result):
    """Rounds of Java and Python by turns."""
    variants = sorted(folder.parent.name for folder in options.models.glob("*/model.json"))
    if "float32" not in variants:
        raise BenchError(f"{options.models} holds no float32/model.json: train the models "
                         "(models/training/README.md) or name their folder with --models")
    spec = json.loads((options.models / "float32/model.json").read_text())["frontEnd"]
    audio = synthesise(work, int(spec["sampleRate"]))
    hub, peer = Java(options.models, audio), Peer(options.models, audio, options.seconds)
    pattern = "|".join(f"{part.capitalize()}Benchmark" for part in parts)
    rounds = []
    for number in range(1, options.rounds + 1):
        say(f"round {number} of {options.rounds}: Java")
        mine = hub.benchmark(f"({pattern})", options.seconds, ["-p", "variant=" + ",".join(variants)])
        say(f"round {number} of {options.rounds}: Python")
        rounds.append((mine, peer.measure(parts)))
    say("comparing scores")
    check_agreement(json.loads(hub.main("io.soribit.benchmarks.Scores")), rounds[0][1]["scores"])
    summarise(parts, variants, rounds, result)
    result["machine"].update(rounds[0][1]["versions"])
    if "mel" in parts or "inference" in parts:
        say("counting allocated bytes")
        allocated = json.loads(hub.main("io.soribit.benchmarks.Allocation"))
        result["bytes_per_window"] = allocated["mel"] + allocated["inference"]


def summarise(parts, variants, rounds, result):
    def over_rounds(value):
        return statistics.median(value(mine, peer) for mine, peer in rounds)

    def java_ms(mine, part, variant=None):
        if part == "inference":
            return mine["InferenceBenchmark", None]["sessionNanos"] / 1e6
        return mine[f"{part.capitalize()}Benchmark", variant]["p0.50"] / 1e3

    def faster(part, variant=None):
        return over_rounds(lambda mine, peer: peer["milliseconds"][part] / java_ms(mine, part, variant))

    milliseconds = result["milliseconds_per_window"] = {}
    for part in parts:
        variant = "float32" if part == "pipeline" else None
        milliseconds[part] = over_rounds(lambda mine, _, p=part, v=variant: java_ms(mine, p, v))
        milliseconds[f"{part}_python"] = over_rounds(lambda _, peer, p=part: peer["milliseconds"][p])
    if "mel" in parts:
        result["mel_vs_librosa"] = faster("mel")
    if "inference" in parts:
        milliseconds["inference_native"] = over_rounds(
            lambda mine, _: mine["InferenceBenchmark", None]["bareNanos"] / 1e6)
        result["inference_vs_native"] = over_rounds(
            lambda mine, _: mine["InferenceBenchmark", None]["sessionNanos"]
            / mine["InferenceBenchmark", None]["bareNanos"])
        result["inference_vs_python"] = 1 / faster("inference")
    if "pipeline" in parts:
        result["pipeline_vs_python"] = faster("pipeline", "float32")
        speeds = result["variants"] = {
            variant: HOP_SECONDS * 1e3 / over_rounds(
                lambda mine, _, v=variant: java_ms(mine, "pipeline", v))
            for variant in variants}
        result["fastest_variant"] = max(speeds, key=speeds.get)
        result["audio_seconds_per_core_second"] = max(speeds.values())


@contextlib.contextmanager
def hub_process(program, data):
    """The hub as a user starts it; gives the process and its lines of output."""
    process = subprocess.Popen(
        [program, "run", "--data", data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, text=True, encoding="utf-8", env=os.environ | {"SORIBIT_SUPERVISE": "no"})
    lines = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line.rstrip())
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    try:
        yield process, lines
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(120)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_listening(lines, begin):
    said = []
    while True:
        try:
            line = lines.get(timeout=max(0, begin + START_SECONDS - time.monotonic()))
        except queue.Empty:
            line = None
        if line is None:
            tail = "\n  ".join(text[:200] for text in said[-15:])
            raise BenchError(f"after {START_SECONDS} s at most the hub listens to no room; it said:\n  {tail}")
        if line.startswith("●"):
            return time.monotonic() - begin
        said.append(line)


def resident_mb(process):
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        raise BenchError(f"{status} is not there: the hub ended, or this is no Linux")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status.read_text())[1]) / 1024


def measure_start(options, work, result):
    say("building the hub if need be")
    run([ROOT / "runtime/soribit", "--version"])
    program = next((ROOT / "runtime/distribution/target").glob("*/*/bin/soribit"))
    for archive in program.parents[1].glob("cache/classes-*.jsa"):
        archive.unlink()
    synthesise(work, 16000)
    seconds = []
    for number in range(options.starts + 1):  # the first makes the archive of classes, and does not count
        data = work / f"data{number}"
        write_configuration(data / "etc", work / "room.wav")
        say(f"start {number} of {options.starts}")
        begin = time.monotonic()
        with hub_process(program, data) as (process, lines):
            took = await_listening(lines, begin)
            seconds += [took] if number else []
            result["seconds_to_first_listening"] = result.get("seconds_to_first_listening", took)
            if number == options.starts:
                say(f"listening for {options.listen} s")
                time.sleep(options.listen)
                result["resident_mb"] = resident_mb(process)
    result["seconds_to_listening"] = statistics.median(seconds)


def write_configuration(etc, recording):
    """One room that hears a recording, on ports that no other hub has."""
    etc.mkdir(parents=True)
    (etc / "io.soribit.source.file-room.cfg").write_text(
        f"path={recording}\nroom=kitchen\nrealtime=true\nloop=true\n")
    (etc / "io.soribit.broker.cfg").write_text("port=0\n")
    (etc / "org.apache.felix.http.cfg").write_text("org.osgi.service.http.port=0\n")


def bounded_table(result, bounds, widths=(26, 12), digits=4):
    """A line for each figure; those with a bound say whether they keep it."""
    lines = []
    for key, value in result.items():
        bound = bounds.get(key)
        verdict = "" if bound is None else ("ok" if value <= bound else "MISSED") + f" (at most {bound})"
        shown = round(value, digits) if isinstance(value, float) else value
        lines.append(f"  {key:{widths[0]}} {shown:>{widths[1]}}  {verdict}")
    return "\n".join(lines)


def machine():
    cpu = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        cpu = names[0] if names else cpu
    return {"cpu": cpu, "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2), "jdk": jdk(),
            "os": platform.platform(), "python": platform.python_version()}


def misses(result):
    """What each missed bound is missed by."""
    missed = []
    for key, (relation, bound) in BOUNDS.items():
        value = result.get(key)
        if value is not None and not (value >= bound if relation == ">=" else value <= bound):
            percent = f" ({100 * abs(value - bound) / bound:.0f} %)" if bound else ""
            missed.append(f"{key} is {show(value)}, must be {relation} {show(bound)}: missed by "
                          f"{show(abs(value - bound))}{percent}")
    return missed


def show(value):
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"


def table(result):
    lines = [f"{'':30} {'measured':>9}  {'must be':>9}"]
    for key, (relation, bound) in BOUNDS.items():
        if key in result:
            lines.append(f"{key:30} {show(result[key]):>9}  {relation + ' ' + show(bound):>9}  {MEANING[key]}")
    for key, value in result.get("milliseconds_per_window", {}).items():
        lines.append(f"{'  ' + key:30} {value:9.3f}             ms a window")
    if "inference_vs_python" in result:
        lines.append(f"{'  inference_vs_python':30} {show(result['inference_vs_python']):>9}"
                     "             a session's score against Python's interpreter")
    if "seconds_to_first_listening" in result:
        lines.append(f"{'  seconds_to_first_listening':30} {show(result['seconds_to_first_listening']):>9}"
                     "             the first start after the hub was installed")
    for variant, value in result.get("variants", {}).items():
        lines.append(f"{'  ' + variant:30} {value:9.0f}             audio seconds per core second")
    lines.append("  ".join(f"{key}: {value}" for key, value in result["machine"].items()))
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(
        prog="runtime/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Exit status: 0 all bounds met, 1 a bound is missed, 2 it could not be measured.")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
    parser.add_argument("--models", type=Path, default=ROOT / "models/home", metavar="DIR",
                        help="a folder with a folder per variant (default: models/home)")
    options = parser.parse_args()
    options.models = options.models.resolve()
    options.rounds, options.seconds, options.starts, options.listen = (
        (2, 1, 1, 10) if options.quick else (5, 2, 3, 30))
    return options


def main():
    options = arguments()
    result = {"machine": machine()}
    if result["machine"]["load"] > BUSY:
        say(f"bench: this machine is busy (load {result['machine']['load']}): wait until it is quiet for "
            "figures that count")
    parts = [options.only] if options.only else PARTS
    with tempfile.TemporaryDirectory(prefix="soribit-bench-") as work:
        windows = [part for part in parts if part != "start"]
        if windows:
            measure_windows(options, windows, Path(work), result)
        if "start" in parts:
            measure_start(options, Path(work), result)
    ordered = {key: result[key] for key in BOUNDS if key in result}
    result = {**ordered, **result, "missed": misses(result)}
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))
    for miss in result["missed"]:
        say(f"bench: {miss}")
    return 1 if result["missed"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
