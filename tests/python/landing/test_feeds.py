"""Exports of other shops: a feed says which column is what, and what it leaves out is detected."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

FEED = """
columns: {invoice: Order No, invoice_date: Ordered, stock_code: SKU, quantity: Qty, price: Unit Price}
"""


def test_the_older_online_retail_is_known(landing: Landing) -> None:
    text = (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n"
        "536365,85123A,CAFÉ SIGN,6,12/1/2010 8:26,2.55,17850,United Kingdom\r\n"
    )
    landing.land(landing.write("Online Retail.csv", text, "iso-8859-1"))
    assert landing.lines() == [
        (
            "536365",
            "85123A",
            "CAFÉ SIGN",
            "6",
            "2010-12-01 08:26:00",
            "2.55",
            "17850",
            "United Kingdom",
        )
    ]


def test_a_feed_declares_everything(landing: Landing) -> None:
    feed = landing.write(
        "feed.yml",
        "columns: {invoice: Order No, invoice_date: Ordered, stock_code: SKU, description: Item,\n"
        "  quantity: Qty, price: Unit Price, customer_id: Account, country: Country}\n"
        'date_format: "%d.%m.%Y %H:%M"\ndelimiter: ";"\nencoding: cp1252\ndecimal: ","\n',
    )
    text = (
        "Order No;Ordered;SKU;Item;Qty;Unit Price;Account;Country;Remark\n"
        "B1;03.02.2024 10:15;X1;Käse;1.200;1.234,50;K7;Österreich;-\n"
        "B2;31.04.2024 10:15;X2;;3;2,5;;;-\n"
    )
    landing.land(landing.write("orders.csv", text, "cp1252"), feed=feed)
    assert landing.lines() == [
        ("B1", "X1", "Käse", "1200", "2024-02-03 10:15:00", "1234.50", "K7", "Österreich"),
        ("B2", "X2", None, "3", "31.04.2024 10:15", "2.5", None, None),
    ]


def test_of_several_feeds_the_one_that_fits_says_how_to_read(
    landing: Landing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    feeds = tmp_path / "project" / "feeds"
    shutil.copytree(landing.project.feeds_folder, feeds)
    (feeds / "my_shop.yml").write_text(FEED + "encoding: iso8859-15\n", encoding="utf-8")
    (feeds / "other_shop.yml").write_text(FEED + "encoding: utf-16\n", encoding="utf-8")
    landing.project = replace(landing.project, root=feeds.parent)
    text = "Order No,Ordered,SKU,Qty,Unit Price\n1,2024-02-13,10 €,1,1.5\n"
    with caplog.at_level("INFO"):
        landing.land(landing.write("o.csv", text, "iso8859-15"))
        landing.land(landing.write("p.csv", text, "utf-16"))
    # Left to detection the first would be read as cp1252, in which the byte of € is another sign.
    assert [line[1] for line in landing.lines()] == ["10 €", "10 €"]
    assert "is not UTF-8" not in caplog.text


def test_of_several_feeds_the_one_that_fits_names_the_sheet(
    landing: Landing, tmp_path: Path
) -> None:
    feeds = tmp_path / "project" / "feeds"
    shutil.copytree(landing.project.feeds_folder, feeds)
    (feeds / "my_shop.yml").write_text(FEED + "sheet: New\n", encoding="utf-8")
    landing.project = replace(landing.project, root=feeds.parent)
    workbook = openpyxl.Workbook()
    for name, sku in (("Old", "X1"), ("New", "X2")):
        sheet = workbook.create_sheet(name)
        sheet.append(["Order No", "Ordered", "SKU", "Qty", "Unit Price"])
        sheet.append(["1", "2024-02-13", sku, 1, 1.5])
    workbook.save(landing.folder / "orders.xlsx")
    landing.land(landing.folder / "orders.xlsx")
    assert [line[1] for line in landing.lines()] == ["X2"]


def test_what_a_feed_leaves_out_is_detected(landing: Landing) -> None:
    text = (
        "Order No;Ordered;SKU;Qty;Unit Price\n"
        "1;13.02.2024;X1;1;1,5\n2;01.02.2024;X1;2;1234,25\n3;02.02.2024;X1;2;1.234,00\n"
    )
    landing.land(landing.write("o.csv", text), feed=landing.write("feed.yml", FEED))
    assert [line[4:6] for line in landing.lines()] == [
        ("2024-02-13 00:00:00", "1.5"),
        ("2024-02-01 00:00:00", "1234.25"),
        ("2024-02-02 00:00:00", "1234.00"),
    ]


def test_a_price_is_made_from_the_amount_of_the_line(landing: Landing) -> None:
    feed = landing.write("feed.yml", FEED.replace("price: Unit Price", "line_amount: Total"))
    text = (
        "Order No,Ordered,SKU,Qty,Total\n1,2024-01-01,X,4,10\n2,2024-01-01,X,-2,-3\n"
        "3,2024-01-01,X,0,5\n4,2024-01-01,X,many,5\n"
    )
    landing.land(landing.write("o.csv", text), feed=feed)
    assert [line[5] for line in landing.lines()] == ["2.5000", "1.5000", "5", "5"]


def test_a_price_too_large_for_the_warehouse_stays_the_amount(landing: Landing) -> None:
    feed = landing.write("feed.yml", FEED.replace("price: Unit Price", "line_amount: Total"))
    text = "Order No,Ordered,SKU,Qty,Total\n1,2024-01-01,X,0.0001,99999999999999\n"
    landing.land(landing.write("o.csv", text), feed=feed)
    assert landing.lines()[0][5] == "99999999999999"


@pytest.mark.parametrize("word", ["infinity", "-infinity", "epoch", "now", "today"])
def test_a_word_is_no_date(landing: Landing, word: str) -> None:
    """DuckDB's strptime reads some words as the year 1900, whatever the format."""
    text = f"Order No,Ordered,SKU,Qty,Unit Price\n1,13.02.2024,X,1,2\n2,{word},X,1,2\n"
    path = landing.write("o.csv", text)
    landing.land(path, feed=landing.write("feed.yml", FEED))
    assert [line[4] for line in landing.lines()] == ["2024-02-13 00:00:00", word]
    declared = landing.write("feed.yml", f'{FEED}date_format: "%d.%m.%Y"\n')
    landing.land(path, feed=declared)
    assert landing.lines()[1][4] == word


