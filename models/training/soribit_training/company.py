# SPDX-License-Identifier: Apache-2.0
"""Hours of vacuum cleaning, cats, music, television and speech, in which nothing urgent is to be told of.

Two parts, as with evenings: "calibration" of held-out recordings of `train`, in rooms and with music that no
training hears, to choose on; "evaluation" of clips of `val` in rooms of their own, to judge by. Beside
them the evenings at 10 dB of the same part say what is found. `evaluate --hours` writes results/hours.json
and hours.md.
"""
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from soribit_training import evenings, event_report, events, hub, intervals, joint, listen, matching, provenance
from soribit_training.decision import settings_of, thresholds_of
from soribit_training.matching import Tally

TIMES = {"music": 4, "television": 2, "vacuum": 1, "cat": 1, "speech": 1}  # half hours
EVENINGS = {10: 8}  # by SNR
ASKED = ("emergency", "urgent")
COMMAND = "python -m soribit_training evaluate --hours"


def add_hours_arguments(parser):
    parser.add_argument("--part", choices=["evaluation", "calibration"], default="evaluation",
                        help="with --hours: calibration flatters (%(default)s)")
    parser.add_argument("--before", metavar="MODEL.JSON",
                        help="with --hours: the same scores by this descriptor's decisions, beside")


def folder(cache, part):
    """Where the hours of a part are kept."""
    return Path(cache) / "evenings" / f"company-{part}"


def palette(part, root, urgencies):
    """The maker of a part's palette."""
    return events.palettes(root, urgencies)[part == "calibration"]


def build(cache, part, root, urgencies, workers=2):
    """The hours of a part, made where they are missing: as `evenings.build` returns them."""
    return evenings.build(folder(cache, part), palette(part, root, urgencies), {}, TIMES,
                          workers=workers)


def at_ten(cache, part, root, urgencies):
    """(folder, truth) of the part's evenings at 10 dB."""
    where = Path(cache) / "evenings" / f"ten-{part}"
    return where, evenings.build(where, palette(part, root, urgencies), EVENINGS)


def outcome(ear, about, labels):
    """[label -> Tally] per evening, by a descriptor's decisions."""
    return replace(ear, settings=settings_of(about)).tallies(thresholds_of(about), labels)


def hours_of(ear, tallies):
    """Kind -> {"hours", "falsePerHour", "labels"} of what was told in each kind of hour."""
    found = {}
    for kind in TIMES:
        mine = [t for e, t in zip(ear.evenings, tallies) if e["kind"] == f"only {kind}"]
        hours = sum(e["seconds"] for e in ear.evenings if e["kind"] == f"only {kind}") / 3600
        if hours:
            wrong = Counter()
            for one in mine:
                wrong.update({k: t.false for k, t in one.items() if t.false})
            count = sum(wrong.values())
            found[kind] = {"hours": round(hours, 2), "false": count,
                           "falsePerHour": events.rounded(count / hours, intervals.poisson(count, hours)),
                           "labels": dict(wrong.most_common())}
    return found


def sounds_of(ear, tallies, labels):
    """What is found of the sounds in evenings, together and per label."""
    def of(some):
        all_of = sum((t for one in tallies for k, t in one.items() if k in some), Tally())
        return {"sounds": all_of.events, "found": all_of.lenient,
                "recall": events.share(all_of.lenient, all_of.events),
                "recallWithinASecond": events.share(all_of.found, all_of.events), "false": all_of.false,
                "falsePerHour": events.rounded(all_of.false / ear.hours,
                                               intervals.poisson(all_of.false, ear.hours))}

    return of(labels) | {"hours": round(ear.hours, 2), "labels": {k: of([k]) for k in labels}}


def measured(hours, evening, about, labels):
    """The figures of one descriptor's decisions."""
    return {"hours": hours_of(hours, outcome(hours, about, labels)),
            "evenings": sounds_of(evening, outcome(evening, about, labels), labels)}


