"""What an .xlsx says of its rows and cells beside their values: rows that a filter hides, formulas that nobody has calculated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from python_jobs.landing.contents.cell_formats import xlsx

_PIECE = 1 << 20
# A row that is longer ends the look: nothing rests on it but a doubt.
_LONGEST_ROW = 1 << 24
_ROW = re.compile(rb"<row\b([^>]*[^/>])>(.*?)</row>", re.DOTALL)
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_HOLDS_SOMETHING = re.compile(rb"<v>|<is>|<f\b")
# A formula whose result is an empty text has its type written beside it.
_FORMULA = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+)[0-9]+"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@dataclass
class SheetMarks:
    """hidden_rows: how many rows with something in them are hidden; formulas: column, from 0 → how many of its cells have a
    formula without a value."""

    hidden_rows: int = 0
    formulas: dict[int, int] = field(default_factory=dict)


def find_marks(path: str) -> Callable[[str], SheetMarks]:
    """A way to ask for those of a sheet by its name; a workbook of another kind has none."""
    if not zipfile.is_zipfile(path):
        return lambda sheet: SheetMarks()
    archive = zipfile.ZipFile(path)
    members = set(archive.namelist())
    if not members >= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
        return lambda sheet: SheetMarks()
    parts = dict(xlsx.sheet_parts(archive))

    def marks(sheet: str) -> SheetMarks:
        part = parts.get(sheet, "")
        if part not in members:
            return SheetMarks()
        with archive.open(part) as stream:
            return _look(stream)

    return marks


def _look(stream: IO[bytes]) -> SheetMarks:
    found = SheetMarks()
    for rows in _whole_rows(stream):
        if b"hidden=" in rows:
            found.hidden_rows += sum(
                bool(_HIDDEN.search(row[1]) and _HOLDS_SOMETHING.search(row[2]))
                for row in _ROW.finditer(rows)
            )
        if b"<f" in rows:
            for formula in _FORMULA.finditer(rows):
                column = xlsx.column_number(formula[1].decode()) - 1
                found.formulas[column] = found.formulas.get(column, 0) + 1
    return found


def _whole_rows(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read(_PIECE):
        rest += piece
        end = rest.rfind(b"</row>") + len(b"</row>")
        if end >= len(b"</row>"):
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _LONGEST_ROW:
            return
