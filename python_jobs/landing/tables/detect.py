"""Which feed says how a text is written, its dialect, and where its header is."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import shown
from python_jobs.landing.contents.find import Text
from python_jobs.landing.contents.other_kinds import other_kind_of_text, single_column
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.apostrophes import with_apostrophes
from python_jobs.landing.tables.delimited import read_first_records
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.quoting import detect_quoting
from python_jobs.landing.tables.records import LONGEST_LINE
from python_jobs.landing.tables.two_rows import are_sure, joined_names
from python_jobs.landing.tables.unusual_delimiter import likely_delimiter, unusual_delimiter

DELIMITERS = (",", ";", "\t", "|")

# A header may stand below a title and the like: this many records are tried.
RECORDS_TO_TRY = 20
# So many lines tell whether each of them ends with a delimiter.
LINES_TO_TRY = 200

# What a sheet of Excel has.
MOST_COLUMNS = 16_384

# How a file names its delimiter to Excel: a first line that is not data.
_SEPARATOR_LINE = re.compile(r'\ufeff*"?sep=(.|\\t)"?\s*', re.IGNORECASE)

# What a note to read is called, also in an archive (`readme.txt in orders.zip`).
NOTE = re.compile(r"\.txt(\.gz)?(?= in |$)", re.IGNORECASE)
# What may stand between two names where the delimiter is an unusual one.
_NO_PART_OF_A_NAME = re.compile(r"[^\w .-]+")

OpenText = Callable[[], io.TextIOWrapper]


@dataclass(frozen=True)
class Head:
    """How a text is a table: its dialect, its header and the number of lines before the data."""

    dialect: Dialect
    header: list[str]
    lines_before: int


@dataclass(frozen=True)
class _Candidate:
    """A head that a text may have: whether a feed matches it, and what each column's name starts with."""

    matches: bool
    head: Head


def feed_to_read_by(text: Text, feeds: Sequence[Feed]) -> Feed | None:
    """The only feed, or the first under whose own encoding and delimiter the text has its columns."""
    if len(feeds) == 1:
        return feeds[0]
    for feed in feeds:
        if not feed.says_how:
            continue

        said = text.marked or feed.encoding

        def open_text(encoding: str = said or "utf-8-sig") -> io.TextIOWrapper:
            return io.TextIOWrapper(text.open_bytes(), encoding=encoding, newline=None)

        if has_columns(open_text, feed, [feed]):
            return feed
    return None


def has_columns(open_text: OpenText, feed: Feed | None, feeds: Sequence[Feed]) -> bool:
    """Whether a text, read so, starts with the columns of one of the feeds; feed: the one that says how it is written."""
    # In another encoding than its own a text is often no table at all.
    with suppress(ValueError):
        return any(one.matches for one in _candidates(open_text, feed, feeds))
    return False


def _no_table(
    name: str, message: str, columns: Sequence[str] = (), without_contents: str | None = None
) -> InputError:
    """The error about a text that is not a table. A note may lie beside exports; a damaged table ends the landing."""
    if NOTE.search(name):
        return NotOrderLines(message, columns, without_contents)
    return InputError(message, without_contents)


