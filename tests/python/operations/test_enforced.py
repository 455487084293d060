"""The run leaves out the tests of what the warehouse has enforced, and no others."""

from __future__ import annotations

import json
from typing import Any

from dbt.contracts.graph.manifest import Manifest

from python_jobs.run.enforced import enforced_tests
from tests.python.conftest import Run

# A table cannot hold two rows that agree in the columns of the first two, and no null in those of any.
CONSTRAINTS = """
select schema_name || '.' || table_name, constraint_type, constraint_column_names
from duckdb_constraints()
where constraint_type in ('PRIMARY KEY', 'UNIQUE', 'NOT NULL')
"""


def test_what_is_left_out_is_enforced_in_the_warehouse(sample_run: Run) -> None:
    target = sample_run.workplace.folder / "target"
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    parsed = (target / "partial_parse.msgpack").read_bytes()
    left_out = set(enforced_tests(Manifest.from_msgpack(parsed)))
    tests = {one["name"]: one for one in nodes.values() if one["resource_type"] == "test"}
    assert {"unique_dim_customer_customer_id", "not_null_dim_customer_customer_id"} <= left_out
    assert len(left_out) > 30

    keys, never_null = set(), set()
    for table, kind, columns in sample_run.query(CONSTRAINTS):
        if kind != "NOT NULL":
            keys.add((table, frozenset(columns)))
        if kind != "UNIQUE":
            never_null |= {(table, column) for column in columns}
    for name in left_out:
        test = tests[name]
        table, columns = _tested(test, nodes)
        if test["test_metadata"]["name"] == "not_null":
            assert (table, test["column_name"]) in never_null, name
        else:
            assert (table, columns) in keys, name

    ran = {name for (name,) in sample_run.query("select node_name from ops.test_results")}
    assert set(tests) - ran == left_out


def _tested(test: dict[str, Any], nodes: dict[str, Any]) -> tuple[str, frozenset[str]]:
    """The table, and the columns that are said to be a key."""
    model = nodes[test["attached_node"]]
    columns = test["test_metadata"]["kwargs"].get("columns") or [test["column_name"]]
    return f"{model['schema']}.{model['alias']}", frozenset(columns)
