"""The rows of a workbook on standard output, for workbook.py.

usage: python workbook_rows.py WORKBOOK MOST_BYTES

It is a program of its own, because a workbook of a few kilobytes can fill the memory of any machine (one
cell in the last corner of a sheet, a long text that a million cells share): it ends this program then,
and not the landing. Where the system can, MOST_BYTES keeps it from taking the machine's memory first.

Each line is JSON: {"sheet": name, "hidden": …, "merged": …, "hidden_rows": …, "formulas": …} where a sheet starts (of a web page with its "encoding"), then
lists of rows, each a list of texts. A cell that is merged into one above it has that one's text behind a record separator (U+001E).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from python_jobs.landing.contents.cell_formats.find import find_cell_formats
from python_jobs.landing.contents.cell_formats.form import CellFormat
from python_jobs.landing.contents.markup.page import page_lines
from python_jobs.landing.contents.markup.written_as import START_BYTES, WrittenAs, written_as
from python_jobs.landing.contents.markup.xml_workbook import xml_lines
from python_jobs.landing.contents.sheet_marks.find import find_marks

CELLS_OF_A_BATCH = 400_000
CHARACTERS_OF_A_BATCH = 1 << 22
# More than the warehouse takes, so that the landing sees that the text is too long.
LONGEST_TEXT = 4001
# Whole numbers from here on have lost their last digits.
FIRST_INEXACT = 2.0**53
UNREADABLE = 3
TOO_LARGE = 4


def main(path: str, most_bytes: int) -> int:
    """Write the rows; an unreadable workbook is told on standard error."""
    try:
        _limit_memory(most_bytes)
        for line in _lines(path):
            text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
            sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()
    except MemoryError:
        return TOO_LARGE
    except BaseException as error:  # a panic in calamine is no Exception
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    return 0


def _limit_memory(most_bytes: int) -> None:
    """Best effort: Windows has no such limit, and macOS may refuse it."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        least = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (least, hard))


def _lines(path: str) -> Iterator[dict[str, Any] | list[list[str]]]:
    with open(path, "rb") as file:  # noqa: PTH123  # this program imports little
        written = written_as(file.read(START_BYTES))
    if written == WrittenAs.PAGE:
        yield from page_lines(path)
    elif written == WrittenAs.XML:
        yield from xml_lines(path)
    else:
        yield from _lines_of_workbook(path)


def _lines_of_workbook(path: str) -> Iterator[dict[str, Any] | list[list[str]]]:
    workbook = _open(path)
    find_cells = find_cell_formats(path)
    find_sheet_marks = find_marks(path)
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        opened = workbook.get_sheet_by_name(sheet.name)
        merged = _merged_down(opened)
        hidden = sheet.visible != SheetVisibleEnum.Visible
        # Empty rows above the first used one come along, empty columns before it do not.
        first_column = opened.start[1] if opened.start else 0
        marks = find_sheet_marks(sheet.name)
        yield {
            "sheet": sheet.name,
            "hidden": hidden,
            "merged": bool(merged),
            "hidden_rows": marks.hidden_rows,
            "formulas": [(at - first_column, count) for at, count in marks.formulas.items()],
        }
        batch: list[list[str]] = []
        cells = characters = 0
        formats = find_cells(sheet.name)
        for number, row in enumerate(opened.iter_rows()):
            texts = [
                cell_text(cell, formats.get((number, column)))[:LONGEST_TEXT]
                for column, cell in enumerate(row, start=first_column)
            ]
            if merged:
                _fill(texts, number, first_column, merged)
            batch.append(texts)
            cells += len(texts)
            characters += sum(map(len, texts))
            if cells >= CELLS_OF_A_BATCH or characters >= CHARACTERS_OF_A_BATCH:
                yield batch
                batch = []
                cells = characters = 0
        yield batch


def _open(path: str) -> CalamineWorkbook:
    """The workbook, by its name's end, or by its content where that end is wrong."""
    try:
        return CalamineWorkbook.from_path(path)
    except Exception:
        with open(path, "rb") as file:  # noqa: PTH123  # this program imports little
            return CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


@dataclass
class _Merged:
    """A column of a merged range: its rows, and the text of its first one once that has been read."""

    first_row: int
    last_row: int
    column: int
    text: str = ""


def _merged_down(sheet: Any) -> list[_Merged]:
    """The first columns of the ranges that are merged over several rows, by their first rows."""
    ranges = sheet.merged_cell_ranges or []
    found = [_Merged(top, bottom, left) for (top, left), (bottom, _) in ranges if bottom > top]
    return sorted(found, key=lambda one: one.first_row)


def _fill(texts: list[str], row: int, first_column: int, merged: list[_Merged]) -> None:
    """Give the cells of a row that are merged into one above it that one's text."""
    over = 0
    for one in merged:
        if one.first_row > row:
            break
        if one.last_row < row:
            over += 1
            continue
        at = one.column - first_column
        if not 0 <= at < len(texts):
            continue
        if one.first_row == row:
            one.text = texts[at]
        elif not texts[at] and one.text:
            texts[at] = f"\x1e{one.text}"
    if over > 1000:
        merged[:] = [one for one in merged if one.last_row >= row]


def cell_text(cell: Any, cell_format: CellFormat | None = None) -> str:
    """A cell as text: whole numbers without decimals, other numbers without exponent, times as ISO; zeros in front and a currency where its format tells them.

    1.125 becomes 1.1250: as a number it has a single meaning, and as the text `1.125` it would have two. A number whose last
    digits the cell has lost keeps its exponent.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        if abs(cell) >= FIRST_INEXACT:
            return f"{cell:.16E}" if math.isfinite(cell) else str(cell)
        shown = cell_format.write(cell) if cell_format else None
        if shown:
            return shown
        if cell.is_integer():
            return str(int(cell))
        text = format(Decimal(repr(cell)), "f")
        return f"{text}0" if text[-4:-3] == "." else text
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
