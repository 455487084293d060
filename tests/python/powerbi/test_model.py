"""The semantic model: Microsoft's object model takes it, and it is built as it should be."""

from __future__ import annotations

import re

import pytest

from .checks import measure_problems, relationship_problems, table_problems
from .conftest import Files, Load
from .dax import dax_problems
from .model import Model, text
from .node_tools import NodeTools
from .object_model import LoadError

TABLES = "CustomerIntelligence.SemanticModel/definition/tables/"
RELATIONSHIPS = "CustomerIntelligence.SemanticModel/definition/relationships.tmdl"


def test_star(model: Model) -> None:
    assert set(model.tables) == {
        "Sales",
        "Customers",
        "Products",
        "Dates",
        "Segments",
        "Cohorts",
        "Rules",
        "Cross-sell",
        "Outlook",
        "Backtest",
        "Calibration",
        "Outcomes",
        "Revenue change",
        "Segment moves",
        "First purchases",
        "Figure",
        "Region access",
    }
    assert {(one["fromTable"], one["toTable"]) for one in model.relationships} == {
        ("Sales", "Customers"),
        ("Sales", "Products"),
        ("Sales", "Dates"),
        ("Customers", "Segments"),
        ("Cross-sell", "Products"),
        ("Outlook", "Customers"),
        ("Backtest", "Dates"),
        ("Calibration", "Dates"),
        ("Outcomes", "Segments"),
    }


def test_settings(model: Model) -> None:
    assert model.bim["discourageImplicitMeasures"] is True
    parameters = {
        item["name"]
        for item in model.bim["expressions"]
        if "IsParameterQuery=true" in text(item["expression"])
    }
    assert parameters == {
        "SourceKind",
        "SqlServer",
        "SqlDatabase",
        "HttpPath",
        "RangeStart",
        "RangeEnd",
    }
    assert model.tables["Dates"]["dataCategory"] == "Time"
    assert model.columns("Dates")["Date"]["isKey"] is True
    assert model.tables["Region access"]["isHidden"] is True


# the kind of warehouse → the function that reads it, and how many steps lead to a view: SQL Server's function
# lists the views of a database, the others begin with databases
SOURCES = {
    "SQL Server": ("Sql.Database", 1),
    "Databricks": ("Databricks.Catalogs", 3),
    "ODBC": ("Odbc.DataSource", 3),
}


def test_every_table_is_read_from_every_kind_of_warehouse(model: Model) -> None:
    expressions = {item["name"]: text(item["expression"]) for item in model.bim["expressions"]}
    (offered,) = re.findall(r"List=\{([^}]*)\}", expressions["SourceKind"])
    assert offered == ", ".join(f'"{kind}"' for kind in SOURCES)
    branches = re.findall(
        r'if SourceKind = "([^"]+)" then\s+(\S+?)\(([^\n]*)', expressions["ReportingView"]
    )
    assert {kind: (function, rest.count("[Data]")) for kind, function, rest in branches} == SOURCES
    # whatever else a table did to find its rows would hold for one kind alone
    for table in model.fetched_tables:
        query = model.query(table)
        assert query.count("ReportingView(") == 1, table
        assert not re.search(r"\b(?:Sql|Odbc|Databricks)\.", query), table


def test_well_built(model: Model) -> None:
    assert relationship_problems(model) == []
    assert measure_problems(model) == []
    assert table_problems(model) == []


def test_dax_names(model: Model) -> None:
    assert dax_problems(model) == []


def test_m_syntax(model: Model, node_tools: NodeTools) -> None:
    assert node_tools.m_problems(model.m_expressions()) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (RELATIONSHIPS, "Customers.'Customer ID'", "Customers.'Customer No'", "cannot be found"),
        (
            TABLES + "Dates.tmdl",
            "sortByColumn: 'Month number'",
            "sortByColumn: Monat",
            "cannot be found",
        ),
        (TABLES + "Sales.tmdl", "summarizeBy: none", "summarise: none", "summarise"),
        (TABLES + "Sales.tmdl", "dataType: decimal", "dataType: money", "money"),
    ],
)
def test_object_model_refuses(
    copy: Files, load: Load, path: str, old: str, new: str, message: str
) -> None:
    copy.plant(path, old, new)
    with pytest.raises(LoadError, match=message):
        load(copy)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("SUM ( Sales[Revenue] )", "SUM ( Sales[Turnover] )", "no column Sales[Turnover]"),
        ("SUM ( Sales[Revenue] )", "SUM ( Orders[Revenue] )", "no table Orders"),
        ("SUM ( Sales[Revenue] )", "SOME ( Sales[Revenue] )", "unknown function SOME"),
        ("SUM ( Sales[Revenue] )", "SUM ( Sales[Revenue] ", "brackets do not match"),
        ("[Gross revenue], [Orders]", "[Gross revenue], [Baskets]", "no measure [Baskets]"),
    ],
)
def test_planted_dax(copy: Files, load: Load, old: str, new: str, problem: str) -> None:
    copy.plant(TABLES + "Sales.tmdl", old, new)
    assert any(problem in found for found in dax_problems(load(copy)))


def test_planted_m(copy: Files, load: Load, node_tools: NodeTools) -> None:
    copy.plant(TABLES + "Dates.tmdl", 'vw_dim_date"),', 'vw_dim_date")')
    (problem,) = node_tools.m_problems(load(copy).m_expressions())
    assert problem.startswith("table Dates: ")


def test_planted_relationship(copy: Files, load: Load) -> None:
    copy.plant(RELATIONSHIPS, "toColumn: Dates.Date", "toColumn: Dates.Month")
    copy.plant(
        RELATIONSHIPS,
        "\ttoColumn: Prod",
        "\tcrossFilteringBehavior: bothDirections\n\ttoColumn: Prod",
    )
    copy.plant(RELATIONSHIPS, "Customers.'Segment key'", "Customers.Region")
    assert relationship_problems(load(copy)) == [
        "Sales to Products: filters both ways",
        "Sales to Dates: joins dateTime to string",
        "Sales to Dates: Month is not the key of Dates",
        "Customers to Segments: its key Region is not hidden",
    ]


def test_planted_table(copy: Files, load: Load) -> None:
    copy.plant(TABLES + "Sales.tmdl", "\t\tformatString: #,0\n", "")
    copy.plant(TABLES + "Rules.tmdl", "\t/// Rules that pass the filters.\n", "")
    copy.plant(TABLES + "Rules.tmdl", "measure 'Rules mined'", "measure Lift")
    copy.plant(TABLES + "Products.tmdl", "mode: import", "mode: directQuery")
    copy.plant(TABLES + "Products.tmdl", "\t/// Name of the article.\n", "")
    copy.plant(TABLES + "Dates.tmdl", "summarizeBy: none", "summarizeBy: sum")
    model = load(copy)
    assert measure_problems(model) == [
        "measure Net revenue: no formatString",
        "measure Rules shown: no description",
        "Rules[Lift] is a measure and a column",
    ]
    assert table_problems(model) == [
        "table Products: not one imported partition",
        "column Products[Product]: no description",
        "column Dates[Date]: adds itself up",
    ]