def detect_head(
    name: str,
    open_text: OpenText,
    feed: Feed | None,
    feeds: Sequence[Feed],
    may_escape_quotes: bool = True,
) -> Head:
    """Of the delimiters one under which a feed matches, else the one that gives most columns.

    feed: the one that says how the text is written; None where that is to be detected. may_escape_quotes:
    whether a backslash stands before a double quote anywhere.
    Raises InputError when the text is not a table under any of them.
    """
    with open_text() as text:
        kind = other_kind_of_text(text.read(4096))
    if kind:
        raise _no_table(name, f"{name} {kind}")
    error: list[str] = []
    candidates = list(_candidates(open_text, feed, feeds, error))
    if not candidates:
        raise _no_table(
            name, f"{name} is not a table: {(error or ['there is no header line'])[0]}."
        )
    head = max(candidates, key=lambda one: (one.matches, len(one.head.header))).head
    width = len(head.header)
    if width == 1:
        kind = single_column(_line(open_text, head.lines_before))
        if kind:
            raise _no_table(name, f"{name} {kind}", _NO_PART_OF_A_NAME.split(head.header[0]))
        if feed and feed.delimiter:
            others = list(_candidates(open_text, replace(feed, delimiter=None), feeds))
            widest = max(others, key=lambda one: (one.matches, len(one.head.header)), default=None)
            if widest and len(widest.head.header) > 1:
                raise _no_table(
                    name,
                    f"{name}: by the line  delimiter: {feed.delimiter!r}  of the feed {feed.name} it has a single column, and by "
                    f"{widest.head.dialect.delimiter!r} it has {len(widest.head.header):,}. Take that line out of the feed, and the "
                    "delimiter of each file is found.",
                    widest.head.header,
                )
        likely = likely_delimiter(_line(open_text, head.lines_before)) or "||"
        raise _no_table(
            name,
            f"{name} is not a table: its first line, '{shown(head.header[0])}', has a single column. Export it as CSV with a header, "
            f"or name its delimiter in a feed, with a line such as  delimiter: {json.dumps(likely, ensure_ascii=False)}",
            _NO_PART_OF_A_NAME.split(head.header[0]),
            f"{name} is not a table: its first line has a single column. Export it as CSV with a header.",
        )
    if width > MOST_COLUMNS:
        raise InputError(
            f"{name} has {width:,} columns, more than {MOST_COLUMNS:,}. Export only those that count."
        )
    if _lines_end_with_delimiter(open_text, head):
        dialect = replace(head.dialect, ends_with_delimiter=True)
        head = Head(dialect, [*head.header, ""], head.lines_before)
    dialect = detect_quoting(open_text, head.dialect, len(head.header), feed, may_escape_quotes)
    return Head(dialect, head.header, head.lines_before)


def _line(open_text: OpenText, number: int) -> str:
    """The line of a text with a number, from 1."""
    with open_text() as text:
        lines = [text.readline(LONGEST_LINE) for _ in range(number)]
    return lines[-1]


def _lines_end_with_delimiter(open_text: OpenText, head: Head) -> bool:
    """Whether each line has one field more than the header, an empty one: the header lacks the delimiter at its end."""
    width = len(head.header)
    ended = 0
    with open_text() as text:
        for _ in range(head.lines_before):
            text.readline()
        for record, _, _ in read_first_records(text, head.dialect, LINES_TO_TRY):
            if isinstance(record, str):
                continue
            if len(record) == width or (len(record) == width + 1 and record[-1].strip()):
                return False
            ended += len(record) == width + 1
    return ended > 0


def _candidates(
    open_text: OpenText,
    feed: Feed | None,
    feeds: Sequence[Feed],
    errors: list[str] | None = None,
) -> Iterator[_Candidate]:
    """A head for each delimiter under which the text starts with records."""
    separator_lines, delimiters = _separator_line(open_text)
    if feed and feed.delimiter:
        delimiters = [feed.delimiter]
    elif not separator_lines and not (feed and feed.names_places):
        delimiters = unusual_delimiter(open_text) or delimiters
    for delimiter in delimiters:
        dialect = Dialect(
            delimiter,
            quote='"' if feed is None or feed.quote is None else feed.quote,
            escape="" if feed is None or feed.escape is None else feed.escape,
        )
        records, found_errors = _first_records(open_text, dialect, feed, separator_lines)
        if records and _has_blanks(records[0][0]):
            # A quote behind a blank opens a field then, and what is parted inside it is none of its own.
            dialect = replace(dialect, skips_blanks=True)
            records, found_errors = _first_records(open_text, dialect, feed, separator_lines)
        says_quote = feed is not None and not (feed.quote is None and feed.escape is None)
        is_parted = not says_quote and any(len(record) > 1 for record, _, _ in records)
        other = with_apostrophes(open_text, dialect, separator_lines) if is_parted else None
        if other:
            dialect = other
            records, found_errors = _first_records(open_text, dialect, feed, separator_lines)
        if errors is not None:
            errors += found_errors
        if records:
            yield _candidate(dialect, records, feed, feeds)


