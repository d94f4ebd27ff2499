# SPDX-License-Identifier: Apache-2.0
"""What is learnt of each label: what a head says, the teachers' raw scores, or both.

    raw    the geometric mean of both teachers' AudioSet scores, through one logistic for all labels
    head   a head on both teachers' embeddings, cross-fitted: it has not heard the recording
    both   the mean of their logits

Decided per label by average precision on sources that the head has not heard; where a label has
recordings of one source alone, or none, that would flatter the head, so it is `both` unless the raw
score fails. Writes results/targets.json and .md, and what the choice says of each cut: <name>-soft.npy.
About 5 minutes on 2 free cores.
"""
import json
from pathlib import Path

import numpy as np

from soribit_training import cuts, data, hub

HARD = 0.6  # share of the label in the target; the rest is the teachers'
DOUBT = 0.35  # from here on, what the teachers say beside the label is left open
RAW_FAILS = 0.15  # average precision below which raw scores are not used
ALONE = ("smoke_alarm", "vacuum")  # recordings teach these by their labels: of machines and horns the
# teachers say them, too
GROUPS = (("ESC-50", "ESC-50 (8-bit copy)"), ("UrbanSound8K",), ("Kitchen20",),
          ("EmoDB", "MycroftAI/Precise-Community-Data", "Donate-a-Cry"),
          ("Fris0uman/CDDA-Soundpacks", "debian:minetest-data", "mt-mods/homedecor_modpack"))
HARD_NEGATIVE = {  # label of a cut: {label that it is mistaken for: weight}
    "vacuum": {"baby_cry": 3}, "cat": {"baby_cry": 3},
    **{k: {"smoke_alarm": 3, "co_alarm": 3} for k in (
        "appliance_beep", "alarm", "phone_ring", "notification_tone", "battery_chirp", "doorbell")},
    **{k: {"smoke_alarm": 3} for k in ("car_horn", "washing_machine", "engine", "drilling", "siren")},
    **{k: dict.fromkeys(("smoke_alarm", "co_alarm", "siren", "baby_cry", "glass_break", "gunshot",
                         "doorbell", "knock"), 1.5) for k in ("music", "speech")}}
EPOCHS, BATCH, WIDTH = 6, 256, 512


def audioset_names():
    """Our label -> the AudioSet names that mean it."""
    return {label: sound["audioset"] for label, sound in hub.sounds().items() if sound["audioset"]}


MODELS = data.SHARED / "models"


def best(scores, names, models=MODELS):
    """One teacher's highest score of each label's names, [n, labels]; nan: it knows none."""
    known, labels = (models / names).read_text().splitlines(), data.labels(cuts.FAMILY)
    found = np.full((len(scores), len(labels)), np.nan, np.float32)
    for label, wanted in audioset_names().items():
        columns = [known.index(n) for n in wanted if n in known]
        if label in labels and columns:
            found[:, labels.index(label)] = scores[:, columns].astype(np.float32).max(1)
    return found


def joint(mn04, yam, models=MODELS):
    """The geometric mean of both teachers' scores of each label, [n, labels]; nan: no name."""
    return np.sqrt(best(mn04, "mn04_as_labels.txt", models) * best(yam, "yamnet_labels.txt", models))


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def one_logistic(raw, label):
    """(slope, offset) that make raw scores of all labels alike a probability."""
    from sklearn.linear_model import LogisticRegression

    named = np.flatnonzero(~np.isnan(raw[0]))
    x = logit(raw[:, named])
    y = label[:, None] == named
    keep = np.random.default_rng(0).uniform(size=x.shape) < np.where(y, 1, 0.2)
    fit = LogisticRegression().fit(x[keep][:, None], y[keep], np.where(y[keep], 1, 5))
    return float(fit.coef_[0, 0]), float(fit.intercept_[0])


