# SPDX-License-Identifier: Apache-2.0
"""The study's plots as SVG: the same file for the same results."""
from pathlib import Path

# dark enough on white for text and lines alike (contrast 4.5 and more); markers differ as well
BLUE, ORANGE, GREY, GREEN = "#1f4e9c", "#b34700", "#595959", "#1b6e3c"
COLOURS = {"resnet50": BLUE, "home": ORANGE}
MARKERS = {"resnet50": "o", "home": "s"}
NAMES = {"resnet50": "ResNet-50", "home": "home model"}
GROUPS = {"calibration": "what it was calibrated on", "range": "ranges blown up by rare frames",
          "weights": "scales of the weights", "input": "how features get in",
          "statistics": "batch norm"}


def _pyplot():
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"svg.hashsalt": "soribit", "svg.fonttype": "none", "font.size": 11,
                            "font.family": "sans-serif", "axes.spines.top": False,
                            "axes.spines.right": False, "figure.constrained_layout.use": True})
    return pyplot


def _save(figure, path):
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    _pyplot().close(figure)


def collapse(family, found, path):
    """A bar a trial: macro F1, beside that of float32."""
    tried = [t for t in found["trials"] + found.get("statistics", [])]
    tried.sort(key=lambda t: list(GROUPS).index(t["group"]))
    whole = found["forms"]["float32"]["f1"]
    figure, axes = _pyplot().subplots(figsize=(9, 0.36 * len(tried) + 1.4))
    shades = dict(zip(GROUPS, (BLUE, GREEN, GREY, ORANGE, "#6a3d9a")))
    hatches = dict(zip(GROUPS, ("", "//", "..", "xx", "--")))
    seen = set()
    for row, trial in enumerate(tried):
        group = trial["group"]
        axes.barh(row, trial["f1"], color=shades[group], hatch=hatches[group], edgecolor="white",
                  label=None if group in seen else GROUPS[group])
        axes.text(trial["f1"] + 0.01 * max(whole, 0.01), row, f"{trial['f1']:.4f}", va="center",
                  fontsize=9)
        seen.add(group)
    axes.axvline(whole, color="black", linestyle="--", linewidth=1)
    axes.text(whole, -0.9, f"float32 {whole:.4f}", ha="center", fontsize=9)
    axes.set_yticks(range(len(tried)), [f"{t['name']} ({t['form']})" for t in tried], fontsize=9)
    axes.set_ylim(len(tried) - 0.4, -1.4)
    axes.set_xlim(0, 1.22 * max(whole, 0.01))
    axes.set_xlabel(f"macro F1 over frames, {NAMES[family]}")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.4, 1.0), ncol=3, fontsize=9)
    _save(figure, path)


def forms(results, path):
    """Each form's F1 against its time inside the hub, or in Python if there is no figure."""
    figure, axes = _pyplot().subplots(figsize=(9, 5))
    for family, found in results["families"].items():
        where = found.get("hub") or found["forms"]
        x = [one["milliseconds"] for one in where.values()]
        y = [one["f1"] for one in where.values()]
        axes.plot(x, y, MARKERS[family], color=COLOURS[family], markersize=8, label=NAMES[family])
        for number, form in enumerate(where):
            axes.annotate(form, (x[number], y[number]), xytext=(6, (8, -14)[number % 2]),
                          textcoords="offset points", fontsize=9, color=COLOURS[family])
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.margins(x=0.25, y=0.15)
    axes.set_xlabel("milliseconds a window, one core, inside the hub")
    axes.set_ylabel("macro F1 over frames")
    axes.legend(frameon=False)
    _save(figure, path)


def calibration(results, path):
    """F1 of the integer form by the number of calibration windows."""
    figure, axes = _pyplot().subplots(figsize=(9, 4))
    for family, found in results["families"].items():
        steps = found["calibration"]
        axes.plot([s["windows"] for s in steps], [s["f1"] for s in steps], color=COLOURS[family],
                  marker=MARKERS[family], label=f"{NAMES[family]}, integer")
        axes.axhline(found["forms"]["float32"]["f1"], color=COLOURS[family], linestyle="--",
                     linewidth=1, label=f"{NAMES[family]}, float32")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("real windows that the ranges were calibrated on")
    axes.set_ylabel("macro F1 over frames")
    axes.legend(frameon=False, loc="lower right")
    _save(figure, path)


def learning(training, path):
    """ResNet-50's accuracy on held-out training recordings by the minutes of training."""
    curve = training["curve"]
    minutes = [one["minutes"] for one in curve]
    figure, axes = _pyplot().subplots(figsize=(9, 4))
    axes.plot(minutes, [one["heldOut"] for one in curve], color=BLUE, marker="o",
              label="accuracy, held-out windows")
    axes.plot(minutes, [one["heldOutMacro"] for one in curve], color=ORANGE, marker="s",
              label="mean recall of the labels")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("minutes of training, 2 cores")
    axes.legend(frameon=False, loc="lower right")
    _save(figure, path)


def write(results, folder):
    """Every plot that the results allow, in `folder`."""
    folder = Path(folder)
    for family, found in results["families"].items():
        collapse(family, found, folder / f"collapse-{family}.svg")
    forms(results, folder / "forms.svg")
    calibration(results, folder / "calibration.svg")
    training = results["families"].get("resnet50", {}).get("training")
    if training:
        learning(training, folder / "learning.svg")
