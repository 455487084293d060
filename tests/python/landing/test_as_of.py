"""The var as_of_date is held against what is landed before anything is built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from python_jobs.core.errors import InputError
from python_jobs.run.as_of import refuse_day_before_all_lines
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.landing.conftest import HEADER, LINES, Landing


def look(landing: Landing, day: str) -> None:
    project = replace(landing.project, given_vars={"as_of_date": day})
    warehouse = DuckDBWarehouse(project.duckdb_path)
    try:
        refuse_day_before_all_lines(project, warehouse)
    finally:
        warehouse.close()


def test_a_day_before_the_first_line_is_refused(landing: Landing) -> None:
    odd = "489003,10003,LAMP,1,no date,7.65,,France"
    landing.land(landing.write("orders.csv", "\n".join((HEADER, *LINES, odd)) + "\n"))
    with pytest.raises(
        InputError, match="as_of_date is 2010-11-30, and the first .* of 2010-12-01"
    ):
        look(landing, "2010-11-30")
    look(landing, "2010-12-01")
    look(landing, "")


def test_nothing_is_said_of_a_warehouse_without_lines(landing: Landing) -> None:
    look(landing, "2010-11-30")
