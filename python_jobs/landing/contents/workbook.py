"""Records out of spreadsheets (.xlsx, .xlsm, .xls, .ods, and web pages under such a name), cells as the text a CSV export
would hold."""

from __future__ import annotations

import itertools
import json
import logging
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from python_jobs.core.errors import InputError, disk_full, is_disk_full
from python_jobs.core.wording import shown
from python_jobs.landing.contents import workbook_rows
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.files.unpacking import (
    HARMLESS_BYTES,
    PIECE_BYTES,
    open_archive,
    open_member,
    reading,
    refuse_traps,
)

log = logging.getLogger(__name__)

# What an .xls starts with; it may hold an archive, but is none.
OLE_START = b"\xd0\xcf\x11\xe0"

# A full sheet of a million rows takes some sixty megabytes a column.
MOST_BYTES = 1 << 30

AS_CSV = "export its sheets as CSV and land those"
SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx, or export it as CSV."


# The header may stand below a title and the like: this many rows are tried.
ROWS_TO_TRY = 20
# What stands before a text that a cell has from the cell above, into which it is merged.
MERGED = "\x1e"


@dataclass(frozen=True)
class Sheet:
    """A sheet with rows: its name, its first rows that hold something with their numbers, whether it is
    hidden and whether cells are merged over rows, a reader of all rows, and the encoding of a web page ('' in a workbook);
    how many rows are hidden, and column → how many cells have a formula without a value.

    They stand in a file without a name that goes when nobody refers to it any more.
    """

    name: str
    first_rows: list[tuple[int, list[str]]]
    is_hidden: bool
    is_merged: bool
    rows: IO[bytes]
    start: int
    encoding: str = ""
    hidden_rows: int = 0
    formulas: Mapping[int, int] = field(default_factory=dict)

    def blocks(self, after_row: int) -> Iterator[tuple[int, list[list[str]]]]:
        """The rows behind one, block by block, each with the number of its first row; the first used
        row of the sheet is number 1."""
        row_number = 1
        for block in _blocks(self.rows, self.start):
            skipped = max(0, after_row + 1 - row_number)
            if skipped < len(block):
                yield row_number + skipped, block[skipped:]
            row_number += len(block)


def read_workbook(
    snapshot: Snapshot, harmless: int = HARMLESS_BYTES
) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook that hold something, and the names of all.

    harmless: see refuse_traps. Raises InputError with a plain sentence when the workbook cannot be read.
    """
    _refuse_trap(snapshot, harmless)
    rows = _extract_rows(snapshot)
    sheets, names = [], []
    for head, start in _starts(rows):
        name = str(head["sheet"])
        names.append(name)
        all_rows = enumerate((row for block in _blocks(rows, start) for row in block), start=1)
        used = ((at, row) for at, row in all_rows if any(row))
        first_rows = list(itertools.islice(used, ROWS_TO_TRY))
        if first_rows:
            is_merged = bool(head.get("merged"))
            is_hidden = bool(head.get("hidden"))
            said: dict[str, Any] = {
                "encoding": str(head.get("encoding", "")),
                "hidden_rows": int(head.get("hidden_rows", 0)),
                "formulas": dict(head.get("formulas", [])),
            }
            sheets.append(Sheet(name, first_rows, is_hidden, is_merged, rows, start, **said))
        else:
            log.info("%s: sheet '%s' is empty and left out", snapshot.name, shown(name))
    return sheets, names


def _refuse_trap(snapshot: Snapshot, harmless: int) -> None:
    """Most workbooks are archives; the members must hold what they state, since calamine believes them."""
    with snapshot.path.open("rb") as file:
        if file.read(len(OLE_START)) == OLE_START or not zipfile.is_zipfile(file):
            return
    with open_archive(snapshot, "workbook") as archive:
        members = archive.infolist()
        refuse_traps(snapshot, members, AS_CSV, harmless)
        for member in members:
            name = f"{shown(member.filename)} in {snapshot.name}"
            with reading(name), open_member(archive, member, name) as stream:
                while stream.read(PIECE_BYTES):
                    pass


def _extract_rows(snapshot: Snapshot) -> IO[bytes]:
    """What workbook_rows.py writes."""
    rows: IO[bytes] = tempfile.TemporaryFile(dir=snapshot.path.parent)  # noqa: SIM115  # Sheet keeps it
    program = Path(workbook_rows.__file__)
    done = subprocess.run(  # noqa: S603  # our own program, without a shell
        [sys.executable, "-P", str(program), str(snapshot.path), str(MOST_BYTES)],
        stdout=rows,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(program.parents[3])},
        check=False,
    )
    said = done.stderr.decode(errors="replace")
    if done.returncode == 1:
        raise RuntimeError(f"{program.name} does not run: {said}")
    if done.returncode == workbook_rows.UNREADABLE:
        reason = shown(said, most=200)
        if is_disk_full(OSError(reason)):
            raise disk_full(snapshot.path.parent)
        raise InputError(
            f"{snapshot.name} is not a workbook that can be read ({reason}). {SAVE_AGAIN}"
        )
    if done.returncode != 0:
        raise InputError(
            f"{snapshot.name} takes more than {MOST_BYTES >> 20:,} MB of memory to open, perhaps because "
            f"of a forgotten cell far below or beside the rest. Delete it, or {AS_CSV}."
        )
    return rows


def _starts(rows: IO[bytes]) -> list[tuple[dict[str, Any], int]]:
    """What is said of each sheet, and where in the file its rows start."""
    rows.seek(0)
    starts = []
    for line in iter(rows.readline, b""):
        if line.startswith(b"{"):
            starts.append((json.loads(line), rows.tell()))
    return starts


def _blocks(rows: IO[bytes], start: int) -> Iterator[list[list[str]]]:
    """The rows of the sheet that starts there, block by block."""
    while True:
        rows.seek(start)
        line = rows.readline()
        start = rows.tell()
        if not line or line.startswith(b"{"):
            return
        yield json.loads(line)
