"""Which feed says how a text is written, its dialect, and where its header is."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import shown
from python_jobs.landing.contents.find import Text
from python_jobs.landing.contents.other_kinds import other_kind_of_text, single_column
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.candidates import Head, OpenText, find_candidates
from python_jobs.landing.tables.delimited import read_first_records
from python_jobs.landing.tables.header_row import of_header_row
from python_jobs.landing.tables.quoting import detect_quoting
from python_jobs.landing.tables.records import LONGEST_LINE
from python_jobs.landing.tables.unusual_delimiter import likely_delimiter

# So many lines tell whether each of them ends with a delimiter.
LINES_TO_TRY = 200

# What a sheet of Excel has.
MOST_COLUMNS = 16_384

# What a note to read is called, also in an archive (`readme.txt in orders.zip`).
NOTE = re.compile(r"\.txt(\.gz)?(?= in |$)", re.IGNORECASE)
# What may stand between two names where the delimiter is an unusual one.
# `"Order" , "Date"`: outside the quotes blanks are no part of a field, and none of the delimiter.
_WITH_BLANKS = re.compile('"( +[,;|\t] *|[,;|\t] +)"')
_NO_PART_OF_A_NAME = re.compile(r"[^\w .-]+")


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
        return any(one.matches for one in find_candidates(open_text, feed, feeds))
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
    candidates = list(find_candidates(open_text, feed, feeds, error))
    if feed and feed.delimiter and not any(one.matches for one in candidates):
        _refuse_other_delimiter(name, open_text, feed, feeds)
    if not candidates:
        why = (error or ["there is no header line"])[0]
        parted = _WITH_BLANKS.search(_line(open_text, 1))
        mend = (
            f" Blanks stand around what parts its fields. Say so in the feed, with the line  delimiter: {json.dumps(parted[1])}."
            if parted
            else ""
        )
        raise _no_table(name, f"{name} is not a table: {why}.{mend}")
    head = max(candidates, key=lambda one: (one.matches, len(one.head.header))).head
    width = len(head.header)
    if width == 1:
        _refuse_header_row(name, open_text, feed, feeds, head.header)
        kind = single_column(_line(open_text, head.lines_before))
        if kind:
            raise _no_table(name, f"{name} {kind}", _NO_PART_OF_A_NAME.split(head.header[0]))
        if feed and feed.delimiter:
            others = list(find_candidates(open_text, replace(feed, delimiter=None), feeds))
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
            f"{name} is not a table: its first line, '{shown(head.header[0])}', has a single column. Name its delimiter in a feed, with a "
            f"line such as  delimiter: {json.dumps(likely, ensure_ascii=False)},  or export it as CSV with a header.",
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


def _refuse_other_delimiter(
    name: str, open_text: OpenText, feed: Feed, feeds: Sequence[Feed]
) -> None:
    """Raise InputError where a text has the columns of the feed by another delimiter than the feed says: it is no note beside exports,
    whatever its name is, and a comma in one of its values made columns of it."""
    with suppress(ValueError):
        others = find_candidates(open_text, replace(feed, delimiter=None), feeds)
        fitting = next((one.head for one in others if one.matches), None)
        if fitting is None:
            return
        raise InputError(
            f"{name} lacks the columns of the feed {feed.name} by its line  delimiter: {feed.delimiter!r},  and by "
            f"{fitting.dialect.delimiter!r} it has them. Take that line out of the feed, and the delimiter of each file is found."
        )


def _refuse_header_row(
    name: str, open_text: OpenText, feed: Feed | None, feeds: Sequence[Feed], header: list[str]
) -> None:
    """Raise InputError where the feed names a title for the header, and the columns stand in another row."""
    if feed and feed.header_row:
        found = [
            one
            for one in find_candidates(open_text, replace(feed, header_row=None), feeds)
            if one.matches
        ]
        if found:
            sentence, columns, without = of_header_row(
                name, feed, header, found[0].head.lines_before
            )
            raise _no_table(name, sentence, columns, without)


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
