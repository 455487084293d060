"""The tables inside a file, each with its header and a way to read its lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.contents.encoding import detect_encoding
from python_jobs.landing.contents.find import Contents, Text
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.unpacking import reading
from python_jobs.landing.tables import delimited
from python_jobs.landing.tables.batches import Batch
from python_jobs.landing.tables.detect import detect_head, feed_to_read_by
from python_jobs.landing.tables.sheets import read_sheet


@dataclass(frozen=True)
class Table:
    """A table in a file: its name for messages, its header, how it was found to be written, and a
    reader of its batches. Line numbers are those of the table, from 1 for its first line."""

    name: str
    header: list[str]
    form: dict[str, str]
    read: Callable[[], Iterator[Batch]]


def find_tables(name: str, contents: Contents, feeds: Sequence[Feed]) -> list[Table]:
    """Every table in what the file `name` holds, in order.

    feeds: the ones that may match. What one says of delimiter, encoding and sheet holds where it is the
    only one, or where the file, read so, has its columns.
    Raises InputError when there is no table at all or it cannot be read.
    """
    if contents.texts:
        return [_text_table(text, feeds) for text in contents.texts]
    return _sheets(name, contents, feeds)


def _sheets(name: str, contents: Contents, feeds: Sequence[Feed]) -> list[Table]:
    sheets = contents.sheets
    feed = feeds[0] if len(feeds) == 1 else next(_fitting(contents, feeds), None)
    if feed and feed.sheets:
        absent = [one for one in feed.sheets if one not in contents.sheet_names]
        if absent:
            has = shown(", ".join(contents.sheet_names), most=500)
            raise InputError(
                f"{name} has no sheet '{shown(absent[0])}' (it has {has}). "
                "Correct the line  sheet:  of the feed."
            )
        sheets = [sheet for sheet in sheets if sheet.name in feed.sheets]
    if not sheets:
        raise InputError(f"{name} has no sheet with rows. Export it again.")
    return [
        Table(
            f"sheet '{shown(sheet.name)}' of {name}",
            sheet.header,
            {"sheet": sheet.name},
            partial(read_sheet, sheet),
        )
        for sheet in sheets
    ]


def _fitting(contents: Contents, feeds: Sequence[Feed]) -> Iterator[Feed]:
    """The feeds that name sheets of this workbook, all of which have their columns."""
    headers = {sheet.name: sheet.header for sheet in contents.sheets}
    for feed in feeds:
        if feed.sheets and all(
            one in headers and feed.matches(headers[one]) for one in feed.sheets
        ):
            yield feed


def _text_table(text: Text, feeds: Sequence[Feed]) -> Table:
    with reading(text.name):
        feed = feed_to_read_by(text, feeds)
        feeds = [feed] if feed else feeds
        encoding = (feed.encoding if feed else None) or detect_encoding(text.name, text.open_bytes)

        def open_text() -> io.TextIOWrapper:
            # Universal newlines: CR, LF and CRLF all end a line.
            return io.TextIOWrapper(text.open_bytes(), encoding=encoding, newline=None)

        head = detect_head(text.name, open_text, feed, feeds)

        def read() -> Iterator[Batch]:
            with reading(text.name), open_text() as opened:
                for _ in range(head.lines_before):
                    opened.readline()
                yield from delimited.read_batches(
                    opened, head.dialect, len(head.header), head.lines_before
                )

        return Table(text.name, head.header, {"encoding": encoding, **head.dialect.form}, read)
