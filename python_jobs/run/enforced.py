"""Which data tests ask what the warehouse has enforced while it built the table: keys that the contract has too.

They stay in the project for readers of the lineage page, and plain `dbt build` runs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# Targets whose warehouse keeps to the constraints of a table. Spark writes them down and takes any row.
ENFORCING = ("duckdb", "sqlserver")
KEYS = ("primary_key", "unique")


def enforced_tests(manifest: Any) -> list[str]:
    """Names of the tests of the manifest that cannot fail, since the warehouse takes no row that they would find.

    That holds for tables on the targets in ENFORCING; views have no constraints.
    """
    return sorted(
        node.name
        for node in manifest.nodes.values()
        if str(node.resource_type) == "test"
        and _is_enforced(node, manifest.nodes.get(getattr(node, "attached_node", None)))
    )


def _is_enforced(test: Any, model: Any) -> bool:
    if (
        model is None
        or str(model.resource_type) != "model"
        or model.config.materialized != "table"
        or not model.contract.enforced
        or test.config.where
        or test.config.severity.lower() != "error"
    ):
        return False
    kind = test.test_metadata.name
    if kind == "not_null":
        return test.column_name in _never_null(model)
    if kind == "unique":
        return frozenset([test.column_name]) in _keys(model)
    if kind == "unique_combination":
        return frozenset(test.test_metadata.kwargs["columns"]) in _keys(model)
    return False


def _keys(model: Any) -> set[frozenset[str]]:
    """The sets of columns in which no two rows agree."""
    of_columns = {
        frozenset([name])
        for name, column in model.columns.items()
        if not _kinds(column.constraints).isdisjoint(KEYS)
    }
    of_model = {frozenset(one.columns) for one in model.constraints if _kind(one) in KEYS}
    return of_columns | of_model


def _never_null(model: Any) -> set[str]:
    of_columns = {
        name
        for name, column in model.columns.items()
        if not _kinds(column.constraints).isdisjoint(("not_null", "primary_key"))
    }
    return of_columns.union(
        *(one.columns for one in model.constraints if _kind(one) == "primary_key")
    )


def _kinds(constraints: Iterable[Any]) -> set[str]:
    return {_kind(one) for one in constraints}


def _kind(constraint: Any) -> str:
    return str(constraint.type.value)
