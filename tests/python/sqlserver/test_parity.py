"""The marts and reporting views of SQL Server are those of DuckDB, row for row."""

from __future__ import annotations

import pytest

from python_jobs.warehouses.sql_server_driver import open_driver
from tests.python.conftest import Run
from tests.python.sqlserver.comparing import differences, relations
from tests.python.sqlserver.conftest import SqlServerRun

pytestmark = pytest.mark.sqlserver


def test_the_sample_gives_the_same_marts(
    sample_on_sql_server: SqlServerRun, sample_run: Run
) -> None:
    assert _all_differences(sample_on_sql_server, sample_run) == []


def test_nothing_is_left_beside_the_marts(sample_on_sql_server: SqlServerRun) -> None:
    """Neither what unit tests make for a moment, nor the old marts, nor names of the build."""
    left = sample_on_sql_server.query(
        "select name from sys.objects where type in ('U', 'V') and ("
        "name like '%[_][_]dbt%' or name like '%[_][_]old' or name like '%[_][_]next%')"
    )
    assert left == []


def test_the_real_data_give_the_same_marts(real_on_sql_server: SqlServerRun, real_run: Run) -> None:
    assert _all_differences(real_on_sql_server, real_run) == []


def _all_differences(server: SqlServerRun, run: Run) -> list[str]:
    names = relations(run)
    assert len(names) > 15
    driver = open_driver(server.settings)
    try:
        return [text for name in names for text in differences(name, run, driver)]
    finally:
        driver.close()
