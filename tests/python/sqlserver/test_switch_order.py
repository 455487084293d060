"""The switch asks for its locks in the order in which readers ask for theirs, or the two can deadlock."""

from __future__ import annotations

from python_jobs.run.staged.sql_server import Relation, switch_batch


def test_views_go_before_the_tables_under_them() -> None:
    table, view = Relation("marts", "answer"), Relation("reporting", "vw_answer")
    batch = switch_batch([table], {view: "select a from marts.answer"})
    assert batch.index("drop view if exists [reporting].[vw_answer]") < batch.index("sp_rename")
    assert batch.index("sp_rename") < batch.index("alter view [reporting].[vw_answer]")
