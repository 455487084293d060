"""Workbooks that no library of the tests writes: an .xls (BIFF8 in a compound file) and an .ods, each with one sheet of
texts and numbers, of which a column may have a number format of its own."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Row = Sequence[str | float]
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def write_xls(
    path: Path, rows: Sequence[Row], formats: Mapping[int, str], hidden: Sequence[int] = ()
) -> None:
    """formats: column, from 0 → the format of its numbers; hidden: rows, from 0."""
    styles = {column: number for number, column in enumerate(formats, start=1)}
    head = [_biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))]
    head += [
        _biff(
            0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial")
        )
    ] * 5
    for number, code in enumerate(formats.values()):
        text = code.encode("utf-16-le")
        head.append(_biff(0x041E, struct.pack("<HHB", 164 + number, len(code), 1) + text))
    head += [_style(0), *(_style(164 + number) for number in range(len(formats)))]
    sheet = [_biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))]
    sheet.append(_biff(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0)))
    for at in hidden:
        place = struct.pack("<HHHH4xHH", at, 0, len(rows[0]), 255, 0x20, 0)
        sheet.append(_biff(0x0208, place))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                place = struct.pack("<HHHHB", at, column, 0, len(value), 1)
                sheet.append(_biff(0x0204, place + text))
            else:
                place = struct.pack("<HHH", at, column, styles.get(column, 0))
                sheet.append(_biff(0x0203, place + struct.pack("<d", value)))
    end = _biff(0x000A)
    before = b"".join(head)
    name = _short("Orders")
    start = len(before) + 4 + 6 + len(name) + len(end)
    bound = _biff(0x0085, struct.pack("<IBB", start, 0, 0) + name)
    path.write_bytes(_compound(before + bound + end + b"".join(sheet) + end))


def _biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _style(number_format: int) -> bytes:
    return _biff(
        0x00E0, struct.pack("<HHHBBBBIIH", 0, number_format, 0, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    )


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 0) + text.encode("latin-1")


def _compound(stream: bytes) -> bytes:
    """A compound file with the stream Workbook: one sector for the table of sectors, one for the directory."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0)
    folder += _entry("Workbook", 2, child=_FREE, start=2, size=len(stream))
    folder += bytes(2 * 128)
    return header + fat + folder + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIII", text, len(text), kind, 1, _FREE, _FREE, child, 0, start, size, 0
    )


def write_ods(
    path: Path,
    rows: Sequence[Row],
    shown: Mapping[int, str],
    hidden: Mapping[int, str] | None = None,
) -> None:
    """shown: column, from 0 → how its numbers are shown, as a format of Python; hidden: row, from 0 → what hides it."""
    marks = {at: f' table:visibility="{how}"' for at, how in (hidden or {}).items()}
    spaces = {"office": "office", "table": "table", "text": "text"}
    declared = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for one, name in spaces.items()
    )
    body = "".join(
        f"<table:table-row{marks.get(number, '')}>{''.join(_cell(value, shown.get(at, '{:g}')) for at, value in enumerate(row))}</table:table-row>"
        for number, row in enumerate(rows)
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {declared}><office:body><office:spreadsheet>'
        f'<table:table table:name="Orders">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def _cell(value: str | float, shown: str) -> str:
    if isinstance(value, float | int):
        text = shown.format(int(value) if value == int(value) else value)
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'
    if value.startswith("date:"):
        day = quoteattr(value[5:])
        return f'<table:table-cell office:value-type="date" office:date-value={day}><text:p>01.12.10</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
