"""The tables of a web page, in the form that workbook_rows.py writes."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from python_jobs.landing.contents.encoding import look_at_bytes
from python_jobs.landing.contents.markup.grid import Grid, Rows

_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
# Tags whose text is none of the page.
_UNSEEN = ("style", "script", "title")


def page_lines(path: str) -> Iterator[dict[str, Any] | Rows]:
    """What each table of a page is, then its rows. A table that only frames others has no rows of its own.

    Raises ValueError when a table does not end: rows may be missing.
    """
    content = Path(path).read_bytes()
    encoding = _encoding(content)
    tables = _Tables()
    tables.feed(content.decode(encoding, errors="replace"))
    tables.close()
    if tables.has_open_ones:
        raise ValueError("it is cut off: a table in it does not end")
    for number, grid in enumerate(tables.found, start=1):
        grid.end_row()
        yield {
            "sheet": f"table {number}",
            "hidden": False,
            "merged": grid.is_merged,
            "encoding": encoding,
        }
        yield grid.rows


def _encoding(content: bytes) -> str:
    """What the bytes show; where they could be in several encodings, what the page says."""
    seen = look_at_bytes("", lambda: io.BytesIO(content))
    said = _CHARSET.search(content[:4096])
    if seen.is_guessed and said:
        try:
            return codecs.lookup(said[1].decode()).name
        except LookupError:
            pass
    return seen.encoding


class _Tables(HTMLParser):
    """Takes the tables out of a page; ends of cells and rows may be missing, as HTML allows it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Grid] = []
        # of the tables that are open, the innermost last: its grid and the text of its cell
        self._open: list[tuple[Grid, list[str] | None, tuple[int, int]]] = []
        self._unseen = 0

    @property
    def has_open_ones(self) -> bool:
        """Whether a table has started and not ended."""
        return bool(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            grid = Grid()
            self.found.append(grid)
            self._open.append((grid, None, (1, 1)))
        elif tag in _UNSEEN:
            self._unseen += 1
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1][0].start_row()
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._open[-1] = (self._open[-1][0], [], spans)
        elif tag in ("br", "p", "div"):
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._end_cell()
            if tag == "tr":
                self._open[-1][0].end_row()
            elif tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] is not None and not self._unseen:
            self._open[-1][1].append(data)

    def _end_cell(self) -> None:
        grid, texts, (rows, columns) = self._open[-1]
        if texts is not None:
            lines = (" ".join(one.split()) for one in "".join(texts).split("\n"))
            grid.add("\n".join(one for one in lines if one), rows, columns)
            self._open[-1] = (grid, None, (1, 1))


def _span(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
