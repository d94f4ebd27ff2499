# SPDX-License-Identifier: Apache-2.0
"""Step 1, second half: what a head on the teacher's embedding makes of each scene.

The head knows our labels, the embedding knows sounds that our recordings lack. It is fitted on
three folds of the recordings and asked about the fourth (cross-fitting), so that what it says of a
scene does not rest on the same recording's label. Writes float16 [n, labels].
"""
import numpy as np
import tensorflow as tf

L = tf.keras.layers
EPOCHS, BATCH, WIDTH = 5, 256, 512


def head(width, count):
    """Embedding [width], standardised -> logits."""
    return tf.keras.Sequential([
        tf.keras.Input((width,)), L.Dropout(0.3), L.Dense(WIDTH, "relu"),
        L.Dropout(0.5), L.Dense(count)])


def write(path, hint, info, y):
    """Cross-fits the head on the parts of the scenes and their labels; a finished file is kept."""
    if path.exists() and len(np.load(path, mmap_mode="r")) == len(info):
        return
    tf.keras.utils.set_random_seed(1)
    x = hint.reshape(len(hint), -1)
    mean, spread = x.mean(0, dtype=np.float32), x.std(0, dtype=np.float32) + 0.5
    x = ((x - mean) / spread).astype(np.float16)
    soft = np.zeros(y.shape, np.float16)
    for fold in range(info[:, 2].max() + 1):
        mine, others = info[:, 2] == fold, np.flatnonzero(info[:, 2] != fold)
        net = head(x.shape[1], y.shape[1])
        net.compile(tf.keras.optimizers.AdamW(1e-3, weight_decay=1e-3),
                    lambda t, z: tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(t, z), 1))
        rate = tf.keras.callbacks.LearningRateScheduler(lambda e: 1e-3 * 0.5 ** e)
        net.fit(x[others], y[others], BATCH, EPOCHS, verbose=0, callbacks=[rate])
        soft[mine] = tf.sigmoid(net.predict(x[mine], 1024, verbose=0)).numpy()
        one = mine & (info[:, 0] >= 0) & (info[:, 1] < 0)
        right = soft[one].argmax(1) == info[one, 0]
        print(f"fold {fold}: {right.mean():.3f} of {one.sum()} unseen scenes of one sound right",
              flush=True)
    np.save(path, soft)
