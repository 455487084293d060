"""Values over the files of a feed: what one file leaves open, another one decides."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

FEED = (
    "columns: {invoice: Order, invoice_date: Date, stock_code: SKU, quantity: Qty, price: Price}\n"
)
HEADER = "Order;Date;SKU;Qty;Price\n"
TELLS = f"{HEADER}1;13.03.2024;S1;1;1.250,00\n2;14.03.2024;K1;2;19,90\n"
OPEN = f"{HEADER}3;03.04.2024;S1;1;1.250\n"


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_files_of_one_landing_are_read_alike(landing: Landing, names: tuple[str, str]) -> None:
    """Whichever comes first."""
    feed = landing.write("feed.yml", FEED)
    landing.land(landing.write(names[0], TELLS), landing.write(names[1], OPEN), feed=feed)
    assert landing.query("select invoice_date, price from raw.order_lines where invoice = '3'") == [
        ("2024-04-03 00:00:00", "1250")
    ]


def test_a_daily_file_is_read_like_the_earlier_ones(landing: Landing) -> None:
    feed = landing.write("feed.yml", FEED)
    daily = landing.write("2024-04-03.csv", OPEN)
    with pytest.raises(InputError, match="two ways"):
        landing.land(daily, feed=feed)
    assert not landing.warehouse_exists()
    landing.land(landing.write("2024-03-14.csv", TELLS), feed=feed)
    landing.land(daily, feed=feed)
    assert landing.lines()[-1][4:6] == ("2024-04-03 00:00:00", "1250")


def test_the_files_of_another_feed_tell_nothing(landing: Landing) -> None:
    landing.land(landing.write("a.csv", TELLS), feed=landing.write("feed.yml", FEED))
    with pytest.raises(InputError, match="two ways"):
        landing.land(landing.write("b.csv", OPEN), feed=landing.write("other.yml", FEED))


def test_a_feed_of_the_same_name_with_other_columns_tells_nothing(landing: Landing) -> None:
    landing.land(landing.write("a.csv", TELLS), feed=landing.write("feed.yml", FEED))
    other = landing.write("feed.yml", FEED.replace("Order", "No."))
    daily = landing.write("b.csv", OPEN.replace("Order", "No."))
    with pytest.raises(InputError, match="two ways"):
        landing.land(daily, feed=other)


def test_numbers_of_json_have_one_meaning_whatever_the_texts_beside_them(landing: Landing) -> None:
    """A comma in a text of the same file says nothing of the point in a number."""
    feed = landing.write("feed.yml", FEED)
    rows = (
        '{"Order": 1, "Date": "2024-03-13", "SKU": "S1", "Qty": 1.125, "Price": "2,50"}',
        '{"Order": 2, "Date": "2024-03-14", "SKU": "S1", "Qty": 1.5e1, "Price": "3,50"}',
        '{"Order": 3, "Date": "2024-03-15", "SKU": "S1", "Qty": 2, "Price": "4,50"}',
    )
    landing.land(landing.write("a.jsonl", "\n".join(rows)), feed=feed)
    assert landing.query("select quantity, price from raw.order_lines order by source_row") == [
        ("1.1250", "2.50"),
        ("15", "3.50"),
        ("2", "4.50"),
    ]


def test_decimals_of_parquet_have_one_meaning(landing: Landing) -> None:
    path = landing.folder / "a.parquet"
    columns = {
        "Order": ["1", "2"],
        "Date": ["2024-03-13", "2024-03-14"],
        "SKU": ["S1", "S1"],
        "Qty": pa.array([Decimal("1.125"), Decimal("2.500")], pa.decimal128(9, 3)),
        "Price": ["2,50", "3,50"],
    }
    pq.write_table(pa.table(columns), path)
    landing.land(path, feed=landing.write("feed.yml", FEED))
    assert landing.query("select quantity, price from raw.order_lines order by source_row") == [
        ("1.1250", "2.50"),
        ("2.5", "3.50"),
    ]


@pytest.mark.parametrize(
    ("header", "date", "time", "moment"),
    [
        ("Time", "03/14/2024", "23:59:10", "2024-03-14 23:59:10"),
        ("Uhrzeit", "14.03.2024", "7:05", "2024-03-14 07:05:00"),
        ("Order time", "2024-03-14", "7:05 PM", "2024-03-14 19:05:00"),
        ("Heure", "2024-03-14 00:00:00", "07:05", "2024-03-14 07:05"),
    ],
)
def test_a_time_that_the_feed_does_not_name_is_read_and_told(
    landing: Landing, header: str, date: str, time: str, moment: str
) -> None:
    text = f"{HEADER.strip()};{header}\n1;{date};S1;1;2.50;{time}\n"
    [file] = landing.land(landing.write("a.csv", text), feed=landing.write("feed.yml", FEED))
    assert landing.lines()[0][4] == moment
    assert [one.kind for one in file.doubts] == ["time_column"]


@pytest.mark.parametrize(
    ("header", "date", "time"),
    [
        ("Time", "2024-03-14 10:00:00", "11:00"),  # the date has one
        ("Delivery time", "2024-03-14", "11:00"),
        ("Time", "2024-03-14", "3 days"),
    ],
)
def test_what_is_not_the_time_of_the_order_is_left_alone(
    landing: Landing, header: str, date: str, time: str
) -> None:
    text = f"{HEADER.strip()};{header}\n1;{date};S1;1;2.50;{time}\n"
    [file] = landing.land(landing.write("a.csv", text), feed=landing.write("feed.yml", FEED))
    assert landing.lines()[0][4] == date
    assert not file.doubts
