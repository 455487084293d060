"""The var build_suffix: whoever reads names a mart without it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.project import Project
from python_jobs.monitor.history import judge
from python_jobs.run.dbt import Dbt
from python_jobs.run.record import recorded
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from python_jobs.warehouses.names import with_suffix
from tests.python.conftest import PARTIAL_PARSE, ROOT, Run


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


@pytest.mark.slow
def test_what_dbt_read_under_one_suffix_is_not_read_anew_after_another(
    sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs on SQL Server and Spark build under a suffix, and each read the whole project twice."""
    target = tmp_path / "target"
    target.mkdir()
    shutil.copyfile(sample_run.workplace.folder / "target" / PARTIAL_PARSE, target / PARTIAL_PARSE)
    monkeypatch.setenv("DBT_TARGET_PATH", str(target))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    published = Project(ROOT, "duckdb", {})
    beside = Project(ROOT, "duckdb", {"build_suffix": "__a"})

    def read() -> dict[Path, int]:
        for project in (published, beside):
            names = {node.alias for node in Dbt(project).nodes()}
            assert f"fact_sales{project.build_suffix}" in names
        return {path: path.stat().st_mtime_ns for path in target.rglob(PARTIAL_PARSE)}

    before = read()
    assert len(before) == 2
    assert read() == before
