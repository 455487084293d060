"""Twelve nights of a made-up shop, with all that goes wrong in two weeks: in the end the marts are those of one
clean load, and each oddity was told once, in plain words, until it was mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from python_jobs.monitor.history import judge
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.checksums import checksums
from tests.python.conftest import Run
from tests.python.rebuilding import Shop

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
FEED = """
columns: {invoice: Invoice, stock_code: StockCode, description: Description, quantity: Quantity,
  invoice_date: InvoiceDate, price: Price, customer_id: Customer ID, country: Country}
names: daily
newest_file_wins: order
"""
DAYS_BEFORE = 60
ORDERS_A_DAY = 20
FIRST = dt.date(2024, 3, 1)
# What the versions of a line that count in the end, and those that do not, are allowed to differ in.
HISTORY_OF_FILES = "marts.excluded_order_lines"


class Export:
    """The orders of a shop as they are in truth, and files with some of them."""

    def __init__(self, folder: Path, numbers_from: int = 100_000) -> None:
        self.folder = folder
        self.folder.mkdir()
        self._numbers_from = numbers_from
        # order → its lines
        self.orders: dict[str, list[str]] = {}
        self.days: dict[dt.date, list[str]] = {}

    def sell(self, night: int) -> dt.date:
        """A day's orders; night 0 is the last day before the first night."""
        day = FIRST + dt.timedelta(days=DAYS_BEFORE + night - 1)
        self.days[day] = []
        for number in range(ORDERS_A_DAY):
            order = str(self._numbers_from + 100 * (DAYS_BEFORE + night) + number)
            customer = 1 + (7 * night + 3 * number + number * number) % 45
            self.orders[order] = [
                f"{order},{22000 + article},ARTICLE {article},{1 + number % 4},{day} 1{number % 9}:05:00,"
                f"{2 + article % 7}.50,{customer},United Kingdom"
                for article in ((night + number) % 30, (number * 5) % 30, 31)
            ]
            self.days[day].append(order)
        return day

    def file(self, name: str, days: Iterable[dt.date], most_orders: int = ORDERS_A_DAY) -> Path:
        lines = [
            line
            for day in days
            for order in self.days[day][:most_orders]
            for line in self.orders[order]
        ]
        path = self.folder / name
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return path

    def last(self, count: int) -> list[dt.date]:
        return sorted(self.days)[-count:]


def told(shop: Shop) -> list[str]:
    """The doubts of a build, each of which status must say once."""
    doubts = [f"{said}" for (said,) in shop.query("select sentence from marts.doubts")]
    warehouse = DuckDBWarehouse(shop.path)
    try:
        verdict = judge(warehouse, dt.timedelta(days=10_000), None)
    finally:
        warehouse.close()
    for doubt in doubts:
        assert sum(doubt in sentence for sentence in verdict.sentences) == 1
    return doubts


@pytest.mark.slow
def test_twelve_nights(sample_run: Run, tmp_path: Path) -> None:
    feed = tmp_path / "feed.yml"
    feed.write_text(FEED, encoding="utf-8")
    (tmp_path / "shop").mkdir()
    shop = Shop.empty(sample_run, tmp_path / "shop")
    export = Export(tmp_path / "export")
    for night in range(1 - DAYS_BEFORE, 1):
        export.sell(night)
    shop.land(export.file("history.csv", sorted(export.days)), feed=feed)

    def a_night(night: int, rolling: bool = False) -> None:
        day = export.sell(night)
        shop.land(export.file("orders.csv", [day]), feed=feed)
        if rolling:
            shop.land(export.file("last30.csv", export.last(30)), feed=feed)

    for night in (1, 2, 3):
        a_night(night)
    a_night(4, rolling=True)

    # an order is corrected: another quantity, and a line less
    corrected = export.days[export.last(3)[0]][5]
    first, second, _ = export.orders[corrected]
    export.orders[corrected] = [first.replace(",2,", ",7,"), second]
    assert export.orders[corrected][0] != first
    a_night(5, rolling=True)

    # another shop's file of the same name, by mistake
    a_night(6)
    other = Export(tmp_path / "other", numbers_from=900_000)
    [landed] = shop.land(other.file("orders.csv", [other.sell(6)]), feed=feed)
    shop.build()
    [doubt] = told(shop)
    assert doubt == (
        "orders.csv has the days of a file that is landed already and none of its 20 orders; both count"
    )
    shop.forget(landed.name)

    # a night without an order
    with pytest.raises(InputError, match=r"orders.csv has a header but no order lines\. Export it"):
        shop.land(export.file("orders.csv", []), feed=feed)

    # a night whose export was cut off: a tenth of the orders
    a_night(7)
    day = export.sell(8)
    shop.land(export.file("orders.csv", [day], most_orders=2), feed=feed)
    shop.build()
    [doubt] = told(shop)
    assert doubt.startswith(f"On {day} there were 2 orders for ")
    assert doubt.endswith("the same weekdays before had 20 orders on average.")

    # the whole export of that day takes its place
    [landed] = shop.land(export.file("orders.csv", [day]), feed=feed)
    assert landed.outcome == "replaced"
    for night in (9, 10, 11):
        a_night(night)
    a_night(12, rolling=True)
    shop.build()
    assert told(shop) == []
    assert shop.failed_tests() == {}
    nights = checksums(shop.path)

    (tmp_path / "clean").mkdir()
    clean = Shop.empty(sample_run, tmp_path / "clean")
    clean.land(export.file("clean.csv", sorted(export.days)), feed=feed)
    clean.build()
    for sums in (nights, cleanly := checksums(clean.path)):
        del sums[HISTORY_OF_FILES]
    assert nights == cleanly
    [(lines, orders)] = shop.query(
        "select count(*), count(distinct invoice_no) from marts.fact_sales"
    )
    assert orders == len(export.orders)
    assert lines == sum(len(set(one)) for one in export.orders.values())
