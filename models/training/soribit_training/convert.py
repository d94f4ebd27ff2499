# SPDX-License-Identifier: Apache-2.0
"""Step 3: the trained network -> five TFLite variants, each a directory with its `model.json`.

    python convert.py --cache <cache> --weights <checkpoints>/last.weights.h5 --out ../home

Integers are calibrated on real feature windows (train, augmented as in training, silence
included). Thresholds come from recordings that were held out of `train`.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import tensorflow as tf

from soribit_training import augment
from soribit_training import data
from soribit_training import network
from soribit_training.features import to_json
from soribit_training.runner import Runner

VERSION = "0.1.0"
CALIBRATION = 600
DESCRIPTIONS = {
    "float32": "as trained", "float16": "weights in float16, computed in float32",
    "dynamic-range": "weights in int8, activations quantised as they come",
    "integer": "int8 inside, float32 in and out", "full-integer": "int8 inside, in and out"}


def convert(model, variant, calibration):
    """Keras model -> TFLite bytes. `calibration` is float32 [n, 100, 64, 1]."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if variant == "float32":
        return converter.convert()
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if variant == "float16":
        converter.target_spec.supported_types = [tf.float16]
    elif variant in ("integer", "full-integer"):
        converter.representative_dataset = lambda: ([x[None]] for x in calibration)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        if variant == "full-integer":
            converter.inference_input_type = tf.int8
            converter.inference_output_type = tf.int8
    return converter.convert()


def calibration_windows(cache, count=CALIBRATION):
    """Train windows as the network saw them, float32 [count, 100, 64, 1]."""
    rng = np.random.default_rng(5)
    db = np.load(Path(cache) / "train_db.npy", mmap_mode="r")
    info = np.load(Path(cache) / "train_info.npy")
    pick = np.sort(rng.choice(len(db), count, replace=False))
    company = db[np.sort(rng.choice(len(db), count, replace=False))]
    return augment.batch(rng, np.array(db[pick]), info[pick, 1] == 1, company)


def thresholds(scores, truth, labels):
    """Onset and offset per label from held-out windows.

    The lowest onset of 0.30, 0.35 ... 0.85 at which at most 1 in 1000 windows of other labels is
    taken for this one and at least 9 in 10 hits are right. Smoke and CO alarms may be taken falsely
    3 times in 1000, since a missed one is worse. The offset is 0.6 of the onset.
    """
    found = {}
    for k, label in enumerate(labels):
        if label == "background":
            continue
        mine, other = scores[truth == k, k], scores[truth != k, k]
        allowed = 0.003 if label in ("smoke_alarm", "co_alarm") else 0.001
        onset = 0.85
        for t in np.arange(0.30, 0.851, 0.05):
            hits, wrong = int((mine >= t).sum()), int((other >= t).sum())
            precise = hits >= 9 * wrong or label in ("smoke_alarm", "co_alarm")
            if wrong <= allowed * len(other) and precise:
                onset = t
                break
        found[label] = {"onset": round(float(onset), 2), "offset": round(float(0.6 * onset), 2)}
    return {"default": {"onset": 0.5, "offset": 0.3}, "labels": found}


def held_out(cache):
    """Held-out windows at their own level and 15 dB softer, and their labels."""
    db, info = (np.load(Path(cache) / f"dev_{p}.npy") for p in ("db", "info"))
    x = db[:, :network.FRAMES].astype(np.float32)
    x = np.maximum(np.concatenate([x, x - 15]), augment.FLOOR_DB)
    return x, np.concatenate([info[:, 0], info[:, 0]])


def card(variant):
    return {
        "description": f"Household sounds, 2 s windows, small CNN ({DESCRIPTIONS[variant]})",
        "licence": "weights for non-commercial use (trained on CC BY-NC data sets, ESC-50 and "
                   "UrbanSound8K among them)",
        "trainedOn": "ESC-50 folds 1, 2, 3, 5; UrbanSound8K folds 1, 2; Kitchen20 folds 1-4; EmoDB "
                     "(8 speakers); Donate-a-Cry; Ubuntu Touch and LineageOS sounds; synthesised "
                     "alarms, door chimes, telephones, sirens and knocks; YAMNet as teacher",
        "metrics": {},
        "limits": [
            "Not a certified life-safety device.",
            "Smoke alarms, CO alarms and door chimes were learnt from synthesis alone.",
            "Speech was learnt from acted German sentences, doors from creaking ones.",
            "The figures are for clips of the data sets it was trained on; another home is harder.",
        ]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", default=str(data.MODELS / "home"))
    arguments = parser.parse_args()
    labels = data.labels()
    trained = network.student(len(labels))
    trained.load_weights(arguments.weights)
    model = network.classifier(trained)
    calibration = calibration_windows(arguments.cache)
    calibration[:4] = augment.FLOOR_DB  # digital silence
    x, truth = held_out(arguments.cache)
    for variant in DESCRIPTIONS:
        content = convert(model, variant, calibration)
        folder = Path(arguments.out) / variant
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.tflite").write_bytes(content)
        runner = Runner(content)
        scores = runner.scores(x)
        kind = np.dtype(runner.input["dtype"]).name
        about = {
            "id": f"home-{variant}", "family": "home", "variant": variant, "version": VERSION,
            "file": "model.tflite", "sha256": hashlib.sha256(content).hexdigest(),
            "labels": labels, "frontEnd": to_json(),
            "input": {"shape": [1, network.FRAMES, network.BANDS, 1], "type": kind},
            "output": {"shape": [1, len(labels)], "type": kind},
            "thresholds": thresholds(scores, truth, labels), "card": card(variant)}
        (folder / "model.json").write_text(json.dumps(about, indent=1) + "\n")
        print(variant, len(content), "bytes, held-out windows right:",
              round(float((scores.argmax(1) == truth).mean()), 4), flush=True)


if __name__ == "__main__":
    main()
