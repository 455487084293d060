"""Number formats such as 00000 in workbooks of Excel's XML kind: the cell holds 22 and everybody sees 00022.

A part of workbook_rows.py, in whose process it runs.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree as ET

_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile("([A-Z]{1,3})([0-9]+)")

# Row → column → digits that the cell shows at least.
Widths = dict[int, dict[int, int]]


def padded_cells(path: str) -> dict[str, Widths]:
    """Sheet name → the cells with such a format; nothing for other kinds of workbooks."""
    try:
        with zipfile.ZipFile(path) as archive:
            widths = _padded_styles(archive)
            if not widths:
                return {}
            return {
                name: _cells(archive, member, widths) for name, member in _sheets(archive).items()
            }
    except (zipfile.BadZipFile, KeyError, OSError, ET.ParseError, ValueError):
        return {}


def _padded_styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Number of a cell style → digits, for the styles whose format is zeros alone."""
    with archive.open("xl/styles.xml") as file:
        root = ET.parse(file).getroot()  # noqa: S314  # in a process of its own, with little memory
    formats = {
        one.get("numFmtId"): len(one.get("formatCode", ""))
        for one in root.iter(f"{_NAMES}numFmt")
        if re.fullmatch("0{2,20}", one.get("formatCode", ""))
    }
    styles = root.find(f"{_NAMES}cellXfs")
    return {
        str(number): formats[one.get("numFmtId")]
        for number, one in enumerate(styles if styles is not None else [])
        if one.get("numFmtId") in formats
    }


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive."""
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in ET.parse(file).getroot()  # noqa: S314
        }
    with archive.open("xl/workbook.xml") as file:
        found = {}
        for one in ET.parse(file).getroot().iter(f"{_NAMES}sheet"):  # noqa: S314
            target = targets.get(one.get(_RELATION), "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[one.get("name", "")] = posixpath.normpath(member)
    return found


def _cells(archive: zipfile.ZipFile, member: str, widths: dict[str, int]) -> Widths:
    with archive.open(member) as file:
        found: Widths = {}
        for place, style in _styled(file):
            if style in widths:
                letters, row = place
                found.setdefault(row - 1, {})[_column(letters)] = widths[style]
    return found


def _styled(file: IO[bytes]) -> Iterator[tuple[tuple[str, int], str]]:
    """Place and style of every cell of a sheet."""
    for _, element in ET.iterparse(file):  # noqa: S314
        if element.tag == f"{_NAMES}c":
            place = _PLACE.fullmatch(element.get("r", ""))
            if place:
                yield (place[1], int(place[2])), element.get("s", "")
        elif element.tag == f"{_NAMES}row":
            element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
