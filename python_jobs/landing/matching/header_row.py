"""A feed that names another row for the header than the one in which its columns stand."""

from __future__ import annotations

import itertools

from python_jobs.core.errors import NotOrderLines
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.find import Table
from python_jobs.landing.tables.header_row import of_header_row
from python_jobs.landing.tables.other_header import rows_of

# A header stands before the lines of orders.
_MOST_ROWS = 10_000


def wrong_header_row(contents: Contents, table: Table, feed: Feed) -> NotOrderLines | None:
    """What stands in the row that the feed names, and where its columns are; None where they stand in no row."""
    rows = itertools.islice(rows_of(contents, table), _MOST_ROWS)
    number = next((number for number, row in rows if feed.matches(row)), None)
    if number is None:
        return None
    return NotOrderLines(*of_header_row(table.name, feed, table.header, number))


def about_header_row(feed: Feed) -> str:
    """What to add to the columns that a header lacks, where a line of the feed says which row it is."""
    if not feed.header_row:
        return ""
    return f" The line  header_row: {feed.header_row}  of the feed says that this is the header: correct it, or take it out, and the header is looked for."
