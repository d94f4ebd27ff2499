# SPDX-License-Identifier: Apache-2.0
"""Leave one source out: what an ear makes of sounds from a source that its head has not heard.

Clips of `train`, `train2` and `val`, for the household groups that occur in two sources or more, are
scored by a head that was fitted on all other sources and on synthesis, and compared with YAMNet's raw scores
of the same clips. Heads stand on frozen embeddings: mn04's as published, which has heard none of
our sources, and, with `--trunk`, the fine-tuned trunk's, which has heard those of `train` in training: only
its head has not. Clip score: mean over windows 2 s apart. Writes results/sources.json and .md.
"""
import hashlib
import json
import multiprocessing
from collections import Counter
from pathlib import Path

import numpy as np
from tqdm import tqdm

from soribit_training import cuts, data, intervals, targets, teachers, train2
from soribit_training.features import TRUNK, log_mel
from soribit_training.runner import Runner

STEP, MOST = 32000, 5  # samples from window to window; windows of a clip at most
MOST_CLIPS = 40  # of a label and source
SYNTHETIC = 250  # cuts of a synthesised label that heads are fitted on
DRAWS = 300

_state = {}


def clips(root):
    """Labelled clips, at most MOST_CLIPS of a label and source; those of `val` whose recording is
    in `train`, too, are left out."""
    rows = data.read_clips(root)
    known = {c.recording for c in rows if c.split == "train"}
    rows = [c for c in rows if c.split == "train" or c.recording not in known]
    rows += [c for c in train2.clips(root) if c.label]
    found, count = [], Counter()
    for c in sorted(rows, key=lambda c: hashlib.sha256(c.path.encode()).digest()):
        count[c.label, c.source] += 1
        if count[c.label, c.source] <= MOST_CLIPS:
            found.append(c)
    return found


def cut_up(wave):
    """[samples] -> windows [n, 32352] with a start every 2 s, at least one."""
    wave = np.pad(wave, (0, max(0, teachers.SAMPLES - len(wave))))
    starts = range(0, len(wave) - teachers.SAMPLES + 1, STEP)
    return np.stack([wave[a:a + teachers.SAMPLES] for a in list(starts)[:MOST]])


def _hear(path):
    """(mn04's scores, YAMNet's, embeddings) of a clip: means over its windows."""
    if "ears" not in _state:
        _state["ears"] = teachers.Teachers(*_state["nets"])
    windows = cut_up(data.load(_state["root"], path))
    return [np.mean(x, axis=0) for x in zip(*(_state["ears"](w) for w in windows))]


def _embed(path):
    """The trunk's embedding of a clip."""
    if "trunk" not in _state:
        _state["trunk"] = Runner(_state["path"])
    return [embedded(_state["trunk"], cut_up(data.load(_state["root"], path)))]


def embedded(runner, windows):
    """The trunk's embedding of windows [n, 32352]: their mean [size]."""
    return runner.scores([log_mel(w, TRUNK)[..., None] for w in windows]).mean(axis=0)


def heard(path, listen, names, members):
    """What `listen` makes of every clip, arrays [n, ...] by name; made once."""
    if not path.exists():
        with multiprocessing.get_context("fork").Pool(2) as pool:
            found = list(tqdm(pool.imap(listen, [c.path for c in members], 16), path.stem,
                              len(members), mininterval=10))
        np.savez(path, **{name: np.stack([f[i] for f in found]).astype(np.float32)
                          for i, name in enumerate(names)})
    return np.load(path)


def synthesised(cache, trunk):
    """(label, inner, trunk's or None) of synthesised cuts: what a head knows of alarms."""
    table = np.load(cache / "cuts.npz")
    rng, rows = np.random.default_rng(4), []
    for label in np.unique(table["label"][table["made"]]):
        mine = np.flatnonzero(table["made"] & table["whole"] & (table["label"] == label))
        rows.append(rng.permutation(mine)[:SYNTHETIC])
    rows = np.concatenate(rows)
    waves = np.load(cache / "cuts-wave.npy", mmap_mode="r")
    inner = table["inner"][rows].astype(np.float32)
    if not trunk:
        return table["label"][rows], inner, None
    runner = Runner(trunk)
    own = np.stack([embedded(runner, waves[r][None].astype(np.float32) / 32767) for r in rows])
    return table["label"][rows], inner, own


def fitted(x, y):
    """A logistic regression per label on standardised embeddings: a function -> logits [m, labels]."""
    from sklearn.linear_model import LogisticRegression

    models = {k: LogisticRegression(C=0.02, class_weight="balanced", max_iter=200).fit(x, y[:, k])
              for k in range(y.shape[1]) if 0 < y[:, k].sum() < len(y)}

    def score(z):
        found = np.full((len(z), y.shape[1]), -20.0, np.float32)
        for k, model in models.items():
            found[:, k] = model.decision_function(z)
        return found
    return score


def unheard(x, y, source, extra):
    """Logits [n, groups] of each clip by a head that has not heard its source.

    extra: (x, y) of synthesis, in every fit.
    """
    mean, spread = x.mean(0), x.std(0) + 0.05
    x, more = (x - mean) / spread, (extra[0] - mean) / spread
    found = np.zeros(y.shape, np.float32)
    for k in np.unique(source):
        mine = source == k
        found[mine] = fitted(np.r_[x[~mine], more], np.r_[y[~mine], extra[1]])(x[mine])
    return found


def precisions(scores, y, names):
    """Average precision per group, of all clips together."""
    from sklearn.metrics import average_precision_score

    return {n: float(average_precision_score(y[:, k], scores[:, k]))
            for k, n in enumerate(names) if y[:, k].any()}


