# SPDX-License-Identifier: Apache-2.0
"""Step 4b: the last blocks and the head of the tuned trunk, on what its first blocks make of many windows.

The feature maps after block 13 are made once, of dry cuts (each several times, with other gains, shifts
and company) and of scenes; blocks 14 and 15 and the head, which have a fifth of the multiply-adds, learn
from them. Loss, average and judge are those of `tune`. What is kept lies between the weights before and after, as far
as held-out scenes and dry cuts together say. Writes the family's average.weights.h5; what
`tune` left there is kept as tuned.weights.h5, from which a second run begins again. About 8 minutes on 2 free
cores.
"""
import json
import math
import shutil
import time
from pathlib import Path

import numpy as np
import tensorflow as tf

from soribit_training import data, dry, lessons, trunk, tune

CUT = "block13_project"  # what is after it learns
LEARNT = ("block14_", "block15_", "last", "hidden", "logits", "audioset")
SCENES, TIMES = 30_000, 2  # scenes; how often each dry cut is made
RATE, BATCH = 4e-4, 128
SHARES = (0.3, 0.5, 0.7, 1.0)  # of the way from the weights before to those after


def halves(model):
    """(the blocks before the cut, those after it to both outputs) of a student."""
    middle = model.get_layer(CUT).output
    return tf.keras.Model(model.input, middle), tf.keras.Model(middle, model.outputs)


def maps(first, parts, rng):
    """Feature maps and lessons, float16, of the windows of a shard as `lessons.batch` makes them."""
    made, told = [], []
    forward = tf.function(lambda x: first(x, training=False))
    for i in range(0, len(parts[0]), BATCH):
        x, *rest = lessons.batch(rng, *(p[i:i + BATCH] for p in parts))
        made.append(forward(x).numpy().astype(np.float16))
        told.append([r.astype(np.float16) for r in rest])
    return [np.concatenate(made), *(np.concatenate(t) for t in zip(*told))]


def shards(cache, rng):
    """The parts of the dry cuts, TIMES over, and of SCENES scenes."""
    with np.load(dry.make(cache)) as shard:
        cuts = [shard[p] for p in lessons.PARTS]
    for _ in range(TIMES):
        order = rng.permutation(len(cuts[0]))
        yield [p[order] for p in cuts]
    left = SCENES
    for path in sorted(Path(cache).glob("scenes2-*.npz"))[::-1]:
        if left > 0:
            with np.load(path) as shard:
                yield [shard[p][:left] for p in lessons.PARTS]
                left -= len(shard["target"])


def between(model, before, judged):
    """Leaves the model at the best of SHARES of the way from `before` to its weights.

    judged: [(windows, target)...]. Returns {share: the precision of each}."""
    after = model.get_weights()

    def move(share):
        model.set_weights([(1 - share) * a + share * b for a, b in zip(before, after)])

    found = {}
    for share in SHARES:
        move(share)
        found[share] = [round(tune.judge(model, one), 4) for one in judged]
    move(max(found, key=lambda share: sum(found[share])))
    return found


def add_arguments(parser):
    parser.add_argument("--epochs", type=int, default=6, help="(%(default)s)")


def run(arguments):
    """Makes the feature maps, learns, judges, writes."""
    tf.keras.utils.set_random_seed(2)
    folder, rng = Path(arguments.cache) / tune.FAMILY, np.random.default_rng(2)
    model = trunk.student(len(data.labels(tune.FAMILY)))
    tuned = folder / "tuned.weights.h5"
    if not tuned.exists():
        shutil.copy(folder / "average.weights.h5", tuned)
    model.load_weights(tuned)
    before, started = model.get_weights(), time.monotonic()
    judged = [tune.held_out(arguments.cache), dry.held_out(arguments.cache)]
    precision = [round(tune.judge(model, one), 4) for one in judged]
    first, second = halves(model)
    made = [maps(first, shard, rng) for shard in shards(arguments.cache, rng)]
    known = [np.concatenate(parts) for parts in zip(*made)]
    variables = [v for layer in second.layers if layer.name.startswith(LEARNT)
                 for v in layer.trainable_variables]
    optimizer, step = tune.stepper(second, variables)
    average = tune.Average(variables)
    steps, done = len(known[0]) // BATCH, 0
    for epoch in range(arguments.epochs):
        order, total = rng.permutation(len(known[0])), np.zeros(2)
        for i in range(steps):
            share = done / (steps * arguments.epochs)
            optimizer.learning_rate = RATE * min(1, (done + 1) / 100) * (
                0.5 + 0.5 * math.cos(math.pi * share))
            rows = np.sort(order[i * BATCH:(i + 1) * BATCH])
            total += [float(v) for v in step(*(p[rows].astype(np.float32) for p in known))]
            average.update(tf.constant(min(tune.AVERAGE, (done + 1) / (done + 10)), tf.float32))
            done += 1
        print(f"{epoch + 1}: {total / steps}", flush=True)
    average.swap()
    finished = {"windows": len(known[0]), "epochs": arguments.epochs,
                "minutes": round((time.monotonic() - started) / 60, 1),
                "before": precision, "shares": between(model, before, judged)}
    print(finished)
    state = json.loads((folder / "state.json").read_text())
    model.save_weights(folder / "average.weights.h5")
    (folder / "state.json").write_text(json.dumps(state | {"finished": finished}, indent=1))
