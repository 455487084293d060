"""Single lines years before or after all others: a slip of the keyboard, or what a program writes where it has no date."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.landing.values.doubt import Doubt

# What spreadsheets and programs write for no date; nothing is sold on such a day.
_NO_DATES = ("1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01", "1901-01-01", "1970-01-01")
# A year that a shop of today cannot have sold in.
_FIRST_OF_SHOPS, _LAST_OF_SHOPS = "1950", "2100"
_DAYS_OF_A_GAP = 730
_MOST_LINES = 0.01


def far_day_doubts(connection: duckdb.DuckDBPyConnection, column: str) -> list[Doubt]:
    """The doubt about them: one such day moves the first or the last day of everything.

    The tables seen (kind, text, line_count) and meanings (kind, text, meaning) hold every date; column: what the file calls it.
    """
    rows = connection.execute(
        f"""
        with days as (
            select left(coalesce(meanings.meaning, trim(seen.text)), 10) as day, seen.line_count
            from seen
            left join meanings on seen.kind = meanings.kind and seen.text = meanings.text
            where seen.kind = 'date'
        )
        select day, sum(line_count)
        from days
        where try_cast(day as date) is not null and left(day, 4) between '{FIRST_YEAR}' and '{LAST_YEAR}'
        group by day
        order by day
        """
    ).fetchall()
    days = {str(day): int(lines) for day, lines in rows}
    far = [day for day in days if _cannot_be(day)]
    near = [day for day in days if not _cannot_be(day)]
    most = _MOST_LINES * sum(days.values())
    far += _before_a_gap(near, days, most) + _before_a_gap(near[::-1], days, most)
    if not far:
        return []
    count = sum(days[day] for day in far)
    near = [day for day in near if day not in far]
    others = f", and all others from {near[0]} to {near[-1]}" if near else ""
    return [
        Doubt(
            "days_far_off",
            f"by the column '{shown(column)}' {counted(count, 'line')} {'is' if count == 1 else 'are'} of {min(far)}"
            f"{f' to {max(far)}' if len(far) > 1 else ''}{others}",
            min(far),
            "Correct the dates, or leave such lines out with a line  drop:  in the feed: the last day of all lines is the day from "
            "which recency counts.",
        )
    ]


def _cannot_be(day: str) -> bool:
    return day in _NO_DATES or not _FIRST_OF_SHOPS <= day[:4] < _LAST_OF_SHOPS


def _before_a_gap(days: list[str], lines: dict[str, int], most: float) -> list[str]:
    """The days at this end that years part from the next one, while they have few lines."""
    found: list[str] = []
    count = 0
    for number, (day, following) in enumerate(pairwise(days), start=1):
        count += lines[day]
        if count > most:
            break
        gap = abs(dt.date.fromisoformat(following) - dt.date.fromisoformat(day)).days
        if gap > _DAYS_OF_A_GAP:
            found = days[:number]
    return found
