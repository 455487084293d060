"""What an .ods says of its rows and cells beside their values: rows that are hidden or filtered out, formulas without a value."""

from __future__ import annotations

from typing import IO
from xml.etree import ElementTree

from python_jobs.landing.contents.sheet_marks.form import SheetMarks

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _GROUP = f"{_TABLE}table-row", f"{_TABLE}table-row-group"
_HIDDEN = ("collapse", "filter")


def look(stream: IO[bytes], sheet: str) -> SheetMarks:
    """Those of a sheet of content.xml."""
    found = SheetMarks()
    is_asked_for = False
    closed_groups = 0
    for event, one in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314  # expat ends bombs of entities
        if one.tag == f"{_TABLE}table":
            is_asked_for = event == "start" and one.get(f"{_TABLE}name") == sheet
        elif one.tag == _GROUP and one.get(f"{_TABLE}display") == "false":
            closed_groups += 1 if event == "start" else -1
        elif event == "end" and one.tag == _ROW:
            if is_asked_for:
                _look_at_row(one, found, closed_groups > 0)
            one.clear()
    return found


def _look_at_row(row: ElementTree.Element, found: SheetMarks, is_closed: bool) -> None:
    rows = _repeats(row, "rows")
    column = 0
    holds_something = False
    for cell in row:
        formula = cell.get(f"{_TABLE}formula")
        has_value = bool(cell.get(f"{_OFFICE}value-type")) or len(cell) > 0
        holds_something |= has_value or bool(formula)
        if formula and not has_value:
            found.formulas[column] = found.formulas.get(column, 0) + rows
        column += _repeats(cell, "columns")
    if holds_something and (is_closed or row.get(f"{_TABLE}visibility") in _HIDDEN):
        found.hidden_rows += rows


def _repeats(one: ElementTree.Element, what: str) -> int:
    return int(one.get(f"{_TABLE}number-{what}-repeated") or 1)
