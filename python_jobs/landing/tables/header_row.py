"""What to say of a feed that names another row for the header than the one in which its columns stand."""

from __future__ import annotations

from collections.abc import Sequence

from python_jobs.core.wording import quoted
from python_jobs.landing.feeds.feed import Feed


def of_header_row(
    name: str, feed: Feed, header: Sequence[str], number: int
) -> tuple[str, Sequence[str], str]:
    """What NotOrderLines takes: the sentence, the header that the feed names, and the sentence without what the file holds.

    number: the row of the columns.
    """
    line = f"the line  header_row: {feed.header_row}  of the feed {feed.name}"
    where = (
        f"The columns of the feed stand in line {number:,}: write  header_row: {number}  or take that line out, and the header is "
        "looked for."
    )
    return (
        f"{name}: by {line} the header is {quoted(header)}. {where}",
        header,
        f"{name}: by {line} the header is not that of the feed. {where}",
    )
