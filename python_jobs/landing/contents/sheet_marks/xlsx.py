"""What the part of a sheet in an .xlsx or .xlsm says of its rows and cells beside their values: rows that a filter hides, formulas that
nobody has calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from python_jobs.landing.contents.cell_formats import xlsx
from python_jobs.landing.contents.sheet_marks.form import SheetMarks

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


def look(stream: IO[bytes]) -> SheetMarks:
    """Those of the part of a sheet."""
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
