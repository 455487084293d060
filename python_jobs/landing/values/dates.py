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
from typing import NoReturn

import duckdb
import pyarrow as pa

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values import moments
from python_jobs.landing.values.clock_words import with_plain_words
from python_jobs.landing.values.day_order import decide_order, order_of
from python_jobs.landing.values.days import DayText, read_day
from python_jobs.landing.values.declared_dates import add_read_by_format, read_by_format
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.kinds_of_dates import (
    SLIPS,
    Day,
    Iso,
    as_format,
    kind_doubts,
    refuse_day_last,
    refuse_days_before_months,
    refuse_month_last,
    with_lost_zeros,
)
from python_jobs.landing.values.month_names import months_of
from python_jobs.landing.values.unread_dates import (
    refuse_epochs,
    refuse_six_digits,
    remedy_for_date,
)

# Longer texts are not days, and there may be millions of them.
LONGEST_DAY = 40
# So many dates tell in which form they are that cannot be read.
MOST_UNREAD = 10_000
_PLAIN = "moments_in_plain_words"


@dataclass(frozen=True)
class DateOptions:
    """What a feed says of dates; None where it leaves that to be found."""

    date_format: str | None = None
    time_zone: str | None = None
    language: str | None = None
    usual_format: str | None = None


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
        refuse_day_last(connection, texts, name, options.date_format)
        moments.add_by_format(connection, options.date_format, texts)
        return options.date_format, []
    if iso.month_last:
        refuse_month_last(name, iso.month_last)
    others = _count(connection, f"{texts} where trim(text) <> ''") - iso.count
    if others == 0:
        return options.date_format, []
    moments.split_moments(connection, texts)
    doubts = _zone_doubts(connection, options)
    if options.date_format and not order_of(options.date_format):
        if options.date_format in moments.SERIAL_STARTS:
            moments.add_serials(connection, moments.SERIAL_STARTS[options.date_format])
        else:
            moments.add_by_format(connection, options.date_format)
        return options.date_format, doubts
    serials = _count(connection, f"moments where regexp_full_match(day_text, {moments.SERIAL})")
    days = _days(connection)
    if any(one.reading.kind == "none" for one in days) and _put_in_plain_words(connection):
        moments.split_moments(connection, texts, f"(select text, plain from {_PLAIN})")
        days = _days(connection)
        doubts = _zone_doubts(connection, options)
    refuse_days_before_months(name, days)
    readable = [one for one in days if one.reading.kind != "none"]
    by_format = read_by_format(
        connection, options.date_format, options.language, [one.text for one in readable]
    )
    # 1903040912 may be seconds, and is a day of 2019 where the feed says so.
    epochs = (
        0
        if by_format
        else _count(connection, f"moments where regexp_full_match(day_text, {moments.EPOCH})")
    )
    if epochs and options.time_zone:
        moments.add_epochs(connection, options.time_zone)
        if epochs == others:
            return None, doubts
    if epochs and not options.time_zone and not readable and not serials:
        refuse_epochs(
            name,
            _example(connection, f"moments where regexp_full_match(day_text, {moments.EPOCH})"),
        )
    if not readable and not serials and not by_format and not (iso.count and iso.count >= others):
        listed = connection.execute(
            f"select text from {texts} where trim(text) <> '' order by text limit {MOST_UNREAD}"
        ).fetchall()
        _refuse_unread(name, [text for (text,) in listed], options.date_format)
    converted = _with_serials(connection, iso, serials)
    order, order_doubts = decide_order(
        name, readable, converted, options.date_format, known_formats, options.usual_format
    )
    months = _decide_months(name, readable, options.language)
    doubts += order_doubts
    doubts += kind_doubts(name, readable, iso, serials, order, options.date_format)
    chosen = {one.text: day for one in readable if (day := _meaning(one.reading, order, months))}
    _add_days(connection, chosen)
    moments.add_moments(connection, "days", options.time_zone, name)
    add_read_by_format(connection, by_format)
    if serials:
        moments.add_serials(connection, moments.SERIAL_STARTS["serial"])
        doubts.append(_serial_doubt(connection))
    return options.date_format or _format(readable, order, serials), doubts


