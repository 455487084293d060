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
