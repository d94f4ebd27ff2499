# SPDX-License-Identifier: Apache-2.0
"""The Keras HDF5 form (.h5): scores and time in TensorFlow itself, in a process of its own.

The number of TensorFlow's threads is fixed before its first computation: hence the process.
"""
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np


def scores(path, frames):
    """The file's scores of the frames in a .npy file: float32 [n, labels]."""
    return _apart(_scores, path, frames)


def milliseconds(path, runs=60):
    """Median time of one window, compiled, on one thread."""
    return _apart(_milliseconds, path, runs)


def _apart(work, *arguments):
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as one:
        return one.submit(work, *map(lambda a: a if isinstance(a, int) else str(a), arguments)).result()


def _scores(path, frames):
    import tensorflow as tf

    model = tf.keras.models.load_model(path, compile=False)
    return model.predict(np.load(frames)[..., None], batch_size=64, verbose=0)


def _milliseconds(path, runs):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    model = tf.keras.models.load_model(path, compile=False)
    infer = tf.function(lambda x: model(x, training=False))
    x = tf.constant(np.random.default_rng(0).uniform(
        -70, 10, (1, *model.input_shape[1:])).astype(np.float32))
    times = []
    for i in range(runs + 10):
        begin = time.perf_counter()
        infer(x).numpy()
        if i >= 10:
            times.append(time.perf_counter() - begin)
    return float(np.median(times) * 1000)