def _first_records(
    open_text: OpenText, dialect: Dialect, feed: Feed | None, separator_lines: int
) -> tuple[list[tuple[list[str], int, int]], list[str]]:
    """The first records of a text, each with its first line and its last, and what is wrong with others."""
    most = max(RECORDS_TO_TRY, (feed.header_row or 0) if feed else 0)
    records: list[tuple[list[str], int, int]] = []
    errors = []
    with open_text() as text:
        for _ in range(separator_lines):
            text.readline()
        for record, first_line, last_line in read_first_records(text, dialect, most):
            if isinstance(record, list):
                places = (first_line + separator_lines, last_line + separator_lines)
                records.append((record, *places))
            else:
                errors.append(record)
            if feed is not None and feed.has_no_header and records:
                break
    return records, errors


def _candidate(
    dialect: Dialect,
    records: list[tuple[list[str], int, int]],
    feed: Feed | None,
    feeds: Sequence[Feed],
) -> _Candidate:
    """The record that is the header: the one that the feed names, the first that a feed matches, else the
    first of those with most fields; or two of them (see two_rows)."""
    if feed and feed.has_no_header:
        first, first_line, _ = records[0]
        header = [f"column {number}" for number in range(1, len(first) + 1)]
        return _Candidate(feed.matches(header), Head(dialect, header, first_line - 1))
    if feed and feed.header_row:
        records = [one for one in records if one[2] >= feed.header_row] or records
        records = records[:2]
    headers = [(_names(record, dialect), record, last) for record, _, last in records]
    pairs = [
        ((joined, below[1], below[2]), are_sure(above[0], below[0]))
        for above, below in itertools.pairwise(headers)
        if (joined := joined_names(above[0], below[0]))
    ]
    if feed and feed.header_row:
        headers = headers[:1]
    most = max(len(one[0]) for one in headers)
    sure = [pair for pair, is_sure in pairs if is_sure and len(pair[0]) >= most]
    headers_to_match = [*headers, *(pair for pair, _ in pairs)]
    found = next(
        (one for one in headers_to_match if any(each.matches(one[0]) for each in feeds)),
        None,
    )
    # A delimiter at a line's end is no column more.
    header, record, lines_before = found or max(
        sure or headers, key=lambda one: len(one[0]) - (one[0][-1] == "")
    )
    if _has_blanks(record):
        dialect = replace(dialect, skips_blanks=True)
    return _Candidate(found is not None, Head(dialect, header, lines_before))


def _names(record: list[str], dialect: Dialect) -> list[str]:
    names = [name.replace("\ufeff", "").strip() for name in record]
    return [_unquoted(name, dialect) for name in names] if _has_blanks(record) else names


def _has_blanks(record: list[str]) -> bool:
    """Whether a blank stands behind each delimiter."""
    return len(record) > 1 and all(name.startswith(" ") for name in record[1:])


def _unquoted(name: str, dialect: Dialect) -> str:
    """A name that a blank before its quote kept from being read as quoted."""
    quote = dialect.quote
    if quote and len(name) > 1 and name.startswith(quote) and name.endswith(quote):
        return name[1:-1].strip()
    return name


def _separator_line(open_text: OpenText) -> tuple[int, Sequence[str]]:
    """How many lines a line such as sep=; takes up, and the delimiters that may be."""
    with open_text() as text:
        found = _SEPARATOR_LINE.fullmatch(text.readline(100))
    if not found:
        return 0, DELIMITERS
    return 1, ["\t" if found[1] == "\\t" else found[1]]
