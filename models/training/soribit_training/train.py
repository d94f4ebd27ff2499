# SPDX-License-Identifier: Apache-2.0
"""Step 2: trains the network on the cached windows.

    nice -n 5 python train.py --cache <cache> --out <checkpoints> --epochs 20 --minutes 42

Loss = cross-entropy (class weights, smoothed labels) + 2 x mean square error to the teacher's
standardised embedding. AdamW, cosine decay that ends with the epochs or the minutes, whichever
comes first. A checkpoint after each epoch; with --resume it goes on from the last.
"""
import argparse
import json
import math
import queue
import threading
import time
from pathlib import Path

import numpy as np
import tensorflow as tf

from soribit_training import augment
from soribit_training import data
from soribit_training import network

PEAK_RATE, BATCH, SMOOTHING, HINT_WEIGHT = 3e-3, 128, 0.1, 2.0


def load(cache, side):
    """(decibels float16 [n, 124, 64], hints float16 [n, 1024], info int32 [n, 2])."""
    return tuple(np.load(Path(cache) / f"{side}_{part}.npy") for part in ("db", "hint", "info"))


def batches(rng, db, hint, info):
    """Endless shuffled batches (x, label, hint), made in a thread of their own."""
    ready = queue.Queue(maxsize=8)

    def make():
        while True:
            order = rng.permutation(len(db))
            for i in range(0, len(order) - BATCH + 1, BATCH):
                pick = np.sort(order[i:i + BATCH])
                other = np.sort(rng.integers(0, len(db), BATCH))
                company = db[other][rng.permutation(BATCH)]
                x = augment.batch(rng, db[pick], info[pick, 1] == 1, company)
                ready.put((x, info[pick, 0], hint[pick].astype(np.float32)))

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield ready.get()


def plain(db):
    """Cached windows -> network input without augmentation, float32 [n, 100, 64, 1]."""
    return np.maximum(db[:, :network.FRAMES].astype(np.float32), augment.FLOOR_DB)[..., None]


def class_weights(labels, count):
    """Weight of each label: inverse square root of how often it occurs, 1 on average."""
    often = np.bincount(labels, minlength=count).astype(np.float64)
    weight = np.where(often > 0, 1 / np.sqrt(np.maximum(often, 1)), 0)
    return (weight / weight[labels].mean()).astype(np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=42)
    parser.add_argument("--rate", type=float, default=PEAK_RATE)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(2)
    tf.keras.utils.set_random_seed(1)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    db, hint, info = load(arguments.cache, "train")
    dev_db, _, dev_info = load(arguments.cache, "dev")
    dev_x, dev_y = plain(dev_db), dev_info[:, 0]
    mean = hint.mean(0, dtype=np.float32)
    spread = hint.std(0, dtype=np.float32) + 0.5  # in steps of an int8 embedding: calms rare ones
    hint = ((hint - mean) / spread).astype(np.float16)
    count = len(data.labels())
    weights = tf.constant(class_weights(info[:, 0], count))
    model = network.student(count)
    optimizer = tf.keras.optimizers.AdamW(PEAK_RATE, weight_decay=0.03, clipnorm=2.0)
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    first = 0
    if arguments.resume and (out / "last.weights.h5").exists():
        model.load_weights(out / "last.weights.h5")
        first = json.loads((out / "state.json").read_text())["epoch"]

    @tf.function(reduce_retracing=True)
    def step(x, y, h):
        with tf.GradientTape() as tape:
            logits, guess = model(x, training=True)
            target = tf.one_hot(y, count) * (1 - SMOOTHING) + SMOOTHING / count
            entropy = tf.nn.softmax_cross_entropy_with_logits(target, logits)
            entropy = tf.reduce_mean(entropy * tf.gather(weights, y))
            distance = tf.reduce_mean(tf.square(guess - h))
            loss = entropy + HINT_WEIGHT * distance
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return entropy, distance

    judge = tf.function(lambda x: model(x, training=False)[0])
    steps = len(db) // BATCH
    source = batches(np.random.default_rng(first + 1), db, hint, info)
    started = time.time()
    print(len(db), "windows,", steps, "steps an epoch,", model.count_params(), "parameters",
          flush=True)
    for epoch in range(first, arguments.epochs):
        sums = np.zeros(2)
        for i in range(steps):
            done = max((epoch - first + i / steps) / (arguments.epochs - first),
                       (time.time() - started) / (60 * arguments.minutes))
            warm = min(1.0, ((epoch - first) * steps + i + 1) / 300)
            decay = max(0.002, 0.5 + 0.5 * math.cos(math.pi * min(1, done)))
            optimizer.learning_rate = arguments.rate * warm * decay
            x, y, h = next(source)
            sums += [float(v) for v in step(x, y, h)]
        logits = np.concatenate([judge(dev_x[i:i + 256]).numpy()
                                 for i in range(0, len(dev_x), 256)])
        right = logits.argmax(1) == dev_y
        macro = np.mean([right[dev_y == k].mean() for k in np.unique(dev_y)])
        print(f"epoch {epoch + 1}: entropy {sums[0] / steps:.3f}, hint {sums[1] / steps:.3f}, "
              f"dev {right.mean():.3f}, macro {macro:.3f}, rate {float(optimizer.learning_rate):.5f}, "
              f"{(time.time() - started) / 60:.1f} min", flush=True)
        model.save_weights(out / "last.weights.h5")
        (out / "state.json").write_text(json.dumps({"epoch": epoch + 1}))
        if done >= 1:
            break


if __name__ == "__main__":
    main()
