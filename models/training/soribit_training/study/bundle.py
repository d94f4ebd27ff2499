# SPDX-License-Identifier: Apache-2.0
"""A form of ResNet-50 as the hub takes it: `model.tflite` with `model.json`, and the bundle of both.

A model bundle holds data alone, so that a jar is a zip file with a manifest of six lines.
"""
import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np

from soribit_training import data
from soribit_training.features import to_json
from soribit_training.runner import Runner

VERSION = "0.1.0"
LICENCES = ("weights for non-commercial use: ESC-50 (CC BY-NC 3.0 as a data set; its clips CC0, CC BY, "
            "CC BY-NC or Sampling+) and UrbanSound8K (CC BY-NC 3.0) are among the training data")
SPLITS = ("train: ESC-50 folds 1, 2, 3, 5; UrbanSound8K folds 1, 2; Kitchen20 folds 1-4 (clips from "
          "Freesound, repository Apache-2.0); EmoDB, 8 speakers (free for research); Donate-a-Cry "
          "(ODbL 1.0); Ubuntu Touch (CC BY-SA, CC BY) and LineageOS (Apache-2.0) sounds; synthesised "
          "alarms, chimes, telephones, sirens and knocks. Recordings that occur in val were left out")
LIMITS = ["The study's reference, not the model for a home: it is large and slow.",
          "Not a certified life-safety device.",
          "One label a window: sounds that overlap share one probability.",
          "Its thresholds are the plain 0.5, not calibrated ones."]


def descriptor(form, content, training=None):
    """`model.json` of a form. `training` is what is known of it, see `checkpoint.training`."""
    runner = Runner(content)
    tensors = {role: {"shape": [int(n) for n in one["shape"]], "type": np.dtype(one["dtype"]).name}
               for role, one in (("input", runner.input), ("output", runner.output))}
    card = {"description": f"ResNet-50 on 2 s windows, the quantisation study's network ({form})",
            "licence": LICENCES, "trainedOn": SPLITS, "limits": LIMITS}
    if training:
        card["training"] = {key: training[key] for key in ("minutes", "epochs", "heldOut")}
    return {"id": f"resnet50-{form}", "family": "resnet50", "variant": form, "version": VERSION,
            "file": "model.tflite", "sha256": hashlib.sha256(content).hexdigest(),
            "labels": data.labels(), "frontEnd": to_json(), **tensors,
            "thresholds": {"default": {"onset": 0.5, "offset": 0.3}, "labels": {}}, "card": card}


def write(folder, form, content, training=None):
    """Writes the form's two files to a folder, which is made."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.tflite").write_bytes(content)
    text = json.dumps(descriptor(form, content, training), indent=1, ensure_ascii=False)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


def jar(folder, path):
    """The bundle of a folder with `model.tflite` and `model.json`, as a file of its own."""
    about = read(folder)
    manifest = "".join(line + "\r\n" for line in (
        "Manifest-Version: 1.0", "Bundle-ManifestVersion: 2",
        f"Bundle-SymbolicName: io.soribit.model.{about['family']}.{about['variant']}",
        f"Bundle-Version: {about['version']}", "Soribit-Model: model.json", ""))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", manifest)
        for name in ("model.json", about["file"]):
            archive.write(Path(folder) / name, name)


def read(folder):
    """`model.json` of a folder."""
    return json.loads((Path(folder) / "model.json").read_text(encoding="utf-8"))