def intervals_of(ears, y, names, recordings):
    """{ear: (mean, interval)} and {ear: (mean above YAMNet's, interval)}; recordings are drawn."""
    groups = [np.flatnonzero(recordings == r) for r in np.unique(recordings)]

    def means(rows):
        return {e: np.mean(list(precisions(s[rows], y[rows], names).values()))
                for e, s in ears.items()}

    rng = np.random.default_rng(0)
    drawn = [means(np.concatenate([groups[i] for i in rng.integers(len(groups), size=len(groups))]))
             for _ in range(DRAWS)]
    whole = means(np.arange(len(y)))

    def figure(value, values):
        low, high = np.percentile(values, [2.5, 97.5])
        return {"value": round(float(value), 4), "low": round(float(low), 4),
                "high": round(float(high), 4)}

    return ({e: figure(whole[e], [d[e] for d in drawn]) for e in ears},
            {e: figure(whole[e] - whole["YAMNet raw"], [d[e] - d["YAMNet raw"] for d in drawn])
             for e in ears if e != "YAMNet raw"})


def run_sources(arguments):
    """Measures and writes the page."""
    root, cache = arguments.data, Path(arguments.cache)
    members = clips(root)
    names_of_sources = sorted({c.source for c in members})
    source = targets.groups(np.array([names_of_sources.index(c.source) for c in members]),
                            names_of_sources)
    for k, name in enumerate(("fire alarms", "doorbell chimes")):  # of val alone
        source[[c.source == name for c in members]] = 100 + k
    labels, wanted = data.labels(cuts.FAMILY), [k for k in targets.audioset_names()
                                               if k in HOUSEHOLD]
    label = np.array([c.label for c in members])
    truth = (label[:, None] == np.array(wanted)).astype(np.int8)
    _state.update(root=root, nets=teachers.flatbuffers(cache), path=arguments.trunk)
    sound = heard(cache / "sources-teachers.npz", _hear, ("mn04", "yam", "inner"), members)
    more_label, more_inner, more_trunk = synthesised(cache, arguments.trunk)
    more = (more_label[:, None] == [labels.index(w) for w in wanted]).astype(np.int8)
    several = [k for k in range(len(wanted))
               if len(np.unique(source[truth[:, k] == 1])) + bool(more[:, k].any()) > 1]
    truth, more, wanted = truth[:, several], more[:, several], [wanted[k] for k in several]
    columns = [labels.index(w) for w in wanted]
    raw = targets.joint(sound["mn04"], sound["yam"])[:, columns]
    ears = {"YAMNet raw": targets.best(sound["yam"], "yamnet_labels.txt")[:, columns],
            "YAMNet x mn04, raw": raw,
            "mn04 as published, refitted head": unheard(sound["inner"][:, :384], truth, source,
                                                        (more_inner[:, :384], more))}
    if arguments.trunk:
        mark = hashlib.sha256(Path(arguments.trunk).read_bytes()).hexdigest()[:12]
        trunk = heard(cache / f"sources-{mark}.npz", _embed, ("own",), members)["own"]
        ears["trunk, refitted head"] = unheard(trunk, truth, source, (more_trunk, more))
        own = ears["trunk, refitted head"]
        ears["trunk, refitted head, x both raw"] = (own + targets.logit(raw)) / 2
    recordings = np.array([c.recording for c in members])
    mean, above = intervals_of(ears, truth, wanted, recordings)
    report = {"clips": len(members), "sources": len(np.unique(source)), "mean": mean,
              "aboveYamnet": above,
              "groups": {w: {"clips": int(truth[:, k].sum()),
                             "sources": len(np.unique(source[truth[:, k] == 1]))}
                         | {e: round(precisions(s, truth, wanted)[w], 3) for e, s in ears.items()}
                         for k, w in enumerate(wanted)}}
    out = Path(arguments.results)
    (out / "sources.json").write_text(json.dumps(report, indent=1) + "\n")
    (out / "sources.md").write_text(page(report))
    print(page(report))


HOUSEHOLD = ("smoke_alarm", "siren", "doorbell", "knock", "baby_cry", "glass_break", "dog", "cat",
             "phone_ring", "alarm", "car_horn", "gunshot", "cough", "laugh", "clap", "speech",
             "door", "typing", "vacuum")


def page(report):
    """The page, Markdown."""
    ears = list(report["mean"])

    def span(f):
        return f"{f['value']:.3f} ({f['low']:.3f}-{f['high']:.3f})"

    lines = ["# Sources that no head has heard", "",
             "Written by `python -m soribit_training evaluate --sources`. Average precision over "
             f"{report['clips']:,} clips of {report['sources']} groups of sources; each clip is scored by a "
             "head fitted on all other sources and on synthesis. The trunk itself has been fine-tuned on "
             "the sources of `train`: only its head has not heard them. mn04 as published has heard none. "
             "In brackets: 95 % intervals (bootstrap over recordings).", "",
             "| | mean of groups | above YAMNet raw |", "|---|---|---|"]
    lines += [f"| {e} | {span(report['mean'][e])} | "
              f"{span(report['aboveYamnet'][e]) if e in report['aboveYamnet'] else '-'} |"
              for e in ears]
    lines += ["", "| group | clips | sources | " + " | ".join(ears) + " |",
              "|---" * (len(ears) + 3) + "|"]
    lines += [f"| {g} | {r['clips']} | {r['sources']} | "
              + " | ".join(f"{r[e]:.2f}" for e in ears) + " |" for g, r in report["groups"].items()]
    return "\n".join(lines) + "\n"
