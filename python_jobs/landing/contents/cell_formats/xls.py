"""Formats of .xls workbooks, which xlrd reads."""

from __future__ import annotations

import os
from contextlib import suppress

import xlrd

from python_jobs.landing.contents.cell_formats.form import CellFormat, Place, telling_formats


class CellFormats:
    """The formats of a workbook that say more than the number; none where xlrd cannot read what calamine can."""

    def __init__(self, path: str) -> None:
        self._by_style: dict[int, CellFormat] = {}
        self._book: xlrd.Book | None = None
        # xlrd meets damage in many ways, and tells of oddities on a file that it is given.
        with suppress(Exception), open(os.devnull, "w", encoding="utf-8") as silent:  # noqa: PTH123
            book = xlrd.open_workbook(path, silent, formatting_info=True, on_demand=True)
            self._by_style = telling_formats(
                {
                    number: book.format_map[style.format_key].format_str
                    for number, style in enumerate(book.xf_list)
                }
            )
            self._book = book

    def cells(self, sheet: str) -> dict[Place, CellFormat]:
        """The sheet's cells that have such a format."""
        if not self._book or not self._by_style:
            return {}
        with suppress(Exception):
            read = self._book.sheet_by_name(sheet)
            return {
                (row, column): self._by_style[style]
                for row in range(read.nrows)
                for column, style in enumerate(read._cell_xf_indexes[row])
                if style in self._by_style and read.cell_type(row, column) == xlrd.XL_CELL_NUMBER
            }
        return {}
