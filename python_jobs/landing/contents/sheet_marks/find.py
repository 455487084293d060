"""The marks of the sheets of any workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from typing import IO

from python_jobs.landing.contents.cell_formats import ods as ods_formats
from python_jobs.landing.contents.cell_formats import xlsb as xlsb_formats
from python_jobs.landing.contents.cell_formats import xlsx as xlsx_formats
from python_jobs.landing.contents.sheet_marks import ods, xls, xlsb, xlsx
from python_jobs.landing.contents.sheet_marks.form import SheetMarks

FindMarks = Callable[[str], SheetMarks]


def find_marks(path: str) -> FindMarks:
    """A way to ask for those of a sheet by its name; what a workbook is shows its content, not its name."""
    if not zipfile.is_zipfile(path):
        return xls.find_marks(path)
    archive = zipfile.ZipFile(path)
    members = set(archive.namelist())
    if members >= ods_formats.MEMBERS:

        def marks_of_ods(sheet: str) -> SheetMarks:
            with archive.open("content.xml") as stream:
                return ods.look(stream, sheet)

        return marks_of_ods
    if members >= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
        return _of_parts(archive, xlsx_formats.sheet_parts(archive), xlsx.look)
    if members >= {"xl/workbook.bin", "xl/_rels/workbook.bin.rels"}:
        return _of_parts(archive, xlsb_formats.sheet_parts(archive), xlsb.look)
    return lambda sheet: SheetMarks()


def _of_parts(
    archive: zipfile.ZipFile,
    sheets: Iterable[tuple[str, str]],
    look: Callable[[IO[bytes]], SheetMarks],
) -> FindMarks:
    """Of a workbook with a part for each sheet. sheets: names and their parts."""
    parts = dict(sheets)
    members = set(archive.namelist())

    def marks(sheet: str) -> SheetMarks:
        part = parts.get(sheet, "")
        if part not in members:
            return SheetMarks()
        with archive.open(part) as stream:
            return look(stream)

    return marks
