"""Formats of .xlsx workbooks: cells name a style, and the styles stand in a part of their own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from python_jobs.landing.contents.cell_formats.form import (
    CellFormat,
    FindCells,
    Place,
    telling_formats,
)
from python_jobs.landing.contents.cell_formats.parts import cells_of_parts, linked_parts

MEMBERS = {"xl/styles.xml", "xl/workbook.xml"}
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def find_cells(archive: zipfile.ZipFile) -> FindCells:
    """A way to ask for a sheet's cells whose format says more than their number."""
    return cells_of_parts(archive, telling_formats(dict(_styles(archive))), sheet_parts, _cells)


def _styles(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Number of a cell's style → its format."""
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314  # expat ends bombs of entities
    codes = {
        one.get("numFmtId"): one.get("formatCode") or ""
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        found = codes.get(style.get("numFmtId"))
        if found:
            yield str(number), found


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of a sheet → the member of the archive that holds it."""
    parts = linked_parts(archive, "xl/_rels/workbook.xml.rels")
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        yield sheet.get("name") or "", parts.get(link, "")


def _cells(
    stream: IO[bytes], by_style: dict[str, CellFormat]
) -> Iterator[tuple[Place, CellFormat]]:
    row = column = 0
    for event, one in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314
        tag = one.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row = int(one.get("r") or row + 1)
            column = 0
        elif event == "start" and tag == "c":
            place = _CELL.fullmatch(one.get("r") or "")
            column = column_number(place[1]) if place else column + 1
            found = by_style.get(one.get("s") or "")
            if found and one.get("t", "n") == "n":
                yield (row - 1, column - 1), found
        elif event == "end" and tag == "row":
            one.clear()


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
