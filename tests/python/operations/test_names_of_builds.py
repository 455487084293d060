"""The var build_suffix: whoever reads names a mart without it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from python_jobs.core.project import Project
from python_jobs.monitor.history import judge
from python_jobs.run.record import recorded
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from python_jobs.warehouses.names import with_suffix


def test_what_dbt_builds_has_the_suffix_and_what_python_writes_has_not() -> None:
    sql = "select a from marts.x inner join raw.y on 1 = 1 inner join reporting.vw_z on 1 = 1"
    named = with_suffix(sql, "__mine")
    assert named == sql.replace("marts.x", 'marts."x__mine"').replace("vw_z", '"vw_z__mine"')
    assert with_suffix(named, "__mine") == named
    assert with_suffix(sql, "") == sql


def test_a_warehouse_reads_what_was_built_under_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema reporting")
        connection.execute("create view reporting.vw_sales_daily as select 'published' as a")
        connection.execute("create view reporting.vw_sales_daily__mine as select 'mine' as a")
    sql = "select a from reporting.vw_sales_daily"
    assert DuckDBWarehouse(path).query(sql) == [("published",)]
    assert DuckDBWarehouse(path, suffix="__mine").query(sql) == [("mine",)]
    assert DuckDBWarehouse(path, suffix="__mine").query_arrow(sql)["a"].to_pylist() == ["mine"]


def test_a_suffix_is_part_of_a_name_whatever_it_holds(tmp_path: Path) -> None:
    suffix = '; drop schema "raw" cascade; --'
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        name = f"x{suffix}".replace('"', '""')
        connection.execute(f'create table marts."{name}" as select 1 as a')
    assert DuckDBWarehouse(path, suffix=suffix).query("select a from marts.x") == [(1,)]


def test_a_run_under_a_suffix_says_nothing_of_what_readers_see(project: Project) -> None:
    mine = Project(project.root, project.target, {"build_suffix": "__mine"})
    with recorded(mine, mine, "run"):
        pass
    verdict = judge(DuckDBWarehouse(project.duckdb_path), dt.timedelta(days=1), None)
    assert not verdict.is_well
    assert "No run has gone well yet" in " ".join(verdict.sentences)
