# SPDX-License-Identifier: Apache-2.0
"""Step 2 of the home model: fine-tunes the trunk on the cached scenes. About 60 minutes.

Weighted binary cross-entropy to the household labels, and to mn04's own AudioSet scores of the dry
sounds, so that the trunk keeps what it knows. First the household head alone, on a trunk that stays
as published; then all of it but the first blocks, which hear what every sound is made of. AdamW,
warm-up and cosine decay that ends with the minutes given; a moving average of the weights is what
is used. A checkpoint after each round of 10,000 scenes; a run goes on from the last one, and takes
up the shards that have come since.
"""
import json
import math
import queue
import threading
import time
from pathlib import Path

import numpy as np
import tensorflow as tf

from soribit_training import data, dry, lessons, trunk

FAMILY = "home"
BATCH, ROUND = 64, 10_000
HEAD_RATE, RATE = 1e-3, 8e-4  # of the head alone, of all
DECAY, AVERAGE = 0.02, 0.998
HEAD_ALONE = 0.1  # share of the time
AUDIOSET_SHARE = 0.15  # of the loss
DRY = 0.45  # share of each batch
FROZEN = ("stem", "block1_", "block2_")  # most of the multiply-adds, and the most general


def batches(rng, scenes, dry_cuts, size):
    """Endless random batches, a part of each dry, made in a thread of their own."""
    ready = queue.Queue(maxsize=6)

    def make():
        while True:
            few = int(DRY * size)
            parts = zip(scenes.take(rng, size - few), dry_cuts.take(rng, few))
            ready.put(lessons.batch(rng, *(np.concatenate(part) for part in parts)))

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield ready.get()


def loss(logits, own, target, weight, hint):
    """(loss of the labels, loss of the AudioSet scores), means over the batch of sums over labels."""
    cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits
    labels = tf.reduce_mean(tf.reduce_sum(weight * cross_entropy(target, logits), 1))
    return labels, tf.reduce_mean(tf.reduce_sum(cross_entropy(hint, own), 1))


def trainable(model, head_alone):
    """The variables that are trained: of the household head, or of all but the frozen blocks."""
    layers = [model.get_layer(n) for n in ("hidden", "logits")] if head_alone else [
        layer for layer in model.layers if not layer.name.startswith(FROZEN)]
    return [v for layer in layers for v in layer.trainable_variables]


def macro_precision(scores, target):
    """Mean average precision over the labels that at least five held-out scenes have."""
    from sklearn.metrics import average_precision_score

    truth = target >= 0.5
    some = np.flatnonzero(truth.sum(0) >= 5)
    return float(np.mean([average_precision_score(truth[:, k], scores[:, k]) for k in some]))


class Average:
    """A moving average of a model's weights, which is what is kept."""

    def __init__(self, variables):
        self.variables = variables
        self.values = [tf.Variable(v) for v in variables]

    @tf.function
    def update(self, keep):
        for value, variable in zip(self.values, self.variables):
            value.assign_add((1 - keep) * (variable - value))

    def swap(self):
        """Exchanges the model's weights for their average, and back."""
        for value, variable in zip(self.values, self.variables):
            now = variable.numpy()
            variable.assign(value)
            value.assign(now)


