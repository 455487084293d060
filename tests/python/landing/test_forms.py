"""One small export in every form that a file can have: the rows that arrive are always the same."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.python.landing.conftest import HEADER, LINES, Landing
from tests.python.landing.hostile_files import zipped

EXPECTED = [
    (
        "489001",
        "10001",
        "BLUE MUG",
        "12",
        "2010-12-01 08:26:00",
        "2.55",
        "13085.0",
        "United Kingdom",
    ),
    (
        "489001",
        "10002",
        'TRAY, 12" ROUND',
        "6",
        "2010-12-01 08:26:00",
        "3.39",
        "13085.0",
        "United Kingdom",
    ),
    ("489002", "10003", "TWO\nLINES", "1", "2010-12-01 09:00:00", "7.65", None, "France"),
]
TEXT = "\n".join((HEADER, *LINES)) + "\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_is_understood(landing: Landing, newline: str) -> None:
    landing.land(landing.write("orders.csv", TEXT.replace("\n", newline)))
    assert landing.lines() == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_every_encoding_is_understood(landing: Landing, encoding: str) -> None:
    text = TEXT.replace("BLUE MUG", "CAFÉ MUG £5")
    landing.land(landing.write("orders.csv", text, encoding))
    assert landing.lines()[0][2] == "CAFÉ MUG £5"


def test_a_byte_order_mark_is_no_part_of_the_first_column(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", TEXT, "utf-8-sig"))
    assert landing.lines() == EXPECTED


def test_a_last_line_without_line_end_is_a_line(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", TEXT.rstrip("\n")))
    assert landing.lines() == EXPECTED


def test_blank_lines_are_no_lines(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", TEXT.replace("\n489002", "\n\n489002") + "\n\n"))
    assert landing.lines() == EXPECTED
    assert landing.rejected() == []


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found(landing: Landing, delimiter: str) -> None:
    text = TEXT.replace(",", delimiter).replace(f"TRAY{delimiter} 12", "TRAY, 12")
    landing.land(landing.write("orders.csv", text))
    assert landing.lines() == EXPECTED


def test_a_gzip_file_is_unpacked(landing: Landing) -> None:
    path = landing.folder / "orders.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    landing.land(path)
    assert landing.lines() == EXPECTED


def test_all_tables_of_a_zip_are_landed(landing: Landing) -> None:
    path = landing.folder / "orders.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/january.csv", "\n".join((HEADER, LINES[0])))
        archive.writestr("b/february.csv", "\n".join((HEADER, *LINES[1:])))
        archive.writestr("readme.md", "not a table")
    landing.land(path)
    assert landing.lines() == EXPECTED


def test_the_record_of_many_tables_fits_its_column(landing: Landing) -> None:
    path = landing.folder / "orders.zip"
    path.write_bytes(zipped({f"{number}.csv": TEXT.encode() for number in range(30)}))
    feed = landing.project.feeds_folder / "online_retail_ii.yml"
    assert [one.outcome for one in landing.land(path, feed=feed)] == ["landed"]
    assert [one.outcome for one in landing.land(path, feed=feed)] == ["unchanged"]
    assert landing.query("select row_count, length(file_form) < 4000 from raw.landed_files") == [
        (90, True)
    ]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_every_way_to_zip_is_unpacked(landing: Landing, method: int) -> None:
    """Nothing is unpacked to where a member's name leads, and a folder is no table whatever its name."""
    path = landing.folder / "orders.zip"
    path.write_bytes(zipped({"2010.csv/": b"", "../../2010.csv/orders.csv": TEXT.encode()}, method))
    landing.land(path)
    assert landing.lines() == EXPECTED
    assert sorted(one.name for one in landing.folder.iterdir()) == ["orders.zip", "progress.txt"]


def test_a_folder_stands_for_its_files(landing: Landing) -> None:
    landing.write("1.csv", "\n".join((HEADER, LINES[0])))
    landing.write("2.csv", "\n".join((HEADER, *LINES[1:])))
    landing.write("notes.md", "not a table")
    (landing.folder / "progress.txt").unlink(missing_ok=True)
    warehouse_lines = landing.land(landing.folder / "1.csv", landing.folder / "2.csv")
    assert [file.outcome for file in warehouse_lines] == ["landed", "landed"]
    assert landing.lines() == EXPECTED


def test_every_matching_sheet_of_a_workbook_is_landed(landing: Landing) -> None:
    path = write_workbook(landing.folder / "orders.xlsx")
    landing.land(path)
    assert landing.lines() == EXPECTED
    assert landing.query("select source_row from raw.order_lines order by 1") == [(2,), (5,), (6,)]


def test_a_feed_picks_one_sheet(landing: Landing) -> None:
    path = write_workbook(landing.folder / "orders.xlsx")
    columns = (Path(landing.project.root) / "feeds/online_retail_ii.yml").read_text(
        encoding="utf-8"
    )
    feed = landing.write("feed.yml", f"{columns}\nsheet: Year 2010-2011\n")
    landing.land(path, feed=feed)
    assert landing.lines() == EXPECTED[1:]


def write_workbook(path: Path) -> Path:
    """A workbook in the form of UCI's own: numbers as numbers, dates as dates, two sheets of lines."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in (("Year 2009-2010", EXPECTED[:1]), ("Year 2010-2011", EXPECTED[1:])):
        sheet = book.create_sheet(title)
        if title == "Year 2010-2011":
            sheet.append([])
        sheet.append(HEADER.split(","))
        for invoice, code, text, quantity, date, price, customer, country in lines:
            moment = dt.datetime.fromisoformat(str(date))
            sheet.append(
                [
                    int(invoice),
                    int(code),
                    text,
                    int(quantity),
                    moment,
                    float(price),
                    customer,
                    country,
                ]
            )
    book.create_sheet("Notes").append(["nothing to see"])
    book.save(path)
    return path
