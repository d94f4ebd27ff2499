# SPDX-License-Identifier: Apache-2.0
"""Macro precision, recall and F1, and accuracy, over single frames: one label a frame."""
import numpy as np


def per_label(truth, hits, predicted):
    """Counts of true frames, true hits and predicted frames a label -> (precision, recall, F1).

    A label that was never predicted has precision 0, as is usual.
    """
    precision = np.divide(hits, predicted, out=np.zeros(len(hits)), where=predicted > 0)
    recall = np.divide(hits, truth, out=np.zeros(len(hits)), where=truth > 0)
    both = precision + recall
    return precision, recall, np.divide(2 * precision * recall, both, out=np.zeros(len(hits)),
                                        where=both > 0)


def _macro(truth, present, hits, predicted):
    precision, recall, f1 = per_label(truth[present], hits[present], predicted[present])
    return {"precision": float(precision.mean()), "recall": float(recall.mean()),
            "f1": float(f1.mean())}


def single(scores, label):
    """The label with the highest score is the prediction. Scores [n, labels], label [n].

    The mean is over the labels that occur; a prediction of another one counts as a miss.
    """
    count = scores.shape[1]
    guess = scores.argmax(1)
    truth = np.bincount(label, minlength=count)
    hits = np.bincount(label[guess == label], minlength=count)
    found = _macro(truth, truth > 0, hits, np.bincount(guess, minlength=count))
    return {**found, "accuracy": float((guess == label).mean())}


def of_clips(scores, label, clip):
    """Accuracy over clips, by the mean of each clip's frames."""
    _, first, which = np.unique(clip, return_index=True, return_inverse=True)
    total = np.zeros((len(first), scores.shape[1]))
    np.add.at(total, which, scores)
    return float((total.argmax(1) == label[first]).mean())


def above(scores, label, threshold):
    """Each label whose score reaches the threshold is a prediction."""
    count = scores.shape[1]
    passed = scores >= threshold
    truth = np.bincount(label, minlength=count)
    own = passed[np.arange(len(label)), label]
    hits = np.bincount(label[own], minlength=count)
    return _macro(truth, truth > 0, hits, passed.sum(0))


def rounded(figures, digits=4):
    return {name: round(value, digits) for name, value in figures.items()}
