"""The tables inside a file, each with its header and a way to read its lines."""

from __future__ import annotations

import codecs
import gzip
import io
import itertools
import logging
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from python_calamine import CalamineWorkbook

from python_jobs.errors import InputError
from python_jobs.landing import delimited
from python_jobs.landing.delimited import Batch, RejectedLine, make_lines
from python_jobs.landing.feeds import Feed
from python_jobs.landing.snapshot import CHUNK_BYTES, Snapshot
from python_jobs.landing.workbook import ROWS_OF_A_BATCH, open_workbook, read_sheet

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

# An archive that unpacks to more than this many times its size, and to more than a gigabyte, is taken
# for a trap: order lines shrink to a tenth, rarely to a fiftieth.
MOST_EXPANSION = 200
HARMLESS_BYTES = 1 << 30


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

    feeds: the ones that may match; their delimiter, encoding and sheet are used when there is but one.
    Raises InputError when the file is no table at all or cannot be read.
    """
    name = snapshot.name.lower()
    feed = feeds[0] if len(feeds) == 1 else None
    if name.endswith(WORKBOOK_SUFFIXES):
        return _sheets(open_workbook(snapshot.path, snapshot.name), snapshot.name, feed)
    if name.endswith(".zip"):
        return _members(snapshot, feeds)
    if name.endswith(".gz"):
        return [_text_table(snapshot.name, lambda: _open_gzip(snapshot), feeds)]
    return [_text_table(snapshot.name, lambda: snapshot.path.open("rb"), feeds)]


def _sheets(workbook: CalamineWorkbook, name: str, feed: Feed | None) -> list[Table]:
    sheets = list(workbook.sheet_names)
    if feed and feed.sheet:
        if feed.sheet not in sheets:
            raise InputError(
                f"{name} has no sheet '{feed.sheet}' (it has {', '.join(sheets)}). "
                "Correct the line  sheet:  of the feed."
            )
        sheets = [feed.sheet]
    tables = []
    for sheet in sheets:
        header = next((row for row in read_sheet(workbook, sheet) if any(row)), None)
        if header is None:
            log.info("%s: sheet '%s' is empty and left out", name, sheet)
            continue
        tables.append(
            Table(
                f"sheet '{sheet}' of {name}",
                [column.strip() for column in header],
                {"sheet": sheet},
                lambda sheet=sheet: _sheet_batches(workbook, sheet),  # type: ignore[misc]
            )
        )
    if not tables:
        raise InputError(f"{name} has no sheet with rows. Export it again.")
    return tables


def _sheet_batches(workbook: CalamineWorkbook, sheet: str) -> Iterator[Batch]:
    rows = enumerate(read_sheet(workbook, sheet), start=1)
    width = next(len(row) for _, row in rows if any(row))
    for block in iter(lambda: list(itertools.islice(rows, ROWS_OF_A_BATCH)), []):
        numbers, records, rejected = [], [], []
        for row_number, row in block:
            if any(len(value) > delimited.LONGEST_FIELD for value in row):
                error = f"a cell is longer than {delimited.LONGEST_FIELD:,} characters"
                text = ",".join(row)[: delimited.LONGEST_FIELD]
                rejected.append(RejectedLine(row_number, text, error))
            elif any(row):
                numbers.append(row_number)
                records.append(row[:width] + [""] * (width - len(row)))
        yield Batch(make_lines(numbers, records, width), rejected)


def _members(snapshot: Snapshot, feeds: Sequence[Feed]) -> list[Table]:
    try:
        archive = zipfile.ZipFile(snapshot.path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{snapshot.name} is no zip archive that can be read ({error}).") from None
    members = [
        member
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.lower() in TEXT_SUFFIXES
        and not member.filename.startswith("__MACOSX")
    ]
    if not members:
        raise InputError(f"{snapshot.name} holds no {', '.join(TEXT_SUFFIXES)} file.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(HARMLESS_BYTES, MOST_EXPANSION * snapshot.size):
        raise InputError(
            f"{snapshot.name} would unpack to {unpacked:,} bytes, {unpacked // snapshot.size} times "
            "its size. If that is right, unpack it and land the files."
        )
    return [
        _text_table(
            f"{member.filename} in {snapshot.name}",
            lambda member=member: _open_member(archive, member, snapshot.name),  # type: ignore[misc]
            feeds,
        )
        for member in sorted(members, key=lambda member: member.filename)
    ]


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(f"{member.filename} in {name} cannot be unpacked ({error}).") from None


def _open_gzip(snapshot: Snapshot) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(snapshot.path, "rb"))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn what unpacking and decoding may raise into one plain sentence."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{name} is damaged or cut off ({error}). Get the file again.") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not written in {error.encoding} (byte {error.object[error.start]:#04x}). "
            "Correct the line  encoding:  of the feed, or leave it out."
        ) from None


def _text_table(name: str, open_bytes: Callable[[], IO[bytes]], feeds: Sequence[Feed]) -> Table:
    feed = feeds[0] if len(feeds) == 1 else None
    with _reading(name):
        encoding = (feed.encoding if feed else None) or _detect_encoding(name, open_bytes)

        def open_text() -> io.TextIOWrapper:
            # Universal newlines: CR, LF and CRLF all end a line.
            return io.TextIOWrapper(open_bytes(), encoding=encoding, newline=None)

        delimiter, header, lines_before = _detect_header(name, open_text, feed, feeds)

        def read() -> Iterator[Batch]:
            with _reading(name), open_text() as text:
                for _ in range(lines_before):
                    text.readline()
                yield from delimited.read_batches(text, delimiter, len(header), lines_before)

        return Table(name, header, {"encoding": encoding, "delimiter": delimiter}, read)


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


def _detect_header(
    name: str, open_text: Callable[[], io.TextIOWrapper], feed: Feed | None, feeds: Sequence[Feed]
) -> tuple[str, list[str], int]:
    """The delimiter, the header and the lines before the data: of the delimiters, one under which a
    feed matches, else the one that gives most columns."""
    candidates = []
    error = ""
    for delimiter in [feed.delimiter] if feed and feed.delimiter else DELIMITERS:
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
            f"{name} is no table: its first line, '{header[0][:60]}', has a single column. "
            "Export it as CSV with a header, or name its delimiter in a feed."
        )
    return delimiter, header, lines_before
