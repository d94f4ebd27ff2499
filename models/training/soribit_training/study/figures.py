# SPDX-License-Identifier: Apache-2.0
"""The study's plots as SVG: the same file for the same results."""
from pathlib import Path

# dark enough on white for text and lines alike (contrast 4.5 and more); markers differ as well
BLUE, ORANGE, GREY, GREEN = "#1f4e9c", "#b34700", "#595959", "#1b6e3c"
COLOURS = {"resnet50": BLUE, "home": GREEN, "home-small": ORANGE}
MARKERS = {"resnet50": "o", "home": "^", "home-small": "s"}
NAMES = {"resnet50": "ResNet-50", "home": "home model", "home-small": "small home model"}
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
    seen, clear = set(), {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for row, trial in enumerate(tried):
        group = trial["group"]
        axes.barh(row, trial["f1"], color=shades[group], hatch=hatches[group], edgecolor="white",
                  label=None if group in seen else GROUPS[group])
        axes.text(trial["f1"] + 0.01 * max(whole, 0.01), row, f"{trial['f1']:.4f}", va="center",
                  fontsize=9, bbox=clear, zorder=4)
        seen.add(group)
    axes.axvline(whole, color="black", linestyle="--", linewidth=1)
    axes.text(whole, -0.9, f"float32 {whole:.4f}", ha="center", fontsize=9, bbox=clear)
    axes.set_yticks(range(len(tried)), [f"{t['name']} ({t['form']})" for t in tried], fontsize=9)
    axes.set_ylim(len(tried) - 0.4, -1.4)
    axes.set_xlim(0, 1.22 * max(whole, 0.01))
    axes.set_xlabel(f"macro F1 over frames, {NAMES[family]}")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.4, 1.0), ncol=3, fontsize=9)
    _save(figure, path)


def forms(results, path):
    """Time, size and F1 of each form: inside the hub, or in Python if there are no such figures."""
    rows = [(family, form, (found.get("hub") or found["forms"])[form], found["forms"][form]["bytes"])
            for family, found in results["families"].items()
            for form in found.get("hub") or found["forms"]]
    inside = all(found.get("hub") for found in results["families"].values())
    figure, axes = _pyplot().subplots(figsize=(9, 0.36 * len(rows) + 1.2))
    for row, (family, _, one, size) in enumerate(rows):
        axes.plot(one["milliseconds"], row, MARKERS[family], color=COLOURS[family], markersize=8)
        axes.annotate(f"F1 {one['f1']:.4f}, {size / 1e6:.2f} MB", (one["milliseconds"], row),
                      xytext=(9, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(range(len(rows)), [f"{NAMES[family]}, {form}" for family, form, _, _ in rows],
                    fontsize=9)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _plain_log(axes, [one["milliseconds"] for _, _, one, _ in rows])
    axes.grid(axis="x", color="#d0d0d0", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlabel(f"milliseconds a window, one core, {'inside the hub' if inside else 'Python'}")
    _save(figure, path)


def _plain_log(axes, values):
    """A logarithmic x axis from a little before the values to well behind them, in plain numbers."""
    from matplotlib import ticker

    axes.set_xscale("log")
    axes.set_xlim(0.7 * min(values), 4 * max(values))
    axes.xaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_locator(ticker.NullLocator())


def calibration(results, path):
    """F1 of the integer form by the number of calibration windows."""
    figure, axes = _pyplot().subplots(figsize=(9, 4))
    for family, found in results["families"].items():
        steps = found["calibration"]
        axes.plot([s["windows"] for s in steps], [s["f1"] for s in steps], color=COLOURS[family],
                  marker=MARKERS[family], label=f"{NAMES[family]}, integer")
        axes.axhline(found["forms"]["float32"]["f1"], color=COLOURS[family], linestyle="--",
                     linewidth=1, label=f"{NAMES[family]}, float32")
    _plain_log(axes, [s["windows"] for found in results["families"].values()
                      for s in found["calibration"]])
    axes.set_xlim(right=2 * max(line.get_xdata()[-1] for line in axes.get_lines()))
    axes.set_ylim(0, 1.1 * axes.get_ylim()[1])
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
