"""Incremental refresh: the policy is whole, and the server does the filtering."""

from __future__ import annotations

import re

from .model import Model, text

BOUNDS = ("RangeStart", "RangeEnd")
PARTS_A_YEAR = {"day": 366, "month": 12, "quarter": 4, "year": 1}
# Steps that become part of the server's query, and what is done with the few values that come back.
# Any other one would load all rows first. ReportingView, from which all begin, has no step of its own.
FOLDING = {
    "Table.SelectRows",
    "Table.SelectColumns",
    "Table.RowCount",
    "List.Sum",
    "Date.From",
    "Text.From",
    "Text.Combine",
}
RANGE = re.compile(
    r"each \[(\w+)\] >= Date\.From\(RangeStart\) and \[\1\] < Date\.From\(RangeEnd\)"
)


def refresh_problems(model: Model) -> list[str]:
    """What keeps a table with a policy from being refreshed part by part, and all of it."""
    problems = []
    parameters = {item["name"]: text(item["expression"]) for item in model.bim["expressions"]}
    for bound in BOUNDS:
        if 'Type="DateTime"' not in parameters.get(bound, ""):
            problems.append(f"{bound}: no parameter of type DateTime")
    for name, table in model.tables.items():
        if "refreshPolicy" in table:
            policy = table["refreshPolicy"]
            source = text(policy.get("sourceExpression", ""))
            polling = text(policy.get("pollingExpression", ""))
            if source != model.query(name):
                problems.append(f"{name}: the policy fetches something else than the partition")
            problems += [f"{name}: {problem}" for problem in _not_folding(source)]
            problems += [f"{name}, polling: {problem}" for problem in _not_folding(polling)]
            if _refreshed_years(policy) < _kept_years(policy):
                problems.append(f"{name}: what changes in old parts is never fetched")
    return problems


def _not_folding(query: str) -> list[str]:
    found = sorted(set(re.findall(r"\b[A-Z]\w+\.\w+(?=\()", query)) - FOLDING)
    problems = [f"{step} is done after loading" for step in found]
    return problems if RANGE.search(query) else [*problems, "does not ask for the range"]


def _kept_years(policy: dict[str, object]) -> float:
    return _years(policy, "rollingWindow")


def _refreshed_years(policy: dict[str, object]) -> float:
    return _years(policy, "incremental")


def _years(policy: dict[str, object], kind: str) -> float:
    periods, granularity = policy[f"{kind}Periods"], str(policy[f"{kind}Granularity"])
    assert isinstance(periods, int)
    return periods / PARTS_A_YEAR[granularity]
