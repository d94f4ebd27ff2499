# SPDX-License-Identifier: Apache-2.0
"""Two hubs that share their alerts, as a user starts them, at a real Mosquitto, with lamps that both reach.

A plug-in publishes sounds with serial numbers to each hub; a random one is killed again and again while
alerts come and lamps flash, and started anew once the other one has taken over.

lost    alerts that are in the history of a hub and neither has shown, once both are there again; a sound that
        came in the last milliseconds before a kill may be in none, and is counted apart
twice   alerts that both hubs have shown, though one of them knew that the other had
p95     from a kill until the other hub goes on with the alerts of the one that is gone
"""
import argparse
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from alerts import TIMEOUT_S, Broker, Hub, Lamps, await_until, distribution, quantile, settled
from bench import HERE, BenchError, build, machine, say

BOUNDS = {"cluster_lost": ("<=", 0), "takeover_p95_s": ("<=", 10), "lamps_not_restored": ("<=", 0)}
SECRET = "a long and random key of a trial"
GOES_ON = "this hub goes on with its alert"


class Member(Hub):
    """One of two hubs."""

    def __init__(self, program, folder, broker, jar, name, port, other, **settings):
        folder.mkdir()
        super().__init__(program, folder, broker, name=name, **settings)
        self.name = name
        etc = self.data / "etc"
        mqtt = etc / "io.soribit.notify.mqtt.cfg"
        mqtt.write_text(mqtt.read_text().replace("hub=hub", f"hub={name}"))
        (etc / "io.soribit.cluster.cfg").write_text(
            f"partner=127.0.0.1:{other}\nport={port}\nname={name}\nkey={SECRET}\n")
        (self.data / "bundles/cluster.jar").write_bytes(jar.read_bytes())

    def count(self, text):
        return self.output.read_text(errors="replace").count(text) if self.output.exists() else 0

    def ids(self):
        return [line.split()[0] for line in self.delivered()]

    def raised(self):
        return {f"trial-{self.name}-{serial}" for serial in self.injected()}


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def joined(hub):
    await_until(f"hub {hub.name} in the cluster", TIMEOUT_S, lambda: "✔ cluster: hub" in status(hub))


def status(hub):
    done = subprocess.run([hub.program, "status", "--language", "en", "--data", hub.data], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, encoding="utf-8", check=False)
    return done.stdout


def trial(program, jar, work, kills, per_second):
    chance, times, missed = random.Random(21), [], 0
    broker = Broker(work, True)
    lamps = Lamps(broker)
    a, b = free_ports(2)
    hubs = [Member(program, work / name, broker, jar, name, own, other, per_second=per_second, hold_ms=2000)
            for name, own, other in (("a", a, b), ("b", b, a))]
    try:
        for hub in hubs:
            hub.start()
        for hub in hubs:
            joined(hub)
        for hub in hubs:
            await_until("an alert", TIMEOUT_S, hub.delivered)
        for number in range(1, kills + 1):
            time.sleep(chance.uniform(1, 4))
            dead, other = chance.sample(hubs, 2)
            before = other.count(GOES_ON)
            begin = time.monotonic()
            dead.kill()
            if settled(30, lambda: other.count(GOES_ON) > before):
                times.append(time.monotonic() - begin)
            else:
                missed += 1
            broker.publish(f"soribit/{other.name}/alert/ack", "trial")
            say(f"cluster: {number} of {kills}: {dead.name} killed, {other.name} goes on after {times[-1]:.1f} s"
                if times else f"cluster: {number} of {kills}: nothing to take over")
            dead.start()
            joined(dead)
        for hub in hubs:
            hub.configure(per_second=0.000001, name=hub.name)
        raised = set().union(*(hub.raised() for hub in hubs))
        for hub in hubs:
            broker.publish(f"soribit/{hub.name}/alert/ack", "trial")
        settled(60, lambda: not raised - set().union(*(hub.ids() for hub in hubs)))
        for hub in hubs:
            hub.stop()
        for hub in hubs:
            hub.start()
        settled(90, lambda: not lamps.wrong())
        shown = [set(hub.ids()) for hub in hubs]
        written = [{row[0] for row in hub.history("SELECT id FROM alert WHERE id LIKE 'trial-%'")} for hub in hubs]
        missing = raised - shown[0] - shown[1]
        lost = missing & (written[0] | written[1])
        for one in sorted(missing):
            say(f"cluster: {one} is not shown, and {'in a history' if one in lost else 'was not raised before the kill'}")
        times.sort()
        return {"kills": kills, "alerts": len(raised), "cluster_lost": len(lost),
                "not_raised": len(missing - lost),
                "shown_by_both": len(shown[0] & shown[1] & raised), "takeovers": len(times),
                "takeover_p50_s": quantile(times, 0.5), "takeover_p95_s": quantile(times, 0.95),
                "takeover_max_s": times[-1], "takeover_missed": missed, "lamps_not_restored": len(lamps.wrong())}
    finally:
        for hub in hubs:
            if hub.process and hub.process.poll() is None:
                hub.stop()
        lamps.close()
        broker.stop()


def arguments():
    parser = argparse.ArgumentParser(prog="runtime/bench cluster", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="(default: 200)")
    parser.add_argument("--per-minute", type=float, default=100, help="alerts of both hubs (default: 100)")
    parser.add_argument("--quick", action="store_true", help="10 kills")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    return parser.parse_args()


def main():
    options = arguments()
    kills = 10 if options.quick else options.kills
    jar = next((HERE.parents[1] / "bundles/cluster/target").glob("io.soribit.cluster-*.jar"), None)
    if jar is None:
        raise BenchError("the cluster's bundle is missing: mvn package -pl bundles/cluster -am")
    build()
    with tempfile.TemporaryDirectory(prefix="soribit-cluster-") as folder:
        result = machine() | trial(distribution(), jar, Path(folder), kills, options.per_minute / 120)
    print(json.dumps(result) if options.json else "\n".join(f"{key:24} {value}" for key, value in result.items()))
    return 0 if all(result[key] <= bound for key, (_, bound) in BOUNDS.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as e:
        say(f"bench: {e}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
