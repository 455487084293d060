"""Cells of .ods workbooks that show zeros in front: beside a cell's number stands the text that is shown."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO
from xml.etree import ElementTree

from python_jobs.landing.contents.cell_formats.form import CellFormat, Place, ZeroFormat

MEMBERS = {"content.xml", "META-INF/manifest.xml"}
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Marks of a number that is shown as one.
_OF_A_NUMBER = re.compile("[.,%:’']")
# Rows and columns that repeat one cell: more are no table.
_MOST_REPEATS = 1_000_000


@dataclass(frozen=True)
class _Shown:
    """A cell's whole number as it is shown, and what says how: its style, or its column where it has none."""

    place: Place
    text: str
    style: str

    @property
    def has_zeros(self) -> bool:
        return _digits(self.text).startswith("0")


class CellFormats:
    """What the cells of a workbook show."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def cells(self, sheet: str) -> dict[Place, CellFormat]:
        """The sheet's cells that show zeros in front, and the others that are shown alike."""
        with self._archive.open("content.xml") as stream:
            shown = list(_cells(stream, sheet))
        styles = {one.style for one in shown if one.has_zeros}
        return {one.place: ZeroFormat((one.text,)) for one in shown if one.style in styles}


def _cells(stream: IO[bytes], sheet: str) -> Iterator[_Shown]:
    is_asked_for = False
    row = 0
    for event, one in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314  # expat ends bombs of entities
        if one.tag == f"{_TABLE}table":
            is_asked_for = event == "start" and one.get(f"{_TABLE}name") == sheet
            row = 0
        elif event == "end" and one.tag == f"{_TABLE}table-row":
            rows = _repeats(one, "rows")
            if is_asked_for:
                for found in _cells_of_a_row(one, row):
                    for repeat in range(min(rows, _MOST_REPEATS)):
                        yield replace(found, place=(row + repeat, found.place[1]))
            row += rows
            one.clear()


def _cells_of_a_row(row: ElementTree.Element, number: int) -> Iterator[_Shown]:
    column = 0
    for cell in row:
        columns = _repeats(cell, "columns")
        text = _shown_otherwise(cell)
        if text:
            for at in range(column, column + min(columns, _MOST_REPEATS)):
                yield _Shown((number, at), text, cell.get(f"{_TABLE}style-name") or f"column {at}")
        column += columns


def _shown_otherwise(cell: ElementTree.Element) -> str:
    """The text of a whole number that has more than its digits, and no mark that numbers have; else ''."""
    value = cell.get(f"{_OFFICE}value") or ""
    text = "".join("".join(one.itertext()) for one in cell.iterfind(f"{_TEXT}p"))
    digits = _digits(text)
    if cell.get(f"{_OFFICE}value-type") != "float" or not digits or _OF_A_NUMBER.search(text):
        return ""
    try:
        is_same = int(digits) == float(value)
    except ValueError:
        return ""
    return text if is_same and text != str(int(digits)) else ""


def _digits(text: str) -> str:
    return "".join(one for one in text if "0" <= one <= "9")


def _repeats(one: ElementTree.Element, what: str) -> int:
    return int(one.get(f"{_TABLE}number-{what}-repeated") or 1)
