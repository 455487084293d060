"""What the part of a sheet in an .xlsb says of its rows: those that are hidden."""

from __future__ import annotations

from typing import IO

from python_jobs.landing.contents.cell_formats.xlsb import records
from python_jobs.landing.contents.sheet_marks.form import SheetMarks

# MS-XLSB, sections 2.3.2 and 2.4.745: a row's start, with a bit for rows that are hidden; then its cells, of which the first kind is blank.
_ROW, _FIRST_CELL, _LAST_CELL = 0, 2, 11
_FLAGS, _IS_HIDDEN = 11, 0x10


def look(stream: IO[bytes]) -> SheetMarks:
    """Those of the part of a sheet."""
    found = SheetMarks()
    is_hidden = False
    for kind, content in records(stream):
        if kind == _ROW:
            is_hidden = len(content) > _FLAGS and bool(content[_FLAGS] & _IS_HIDDEN)
        elif is_hidden and _FIRST_CELL <= kind <= _LAST_CELL:
            found.hidden_rows += 1
            is_hidden = False
    return found
