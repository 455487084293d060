"""What status says after a landing or a `forget` that plain dbt has built: no run of the command is on record for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from python_jobs.landing.forget import forget_customers
from python_jobs.monitor.history import Verdict, judge
from python_jobs.run.record import recorded
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Run
from tests.python.rebuilding import Shop

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"


@pytest.fixture(scope="module")
def built(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop.empty(sample_run, tmp_path_factory.mktemp("shop"))


def orders(path: Path, quantity: int, days: int = 60) -> Path:
    first = dt.date(2024, 1, 1)
    lines = [
        f"{1000 + n},A{n % 7},CUP {n % 7},{quantity},{first + n * dt.timedelta(days=1)} 10:00,5.00,{100 + n % 9},France"
        for n in range(days)
    ]
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def verdict(shop: Shop) -> Verdict:
    warehouse = DuckDBWarehouse(shop.path)
    try:
        return judge(warehouse, dt.timedelta(days=10_000), None)
    finally:
        warehouse.close()


def is_told(shop: Shop, what: str) -> bool:
    return any(what in sentence for sentence in verdict(shop).sentences)


def test_status_judges_by_what_the_marts_hold(built: Shop, tmp_path: Path) -> None:
    new, out, known = "is not in the marts yet", "are still in the marts", "dbt has built the marts"
    file, other = tmp_path / "a.csv", tmp_path / "b.csv"
    built.land(orders(file, 2), orders(other, 3, days=30))
    assert is_told(built, new)
    built.build()
    assert not is_told(built, new)
    assert is_told(built, known)

    # as many lines under the same name
    built.land(orders(file, 4), may_replace=True)
    assert is_told(built, new)
    # a build that a test stopped behind its first models
    built.build_tables("int_countries", "int_overlapping_lines", "int_order_lines")
    assert is_told(built, new)
    built.build_tables("fact_sales", "excluded_order_lines")
    assert is_told(built, new)
    built.build()
    assert not is_told(built, new)

    with recorded(built.project, built.project, "forget"):
        built.forget("b.csv")
    assert is_told(built, out)
    built.build()
    assert not is_told(built, out)

    # a person who is taken out leaves as many lines
    with recorded(built.project, built.project, "forget"):
        warehouse = DuckDBWarehouse(built.path)
        forget_customers(warehouse, ["100"])
        warehouse.close()
    assert is_told(built, out)
    built.build()
    assert not is_told(built, out)
