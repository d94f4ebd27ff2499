# SPDX-License-Identifier: Apache-2.0
"""Pages say what their figures say, of which descriptor they are, and what is not shown for what ships."""
import json
from copy import deepcopy
from types import SimpleNamespace

import pytest

from soribit_training import company, data, decisions, event_report, families, hub, joint, listen, package, provenance

RESULTS = data.TRAINING / "results"
SHIPPED = provenance.shipped("home-float32")


def read(name):
    return json.loads((RESULTS / name).read_text(encoding="utf-8"))


def page(name):
    return (RESULTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("variant", package.VARIANTS)
def test_each_home_model_decides_as_the_decisions_say(variant):
    home = families.FAMILIES["home"]
    about = json.loads((home.bundle(variant) / "model.json").read_text(encoding="utf-8"))
    said = package.limits(home, None)
    assert {key: about[key] for key in said} == said


def test_the_pages_are_written_from_the_committed_figures():
    urgencies = {k: s["urgency"] for k, s in hub.sounds().items()}
    assert page("decision.md") == decisions.page(read("decision.json"), urgencies)
    assert page("hours.md") == company.page(read("hours.json"))
    assert page("events-home-small.md") == event_report.section(read("events-home-small.json"))


def test_the_page_of_decisions_tells_the_onsets_that_ship():
    for label, row in SHIPPED["thresholds"]["labels"].items():
        [line] = [x for x in page("decision.md").splitlines() if x.count("|") == 10 and x.startswith(f"| {label} |")]
        assert line.split(" | ")[1].rstrip("*") == f"{row['onset']:.3f}"


def test_the_events_are_those_of_the_small_networks_float32():
    measured = read("study.json")["families"]["home-small"]["forms"]["float32"]
    assert read("events-home-small.json")["sha256"] == measured["sha256"]


def changed(change):
    about = deepcopy(SHIPPED)
    change(about)
    return provenance.mark(about)


def test_the_digest_tells_every_decision_from_another():
    again = {key: SHIPPED[key] for key in reversed(SHIPPED)}
    assert provenance.digest(again) == provenance.digest(SHIPPED)
    marks = [changed(c)["decisions"] for c in (
        lambda a: None,
        lambda a: a["thresholds"]["labels"]["doorbell"].update(onset=0.975),
        lambda a: a["confusions"].pop(),
        lambda a: a["decision"].update(smoothing_ms=480))]
    assert len(set(marks)) == 4
    assert changed(lambda a: a["card"].clear())["decisions"] == marks[0]


def test_figures_are_of_what_ships_only_with_its_network_and_decisions():
    assert provenance.doubts(provenance.mark(SHIPPED)) == []
    assert len(provenance.doubts(changed(lambda a: a.update(sha256="0")))) == 1
    assert len(provenance.doubts(changed(lambda a: a["confusions"].pop()))) == 1
    unsaid = provenance.mark(SHIPPED)
    del unsaid["decisions"]
    assert len(provenance.doubts(unsaid)) == 1
    assert provenance.doubts({"model": "nobody"}) == ["no bundle is `nobody`"]


@pytest.mark.parametrize("doorbell, shipped", [(None, True), (0.5, False)])
def test_hours_say_whether_they_are_of_what_ships(tmp_path, monkeypatch, doorbell, shipped):
    about = deepcopy(SHIPPED)
    if doorbell:
        about["thresholds"]["labels"]["doorbell"]["onset"] = doorbell
    old = tmp_path / "before.json"
    old.write_text(json.dumps(SHIPPED))
    figures = read("hours.json")["now"]
    monkeypatch.setattr(company, "build", lambda *_: {})
    monkeypatch.setattr(company, "at_ten", lambda *_: (tmp_path, {}))
    monkeypatch.setattr(company, "measured", lambda *_: figures)
    monkeypatch.setattr(listen, "described", lambda _: about)
    monkeypatch.setattr(listen, "ear_of", lambda *_: None)
    monkeypatch.setattr(joint, "heard", lambda ear, about, *_: (ear, about))
    company.run_hours(SimpleNamespace(cache=tmp_path, part="evaluation", data=None, python="a folder",
                                      before=str(old), results=tmp_path))
    report = json.loads((tmp_path / "hours.json").read_text())
    assert report["decisions"] == provenance.digest(about)
    assert report["before"]["decisions"] == provenance.digest(SHIPPED)
    text = (tmp_path / "hours.md").read_text()
    assert ("the decisions that ship" in text) == shipped and ("Not shown" in text) != shipped


def test_the_document_claims_the_evenings_only_for_what_ships():
    text = (data.TRAINING / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| evenings: ")]
    assert rows
    if provenance.doubts(read("hours.json")):
        for row in rows:
            assert "reached" not in row.replace("not shown", "")
            assert "not shown" in row
