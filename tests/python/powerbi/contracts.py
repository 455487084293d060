"""The model against the other side: the dbt contracts of the reporting views."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from .model import Model

REPORTING = Path(__file__).resolve().parents[3] / "models" / "reporting"

# the contract's type, without its length, to the type of the column in Power BI
TYPES = {
    "nvarchar": "string",
    "varchar": "string",
    "int": "int64",
    "bigint": "int64",
    "decimal": "decimal",
    "double precision": "double",
    "date": "dateTime",
    "datetime": "dateTime",
}

Contracts = dict[str, dict[str, str]]


def read_contracts(folder: Path = REPORTING) -> Contracts:
    """View to column to the type that Power BI should have."""
    contracts: Contracts = {}
    for path in sorted(folder.glob("vw_*.yml")):
        for view in yaml.safe_load(path.read_text("utf-8"))["models"]:
            contracts[view["name"]] = {
                column["name"]: TYPES[re.sub(r"\(.*\)", "", column["data_type"])]
                for column in view["columns"]
            }
    return contracts


def contract_problems(model: Model, contracts: Contracts) -> list[str]:
    """Every table reads a reporting view, and asks only for columns that its contract has."""
    problems = []
    for table in model.fetched_tables:
        view = model.view(table)
        if view not in contracts:
            problems.append(f"{table}: no view {view}")
            continue
        for name, column in model.source_columns(table).items():
            promised = contracts[view].get(name)
            if promised is None:
                problems.append(f"{table}[{column['name']}]: {view} has no column {name}")
            elif promised != column["dataType"]:
                problems.append(
                    f"{table}[{column['name']}] is {column['dataType']}, {view}.{name} is {promised}"
                )
        # Table.SelectColumns lists what to fetch: one column too few fails only at refresh
        fetched = set(re.findall(r'"(\w+)"', model.query(table).partition("SelectColumns")[2]))
        if fetched != set(model.source_columns(table)):
            differing = ", ".join(sorted(fetched ^ set(model.source_columns(table))))
            problems.append(f"{table}: fetched and declared columns differ: {differing}")
    return problems
