"""The rows of a workbook on standard output, for workbook.py.

usage: python workbook_rows.py WORKBOOK MOST_BYTES

It is a program of its own, because a workbook of a few kilobytes can fill the memory of any machine (one
cell in the last corner of a sheet, a long text that a million cells share): it ends this program then,
and not the landing. Where the system can, MOST_BYTES keeps it from taking the machine's memory first.

Each line is JSON: {"sheet": name} where a sheet starts, then lists of rows, each a list of texts.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum

CELLS_OF_A_BATCH = 400_000
CHARACTERS_OF_A_BATCH = 1 << 22
# More than the warehouse takes, so that the landing sees that the text is too long.
LONGEST_TEXT = 4001
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


def _lines(path: str) -> Iterator[dict[str, str] | list[list[str]]]:
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        yield {"sheet": sheet.name}
        batch: list[list[str]] = []
        cells = characters = 0
        for row in workbook.get_sheet_by_name(sheet.name).iter_rows():
            texts = [cell_text(cell)[:LONGEST_TEXT] for cell in row]
            batch.append(texts)
            cells += len(texts)
            characters += sum(map(len, texts))
            if cells >= CELLS_OF_A_BATCH or characters >= CHARACTERS_OF_A_BATCH:
                yield batch
                batch = []
                cells = characters = 0
        yield batch


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
