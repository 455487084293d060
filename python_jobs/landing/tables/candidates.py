"""The heads that a text may have: for each delimiter its dialect and the record that is the header."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.apostrophes import with_apostrophes
from python_jobs.landing.tables.delimited import read_first_records
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.two_rows import are_sure, joined_names
from python_jobs.landing.tables.unusual_delimiter import unusual_delimiter

DELIMITERS = (",", ";", "\t", "|")

# A header may stand below a title and the like: this many records are tried.
RECORDS_TO_TRY = 20
# How a file names its delimiter to Excel: a first line that is not data.
_SEPARATOR_LINE = re.compile(r'\ufeff*"?sep=(.|\\t)"?\s*', re.IGNORECASE)

OpenText = Callable[[], io.TextIOWrapper]


@dataclass(frozen=True)
class Head:
    """How a text is a table: its dialect, its header and the number of lines before the data."""

    dialect: Dialect
    header: list[str]
    lines_before: int


@dataclass(frozen=True)
class Candidate:
    """A head that a text may have: whether a feed matches it, and what each column's name starts with."""

    matches: bool
    head: Head


def find_candidates(
    open_text: OpenText,
    feed: Feed | None,
    feeds: Sequence[Feed],
    errors: list[str] | None = None,
) -> Iterator[Candidate]:
    """A head for each delimiter under which the text starts with records."""
    separator_lines, delimiters = _separator_line(open_text)
    if feed and feed.delimiter:
        delimiters = [feed.delimiter]
    elif not separator_lines:
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
) -> Candidate:
    """The record that is the header: the one that the feed names, the first that a feed matches, else the
    first of those with most fields; or two of them (see two_rows)."""
    if feed and feed.has_no_header:
        first, first_line, _ = records[0]
        header = [f"column {number}" for number in range(1, len(first) + 1)]
        return Candidate(feed.matches(header), Head(dialect, header, first_line - 1))
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
    return Candidate(found is not None, Head(dialect, header, lines_before))


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
