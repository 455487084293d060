"""Best-practice rules over the model and the report, each rule with a fault that it must find."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from . import inspector
from .best_practice import IN_MICROSOFTS_LIST, NEED_STATISTICS, RULES, findings
from .best_practice.accepted import ACCEPTED, UNUSED, Accepted
from .best_practice.maintenance import unused_columns, unused_measures
from .best_practice.plants import PLANTS
from .best_practice.rule import Subject
from .conftest import Files
from .model import Model
from .report import Report, fields

OVERVIEW = "*.Report/definition/pages/92ef56988bd4207fc5bb/"
LINE_CHART = OVERVIEW + "visuals/77b95968e4cb5088a809/visual.json"


@pytest.fixture(scope="session")
def subject(model: Model, committed: Files) -> Subject:
    parts = [part for _, part in committed.report.parts()]
    return Subject(model, set().union(*map(fields, parts)))


def test_every_rule_is_there() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert not set(names) & set(NEED_STATISTICS)
    assert len(names) + len(NEED_STATISTICS) == IN_MICROSOFTS_LIST
    assert set(names) == set(PLANTS)
    assert {reason.rule for reason in ACCEPTED} <= set(names)


def test_model_keeps_the_rules(subject: Subject) -> None:
    assert findings(subject) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_planted_fault(subject: Subject, rule: Any) -> None:
    change, name = PLANTS[rule.name]
    assert name not in list(rule.find(subject))
    bim = deepcopy(subject.model.bim)
    change(bim)
    assert name in list(rule.find(Subject(Model(bim), subject.shown)))


def test_a_finding_without_a_reason(subject: Subject) -> None:
    bim = deepcopy(subject.model.bim)
    PLANTS["HIDE_FOREIGN_KEYS"][0](bim)
    assert findings(Subject(Model(bim), subject.shown)) == ["HIDE_FOREIGN_KEYS: Sales[Customer ID]"]


def test_a_reason_without_a_finding(subject: Subject) -> None:
    old = Accepted("HIDE_FOREIGN_KEYS", "Sales[Old key]", "it was so")
    assert findings(subject, (*ACCEPTED, old)) == [
        "HIDE_FOREIGN_KEYS: nothing is like Sales[Old key] any more"
    ]


def test_nothing_is_unused(subject: Subject) -> None:
    found = [
        *unused_columns(subject, hidden_only=False),
        *unused_measures(subject, hidden_only=False),
    ]
    assert sorted(found) == sorted(UNUSED)


def test_unused_is_found(subject: Subject) -> None:
    shown = {field for field in subject.shown if field.name not in {"RFM score", "Repeat rate"}}
    poorer = Subject(subject.model, shown)
    assert "Customers[RFM score]" in list(unused_columns(poorer, hidden_only=False))
    assert "[Repeat rate]" in list(unused_measures(poorer, hidden_only=False))


def test_report_keeps_the_rules(committed: Files) -> None:
    assert inspector.findings(committed.report) == []


def change_part(files: Files, path: str, change: Callable[[Any], object]) -> None:
    for file in files.folder.glob(path):
        part = json.loads(file.read_text("utf-8"))
        change(part)
        file.write_text(json.dumps(part), "utf-8")


def filtered(kind: str) -> Callable[[Any], object]:
    return lambda part: part.update(filterConfig={"filters": [{"name": "F", "type": kind}]})


def copied_visuals(files: Files) -> None:
    (file,) = files.folder.glob(LINE_CHART)
    for place in range(20):
        other = file.parent.parent / f"{place:020}"
        other.mkdir()
        (other / "visual.json").write_text(file.read_text("utf-8"), "utf-8")


def copied_pages(files: Files) -> None:
    (file,) = files.folder.glob(OVERVIEW + "page.json")
    for place in range(10):
        other = file.parent.parent / f"{place:020}"
        other.mkdir()
        (other / "page.json").write_text(file.read_text("utf-8"), "utf-8")


def more_fields(part: Any) -> None:
    roles = part["visual"]["query"]["queryState"]
    roles["Tooltips"]["projections"] *= 7


def every_visual(kind: str) -> Callable[[Files], None]:
    return lambda files: change_part(files, OVERVIEW + "visuals/*/visual.json", filtered(kind))


def in_chart(change: Callable[[Any], object]) -> Callable[[Files], None]:
    return lambda files: change_part(files, LINE_CHART, change)


def in_pages(change: Callable[[Any], object]) -> Callable[[Files], None]:
    return lambda files: change_part(files, "*.Report/definition/pages/*/page.json", change)


def custom_visual(files: Files) -> None:
    change_part(
        files,
        "*.Report/definition/report.json",
        lambda part: part.update(publicCustomVisuals=["WordCloud1"]),
    )


CHART = "Executive overview, lineChart Net revenue by month"
REPORT_PLANTS: dict[str, tuple[Callable[[Files], None], str]] = {
    "REMOVE_UNUSED_CUSTOM_VISUALS": (custom_visual, "WordCloud1"),
    "REDUCE_VISUALS_ON_PAGE": (copied_visuals, "Executive overview"),
    "REDUCE_OBJECTS_WITHIN_VISUALS": (in_chart(more_fields), CHART),
    "REDUCE_TOPN_FILTERS": (every_visual("TopN"), "Executive overview"),
    "REDUCE_ADVANCED_FILTERS": (every_visual("Advanced"), "Executive overview"),
    "REDUCE_PAGES": (copied_pages, "the report"),
    "AVOID_SHOW_ITEMS_WITH_NO_DATA": (
        in_chart(
            lambda part: part["visual"]["query"]["queryState"]["Category"].update(showAll=True)
        ),
        CHART,
    ),
    "HIDE_TOOLTIP_DRILLTROUGH_PAGES": (
        in_pages(lambda part: part.pop("visibility", None)),
        "Customers of a segment",
    ),
    "ENSURE_THEME_COLOURS": (
        in_chart(lambda part: part["visual"]["objects"].update(own=["'#12AB34'"])),
        CHART,
    ),
    "ENSURE_PAGES_DO_NOT_SCROLL_VERTICALLY": (
        in_pages(lambda part: part.update(height=721)),
        "Executive overview",
    ),
    "ENSURE_ALTTEXT": (
        in_chart(lambda part: part["visual"]["visualContainerObjects"].pop("general")),
        CHART,
    ),
}


def test_every_report_rule_has_a_fault() -> None:
    assert {rule.name for rule in inspector.RULES} == set(REPORT_PLANTS)


@pytest.mark.parametrize("rule", inspector.RULES, ids=lambda rule: rule.name)
def test_planted_fault_in_report(committed: Files, copy: Files, rule: Any) -> None:
    plant, name = REPORT_PLANTS[rule.name]
    assert name not in list(rule.find(committed.report))
    plant(copy)
    assert name in list(rule.find(Report(Path(copy.report.folder))))
