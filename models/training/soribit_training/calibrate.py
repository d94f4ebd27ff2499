# SPDX-License-Identifier: Apache-2.0
"""Step 3: scores that mean what they say, and for home-small a threshold for each label.

Both are chosen on recordings that were held out of `train`, never on `val`.
1. A scale and an offset of each label's logit (Platt 1999), fitted on scenes of held-out
   recordings and drawn towards what fits all labels, since a label has few such recordings. They
   become part of the network's last layer: no descriptor needs to know of them.
2. home-small alone (what `home` decides by comes from `decisions`): the lowest onset at which a label has at most one false event in 10 hours of other sound
   (`hours`), with the hub's own decision rule (`decision`); the offset is 0.6 of it. One window that
   reaches over a sound's end by the collar is no mistake.
Writes calibration.json and thresholds.json into the family's folder of the cache. About 8 minutes.
"""
import json

import numpy as np

from soribit_training import decision, families, hours

HOURS, ALLOWED = 10, 1  # false events of one label in so many hours
ONSETS = np.concatenate([np.arange(0.10, 0.90, 0.02), np.arange(0.90, 0.981, 0.01)])
OFFSET = 0.6
COLLAR = 1.0  # seconds around a sound in which an event of its label is right
PRIOR = 20.0  # how many scenes the fit of all labels counts for, when one label is fitted


def platt(logits, truth):
    """(scale, offset) per label [2, labels]: P(truth) = sigmoid(scale x logit + offset).

    Newton's method on the log-likelihood; a label's fit starts from the fit of all labels together
    and is held near it by a Gaussian prior worth PRIOR scenes.
    """
    def fit(z, y, start, strength):
        w = np.array(start, np.float64)
        x = np.stack([z, np.ones_like(z)], 1)
        for _ in range(30):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            gradient = x.T @ (p - y) + strength * (w - start)
            hessian = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(2)
            w = w - np.clip(np.linalg.solve(hessian, gradient), -1, 1)
        return w

    common = fit(logits.ravel().astype(np.float64), truth.ravel(), (1.0, 0.0), 1e-6)
    each = [fit(logits[:, k].astype(np.float64), truth[:, k], common, PRIOR)
            for k in range(logits.shape[1])]
    return np.array(each).T.astype(np.float32)


def calibration_error(p, truth, bins=15):
    """Expected calibration error over all (scene, label) pairs with p >= 0.05."""
    some = p >= 0.05
    p, truth = p[some], truth[some]
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[at == b].mean() - truth[at == b].mean()) * (at == b).mean()
                     for b in np.unique(at)))


def _outcome(tracks, truths, onset):
    """(false events, sounds that were heard) with an onset threshold."""
    wrong = hits = 0
    for track, truth in zip(tracks, truths):
        events = track.events(onset, OFFSET * onset)
        wrong += sum(not any(a <= e.onset <= b for a, b in truth) for e in events)
        hits += sum(any(a <= e.onset <= b for e in events) for a, b in truth)
    return wrong, hits


def choose(scored, labels):
    """Onset per label from hours of scores: [(scores [windows, labels], truth)...].

    The lowest onset that passes and above which every higher one does. An event is false if it
    begins while nothing of its label sounds, give or take the collar.

    Returns {label: {onset, offset, falsePer10Hours, recall, events}}; recall is that of the label's
    own events in the same hours.
    """
    rule = decision.HALF_SECONDS
    smoothed, found = [decision.smooth(scores, rule) for scores, _ in scored], {}
    for k, label in enumerate(labels):
        tracks = [decision.Track(scores[:, k], s[:, k], rule)
                  for (scores, _), s in zip(scored, smoothed)]
        truths = [[(a - COLLAR, b + COLLAR) for name, a, b in truth if name == label]
                  for _, truth in scored]
        for onset in ONSETS[::-1]:
            wrong, hits = _outcome(tracks, truths, onset)
            if onset < ONSETS[-1] and wrong * 10 > ALLOWED * len(scored):
                break
            total = sum(len(t) for t in truths)
            found[label] = {
                "onset": round(float(onset), 2), "offset": round(float(OFFSET * onset), 3),
                "falsePer10Hours": round(wrong * 10 / len(scored), 2),
                "recall": round(hits / max(total, 1), 3), "events": total}
    return found


def add_arguments(parser):
    families.add_argument(parser)
    parser.add_argument("--hours", type=int, default=HOURS, help="of held-out sound (%(default)s)")


def run(arguments):
    """Fits and chooses; prints what a person would ask about both."""
    family = families.FAMILIES[arguments.family]
    folder = family.folder(arguments.cache)
    x, truth = family.held_out(arguments)
    logits = family.logits(arguments.cache, x)
    fit = platt(logits, truth)
    before, after = (1 / (1 + np.exp(-z)) for z in (logits, logits * fit[0] + fit[1]))
    errors = calibration_error(before, truth), calibration_error(after, truth)
    print("calibration error {:.3f} as trained, {:.3f} calibrated".format(*errors), flush=True)
    (folder / "calibration.json").write_text(json.dumps(
        {"scale": fit[0].tolist(), "offset": fit[1].tolist(), "scenes": len(x),
         "errorAsTrained": round(errors[0], 4), "errorCalibrated": round(errors[1], 4)}))
    if family.name == "home-small":
        thresholds(arguments, family, fit)


def thresholds(arguments, family, fit):
    """Writes thresholds.json: onsets from hours of held-out sound."""
    scored, model = [], family.trained(arguments.cache)
    for mel, events in hours.make(arguments.data, arguments.hours, arguments.cache):
        view = hours.windows_of(mel)
        z = np.concatenate([model.predict(np.ascontiguousarray(view[i:i + 1024], np.float32), 256,
                                          verbose=0)[0] for i in range(0, len(view), 1024)])
        scored.append((1 / (1 + np.exp(-(z * fit[0] + fit[1]))), events))
    limits = choose(scored, family.labels())
    (family.folder(arguments.cache) / "thresholds.json").write_text(
        json.dumps(limits, indent=1) + "\n")
    for label, t in limits.items():
        print(f"{label:20} onset {t['onset']:.2f}  recall {t['recall']:.2f} of {t['events']:3} "
              f"false in 10 h {t['falsePer10Hours']:.1f}")
