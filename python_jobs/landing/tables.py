"""The tables inside a file, each with its header and a way to read its lines."""

from __future__ import annotations

import codecs
import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing import delimited
from python_jobs.landing.delimited import Batch
from python_jobs.landing.feeds import Feed
from python_jobs.landing.snapshot import CHUNK_BYTES, Snapshot
from python_jobs.landing.unpacking import (
    MOST_MEMBERS,
    open_archive,
    open_gzip,
    open_member,
    reading,
    refuse_traps,
)
from python_jobs.landing.workbook import read_workbook

log = logging.getLogger(__name__)

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
SUFFIXES = (
    *TEXT_SUFFIXES,
    *(f"{suffix}.gz" for suffix in TEXT_SUFFIXES),
    ".zip",
    *WORKBOOK_SUFFIXES,
)
DELIMITERS = (",", ";", "\t", "|")

# What a sheet of Excel has.
MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class Table:
    """A table in a file: its name for messages, its header, how it was found to be written, and a
    reader of its batches. Line numbers are those of the table, from 1 for its first line."""

    name: str
    header: list[str]
    form: dict[str, str]
    read: Callable[[], Iterator[Batch]]


def find_tables(snapshot: Snapshot, feeds: Sequence[Feed]) -> list[Table]:
    """Every table in a file, in order.

    feeds: the ones that may match. What one says of delimiter, encoding and sheet holds where it is the
    only one, or where the file, read so, has its columns.
    Raises InputError when the file is no table at all or cannot be read.
    """
    name = snapshot.name.lower()
    if name.endswith(WORKBOOK_SUFFIXES):
        return _sheets(snapshot, feeds)
    if name.endswith(".zip"):
        return _members(snapshot, feeds)
    if name.endswith(".gz"):
        return [_text_table(snapshot.name, lambda: open_gzip(snapshot), feeds)]
    return [_text_table(snapshot.name, lambda: snapshot.path.open("rb"), feeds)]


def _sheets(snapshot: Snapshot, feeds: Sequence[Feed]) -> list[Table]:
    sheets, names = read_workbook(snapshot)
    name = snapshot.name
    headers = {sheet.name: sheet.header for sheet in sheets}
    fitting = (one for one in feeds if one.sheet in headers and one.matches(headers[one.sheet]))
    feed = feeds[0] if len(feeds) == 1 else next(fitting, None)
    if feed and feed.sheet:
        if feed.sheet not in names:
            raise InputError(
                f"{name} has no sheet '{feed.sheet}' (it has {shown(', '.join(names), most=500)}). "
                "Correct the line  sheet:  of the feed."
            )
        sheets = [sheet for sheet in sheets if sheet.name == feed.sheet]
    if not sheets:
        raise InputError(f"{name} has no sheet with rows. Export it again.")
    return [
        Table(
            f"sheet '{shown(sheet.name)}' of {name}",
            sheet.header,
            {"sheet": sheet.name},
            sheet.batches,
        )
        for sheet in sheets
    ]


def _members(snapshot: Snapshot, feeds: Sequence[Feed]) -> list[Table]:
    archive = open_archive(snapshot)
    members = [
        member
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.lower() in TEXT_SUFFIXES
        and not member.is_dir()
        and not member.filename.startswith("__MACOSX")
    ]
    if not members:
        raise InputError(f"{snapshot.name} holds no {', '.join(TEXT_SUFFIXES)} file.")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"{snapshot.name} holds {len(members):,} tables, more than {MOST_MEMBERS:,}. "
            "If that is right, unpack it and land the files."
        )
    refuse_traps(snapshot, members)
    tables = []
    for member in sorted(members, key=lambda member: member.filename):
        name = f"{shown(member.filename)} in {snapshot.name}"
        open_bytes = partial(open_member, archive, member, name)
        tables.append(_text_table(name, open_bytes, feeds))
    return tables


