"""What an .xls says of its rows: those that are hidden. xlrd reads it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

import xlrd

from python_jobs.landing.contents.sheet_marks.form import SheetMarks

_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def find_marks(path: str) -> Callable[[str], SheetMarks]:
    """A way to ask for those of a sheet by its name; none where xlrd cannot read what calamine can."""

    def marks(sheet: str) -> SheetMarks:
        # xlrd meets damage in many ways, and tells of oddities on a file that it is given.
        with suppress(Exception), open(os.devnull, "w", encoding="utf-8") as silent:  # noqa: PTH123
            book = xlrd.open_workbook(path, silent, formatting_info=True, on_demand=True)
            read = book.sheet_by_name(sheet)
            hidden = [row for row, info in read.rowinfo_map.items() if info.hidden]
            return SheetMarks(
                sum(
                    row < read.nrows and any(one not in _EMPTY for one in read.row_types(row))
                    for row in hidden
                )
            )
        return SheetMarks()

    return marks
