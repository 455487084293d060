"""Records out of spreadsheets (.xlsx, .xlsm, .xls, .ods), cells as the text a CSV export would hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from python_jobs.errors import InputError

ROWS_OF_A_BATCH = 50_000


def open_workbook(path: Path, name: str) -> CalamineWorkbook:
    """Open a workbook; raises InputError with a plain sentence when that fails."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(
            f"{name} is no workbook that can be read ({error}). "
            "Open it in a spreadsheet program and save it again as .xlsx, or export it as CSV."
        ) from None


def read_sheet(workbook: CalamineWorkbook, sheet: str) -> Iterator[list[str]]:
    """The rows of a sheet, each cell as text, from the first used row on."""
    for row in workbook.get_sheet_by_name(sheet).iter_rows():
        yield [cell_text(cell) for cell in row]


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without decimals, other numbers without exponent, times as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)
