"""Which feed says how a text is written, its delimiter, and where its header is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.contents.find import Text
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables import delimited

DELIMITERS = (",", ";", "\t", "|")

# What a sheet of Excel has.
MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class Dialect:
    """How a text is a table: its delimiter, its header and the lines before the data."""

    delimiter: str
    header: list[str]
    lines_before: int


def feed_to_read_by(text: Text, feeds: Sequence[Feed]) -> Feed | None:
    """The only feed, or the first under whose own encoding and delimiter the text has its columns."""
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
                    text.open_bytes(), encoding=feed.encoding or "utf-8-sig", newline=None
                ) as opened,
            ):
                if feed.matches(delimited.read_header(opened, delimiter)[0]):
                    return feed
    return None


def detect_dialect(
    name: str, open_text: Callable[[], io.TextIOWrapper], feed: Feed | None, feeds: Sequence[Feed]
) -> Dialect:
    """Of the delimiters one under which a feed matches, else the one that gives most columns.

    feed: the one that says how the text is written; None where that is to be detected.
    Raises InputError when the text is no table under any of them.
    """
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
        candidates.append((matches, len(header), Dialect(delimiter, header, lines_before)))
    if not candidates:
        raise InputError(f"{name} is no table: {error}.")
    _, width, dialect = max(candidates, key=lambda one: one[:2])
    if width == 1:
        raise InputError(
            f"{name} is no table: its first line, '{shown(dialect.header[0])}', has a single column. "
            "Export it as CSV with a header, or name its delimiter in a feed.",
            f"{name} is no table: its first line has a single column. Export it as CSV with a header.",
        )
    if width > MOST_COLUMNS:
        raise InputError(
            f"{name} has {width:,} columns, more than {MOST_COLUMNS:,}. Export only those that count."
        )
    return dialect


def _delimiters(feed: Feed | None) -> Sequence[str]:
    return [feed.delimiter] if feed and feed.delimiter else DELIMITERS
