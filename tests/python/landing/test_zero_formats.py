"""A workbook's codes with zeros in front arrive as its CSV export has them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from python_jobs.landing.contents.workbook_rows import cell_text
from python_jobs.landing.contents.zero_formats import parse_format
from tests.python.landing.conftest import HEADER, Landing

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
