"""The sheets of an XML workbook (Excel 2003, SpreadsheetML), in the form that workbook_rows.py writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_jobs.landing.contents.markup.grid import Grid, Rows

_HIDDEN = ("SheetHidden", "SheetVeryHidden")


def xml_lines(path: str) -> Iterator[dict[str, Any] | Rows]:
    """What each sheet is, then its rows."""
    grid = Grid()
    is_hidden = False
    for _, one in ElementTree.iterparse(path, events=("end",)):  # noqa: S314  # expat ends bombs of entities
        tag = _name(one.tag)
        if tag == "Row":
            grid.skip_rows(_number(one, "Index", len(grid.rows) + 1) - len(grid.rows) - 1)
            _add_row(one, grid)
            one.clear()
        elif tag == "Visible":
            is_hidden = (one.text or "").strip() in _HIDDEN
        elif tag == "Worksheet":
            yield {
                "sheet": _attribute(one, "Name"),
                "hidden": is_hidden,
                "merged": grid.is_merged,
            }
            yield grid.rows
            grid, is_hidden = Grid(), False
            one.clear()


def _add_row(row: ElementTree.Element, grid: Grid) -> None:
    grid.start_row()
    for cell in row:
        if _name(cell.tag) != "Cell":
            continue
        index = _number(cell, "Index", 0)
        if index:
            grid.go_to(index - 1)
        rows, columns = _number(cell, "MergeDown", 0) + 1, _number(cell, "MergeAcross", 0) + 1
        grid.add(_text(cell), rows, columns)
    grid.end_row()


def _text(cell: ElementTree.Element) -> str:
    for data in cell:
        if _name(data.tag) != "Data":
            continue
        text = "".join(data.itertext())
        kind = _attribute(data, "Type")
        if kind == "Number":
            return _number_text(text)
        return text.removesuffix(".000").replace("T", " ") if kind == "DateTime" else text
    return ""


def _number_text(text: str) -> str:
    """A number as workbook_rows.py writes it: 1.125 becomes 1.1250, which has a single meaning as a text too."""
    if not re.fullmatch("-?[0-9]+[.][0-9]+", text):
        return text
    bare = text.rstrip("0").rstrip(".")
    return f"{bare}0" if bare[-4:-3] == "." else bare


def _number(one: ElementTree.Element, attribute: str, otherwise: int) -> int:
    text = _attribute(one, attribute)
    return int(text) if text.isdecimal() else otherwise


def _attribute(one: ElementTree.Element, name: str) -> str:
    return next((value for key, value in one.items() if _name(key) == name), "")


def _name(qualified: str) -> str:
    """A tag or an attribute without its namespace."""
    return qualified.rpartition("}")[2]
