# SPDX-License-Identifier: Apache-2.0
"""Measures one family of models: its forms, the trials of the collapse, and the repair."""
import hashlib
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training.quantise import VARIANTS, quantise
from soribit_training.runner import cpu
from soribit_training.study import bundle, hdf5, hub, metrics, restore, scores, trials
from soribit_training.study.published import PUBLISHED

HDF5 = "hdf5"
THRESHOLD = 0.5
PACKAGES = ("tensorflow", "ai-edge-litert", "librosa", "numpy", "scikit-learn")


def machine():
    """What the figures were measured on."""
    return {"cpu": cpu(), "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES}}


def rebuild(content, out, windows, name="resnet50"):
    """Float16 TFLite bytes -> every form in `out`/<form>; gives the files' bytes, HDF5 left out."""
    model = restore.keras(content)
    out = Path(out)
    (out / HDF5).mkdir(parents=True, exist_ok=True)
    model.save(out / HDF5 / "model.h5")
    made = {}
    for form in tqdm(VARIANTS, f"forms of {name}"):
        made[form] = content if form == "float16" else quantise(model, form, windows.real)
        bundle.write(out / form, form, made[form])
    return made


class Converter:
    """Trial files of one float model; what was converted is not converted again."""

    def __init__(self, content, windows, cache):
        self.content, self.windows, self.cache = content, windows, Path(cache)
        self.model = None

    def __call__(self, trial):
        """The TFLite bytes that a trial runs."""
        form, calibration, inside, per_channel = trial.conversion()
        given = np.ascontiguousarray(trials.CALIBRATIONS[calibration](self.windows), np.float32)
        key = hashlib.sha256(self.content)
        key.update(given)
        key.update(f"{form} {inside} {per_channel} {version('tensorflow')}".encode())
        path = self.cache / f"trial-{key.hexdigest()[:24]}.tflite"
        if not path.exists():
            if self.model is None:
                self.model = restore.keras(self.content)
            path.write_bytes(quantise(self.model, form, given, per_channel, inside))
        return path.read_bytes()


def figures(found, judged):
    """Scores of the frames -> the table's figures, rounded."""
    return metrics.rounded({**metrics.single(found, judged.label),
                            "clipAccuracy": metrics.of_clips(found, judged.label, judged.clip)})


def forms(contents, judge, h5=None):
    """{form: figures in Python}, times by turns; with the HDF5 form if its path is given."""
    table = {form: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
                    **figures(judge.outputs(content).scores(), judge.frames)}
             for form, content in contents.items()}
    for form, value in scores.milliseconds(contents).items():
        table[form]["milliseconds"] = round(value, 3)
    if h5:
        table = {HDF5: {"bytes": Path(h5).stat().st_size,
                        **figures(hdf5.scores(h5, judge.path), judge.frames),
                        "milliseconds": round(hdf5.milliseconds(h5), 3)}, **table}
    return table


def in_hub(folders, judge, root, labels, added, known):
    """{form: {"milliseconds", figures}} of the hub's own `analyze` and its own session.

    `added`: the hub does not have these models by itself. `known`: such entries of the very same
    files, whose scores need not be made again; times are.
    """
    with tempfile.TemporaryDirectory(prefix="soribit-study-") as work:
        program = hub.copy(work) if added else hub.distribution()
        times = hub.milliseconds(folders, work)
        table = {}
        for folder in tqdm(folders, "inside the hub"):
            form = Path(folder).name
            if form not in known:
                if added:
                    hub.add(program, folder)
                found = hub.analyse(program, bundle.read(folder)["id"], root, work)
                known = known | {form: figures(hub.scores(found, judge.frames, labels),
                                               judge.frames)}
            table[form] = {**known[form], "milliseconds": round(times[form], 3)}
    return table


def tried(trial, content, judge):
    """One trial's figures; `predicted` is how many different labels it ever said."""
    found = judge.outputs(content, trial.feed).scores()
    return {"name": trial.name, "group": trial.group, "words": trial.words, "form": trial.form,
            **metrics.rounded(metrics.single(found, judge.frames.label)),
            "predicted": int(len(np.unique(found.argmax(1))))}


def outputs(converter, judge):
    """Full-integer outputs read as they should be, and as they are."""
    table = []
    for kind in ("int8", "uint8"):
        content = converter(trials.Trial("", "output", "", "full-integer", inside=kind))
        found = judge.outputs(content)
        for name, values in (("dequantised", found.scores()), ("raw", found.raw.astype(np.float32))):
            table.append({
                "type": kind, "read": name,
                **metrics.rounded({
                    "f1": metrics.single(values, judge.frames.label)["f1"],
                    "f1AtThreshold": metrics.above(values, judge.frames.label, THRESHOLD)["f1"],
                    "labelsAFrame": float((values >= THRESHOLD).sum(1).mean())})})
    return table


def collapse(converter, judge):
    """Every trial that needs no more than a float file."""
    return [tried(trial, converter(trial), judge)
            for trial in tqdm(trials.TRIALS, "trials of the collapse")]


def repair(converter, judge):
    """F1 of the integer form by the number of calibration windows."""
    steps = [(count, trials.Trial("", "calibration", "", calibration=f"first {count}"))
             for count in trials.COUNTS]
    return [{"windows": count, "f1": tried(trial, converter(trial), judge)["f1"]}
            for count, trial in tqdm(steps, "calibration windows")]


def explained(found, table):
    """For each published collapse, the trials that keep nearest the same share of float32's F1."""
    whole, told = table["float32"]["f1"], {}
    if not whole:
        return told  # what knows nothing cannot collapse
    for form in ("integer", "full-integer"):
        share = PUBLISHED[form][2] / PUBLISHED["float32"][2]
        near = sorted((t for t in found if t["form"] == form),
                      key=lambda t: abs(t["f1"] / whole - share))
        told[form] = {"publishedShare": round(share, 4), "trials": [
            {"name": t["name"], "share": round(t["f1"] / whole, 4)} for t in near[:2]]}
    return told

