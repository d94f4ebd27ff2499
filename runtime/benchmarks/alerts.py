# SPDX-License-Identifier: Apache-2.0
"""Tests the path of an alert, in a hub as a user starts it, at a real Mosquitto.

A plug-in publishes sounds with serial numbers to the hub; a client of the broker with a persistent
session notes what arrives; lamps that speak as Zigbee2MQTT does flash.

outage   the broker is gone for 10 minutes while 10 alerts a minute come: what is lost, comes twice
         or out of order at the client
stall    the broker stops answering 10 times for 1 to 60 s while lamps flash once a second: how soon
         after one another a lamp turns on, and which has not its state back
restart  the hub is killed 20 times while alerts wait to be acknowledged: which of them are not as
         before afterwards
clock    the wall clock is set an hour back and two hours ahead while alerts come: which are lost, come
         twice, or are delivered late (needs libfaketime)
kills    the hub is killed at 200 random instants while alerts come and lamps flash: what is lost,
         and which lamp has not its state back
disk     the disk is full: alerts flash, the hub says that it cannot record, and later that it does
         again (needs root, for a small file system of its own)
latency  alarms and doorbells as audio in real time: from the onset to the PUBLISH of the alert
load     1,000 alerts a second for a minute: how many are raised and written, and what is lost
slow     beside a notifier that hangs and one that throws: how much later another is notified
bad      the same beside twenty services of a plug-in that block or throw, each in another method:
         notifiers, listeners, sources, detectors
"""
import argparse
import collections
import contextlib
import json
import math
import os
import random
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from bench import HERE, ROOT, BenchError, build, machine, run, say

TRIALS = ("outage", "stall", "restart", "clock", "kills", "disk", "latency", "load", "slow", "bad")
BOUNDS = {
    "outage_lost": ("<=", 0), "outage_duplicates": ("<=", 0), "outage_disordered": ("<=", 0),
    "closest_turn_ons_ms": (">=", 400), "stall_lamps_wrong": ("<=", 0),
    "restart_different": ("<=", 0), "clock_lost": ("<=", 0), "clock_duplicates": ("<=", 0),
    "clock_delay_p95_ms": ("<=", 1000), "kill_lost": ("<=", 0), "lamps_not_restored": ("<=", 0), "disk_not_flashed": ("<=", 0),
    "disk_silent": ("<=", 0), "onset_to_publish_p95_s": ("<=", 1.5), "load_lost": ("<=", 0),
    "accepted_per_second": (">=", 1000), "slow_notifier_delay_ms": ("<=", 50),
    "bad_plugins_delay_p95_ms": ("<=", 100), "bad_plugins_not_delivered": ("<=", 0)}
TIMEOUT_S = 180
LAMPS = {
    "trial-on": {"state": "ON", "brightness": 80, "color_mode": "color_temp", "color_temp": 300},
    "trial-off": {"state": "OFF", "brightness": 200, "color_mode": "color_temp", "color_temp": 250},
    "trial-blue": {"state": "ON", "brightness": 40, "color_mode": "xy", "color": {"x": 0.15, "y": 0.06}}}
MANIFEST = """Bundle-ManifestVersion: 2
Bundle-SymbolicName: io.soribit.trial
Bundle-Version: 1.0.0
Bundle-Activator: io.soribit.benchmarks.alerts.TrialPlugin
Import-Package: io.soribit.api;version="[1,2)", io.soribit.api.hub;version="[1,2)", org.osgi.framework, org.osgi.util.tracker, org.slf4j
"""


