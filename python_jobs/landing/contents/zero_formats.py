"""Cells of an .xlsx workbook whose number format writes zeros in front: 22 under `00000` is shown, and exported
as CSV, as 00022. Calamine gives a cell's number without its format.

Only a workbook that has such a format is read a second time.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
# What stands in a format: a literal in quotes, one behind a backslash, a colour or a condition, a blank as
# wide as a character, a character that fills the cell, anything else.
_PART = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(_.|\*.)|(.)', re.DOTALL)
_BARE_LITERALS = " -/()+:"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class ZeroFormat:
    """Literals and places for digits; each place is None."""

    parts: tuple[str | None, ...]

    def write(self, number: int) -> str:
        """The number as the format shows it: digits fill the places from the right."""
        digits = str(abs(number)).zfill(self.parts.count(None))
        extra = len(digits) - self.parts.count(None)
        places = iter([digits[: extra + 1], *digits[extra + 1 :]])
        text = "".join(next(places) if part is None else part for part in self.parts)
        return f"-{text}" if number < 0 else text


def parse_format(code: str) -> ZeroFormat | None:
    """A format that shows whole numbers with zeros in front, None for any other."""
    section = _SECTION.match(code)
    parts: list[str | None] = []
    for quoted, escaped, _, _, other in _PART.findall(section[0] if section else ""):
        if other == "0":
            parts.append(None)
        elif quoted or escaped:
            parts.append(quoted or escaped)
        elif other and other in _BARE_LITERALS:
            parts.append(other)
        elif other:
            return None
    return ZeroFormat(tuple(parts)) if parts.count(None) > 1 else None


class ZeroFormats:
    """The formats of a workbook that write zeros in front; none where it is no .xlsx."""

    def __init__(self, path: str) -> None:
        self._archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
        self._by_style: dict[str, ZeroFormat] = {}
        self._sheets: dict[str, str] = {}
        if self._archive and {"xl/styles.xml", "xl/workbook.xml"} <= set(self._archive.namelist()):
            self._by_style = dict(_styles(self._archive))
            if self._by_style:
                self._sheets = dict(_sheets(self._archive))

    def cells(self, sheet: str) -> dict[tuple[int, int], ZeroFormat]:
        """(row, column), from 0, of the sheet's cells that have such a format."""
        member = self._sheets.get(sheet)
        if not self._archive or member not in self._archive.namelist():
            return {}
        with self._archive.open(str(member)) as stream:
            return dict(_cells(stream, self._by_style))


def _styles(archive: zipfile.ZipFile) -> Iterator[tuple[str, ZeroFormat]]:
    """Number of a cell's style → its format."""
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314  # expat ends bombs of entities
    codes = {
        one.get("numFmtId"): parse_format(one.get("formatCode") or "")
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        found = codes.get(style.get("numFmtId"))
        if found:
            yield str(number), found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of a sheet → the member of the archive that holds it."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {one.get("Id"): one.get("Target") or "" for one in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(link, "")
        yield sheet.get("name") or "", posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _cells(
    stream: IO[bytes], by_style: dict[str, ZeroFormat]
) -> Iterator[tuple[tuple[int, int], ZeroFormat]]:
    row = column = 0
    for event, one in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314
        tag = one.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row = int(one.get("r") or row + 1)
            column = 0
        elif event == "start" and tag == "c":
            place = _CELL.fullmatch(one.get("r") or "")
            column = _column_number(place[1]) if place else column + 1
            found = by_style.get(one.get("s") or "")
            if found and one.get("t", "n") == "n":
                yield (row - 1, column - 1), found
        elif event == "end" and tag == "row":
            one.clear()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
