"""The tables inside a file, each with its header and a way to read its lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import shown
from python_jobs.landing.contents.encoding import (
    OTHER_ENCODINGS,
    BytesSeen,
    encodings_by_letters,
)
from python_jobs.landing.contents.find import Contents, Text
from python_jobs.landing.contents.workbook import Sheet
from python_jobs.landing.feeds.feed import Feed, folded
from python_jobs.landing.files.unpacking import reading
from python_jobs.landing.tables import delimited, json_lines, parquet
from python_jobs.landing.tables.batches import Batch
from python_jobs.landing.tables.detect import detect_head, feed_to_read_by, has_columns
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.json_beside import ListsBeside, NamesOfLists
from python_jobs.landing.tables.json_lists import choose
from python_jobs.landing.tables.records import parse_line
from python_jobs.landing.tables.sheets import find_header, read_sheet
from python_jobs.landing.values.doubt import Doubt

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Table:
    """A table in a file: its name for messages, its header, how it was found to be written, and a
    reader of its batches. Line numbers are those of the table, from 1 for its first line.

    doubts: what the last reading has seen beside the lines.
    """

    name: str
    header: list[str]
    form: dict[str, str]
    read: Callable[[], Iterator[Batch]]
    sheet: Sheet | None = None
    doubts: Callable[[NamesOfLists], list[Doubt]] = lambda names: []


def find_tables(name: str, contents: Contents, feeds: Sequence[Feed]) -> list[Table]:
    """Every table in what the file `name` holds, in order.

    feeds: the ones that may match. What one says of delimiter, encoding and sheet holds where it is the
    only one, or where the file, read so, has its columns.
    Raises InputError when the file holds none or it cannot be read.
    """
    if contents.parquet:
        return [_parquet_table(name, contents.parquet)]
    if len(contents.texts) == 1 and not contents.books:
        return [_table(contents.texts[0], feeds)]
    if contents.texts or contents.books:
        tables = [_table_or_none(text, feeds) for text in contents.texts]
        for book, sheets in contents.books:
            tables += _sheets(book, sheets, feeds)
        return tables
    return _sheets(name, contents, feeds)


def _table(text: Text, feeds: Sequence[Feed]) -> Table:
    return _json_table(text, feeds) if text.is_json_lines else _text_table(text, feeds)


def _table_or_none(text: Text, feeds: Sequence[Feed]) -> Table:
    """One of several texts, which may be a note to read: it has no lines then."""
    try:
        return _table(text, feeds)
    except NotOrderLines as error:
        return Table(text.name, list(error.columns), {}, _no_batches)


def _no_batches() -> Iterator[Batch]:
    yield from ()


def _parquet_table(name: str, path: Path) -> Table:
    header = parquet.read_header(name, path)
    return Table(name, header, {"kind": "parquet"}, partial(parquet.read_batches, name, path))


def _json_table(text: Text, feeds: Sequence[Feed]) -> Table:
    with reading(text.name):
        keys = json_lines.find_keys(text.name, text.open_bytes)
        place = choose(keys.places(), feeds)
        beside = ListsBeside(keys, place, feeds)

    def read() -> Iterator[Batch]:
        beside.start()
        with reading(text.name):
            yield from json_lines.read_batches(text.name, text.open_bytes, place, beside.see)

    header = [shown(name, most=200) for name in place.header]
    form = {"kind": "JSON", **place.form}
    return Table(text.name, header, form, read, doubts=beside.doubts)


def _sheets(name: str, contents: Contents, feeds: Sequence[Feed]) -> list[Table]:
    feed = feeds[0] if len(feeds) == 1 else next(_fitting(contents, feeds), None)
    named = feed.sheets if feed else ()
    absent = [
        one for one in named if not any(is_sheet(one, there) for there in contents.sheet_names)
    ]
    if absent:
        has = shown(", ".join(contents.sheet_names), most=500)
        raise InputError(
            f"{name} has no sheet '{shown(absent[0])}' (it has {has}). "
            "Correct the line  sheet:  of the feed."
        )
    tables = []
    for sheet in contents.sheets:
        if named and not any(is_sheet(one, sheet.name) for one in named):
            log.info("%s: the feed does not name the sheet '%s'", name, shown(sheet.name))
        elif sheet.is_hidden and not named:
            log.warning(
                "%s: the sheet '%s' is hidden and left out; the line  sheet:  of a feed takes it in",
                name,
                shown(sheet.name),
            )
        else:
            tables.append(_sheet_table(name, sheet, feed, feeds))
    if not tables:
        raise InputError(f"{name} has no sheet with rows that anybody sees. Export it again.")
    return tables


def _sheet_table(name: str, sheet: Sheet, feed: Feed | None, feeds: Sequence[Feed]) -> Table:
    header, header_row = find_header(sheet, feed, feeds)
    form = {"sheet": sheet.name, **({"merged": "down"} if sheet.is_merged else {})}
    form |= {"encoding": sheet.encoding} if sheet.encoding else {}
    return Table(
        f"sheet '{shown(sheet.name)}' of {name}",
        header,
        form,
        partial(read_sheet, sheet, header_row, len(header)),
        sheet,
    )


def _fitting(contents: Contents, feeds: Sequence[Feed]) -> Iterator[Feed]:
    """The feeds that name sheets of this workbook, all of which have their columns."""
    for feed in feeds:
        found = [
            next((sheet for sheet in contents.sheets if is_sheet(one, sheet.name)), None)
            for one in feed.sheets
        ]
        if found and all(
            sheet and feed.matches(find_header(sheet, feed, [feed])[0]) for sheet in found
        ):
            yield feed


def is_sheet(named: str, name: str) -> bool:
    """Whether a feed names a sheet; case and blanks do not count, as in the names of columns."""
    return folded(named) == folded(name)


def _text_table(text: Text, feeds: Sequence[Feed]) -> Table:
    with reading(text.name):
        feed = feed_to_read_by(text, feeds)
        feeds = [feed] if feed else feeds
        said = feed.encoding if feed and not text.marked else None
        seen = BytesSeen(said) if said else text.seen
        if not said and seen.is_guessed and not _has_columns(text, seen.encoding, feed, feeds):
            seen = replace(seen, encoding=_by_header(text, feed, feeds) or seen.encoding)

        def open_text() -> io.TextIOWrapper:
            return _opened(text, seen.encoding)

        head = detect_head(text.name, open_text, feed, feeds, seen.may_escape_quotes)

        def read() -> Iterator[Batch]:
            with reading(text.name), open_text() as opened:
                for _ in range(head.lines_before):
                    opened.readline()
                yield from delimited.read_batches(
                    opened, head.dialect, len(head.header), head.lines_before
                )

        return Table(text.name, head.header, {"encoding": seen.encoding, **head.dialect.form}, read)


def quote_of_records(lines: Sequence[str], table: Table) -> str | None:
    """The mark around fields ('' for none) by which lines are records of a table that are none by its own; None where none is."""
    delimiter = table.form.get("delimiter")
    said = table.form.get("quote", '"')
    for quote in ("", "'", '"'):
        if delimiter and quote != said:
            dialect = Dialect(delimiter, quote)
            if all(isinstance(parse_line(one, dialect, len(table.header)), list) for one in lines):
                return quote
    return None


def _opened(text: Text, encoding: str) -> io.TextIOWrapper:
    # Universal newlines: CR, LF and CRLF all end a line.
    return io.TextIOWrapper(text.open_bytes(), encoding=encoding, newline=None)


def _has_columns(text: Text, encoding: str, feed: Feed | None, feeds: Sequence[Feed]) -> bool:
    return has_columns(partial(_opened, text, encoding), feed, feeds)


def _by_header(text: Text, feed: Feed | None, feeds: Sequence[Feed]) -> str | None:
    """The encoding in which the header has the columns of a feed, of a text that is no UTF-8; None where it has them in none.

    Raises InputError where it has them in several, and the rest of the text is another one in each.
    """
    fitting = [one for one in OTHER_ENCODINGS if _has_columns(text, one, feed, feeds)]
    found = encodings_by_letters(text.open_bytes, fitting)
    if len(found) > 1:
        lines = "  or  ".join(f"encoding: {one}" for one in found[:3])
        raise InputError(
            f"{text.name} is not UTF-8, and its header has the columns of the feed in several encodings. Say in the feed which one is right, "
            f"with the line  {lines}"
        )
    if found:
        log.info(
            "%s: its header has the columns of the feed in the encoding %s, and it is read so",
            text.name,
            found[0],
        )
    return found[0] if found else None
