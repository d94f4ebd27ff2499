# SPDX-License-Identifier: Apache-2.0
"""Sounds that a household teaches: what the hub's learner needs to know, and how well it does.

With --background: mean and directions of largest variance of the embeddings of windows of all labels of `train`, each clip in
two rooms, once nearly alone and once 10 dB above a recorded background, to ../../bundles/teach. 5 minutes on 2 cores.

Without: results/taught.json. Each label of `val` is taught as bundles/teach does it, with 3, 5 and 10 takes in one room that
no training hears, and looked for in another one, 10 dB above an evaluation background: "same", takes and trials of
one recording; "kind", takes of recordings of `train`, trials of recordings of `val`. False events are counted in
evenings of `val`; "its own home" has heard other ones, of which no recording, background or piece of music is judged.
The trunk has learnt all of these labels, so this flatters sounds that it has not. 20 minutes.

With --quick: results/taught-quick.json, of the same recordings and five takes alone; false events as the hub's replay
counts them in one window a second. 5 minutes.
"""
import base64
import json
import multiprocessing
import pickle
from pathlib import Path

import numpy as np

from soribit_training import augment, data, evenings, intervals, listen, rooms
from soribit_training.decision import HUB
from soribit_training.palette import Palette

RESULT = data.TRAINING / "results" / "taught.json"
QUICK = RESULT.with_name("taught-quick.json")
TARGET = data.PROJECT / "bundles/teach/src/main/resources/io/soribit/teach/learn"
MODEL = data.MODELS / "home" / "dynamic-range"
PER_LABEL, SECONDS, COARSE = 24, 8, 0.48
SHRINKAGE, DIRECTIONS = 0.02, 128
LEAST, SHARE, LOWEST = 8.0, 0.5, 4.0  # spreads above the mean of homes, and of its own takes'; as in Learner.java
MARGIN, UNHEARD, STEP, LONGEST = 0.5, 0.7, 0.1, 60  # spreads, and seconds; as in HomeOnset.java
SUREST = 3
KEPT = 0.96  # seconds between two windows of the history
OFFSET = np.log(0.25 / 0.75)  # a score of 0.25 as a logit
PURE = {"speech": 1, "music": 1, "television": 1, "household": 1}  # half hours in which nothing is
SMOOTHED, HOLD, LOUD = 3, 3.0, 10.0  # windows, seconds, decibels below the loudest window
TAKES, TRIALS = (3, 5, 10), 4
SNR_TAKE, SNR_TRIAL = 25.0, 10.0

_state = {}


def flattened(embedding):
    """Square roots, as Background.java compares them; what hard-swish makes of nothing is slightly negative."""
    return np.sqrt(np.maximum(embedding, 0) + 0.4)


