# SPDX-License-Identifier: Apache-2.0
"""Events in evenings: what a household would be told of, by the hub and by its peer.

Validation clips lie over backgrounds at stated SNRs (`evenings`), the hub's own `analyze` listens,
and its events are matched with what sounded (`matching`). YAMNet hears the same evenings behind the
same decision rule. Writes results/events-<family>.json, .svg and .md. About 15 minutes on 2
cores, 5 GB in the cache; the hub must be built, or be buildable, by runtime/soribit.
"""
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np

from soribit_training import (confused, data, evenings, event_report, hub, intervals, listen, matching,
                              operating, provenance)
from soribit_training.decision import HUB, settings_of, thresholds_of
from soribit_training.matching import Tally
from soribit_training.palette import Palette

SNRS = {10: 16, 20: 4, 5: 4, 0: 4}
HELD_OUT, PURE_TIMES = {10: 16}, 2  # evenings by SNR, half hours of each kind in which nothing is
PER_LABEL = 0.1  # false events an hour that a threshold may cause on held-out recordings
TARGET = 0.5  # false events an hour of all emergency and urgent sounds together
URGENCIES = ["emergency", "urgent", "notice", "info"]


def add_event_arguments(parser):
    parser.add_argument("--launcher", default=str(hub.LAUNCHER), help="the hub's command")
    parser.add_argument("--model", default="home-float32", help="the hub's model (%(default)s)")
    parser.add_argument("--python", metavar="FOLDER",
                        help="a bundle that is heard in Python instead of by the hub")
    parser.add_argument("--yamnet", default=str(data.DEFAULT_TEACHER), help="the peer")
    parser.add_argument("--evenings", type=int, default=99,
                        help="of each kind at most so many: a trial, with wide intervals")
    parser.add_argument("--results", default=str(data.TRAINING / "results"))


def description(model):
    """The `model.json` of a model by its id, and the hash that names its scores."""
    about = provenance.shipped(model)
    if about is None:
        raise SystemExit(f"There is no model {model} in {data.MODELS}.")
    return about, about["sha256"][:12]


def palettes(root, urgencies):
    """Makers of two palettes: of fresh clips of `val`, and of held-out recordings of `train`."""
    clips = data.read_clips(root)
    known = {c.recording for c in clips if c.split == "train"}
    fresh = [c for c in clips if c.split == "val" and c.recording not in known]
    held = data.split_dev(data.trainable(clips))[1]
    return (lambda: Palette(root, fresh, urgencies, 4, "evaluation"),
            lambda: Palette(root, held, urgencies, 5, "calibration"))


def home_ear(arguments, about, mark, folder, truth):
    kind = f"{arguments.model}-{mark}-{round(1000 * HUB.hop)}"
    found = listen.kept(folder / kind, listen.names(truth), lambda some: hub.scores(
        arguments.launcher, arguments.model, [folder / name for name in some], about["labels"]))
    return operating.Ear(arguments.model, about["labels"], truth["evenings"], found,
                         settings_of(about))


def peer_ear(arguments, folder, truth, sounds):
    from soribit_training.yamnet_events import SETTINGS, Yamnet

    yamnet = Yamnet(arguments.yamnet, sounds)
    mark = hashlib.sha256(json.dumps(yamnet.columns).encode()).hexdigest()[:12]
    found = listen.kept(folder / f"yamnet-{mark}", listen.names(truth), lambda some: {
        name: yamnet(data.load(folder, name)) for name in some})
    return operating.Ear("yamnet", yamnet.labels, truth["evenings"], found, SETTINGS)


