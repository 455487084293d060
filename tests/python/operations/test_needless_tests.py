"""The run leaves out the tests whose answer is known, and no others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dbt.contracts.graph.manifest import Manifest

from python_jobs.run.needless_tests import PLAIN_VIEW, needless_tests, seed_tests
from tests.python.conftest import Run

Nodes = dict[str, Any]

# A table cannot hold two rows that agree in the columns of the first two, and no null in those of any.
CONSTRAINTS = """
select schema_name || '.' || table_name, constraint_type, constraint_column_names
from duckdb_constraints()
where constraint_type in ('PRIMARY KEY', 'UNIQUE', 'NOT NULL')
"""
VIEW = """{{ config(grants=reader_grants()) }}

with

sales as (select * from {{ ref('fact_sales') }}),

final as (

    select
        line_id,
        revenue

    from sales

)

select * from final
"""


@pytest.fixture(scope="module")
def nodes(sample_run: Run) -> Nodes:
    text = (sample_run.workplace.folder / "target" / "manifest.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["nodes"])


@pytest.fixture(scope="module")
def manifest(sample_run: Run) -> Manifest:
    target = sample_run.workplace.folder / "target"
    return Manifest.from_msgpack((target / "partial_parse.msgpack").read_bytes())


def test_what_is_left_out_cannot_fail(sample_run: Run, nodes: Nodes, manifest: Manifest) -> None:
    left_out = set(needless_tests(manifest))
    tests = {one["name"]: one for one in nodes.values() if one["resource_type"] == "test"}
    assert {"unique_dim_customer_customer_id", "not_null_dim_customer_customer_id"} <= left_out
    assert {"unique_vw_fact_sales_line_id", "not_null_vw_rfm_segments_segment"} <= left_out
    # these two read several tables, and are asked
    assert not {"unique_vw_customer_360_customer_id", "unique_fact_sales_line_id"} & left_out
    assert len(left_out) > 60

    keys, never_null = set(), set()
    for table, kind, columns in sample_run.query(CONSTRAINTS):
        if kind != "NOT NULL":
            keys.add((table, frozenset(columns)))
        if kind != "UNIQUE":
            never_null |= {(table, column) for column in columns}
    views = 0
    for name in left_out:
        model = nodes[tests[name]["attached_node"]]
        kind, columns = tests[name]["test_metadata"]["name"], _columns(tests[name])
        if model["config"]["materialized"] == "view":
            views += 1
            [behind] = model["depends_on"]["nodes"]
            _shows_all_rows(sample_run, model, nodes[behind], columns)
            if any(_asks_the_same(one, behind, kind, columns) for one in tests.values()):
                continue
            model = nodes[behind]
        if kind == "not_null":
            assert {(_named(model), column) for column in columns} <= never_null, name
        else:
            assert (_named(model), columns) in keys, name
    assert views > 25

    ran = {name for (name,) in sample_run.query("select node_name from ops.test_results")}
    assert set(tests) - ran == left_out


def test_seed_tests_read_no_model(nodes: Nodes, manifest: Manifest) -> None:
    of_seeds = set(seed_tests(manifest))
    assert {"row_count_is_rfm_segments_125", "unique_doubt_kinds_doubt"} <= of_seeds
    for node in nodes.values():
        if node["resource_type"] == "test":
            read = {name.split(".")[0] for name in node["depends_on"]["nodes"]}
            assert (node["name"] in of_seeds) == (read == {"seed"}), node["name"]


def test_a_plain_view_is_known_by_its_text() -> None:
    found = PLAIN_VIEW.fullmatch(VIEW)
    assert found is not None
    assert found["columns"].split() == ["line_id,", "revenue"]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("from sales\n", "from sales\n    where revenue > 0\n"),
        ("from sales\n", "from sales\n    cross join sales as others\n"),
        ("from sales\n", "from sales, sales as others\n"),
        ("from sales\n", "from others\n"),
        ("revenue\n", "left(line_id, 2) as line_id\n"),
        ("        line_id,", "        invoice_no as line_id,"),
        ("select * from {{ ref", "select * from raw union all select * from {{ ref"),
        ("{{ ref('fact_sales') }})", "{{ ref('fact_sales') }} union all select * from raw)"),
        ("select * from final", "select * from final union all select * from sales"),
        ("select * from final", "select * from final, sales"),
    ],
)
def test_other_views_are_not_taken_for_plain(was: str, becomes: str) -> None:
    changed = VIEW.replace(was, becomes)
    assert changed != VIEW
    assert PLAIN_VIEW.fullmatch(changed) is None


def _columns(test: dict[str, Any]) -> frozenset[str]:
    """The columns that a test asks about."""
    return frozenset(test["test_metadata"]["kwargs"].get("columns") or [test["column_name"]])


def _named(model: dict[str, Any]) -> str:
    return f"{model['schema']}.{model['alias']}"


def _asks_the_same(test: dict[str, Any], table: str, kind: str, columns: frozenset[str]) -> bool:
    if test.get("attached_node") != table:
        return False
    return test["test_metadata"]["name"] == kind and _columns(test) == columns


def _shows_all_rows(
    run: Run, view: dict[str, Any], table: dict[str, Any], columns: frozenset[str]
) -> None:
    """The view has the very rows of the table in these columns."""
    listed = ", ".join(sorted(columns))
    sides = [f"(select {listed} from {_named(model)})" for model in (view, table)]
    for first, second in (sides, reversed(sides)):
        assert run.query(f"select count(*) from ({first} except all {second})") == [(0,)]