def heard(listener, rng, wave, room, background, snr):
    """(embeddings, level of each window in dB) of a clip in a room, over a background."""
    wave = np.pad(wave[:SECONDS * data.SAMPLE_RATE], data.SAMPLE_RATE // 2)
    wave = np.pad(wave, (0, max(0, listener.spec.samples() - len(wave))))
    wave = augment.in_room(wave, room)
    wave = wave * (10 ** (rng.uniform(-30, -12) / 20) / max(augment.loudness(wave), 1e-6))
    first = int(rng.integers(max(1, len(background) - len(wave))))
    other = np.resize(background[first:first + len(wave)], len(wave))
    wave = np.clip(augment.mix(wave, other, snr), -1, 1).astype(np.float32)
    found = flattened(listener(wave))
    step, size = listener.step * listener.spec.hop, listener.spec.samples()
    level = [10 * np.log10(np.mean(np.square(wave[k * step:k * step + size])) + 1e-12)
             for k in range(len(found))]
    return found, np.array(level)


def sounding(found, level):
    """The windows in which the sound is."""
    return found[level >= level.max() - LOUD]


def _listener(hop):
    if "listener" not in _state:
        _state["listener"] = listen.Listener(MODEL, hop, output=1)
    return _state["listener"]


def stage(root, part):
    """(rooms, recorded backgrounds) of one part of `held_out.json`."""
    return ([r for places in rooms.measured(root, part) for r in places],
            [data.load(root, p.relative_to(root)) for p in rooms.backgrounds(root)
             if rooms.part_of("backgrounds", p.stem) == part])


def _of_a_home(number):
    path = _state["paths"][number]
    wave, found = data.load(_state["root"], path), []
    for version, snr in enumerate((30.0, 10.0)):
        rng = np.random.default_rng([number, version])
        room, background = (x[int(rng.integers(len(x)))] for x in _state["stage"])
        found.append(heard(_listener(COARSE), rng, wave, room, background, snr)[0])
    return np.concatenate(found)


def by_label(clips, most, rng):
    """Label -> at most so many of its paths, in random order."""
    found = {}
    for clip in clips:
        found.setdefault(clip.label, []).append(clip.path)
    return {label: [found[label][i] for i in rng.permutation(len(found[label]))[:most]]
            for label in sorted(found)}


def _text(values, kind):
    return base64.b64encode(values.astype(kind).tobytes()).decode()


def write_background(root, workers=2):
    """Mean, the directions of largest variance, and the mean variance of all others."""
    chosen = by_label(data.trainable(data.read_clips(root)), PER_LABEL, np.random.default_rng(1))
    _state.update(root=root, stage=stage(root, "train"), paths=[p for ps in chosen.values() for p in ps])
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        x = np.concatenate(list(pool.imap(_of_a_home, range(len(_state["paths"])), 8)))
    mean, (values, vectors) = x.mean(0), np.linalg.eigh(np.cov(x.T))
    values, vectors = values[::-1], vectors[:, ::-1].T[:DIRECTIONS]
    rest = values[DIRECTIONS:].mean()
    about, steps = listen.described(MODEL), np.abs(vectors).max(1) / 127
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / f"{about['embedding']['trunk']}.json"
    path.write_text(json.dumps({
        "windows": len(x), "shrinkage": SHRINKAGE, "mean": _text(mean, "<f4"), "rest": float(rest),
        "variances": _text(values[:DIRECTIONS], "<f4"), "steps": _text(steps, "<f4"),
        "directions": _text(np.round(vectors / steps[:, None]), "i1"),
    }, indent=1) + "\n")
    print(path, path.stat().st_size, "bytes of", len(x), "windows")


class Learner:
    """As Learner.java: takes to (weights, bias); the sum is 0 where the sound begins to count."""

    def __init__(self, path):
        about = json.loads(Path(path).read_text())
        read = lambda name, kind="<f4": np.frombuffer(base64.b64decode(about[name]), kind).astype(float)
        self.mean, variances, steps, rest = read("mean"), read("variances"), read("steps"), about["rest"]
        self.directions = read("directions", "i1").reshape(len(steps), -1) * steps[:, None]
        self.above, self.rest = variances - rest, rest
        share, size = about["shrinkage"], len(self.mean)
        self.shrunk = (1 - share) * self.above
        self.floor = (1 - share) * rest + share * (self.above.sum() + rest * size) / size

    def precise(self, x):
        """The inverse of the shrunk covariance times x."""
        weights = self.shrunk / (self.shrunk + self.floor)
        return (x - self.directions.T @ (weights * (self.directions @ x))) / self.floor

    def spread(self, x):
        """The standard deviation of homes in a direction."""
        return np.sqrt(self.above @ (self.directions @ x) ** 2 + self.rest * (x @ x))

    def direction(self, takes):
        """(weights, bias): how many spreads above homes a window is."""
        direction = self.precise(np.mean([t.mean(0) for t in takes], 0) - self.mean)
        weights = direction / self.spread(direction)
        return weights, -weights @ self.mean

    def learn(self, takes, least=LEAST, share=SHARE):
        """`takes`: the embeddings of the sounding windows of each, flattened. Also the spreads that half of them
        reach by what the others taught, and those where the sound begins to count in any home."""
        surest = []
        for i, take in enumerate(takes):
            weights, bias = self.direction(takes[:i] + takes[i + 1:])
            surest.append(np.sort(take @ weights + bias)[-SUREST:].mean())
        weights, bias = self.direction(takes)
        reach = float(np.median(surest))
        onset = max(least, share * reach)
        return weights.astype(np.float32), bias - onset, reach, onset


def events_in(logits, hop=HUB.hop):
    """Starts of events, in windows: the mean score of some windows from 0.5 on, until it has been below 0.25 for
    the hold."""
    scores = np.convolve(1 / (1 + np.exp(-logits)), np.ones(SMOOTHED) / SMOOTHED)[:len(logits)]
    starts, active, below = [], False, 0
    if scores.max() < 0.5:
        return starts
    for i, score in enumerate(scores):
        if not active and score >= 0.5:
            starts.append(i)
            active, below = True, 0
        elif active:
            below = below + 1 if score < 0.25 else 0
            active = below * hop < HOLD
    return starts


def told(spreads, onset):
    """(windows, their spreads, seconds) where each event in the history begins, is highest, and how long it goes on, as
    Replay.java finds them: they are not smoothed."""
    above = np.flatnonzero(spreads >= onset + OFFSET)
    if not len(above):
        return above, np.zeros(0), np.zeros(0)
    firsts = np.flatnonzero(np.diff(above, prepend=-np.inf) > 1 + HOLD / KEPT)
    tops = np.maximum.reduceat(spreads[above], firsts)
    lasting = (above[np.append(firsts[1:], len(above)) - 1] - above[firsts]) * KEPT
    real = tops >= onset
    return above[firsts][real], tops[real], lasting[real]


def home_onset(past, onset, margin=MARGIN, unheard=UNHEARD, lowest=LOWEST):
    """As HomeOnset.java: where a sound counts by the spreads of its head in the streams of the home's history."""
    hours = sum(map(len, past)) * KEPT / 3600
    allowed = max(0, hours // 24 - 1)

    def good(limit):
        events = [told(spreads, limit) for spreads in past]
        tops, lasting = (np.concatenate([event[i] for event in events]) for i in (1, 2))
        return (tops < onset).sum() <= allowed and not (lasting >= LONGEST).any()

    found = onset
    while found - STEP >= lowest and good(found - STEP):
        found -= STEP
    return min(onset, found + margin + unheard * max(0.0, np.log(24 / hours)))


def _lesson(number):
    """One label: takes and trials of the same recording, and of its kind."""
    label, taught, tested = _state["lessons"][number]
    rng, listener = np.random.default_rng([5, number]), _listener(HUB.hop)
    spaces, backgrounds = _state["stage"]
    one, other = rng.permutation(len(spaces))[:2]

    def windows(path, room, snr):
        wave = data.load(_state["root"], path)
        background = backgrounds[int(rng.integers(len(backgrounds)))]
        return heard(listener, rng, wave, spaces[room], background, snr)

    found, most = {}, max(_state["takes"])
    for way, sources, trials in (("same", [tested[0]] * most, [tested[0]] * TRIALS),
                                 ("kind", taught, [tested[i % len(tested)] for i in range(TRIALS)])):
        if len(sources) >= most:
            found[way] = ([sounding(*windows(p, one, SNR_TAKE)) for p in sources[:most]],
                          [windows(p, other, SNR_TRIAL)[0] for p in trials])
    return label, found


def halves(clips):
    """Two halves of which no recording is in both: what the home has heard, and what is judged."""
    recordings = sorted({c.recording for c in clips})
    first = set(recordings[::2])
    return [c for c in clips if c.recording in first], [c for c in clips if c.recording not in first]


def _evening(job):
    path, hop = job
    return flattened(listen.Listener(MODEL, hop, output=1)(data.load(path.parent, path.name))).astype(np.float32)


def _streams(folder, truth, hop, pool):
    """The embeddings of the windows of each evening, kept beside them."""
    names, kept = [e["file"] for e in truth["evenings"]], folder / f"{listen.described(MODEL)['sha256'][:12]}-{hop:g}"
    found = listen.kept(kept, names, lambda some: dict(zip(some, pool.imap(_evening, [(folder / n, hop) for n in some]))))
    return [found[name] for name in names]


def _lessons(folder, pool):
    """[(label, its takes and trials)], kept in the cache, some at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = [lesson[0] for lesson in _state["lessons"]]
    missing = [i for i, label in enumerate(labels) if not (folder / f"{label}.pickle").exists()]
    for label, found in pool.imap(_lesson, missing):
        (folder / f"{label}.pickle").write_bytes(pickle.dumps(found))
    return [(label, pickle.loads((folder / f"{label}.pickle").read_bytes())) for label in labels]


def evaluate(root, cache, count, quick=False, workers=2):
    about = listen.described(MODEL)
    learner = Learner(TARGET / f"{about['embedding']['trunk']}.json")
    clips = data.read_clips(root)
    known = {c.recording for c in clips if c.split == "train"}
    fresh = [c for c in clips if c.split == "val" and c.recording not in known]
    rng = np.random.default_rng(2)
    train, val = by_label(data.trainable(clips), max(TAKES), rng), by_label(fresh, TRIALS, rng)
    lessons = [(label, [] if quick else train.get(label, []), val[label]) for label in val]
    lessons = lessons[::3] + lessons[1::3] + lessons[2::3]  # what an interrupted run has kept is of all kinds
    takes, hop = ((5,), KEPT) if quick else (TAKES, HUB.hop)
    sounds = {s["id"]: s for s in json.loads(
        (data.PROJECT / "bundles/api/src/main/resources/io/soribit/api/sounds.json").read_text())}
    urgencies = {label: sounds.get(label, {"urgency": "info"})["urgency"] for label in data.labels("home")}
    lived, judged = (Path(cache) / f"taught-{name}-{count}" for name in ("history", "judged"))
    history = evenings.build(lived, lambda: Palette(root, halves(fresh)[0], urgencies, 10, "calibration"), {10: count}, PURE)
    truth = evenings.build(judged, lambda: Palette(root, halves(fresh)[1], urgencies, 9, "evaluation"), {10: count}, PURE)
    _state.update(root=root, stage=stage(root, "evaluation"), lessons=lessons, takes=takes)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        lessons = _lessons(Path(cache) / f"taught-lessons{'-quick' * quick}", pool)
        past = _streams(lived, history, KEPT, pool)
        streams = _streams(judged, truth, hop, pool)
    hours = sum(e["seconds"] for e in truth["evenings"]) / 3600
    report = {"model": about["id"], "evenings": len(streams), "hours": round(hours, 2),
              "history": round(sum(e["seconds"] for e in history["evenings"]) / 3600, 2), "ways": {}}
    for home, known in (("any home", None), ("its own home", past)):
        for way in ("same",) if quick else ("same", "kind"):
            for some in takes:
                report["ways"][f"{way}, {some} takes, {home}"] = counted(
                    learner, lessons, way, some, known, list(zip(streams, truth["evenings"])), hop)
    (QUICK if quick else RESULT).write_text(json.dumps(report, indent=1) + "\n")
    for name, row in report["ways"].items():
        print(name, {k: v for k, v in row.items() if k != "labels"})


def counted(learner, lessons, way, takes, past, evenings_of, hop):
    """Recall of all trials, and false events a day of a taught sound where it neither sounds nor may; as in any home
    or, with the streams of its history, as in that one."""
    hits = tries = false = exposed = 0
    labels = {}
    for label, found in lessons:
        if way not in found:
            continue
        weights, bias, _, onset = learner.learn(found[way][0][:takes])
        if past is not None:
            heard = [stream @ weights + bias + onset for stream in past]
            bias += onset - home_onset(heard, onset)
        own = sum(bool(events_in(t @ weights + bias)) for t in found[way][1])
        wrong = listened = 0
        for stream, evening in evenings_of:
            if label in evening["present"]:
                continue
            times = [(e["onset"] - 3, e["end"] + 5) for e in evening["events"] if e["label"] == label]
            logits = stream @ weights + bias
            starts = [i * hop for i in (events_in(logits) if hop == HUB.hop else told(logits, 0)[0])]
            wrong += sum(not any(a <= s <= b for a, b in times) for s in starts)
            listened += evening["seconds"] / 3600
        labels[label] = {"recall": own / len(found[way][1]), "falseADay": round(24 * wrong / listened, 2)}
        hits, tries, false, exposed = hits + own, tries + len(found[way][1]), false + wrong, exposed + listened
    low, high = intervals.wilson(hits, tries)
    few, many = intervals.poisson(false, exposed)
    return {"sounds": len(labels), "recall": round(hits / tries, 3), "recall95": [round(low, 3), round(high, 3)],
            "falseADay": round(24 * false / exposed, 2), "falseADay95": [round(24 * few, 2), round(24 * many, 2)],
            "quietSounds": sum(v["falseADay"] <= 1 for v in labels.values()), "labels": labels}


def add_arguments(parser):
    parser.add_argument("--background", action="store_true", help="only write what homes sound like")
    parser.add_argument("--quick", action="store_true", help="five takes of the same recordings alone")
    parser.add_argument("--evenings", type=int, default=4, help="half hours with clips (%(default)s)")


def run(arguments):
    if arguments.background:
        return write_background(arguments.data)
    return evaluate(arguments.data, arguments.cache, arguments.evenings, arguments.quick)