def head(x, y):
    """A head fitted on standardised embeddings: a function [m, 2432] -> probabilities."""
    import tensorflow as tf

    layers = tf.keras.layers
    tf.keras.utils.set_random_seed(1)
    net = tf.keras.Sequential([
        tf.keras.Input((x.shape[1],)), layers.Dropout(0.3), layers.Dense(WIDTH, "relu"),
        layers.Dropout(0.5), layers.Dense(y.shape[1])])
    net.compile(tf.keras.optimizers.AdamW(1e-3, weight_decay=1e-3),
                lambda t, z: tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(t, z), 1))
    rate = tf.keras.callbacks.LearningRateScheduler(lambda e: 1e-3 * 0.55 ** e)
    net.fit(x, y, BATCH, EPOCHS, verbose=0, callbacks=[rate])
    return lambda z: tf.sigmoid(net.predict(z, 1024, verbose=0)).numpy()


def groups(source, names):
    """The group of sources of each cut: a number of GROUPS, or the one after for all others."""
    index = [next((k for k, g in enumerate(GROUPS) if n in g), len(GROUPS)) for n in names]
    return np.array(index)[source]


def unheard(x, y, part, asked):
    """Probabilities of the cuts `asked` from heads that have not heard their part, [n, labels]."""
    found = np.zeros(y.shape, np.float32)
    for k in np.unique(part):
        mine = np.flatnonzero((part == k) & asked)
        if len(mine):
            others = np.flatnonzero((part != k) | ~asked)
            found[mine] = head(x[others], y[others])(x[mine])
    return found


def decide(label, group, made, raw, apart, names):
    """{label: {"choice", "raw", "head", "both", "sources", "by"}} from recordings alone.

    Average precision per source, each against every other recording, then the mean over sources.
    `apart` are two tables of the head: of unheard sources and of unheard recordings.
    """
    from sklearn.metrics import average_precision_score as precision

    table, recorded = {}, np.flatnonzero(~made)
    for i, name in enumerate(names):
        positive = recorded[label[recorded] == i]
        sources = [k for k in np.unique(group[positive]) if (group[positive] == k).sum() >= 8]
        row = {"sources": len(sources), "raw": None, "head": None, "both": None}
        table[name] = row
        if not sources:
            named = not np.isnan(raw[0, i])
            row.update(choice="both" if named else "head", by="synthesis alone")
            continue
        several = len(sources) > 1
        row["by"] = "unheard sources" if several else "unheard recordings of one source"
        table_of_head = apart[0] if several else apart[1]
        negative = recorded[label[recorded] != i]
        forms = {"head": logit(table_of_head[:, i])}
        if not np.isnan(raw[0, i]):
            forms["raw"] = logit(raw[:, i])
            forms["both"] = (forms["head"] + forms["raw"]) / 2
        for form, score in forms.items():
            each = []
            for k in sources if several else [None]:
                mine = positive if k is None else positive[group[positive] == k]
                rows = np.concatenate([mine, negative])
                each.append(precision(label[rows] == i, score[rows]))
            row[form] = round(float(np.mean(each)), 3)
        if row["raw"] is None or row["raw"] < RAW_FAILS:
            row["choice"] = "head"
        elif several:
            row["choice"] = max(forms, key=lambda form: row[form])
        else:
            row["choice"] = "both"
    return table


def chosen(table, raw, heads):
    """[n, labels] soft part of the targets after the table."""
    soft = heads.copy()
    for i, row in enumerate(table.values()):
        if row["choice"] == "raw":
            soft[:, i] = raw[:, i]
        elif row["choice"] == "both":
            soft[:, i] = sigmoid((logit(heads[:, i]) + logit(raw[:, i])) / 2)
    return soft


def of_cuts(cache, name):
    """(target, weight) float32 [n, labels] of each cut as a scene's only sound."""
    table = np.load(Path(cache) / f"{name}.npz")
    soft = np.load(Path(cache) / f"{name}-soft.npy").astype(np.float32)
    return lesson(soft, table["label"], table["whole"], table["made"], table["ignore"])