def test_a_date_that_reads_two_ways_is_never_guessed(landing: Landing) -> None:
    path = landing.write("o.csv", "Order No,Ordered,SKU,Qty,Unit Price\n1,01/02/2024,X,4,10\n")
    with pytest.raises(InputError, match=r"01/02/2024.*two ways.*date_format.*%d/%m/%Y.*%m/%d/%Y"):
        landing.land(path, feed=landing.write("feed.yml", FEED))
    assert not landing.warehouse_exists()


def test_dates_that_cannot_be_read_are_named(landing: Landing) -> None:
    path = landing.write("o.csv", "Order No,Ordered,SKU,Qty,Unit Price\n1,yesterday,X,4,10\n")
    with pytest.raises(InputError, match="'yesterday'.*date_format"):
        landing.land(path, feed=landing.write("feed.yml", FEED))


def test_a_mended_feed_reads_the_same_bytes_again(landing: Landing) -> None:
    path = landing.write("o.csv", "Order No,Ordered,SKU,Qty,Unit Price\n1,01/02/2024,X,4,10\n")
    wrong = landing.write("feed.yml", FEED + 'date_format: "%m/%d/%Y"\n')
    assert landing.land(path, feed=wrong)[0].outcome == "landed"
    assert landing.land(path, feed=wrong)[0].outcome == "unchanged"
    right = landing.write("feed.yml", FEED + 'date_format: "%d/%m/%Y"\n')
    assert landing.land(path, feed=right)[0].outcome == "replaced"
    assert landing.lines()[0][4] == "2024-02-01 00:00:00"


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        ("just text", "needs a line like"),
        ("columns: {invoice: A}", "columns lacks invoice_date"),
        (FEED.replace(", price: Unit Price", ""), "lacks price .or line_amount"),
        (FEED + "colour: red", "does not know 'colour'"),
        (FEED.replace("price: Unit Price", "cost: X"), "no field 'cost'"),
        (FEED + 'delimiter: ";\\n"', "delimiter is what stands between two fields"),
        (FEED.replace("Order No", "No"), r"put the column of invoice in quotes.*invoice: \"No\""),
        (FEED + "decimal: x", "decimal is"),
        (FEED + "encoding: klingon", "no encoding 'klingon'"),
        (FEED + "encoding: utf-7", "no encoding 'utf-7'"),
        (FEED + "encoding: unicode_escape", "no encoding 'unicode_escape'"),
        (FEED + 'encoding: "a\\0b"', "no encoding"),
        (FEED + 'date_format: "%Q"', "date_format '%Q' is no form such as %d"),
        (FEED.replace("SKU", "[SKU, Size]"), "a field is one column"),
        ("columns: {invoice: 2010-99-99}", "columns lacks invoice_date"),
        ("[" * 5000, "is not valid YAML"),
        ("columns: [", "is not valid YAML"),
    ],
)
def test_a_wrong_feed_says_what_to_mend(landing: Landing, feed: str, message: str) -> None:
    path = landing.write("o.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match=message):
        landing.land(path, feed=landing.write("feed.yml", feed))
    assert not landing.warehouse_exists()


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            'date_format: "%Y/%m/%d"',
            "'13.02.2024' cannot be read as .* Correct that line to  date_format: .%d.%m.%Y",
        ),
        ('decimal: "."', "not one of 1 values in the column 'Unit Price'.*decimal"),
    ],
)
def test_a_form_that_reads_nothing_is_a_wrong_feed(
    landing: Landing, option: str, message: str
) -> None:
    path = landing.write("o.csv", "Order No;Ordered;SKU;Qty;Unit Price\n1;13.02.2024;X;4;10,5\n")
    with pytest.raises(InputError, match=message):
        landing.land(path, feed=landing.write("feed.yml", FEED + option))
    assert not landing.warehouse_exists()


def test_a_wrong_delimiter_of_a_feed_is_named(landing: Landing) -> None:
    feed = landing.write("feed.yml", f'{FEED}delimiter: ","\n')
    orders = landing.write(
        "orders.csv", "Order No;Ordered;SKU;Qty;Unit Price\n1;2024-02-13;A;1;2,50\n"
    )
    with pytest.raises(InputError, match="by its line  delimiter: ',',  and by ';' it has them"):
        landing.land(orders, feed=feed)