def first(truth, most):
    """The truth of the first evenings of each SNR; of half hours in which nothing is, an eighth as many
    of each kind."""
    kept_ones, seen = [], Counter()
    for evening in truth["evenings"]:
        kind = evening["snr"] if evening["events"] else evening["kind"]
        seen[kind] += 1
        if seen[kind] <= (most if evening["events"] else max(1, most // 8)):
            kept_ones.append(evening)
    return truth | {"evenings": kept_ones}


def part(ear, chosen):
    """The ear with some of its evenings."""
    return operating.Ear(ear.name, ear.labels, [e for e in ear.evenings if chosen(e)], ear.scores,
                         ear.settings)


def at(snr):
    return lambda evening: evening["snr"] == snr


# Heard by detectors beside the model, too.
BESIDE = ("smoke_alarm", "co_alarm", "unknown_loud_sound", "lasting_beep", "unknown_alarm")
# What these say of a sound that has a name of its own, too, is neither right nor wrong.
NAMELESS = {"unknown_alarm": ("smoke_alarm", "co_alarm", "alarm"),
            "lasting_beep": ("smoke_alarm", "co_alarm", "alarm", "appliance_beep")}


def the_hubs_own(arguments, ear, thresholds, files):
    """[[Heard]] per evening: the hub's events, and when each was decided.

    `analyze` does not say when an event was decided; the rule in Python does. Raises if the two do
    not tell of the same events of the model. What the hub's other detectors hear of one of BESIDE
    it joins with the model's events to one; such an event counts as decided when the model's first
    part was, or at its very end if the model heard none of it.
    """
    told, found = hub.events(arguments.launcher, arguments.model, files), []
    for evening in ear.evenings:
        mine = sorted(ear.heard(evening, thresholds))
        theirs = sorted(told[evening["file"]])
        same = [event for event in theirs if event[0] not in BESIDE]
        alone = [event for event in mine if event.label not in BESIDE]
        if len(alone) != len(same) or not all(
                m.label == t[0] and np.allclose(m[1:4], t[1:], atol=2e-3)
                for m, t in zip(alone, same)):
            raise ValueError(f"{evening['file']}: the hub tells of {len(same)} events, "
                             f"its decision rule in Python of {len(alone)} or of others")
        joined = [matching.Heard(*t, decided(t, mine)) for t in theirs if t[0] in BESIDE]
        found.append(sorted([matching.Heard(*t, m.decided) for m, t in zip(alone, same)] + joined))
    return found


def counted(evening, heard):
    """The events of an evening that are right or wrong."""
    def named(h):
        return any(e["onset"] - matching.COLLAR <= h.onset <= e["end"] + matching.COLLAR
                   for e in evening["events"] if e["label"] in NAMELESS.get(h.label, ()))

    return [h for h in heard if not named(h)]


def decided(event, mine):
    """When an event of the hub, (label, onset, end, score), was decided, as far as the model says."""
    label, onset, end, _ = event
    parts = [m.decided for m in mine if m.label == label and m.onset < end and m.end > onset]
    return min(parts, default=end)


def figures(tallies, hours, waits=True):
    """The figures of [Tally], one per evening, with their 95 % intervals; latencies if asked."""
    all_of = sum(tallies, Tally())
    found = {"events": all_of.events, "found": all_of.found, "foundLenient": all_of.lenient,
             "heard": all_of.heard, "repeated": all_of.repeated, "false": all_of.false,
             "mistaken": all_of.mistaken, "hours": round(hours, 3),
             "recall": share(all_of.found, all_of.events),
             "recallLenient": share(all_of.lenient, all_of.events),
             "precision": share(all_of.found, all_of.heard),
             "precisionLenient": share(all_of.lenient + all_of.repeated, all_of.heard),
             "falsePerHour": rounded(all_of.false / hours, intervals.poisson(all_of.false, hours))}
    for name, of, q in (("latencyP50", "latencies", 50), ("latencyP95", "latencies", 95),
                        ("onsetLateP50", "offsets", 50)) if waits and all_of.lenient else ():
        times = [np.array(getattr(t, of)) for t in tallies if t.lenient]
        wait = lambda some, q=q: np.percentile(np.concatenate(some), q)
        found[name] = rounded(wait(times), intervals.bootstrap(wait, times, 200))
    return found


def share(hits, tries):
    return rounded(hits / tries, intervals.wilson(hits, tries)) if tries else None


def rounded(value, interval):
    """A figure and its interval, as they are written down."""
    return {"value": round(float(value), 4), "low": round(interval[0], 4),
            "high": round(interval[1], 4)}


def by_class(tallies, hours, sounds):
    """Figures per urgency, of emergency and urgent together, of all; and per label."""
    def over(labels):
        return figures([sum((t for k, t in one.items() if k in labels), Tally())
                        for one in tallies], hours)

    every = sorted({k for one in tallies for k in one})
    found = {u: over([k for k in every if sounds[k]["urgency"] == u]) for u in URGENCIES}
    found["emergency and urgent"] = over(
        [k for k in every if sounds[k]["urgency"] in URGENCIES[:2]])
    found["all"] = over(every)
    return {"urgency": found, "label": {k: over([k]) for k in every}}


def curve(ear, thresholds, labels, factor):
    """Recall against false events an hour, and the point whose factor was chosen beforehand."""
    points = []
    for f, tallies in ear.sweep(thresholds, labels):
        points.append({"factor": round(f, 4)} | figures(tallies, ear.hours, waits=False))
    within = [p for p in points if p["falsePerHour"]["value"] <= TARGET]
    return {"points": points, "chosen": next(p for p in points if p["factor"] == round(factor, 4)),
            "bestOnCurve": max(within, key=lambda p: p["recall"]["value"], default=None)}


def duel(home, peer, labels):
    """Both at the operating point chosen on held-out recordings: recall and how they compare.

    home, peer: (ear, held-out ear, thresholds).
    """
    found, sides = {}, []
    for ear, held, thresholds in (home, peer):
        factor = operating.lowest_factor(held.sweep(thresholds, labels), held.hours, TARGET)
        found[ear.name] = curve(ear, thresholds, labels, factor)
        moved = operating.shifted(thresholds, factor)
        moved[~np.isin(ear.labels, labels)] = np.inf
        sides.append([sum(t.values(), Tally()) for t in ear.tallies(moved, labels)])
    for name in ("found", "lenient"):
        ratio = lambda some: (sum(getattr(a, name) for a, _ in some)
                              / (sum(getattr(b, name) for _, b in some) or np.nan))
        pairs = list(zip(*sides))
        found["ratio" if name == "found" else "ratioLenient"] = rounded(
            ratio(pairs), intervals.bootstrap(ratio, pairs))
    return found


def run_events(arguments):
    root, sounds = arguments.data, hub.sounds()
    urgencies = {k: s["urgency"] for k, s in sounds.items()}
    cache = Path(arguments.cache) / "evenings"
    fresh, held = palettes(root, urgencies)
    truth = first(evenings.build(cache / "evaluation", fresh, SNRS, PURE_TIMES), arguments.evenings)
    held_truth = first(evenings.build(cache / "calibration", held, HELD_OUT, PURE_TIMES),
                       arguments.evenings)
    if arguments.python:
        home, home_held = (listen.ear_of(arguments.python, cache / part, t) for part, t in (
            ("evaluation", truth), ("calibration", held_truth)))
        about = listen.described(arguments.python)
    else:
        about, mark = description(arguments.model)
        home = home_ear(arguments, about, mark, cache / "evaluation", truth)
        home_held = home_ear(arguments, about, mark, cache / "calibration", held_truth)
    packaged = thresholds_of(about)
    peer = peer_ear(arguments, cache / "evaluation", truth, sounds)
    peer_held = peer_ear(arguments, cache / "calibration", held_truth, sounds)
    files = [cache / "evaluation" / e["file"] for e in truth["evenings"]]
    events = [home.heard(e, packaged) for e in home.evenings] if arguments.python else \
        the_hubs_own(arguments, home, packaged, files)
    own = {e["file"]: counted(e, heard) for e, heard in zip(truth["evenings"], events)}
    known = [k for k in sounds if k != "background"]

    def told(ear):
        return [matching.evening(e, own[e["file"]], known) for e in ear.evenings]

    report = {**provenance.mark(about), "family": about.get("family", about["id"]),
              "by": "python" if arguments.python else "hub", "collar": matching.COLLAR,
              "eventsEqualToTheRuleInPython": sum(h.label not in BESIDE for one in events for h in one),
              "windowSeconds": home.settings.window, "hopSeconds": home.settings.hop,
              "snr": {}, "only": {}, "confused": {}}
    for snr in SNRS:
        some = part(home, at(snr))
        report["snr"][str(snr)] = by_class(told(some), some.hours, sounds)
    for kind in evenings.PURE:
        some = part(home, lambda e, k=kind: e["kind"] == f"only {k}")
        report["only"][kind] = by_class(told(some), some.hours, sounds)
    for name, chosen in (("10 dB", at(10)), ("only", lambda e: not e["events"])):
        some = part(home, chosen)
        report["confused"][name] = confused.figures(confused.rows(
            some.evenings, [own[e["file"]] for e in some.evenings]))
    urgent = [k for k in known if urgencies[k] in URGENCIES[:2]]
    recorded = [k for k in urgent if k in peer.labels]
    home_held, peer_held = part(home_held, at(10)), part(peer_held, at(10))
    chosen, peer_chosen = home_held.choose(PER_LABEL), peer_held.choose(PER_LABEL)
    packaged_home = (part(home, at(10)), home_held, packaged)
    same_home = (part(home, at(10)), home_held, chosen)
    against = (part(peer, at(10)), peer_held, peer_chosen)
    report["duel"] = {
        "labels": recorded, "falsePerHour": TARGET,
        "packagedThresholds": duel(packaged_home, against, recorded),
        "sameThresholdRule": duel(same_home, against, recorded),
        "withCarbonMonoxide": duel(same_home, against, urgent)}
    results = Path(arguments.results)
    results.mkdir(parents=True, exist_ok=True)
    stem = event_report.stem(report)
    (results / f"{stem}.json").write_text(json.dumps(report, indent=1) + "\n")
    event_report.draw(report, results / f"{stem}.svg")
    page = event_report.section(report) + confused.section(report["confused"], urgent)
    (results / f"{stem}.md").write_text(page)
    print(page)
