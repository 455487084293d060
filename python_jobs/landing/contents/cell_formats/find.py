"""The formats of any workbook that say more than its numbers."""

from __future__ import annotations

import zipfile

from python_jobs.landing.contents.cell_formats import ods, xls, xlsb, xlsx
from python_jobs.landing.contents.cell_formats.form import FindCells


def find_cell_formats(path: str) -> FindCells:
    """A way to ask for the cells of each sheet; what a workbook is shows its content, not its name."""
    if not zipfile.is_zipfile(path):
        return xls.CellFormats(path).cells
    archive = zipfile.ZipFile(path)
    members = set(archive.namelist())
    if members >= xlsx.MEMBERS:
        return xlsx.find_cells(archive)
    if members >= xlsb.MEMBERS:
        return xlsb.find_cells(archive)
    return ods.CellFormats(archive).cells if members >= ods.MEMBERS else lambda sheet: {}
