"""Dates of two kinds in one column: a spreadsheet may have turned the first kind around, so the months would be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values.days import DayText, read_day
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.moments import STRICT_ISO

# A smaller share of dates of another kind are slips of the keyboard: they are left as they stand.
SLIPS = 0.01


@dataclass(frozen=True)
class Day:
    """A day's text, how many texts of moments have it, and one of them."""

    text: str
    weight: int
    example: str
    reading: DayText


@dataclass(frozen=True)
class Iso:
    """The dates that stand as ISO text: how many, the last day of a month among them, one of them, and one whose
    second number can only be a day ('' where there is none)."""

    count: int
    last_day: int
    example: str
    month_last: str = ""


def weight(days: Iterable[Day]) -> int:
    """How many texts of moments have these days."""
    return sum(one.weight for one in days)


def with_lost_zeros(days: list[Day]) -> list[Day]:
    """3072024 beside 12072024 is the third: a program that took the days for numbers left out the zero in front."""
    compact = [one for one in days if one.reading.kind == "compact"]
    if not any(one.reading.days.keys() & {"dmy", "mdy"} for one in compact):
        return days
    if any("ymd" in one.reading.days for one in compact):
        return days
    return [
        replace(one, reading=read_day(f"0{one.text}"))
        if re.fullmatch(r"[1-9]\d{6}", one.text)
        else one
        for one in days
    ]


def refuse_half_converted(name: str, numeric: Sequence[Day], iso: Iso) -> None:
    """A spreadsheet that reads days as months turns those up to the 12th around and leaves the rest as text.

    What it turned became a date (ISO text by now) or, in a CSV file, lost its zeros.
    """
    open_ones = [one for one in numeric if _is_swappable(one.reading)]
    plain = [one for one in numeric if one.reading.kind == "numeric" and one not in open_ones]
    example = None
    if iso.count and iso.last_day <= 12 and plain and not open_ones:
        example = iso.example
    padded = {one.reading.is_padded for one in plain}
    turned = {one.reading.is_padded for one in open_ones}
    if True in padded and False not in padded and False in turned and True not in turned:
        example = open_ones[0].example
    if example:
        raise InputError(
            f"{name} was opened in a spreadsheet that takes days for months: it turned dates such as "
            f"'{shown(example)}' around and left those such as '{shown(plain[0].example)}' as they were. "
            "Export it again and land that file without opening it."
        )


def _is_swappable(reading: DayText) -> bool:
    return {"dmy", "mdy"} <= set(reading.days)


def refuse_two_orders(name: str, numeric: Sequence[Day]) -> None:
    """`03/25/2024` tells nothing about `03.04.2024`: another mark is another kind, and has to tell its order itself."""
    by_mark: dict[str, list[Day]] = {}
    for one in numeric:
        by_mark.setdefault(one.reading.mark, []).append(one)
    if len(by_mark) < 2:
        return
    orders = {mark: _orders_of(days) for mark, days in by_mark.items()}
    decided = [mark for mark, found in orders.items() if len(found) == 1]
    left_open = [mark for mark in by_mark if mark not in decided and _has_clash(by_mark[mark])]
    if not decided or not left_open:
        return
    first, second = by_mark[decided[0]][0], by_mark[left_open[0]][0]
    if weight(by_mark[left_open[0]]) < SLIPS * weight(numeric):
        return
    raise InputError(
        f"{name}: there are two kinds of dates, and the one does not tell how the other is read (for instance "
        f"'{shown(first.example)}' and '{shown(second.example)}'). Export them in one form; or, if day and month stand in "
        "the same order in both, say so in its feed, for instance with the line  "
        f'date_format: "{as_format(second.reading, second.example, next(iter(orders[decided[0]])))}".'
    )


def _orders_of(days: Sequence[Day]) -> set[str]:
    """The orders under which all of the days exist."""
    found = set(days[0].reading.days)
    for one in days:
        found &= set(one.reading.days)
    return found


def _has_clash(days: Sequence[Day]) -> bool:
    return any(len(set(one.reading.days.values())) > 1 for one in days)


def refuse_month_last(name: str, example: str, mark: str = "-") -> None:
    """`2024-25-01` is no ISO text: the others of its column are none either."""
    raise InputError(
        f"{name}: a date like '{shown(example)}' has its day before its month. If all of them are written so, say so "
        f'in its feed with the line  date_format: "{mark.join(("%Y", "%d", "%m"))}"  (and the time as it is written, for instance %H:%M:%S); '
        "else correct it."
    )


def refuse_days_before_months(name: str, days: Sequence[Day]) -> None:
    """So is `2024/25/01`, which no other order reads."""
    odd = [one for one in days if one.reading.kind == "day_before_month"]
    year_first = [one for one in days if one.reading.kind == "year_first"]
    if odd and weight(odd) >= SLIPS * weight([*odd, *year_first]):
        refuse_month_last(name, odd[0].example, odd[0].reading.mark)


def refuse_day_last(
    connection: duckdb.DuckDBPyConnection, texts: str, name: str, date_format: str
) -> None:
    """`2024-01-25` is ISO text, and no date with its day before its month: where the feed says so, the others are none either."""
    [(count, odd, example)] = connection.execute(
        f"select count(*), count(*) filter (text[9:10] > '12'), min(text) filter (text[9:10] > '12') "
        f"from {texts} where regexp_full_match(text, {STRICT_ISO})"
    ).fetchall()
    if odd and odd >= SLIPS * count:
        raise InputError(
            f"{name}: a date like '{shown(str(example))}' cannot be read as the line  date_format: \"{date_format}\"  of its feed says: it has "
            "its month before its day. Take that line out of the feed: such dates are found."
        )


def kind_doubts(
    name: str,
    days: Sequence[Day],
    iso: Iso,
    serials: int,
    order: str | None,
    date_format: str | None,
) -> list[Doubt]:
    """Dates of two kinds in one column, of which one may have been turned around."""
    numeric = [one for one in days if one.reading.kind == "numeric"]
    others = [one for one in days if one.reading.kind in ("year_first", "worded")]
    count = iso.count + weight(others) + serials
    if not numeric or not count or date_format:
        return []
    example = iso.example or (others[0].example if others else "a serial number")
    sentence = "there are two kinds of dates, of which a spreadsheet may have turned one around"
    doubt = Doubt(
        "two_kinds_of_dates",
        sentence,
        f"{example}' and '{numeric[0].example}",
        "Export the file again without opening it in a spreadsheet; or, if both are right, say how the "
        "second kind is written in its feed, for instance with the line  "
        f'date_format: "{as_format(numeric[0].reading, numeric[0].example, order or "dmy")}".',
    )
    if min(count, weight(numeric)) >= SLIPS * (count + weight(numeric)):
        raise InputError(f"{name}: {doubt}")
    return [doubt]


def as_format(reading: DayText, example: str, order: str) -> str:
    """An order as a line of a feed, in the shape of an example."""
    year = "%y" if reading.has_short_year else "%Y"
    parts = {"d": "%d", "m": "%m", "y": year}
    day = reading.mark.join(parts[one] for one in order)
    time = re.search(r"[ T]\d{1,2}(:\d{2})(:\d{2})?.*?([AaPp][Mm])?$", example)
    if not time:
        return day
    hour = "%I" if time[3] else "%H"
    return f"{day} {hour}:%M{':%S' if time[2] else ''}{' %p' if time[3] else ''}"