def await_until(what, seconds, condition):
    """Waits for something that must come."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise BenchError(f"{what} did not come within {seconds} s")
        time.sleep(0.1)
    return result


def settled(seconds, condition):
    """Waits for something that should come; says whether it came."""
    with contextlib.suppress(BenchError):
        return bool(await_until("", seconds, condition))
    return False


class Broker:
    """A Mosquitto on a free port that remembers sessions and what is retained, if it is to."""

    def __init__(self, work, remembers):
        self.program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
        if not self.program or not shutil.which("mosquitto_sub"):
            raise BenchError("mosquitto is missing (Debian: apt install mosquitto mosquitto-clients)")
        folder = work / "broker"
        folder.mkdir()
        folder.chmod(0o777)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.file = folder / "mosquitto.conf"
        self.file.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"
            + (f"persistence true\npersistence_location {folder}/\nautosave_interval 1\n" if remembers else ""))
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program, "-c", self.file], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        await_until("the broker", 10, self.answers)

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def publish(self, topic, text):
        run(self.client("mosquitto_pub", "-t", topic, "-m", text))

    def retained(self, topic):
        """What it retains: texts by topic."""
        command = self.client("mosquitto_sub", "--retained-only", "-W", "2", "-F", "%t %p", "-t", topic)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              encoding="utf-8", check=False)
        return dict(line.split(" ", 1) for line in done.stdout.splitlines())

    def client(self, name, *arguments):
        return [name, "-h", "127.0.0.1", "-p", str(self.port), "-q", "1", *arguments]


class Listener:
    """A client with a persistent session: calls back with time, topic and text of each message."""

    def __init__(self, broker, name, topics, heard):
        command = broker.client("mosquitto_sub", "-i", name, "-c", "-F", "%U %t %p")
        for topic in topics:
            command += ["-t", topic]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True, encoding="utf-8")
        self.heard = heard
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            seconds, topic, text = (line.rstrip("\n").split(" ", 2) + [""])[:3]
            self.heard(float(seconds), topic, text)

    def close(self):
        self.process.kill()
        self.process.wait()


class Consumer:
    """Notes the stream of alerts and the sounds of the rooms."""

    def __init__(self, broker):
        self.alerts, self.sounds, self.online = [], [], []
        self.listener = Listener(
            broker, "trial-consumer",
            ["soribit/hub/alerts", "soribit/hub/+/sound", "soribit/hub/status"], self.heard)

    def heard(self, seconds, topic, text):
        if topic.endswith("/status"):
            self.online.append(text)
            return
        document = json.loads(text)
        document["at"] = seconds
        (self.alerts if topic.endswith("/alerts") else self.sounds).append(document)

    def raised(self):
        return [a for a in self.alerts if a["state"] == "raised"]

    def close(self):
        self.listener.close()


class Lamps:
    """Lamps that speak as Zigbee2MQTT does."""

    def __init__(self, broker):
        self.states = {name: dict(state) for name, state in LAMPS.items()}
        self.commands = collections.Counter()
        self.turn_ons = collections.defaultdict(list)
        self.publishers = [broker.client("mosquitto_pub", "-l", "-r", "-t", f"zigbee2mqtt/{name}") for name in LAMPS]
        self.pipes = {
            name: subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
            for name, command in zip(LAMPS, self.publishers)}
        self.listener = Listener(
            broker, "trial-lamps", ["zigbee2mqtt/+/set", "zigbee2mqtt/+/get"], self.heard)
        for name in LAMPS:
            self.publish(name)

    def heard(self, seconds, topic, text):
        _, name, what = topic.split("/")
        if name not in self.states:
            return
        if what == "set":
            self.commands[name] += 1
            message = json.loads(text)
            message.pop("transition", None)
            state = self.states[name]
            if state["state"] == "OFF" and message.get("state") == "ON":
                self.turn_ons[name].append(seconds)
            if "color" in message:
                state["color_mode"] = "xy"
                state.pop("color_temp", None)
            elif "color_temp" in message:
                state["color_mode"] = "color_temp"
                state.pop("color", None)
            state.update(message)
        self.publish(name)

    def publish(self, name):
        self.pipes[name].stdin.write(json.dumps(self.states[name]) + "\n")
        self.pipes[name].stdin.flush()

    def closest(self):
        """The shortest time between two turn-ons of a lamp, in seconds."""
        return min((b - a for times in self.turn_ons.values() for a, b in zip(times, times[1:])), default=math.inf)

    def wrong(self):
        """The lamps that do not shine as before, and how they do."""
        return {name: state for name, state in self.states.items() if not same(state, LAMPS[name])}

    def close(self):
        self.listener.close()
        for pipe in self.pipes.values():
            pipe.kill()
            pipe.wait()


def same(state, expected):
    keys = ["state"] if expected["state"] == "OFF" else expected.keys()
    return all(state.get(key) == expected[key] for key in keys)


class Hub:
    """A hub with the trial's plug-in, and what it notes."""

    def __init__(self, program, work, broker, data=None, lamps=True, **settings):
        self.program, self.log, self.data = program, work / "noted", data or work / "data"
        self.output = work / "hub.log"
        self.log.mkdir(exist_ok=True)
        etc, bundles = self.data / "etc", self.data / "bundles"
        etc.mkdir(parents=True)
        bundles.mkdir()
        (etc / "io.soribit.broker.cfg").write_text("port=0\n")
        (etc / "org.apache.felix.http.cfg").write_text("org.osgi.service.http.port=0\n")
        (etc / "io.soribit.notify.mqtt.cfg").write_text(f"url=tcp://127.0.0.1:{broker.port}\nhub=hub\n")
        (etc / "io.soribit.notify.light.cfg").write_text(
            f"lamps={', '.join(LAMPS) if lamps else 'nowhere'}\nemergency_seconds=2\n")
        self.configure(**settings)
        plugin(bundles / "trial.jar")
        self.process = None

    def configure(self, **settings):
        lines = [f"log={self.log}", *(f"{key}={value}" for key, value in settings.items())]
        (self.data / "trial.properties").write_text("\n".join(lines) + "\n")

    def start(self, **environment):
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [self.program, "run", "--data", self.data], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, env=os.environ | {"SORIBIT_SUPERVISE": "no"} | environment)
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def injected(self):
        """Serial numbers of the sounds that the hub received."""
        return self.lines("injected.log")

    def delivered(self):
        """Lines of what was delivered to the plug-in, written before: id, milliseconds."""
        return self.lines("delivered.log")

    def lines(self, name):
        file = self.log / name
        return file.read_text().splitlines() if file.exists() else []

    def says(self, text):
        return text in self.output.read_text(errors="replace")

    def history(self, sql):
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/history.db?mode=ro", uri=True,
                                                timeout=10)) as db:
            return db.execute(sql).fetchall()

    def newest(self):
        """The last alert that is in the history; empty if it cannot be read right now."""
        with contextlib.suppress(sqlite3.Error):
            return self.history("SELECT max(id) FROM alert")[0][0] or ""
        return ""

    def written(self):
        """How many of the trial's alerts are in the history; none if it cannot be read right now."""
        with contextlib.suppress(sqlite3.Error):
            return self.history("SELECT count(*) FROM alert WHERE id LIKE 'trial-%'")[0][0]
        return 0

    def waiting(self):
        """How much is still to be delivered; nothing if that cannot be read right now."""
        with contextlib.suppress(sqlite3.Error):
            return self.history("SELECT count(*) FROM waiting")[0][0]
        return math.inf


