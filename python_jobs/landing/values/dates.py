"""The dates of a file as ISO text: one form for all of them, found by looking at every value.

`01/02/2024` can be read in two ways: the other dates of the file decide, else other files of the feed, else
the line  date_format:  of the feed; with none of them the file is refused. So is a file with two kinds of dates, of
which a spreadsheet may have turned one around.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from python_jobs.core.errors import AmbiguousValues, InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values import moments
from python_jobs.landing.values.days import ORDERS, DayText, read_day
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.kinds_of_dates import (
    SLIPS,
    Day,
    Iso,
    as_format,
    kind_doubts,
    refuse_half_converted,
    refuse_month_last,
    refuse_two_orders,
    weight,
)
from python_jobs.landing.values.month_names import months_of

# Longer texts are not days, and there may be millions of them.
LONGEST_DAY = 40
# Two-digit numbers that are so many, where others are so few, are days of a month and no years.
MANY_YEARS, FEW_YEARS = 12, 3
_READABLE_DIRECTIVES = re.compile(r"(?:[^%]|%-?[aAbBdfHIjmMpSyYzZ])*")


@dataclass(frozen=True)
class DateOptions:
    """What a feed says of dates; None where it leaves that to be found."""

    date_format: str | None = None
    time_zone: str | None = None
    language: str | None = None


def order_of(date_format: str) -> str | None:
    """The order of day, month and year in a format ('dmy', 'mdy', 'ymd'); None where it needs strptime."""
    if not _READABLE_DIRECTIVES.fullmatch(date_format):
        return None
    letters = [one.lower() for one in re.findall(r"%-?([dmbByY])", date_format)]
    order = "".join("m" if one == "b" else one for one in letters)
    return order if order in ORDERS else None


def read_dates(
    connection: duckdb.DuckDBPyConnection,
    texts: str,
    name: str,
    options: DateOptions,
    known_formats: Iterable[str | None] = (),
) -> tuple[str | None, list[Doubt]]:
    """Add to the table meanings what the dates mean that are not ISO text yet.

    texts: a table (text) of the distinct texts; known_formats: those of other files of the same feed.
    Returns the format (None where all are ISO text, 'serial' for serial numbers of days) and what is odd.
    Raises InputError when no date reads, or what they mean is open.
    """
    iso = _look_at_iso(connection, texts)
    if options.date_format and _is_day_before_month(options.date_format):
        moments.add_by_format(connection, options.date_format, texts)
        return options.date_format, []
    if iso.month_last:
        refuse_month_last(name, iso)
    others = _count(connection, f"{texts} where trim(text) <> ''") - iso.count
    if others == 0:
        return options.date_format, []
    moments.split_moments(connection, texts)
    if _has_other_words(connection):
        moments.split_moments(connection, texts, spell_out=True)
    doubts = _zone_doubts(connection, options)
    if options.date_format and not order_of(options.date_format):
        if options.date_format in moments.SERIAL_STARTS:
            moments.add_serials(connection, moments.SERIAL_STARTS[options.date_format])
        else:
            moments.add_by_format(connection, options.date_format)
        return options.date_format, doubts
    serials = _count(connection, f"moments where regexp_full_match(day_text, {moments.SERIAL})")
    days = _days(connection)
    readable = [one for one in days if one.reading.kind != "none"]
    if not readable and not serials and not (iso.count and iso.count >= others):
        raise InputError(_unreadable(connection, texts, name))
    order, order_doubts = _decide_order(name, readable, iso, options, known_formats)
    months = _decide_months(name, readable, options.language)
    doubts += order_doubts
    doubts += kind_doubts(name, readable, iso, serials, order, options.date_format)
    chosen = {one.text: day for one in readable if (day := _meaning(one.reading, order, months))}
    _add_days(connection, chosen)
    moments.add_moments(connection, "days", options.time_zone, name)
    if serials:
        moments.add_serials(connection, moments.SERIAL_STARTS["serial"])
        doubts.append(_serial_doubt(connection))
    return options.date_format or _format(readable, order, serials), doubts


def _look_at_iso(connection: duckdb.DuckDBPyConnection, texts: str) -> Iso:
    month_last = "text[6:7] between '13' and '31' and text[9:10] between '01' and '12'"
    [(count, last_day, example, odd_count, odd_example)] = connection.execute(
        f"select count(*), coalesce(max(cast(text[9:10] as integer)), 0), coalesce(min(text), ''), "
        f"count(*) filter ({month_last}), coalesce(min(text) filter ({month_last}), '') "
        f"from {texts} where regexp_full_match(text, {moments.STRICT_ISO})"
    ).fetchall()
    return Iso(count, last_day, example, odd_example if odd_count >= SLIPS * count else "")


def _is_day_before_month(date_format: str) -> bool:
    """Whether a format writes the year, then the day, then the month: such texts look like ISO text and are none."""
    return [one for one in re.findall(r"%-?([a-zA-Z])", date_format) if one in "Ydm"] == [
        "Y",
        "d",
        "m",
    ]


def _days(connection: duckdb.DuckDBPyConnection) -> list[Day]:
    rows = connection.execute(
        f"select day_text, count(*), min(text) from moments where length(day_text) <= {LONGEST_DAY} "
        f"and not regexp_full_match(day_text, {moments.SERIAL}) group by day_text order by day_text"
    ).fetchall()
    return [Day(text, weight, example, read_day(text)) for text, weight, example in rows]


def _decide_order(
    name: str,
    days: Sequence[Day],
    iso: Iso,
    options: DateOptions,
    known_formats: Iterable[str | None],
) -> tuple[str | None, list[Doubt]]:
    """The order of day, month and year where a number stands for each."""
    numeric = [one for one in days if one.reading.kind in ("numeric", "compact")]
    if not numeric:
        return None, []
    refuse_half_converted(name, numeric, iso)
    if options.date_format:
        return order_of(options.date_format), []
    refuse_two_orders(name, numeric)
    read = {order: weight(one for one in numeric if order in one.reading.days) for order in ORDERS}
    best = max(read.values())
    winners = [order for order in ORDERS if read[order] == best > 0]
    winners = [one for one in winners if not _is_out_of_the_question(numeric, one, winners)]
    if len(winners) > 1:
        known = {
            order for one in known_formats if one for order in winners if order == order_of(one)
        }
        clash = next((one for one in numeric if _clashes(one.reading, winners)), None)
        if clash and len(known) != 1:
            if weight(numeric) < SLIPS * (weight(days) + iso.count):
                return None, []
            formats = {
                order: as_format(clash.reading, clash.example, order) for order in winners[:2]
            }
            first, second = formats.values()
            raise AmbiguousValues(
                f"{name}: a date like '{shown(clash.example)}' can be read in two ways. Say in its feed "
                f'which is right, with the line  date_format: "{first}"  or the line  date_format: "{second}".',
                f"Which day is '{shown(clash.example)}'?",
                [
                    (f'date_format: "{text}"', f"it is {clash.reading.days[order]:%d %B %Y}")
                    for order, text in formats.items()
                    if order in clash.reading.days
                ],
            )
        winners = sorted(known) if clash else winners
    order = winners[0] if winners else None
    other_way = [one for one in numeric if order not in one.reading.days and one.reading.days]
    if not other_way:
        return order, []
    doubt = Doubt(
        "two_kinds_of_dates",
        "there are dates with the day first and dates with the month first",
        f"{next(one.example for one in numeric if order in one.reading.days)}' and '{other_way[0].example}",
        "Export them in one form.",
    )
    if weight(other_way) >= SLIPS * weight(numeric):
        raise InputError(f"{name}: {doubt}")
    return order, [doubt]


def _is_out_of_the_question(
    days: Sequence[Day], order: str, orders: Sequence[str]
) -> bool:
    """Whether `17.05.24` read so would give a shop many years and hardly two days in a month, and another order the reverse:
    then the numbers that are so many are days."""

    def counts(of: str) -> tuple[int, int]:
        found = [one.reading.days[of] for one in days if of in one.reading.days]
        return len({one.year for one in found}), len({one.day for one in found})

    years, in_month = counts(order)
    if years < MANY_YEARS or in_month > FEW_YEARS:
        return False
    return any(counts(other) == (in_month, years) for other in orders if other != order)


def _clashes(reading: DayText, orders: Sequence[str]) -> bool:
    return len({reading.days[order] for order in orders if order in reading.days}) > 1


def _decide_months(name: str, days: Sequence[Day], language: str | None) -> dict[str, int]:
    words = {one.reading.word: one.example for one in days if one.reading.word}
    months, left_open = months_of(words, language)
    if left_open:
        raise InputError(
            f"{name}: the month of '{shown(words[left_open[0]])}' has that name in two languages. Say in "
            "its feed which is right, for instance with the line  language: hr."
        )
    return months


def _meaning(reading: DayText, order: str | None, months: dict[str, int]) -> dt.date | None:
    if reading.kind == "worded":
        return reading.days.get(str(months.get(reading.word)))
    return reading.days.get("ymd" if reading.kind == "year_first" else order or "")


def _zone_doubts(connection: duckdb.DuckDBPyConnection, options: DateOptions) -> list[Doubt]:
    example = None if options.time_zone else moments.find_zone(connection)
    if not example:
        return []
    return [
        Doubt(
            "zone",
            "the dates are written with a zone and keep the clock that they are written by",
            example,
            "If the shop goes by another clock, say so in its feed, for instance with the line  "
            "time_zone: Europe/Berlin",
        )
    ]


def _serial_doubt(connection: duckdb.DuckDBPyConnection) -> Doubt:
    [(text, meaning)] = connection.execute(
        "select text, meaning from meanings inner join moments using (text) where kind = 'date' and "
        f"regexp_full_match(day_text, {moments.SERIAL}) order by text limit 1"
    ).fetchall()
    return Doubt(
        "serial_dates",
        f"the dates are serial numbers of a spreadsheet and are counted from 1900, which makes {meaning}",
        text,
        "If that is right, say so in its feed with the line  date_format: serial  (or serial_1904).",
    )


def _unreadable(connection: duckdb.DuckDBPyConnection, texts: str, name: str) -> str:
    [(example, epochs)] = connection.execute(
        f"select min(text), count(*) filter (regexp_full_match(trim(text), {moments.EPOCH})) from {texts} "
        "where trim(text) <> ''"
    ).fetchall()
    if epochs:
        return (
            f"{name}: the dates are counted in seconds, for instance '{shown(example)}', and no clock is "
            "told by them. Export them as text, for instance 2024-01-31 10:04:05."
        )
    return (
        f"{name}: the dates cannot be read, for instance '{shown(example)}'. Say how they are written "
        'in its feed, for instance with the line  date_format: "%d.%m.%Y %H:%M".'
    )


def _format(days: Sequence[Day], order: str | None, serials: int) -> str | None:
    """The format that most dates have, None where that is ISO's."""
    numeric = [one for one in days if one.reading.kind in ("numeric", "compact")]
    if order and numeric:
        most = max(numeric, key=lambda one: one.weight)
        return as_format(most.reading, most.example, order)
    if any(one.reading.kind == "worded" for one in days):
        return "%d %b %Y"
    return "serial" if serials else None


def _add_days(connection: duckdb.DuckDBPyConnection, days: dict[str, dt.date]) -> None:
    table = pa.table(
        {
            "day_text": pa.array(list(days), pa.string()),
            "day": pa.array(list(days.values()), pa.date32()),
        }
    )
    connection.execute("create or replace temp table days (day_text varchar, day date)")
    connection.from_arrow(table).insert_into("days")


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    return int(connection.execute(f"select count(*) from {rows}").fetchall()[0][0])
