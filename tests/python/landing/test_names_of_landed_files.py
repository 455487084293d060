"""After a year of daily files a sentence names a few of them, and the ones that may be meant."""

from __future__ import annotations

import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.forget import forget
from python_jobs.landing.other_files.names import last_landed, some_of
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.landing.conftest import HEADER, Landing


def land_days(landing: Landing, count: int) -> DuckDBWarehouse:
    for day in range(count):
        line = f"{100 + day},A,CUP,1,2024-05-{1 + day:02} 10:00:00,2.50,K1,France"
        landing.land(landing.write(f"orders_202405{1 + day:02}.csv", f"{HEADER}\n{line}\n"))
    return DuckDBWarehouse(landing.project.duckdb_path)


def test_a_name_that_is_not_landed_is_told_with_the_nearest_and_the_last(landing: Landing) -> None:
    warehouse = land_days(landing, 8)
    try:
        with pytest.raises(InputError) as caught:
            forget(warehouse, ["Order_20240502.csv"])
        with pytest.raises(InputError) as other:
            forget(warehouse, ["nosuch"])
        assert last_landed(warehouse)[0] == "orders_20240508.csv"
    finally:
        warehouse.close()
    assert "landed. Is 'orders_20240502.csv', " in str(caught.value)
    assert str(other.value) == (
        "No file 'nosuch' is landed. The last ones are 'orders_20240508.csv', 'orders_20240507.csv', 'orders_20240506.csv', "
        "'orders_20240505.csv', 'orders_20240504.csv' and 3 more (customer-intelligence files lists all)."
    )


def test_a_few_are_all_named() -> None:
    assert some_of(["b.csv", "a.csv"]) == "'b.csv', 'a.csv'"


def test_where_nothing_is_landed(landing: Landing) -> None:
    warehouse = DuckDBWarehouse(landing.project.duckdb_path)
    try:
        with pytest.raises(InputError, match=r"No file 'a\.csv' is landed\. None is there\."):
            forget(warehouse, ["a.csv"])
    finally:
        warehouse.close()
