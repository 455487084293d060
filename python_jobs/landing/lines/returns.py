"""Lines that a feed says are returns, whatever their signs: by a column, by the invoice's number, or by the file's name."""

from __future__ import annotations

import fnmatch
import unicodedata

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.left_out import has_value
from python_jobs.landing.lines.selection import filters
from python_jobs.landing.values.text import literal


def is_return_sql(feed: Feed, name: str, read_table: str, invoice: str) -> str:
    """SQL of whether a line is one; '' where the feed says so of none.

    name: the file's; invoice: SQL of the invoice's number.
    """
    if is_file_of_returns(feed, name):
        return "true"
    found = [
        has_value(f"{read_table}.filter_{number}", values)
        for number, (verb, _, values) in enumerate(filters(feed), start=1)
        if verb == "returns"
    ]
    number = f"upper(trim({invoice}))"
    found += [f"starts_with({number}, {literal(mark)})" for mark in feed.return_prefix]
    found += [f"ends_with({number}, {literal(mark)})" for mark in feed.return_suffix]
    return f"coalesce({' or '.join(found)}, false)" if found else ""


def is_file_of_returns(feed: Feed, name: str) -> bool:
    """Whether all lines of a file are returns by its name, with the folders above it or without."""
    path = unicodedata.normalize("NFC", name).replace("\\", "/").casefold()
    patterns = [one.casefold() for one in feed.return_files]
    return any(
        fnmatch.fnmatchcase(text, one) for one in patterns for text in (path, path.split("/")[-1])
    )
