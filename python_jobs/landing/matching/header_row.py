"""A feed that names another row for the header than the one in which its columns stand."""

from __future__ import annotations

import itertools

from python_jobs.core.errors import NotOrderLines
from python_jobs.core.wording import quoted
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.find import Table
from python_jobs.landing.tables.other_header import rows_of

# A header stands before the lines of orders.
_MOST_ROWS = 10_000


def wrong_header_row(contents: Contents, table: Table, feed: Feed) -> NotOrderLines | None:
    """What stands in the row that the feed names, and where its columns are; None where they stand in no row."""
    rows = itertools.islice(rows_of(contents, table), _MOST_ROWS)
    number = next((number for number, row in rows if feed.matches(row)), None)
    if number is None:
        return None
    line = f"the line  header_row: {feed.header_row}  of the feed {feed.name}"
    where = (
        f"The columns of the feed stand in line {number:,}: write  header_row: {number}  or take that line out, and the header is "
        "looked for."
    )
    return NotOrderLines(
        f"{table.name}: by {line} the header is {quoted(table.header)}. {where}",
        table.header,
        f"{table.name}: by {line} the header is not that of the feed. {where}",
    )


def about_header_row(feed: Feed) -> str:
    """What to add to the columns that a header lacks, where a line of the feed says which row it is."""
    if not feed.header_row:
        return ""
    return f" The line  header_row: {feed.header_row}  of the feed says that this is the header: correct it, or take it out, and the header is looked for."