def plugin(jar):
    """The trial's plug-in, as a user drops one in."""
    classes = HERE / "target/classes"
    with zipfile.ZipFile(jar, "w") as out:
        out.writestr("META-INF/MANIFEST.MF", MANIFEST)
        for file in sorted((classes / "io/soribit/benchmarks/alerts").glob("*.class")):
            out.write(file, file.relative_to(classes))


@contextlib.contextmanager
def home(program, work, lamps=True, data=None, remembers=True, **settings):
    """A broker, its client, lamps and a hub that is configured, not started."""
    broker = Broker(work, remembers)
    consumer, bulbs = Consumer(broker), Lamps(broker) if lamps else None
    hub = Hub(program, work, broker, data, lamps, **settings)
    try:
        yield broker, consumer, bulbs, hub
    finally:
        if hub.process and hub.process.poll() is None:
            hub.stop()
        consumer.close()
        if bulbs:
            bulbs.close()
        broker.stop()


def await_alerts(hub):
    await_until("the first alert", TIMEOUT_S, hub.delivered)


def outage(program, work, quick):
    per_minute, seconds = (60, 60) if quick else (10, 600)
    with home(program, work, per_second=per_minute / 60) as (broker, consumer, _, hub):
        hub.start()
        await_alerts(hub)
        time.sleep(3 * 60 / per_minute)
        say(f"outage: the broker goes for {seconds} s, {per_minute} alerts a minute")
        before = len(hub.injected())
        broker.stop()
        time.sleep(seconds)
        during = len(hub.injected()) - before
        broker.start()
        time.sleep(5 * 60 / per_minute)
        expected = {f"trial-{serial}" for serial in hub.injected()}
        settled(TIMEOUT_S, lambda: not arrived(expected, consumer)["outage_lost"])
        result = arrived(expected, consumer)
        return {"outage_seconds": seconds, "outage_alerts": during, **result}


