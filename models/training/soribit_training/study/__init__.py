# SPDX-License-Identifier: Apache-2.0
"""The quantisation study: ResNet-50 in six forms, in Python and inside the hub; why integers
collapsed in the published table; and how they are repaired, for ResNet-50 and the home model.

study --checkpoint DIR   first makes models/resnet50/float16 from a training run (its
                         last.weights.h5 and state.json), then measures all
study                    measures all from what is committed, without training
  (--from-committed)
study --rebuild DIR      no more than the other forms of the committed float16 file, in DIR
study --page             no more than the page and plots, from results/study.json

Written are models/training/results/study.json, its plots (*.svg) and models/README.md. On 2 cores:
rebuild 3 minutes; the forms in Python 15, inside the hub 10, the collapse 40 for ResNet-50 and 5
for the home model; from the cache (scores and files by their sha256) 5 for all.
"""
import json
from pathlib import Path

from soribit_training import data, features

RESNET50 = data.MODELS / "resnet50" / "float16"
HOME = data.MODELS / "home"
RESULTS = data.TRAINING / "results"
FRONT_ENDS = {"resnet50": features.HOME, "home": features.TRUNK}


def add_arguments(parser):
    parser.add_argument("--checkpoint", metavar="DIR", help="a training run of ResNet-50")
    parser.add_argument("--rebuild", metavar="DIR", help="only make the other forms, in DIR")
    parser.add_argument("--from-committed", action="store_true",
                        help="measure what is committed (what `study` does without --checkpoint)")
    parser.add_argument("--page", action="store_true", help="only write the page and the plots")
    parser.add_argument("--family", action="append", choices=FRONT_ENDS,
                        help="only this one; the other's figures stay as they are")
    parser.add_argument("--no-hub", action="store_true",
                        help="leave the figures inside the hub as they are")
    parser.add_argument("--model", type=Path, default=RESNET50, metavar="DIR",
                        help="where the float16 file of ResNet-50 is kept (%(default)s)")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="DIR",
                        help="where results go (%(default)s); elsewhere, the page goes there too")


def run(arguments):
    """Makes, measures and writes, as the arguments say."""
    from soribit_training.study import figures, page

    if arguments.rebuild:
        return rebuild(arguments)
    path = arguments.results / "study.json"
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"families": {}}
    if not arguments.page:
        measured(arguments, results)
        arguments.results.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    figures.write(results, arguments.results)
    where = data.MODELS if arguments.results == RESULTS else arguments.results
    (where / "README.md").write_text(page.text(results), encoding="utf-8")
    return None


def rebuild(arguments):
    """Every form of the committed float16 file, each in a folder of its own."""
    from soribit_training.study import measure, trials

    content = (arguments.model / "model.tflite").read_bytes()
    measure.rebuild(content, arguments.rebuild, trials.Windows(arguments.data))


def measured(arguments, results):
    """Fills in the results: of each family its own, and what holds for all."""
    from soribit_training.study import frames, measure, trials

    cache = Path(arguments.cache) / "study"
    results.update(machine=measure.machine())
    for family in arguments.family or FRONT_ENDS:
        spec = FRONT_ENDS[family]
        windows = trials.Windows(arguments.data, spec)
        judged = frames.validation(arguments.data, cache, spec)
        results["data"] = frames.about(arguments.data, judged)
        before = results["families"].get(family, {})
        work = Work(arguments, cache, windows, judged, before)
        results["families"][family] = work.resnet50() if family == "resnet50" else work.home()


class Work:
    """The measurements of one family; `before` holds what need not be measured anew."""

    def __init__(self, arguments, cache, windows, judged, before):
        self.arguments, self.cache, self.windows = arguments, cache, windows
        self.judged, self.before = judged, before

    def resnet50(self):
        """ResNet-50: from a checkpoint, or from the committed file and what is known of it."""
        from soribit_training.quantise import quantise
        from soribit_training.study import bundle, checkpoint, measure

        folder, training = self.arguments.model, self.before.get("training")
        made_from = self.arguments.checkpoint
        if made_from:
            training = checkpoint.training(made_from)
            bundle.write(folder, "float16", quantise(checkpoint.classifier(made_from), "float16"),
                         training)
        forms = self.cache / "resnet50"
        content = (folder / "model.tflite").read_bytes()
        contents = measure.rebuild(content, forms, self.windows)
        found = self._measured(contents, {form: forms / form for form in contents},
                               forms / measure.HDF5 / "model.h5")
        if made_from:
            found["statistics"] = [
                measure.tried(trial, made, self._judge(folder))
                for trial, made in checkpoint.statistics(made_from, self.windows.real)]
        elif "statistics" in self.before:
            found["statistics"] = self.before["statistics"]
        return {"training": training, **found}

    def home(self):
        """The home model: the five committed variants."""
        from soribit_training.quantise import VARIANTS

        folders = {form: HOME / form for form in VARIANTS}
        return self._measured({form: (folder / "model.tflite").read_bytes()
                               for form, folder in folders.items()}, folders)

    def _known(self, table):
        """What the hub scored of files that are still the same."""
        forms = self.before.get("forms", {})
        return {form: entry for form, entry in self.before.get("hub", {}).items()
                if forms.get(form, {}).get("sha256") == table.get(form, {}).get("sha256")}

    def _judge(self, folder):
        from soribit_training.study import bundle, scores

        return scores.Judge(self.cache, self.judged.of(bundle.read(folder)["labels"]))

    def _measured(self, contents, folders, h5=None):
        from soribit_training.study import bundle, measure

        judge = self._judge(folders["float16"])
        source = "float16" if h5 else "float32"
        converter = measure.Converter(contents[source], self.windows, self.cache)
        table = measure.forms(contents, judge, h5)
        found = {"source": {"form": source, "sha256": table[source]["sha256"]}, "forms": table,
                 "trials": measure.collapse(converter, judge),
                 "outputs": measure.outputs(converter, judge),
                 "calibration": measure.repair(converter, judge)}
        found["explained"] = measure.explained(found["trials"], table)
        if self.arguments.no_hub:
            found["hub"] = self.before.get("hub", {})
        else:
            found["hub"] = measure.in_hub(list(folders.values()), judge, self.arguments.data,
                                          bundle.read(folders["float16"])["labels"], bool(h5),
                                          self._known(table))
        return found
