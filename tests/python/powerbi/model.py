"""A semantic model, as its model.bim says it, with what the checks ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

Object = dict[str, Any]


def text(expression: str | list[str]) -> str:
    return "\n".join(expression) if isinstance(expression, list) else expression


class Dax(NamedTuple):
    """A DAX expression, the name of its owner for messages, and the table it stands in."""

    owner: str
    table: str
    expression: str


@dataclass(frozen=True)
class Model:
    """The "model" part of a model.bim."""

    bim: Object

    @cached_property
    def tables(self) -> dict[str, Object]:
        return {table["name"]: table for table in self.bim["tables"]}

    @property
    def relationships(self) -> list[Object]:
        found: list[Object] = self.bim.get("relationships", [])
        return found

    @cached_property
    def roles(self) -> dict[str, Object]:
        return {role["name"]: role for role in self.bim.get("roles", [])}

    def columns(self, table: str) -> dict[str, Object]:
        return {column["name"]: column for column in self.tables[table].get("columns", [])}

    def source_columns(self, table: str) -> dict[str, Object]:
        """The columns that come from the view, by their name there."""
        columns = self.columns(table).values()
        return {column["sourceColumn"]: column for column in columns if "sourceColumn" in column}

    def measures(self, table: str) -> dict[str, Object]:
        return {measure["name"]: measure for measure in self.tables[table].get("measures", [])}

    @cached_property
    def measure_homes(self) -> dict[str, str]:
        """Lower-case measure name to the table it stands in."""
        return {name.lower(): table for table in self.tables for name in self.measures(table)}

    def permissions(self, role: str) -> dict[str, str]:
        """Table to row filter."""
        return {
            permission["name"]: text(permission["filterExpression"])
            for permission in self.roles[role].get("tablePermissions", [])
        }

    def m_expressions(self) -> dict[str, str]:
        found = {item["name"]: text(item["expression"]) for item in self.bim.get("expressions", [])}
        for table in self.fetched_tables:
            found[f"table {table}"] = self.query(table)
            policy = self.tables[table].get("refreshPolicy", {})
            for kind in ("sourceExpression", "pollingExpression"):
                if kind in policy:
                    found[f"table {table}, {kind}"] = text(policy[kind])
        return found

    @cached_property
    def fetched_tables(self) -> list[str]:
        """The tables that come from the warehouse; the others are computed in DAX."""
        return [
            name
            for name, table in self.tables.items()
            if all(one["source"].get("type") != "calculated" for one in table["partitions"])
        ]

    def query(self, table: str) -> str:
        """The M of the table's one partition."""
        (partition,) = self.tables[table]["partitions"]
        return text(partition["source"]["expression"])

    def view(self, table: str) -> str:
        """The reporting view that feeds the table."""
        (view,) = re.findall(r'ReportingView\("(\w+)"\)', self.query(table))
        return str(view)

    def dax(self) -> Iterator[Dax]:
        """Every DAX expression: measures, calculated columns and tables, row filters."""
        for table in self.tables:
            for name, measure in self.measures(table).items():
                yield Dax(f"measure {name}", table, text(measure["expression"]))
            for name, column in self.columns(table).items():
                if column.get("type") == "calculated":
                    yield Dax(f"column {table}[{name}]", table, text(column["expression"]))
            if table not in self.fetched_tables:
                yield Dax(f"table {table}", table, self.query(table))
        for role in self.roles:
            for table, row_filter in self.permissions(role).items():
                yield Dax(f"role {role} on {table}", table, row_filter)
