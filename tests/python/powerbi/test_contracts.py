"""Every column of the model exists in the contract of its view, with a matching type."""

from __future__ import annotations

from .conftest import Files, Load
from .contracts import contract_problems, read_contracts
from .model import Model

TABLES = "CustomerIntelligence.SemanticModel/definition/tables/"


def test_model_keeps_to_the_contracts(model: Model) -> None:
    assert contract_problems(model, read_contracts()) == []


def test_planted_columns(copy: Files, load: Load) -> None:
    copy.plant(TABLES + "Sales.tmdl", "sourceColumn: quantity", "sourceColumn: amount")
    revenue = "column Revenue\n\t\tdataType: "
    copy.plant(TABLES + "Sales.tmdl", f"{revenue}decimal", f"{revenue}double")
    copy.plant(TABLES + "Segments.tmdl", "vw_rfm_segments", "vw_segments")
    assert contract_problems(load(copy), read_contracts()) == [
        "Sales[Quantity]: vw_fact_sales has no column amount",
        "Sales[Revenue] is double, vw_fact_sales.revenue is decimal",
        "Sales: fetched and declared columns differ: amount, quantity",
        "Segments: no view vw_segments",
    ]


def test_a_contract_that_changes_is_noticed(model: Model) -> None:
    contracts = read_contracts()
    contracts["vw_dim_date"]["year_number"] = "string"
    del contracts["vw_cross_sell"]["rank"]
    assert contract_problems(model, contracts) == [
        "Dates[Year] is int64, vw_dim_date.year_number is string",
        "Cross-sell[Rank]: vw_cross_sell has no column rank",
    ]
