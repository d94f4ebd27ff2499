# SPDX-License-Identifier: Apache-2.0
"""Two models that hear the same sound: how much the second one counts, and what both together have to reach.

The hub joins the scores of a model and its companion by the weighted geometric mean, and their thresholds likewise
(`JointLabels`). Both together are wrong less often than either, so the onset may be lower: it is multiplied by a factor.
Chosen on held-out hours of company and held-out evenings at 10 dB (`company`, part "calibration"; `val` chooses nothing):
the lowest factor at which no share of the companion has a false event of an emergency or urgent label, in all of these hours;
then the largest share that finds nearly as much as the best. Writes results/companion.json and companion.md. About
15 minutes, most of it listening to 8 hours twice.
"""
import json

from soribit_training import company, data, event_report, families, hub, joint, listen, provenance
from soribit_training.margins import KEEP

SHARES = (0.15, 0.2, 0.25, 0.3, 0.4)
FACTORS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7)


def heard(arguments, part, folder):
    """(hours, evenings at 10 dB) of a part, as a bundle hears them in Python."""
    urgencies = {k: s["urgency"] for k, s in hub.sounds().items()}
    truth = company.build(arguments.cache, part, arguments.data, urgencies)
    place, ten = company.at_ten(arguments.cache, part, arguments.data, urgencies)
    return tuple(listen.ear_of(folder, where, t)
                 for where, t in ((company.folder(arguments.cache, part), truth), (place, ten)))


def measured(pairs, about, other, labels, share, factor):
    """Of one share and factor: sounds found, false events in the evenings and in the hours."""
    ears = [joint.ear(one, two, about, other, share, factor) for one, two in pairs]
    found = company.measured(ears[0][0], ears[1][0], ears[0][1], labels)
    return {"share": share, "factor": factor, "found": found["evenings"]["found"],
            "sounds": found["evenings"]["sounds"], "false": found["evenings"]["false"],
            "falseInHours": sum(kind["false"] for kind in found["hours"].values())}


def chosen(rows):
    """The row to take of those of all shares and factors."""
    wrong = {row["factor"] for row in rows if row["false"] or row["falseInHours"]}
    good = sorted({row["factor"] for row in rows} - wrong)
    mine = [row for row in rows if row["factor"] == (good[0] if good else max(FACTORS))]
    best = max(row["found"] for row in mine)
    return max((row for row in mine if row["found"] >= KEEP * best), key=lambda row: row["share"])


def add_arguments(parser):
    parser.add_argument("--first", default="home/float16", help="bundle in models (%(default)s)")
    parser.add_argument("--second", default="home-small/dynamic-range", help="its companion (%(default)s)")


def page(report):
    rows = [[f"{r['share']:.2f}", f"{r['factor']:.2f}", f"{r['found']} of {r['sounds']}", str(r["false"]),
             str(r["falseInHours"])] for r in report["rows"]]
    taken = report["chosen"]
    return f"""# A model and its companion

Written by `python -m soribit_training companion`; `{report["model"]}` with `{report["companion"]}`, held-out hours (part "calibration").
*Share* of the companion in the geometric mean; the joint onset is multiplied by the *factor*. Emergency and urgent labels, evenings at 10 dB
({report["eveningHours"]:.1f} h) and hours of music, television, vacuum cleaning, cats and speech ({report["companyHours"]:.1f} h).
Taken: share {taken["share"]:.2f}, factor {taken["factor"]:.2f}. Alone the model finds {report["alone"]["found"]} of {report["alone"]["sounds"]}, with
{report["alone"]["false"]} false events in the evenings and {report["alone"]["falseInHours"]} in the hours.

{event_report.table(["share", "factor", "found", "false in evenings", "false in hours"], rows)}
"""


def run(arguments):
    """Listens, tries every share and factor, writes what was chosen."""
    sounds = hub.sounds()
    labels = [k for k in sounds if sounds[k]["urgency"] in company.ASKED]
    folders = [data.MODELS / name for name in (arguments.first, arguments.second)]
    about, other = (listen.described(folder) for folder in folders)
    first, second = (heard(arguments, "calibration", folder) for folder in folders)
    pairs = list(zip(first, second))
    rows = [measured(pairs, about, other, labels, share, factor) for factor in FACTORS for share in SHARES]
    report = provenance.mark(about) | {
        "companion": other["id"], "companionSha256": other["sha256"],
        "eveningHours": first[1].hours, "companyHours": first[0].hours,
        "alone": measured(pairs, about, other, labels, 0.0, 1.0), "rows": rows, "chosen": chosen(rows)}
    families.COMPANION.write_text(json.dumps(report, indent=1) + "\n")
    families.COMPANION.with_suffix(".md").write_text(page(report))
    print(page(report))
