# SPDX-License-Identifier: Apache-2.0
"""`models/README.md`: the study's tables and what they mean, from `study.json` alone."""
from soribit_training.study.figures import GROUPS, NAMES
from soribit_training.study.published import PUBLISHED

FORMS = {"hdf5": "Keras HDF5", "float32": "basic TFLite (float32)", "float16": "float16",
         "dynamic-range": "dynamic range", "integer": "integer", "full-integer": "full integer"}
HOMES = ("home", "home-small")
POINT = 0.01
HOME_IS_MISSING = (" The default model, `home`, is not in it: the small home\nmodel was the default when this was measured, "
                   "and ships in dynamic range and integer alone.")


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def table(head, rows):
    return "\n".join([row(*head), row(*["---"] * len(head)), *(row(*one) for one in rows)])


def _number(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def forms_table(found, published):
    """A row a form; the published figures stand before ours if they are about this network."""
    rows = []
    for form, name in FORMS.items():
        if form not in found["forms"]:
            continue
        ours, hub = found["forms"][form], found.get("hub", {}).get(form, {})
        cells = [name]
        if published:
            size, seconds, f1 = PUBLISHED[form]
            cells += [f"{size:.2f}", f"{seconds:.4f}", f"{f1:.4f}"]
        rows.append([*cells, f"{ours['bytes'] / 1e6:.2f}", f"{ours['milliseconds']:.2f}",
                     _number(hub.get("milliseconds"), 2),
                     *(f"{ours[key]:.4f}" for key in ("precision", "recall", "f1", "accuracy")),
                     _number(hub.get("f1"), 4), f"{ours['clipAccuracy']:.4f}"])
    head = ["form", *(["published: MB", "s", "F1"] if published else []), "MB", "ms, Python",
            "ms, hub", "precision", "recall", "F1", "accuracy", "F1, hub", "accuracy, clips"]
    return table(head, rows)


def trials_table(found):
    whole = found["forms"]["float32"]["f1"]
    tried = found["trials"] + found.get("statistics", [])
    return table(
        ["trial", "form", "what was done", "F1", "of float32", "labels ever said"],
        [[t["name"], t["form"], t["words"], f"{t['f1']:.4f}", _share(t["f1"], whole),
          t["predicted"]] for group in GROUPS for t in tried if t["group"] == group])


def _share(f1, whole):
    return f"{100 * f1 / whole:.1f} %" if whole else "-"


def outputs_table(found):
    return table(
        ["output", "read", "F1 of the highest", "F1 at 0.5", "labels at 0.5 a frame"],
        [[o["type"], o["read"], f"{o['f1']:.4f}", f"{o['f1AtThreshold']:.4f}",
          f"{o['labelsAFrame']:.2f}"] for o in found["outputs"]])


def repaired(found):
    """What the repair reached, in a sentence a form."""
    whole = found["forms"]["float32"]["f1"]
    told = []
    for form in ("integer", "full-integer"):
        off = 100 * (found["forms"][form]["f1"] - whole)
        reached = "within 1 point" if abs(off) <= 100 * POINT or off > 0 else "**not** within 1 point"
        told.append(f"{FORMS[form]} {found['forms'][form]['f1']:.4f} ({off:+.2f} points, {reached})")
    return "; ".join(told)


def explanation(found):
    words = {t["name"]: t["words"] for t in found["trials"]}
    lines = []
    for form, told in found["explained"].items():
        size, _, f1 = PUBLISHED[form]
        near = " and ".join(f"*{words[t['name']]}* ({100 * t['share']:.1f} % kept)"
                            for t in told["trials"])
        lines.append(f"- {FORMS[form]}, published {f1:.4f}, which is "
                     f"{100 * told['publishedShare']:.2f} % of float32's: nearest are {near}.")
    return "\n".join(lines)


def resnet50(found):
    training = found.get("training")
    said = ""
    if training:
        said = (f"Trained for {training['minutes']:.0f} minutes on 2 cores, {training['epochs']} "
                f"epochs; accuracy on windows of held-out training recordings "
                f"{training['heldOut']:.3f}.\n\n![Learning curve](training/results/learning.svg)\n\n")
    return f"""## Six forms of ResNet-50

{forms_table(found, True)}

MB are 10^6 bytes. The published HDF5 file is three times as large as the weights, as it is when the optimiser's two
moments are saved too; ours has weights alone. The published times are those of another machine, so compare
ratios. All forms here are rebuilt from the one committed float16 file: float32 and HDF5 hold its
weights, rounded once.

{said}## The collapse of ResNet-50

Each row changes one thing; all else is as in the repaired forms.

{trials_table(found)}

![F1 of each trial](training/results/collapse-resnet50.svg)

What explains the published figures best, by the share of float32's F1 that is kept:

{explanation(found)}

In plain words: an integer model has one ruler for each layer, whose length is fixed when it is
calibrated. Calibrated on noise between 0 and 1 or on normalised features, the rulers end where the
decibels begin, and every window looks the same. A full-integer model wants its input in the units of its own
ruler (`round(x / scale + zeroPoint)`); a cast gives it other numbers, however well it was calibrated.

Outputs read without their scale and zero point keep their order, so the highest stays the
highest and F1 does not change; what a threshold makes of them does:

{outputs_table(found)}

## The repair

Post-training quantisation, calibrated on {found['calibration'][-1]['windows']} real training windows (labels in turn, in decibels
as the model hears them), one scale for each filter, inputs and outputs by their scale and zero point:
{repaired(found)}. No training with simulated integers was needed where this says "within".

![F1 by the number of calibration windows](training/results/calibration.svg)
"""


def home(family, found):
    return f"""## The {NAMES[family]}

{forms_table(found, False)}

Integers against float32: {repaired(found)}.

The same mistakes, made with the {NAMES[family]}:

{trials_table(found)}

![F1 of each trial](training/results/collapse-{family}.svg)
"""


def compared(families):
    """A home model's integer form beside ResNet-50's float32 inside the hub."""
    name, large = next(f for f in HOMES if f in families), families["resnet50"]
    small = families[name]
    if not (small.get("hub") and large.get("hub")):
        return ""
    time = small["hub"]["integer"]["milliseconds"] / large["hub"]["float32"]["milliseconds"]
    size = small["forms"]["integer"]["bytes"] / large["forms"]["float32"]["bytes"]
    return (f"Inside the hub the {NAMES[name]}'s integer form takes 1/{1 / time:.0f} of the time of "
            f"ResNet-50's float32, is 1/{1 / size:.0f} of its size, and has an F1 of "
            f"{small['hub']['integer']['f1']:.4f} against {large['hub']['float32']['f1']:.4f}.\n\n"
            "![F1 and time of each form](training/results/forms.svg)\n\n")


def text(results):
    """The whole page. Families that were not measured are left out."""
    families, about, machine = results["families"], results["data"], results["machine"]
    parts = [resnet50(families["resnet50"])] if "resnet50" in families else []
    parts += [home(family, families[family]) for family in HOMES if family in families]
    beside = compared(families) if len(families) > 1 else ""
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    missing = "" if "home" in families else HOME_IS_MISSING
    return f"""# Models, and what quantisation does to them

Written by `python -m soribit_training study` from [study.json](training/results/study.json); how the models are
trained is described in [training](training/README.md).{missing}

{beside}{chr(10).join(parts)}
## How it was measured

{about['frames']:,} frames of {about['seconds']} s, one every {about['stride']} s, of {about['clips']:,} clips of `val`, {about['labels']} labels. Left out are {about['leftOut']['clips']} clips of
{about['leftOut']['recordings']} recordings that occur in `train` too. Precision, recall and F1 are means over the labels that
occur (macro), accuracy is over frames; the last frame of a clip is padded with silence, as the hub does. Clip accuracy
takes the mean of a clip's frames. The figures "hub" come from `soribit analyze --windows` with a hop of 1.6 s, its times
from the hub's session; times are medians of one window on one thread, the forms taking turns.

{machine['cpu']}; Python {machine['python']}; {packages}.

```sh
python -m soribit_training study                  # ResNet-50 and `home` as committed, without training; keeps the rest
python -m soribit_training study --rebuild DIR    # the other forms of ResNet-50, from the committed file
runtime/soribit analyze --model resnet50-float16 FILE
```

A checkout has ResNet-50; beside the distribution it is an archive (`soribit-VERSION-resnet50.tar.gz`) or a package (`soribit-resnet50`) of its own.
"""