def stepper(model, variables):
    """(optimizer, step) that trains these variables."""
    optimizer = tf.keras.optimizers.AdamW(RATE, weight_decay=DECAY, clipnorm=5.0)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    optimizer.build(variables)

    @tf.function
    def step(x, target, weight, hint):
        with tf.GradientTape() as tape:
            logits, own = model(x, training=True)
            labels, known = loss(logits, own, target, weight, hint)
            whole = (1 - AUDIOSET_SHARE) * labels + AUDIOSET_SHARE * known
        gradients = tape.gradient(whole, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return labels, known

    return optimizer, step


def add_arguments(parser):
    parser.add_argument("--minutes", type=float, default=50, help="of training (%(default)s)")
    parser.add_argument("--name", default="scenes2", help="of the shards (%(default)s)")


class Run:
    """A fine-tuning that can be interrupted: state, checkpoints, log."""

    def __init__(self, folder, minutes):
        self.folder, self.total = Path(folder), 60 * minutes
        self.folder.mkdir(parents=True, exist_ok=True)
        self.state = {"rounds": 0, "seconds": 0.0, "log": []}
        self.model = trunk.student(len(data.labels(FAMILY)))
        path = self.folder / "state.json"
        if path.exists():
            self.state = json.loads(path.read_text())
            self.model.load_weights(self.folder / "last.weights.h5")
        else:
            trunk.load(self.model)
            kernel, bias = self.model.get_layer("logits").get_weights()
            self.model.get_layer("logits").set_weights([kernel, bias - 4])  # most labels are absent
        self.average = Average(self.model.trainable_variables)
        if path.exists():
            self.average.swap()
            self.model.load_weights(self.folder / "average.weights.h5")
            self.average.swap()
        self.before, self.started = self.state["seconds"], time.monotonic()

    def done(self):
        return min(1.0, (self.before + time.monotonic() - self.started) / self.total)

    def save(self, entry):
        self.state["rounds"] += 1
        self.state["seconds"] = self.before + time.monotonic() - self.started
        self.state["log"].append(entry | {"minutes": round(self.state["seconds"] / 60, 1)})
        self.model.save_weights(self.folder / "last.weights.h5")
        self.average.swap()
        self.model.save_weights(self.folder / "average.weights.h5")
        self.average.swap()
        (self.folder / "state.json").write_text(json.dumps(self.state, indent=1))
        print(f"round {self.state['rounds']}: {self.state['log'][-1]}", flush=True)


def rate(done, since):
    """The rate when `done` of the time is over and `since` steps after a start."""
    warm = min(1.0, (since + 1) / 200)
    if done < HEAD_ALONE:
        return HEAD_RATE * warm
    begun = (done - HEAD_ALONE) / (1 - HEAD_ALONE)
    return RATE * warm * max(0.003, 0.5 + 0.5 * math.cos(math.pi * begun))


def run(arguments):
    """Fine-tunes for so many minutes, or goes on with what is left of them."""
    tf.keras.utils.set_random_seed(1)
    fitting = Run(Path(arguments.cache) / FAMILY, arguments.minutes)
    scenes = lessons.Scenes(arguments.cache, arguments.name)
    judged = held_out(arguments.cache)
    dry.make(arguments.cache)
    source = batches(np.random.default_rng(fitting.state["rounds"] + 1), scenes,
                     lessons.Scenes(arguments.cache, "dry"), BATCH)
    head_alone, since = None, 0
    print(f"{len(scenes)} scenes, {fitting.model.count_params()} parameters while training",
          flush=True)
    while fitting.done() < 1:
        if head_alone != (fitting.done() < HEAD_ALONE):
            head_alone, since = fitting.done() < HEAD_ALONE, 0
            optimizer, step = stepper(fitting.model, trainable(fitting.model, head_alone))
        sums, steps = np.zeros(2), ROUND // BATCH
        for i in range(steps):
            optimizer.learning_rate = rate(fitting.done(), since)
            sums += [float(v) for v in step(*next(source))]
            fitting.average.update(tf.constant(min(AVERAGE, (since + 1) / (since + 10)), tf.float32))
            since += 1
        fitting.average.swap()
        precision = judge(fitting.model, judged)
        fitting.average.swap()
        fitting.save({"scenes": len(scenes.refresh()), "labels": round(float(sums[0]) / steps, 3),
                      "audioset": round(float(sums[1]) / steps, 3), "headAlone": head_alone,
                      "heldOutPrecision": round(precision, 4)})


def held_out(cache, count=1500):
    """(windows, target) of some held-out scenes."""
    return lessons.judged(Path(cache) / "held-out2.npz", count)


def judge(model, judged):
    return macro_precision(model.predict(judged[0], BATCH, verbose=0)[0], judged[1])
