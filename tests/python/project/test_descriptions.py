"""Whoever looks at a table in the warehouse finds there what the property files say of it."""

from __future__ import annotations

import json

from tests.python.conftest import Run

OF_TABLES = "select schema_name, table_name, coalesce(comment, '') from duckdb_tables()"
OF_VIEWS = (
    "select schema_name, view_name, coalesce(comment, '') from duckdb_views() where not internal"
)
OF_COLUMNS = (
    "select schema_name, table_name, column_name, coalesce(comment, '') from duckdb_columns() "
    "where not internal"
)


def test_the_warehouse_has_the_descriptions(sample_run: Run) -> None:
    manifest = sample_run.workplace.folder / "target" / "manifest.json"
    nodes = [
        node
        for node in json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        and node["config"]["materialized"] in ("table", "view", "seed")
    ]
    found = {
        (schema, name): comment
        for schema, name, comment in sample_run.query(f"{OF_TABLES} union all {OF_VIEWS}")
    }
    of_columns = {
        (schema, table, column): comment
        for schema, table, column, comment in sample_run.query(OF_COLUMNS)
    }
    assert len(nodes) > 50
    for node in nodes:
        place = (node["schema"], node["alias"])
        assert found[place] == node["description"], place
        for name, column in node["columns"].items():
            assert of_columns[(*place, name)] == column["description"], (*place, name)