def arrived(expected, consumer):
    """What of the stream of alerts and of the house's sounds is missing, twice, or out of order."""
    streams = (
        [(a["id"], a["rooms"][0]) for a in consumer.raised()],
        [(s["id"], s["rooms"][0]) for s in consumer.sounds if s["house"] and s["phase"] == "start"])
    lost = sum(len(expected - {one for one, _ in stream}) for stream in streams)
    twice = sum(len(stream) - len(set(stream)) for stream in streams)
    disordered = 0
    for stream in streams:
        last = {}
        for one, room in stream:
            disordered += one < last.get(room, "")
            last[room] = max(one, last.get(room, ""))
    return {"outage_lost": lost, "outage_duplicates": twice, "outage_disordered": disordered}


def stall(program, work, quick):
    stalls = (1, 3, 10) if quick else (1, 2, 3, 5, 8, 12, 20, 30, 45, 60)
    with home(program, work, per_second=0.5, hold_ms=3000) as (broker, _, lamps, hub):
        hub.start()
        await_alerts(hub)
        for seconds in stalls:
            time.sleep(5)
            say(f"stall: the broker does not answer for {seconds} s")
            broker.process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            broker.process.send_signal(signal.SIGCONT)
        time.sleep(10)
        hub.stop()
        settled(60, lambda: not lamps.wrong())
        return {"stalls": len(stalls), "turn_ons": sum(map(len, lamps.turn_ons.values())),
                "closest_turn_ons_ms": 1000 * lamps.closest(), "stall_lamps_wrong": len(lamps.wrong())}


def restart(program, work, quick):
    count, alerts = 3 if quick else 20, 5
    with home(program, work, per_second=0.5, count=alerts) as (broker, consumer, _, hub):
        hub.start()
        await_until("the alerts", TIMEOUT_S, lambda: len(hub.delivered()) == alerts)
        time.sleep(5)
        broker.publish("soribit/hub/alert/trial-000001/ack", "Minsu")
        time.sleep(3)
        before, different = active(broker), set()
        for number in range(1, count + 1):
            seen = consumer.online.count("online")
            hub.kill()
            hub.start()
            await_until("the hub", TIMEOUT_S, lambda n=seen: consumer.online.count("online") > n)
            time.sleep(5)
            after = active(broker)
            for one in before.keys() | after.keys():
                if changes := dict(before.get(one, {}).items() ^ after.get(one, {}).items()):
                    different.add(f"{number} {one}: {', '.join(sorted(changes))}")
        for one in sorted(different):
            say(f"restart: not as before: {one}")
        return {"restarts": count, "restart_alerts": len(before), "restart_different": len(different)}


def active(broker):
    """The active alerts as the broker retains them, to the millisecond, without the end of sounds that a restart forgets."""
    alerts = {}
    for topic, text in broker.retained("soribit/hub/alert/+").items():
        if not topic.endswith("/state"):
            alert = json.loads(text)
            alert.pop("end", None)
            alert |= {key: alert[key].rstrip("Z")[:23] for key in ("onset", "since")}
            alerts[alert["id"]] = {key: json.dumps(value) for key, value in alert.items()}
    return alerts


