# SPDX-License-Identifier: Apache-2.0
"""What 16 kHz costs mn04, and where its border should lie: our front end against its own.

    python -m soribit_training.bands

400 held-out cuts, doubled to 32 kHz, are heard by mn04 as published, and by networks that get the lower
bands alone. Told is how alike the embeddings are (cosine), and how far its AudioSet scores above 0.1 are
off. Needs `cuts`. About a minute.
"""
import numpy as np

from soribit_training import data, teachers, trunk
from soribit_training.features import TRUNK, log_mel

CUTS = 400
SHIFT = 192  # samples at 32 kHz between the centres of our first frame and of its second


def heard(waves):
    """(its own features [n, 200, 128], our decibels [n, 200, 103])."""
    own = [teachers.mn04_features(teachers.doubled(w)[SHIFT:])[1:201] for w in waves]
    return np.stack(own), np.stack([log_mel(w, TRUNK)[:200] for w in waves])


def as_features(decibels):
    """Our decibels as its features, the floor soft as its own."""
    above = (decibels - trunk.quiet()) * np.log(10) / 10
    return np.logaddexp(0, above) / 5 + (np.log(trunk.FLOOR) + 4.5) / 5


def compared(expected, found):
    """(mean cosine of the embeddings, mean error of the scores above 0.1)."""
    cosine = np.sum(expected[0] * found[0], 1) / np.linalg.norm(expected[0], axis=1) / np.linalg.norm(
        found[0], axis=1)
    scores = [1 / (1 + np.exp(-logits)) for logits in (expected[1], found[1])]
    return float(cosine.mean()), float(np.abs(scores[0] - scores[1])[scores[0] > 0.1].mean())


def main():
    import tensorflow as tf

    waves = np.load(data.DEFAULT_CACHE / "cuts-held-out-wave.npy", mmap_mode="r")
    some = np.linspace(0, len(waves) - 1, CUTS).astype(int)
    peaks = [w.astype(np.float32) / max(1, np.abs(w.astype(np.float32)).max()) for w in waves[some]]
    own, decibels = heard([0.5 * w for w in peaks])
    ours, silence = as_features(decibels), (np.log(trunk.FLOOR) + 4.5) / 5
    expected = trunk.load(trunk.published(200)).predict(own[..., None], 64, verbose=0)
    print("| bands of the network | input | cosine | error of the scores |\n|---|---|---|---|")
    for bands in (128, trunk.BANDS, TRUNK.bands):
        padded = np.pad(ours, ((0, 0), (0, 0), (0, bands - TRUNK.bands)), constant_values=silence)
        for name, x in (("its own", own[..., :bands]), ("ours", padded)):
            found = trunk.load(trunk.published(200, bands)).predict(x[..., None], 64, verbose=0)
            print("| {} | {} | {:.3f} | {:.3f} |".format(bands, name, *compared(expected, found)))
    inputs = trunk.window()
    logits, embedding = trunk.household(inputs, 1, gain=0.0)
    whole = trunk.load(tf.keras.Model(inputs, [embedding, trunk.audioset(embedding)]))
    found = whole.predict(np.maximum(decibels, -70)[..., None], 64, verbose=0)
    print("| {} | decibels above the floor | {:.3f} | {:.3f} |".format(
        trunk.BANDS, *compared(expected, found)))


if __name__ == "__main__":
    main()
