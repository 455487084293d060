"""Incremental refresh of the sales, and the field parameter."""

from __future__ import annotations

import re

from .conftest import Files, Load
from .model import Model
from .refresh import refresh_problems
from .report import objects

DEFINITION = "CustomerIntelligence.SemanticModel/definition/"
SALES = DEFINITION + "tables/Sales.tmdl"


def test_sales_are_refreshed_in_parts(model: Model) -> None:
    assert [name for name, table in model.tables.items() if "refreshPolicy" in table] == ["Sales"]
    assert refresh_problems(model) == []


def test_planted_policy(copy: Files, load: Load) -> None:
    copy.plant(DEFINITION + "expressions.tmdl", 'Type="DateTime"', 'Type="Text"')
    copy.plant(SALES, "incrementalPeriods: 120", "incrementalPeriods: 8")
    # the polling expression stands first
    copy.plant(SALES, "Table.RowCount(Range)", "Table.RowCount(Table.Buffer(Range))")
    copy.plant(SALES, "< Date.From(RangeEnd)", "<= Date.From(RangeEnd)")
    copy.plant(SALES, '"quantity", "revenue"', '"revenue", "quantity"')
    assert refresh_problems(load(copy)) == [
        "RangeStart: no parameter of type DateTime",
        "Sales: the policy fetches something else than the partition",
        "Sales, polling: Table.Buffer is done after loading",
        "Sales, polling: does not ask for the range",
        "Sales: what changes in old parts is never fetched",
    ]


def test_field_parameter(model: Model, committed: Files) -> None:
    """It offers measures that exist; charts name one of them, and the slicer begins with one."""
    offered = re.findall(r"NAMEOF \( '(\w+)'\[([^\]]+)\] \)", model.query("Figure"))
    assert offered == [("Sales", "Net revenue"), ("Sales", "Gross revenue"), ("Sales", "Orders")]
    assert all(name in model.measures(table) for table, name in offered)
    charts = 0
    for page in committed.report.pages:
        for part in (part for visual in page.visuals for part in objects(visual.part)):
            for parameter in part.get("fieldParameters", []):
                charts += 1
                assert parameter["parameterExpr"]["Column"]["Property"] == "Figure"
                span = slice(parameter["index"], parameter["index"] + parameter["length"])
                shown = [item["queryRef"] for item in part["projections"][span]]
                assert shown == ["Sales.Net revenue"]
    assert charts == 2
    begins = [
        item["Literal"]["Value"]
        for page in committed.report.pages
        for visual in page.visuals
        if visual.query_refs == {"Figure.Figure"}
        for item in objects(visual.part["visual"]["objects"]["general"])
        if "Literal" in item
    ]
    assert begins == ["'''Sales''[Net revenue]'"]
