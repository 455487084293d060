"""The order in which the files of a folder are landed: the newest file has the version of an order that counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.drop_folder import land_incoming
from python_jobs.landing.files.order import in_order, without_moment
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.landing.conftest import Landing

HEADER = "Order,SKU,Qty,Day,Price,Line"
FEED = "columns: {invoice: Order, stock_code: SKU, quantity: Qty, invoice_date: Day, price: Price, line_number: Line}\n"
NEWEST = "newest_file_wins: order\n"
DAY = 24 * 3600
MOMENT, LATER = "20260305T060000123456_", "20260306T060000123456_"


def write(path: Path, quantity: int, days_ago: float = 0, order: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}\n{order},A,{quantity},2024-03-04,5.00,1\n", encoding="utf-8")
    moment = 1_700_000_000 - days_ago * DAY
    os.utime(path, (moment, moment))
    return path


def landed(landing: Landing) -> list[tuple[object, ...]]:
    """File and pieces of each line, in the order of their landing."""
    return landing.query("select source_file, quantity from raw.order_lines order by loaded_at")


@pytest.fixture
def feed(landing: Landing) -> Path:
    return landing.write("feed.yml", FEED + NEWEST)


@pytest.fixture
def folder(landing: Landing) -> Path:
    made = landing.folder / "incoming"
    made.mkdir()
    return made


def drop(landing: Landing, folder: Path, feed: Path) -> None:
    warehouse = DuckDBWarehouse(landing.project.duckdb_path)
    try:
        land_incoming(
            landing.project, warehouse, folder, feed, Progress(Console(stderr=True, quiet=True))
        )
    finally:
        warehouse.close()


@pytest.mark.parametrize("is_dropped", [True, False])
def test_the_file_that_was_changed_last_comes_last(
    landing: Landing, folder: Path, feed: Path, is_dropped: bool
) -> None:
    write(folder / "sales_06.csv", 2, days_ago=3)
    write(folder / "corrected_06.csv", 5)
    if is_dropped:
        drop(landing, folder, feed)
    else:
        landing.land(folder, feed=feed)
    assert landed(landing) == [("sales_06.csv", "2"), ("corrected_06.csv", "5")]


def test_files_named_in_the_command_come_as_they_are_named(landing: Landing, feed: Path) -> None:
    files = [
        write(landing.folder / "b.csv", 2),
        write(landing.folder / "a.csv", 5, days_ago=3),
    ]
    landing.land(*files, feed=feed)
    assert landed(landing) == [("b.csv", "2"), ("a.csv", "5")]


def test_a_copy_gives_all_files_one_time_and_they_go_by_name() -> None:
    second = 1_000_000_000
    assert in_order({"a": 7 * second, "b": 3 * second, "c": 0}) == ["a", "b", "c"]
    # less than a minute from one to the next, and then more
    assert in_order({"a": 500 * second, "b": 400 * second, "c": 350 * second}) == ["b", "c", "a"]
    assert in_order({}) == []


def test_a_moment_before_a_name_says_that_it_came_later() -> None:
    hour = 3600 * 1_000_000_000
    names = {f"{LATER}a.csv": 5 * hour, f"{MOMENT}a.csv": 9 * hour, "a.csv": 7 * hour}
    assert in_order(names) == ["a.csv", f"{MOMENT}a.csv", f"{LATER}a.csv"]
    # another file comes where its own time says
    assert in_order({**names, "b.csv": 8 * hour})[:2] == ["a.csv", "b.csv"]
    assert without_moment(f"2024/{LATER}{MOMENT}a.csv") == "2024/a.csv"
    assert without_moment("20240305_a.csv") == "20240305_a.csv"


@pytest.mark.parametrize("says", ["", NEWEST])
def test_files_of_done_give_the_same_lines_again(
    landing: Landing, folder: Path, feed: Path, says: str
) -> None:
    """A corrected file of the same name lies in done/ with a moment before its name, and is no second file."""
    feed.write_text(FEED + says, encoding="utf-8")
    write(folder / "sales_06.csv", 2)
    drop(landing, folder, feed)
    write(folder / "other.csv", 1, order=2)
    drop(landing, folder, feed)
    write(folder / "sales_06.csv", 5)
    drop(landing, folder, feed)
    once = landed(landing)
    assert once == [("other.csv", "1"), ("sales_06.csv", "5")]
    assert len(list((folder / "done").iterdir())) == 3

    def again() -> list[tuple[object, ...]]:
        landing.land(folder / "done", feed=feed)
        return landed(landing)

    # over what is there, and from nothing
    assert sorted(again()) == sorted(once)
    landing.project.duckdb_path.unlink()
    assert again() == once


def test_each_day_of_a_daily_feed_is_restored(landing: Landing, folder: Path, feed: Path) -> None:
    feed.write_text(f"{FEED}names: daily\n", encoding="utf-8")
    for number in (1, 2):
        path = write(folder / "orders.csv", number, order=number)
        text = path.read_text(encoding="utf-8").replace("-04", f"-0{number}")
        path.write_text(text, encoding="utf-8")
        drop(landing, folder, feed)
    once = landed(landing)
    assert [name for name, _ in once] == ["orders 2024-03-01.csv", "orders 2024-03-02.csv"]
    landing.project.duckdb_path.unlink()
    landing.land(folder / "done", feed=feed)
    assert landed(landing) == once