def table(report):
    """The report as a page shows it."""
    names = [name for name in ("before", "alone", "now", "hub") if name in report]
    rows = [[f"{kind}, {report['now']['hours'][kind]['hours']:.1f} h"] + [
        cell(report[n]["hours"].get(kind)) for n in names] for kind in report["now"]["hours"]]
    text = event_report.table(["hours of", *(f"false an hour, {n}" for n in names)], rows)
    names = [name for name in names if "evenings" in report[name]]
    rows = [[k] + [x for n in names for x in costs(report[n]["evenings"], k)]
            for k in ["all", *report["now"]["evenings"]["labels"]]]
    head = [h for n in names for h in (f"found, {n}", f"false an hour, {n}")]
    return text + "\n\n" + event_report.table(["evenings at 10 dB", *head], rows)


def cell(row):
    if row is None:
        return "-"
    which = ", ".join(f"{k} {n}" for k, n in row["labels"].items())
    return event_report.span(row["falsePerHour"], 1) + (f": {which}" if which else "")


def costs(figures, label):
    row = figures if label == "all" else figures["labels"][label]
    return [f"{row['found']} of {row['sounds']}: {event_report.span(row['recall'])}"
            if row["sounds"] else "-", event_report.span(row["falsePerHour"])]


def page(report):
    return f"""# Hours of company

Written by `python -m soribit_training evaluate --hours` from `hours.json`; model `{report["model"]}`, part
"{report["part"]}", scores by {report["by"]}. False events are those of emergency and urgent labels; what is found, those whose
onset lies within the sound, give or take a second. In brackets: 95 % intervals (Wilson; exact Poisson).
*now*: the descriptor of that time, with its companion if it names one, by the decision rule alone; *alone*: without it; *before*: another descriptor, the same scores;
*hub*: what the hub tells of, with its other detectors and the guard of alarms.

{provenance.said(report, COMMAND)}

{table(report)}
"""


def run_hours(arguments):
    """Builds, listens, counts, writes."""
    sounds = hub.sounds()
    urgencies = {k: s["urgency"] for k, s in sounds.items()}
    labels = [k for k in sounds if urgencies[k] in ASKED]
    truth = build(arguments.cache, arguments.part, arguments.data, urgencies)
    place, ten = at_ten(arguments.cache, arguments.part, arguments.data, urgencies)
    home = folder(arguments.cache, arguments.part)
    if arguments.python:
        about = listen.described(arguments.python)
        hours, evening = (listen.ear_of(arguments.python, where, t)
                          for where, t in ((home, truth), (place, ten)))
    else:
        about, mark = events.description(arguments.model)
        arguments.model, decides = joint.with_companion(about)
        hours, evening = (events.home_ear(arguments, decides, mark, where, t)
                          for where, t in ((home, truth), (place, ten)))
    alone = None
    if arguments.python:
        alone = measured(hours, evening, about, labels) if joint.of(about)[0] else None
        (hours, decides), (evening, _) = (joint.heard(ear, about, where, t) for ear, where, t in (
            (hours, home, truth), (evening, place, ten)))
    report = provenance.mark(about) | {"part": arguments.part, "by": "python" if arguments.python else "hub"}
    if arguments.before:
        old = json.loads(Path(arguments.before).read_text())
        if old["sha256"] != about["sha256"]:
            raise SystemExit(f"{arguments.before} describes another network than {about['id']}.")
        report["before"] = measured(hours, evening, joint.with_companion(old)[1], labels) | {"decisions": provenance.digest(old)}
    if alone:
        report["alone"] = alone
    report["now"] = measured(hours, evening, decides, labels)
    if not arguments.python:
        report["hub"] = {"hours": hours_of(hours, by_the_hub(arguments, home, hours, labels)),
                         "evenings": sounds_of(evening, by_the_hub(arguments, place, evening, labels), labels)}
    results = Path(arguments.results)
    results.mkdir(parents=True, exist_ok=True)
    (results / "hours.json").write_text(json.dumps(report, indent=1) + "\n")
    (results / "hours.md").write_text(page(report))
    print(page(report))


def by_the_hub(arguments, where, ear, labels):
    """[label -> Tally] per evening, of what the hub itself tells of."""
    told = hub.events(arguments.launcher, arguments.model, [where / e["file"] for e in ear.evenings])
    heard = [[matching.Heard(*t, t[2]) for t in sorted(told[e["file"]])] for e in ear.evenings]
    return [matching.evening(e, events.counted(e, h), labels) for e, h in zip(ear.evenings, heard)]