def clock(program, work, quick):
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        raise BenchError("libfaketime is missing (Debian: apt install faketime)")
    seconds, offset = 15 if quick else 60, work / "offset"
    offset.write_text("+0\n")
    with home(program, work, lamps=False, per_second=2) as (_, consumer, _, hub):
        hub.start(LD_PRELOAD=str(library), FAKETIME_TIMESTAMP_FILE=str(offset), FAKETIME_CACHE_DURATION="1",
                  FAKETIME_DONT_FAKE_MONOTONIC="1",
                  FAKETIME_FORCE_MONOTONIC_FIX="0")  # else no wait of the JVM lasts with glibc 2.36
        await_alerts(hub)
        for step in ("-3600", "+7200", "+0"):
            time.sleep(seconds)
            say(f"clock: set by {step} s")
            offset.write_text(step + "\n")
        time.sleep(seconds)
        expected = {f"trial-{serial}" for serial in hub.injected()[:-5]}
        settled(30, lambda: not expected - {a["id"] for a in consumer.raised()})
        seen = [a["id"] for a in consumer.raised()]
        delays = sorted(float(line.split()[1]) for line in hub.delivered())[5:]
        return {"clock_alerts": len(expected), "clock_lost": len(expected - set(seen)),
                "clock_duplicates": len(seen) - len(set(seen)), "clock_delay_p95_ms": quantile(delays, 0.95)}


def kills(program, work, quick):
    count, chance = 10 if quick else 200, random.Random(6)
    with home(program, work, per_second=4) as (_, consumer, lamps, hub):
        flashing = 0
        for number in range(1, count + 1):
            seen = len(hub.delivered())
            hub.start()
            await_until("an alert after the restart", TIMEOUT_S, lambda n=seen: len(hub.delivered()) > n)
            time.sleep(chance.uniform(0, 3))
            flashing += bool(lamps.wrong())
            hub.kill()
            if number % 10 == 0:
                say(f"kills: {number} of {count}, {len(hub.delivered())} alerts")
        hub.configure(per_second=0.000001)  # one more, and the plug-in's receipts
        hub.start()
        settled(TIMEOUT_S, lambda: hub.waiting() == 0)
        restored = settled(60, lambda: not lamps.wrong())
        if not restored:
            say(f"kills: lamps shine otherwise: {lamps.wrong()}")
        time.sleep(3)
        hub.stop()
        return {"kills": count, "kills_while_flashing": flashing, **survived(hub, consumer),
                "lamps_not_restored": len(lamps.wrong())}


def survived(hub, consumer):
    """Accepted is what was delivered to anyone: the hub had written it before."""
    accepted = {line.split()[0] for line in hub.delivered()} | {a["id"] for a in consumer.raised()}
    written = {row[0] for row in hub.history("SELECT id FROM alert")}
    pending = {row[0] for row in hub.history("SELECT DISTINCT alert FROM waiting")}
    expired = {row[0] for row in hub.history(
        "SELECT alert FROM change WHERE state = 'EXPIRED' AND who = 'mqtt'")}
    seen = {a["id"] for a in consumer.raised()}
    lost = (accepted - written) | (written & pending) | (written - seen - expired)
    if lost:
        say(f"kills: lost: {len(accepted - written)} not in the history, {len(pending)} still waiting, "
            f"{len(written - seen - expired)} not at the client: {sorted(lost)[:5]}")
    return {"kill_alerts": len(accepted), "kill_lost": len(lost),
            "kill_duplicates": len(consumer.raised()) - len(seen)}


@contextlib.contextmanager
def small_disk(folder, megabytes):
    folder.mkdir()
    try:
        run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "soribit-trial", folder])
    except BenchError as e:
        raise BenchError("a small file system cannot be mounted: run this trial as root") from e
    try:
        yield folder
    finally:
        run(["umount", "-l", folder])


def disk(program, work, quick):
    seconds = 20 if quick else 60
    with small_disk(work / "disk", 200) as folder, \
            home(program, work, data=folder / "data", per_second=5) as (_, consumer, lamps, hub):
        hub.start()
        await_alerts(hub)
        time.sleep(5)
        fill(folder / "filler")
        say(f"disk: full for {seconds} s")
        before, flashes = len(consumer.raised()), lamps.commands.total()
        said = settled(seconds, lambda: hub.says("alerts cannot be recorded"))
        start, injected = len(consumer.raised()), len(hub.injected())
        time.sleep(seconds)
        missing = len(hub.injected()) - injected - (len(consumer.raised()) - start)
        flashed = lamps.commands.total() - flashes
        os.remove(folder / "filler")
        later = f"trial-{int(hub.injected()[-1]):06d}"
        again = settled(60, lambda: hub.newest() > later)
        say(f"disk: {len(consumer.raised()) - before} alerts, {flashed} commands to lamps while it was full")
        return {"disk_alerts_not_sent": max(0, missing - 10), "disk_not_flashed": int(flashed < seconds),
                "disk_silent": int(not said) + int(not again)}


