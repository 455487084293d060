"""Days that cannot be, or hardly: a slip of the keyboard, or what a program writes where it has no date."""

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
_FIRST_OF_SHOPS = "1950"
# The models count no line of a later day than this after its landing (macros/rules/line_class.sql).
_DAYS_TO_COME = 2
_DAYS_OF_A_GAP = 730
# A shop may rest for years. Many lines that so much parts from the others have a wrong year, as a file that was joined with others may.
_DAYS_OF_A_LONG_GAP = 1461
_MOST_LINES = 0.01
# Of fewer lines than these one may be of any day.
_FEW_LINES = 20


def far_day_doubts(connection: duckdb.DuckDBPyConnection, column: str) -> list[Doubt]:
    """The doubts about days years before or after all others, one of which moves the first or the last day of everything, and about
    days to come, whose lines do not count.

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
    today = dt.datetime.now(dt.UTC).date()
    limit = (today + dt.timedelta(days=_DAYS_TO_COME)).isoformat()
    to_come = [day for day in days if day >= limit]
    known = {day: lines for day, lines in days.items() if day < limit}
    doubts = []
    if to_come:
        doubts.append(
            Doubt(
                "days_to_come",
                f"{_days_of(column, to_come, days)} are to come, and do not count",
                "",
                "Correct the dates in the export, and land it again.",
            )
        )
    far = _far(known)
    if far:
        doubts.append(
            Doubt(
                "days_far_off",
                f"{_days_of(column, far, days)} are far from all others",
                "",
                "Correct the dates, or leave such lines out with a line  drop:  in the feed: from the last day of all lines recency counts.",
            )
        )
    return doubts


def _days_of(column: str, odd: list[str], lines: dict[str, int]) -> str:
    count = sum(lines[day] for day in odd)
    listed = odd[0] if len(odd) == 1 else f"{odd[0]} to {odd[-1]}"
    return f"the days of {counted(count, 'line')} in the column '{shown(column)}' ({listed})"


def _far(lines: dict[str, int]) -> list[str]:
    """The days far from the others. lines: day → how many lines it has, by day."""
    near = [day for day in lines if not _cannot_be(day)]
    most = max(1.0, _MOST_LINES * sum(lines.values())) if sum(lines.values()) >= _FEW_LINES else 0.0
    ends = [*_before_a_gap(near, lines, most), *_before_a_gap(near[::-1], lines, most)]
    ends += _other_blocks([day for day in near if day not in ends], lines)
    return [day for day in lines if _cannot_be(day) or day in ends]


def _cannot_be(day: str) -> bool:
    return day in _NO_DATES or day[:4] < _FIRST_OF_SHOPS


def _other_blocks(days: list[str], lines: dict[str, int]) -> list[str]:
    """The days of all blocks of lines but the greatest one, where many years part them; of a few old lines nobody knows."""
    blocks: list[list[str]] = []
    for at, day in enumerate(days):
        if not at or _gap(days[at - 1], day) > _DAYS_OF_A_LONG_GAP:
            blocks.append([])
        blocks[-1].append(day)
    counts = [sum(lines[day] for day in block) for block in blocks]
    # Of two as great the later one is more likely right.
    greatest = max(range(len(blocks)), key=lambda at: (counts[at], at), default=0)
    return [
        day
        for at, block in enumerate(blocks)
        if at != greatest and counts[at] >= _FEW_LINES
        for day in block
    ]


def _gap(day: str, following: str) -> int:
    return abs(dt.date.fromisoformat(following) - dt.date.fromisoformat(day)).days


def _before_a_gap(days: list[str], lines: dict[str, int], most: float) -> list[str]:
    """The days at this end that years part from the next one, while they have few lines."""
    found: list[str] = []
    count = 0
    for number, (day, following) in enumerate(pairwise(days), start=1):
        count += lines[day]
        if count > most:
            break
        if _gap(day, following) > _DAYS_OF_A_GAP:
            found = days[:number]
    return found
