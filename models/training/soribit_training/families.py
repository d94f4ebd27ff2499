# SPDX-License-Identifier: Apache-2.0
"""The families of home models: what each hears, where its weights lie, what its integers are
calibrated on.

home        mn04's trunk, fine-tuned on scenes of several sounds
home-small  a plain convolutional network from scratch, for hubs with many rooms
"""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from soribit_training import augment, data, dry, integers, lessons, outputs, prepare, quantise
from soribit_training.features import HOME, TRUNK, FrontEnd

CALIBRATION = 600  # windows
COMPANION = data.TRAINING / "results" / "companion.json"


def companion():
    """What the step `companion` has chosen."""
    return json.loads(COMPANION.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Family:
    """One network; its training's files lie in a folder of the cache that has its name."""

    name: str
    version: str
    front_end: FrontEnd

    def labels(self):
        return data.labels(self.name)

    def folder(self, cache):
        return Path(cache) / self.name

    def minutes(self, cache):
        """How long it was trained."""
        state = json.loads((self.folder(cache) / "state.json").read_text())
        return state["seconds"] / 60 + state.get("finished", {}).get("minutes", 0)

    def fit(self, cache):
        """(scale, offset) of each label's logit, as `calibrate` found them."""
        found = json.loads((self.folder(cache) / "calibration.json").read_text())
        return np.array(found["scale"], np.float32), np.array(found["offset"], np.float32)

    def bundle(self, variant):
        return data.MODELS / self.name / variant

    def exposed(self, content):
        """(The TFLite file as it is packed, `embedding` of its descriptor or None)."""
        return content, None

    def joined(self):
        """What the `decision` of its descriptors says of hearing together with another model."""
        return {}


class Home(Family):
    def joined(self):
        chosen = companion()
        return {"companion": chosen["companion"], "companion_onset": chosen["chosen"]["factor"]}

    def trained(self, cache):
        """Decibels -> logits."""
        from soribit_training import trunk

        student = trunk.student(len(self.labels()))
        student.load_weights(self.folder(cache) / "average.weights.h5")
        return trunk.deployed(student)

    def logits(self, cache, windows):
        return self.trained(cache).predict(windows, 256, verbose=0)

    def classifier(self, cache):
        """Decibels -> calibrated probabilities."""
        from soribit_training import trunk

        return trunk.classifier(self.trained(cache), *self.fit(cache))

    def quantised(self, model, variant, calibration):
        """The TFLite file of a variant."""
        if variant not in quantise.CALIBRATED:
            return quantise.quantise(model, variant)
        made = integers.prepared(model, calibration[:integers.LOOKED_AT])
        return quantise.quantise(made, variant, calibration, narrow=True)

    def exposed(self, content):
        """With what the head looks at as a second output: own sounds are learnt on it."""
        content, embedding = outputs.exposed(content)
        return content, outputs.described(self, embedding)

    def held_out(self, arguments):
        """(windows, truth) of scenes and dry cuts of recordings that training has not heard."""
        paths = Path(arguments.cache) / "held-out2.npz", dry.make(arguments.cache, "cuts-held-out")
        shards = [np.load(path) for path in paths]
        db, target = (np.concatenate([s[part] for s in shards]) for part in ("db", "target"))
        return self.clipped(db), (target >= 0.5).astype(np.float32)

    def representative(self, cache, count=CALIBRATION):
        """Scenes of `train` as the network saw them, silence among them."""
        first = sorted(Path(cache).glob("scenes2-*.npz"))[0]
        with np.load(first) as shard:
            parts = [shard[part][:count] for part in lessons.PARTS]
        x = lessons.batch(np.random.default_rng(5), *parts)[0]
        x[:4] = lessons.FLOOR_DB
        return x

    def clipped(self, db):
        return lessons.clipped(db)


class HomeSmall(Family):
    def joined(self):
        share = companion()["chosen"]["share"]
        return {"weight": round(share / (1 - share), 2)}  # beside one of 1

    def trained(self, cache):
        """Decibels -> (logits, teacher's embedding)."""
        from soribit_training import network

        model = network.student(network.home_small(), len(self.labels()))
        model.load_weights(self.folder(cache) / "last.weights.h5")
        return model

    def logits(self, cache, windows):
        return self.trained(cache).predict(windows, 256, verbose=0)[0]

    def classifier(self, cache):
        """Decibels -> calibrated probabilities."""
        from soribit_training import network

        model, (scale, offset) = self.trained(cache), self.fit(cache)
        kernel, bias = model.get_layer("logits").get_weights()
        model.get_layer("logits").set_weights([kernel * scale, bias * scale + offset])
        return network.classifier(model)

    def quantised(self, model, variant, calibration):
        """The TFLite file of a variant."""
        return quantise.quantise(model, variant, calibration)

    def held_out(self, arguments):
        """(windows, truth) of scenes of recordings that training has not heard."""
        db, _, info = prepare.held_out_scenes(arguments)
        return self.clipped(db), prepare.multi_hot(info, len(self.labels()))

    def representative(self, cache, count=CALIBRATION):
        """Scenes of `train` as the network saw them, silence among them."""
        rng = np.random.default_rng(5)
        db, _, _ = prepare.load(cache, ("db",))
        x = augment.batch(rng, db[np.sort(rng.choice(len(db), count, replace=False))])
        x[:4] = augment.FLOOR_DB
        return x

    def clipped(self, db):
        return np.maximum(db.astype(np.float32), augment.FLOOR_DB)[..., None]


FAMILIES = {f.name: f for f in (Home("home", "1.0.0", TRUNK), HomeSmall("home-small", "0.3.0", HOME))}


def add_argument(parser):
    parser.add_argument("--family", choices=FAMILIES, default="home", help="(%(default)s)")