def fill(file):
    """Takes all the room there is."""
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as out:
        while out.write(b"\0" * 65536):
            pass
    with contextlib.suppress(OSError), file.open("ab", buffering=0) as out:
        while out.write(b"\0"):
            pass


def latency(program, work, quick):
    count = 5 if quick else 50
    with home(program, work, lamps=False, sounds=count) as (_, consumer, _, hub):
        hub.start()
        await_until("the hub", TIMEOUT_S, lambda: "online" in consumer.online)
        say(f"latency: {count} alarms and {count} doorbells in real time")
        await_until("the last sound", 40 + 24 * count,
                    lambda: collections.Counter(line.split()[0] for line in hub.lines("onsets.log"))
                    == {"smoke_alarm": count, "doorbell": count})
        time.sleep(12)
        onsets = collections.defaultdict(list)
        for line in hub.lines("onsets.log"):
            label, at = line.split()
            onsets[label].append(float(at))
        result = {}
        for label, name in (("smoke_alarm", "onset_to_publish"), ("doorbell", "doorbell_onset_to_publish")):
            result.update(delays(onsets[label], alarm_times(consumer, label), name))
        result.update(delays(onsets["smoke_alarm"], sound_times(consumer, "smoke_alarm", None),
                             "alarm_onset_to_any_sound"))
        for who in ("cadence", "model"):
            result.update(delays(onsets["smoke_alarm"], sound_times(consumer, "smoke_alarm", who),
                                 f"alarm_onset_to_{who}"))
        return result


def alarm_times(consumer, label):
    """When alerts of a label from its room were published."""
    return [a["at"] for a in consumer.raised() if a["label"] == label and label in a["rooms"]]


def sound_times(consumer, label, detector):
    return [s["at"] for s in consumer.sounds
            if not s["house"] and s["phase"] == "start" and s["room"] == label
            and (detector is None or (s["label"] == label and detector in s["detector"]))]


def delays(onsets, times, name):
    """Medians and 95th percentiles of the time from each onset to the first thereafter, within 8 s."""
    found = [min((t - onset for t in times if 0 <= t - onset < 8), default=None) for onset in onsets]
    known = sorted(delay for delay in found if delay is not None)
    missed = len(found) - len(known)
    if not known:
        return {f"{name}_missed": missed}
    return {f"{name}_p50_s": statistics.median(known), f"{name}_p95_s": quantile(known, 0.95),
            f"{name}_missed": missed}


def quantile(ordered, part):
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)]


def load(program, work, quick):
    rate, seconds = 1050, 10 if quick else 60
    count = rate * seconds
    # A broker that writes all that waits for a client to its disk each second would be on trial.
    with home(program, work, lamps=False, remembers=False, per_second=rate, count=count, hold_ms=100) as (_, consumer, _, hub):
        hub.start()
        say(f"load: {rate} alerts a second for {seconds} s")
        begin = await_until("the first alert", TIMEOUT_S, lambda: hub.injected() and time.monotonic())
        time.sleep(max(0, begin + seconds - time.monotonic()))
        in_time = hub.written()
        settled(4 * seconds, lambda: hub.written() >= count)
        settled(4 * seconds, lambda: hub.waiting() == 0)
        rows = hub.history("SELECT who, state, count(*) FROM change GROUP BY who, state ORDER BY who, state")
        say("load: " + ", ".join(f"{who} {state} {n}".strip() for who, state, n in rows))
        seen = len({a["id"] for a in consumer.raised() if a["id"].startswith("trial-")})
        return {"accepted_per_second": in_time / seconds, "load_alerts": count,
                "load_lost": count - hub.written(), "load_not_at_client_yet": count - seen,
                "load_waiting": hub.waiting()}


