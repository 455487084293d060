"""A binary workbook (.xlsb) with one sheet of text and numbers: no library writes these files, so the records of
MS-XLSB that a reader needs are written here."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

# Numbers of records in MS-XLSB, section 2.3.2.
BEGIN_SHEET, END_SHEET, DIMENSION, BEGIN_DATA, END_DATA = 0x81, 0x82, 0x94, 0x91, 0x92
BEGIN_BOOK, END_BOOK, PROPERTIES, BEGIN_SHEETS, SHEET, END_SHEETS = (
    0x83,
    0x84,
    0x99,
    0x8F,
    0x9C,
    0x90,
)
ROW, REAL, TEXT = 0x00, 0x05, 0x06
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>"""
RELATION = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"""


def write_xlsb(
    path: Path,
    rows: Sequence[Sequence[str | float]],
    formats: Mapping[int, str] | None = None,
    hidden: Sequence[int] = (),
) -> None:
    """Write rows of cells to a new binary workbook. formats: column, from 0 → the format of its numbers; hidden: rows, from 0."""
    formats = formats or {}
    styles = {column: number for number, column in enumerate(formats, start=1)}
    book = b"".join(
        [
            _record(BEGIN_BOOK),
            _record(PROPERTIES, bytes(12)),
            _record(BEGIN_SHEETS),
            _record(SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text("Orders")),
            _record(END_SHEETS),
            _record(END_BOOK),
        ]
    )
    columns = max(map(len, rows))
    data = [
        _record(ROW, struct.pack("<I7xB", at, 16 * (at in hidden)) + bytes(13))
        + _cells(row, styles)
        for at, row in enumerate(rows)
    ]
    sheet = b"".join(
        [
            _record(BEGIN_SHEET),
            _record(DIMENSION, struct.pack("<IIII", 0, len(rows) - 1, 0, columns - 1)),
            _record(BEGIN_DATA),
            *data,
            _record(END_DATA),
            _record(END_SHEET),
        ]
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels", RELATION.format(kind="officeDocument", target="xl/workbook.bin")
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            RELATION.format(kind="worksheet", target="worksheets/sheet1.bin"),
        )
        if formats:
            archive.writestr("xl/styles.bin", _styles(list(formats.values())))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)


def _cells(row: Sequence[str | float], styles: Mapping[int, int]) -> bytes:
    cells = []
    for column, value in enumerate(row):
        style = 0 if isinstance(value, str) else styles.get(column, 0)
        place = struct.pack("<II", column, style)
        if isinstance(value, str):
            cells.append(_record(TEXT, place + _text(value)))
        else:
            cells.append(_record(REAL, place + struct.pack("<d", value)))
    return b"".join(cells)


def _styles(formats: Sequence[str]) -> bytes:
    """Style 0 has the general format, each further one a format of its own."""
    numbers = range(164, 164 + len(formats))
    return b"".join(
        [
            _record(0x116),
            _record(0x267, struct.pack("<I", len(formats))),
            *(
                _record(0x2C, struct.pack("<H", at) + _text(code))
                for at, code in zip(numbers, formats, strict=True)
            ),
            _record(0x268),
            _record(0x269, struct.pack("<I", len(formats) + 1)),
            *(_record(0x2F, struct.pack("<HH", 0, at) + bytes(12)) for at in (0, *numbers)),
            _record(0x26A),
            _record(0x117),
        ]
    )


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, content: bytes = b"") -> bytes:
    return _varying(number) + _varying(len(content)) + content


def _varying(number: int) -> bytes:
    """Seven bits a byte, the lowest first; numbers of records above 127 are written with their high bit set."""
    if number < 0x80:
        return bytes([number])
    return bytes([number & 0x7F | 0x80, number >> 7])