def _text_table(name: str, open_bytes: Callable[[], IO[bytes]], feeds: Sequence[Feed]) -> Table:
    with reading(name):
        feed = _feed_to_read_by(open_bytes, feeds)
        feeds = [feed] if feed else feeds
        encoding = (feed.encoding if feed else None) or _detect_encoding(name, open_bytes)

        def open_text() -> io.TextIOWrapper:
            # Universal newlines: CR, LF and CRLF all end a line.
            return io.TextIOWrapper(open_bytes(), encoding=encoding, newline=None)

        delimiter, header, lines_before = _detect_header(name, open_text, feed, feeds)

        def read() -> Iterator[Batch]:
            with reading(name), open_text() as text:
                for _ in range(lines_before):
                    text.readline()
                yield from delimited.read_batches(text, delimiter, len(header), lines_before)

        return Table(name, header, {"encoding": encoding, "delimiter": delimiter}, read)


def _feed_to_read_by(open_bytes: Callable[[], IO[bytes]], feeds: Sequence[Feed]) -> Feed | None:
    """The only feed, or the first under whose own encoding and delimiter the file has its columns."""
    if len(feeds) == 1:
        return feeds[0]
    for feed in feeds:
        if not feed.says_how:
            continue
        for delimiter in _delimiters(feed):
            # Under somebody else's encoding or delimiter a file is often no table at all.
            with (
                suppress(ValueError),
                io.TextIOWrapper(
                    open_bytes(), encoding=feed.encoding or "utf-8-sig", newline=None
                ) as text,
            ):
                if feed.matches(delimited.read_header(text, delimiter)[0]):
                    return feed
    return None


def _detect_encoding(name: str, open_bytes: Callable[[], IO[bytes]]) -> str:
    """A byte order mark decides, else UTF-8 where the whole file is that, else Windows' cp1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes() as stream:
        start = stream.read(CHUNK_BYTES)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in start[:1024]:
            raise InputError(f"{name} is no text but binary data. Export the order lines as CSV.")
        encoding = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
        try:
            chunk = start
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(CHUNK_BYTES)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            log.info("%s is not UTF-8 and is read as cp1252; a feed can say otherwise", name)
            # Five bytes have no meaning in cp1252; a file that has them is read as ISO-8859-1.
            undefined = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
            while chunk:
                if any(byte in chunk for byte in undefined):
                    return "iso-8859-1"
                chunk = stream.read(CHUNK_BYTES)
            return "cp1252"


def _delimiters(feed: Feed | None) -> Sequence[str]:
    return [feed.delimiter] if feed and feed.delimiter else DELIMITERS


def _detect_header(
    name: str, open_text: Callable[[], io.TextIOWrapper], feed: Feed | None, feeds: Sequence[Feed]
) -> tuple[str, list[str], int]:
    """The delimiter, the header and the lines before the data: of the delimiters, one under which a
    feed matches, else the one that gives most columns."""
    candidates = []
    error = ""
    for delimiter in _delimiters(feed):
        with open_text() as text:
            try:
                header, lines_before = delimited.read_header(text, delimiter)
            except UnicodeDecodeError:
                raise
            except ValueError as reason:
                error = str(reason)
                continue
        matches = any(one.matches(header) for one in feeds)
        candidates.append((matches, len(header), delimiter, header, lines_before))
    if not candidates:
        raise InputError(f"{name} is no table: {error}.")
    _, width, delimiter, header, lines_before = max(candidates, key=lambda one: one[:2])
    if width == 1:
        raise InputError(
            f"{name} is no table: its first line, '{shown(header[0])}', has a single column. "
            "Export it as CSV with a header, or name its delimiter in a feed."
        )
    if width > MOST_COLUMNS:
        raise InputError(
            f"{name} has {width:,} columns, more than {MOST_COLUMNS:,}. Export only those that count."
        )
    return delimiter, header, lines_before