def lesson(soft, label, whole, made, ignore):
    """Hard and soft part together: what was made has its label alone, what has none the soft part."""
    names, rows = data.labels(cuts.FAMILY), np.arange(len(label))
    soft = soft.copy()
    alone = [names.index(name) for name in ALONE]
    labelled = np.flatnonzero(label >= 0)
    soft[np.ix_(labelled, alone)] = label[labelled, None] == alone
    own = np.zeros(soft.shape, np.float32)
    own[rows[label >= 0], label[label >= 0]] = 1
    target = np.where(made[:, None], own, HARD * own + (1 - HARD) * soft)
    target[label < 0] = soft[label < 0]
    weight = np.ones(soft.shape, np.float32)
    for mine, others in HARD_NEGATIVE.items():
        for other, factor in others.items():
            weight[label == names.index(mine), names.index(other)] = factor
    recorded = ~made & (label >= 0)
    weight[(soft > DOUBT) & (own == 0) & recorded[:, None]] = 0
    weight[rows[ignore >= 0], ignore[ignore >= 0]] = 0
    weight[rows[~whole & (label >= 0)], label[~whole & (label >= 0)]] = 0
    return target, weight


def add_arguments(parser):
    parser.add_argument("--out", default=str(data.TRAINING / "results"), help="for the table")


def run(arguments):
    """Fits, decides, writes the table and the soft part of every cut."""
    cache, out = Path(arguments.cache), Path(arguments.out)
    own, dev = (np.load(cache / f"{name}.npz") for name in ("cuts", "cuts-held-out"))
    names = data.labels(cuts.FAMILY)
    mean, spread = own["inner"].mean(0, dtype=np.float32), own["inner"].std(0, dtype=np.float32) + 0.1
    x, x_dev = ((((t["inner"] - mean) / spread).astype(np.float16)) for t in (own, dev))
    label, made = own["label"], own["made"]
    y = (label[:, None] == np.arange(len(names))).astype(np.float32)
    sources = json.loads((cache / "cuts-sources.json").read_text())
    group = groups(own["source"], sources)
    group[made] = -1
    recorded = ~made & np.array([s != "soundfont" for s in sources])[own["source"]]
    raw = joint(own["mn04"], own["yam"])
    slope, offset = one_logistic(raw[recorded & (label >= 0)], label[recorded & (label >= 0)])
    by_recording = unheard(x, y, own["fold"], np.ones(len(y), bool))
    by_source = unheard(x, y, group, recorded)
    table = decide(label, group, ~recorded, raw, (by_source, by_recording), names)
    calibrated = sigmoid(slope * logit(raw) + offset)
    np.save(cache / "cuts-soft.npy", chosen(table, calibrated, by_recording).astype(np.float16))
    raw_dev = sigmoid(slope * logit(joint(dev["mn04"], dev["yam"])) + offset)
    soft_dev = chosen(table, raw_dev, head(x, y)(x_dev))
    np.save(cache / "cuts-held-out-soft.npy", soft_dev.astype(np.float16))
    report(out, table, slope, offset, int(recorded.sum()))


def report(out, table, slope, offset, count):
    """results/targets.json and targets.md."""
    (out / "targets.json").write_text(json.dumps(
        {"logistic": {"slope": round(slope, 4), "offset": round(offset, 4)}, "cuts": count,
         "labels": table}, indent=1) + "\n")
    lines = ["# What is learnt of each label", "",
             "`python -m soribit_training targets`: average precision over "
             f"{count:,} recorded cuts of 2 s, each source against all other recordings. *Head*: on the "
             "embeddings of YAMNet and mn04, which has not heard the source (or, where there is one source "
             "alone, the recording). *Raw*: the geometric mean of both teachers' AudioSet scores.", "",
             "| label | sources | head | raw | both | learnt |", "|---|---|---|---|---|---|"]

    def figure(v):
        return "-" if v is None else f"{v:.2f}"

    lines += [f"| {name} | {r['sources']} | {figure(r['head'])} | {figure(r['raw'])} | "
              f"{figure(r['both'])} | {r['choice']} |" for name, r in table.items()]
    (out / "targets.md").write_text("\n".join(lines) + "\n")
