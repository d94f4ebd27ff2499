# SPDX-License-Identifier: Apache-2.0
"""Step 2 of home-small and ResNet-50: trains a network from scratch on the cached scenes.

home-small  binary cross-entropy to the labels (60 %) and the teacher head's soft labels (40 %),
            + mean square error to the teacher's standardised embedding
resnet50    cross-entropy to the one label, with class weights, on scenes of one sound, randomly
            undersampled, + the same hint; the first part of the time on windows of half the size

AdamW, cosine decay that ends with the minutes given. A checkpoint after each epoch; a run goes on
from the last one. With 2 cores: home-small 2 to 3 minutes an epoch of 100,000, resnet50 about 25.
"""
import json
import math
import queue
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf

from soribit_training import augment, data, network, prepare

HARD = 0.6  # share of the labels in the target; the rest is the teacher's


@dataclass(frozen=True)
class Recipe:
    body: callable
    single: bool  # one label a window (softmax), or many (sigmoid)
    rate: float
    decay: float
    batch: int
    hint: float
    small: float  # share of the time spent on windows of half the size


RECIPES = {"home-small": Recipe(network.home_small, False, 3e-3, 0.03, 128, 4.0, 0.0),
           "resnet50": Recipe(lambda: network.resnet50(None, None), True, 7e-4, 0.05, 32, 4.0, 0.5)}


def scenes(cache, recipe):
    """(decibels [n, 100, 64], hint float16 [n, 1024] standardised, target float16 [n, labels])."""
    db, hint, info = prepare.load(cache)
    hint = hint[:, 0]
    mean = hint.mean(0, dtype=np.float32)
    spread = hint.std(0, dtype=np.float32) + 0.5  # in steps of an int8 embedding: calms rare ones
    hint = ((hint - mean) / spread).astype(np.float16)
    target = prepare.multi_hot(info, len(data.labels()))
    if not recipe.single:
        soft = np.load(Path(cache) / "soft.npy").astype(np.float32)
        return db, hint, (HARD * target + (1 - HARD) * soft).astype(np.float16)
    one = np.flatnonzero((info[:, 0] >= 0) & (info[:, 1] < 0))
    often = np.bincount(info[one, 0], minlength=len(data.labels()))
    keep = np.random.default_rng(1).uniform(size=len(one)) < (2 * np.median(often)
                                                              / often[info[one, 0]])
    one = one[keep]  # random undersampling: no label more than twice as often as the median
    return db[one], hint[one], target[one].astype(np.float16)


def class_weights(target):
    """Weight of each label: inverse square root of how often it occurs, 1 on average."""
    often = np.maximum(target.sum(0, dtype=np.float64), 1)
    weight = 1 / np.sqrt(often)
    return (weight / ((weight * often).sum() / often.sum())).astype(np.float32)


def batches(rng, size, db, hint, target, mix):
    """Endless shuffled batches, made in a thread of their own; with `mix` windows lie on others."""
    ready = queue.Queue(maxsize=8)

    def make():
        while True:
            order = rng.permutation(len(db))
            for i in range(0, len(order) - size + 1, size):
                pick = np.sort(order[i:i + size])
                made = (augment.batch(rng, db[pick]), hint[pick].astype(np.float32),
                        target[pick].astype(np.float32))
                ready.put(augment.mixed(rng, *made) if mix else made)

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield ready.get()


def loss(recipe, weights, logits, guess, hint, target):
    """(loss of the labels, loss of the hint), means over the batch."""
    if recipe.single:
        each = tf.nn.softmax_cross_entropy_with_logits(0.95 * target + 0.05 / len(weights), logits)
        labels = tf.reduce_mean(each * tf.reduce_sum(target * weights, 1))
    else:
        labels = tf.reduce_mean(tf.reduce_sum(
            tf.nn.sigmoid_cross_entropy_with_logits(target, logits), 1))
    return labels, tf.reduce_mean(tf.square(guess - hint))


