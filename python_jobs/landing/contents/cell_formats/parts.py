"""What workbooks that are archives have in common: the styles of cells in one part, each sheet in one of its own."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import IO
from xml.etree import ElementTree

from python_jobs.landing.contents.cell_formats.form import CellFormat, FindCells, Place, Style

ReadCells = Callable[[IO[bytes], dict[Style, CellFormat]], Iterator[tuple[Place, CellFormat]]]


def cells_of_parts(
    archive: zipfile.ZipFile,
    by_style: dict[Style, CellFormat],
    sheets: Callable[[zipfile.ZipFile], Iterator[tuple[str, str]]],
    read: ReadCells[Style],
) -> FindCells:
    """A way to ask for a sheet's cells of these styles. sheets: names and the links to their parts."""
    parts = dict(sheets(archive)) if by_style else {}
    members = set(archive.namelist())

    def cells(sheet: str) -> dict[Place, CellFormat]:
        part = parts.get(sheet, "")
        if part not in members:
            return {}
        with archive.open(part) as stream:
            return dict(read(stream, by_style))

    return cells


def linked_parts(archive: zipfile.ZipFile, links: str) -> dict[str | None, str]:
    """Name of a link → the member of the archive that it leads to."""
    root = ElementTree.fromstring(archive.read(links))  # noqa: S314  # expat ends bombs of entities
    return {
        one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target") or "")).lstrip(
            "/"
        )
        for one in root
    }
