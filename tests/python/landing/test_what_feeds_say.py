"""What a feed says of the meaning of lines, and what a file does to one of its name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.forget import forget, forget_customers
from python_jobs.landing.land import LandingOptions, land
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.landing.conftest import Landing

COLUMNS = "columns: {invoice: No., invoice_date: Day, stock_code: Code, quantity: Qty, price: Price, customer_id: Who"
HEADER = "No.,Day,Code,Qty,Price,Who,State,Money,Pos"
FIRST = "1,2025-01-31,A,1,2.50,K1,done,EUR,1"


def feed(landing: Landing, more: str = "", columns: str = "") -> Path:
    return landing.write("feed.yml", f"{COLUMNS}{columns}}}\n{more}\n")


def write(landing: Landing, *lines: str, name: str = "orders.csv") -> Path:
    return landing.write(name, "\n".join((HEADER, *lines)) + "\n")


@pytest.mark.parametrize(
    ("option", "left_out"),
    [
        ("keep: {State: [done]}", 2),
        ("keep: {State: [DONE, void]}", 1),
        ("drop: {State: void}", 1),
    ],
)
def test_lines_are_kept_by_a_column(landing: Landing, option: str, left_out: int) -> None:
    path = write(landing, FIRST, FIRST.replace("done", "void"), FIRST.replace("done", "open"))
    [file] = landing.land(path, feed=feed(landing, option))
    assert (file.row_count, file.left_out_count, file.rejected_count) == (3 - left_out, left_out, 0)
    assert len(landing.rejected()) == left_out


def test_a_feed_that_keeps_nothing_is_refused(landing: Landing) -> None:
    with pytest.raises(InputError, match="leaves out every line.*'done'"):
        landing.land(write(landing, FIRST), feed=feed(landing, "keep: {State: [paid]}"))


def test_several_currencies_are_refused_unless_one_is_kept(landing: Landing) -> None:
    path = write(landing, FIRST, FIRST.replace("EUR", "CHF"), FIRST.replace("EUR", "SEK"))
    with_currency = ", currency: Money"
    with pytest.raises(InputError, match="several currencies.*keep: {Money: CHF}"):
        landing.land(path, feed=feed(landing, columns=with_currency))
    for option in ("keep: {Money: EUR}", "drop: {Money: [CHF, SEK]}"):
        landing.land(path, feed=feed(landing, option, with_currency))
        assert landing.query("select distinct currency from raw.order_lines") == [("EUR",)]


def test_an_order_may_be_several_columns(landing: Landing) -> None:
    text = COLUMNS.replace("invoice: No.", "invoice: [Pos, No., Day]") + "}\n"
    path = write(landing, FIRST, FIRST.replace("-31", "-30"))
    landing.land(path, feed=landing.write("feed.yml", text))
    assert [line[0] for line in landing.lines()] == ["1/1/2025-01-31", "1/1/2025-01-30"]


def test_pieces_of_an_export_without_quantities_are_told_apart(landing: Landing) -> None:
    text = COLUMNS.replace(", quantity: Qty", "") + "}\nquantity: 1\n"
    landing.land(write(landing, FIRST, FIRST), feed=landing.write("feed.yml", text))
    assert landing.query("select quantity, line_number from raw.order_lines order by 2") == [
        ("1", "1"),
        ("1", "2"),
    ]


def test_refunds_with_a_negative_price_are_returns(landing: Landing) -> None:
    path = write(landing, FIRST, FIRST.replace("2.50", "-2.50"))
    landing.land(path, feed=feed(landing, "refunds: negative_price"))
    assert [line[3:6:2] for line in landing.lines()] == [("1", "2.50"), ("-1", "2.50")]


def test_a_file_with_other_orders_does_not_replace(landing: Landing) -> None:
    by = feed(landing)
    landing.land(write(landing, FIRST), feed=by)
    other = write(landing, FIRST.replace("1,2025", "7,2025"))
    with pytest.raises(InputError, match="would replace the 1 orders.*none of them.*--replace"):
        landing.land(other, feed=by)
    warehouse = DuckDBWarehouse(landing.project.duckdb_path)
    try:
        options = LandingOptions(may_replace=True)
        progress = Progress(Console(file=io.StringIO()))
        [file] = land(landing.project, warehouse, [other], by, progress, options)
    finally:
        warehouse.close()
    assert file.outcome == "replaced"


def test_exports_of_one_name_are_kept_by_their_days(landing: Landing) -> None:
    by = feed(landing, "names: daily")
    landing.land(write(landing, FIRST), feed=by)
    landing.land(write(landing, FIRST.replace("1,2025-01-31", "2,2025-02-01")), feed=by)
    assert landing.query("select source_file from raw.landed_files order by 1") == [
        ("orders 2025-01-31.csv",),
        ("orders 2025-02-01.csv",),
    ]


def test_a_daily_file_with_the_days_of_another_one_is_told_until_one_of_them_is_forgotten(
    landing: Landing,
) -> None:
    """The file of another shop, by mistake; which of the two is wrong nobody can tell but people."""
    by = feed(landing, "names: daily")
    doubts = (
        "select doubt, example from raw.landing_doubts where doubt = 'same_days_and_other_orders'"
    )
    landing.land(write(landing, FIRST), feed=by)
    [other] = landing.land(write(landing, FIRST.replace("1,2025", "7,2025")), feed=by)
    assert "has the days of a file that is landed already and none of its 1 orders" in str(
        other.doubts[-1]
    )
    first = "orders 2025-01-31.csv"
    assert landing.query(doubts) == [("same_days_and_other_orders", first)]
    warehouse = DuckDBWarehouse(landing.project.duckdb_path)
    try:
        forget(warehouse, [first])
    finally:
        warehouse.close()
    assert landing.query(doubts) == []


def test_a_person_is_forgotten(landing: Landing) -> None:
    landing.land(write(landing, FIRST, FIRST.replace("K1", "K2")), feed=feed(landing))
    warehouse = DuckDBWarehouse(landing.project.duckdb_path)
    try:
        assert forget_customers(warehouse, ["k1"]) == 1
        with pytest.raises(InputError, match="No landed line"):
            forget_customers(warehouse, ["k1"])
    finally:
        warehouse.close()
    assert [line[6] for line in landing.lines()] == [None, "K2"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((FIRST, "currency: EUR"), (FIRST.replace("EUR", "USD"), "currency: USD")),
        ((FIRST, ""), (FIRST.replace("EUR", "CHF"), "")),
        (
            (FIRST.replace("EUR", "").replace("2.50", "2.50 €"), ""),
            (FIRST.replace("EUR", "GBP"), ""),
        ),
        ((FIRST, ""), (FIRST.replace("EUR", "").replace("2.50", "$2.50"), "")),
    ],
)
def test_currencies_of_two_files_are_refused_like_those_of_one(
    landing: Landing, first: tuple[str, str], second: tuple[str, str]
) -> None:
    """As the feed, a column or the marks beside the amounts name them."""

    def feed_of(option: str) -> Path:
        return feed(landing, option, "" if option else ", currency: Money")

    landing.land(write(landing, first[0], name="jan.csv"), feed=feed_of(first[1]))
    feb = write(landing, second[0], name="feb.csv")
    with pytest.raises(InputError, match=r"feb\.csv is in .* and jan\.csv in EUR"):
        landing.land(feb, feed=feed_of(second[1]))
    assert landing.query("select source_file, currency from raw.order_lines") == [
        ("jan.csv", "EUR")
    ]


def test_a_file_may_replace_its_own_lines_by_those_of_another_currency(landing: Landing) -> None:
    for currency in ("EUR", "USD"):
        path = write(landing, FIRST.replace("EUR", currency))
        landing.land(path, feed=feed(landing, columns=", currency: Money"))
    assert landing.query("select currency from raw.order_lines") == [("USD",)]
