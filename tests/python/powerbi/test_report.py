"""The report: Microsoft's validator takes it, its fields exist, and it can be read."""

from __future__ import annotations

import shutil

import pytest

from .checks import (
    id_problems,
    layout_problems,
    reading_problems,
    theme_problems,
    unbound_fields,
)
from .conftest import Files
from .model import Model
from .node_tools import NodeTools

PAGES = "CustomerIntelligence.Report/definition/pages/"
OVERVIEW = PAGES + "92ef56988bd4207fc5bb/"


def test_pages(committed: Files) -> None:
    assert {page.name: page.is_hidden for page in committed.report.pages} == {
        "Executive overview": False,
        "Customer 360 and churn": False,
        "Outlook": False,
        "How well did it predict?": False,
        "Cohort retention": False,
        "Changes": False,
        "Products": False,
        "Market basket": False,
        "Customers of a segment": True,
    }


def test_validates(committed: Files, node_tools: NodeTools) -> None:
    done = node_tools.validate_report(committed.project)
    assert done.returncode == 0, done.stdout
    assert "0 error(s), 0 warning(s)" in done.stdout


def test_every_field_is_bound(committed: Files, model: Model) -> None:
    assert unbound_fields(model, committed.report) == []


def test_well_built(committed: Files) -> None:
    assert id_problems(committed.report) == []
    assert layout_problems(committed.report) == []
    assert reading_problems(committed.report) == []
    assert theme_problems(committed.report) == []


def test_drill_through_from_segment(committed: Files) -> None:
    """The hidden page takes a segment, and two pages show segments to start from."""
    pages = {page.name: page for page in committed.report.pages}
    target = pages["Customers of a segment"].part["pageBinding"]
    assert target["type"] == "Drillthrough"
    (parameter,) = target["parameters"]
    assert parameter["fieldExpr"]["Column"]["Property"] == "Segment"
    for name in ("Executive overview", "Customer 360 and churn"):
        charts = [one for one in pages[name].visuals if one.kind == "clusteredBarChart"]
        assert any("Segments.Segment" in chart.query_refs for chart in charts)


def test_planted_report(copy: Files, node_tools: NodeTools) -> None:
    for visual in copy.report.folder.rglob("visual.json"):
        text = visual.read_text("utf-8")
        visual.write_text(text.replace('"Data": {', '"Fields": {'), "utf-8")
    done = node_tools.validate_report(copy.project)
    assert done.returncode != 0
    assert 'Unknown role "Fields"' in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"Property": "Country"', '"Property": "Land"', "no column Sales[Land]"),
        ('"Entity": "Sales"', '"Entity": "Orders"', "Orders["),
        ('"Property": "Net revenue"', '"Property": "Turnover"', "no measure Sales[Turnover]"),
        ('"Source": "s"', '"Source": "x"', "no column x[Segment]"),
    ],
)
def test_planted_field(copy: Files, model: Model, old: str, new: str, problem: str) -> None:
    for visual in copy.folder.glob(OVERVIEW + "visuals/*/visual.json"):
        visual.write_text(visual.read_text("utf-8").replace(old, new), "utf-8")
    assert any(problem in found for found in unbound_fields(model, copy.report))


def test_planted_ids(copy: Files) -> None:
    pages = copy.folder / PAGES
    shutil.copytree(pages / "92ef56988bd4207fc5bb", pages / "0000000000000000000f")
    copy.plant(PAGES + "d4b8e2213c1de7b59660/page.json", '"boundFilter": "F', '"boundFilter": "X')
    for visual in copy.folder.glob(PAGES + "c74c03a19cb967a14cb3/visuals/*/visual.json"):
        text = visual.read_text("utf-8").replace(
            '"metadata": "Cohorts.Re', '"metadata": "Cohorts.Xe'
        )
        visual.write_text(text, "utf-8")
    found = "\n".join(id_problems(copy.report))
    assert "the page order is not the list of pages" in found
    assert "0000000000000000000f: is named 92ef56988bd4207fc5bb" in found
    assert "Customers of a segment: Xilter" in found
    assert "a format points at Cohorts.Xetention" in found
    assert ": twice" in found


def test_planted_layout(copy: Files) -> None:
    copy.plant(OVERVIEW + "page.json", '"width": 1280', '"width": 1920')
    for visual in copy.folder.glob(OVERVIEW + "visuals/*/visual.json"):
        text = visual.read_text("utf-8")
        visual.write_text(
            text.replace('"x": 960', '"x": 940').replace('"x": 24', '"x": 8'), "utf-8"
        )
    assert set(layout_problems(copy.report)) == {
        "Executive overview: is not 1280 x 720",
        "Executive overview, textbox: stands in the margin",
        "Executive overview, cardVisual: stands in the margin",
        "Executive overview, lineChart: stands in the margin",
        "Executive overview: clusteredBarChart and clusteredBarChart overlap",
    }


def test_planted_reading(copy: Files) -> None:
    for visual in copy.folder.glob(OVERVIEW + "visuals/*/visual.json"):
        text = visual.read_text("utf-8").replace('"tabOrder": 2000', '"tabOrder": 1000')
        text = text.replace('"altText"', '"text"') if '"lineChart"' in text else text
        text = text.replace('"title"', '"subTitle"') if "Chart" in text else text
        visual.write_text(text, "utf-8")
    found = set(reading_problems(copy.report))
    assert found == {
        "Executive overview, lineChart: no alt text",
        "Executive overview, lineChart: no title",
        "Executive overview, clusteredBarChart: no title",
        "Executive overview: two visuals share a place in the tab order",
    }


def test_planted_theme(copy: Files) -> None:
    folder = copy.report.folder / "StaticResources/RegisteredResources"
    copy.plant(
        "*.Report/StaticResources/RegisteredResources/*.json",
        '"name": "CustomerIntelligence.json"',
        '"name": "Blue"',
    )
    assert theme_problems(copy.report) == ["theme CustomerIntelligence.json: calls itself Blue"]
    (folder / "CustomerIntelligence.json").rename(folder / "Blue.json")
    assert "the folder has ['Blue.json']" in theme_problems(copy.report)[0]
