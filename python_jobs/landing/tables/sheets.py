"""Records out of the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from python_jobs.core.wording import cut, utf16_length
from python_jobs.landing.contents.workbook import Sheet
from python_jobs.landing.tables.batches import Batch, RejectedLine, make_lines
from python_jobs.landing.tables.records import LONGEST_FIELD


def read_sheet(sheet: Sheet) -> Iterator[Batch]:
    """The rows behind the header; blank ones are no lines."""
    for first_row, rows in sheet.blocks():
        yield _batch(rows, first_row, len(sheet.header))


def _batch(rows: list[list[str]], first_row: int, width: int) -> Batch:
    numbers, records, rejected = [], [], []
    for row_number, row in enumerate(rows, start=first_row):
        if any(utf16_length(value) > LONGEST_FIELD for value in row):
            error = f"a cell is longer than {LONGEST_FIELD:,} characters"
            rejected.append(RejectedLine(row_number, cut(",".join(row), LONGEST_FIELD), error))
        elif any(row):
            numbers.append(row_number)
            records.append(row[:width] + [""] * (width - len(row)))
    return Batch(make_lines(numbers, records, width), rejected)
