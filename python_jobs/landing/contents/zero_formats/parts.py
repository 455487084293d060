"""What workbooks that are archives have in common: the styles of cells in one part, each sheet in one of its own."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, TypeVar
from xml.etree import ElementTree

from python_jobs.landing.contents.zero_formats.form import FindCells, Place, ZeroFormat

Style = TypeVar("Style")
ReadCells = Callable[[IO[bytes], dict[Style, ZeroFormat]], Iterator[tuple[Place, ZeroFormat]]]


def cells_of_parts(
    archive: zipfile.ZipFile,
    by_style: dict[Style, ZeroFormat],
    sheets: Callable[[zipfile.ZipFile], Iterator[tuple[str, str]]],
    read: ReadCells[Style],
) -> FindCells:
    """A way to ask for a sheet's cells of these styles. sheets: names and the links to their parts."""
    parts = dict(sheets(archive)) if by_style else {}
    members = set(archive.namelist())

    def cells(sheet: str) -> dict[Place, ZeroFormat]:
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
