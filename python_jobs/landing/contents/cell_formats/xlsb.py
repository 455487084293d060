"""Formats of .xlsb workbooks: the records of MS-XLSB that tell them, of which each is a number, a length and its content."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from python_jobs.landing.contents.cell_formats.form import (
    CellFormat,
    FindCells,
    Place,
    telling_formats,
)
from python_jobs.landing.contents.cell_formats.parts import cells_of_parts, linked_parts

MEMBERS = {"xl/styles.bin", "xl/workbook.bin"}
# MS-XLSB, section 2.3.2: a row's start; cells with a number, packed, whole, or as the result of a formula.
_ROW, _PACKED, _REAL, _RESULT = 0, 2, 5, 9
_FORMAT, _STYLE, _SHEET, _STYLES_START, _STYLES_END = 44, 47, 156, 617, 618


def find_cells(archive: zipfile.ZipFile) -> FindCells:
    """A way to ask for a sheet's cells whose format says more than their number."""
    return cells_of_parts(archive, telling_formats(dict(_styles(archive))), sheet_parts, _cells)


def _styles(archive: zipfile.ZipFile) -> Iterator[tuple[int, str]]:
    """Number of a cell's style → its format."""
    formats: dict[int, str] = {}
    number: int | None = None
    with archive.open("xl/styles.bin") as stream:
        for kind, content in records(stream):
            if kind == _FORMAT:
                formats[_whole(content, 0, 2)] = _text(content, 2)[0]
            elif kind == _STYLES_START:
                number = 0
            elif kind == _STYLES_END:
                return
            elif kind == _STYLE and number is not None:
                found = formats.get(_whole(content, 2, 2))
                if found:
                    yield number, found
                number += 1


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of a sheet → the member of the archive that holds it."""
    parts = linked_parts(archive, "xl/_rels/workbook.bin.rels")
    with archive.open("xl/workbook.bin") as stream:
        for kind, content in records(stream):
            if kind == _SHEET:
                link, end = _text(content, 8)
                yield _text(content, end)[0], parts.get(link, "")


def _cells(
    stream: IO[bytes], by_style: dict[int, CellFormat]
) -> Iterator[tuple[Place, CellFormat]]:
    row = 0
    for kind, content in records(stream):
        if kind == _ROW:
            row = _whole(content, 0, 4)
        elif kind in (_PACKED, _REAL, _RESULT):
            found = by_style.get(_whole(content, 4, 3))
            if found:
                yield (row, _whole(content, 0, 4)), found


def records(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record of a part."""
    while (kind := _varying(stream, 2)) is not None:
        length = _varying(stream, 4) or 0
        yield kind, stream.read(length)


def _varying(stream: IO[bytes], most: int) -> int | None:
    """A number of at most so many bytes, seven bits in each, the lowest first; None at the end. A record's number keeps
    no high bit but that of its first byte's continuation."""
    value = 0
    for at in range(most):
        one = stream.read(1)
        if not one:
            return None
        value |= (one[0] & 0x7F) << (7 * at)
        if not one[0] & 0x80:
            break
    return value


def _whole(content: bytes, start: int, length: int) -> int:
    return int.from_bytes(content[start : start + length], "little")


def _text(content: bytes, start: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; one that is missing has the greatest length."""
    (length,) = struct.unpack_from("<I", content, start)
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    return content[start + 4 : end].decode("utf-16-le"), end
