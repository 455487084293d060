"""Which columns of a table are read, and what they are called until they are lines in our fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from python_jobs.landing.feeds.feed import Feed, position_of
from python_jobs.landing.lines.seen_columns import TOLD_BY_VALUES, UNREAD_COLUMNS
from python_jobs.landing.lines.unread import find_by_values, find_unread

# An export of orders has fewer columns; only the first lines of a wider one are looked at.
MOST_COLUMNS_AGAIN = 300


@dataclass(frozen=True)
class Selection:
    """What is read of a table: column name → position, None for a column that this table lacks.

    The names are the feed's fields, `invoice_2`, … for more columns of an invoice, `filter_1`, … for what
    the feed keeps, drops or takes for returns by, and UNREAD_COLUMNS for what it says nothing of.
    """

    positions: dict[str, int | None]
    header: Sequence[str]

    def shown(self, name: str) -> str:
        """What the file calls a column, for a sentence."""
        at = self.positions.get(name)
        return name if at is None else str(self.header[at])

    def with_later(self, lines: pa.Table) -> Selection:
        """This one with the columns that the values of later lines alone tell: the first return of a year may be far down."""
        free = [one for one in TOLD_BY_VALUES if self.positions[one] is None]
        if not free or len(self.header) > MOST_COLUMNS_AGAIN:
            return self
        taken = set(self.positions.values())
        more = {
            one: at for one, at in find_by_values(lines, self.header, taken).items() if one in free
        }
        return Selection({**self.positions, **more}, self.header) if more else self


def column_names(feed: Feed) -> list[str]:
    """The columns that are read of every table under a feed."""
    names = []
    for field, columns in feed.columns.items():
        names += [field, *(f"{field}_{number}" for number in range(2, len(columns) + 1))]
    names += [f"filter_{number}" for number in range(1, len(filters(feed)) + 1)]
    return [*names, *UNREAD_COLUMNS]


def filters(feed: Feed) -> list[tuple[str, str, tuple[str, ...]]]:
    """(keep, drop or returns, column, values), in the order of the columns filter_1, …"""
    return [
        *(("keep", column, values) for column, values in feed.keep.items()),
        *(("drop", column, values) for column, values in feed.drop.items()),
        *(("returns", column, values) for column, values in feed.returns.items()),
    ]


def select_columns(
    feed: Feed, header: Sequence[str], first_lines: pa.Table | None = None
) -> Selection:
    """Where the columns of `column_names` stand in a header that matches the feed.

    first_lines: the first batch of the table, whose values tell a column of currencies that is not named so.
    """
    positions: dict[str, int | None] = {}
    for field, places in feed.positions(header).items():
        for number, place in enumerate(places, start=1):
            positions[field if number == 1 else f"{field}_{number}"] = place
    for number, (_, column, _) in enumerate(filters(feed), start=1):
        positions[f"filter_{number}"] = position_of(column, header)
    positions |= find_unread(feed, header, set(positions.values()), first_lines)
    return Selection({name: positions[name] for name in column_names(feed)}, header)
