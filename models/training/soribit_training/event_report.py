# SPDX-License-Identifier: Apache-2.0
"""events-<family>.json as a page and a plot."""
from soribit_training import provenance
from soribit_training.evenings import MINUTES, PER_HOUR

URGENCIES = ["emergency", "urgent", "notice", "info", "emergency and urgent", "all"]


def span(figure, digits=2, unit=""):
    """A figure with its interval."""
    if figure is None:
        return "-"
    return (f"{figure['value']:.{digits}f}{unit} "
            f"({figure['low']:.{digits}f}-{figure['high']:.{digits}f})")


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|---" * len(head) + "|",
                      *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def row(name, f):
    return [name, f["events"], span(f["recall"]), span(f["recallLenient"]), span(f["precision"]),
            span(f["falsePerHour"]), span(f.get("latencyP50"), 1), span(f.get("latencyP95"), 1), span(f.get("onsetLateP50"), 1)]


COMMAND = "python -m soribit_training evaluate --events"
HEAD = ["", "events", "recall", "recall, lenient", "precision", "false an hour",
        "told after, median s", "95 % within s", "onset late by, median s"]


def versus(title, duel):
    names = [name for name in duel if not name.startswith("ratio")]
    rows = []
    for name in names:
        point, best = duel[name]["chosen"], duel[name]["bestOnCurve"]
        rows.append([title, name, span(point["recall"]), span(point["recallLenient"]),
                     span(point["falsePerHour"]), span(best and best["recall"]),
                     span(best and best["recallLenient"])])
    rows.append([title, "times YAMNet's", span(duel["ratio"]), span(duel["ratioLenient"]), "", "",
                 ""])
    return rows


def stem(report):
    """What the report's files are called, without their ending."""
    return f"events-{report['family']}"


def told_by(report):
    """Who told the events."""
    if report.get("by") == "python":
        return "The decision rule in Python tells the events"
    return (f"The hub's own `analyze` tells the events\n({report['eventsEqualToTheRuleInPython']:,} of them, each the "
            "same as by the decision rule in Python, which knows when\nthey were decided)")


def named_then(report):
    """What the model was called when it was measured, if otherwise."""
    then = report.get("measuredAs")
    return f" (measured as `{then}`, a name that another network has now)" if then else ""


def section(report):
    """The page, Markdown."""
    main = report["snr"]["10"]
    duel = report["duel"]
    labels = sorted((f for f in main["label"].items() if f[1]["events"] >= 10),
                    key=lambda item: -item[1]["events"])
    return f"""# Events in evenings

Written by `python -m soribit_training evaluate --events` from `{stem(report)}.json`; model `{report["model"]}`{named_then(report)}.
{provenance.said(report, COMMAND)}

Clips of the validation split, of recordings that occur nowhere in training, over household recordings,
steady household sounds, noise, low music and low speech: {PER_HOUR} events an hour in evenings of
{MINUTES} minutes, each in a room or none, at a stated ratio of the event's loud part to the background's
RMS. The four household recordings and the music's synthesiser were company in training too; the clips were not.
CO alarms and telephones are synthesised; none is recorded. {told_by(report)}. In brackets: 95 % intervals (Wilson; exact Poisson; bootstrap over evenings).

*Recall*: detections whose onset lies within {report["collar"]:.0f} s of the sound's, one to one. *Lenient*: within the
sound, give or take as much; what is told twice of one sound is not false. A window is
{report["windowSeconds"]:.1f} s long and one starts each {report["hopSeconds"]} s, and an onset is placed where the last window ends that did
not hear the sound. *False*: it begins while nothing of that kind sounds. *Told after*: from the sound's onset to the end of the audio
that decided.

## The hub as it is, 10 dB

{table(HEAD, [row(u, main["urgency"][u]) for u in URGENCIES])}

## At other ratios

{table(["dB", *HEAD], [[snr, *row(u, f["urgency"][u])] for snr, f in report["snr"].items()
                       for u in ("emergency and urgent", "all")])}

## Hours in which nothing happens

Labels that such an hour may contain (speech while people speak) are not counted.

{table(["hour of", "hours", "false an hour, emergency and urgent", "false an hour, all"],
       [[kind, f["urgency"]["all"]["hours"],
         span(f["urgency"]["emergency and urgent"]["falsePerHour"]),
         span(f["urgency"]["all"]["falsePerHour"])] for kind, f in report["only"].items()])}

## Against YAMNet, 10 dB

The same evenings and decision rule; {", ".join(duel["labels"])}. *Same rule*: thresholds of both chosen on
held-out recordings of `train` in the same way; *packaged*: ours from `model.json`. Then one factor on the odds of all
thresholds, the lowest with at most {duel["falsePerHour"]} false events an hour in held-out evenings. *Best on the
curve*: the highest recall with at most that many on these evenings, a reading, not a choice made beforehand.

{table(["thresholds", "", "recall", "lenient", "false an hour", "best on the curve", "lenient"],
       versus("same rule", duel["sameThresholdRule"]) + versus("packaged", duel["packagedThresholds"])
       + versus("same rule, CO alarms too", duel["withCarbonMonoxide"]))}

![Recall against false events an hour]({stem(report)}.svg)

## Labels with ten events or more, 10 dB

{table(HEAD, [row(name, f) for name, f in labels])}
"""


def draw(report, path):
    """Recall against false events an hour, both ears, as SVG."""
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "events"
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5))
    duel = report["duel"]
    curves = [(name, duel["sameThresholdRule"][name], colour) for name, colour in
              ((report["model"], "#00695c"), ("yamnet", "#c62828"))]
    curves.append((f"{report['model']}, packaged thresholds",
                   duel["packagedThresholds"][report["model"]], "#5c8db8"))
    for name, found, colour in curves:
        points = found["points"]
        for key, style in (("recall", "-"), ("recallLenient", ":")):
            axes.plot([p["falsePerHour"]["value"] for p in points],
                      [p[key]["value"] for p in points], style, color=colour,
                      label=name if style == "-" else None)
        axes.plot(found["chosen"]["falsePerHour"]["value"], found["chosen"]["recall"]["value"],
                  "o", color=colour)
    axes.axvline(duel["falsePerHour"], color="grey", linewidth=0.8)
    axes.set(xscale="symlog", xlim=(0, 30), ylim=(0, 1), xlabel="false events an hour",
             ylabel="event recall, emergency and urgent sounds, 10 dB",
             title="solid: onset within 1 s; dotted: lenient; dot: chosen on held-out recordings")
    axes.title.set_fontsize(9)
    axes.legend(loc="lower right", fontsize=8)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)
