"""Discounts in a column of their own, which the price of a piece says nothing of."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.selection import DISCOUNT_COLUMN
from python_jobs.landing.values.doubt import Doubt


def find_discounts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about a column of discounts that the feed does not read, where any line has one."""
    if form.selection is None or form.selection.positions.get(DISCOUNT_COLUMN) is None:
        return []
    # whatever its decimal mark and currency: a discount that is none has no other digit than 0
    has_one = f"regexp_matches({DISCOUNT_COLUMN}, '[1-9]')"
    [(count, example)] = connection.execute(
        f"select count(*), min(trim({DISCOUNT_COLUMN})) from {lines_table} where feed = $1 and {has_one}",
        [form.feed.name],
    ).fetchall()
    if not count:
        return []
    header = shown(form.selection.shown(DISCOUNT_COLUMN))
    return [
        Doubt(
            "discounts_not_taken_off",
            f"the column '{header}' has a discount on {counted(count, 'line')}, and the revenue is before it",
            str(example),
            "Where the export has the amount of a line after its discount, read that one: add the line  "
            "line_amount:  with its column to the feed.",
        )
    ]