def slow(program, work, quick):
    count = 100 if quick else 600
    with home(program, work, lamps=False, per_second=10, count=2 * count, bad_from=count) as (_, _, _, hub):
        hub.start()
        say(f"slow: {count} alerts without, then {count} with a notifier that hangs and one that throws")
        settled(90 + count / 4, lambda: len(hub.delivered()) >= 2 * count)
        warm = 20
        times = [float(line.split()[1]) for line in hub.delivered()]
        if len(times) < 2 * count:
            say(f"slow: only {len(times)} of {2 * count} alerts were delivered")
        healthy, beside = sorted(times[warm:count]), sorted(times[count:])
        return {"slow_notifier_delay_ms": max(0.0, quantile(beside, 0.95) - quantile(healthy, 0.95)),
                "slow_median_delay_ms": statistics.median(beside) - statistics.median(healthy),
                "delivery_p50_ms": statistics.median(healthy), "delivery_p95_ms": quantile(healthy, 0.95),
                "slow_not_delivered": 2 * count - len(times)}


def bad(program, work, quick):
    count, warm = 100 if quick else 600, 20
    with home(program, work, lamps=False, per_second=10, count=2 * count, bad_from=count, bad="twenty") as (_, _, _, hub):
        hub.start()
        say(f"bad: {count} alerts without, then {count} beside twenty bad services")
        settled(90 + count / 4, lambda: len(trial_delays(hub)) >= 2 * count)
        times = trial_delays(hub)
        healthy, beside = sorted(times[warm:count]), sorted(times[count:])
        return {"bad_plugins_delay_p95_ms": max(0.0, quantile(beside, 0.95) - quantile(healthy, 0.95)),
                "bad_plugins_delay_median_ms": statistics.median(beside) - statistics.median(healthy),
                "bad_plugins_not_delivered": 2 * count - len(times)}


def trial_delays(hub):
    """Milliseconds from each of the trial's own sounds to its delivery."""
    return [float(line.split()[1]) for line in hub.delivered() if line.startswith("trial-")]


def distribution():
    given = os.environ.get("SORIBIT_HOME")
    if given:
        return Path(given, "bin/soribit")
    say("building the hub if need be")
    run([ROOT / "runtime/soribit", "--version"])
    return next((ROOT / "runtime/distribution/target").glob("*/*/bin/soribit"))


def missed(result):
    """What each missed bound is missed by."""
    return [f"{key} is {result[key]:.4g}, must be {relation} {bound}"
            for key, (relation, bound) in BOUNDS.items() if key in result
            and not (result[key] >= bound if relation == ">=" else result[key] <= bound)]


def table(result):
    lines = []
    for key, value in result.items():
        bound = " ".join(map(str, BOUNDS[key])) if key in BOUNDS else ""
        text = f"{value:.3f}" if isinstance(value, float) else str(value)
        lines.append(f"  {key:32} {text:>12}  {bound}")
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(
        prog="runtime/bench alerts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="SORIBIT_HOME names an unpacked distribution to try instead of this checkout. "
               "Exit status: 0 all bounds met, 1 a bound is missed, 2 it could not be measured.")
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help="(default: all of them, about an hour)")
    parser.add_argument("--only", action="append", default=[], metavar="TRIAL", help="the same as TRIAL")
    parser.add_argument("--quick", action="store_true", help="smaller numbers; the output says so")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave what the hubs wrote there")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    options = parser.parse_args()
    options.trials += options.only
    unknown = set(options.trials) - set(TRIALS)
    if unknown:
        parser.error(f"no trial is called {', '.join(sorted(unknown))}: choose from {', '.join(TRIALS)}")
    return options


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    build()
    program = distribution()
    result = {"machine": machine(), "quick": options.quick}
    with tempfile.TemporaryDirectory(prefix="soribit-alerts-") as temporary:
        for name in options.trials or TRIALS:
            work = (options.keep or Path(temporary)).resolve() / name
            work.mkdir(parents=True)
            result.update(globals()[name](program, work, options.quick))
    result["missed"] = missed(result)
    print(json.dumps(result) if options.json else table(result))
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
