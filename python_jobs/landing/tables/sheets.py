"""Records out of the rows of a sheet."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from python_jobs.core.wording import cut, utf16_length
from python_jobs.landing.contents.workbook import MERGED, Sheet
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.batches import Batch, RejectedLine, make_lines
from python_jobs.landing.tables.records import LONGEST_FIELD
from python_jobs.landing.tables.two_rows import are_sure, joined_names


def find_header(sheet: Sheet, feed: Feed | None, feeds: Sequence[Feed]) -> tuple[list[str], int]:
    """The header of a sheet and the number of its row (0 where there is none): the row that the feed names, the
    first that a feed matches, else the first that is no title; or two of them (see two_rows)."""
    rows = [(at, _names(row)) for at, row in sheet.first_rows]
    if feed and feed.has_no_header:
        return [f"column {number}" for number in range(1, len(rows[0][1]) + 1)], 0
    if feed and feed.header_row:
        rows = _row_from(sheet, feed.header_row) or rows
    singles = rows[:1] if feed and feed.header_row else rows
    pairs = [
        (at, joined, are_sure(above, below))
        for (before, above), (at, below) in itertools.pairwise(rows)
        if at == before + 1 and (joined := joined_names(above, below))
    ]
    pairs = pairs[:1] if feed and feed.header_row else pairs
    known = [*singles, *((at, joined) for at, joined, _ in pairs)]
    matching = (one for one in known if any(each.matches(one[1]) for each in feeds))
    usual = next(((at, joined) for at, joined, is_sure in pairs if is_sure), _first_wide(rows))
    at, header = next(matching, usual)
    return header, at


def _first_wide(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first row that has no few cells beside the widest one: a title stands in a cell or two above the header."""
    widths = [sum(map(bool, row)) for _, row in rows]
    return next(row for row, width in zip(rows, widths, strict=True) if 2 * width > max(widths))


def _row_from(sheet: Sheet, first_row: int) -> list[tuple[int, list[str]]]:
    """The first two rows with something in them from a row on, however far down; none where there is none."""
    rows = (
        (at, _names(row))
        for number, block in sheet.blocks(first_row - 1)
        for at, row in enumerate(block, start=number)
        if any(row)
    )
    return list(itertools.islice(rows, 2))


def _names(row: Sequence[str]) -> list[str]:
    return [name.lstrip(MERGED).strip() for name in row]


def read_sheet(sheet: Sheet, header_row: int, width: int) -> Iterator[Batch]:
    """The rows behind the header; blank ones do not count as lines."""
    for first_row, rows in sheet.blocks(header_row):
        yield _batch(rows, first_row, width)


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
