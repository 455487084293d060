"""A workbook's codes with zeros in front arrive as its CSV export has them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.cell_formats.form import parse_format
from python_jobs.landing.contents.workbook_rows import cell_text
from tests.python.landing.conftest import HEADER, Landing
from tests.python.landing.old_workbooks import write_ods, write_xls
from tests.python.landing.xlsb import write_xlsb

MOMENT = "2010-12-01 08:26:00"


def save(path: Path, number_format: str, first_cell: str = "A1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    column, row = openpyxl.utils.cell.coordinate_from_string(first_cell)
    first = openpyxl.utils.column_index_from_string(column)
    line: list[object] = [None, None, "MUG", 2, MOMENT, 1.5, 13085, "France"]
    records: list[list[object]] = [
        [*HEADER.split(",")],
        [900, 22, *line[2:]],
        [901, 123456, *line[2:]],
    ]
    for down, record in enumerate(records):
        for across, value in enumerate(record):
            sheet.cell(row + down, first + across, value)
        if down:
            sheet.cell(row + down, first + 1).number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("number_format", "codes"),
    [
        ("00000", ["00022", "123456"]),
        ('"SKU-"0000', ["SKU-0022", "SKU-123456"]),
        ("000-000", ["000-022", "123-456"]),
        ("General", ["22", "123456"]),
        ("0.00", ["22", "123456"]),
        ("#,##0", ["22", "123456"]),
    ],
)
def test_codes_are_read_as_they_are_shown(
    landing: Landing, number_format: str, codes: list[str]
) -> None:
    landing.land(save(landing.folder / "orders.xlsx", number_format))
    assert [line[1] for line in landing.lines()] == codes
    assert [line[3] for line in landing.lines()] == ["2", "2"]


def test_a_table_may_start_anywhere_in_its_sheet(landing: Landing) -> None:
    landing.land(save(landing.folder / "orders.xlsx", "00000", "C4"))
    assert [line[1] for line in landing.lines()] == ["00022", "123456"]


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", "0", "0%", "0.000", "00.00", "#00000", "@", "0E+00", ""]
)
def test_other_formats_write_no_zeros(code: str) -> None:
    assert parse_format(code) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [("[Red]00000", "00022"), ("00000;-00000", "00022"), ("\\A000", "A022"), ("000_)", "022")],
)
def test_colours_and_the_form_of_negatives_count_for_nothing(code: str, text: str) -> None:
    found = parse_format(code)
    assert found
    assert found.write(22) == text


@pytest.mark.parametrize(("cell", "text"), [(1.125, "1.1250"), (12.5, "12.5"), (1250.0, "1250")])
def test_a_number_of_a_cell_has_one_meaning(cell: float, text: str) -> None:
    assert cell_text(cell) == text


def test_prices_of_cells_are_never_ambiguous(landing: Landing) -> None:
    path = save(landing.folder / "orders.xlsx", "General")
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        book.active.cell(row, 6, 1.125)
    book.save(path)
    landing.land(path)
    assert {line[5] for line in landing.lines()} == {"1.1250"}


RECORDS = (
    (900.0, 22.0, "MUG", 2.0, 40513.351388888885, 1.5, 13085.0, "France"),
    (901.0, 123456.0, "MUG", 2.0, 40514.5, 1.5, 815.0, "France"),
)
CODE, DAY = 1, 4


def write_old(path: Path, code: str, day: str) -> Path:
    """A workbook of another kind than .xlsx with a format for the codes and one for the days."""
    rows = [HEADER.split(","), *RECORDS]
    if path.suffix == ".xlsb":
        write_xlsb(path, rows, {CODE: code, DAY: day})
    elif path.suffix == ".xls":
        write_xls(path, rows, {CODE: code, DAY: day})
    else:
        dates = ("date:2010-12-01T08:26:00", "date:2010-12-02T12:00:00")
        days = [(*row[:DAY], at, *row[DAY + 1 :]) for row, at in zip(RECORDS, dates, strict=True)]
        shown = {"00000": "{:05d}", '"SKU-"0000': "SKU-{:04d}", "0": "{:d}", "#,##0": "{:,d}"}
        write_ods(path, [HEADER.split(","), *days], {CODE: shown[code]})
    return path


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods"])
@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("00000", ["00022", "123456"]),
        ('"SKU-"0000', ["SKU-0022", "SKU-123456"]),
        ("0", ["22", "123456"]),
        ("#,##0", ["22", "123456"]),
    ],
)
def test_codes_and_days_of_older_workbooks_are_read_as_they_are_shown(
    landing: Landing, suffix: str, code: str, codes: list[str]
) -> None:
    landing.land(write_old(landing.folder / f"orders{suffix}", code, "yyyy\\-mm\\-dd\\ hh:mm"))
    assert [line[1] for line in landing.lines()] == codes
    assert [line[3] for line in landing.lines()] == ["2", "2"]
    assert [line[4] for line in landing.lines()] == ["2010-12-01 08:26:00", "2010-12-02 12:00:00"]
    assert [line[6] for line in landing.lines()] == ["13085", "815"]


@pytest.mark.parametrize("name", ["orders.xls", "orders.xlsx"])
@pytest.mark.parametrize("kind", [".xlsb", ".ods", ".xls"])
def test_a_workbook_under_the_name_of_another_kind_keeps_its_zeros(
    landing: Landing, name: str, kind: str
) -> None:
    path = write_old(landing.folder / f"orders{kind}", "00000", "yyyy\\-mm\\-dd")
    landing.land(path.rename(landing.folder / name))
    assert [line[1] for line in landing.lines()] == ["00022", "123456"]


def _with_prices(path: Path, *formats: str) -> Path:
    """Two lines whose prices have these formats."""
    save(path, "General")
    book = openpyxl.load_workbook(path)
    for row, code in enumerate(formats, start=2):
        book.active.cell(row, 6).number_format = code
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"$"#,##0.00', '#,##0.00\\ "€"'), ("[$€-407] #,##0.00", "[$£-809]#,##0.00"), ('0.00 "USD"', '0.00 "EUR"'), ("[$USD] 0.00", '0.00\\ "zł"'),
    ],
)  # fmt: skip
def test_currencies_that_formats_alone_tell_are_refused(
    landing: Landing, one: str, other: str
) -> None:
    with pytest.raises(InputError, match="several currencies"):
        landing.land(_with_prices(landing.folder / "orders.xlsx", one, other))


@pytest.mark.parametrize("code", ['"$"#,##0.00', "[$€-407] #,##0.00", "[$-409]0.00", "0.00"])
def test_one_currency_of_formats_changes_no_price(landing: Landing, code: str) -> None:
    landing.land(_with_prices(landing.folder / "orders.xlsx", code, code))
    assert {line[5] for line in landing.lines()} == {"1.5"}