def _refuse_unread(name: str, texts: Sequence[str], date_format: str | None) -> NoReturn:
    example = texts[0]
    if date_format:
        raise InputError(
            f'{name}: not one of the dates can be read as the line  date_format: "{date_format}"  of the feed says, for instance '
            f"'{shown(example)}'. Correct that line, or take it out: most forms of dates are found."
        )
    refuse_six_digits(name, texts)
    raise InputError(
        f"{name}: the dates cannot be read, for instance '{shown(example)}'. {remedy_for_date(texts)}"
    )


def dates_among(texts: Iterable[str]) -> set[str]:
    """The texts that are dates by the rules above, whatever the order of day and month. Serial numbers are numbers first."""
    listed = sorted({one for one in texts if len(one) <= 2 * LONGEST_DAY})
    found = set()
    with duckdb.connect() as connection:
        connection.from_arrow(pa.table({"text": pa.array(listed, pa.string())})).create("texts")
        found |= _texts(connection, f"texts where regexp_full_match(text, {moments.STRICT_ISO})")
        plain = None
        for _ in range(2):
            moments.split_moments(connection, "texts", plain)
            days = [one.text for one in _days(connection) if one.reading.days]
            connection.from_arrow(pa.table({"day_text": pa.array(days, pa.string())})).create(
                "known"
            )
            found |= _texts(
                connection, "moments semi join known using (day_text) where seconds is not null"
            )
            connection.execute("drop table known")
            if plain or not _put_in_plain_words(connection):
                break
            plain = f"(select text, plain from {_PLAIN})"
    return found


def _texts(connection: duckdb.DuckDBPyConnection, rows: str) -> set[str]:
    return {text for (text,) in connection.execute(f"select text from {rows}").fetchall()}


def _look_at_iso(connection: duckdb.DuckDBPyConnection, texts: str) -> Iso:
    month_last = "text[6:7] between '13' and '31' and text[9:10] between '01' and '12'"
    [(count, last_day, example, odd_count, odd_example)] = connection.execute(
        f"select count(*), coalesce(max(cast(text[9:10] as integer)), 0), coalesce(min(text), ''), "
        f"count(*) filter ({month_last}), coalesce(min(text) filter ({month_last}), '') "
        f"from {texts} where regexp_full_match(text, {moments.STRICT_ISO})"
    ).fetchall()
    return Iso(count, last_day, example, odd_example if odd_count >= SLIPS * count else "")


def _with_serials(connection: duckdb.DuckDBPyConnection, iso: Iso, serials: int) -> Iso:
    """The dates that a spreadsheet took for such: ISO text, which its cells become, and serial numbers."""
    if not serials:
        return iso
    day = f"date '{moments.SERIAL_STARTS['serial']}' + cast(day_text[:5] as integer)"
    [(last_day, example)] = connection.execute(
        f"select max(day({day})), min(text) from moments where regexp_full_match(day_text, {moments.SERIAL})"
    ).fetchall()
    return Iso(iso.count + serials, max(iso.last_day, last_day), iso.example or example)


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
    days = [Day(text, weight, example, read_day(text)) for text, weight, example in rows]
    return with_lost_zeros(days)


def _put_in_plain_words(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make a table of the moments that can be said in plainer words; whether there are any."""
    texts = connection.execute(
        f"select text from moments where length(text) <= {2 * LONGEST_DAY}"
    ).fetchall()
    changed = [(text, plain) for (text,) in texts if (plain := with_plain_words(text))]
    table = pa.table(
        {
            "text": pa.array([text for text, _ in changed], pa.string()),
            "plain": pa.array([plain for _, plain in changed], pa.string()),
        }
    )
    connection.execute(f"create or replace temp table {_PLAIN} (text varchar, plain varchar)")
    connection.from_arrow(table).insert_into(_PLAIN)
    return bool(changed)


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


def _example(connection: duckdb.DuckDBPyConnection, rows: str) -> str:
    return str(connection.execute(f"select min(text) from {rows}").fetchall()[0][0])


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
