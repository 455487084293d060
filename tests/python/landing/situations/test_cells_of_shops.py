"""Numbers and days that are such by their type, in workbooks, JSON lines and Parquet, beside texts that only look so."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from python_jobs.landing.files.find import find_files, own_name
from tests.python.landing.situations.shop import COLUMNS, LINES, SOLD, Outcome, read, read_files

NAMES = COLUMNS.split(",")
RECORDS = [line.split(",") for line in LINES]


def written(kind: str, prices: list[Any], codes: list[Any] | None = None) -> bytes:
    """An export with these prices, of one piece each."""
    codes = codes or ["A"] * len(prices)
    rows = [
        [str(at), "2024-05-17", code, "Lamp", 1, price, f"K{at}", "DE"]
        for at, (price, code) in enumerate(zip(prices, codes, strict=True))
    ]
    if kind == "jsonl":
        lines = (json.dumps(dict(zip(NAMES, row, strict=True))) for row in rows)
        return "\n".join(lines).encode()
    out = io.BytesIO()
    if kind == "parquet":
        columns = zip(NAMES, zip(*rows, strict=True), strict=True)
        pq.write_table(pa.table({name: pa.array(values) for name, values in columns}), out)
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (NAMES, *rows):
            sheet.append(row)
        book.save(out)
    return out.getvalue()


def cells(folder: Path, kind: str, prices: list[Any], codes: list[Any] | None = None) -> Outcome:
    return read(folder, written(kind, prices, codes), name=f"orders.{kind}")


@pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
@pytest.mark.parametrize(
    "prices", [["1.250", 10.5], ["1,250", 10.5], ["1.250", 0.125, 3], ["1,250", 7.25]]
)
def test_a_number_by_its_type_says_nothing_of_how_texts_are_written(
    tmp_path: Path, kind: str, prices: list[Any]
) -> None:
    assert "can be read in two ways" in cells(tmp_path, kind, prices).refused


@pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
@pytest.mark.parametrize(
    ("prices", "sold"),
    [
        (["1.250", "2,50", 10.5], "1263"),
        (["1,250", "2.50", 10.5], "1263"),
        (["1.250", "2.50", 10.5], "14.25"),
        (["10,50", 1.255], "11.755"),
        ([1.125, 1000.0, 0.1 + 0.2, 1e-2], "1001.435"),
        ([1.5, 2.25, 3], "6.75"),
    ],
)
def test_texts_beside_numbers_are_read_by_the_texts(
    tmp_path: Path, kind: str, prices: list[Any], sold: str
) -> None:
    outcome = cells(tmp_path, kind, prices)
    assert (outcome.sold, outcome.doubts) == (Decimal(sold), [])


@pytest.mark.parametrize(
    ("prices", "sold"),
    [
        (pa.array([Decimal("1.250"), Decimal("15.125")], pa.decimal128(10, 3)), "16.375"),
        (pa.array([Decimal("1.25000"), Decimal("1500.00000")], pa.decimal128(12, 5)), "1501.25"),
        (pa.array([1.25, 1500.0], pa.float32()), "1501.25"),
        (pa.array([125, 1500]), "1625"),
        (pa.array(["1.250", "2,50"]).dictionary_encode(), "1252.5"),
    ],
)
def test_numbers_of_parquet_mean_what_their_type_says(
    tmp_path: Path, prices: pa.Array, sold: str
) -> None:
    outcome = read(tmp_path, written("parquet", prices.tolist()), name="orders.parquet")
    again = tmp_path / "typed"
    again.mkdir()
    table = pq.read_table(io.BytesIO(written("parquet", prices.tolist())))
    out = io.BytesIO()
    pq.write_table(table.set_column(NAMES.index("Preis"), "Preis", prices), out)
    typed = read(again, out.getvalue(), name="orders.parquet")
    assert (typed.sold, typed.doubts, outcome.sold) == (Decimal(sold), [], Decimal(sold))


def test_texts_that_parquet_keeps_as_bytes_are_texts(tmp_path: Path) -> None:
    outcome = cells(tmp_path, "parquet", [1.5, 2.5], ["Ä1".encode(), b"00123"])
    assert outcome.column("stock_code") == ["Ä1", "00123"]


@pytest.mark.parametrize("number", [1234567890123456789, 98765432109876543, 4.0e17])
def test_a_number_that_has_lost_digits_in_its_cell_is_told(tmp_path: Path, number: float) -> None:
    assert cells(tmp_path, "xlsx", [1.5, 2.5], [number, "A"]).doubts == ["scientific_ids"]


def test_a_whole_number_that_its_cell_holds_is_not_told(tmp_path: Path) -> None:
    outcome = cells(tmp_path, "xlsx", [1.5, 2.5], [4006381333931, 22423.0])
    assert (outcome.column("stock_code"), outcome.doubts) == (["4006381333931", "22423"], [])


@pytest.mark.parametrize(
    "time", [dt.time(14, 30), 0.6041666666, "14:30", "2:30 PM", dt.datetime(1899, 12, 30, 14, 30)]
)
@pytest.mark.parametrize("day", [dt.date(2024, 5, 17), 45429])
def test_a_day_and_a_time_in_two_cells_are_one_moment(
    tmp_path: Path, day: object, time: object
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*NAMES, "Uhr"])
    sheet.append(["7", day, "A", "Lamp", 1, 40, "K1", "DE", time])
    out = io.BytesIO()
    book.save(out)
    feed = "columns: {invoice: Nr, invoice_date: Tag, invoice_time: Uhr, stock_code: Art, quantity: Stk, price: Preis}\n"
    outcome = read(tmp_path, out.getvalue(), feed, name="orders.xlsx")
    assert (outcome.column("invoice_date")[0] or "").startswith("2024-05-17 14:30")


def test_a_folder_of_spark_says_a_column_of_its_files(tmp_path: Path) -> None:
    """As Spark writes a table that is parted by a column; a column of the file's own counts more."""
    files = {}
    for place, rows in {"Land=DE": RECORDS[:2], "Land=C%C3%B4te%20d": RECORDS[2:]}.items():
        written = io.BytesIO()
        columns = dict(zip(NAMES[:-1], zip(*(row[:-1] for row in rows), strict=True), strict=True))
        pq.write_table(pa.table(columns), written)
        files[f"Stk=9/{place}/part-0.parquet"] = written.getvalue()
    outcome = read_files(tmp_path, files)
    assert (outcome.refused, outcome.sold) == ("", SOLD)
    assert sorted(map(str, outcome.column("country"))) == ["Côte d", "DE", "DE"]


def test_a_file_in_a_folder_of_spark_is_named_with_it(tmp_path: Path) -> None:
    """Landed by itself it is the file that the whole folder has, and its column is known."""
    place = tmp_path / "table" / "Land=DE" / "day=1"
    place.mkdir(parents=True)
    (place / "part-0.parquet").write_bytes(b"")
    (place / "orders.csv").write_bytes(b"")
    assert own_name(place / "part-0.parquet") == "Land=DE/day=1/part-0.parquet"
    assert own_name(place / "orders.csv") == "orders.csv"
    assert set(find_files([place / "part-0.parquet"])) == {"Land=DE/day=1/part-0.parquet"}
