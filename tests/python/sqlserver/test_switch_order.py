"""The switch asks for its locks in the order in which readers ask for theirs, or the two can deadlock."""

from __future__ import annotations

import json
from types import SimpleNamespace

from python_jobs.run.staged.sql_server import Relation, in_order_of_reading, switch_batch
from tests.python.conftest import Run


def test_views_go_before_the_tables_under_them() -> None:
    table, view = Relation("marts", "answer"), Relation("reporting", "vw_answer")
    batch = switch_batch([table], {view: "select a from marts.answer"})
    assert batch.index("drop view if exists [reporting].[vw_answer]") < batch.index("sp_rename")
    assert batch.index("sp_rename") < batch.index("alter view [reporting].[vw_answer]")


def test_a_table_takes_the_place_of_a_view_of_its_name() -> None:
    """stg_order_lines was a view in older versions of the project."""
    batch = switch_batch([Relation("staging", "answer")], {})
    gone = "if object_id(N'[staging].[answer]', N'V') is not null drop view [staging].[answer];"
    assert batch.index(gone) < batch.index("exec sp_rename N'[staging].[answer__next]'")


def test_a_view_is_made_after_the_views_that_it_reads(sample_run: Run) -> None:
    """SQL Server makes no view of what does not exist yet; readers ask for the reading view first."""
    manifest = sample_run.workplace.folder / "target" / "manifest.json"
    nodes = [
        SimpleNamespace(unique_id=name, depends_on_nodes=node["depends_on"]["nodes"])
        for name, node in json.loads(manifest.read_text(encoding="utf-8"))["nodes"].items()
        if node["config"]["materialized"] == "view"
    ]
    reads = {(node.unique_id, read) for node in nodes for read in node.depends_on_nodes}
    order = [node.unique_id for node in in_order_of_reading(nodes)]
    pairs = [(order.index(view), order.index(read)) for view, read in reads if read in order]
    assert pairs
    assert all(read < view for view, read in pairs)
    views = {Relation("s", name): "select 1 as a" for name in order}
    batch = switch_batch([], views)
    for view, read in reads:
        if read in order:
            drops = [batch.index(f"drop view if exists [s].[{name}]") for name in (view, read)]
            made = [batch.index(f"alter view [s].[{name}]") for name in (view, read)]
            assert drops == sorted(drops)
            assert made == sorted(made, reverse=True)