def add_arguments(parser):
    parser.add_argument("family", choices=RECIPES)
    parser.add_argument("--minutes", type=float, default=60, help="of training (%(default)s)")
    parser.add_argument("--start", help="weights of an earlier network of this shape to start from")
    parser.add_argument("--steps", type=int, default=10**9, help="at most, an epoch")


def run(arguments):
    """Trains for so many minutes, or goes on with what is left of them."""
    recipe = RECIPES[arguments.family]
    tf.keras.utils.set_random_seed(1)
    out = Path(arguments.cache) / arguments.family
    out.mkdir(parents=True, exist_ok=True)
    db, hint, target = scenes(arguments.cache, recipe)
    dev_x, dev_y = prepare.held_out(arguments.data)
    weights = tf.constant(class_weights(target))
    model = network.student(recipe.body(), target.shape[1])
    optimizer = tf.keras.optimizers.AdamW(recipe.rate, weight_decay=recipe.decay, clipnorm=2.0)
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    state = {"epoch": 0, "seconds": 0.0, "log": []}
    if (out / "state.json").exists():
        state = json.loads((out / "state.json").read_text())
        model.load_weights(out / "last.weights.h5")
    elif arguments.start:
        model.load_weights(arguments.start, skip_mismatch=True)
    before, started, total = state["seconds"], time.time(), 60 * arguments.minutes

    @tf.function(reduce_retracing=True)
    def step(x, h, y, small):
        if small:
            x = tf.nn.avg_pool2d(x, 2, 2, "VALID")
        with tf.GradientTape() as tape:
            logits, guess = model(x, training=True)
            labels, distance = loss(recipe, weights, logits, guess, h, y)
            whole = labels + recipe.hint * distance
        gradients = tape.gradient(whole, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return labels, distance

    judge = tf.function(lambda x: model(x, training=False)[0])
    steps = min(len(db) // recipe.batch, arguments.steps)
    source = batches(np.random.default_rng(state["epoch"] + 1), recipe.batch, db, hint, target,
                     not recipe.single)
    print(f"{len(db)} scenes, {steps} steps an epoch, {model.count_params()} parameters while "
          f"training, {(total - before) / 60:.0f} minutes to go", flush=True)
    done = before / total
    while done < 1:
        sums, small = np.zeros(2), done < recipe.small
        for i in range(steps):
            done = min(1.0, (before + time.time() - started) / total)
            warm = min(1.0, (i + 1) / 300) if not state["log"] else min(1.0, (i + 1) / 20)
            optimizer.learning_rate = recipe.rate * warm * max(
                0.002, 0.5 + 0.5 * math.cos(math.pi * done))
            sums += [float(v) for v in step(*next(source), small)]
            if i % 100 == 99:
                print(f"\r{i + 1}/{steps} {sums[0] / (i + 1):.3f} {sums[1] / (i + 1):.3f} "
                      f"{100 * done:.0f} %", end=" ", flush=True)
            if done >= 1:
                break
        right = np.concatenate([judge(x[..., None]).numpy().argmax(1) for x in np.array_split(
            dev_x, len(dev_x) // 256)]) == dev_y
        macro = np.mean([right[dev_y == k].mean() for k in np.unique(dev_y)])
        state["epoch"] += 1
        state["seconds"] = before + time.time() - started
        state["log"].append({"labels": round(float(sums[0]) / (i + 1), 4), "small": small,
                             "hint": round(float(sums[1]) / (i + 1), 4),
                             "heldOut": round(float(right.mean()), 4),
                             "heldOutMacro": round(float(macro), 4),
                             "minutes": round(state["seconds"] / 60, 1)})
        print(f"epoch {state['epoch']}: {state['log'][-1]}", flush=True)
        model.save_weights(out / "last.weights.h5")
        (out / "state.json").write_text(json.dumps(state, indent=1))
