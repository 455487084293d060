"""Texts of dates split into day, time of day and zone, for numbers of texts that only SQL can take."""

from __future__ import annotations

import datetime
import functools
import zoneinfo

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values.text import ANY_DIGIT, BLANK, literal, tidy_sql, western_sql

# What the warehouse reads as it stands.
STRICT_ISO = literal(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]*)?)?)?"
)
ISO_TEXT = "%Y-%m-%d %H:%M:%S"
# Days since the end of 1899: from 1954 to 2119, so that no other number of five digits is meant.
SERIAL = literal("[2-7][0-9]{4}([.,][0-9]+)?")
# Seconds, or thousandths, millionths or billionths of them, since 1970, from 2001 to 2033, alone or as programs of Microsoft write them.
EPOCH = literal(
    r"(?:\\?/Date[(])?1[0-9]{9}(?:[0-9]{3}){0,3}(?:[.,][0-9]+)?(?:(?:[-+][0-9]{4})?[)]\\?/)?"
)
# Excel counts a 29 February 1900 that was none, so that the days after it count from the 30th.
SERIAL_STARTS = {"serial": "1899-12-30", "serial_1904": "1904-01-01"}

_ZONE = "Z|z|(?:UTC|GMT)?[-+\u2212][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{3,5}"
_IN_WORDS = "(?:(?:a las|alle|at|klo?[.]?|o|om|um|à|às|-) )?"
_MOMENT = literal(
    f"^(.+?)(?:,? ?T ?|,? +|,){_IN_WORDS}"
    "(?:([0-9]{1,2})[:.hH]([0-9]{2})(?:[:.m]([0-9]{2})(?:[.,:][0-9]*)?)?(?: ?(?:hs?|hrs|s|Uhr)[.]?)?"
    "(?: ?([AaPp])[.]? ?[Mm][.]?)?|([0-9]{1,2}) ?([AaPp])[.]? ?[Mm][.]?)"
    f" ?({_ZONE})?(?: ?[(\\[][^)\\]]*[)\\]])?$"
)
_GROUPS = "['day', 'hour', 'minute', 'second', 'half', 'hour_only', 'half_only', 'zone']"
_TIME_FIRST = literal("^([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][.]?[Mm][.]?)?),? +(.+)$")
_COMPACT_TIME = literal(f"^([0-9]{{8}})[T ]?([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})?({_ZONE})?$")
# What a program makes of 20240131 that takes it for a number.
_FLOAT_DAY = literal("^[0-9]{8}[.]0+$")
# The day that stands before a time of day in programs that keep both in one type.
_DAY_OF_A_CLOCK = literal(
    "^(?:1899-12-3[01]|1900-01-0[01]|1904-01-01|3[01][./]12[./]1899|12[./]3[01][./]1899|0?[01][./]0?1[./]190[04])[ T]"
)
SECONDS_OF_A_DAY = 86_400
# Of numbers that count seconds most are no hours, minutes and seconds side by side; of those that are, a slip is none.
_MANY_NO_CLOCKS = 0.2
# What a spreadsheet writes around a date so that it stays text.
_KEPT_AS_TEXT = literal("^(?:=?\"|')([^\"']+)[\"']?$")
_ZONED_DAY = literal("^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[-+][0-9]{2}:?[0-9]{2})$")


def split_moments(
    connection: duckdb.DuckDBPyConnection, texts: str, plain: str | None = None
) -> None:
    """Split the texts that are not ISO dates already.

    texts: a table (text); plain: a table (text, plain) of the ones that are said in plainer words. Makes the temporary table moments (text, day_text, seconds, zone, offset_minutes):
    `seconds` are those since midnight (24:00 is the next one), null where there is no such time; `zone`
    is '' where none is written, and `offset_minutes` null where its name does not tell them.
    """
    tidy = f"regexp_replace(regexp_replace({western_sql(tidy_sql('text'))}, {_KEPT_AS_TEXT}, '\\1'), '{BLANK}+', ' ', 'g')"
    words = f"coalesce(plain, {tidy})" if plain else tidy
    connection.execute(
        f"""
        create or replace temp table moments as
        with tidied as (
            select text, {words} as tidy
            from {texts} {f"left join {plain} using (text)" if plain else ""}
            where not regexp_full_match(text, {STRICT_ISO}) and regexp_matches(text, '{ANY_DIGIT}')
        ),
        shaped as (
            select text, case
                when regexp_matches(tidy, {_COMPACT_TIME})
                    then regexp_replace(
                        regexp_replace(tidy, {_COMPACT_TIME}, '\\1 \\2:\\3:\\4\\5'), ':(\\D|$)', '\\1'
                    )
                when regexp_matches(tidy, {_FLOAT_DAY}) then split_part(tidy, '.', 1)
                when regexp_matches(tidy, {_ZONED_DAY})
                    then regexp_replace(tidy, {_ZONED_DAY}, '\\1')
                else regexp_replace(tidy, {_TIME_FIRST}, '\\2 \\1')
            end as tidy
            from tidied
        ),
        matched as (
            select text, tidy, regexp_extract(tidy, {_MOMENT}, {_GROUPS}) as part from shaped
        ),
        parts as (
            select
                text,
                case when part.day = '' then tidy else part.day end as day_text,
                part.zone as zone,
                upper(part.half || part.half_only) as half,
                case
                    when part.day = '' then 0
                    else try_cast(part.hour || part.hour_only as integer)
                end as hour,
                coalesce(try_cast(part.minute as integer), 0) as minute,
                coalesce(try_cast(part.second as integer), 0) as second,
                regexp_extract(part.zone, '([-+\u2212])([0-9]{{1,2}}):?([0-9]{{2}})?$', ['sign', 'hours', 'minutes'])
                    as zone_part
            from matched
        )
        select
            text,
            day_text,
            zone,
            case
                when half <> '' and hour between 1 and 12 and minute < 60 and second < 60
                    then (hour % 12 + case when half = 'P' then 12 else 0 end) * 3600
                    + minute * 60 + second
                -- 14:30 PM and 0:30 AM: hours of the whole day, and the half beside them.
                when minute < 60 and second < 60
                    and ((half = 'P' and hour between 13 and 23) or (half = 'A' and hour = 0))
                    then hour * 3600 + minute * 60 + second
                when half <> '' then null
                when hour = 24 and minute = 0 and second = 0 then 86400
                -- A leap second belongs to the day that it ends.
                when hour = 23 and minute = 59 and second = 60 then 86399
                when hour < 24 and minute < 60 and second < 60
                    then hour * 3600 + minute * 60 + second
            end as seconds,
            case
                when upper(zone) in ('Z', 'UTC', 'GMT') then 0
                when zone_part.hours <> '' then
                    case when zone_part.sign = '+' then 1 else -1 end * (
                        try_cast(zone_part.hours as integer) * 60
                        + coalesce(try_cast(zone_part.minutes as integer), 0)
                    )
            end as offset_minutes
        from parts
        """
    )


def find_zone(connection: duckdb.DuckDBPyConnection) -> str | None:
    """An example of a moment that is written with a zone."""
    return _example(connection, "zone <> ''")


def add_moments(
    connection: duckdb.DuckDBPyConnection, days: str, time_zone: str | None, name: str
) -> None:
    """Add to the table meanings what the texts of moments mean, as ISO text.

    days: a table (day_text, day). Moments with a zone are put on the clock of `time_zone`; without one
    they keep the clock that they are written by. Raises InputError where a zone's name does not tell how far it is from
    UTC but has to: PST is of several zones, and beside  time_zone: America/Los_Angeles  it is that of this one.
    """
    moment = "cast(day as timestamp) + to_seconds(seconds)"
    if time_zone:
        known = "".join(
            f" when {literal(zone)} then {minutes}"
            for zone, minutes in _names_of(time_zone).items()
        )
        offset = (
            f"coalesce(offset_minutes, case upper(zone){known} end)" if known else "offset_minutes"
        )
        unknown = _example(connection, f"zone <> '' and {offset} is null")
        if unknown:
            raise InputError(
                f"{name}: the zone of '{shown(unknown)}' is a name that several zones share, so the clock "
                f"of {time_zone} cannot be told. Export the dates in UTC, or take the line  time_zone:  out of the feed to "
                "keep the clock as written."
            )
        utc = f"timezone('UTC', {moment} - to_minutes({offset}))"
        moment = (
            f"case when {offset} is null then {moment} "
            f"else timezone({literal(time_zone)}, {utc}) end"
        )
    connection.execute(
        f"""
        insert into meanings
        select 'date', text, strftime({moment}, '{ISO_TEXT}')
        from moments inner join {days} on moments.day_text = {days}.day_text
        where seconds is not null
        """
    )


@functools.cache
def _names_of(time_zone: str) -> dict[str, int]:
    """The names that a zone has had for its own clock, and their minutes from UTC; but for those with several."""
    zone = zoneinfo.ZoneInfo(time_zone)
    found: dict[str, set[int]] = {}
    for year in range(1990, 2038):
        for month in range(1, 13):
            moment = datetime.datetime(year, month, 1, 12, tzinfo=zone)
            offset = moment.utcoffset() or datetime.timedelta()
            found.setdefault(moment.tzname() or "", set()).add(int(offset.total_seconds()) // 60)
    return {name: min(ones) for name, ones in found.items() if name.isalpha() and len(ones) == 1}


def add_serials(connection: duckdb.DuckDBPyConnection, start: str) -> None:
    """Add to the table meanings what serial numbers of days mean; times are to the second. A time of day beside the number
    is the time, whatever fraction of a day the number has."""
    number = "cast(replace(day_text, ',', '.') as double)"
    days = f"case when seconds > 0 then floor({number}) else {number} end"
    connection.execute(
        f"""
        insert into meanings
        select 'date', text, strftime(
            timestamp '{start}'
            + to_seconds(cast(round({days} * 86400) as bigint) + seconds),
            '{ISO_TEXT}'
        )
        from moments
        where seconds is not null and regexp_full_match(day_text, {SERIAL})
        """
    )


def add_epochs(connection: duckdb.DuckDBPyConnection, time_zone: str) -> None:
    """Add to the table meanings what counts of seconds since 1970 mean on the clock of a zone; times are to the second."""
    digits = "regexp_extract(day_text, '[0-9]{10,19}')"
    seconds = f"cast(left({digits}, 10) as bigint)"
    utc = f"timezone('UTC', timestamp '1970-01-01' + to_seconds({seconds}))"
    connection.execute(
        f"insert into meanings select 'date', text, strftime(timezone({literal(time_zone)}, {utc}), '{ISO_TEXT}') "
        f"from moments where regexp_full_match(day_text, {EPOCH})"
    )


def add_by_format(
    connection: duckdb.DuckDBPyConnection, date_format: str, texts: str = "moments"
) -> None:
    """Add to the table meanings what strptime reads; it takes 'infinity' and 'epoch' for a day in 1900."""
    moment = f"try_strptime(text, {literal(date_format)})"
    connection.execute(
        f"insert into meanings select 'date', text, strftime({moment}, '{ISO_TEXT}') "
        f"from {texts} where regexp_matches(text, '[0-9]') and {moment} is not null"
    )


def clock_width(connection: duckdb.DuckDBPyConnection, lines: str) -> int | None:
    """4 where all times of a table are numbers such as 1405, 912 and 30 (00:30), 6 where they are such as 140500 and 3015
    (00:30:15), SECONDS_OF_A_DAY where they count the seconds since midnight, else None: zeros in front have fallen away. Numbers of one or two
    digits alone may be hours."""
    clock = "trim(invoice_time)"
    is_with_seconds = (
        "regexp_full_match(lpad(clock, 6, '0'), '([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]')"
    )
    [(longest, others, hours_and_minutes, with_seconds, largest, share)] = connection.execute(
        f"""
        select
            max(length(clock)),
            count(*) filter (not regexp_full_match(clock, '[0-9]{{1,6}}')),
            bool_and(regexp_full_match(lpad(clock, 4, '0'), '([01][0-9]|2[0-3])[0-5][0-9]')),
            bool_and({is_with_seconds}),
            max(try_cast(clock as integer)),
            count(*) filter (not {is_with_seconds}) / count(*)
        from (select {clock} as clock from {lines} where {clock} <> '')
        """
    ).fetchall()
    if others or longest is None or longest < 3:
        return None
    if longest == 5 and largest < SECONDS_OF_A_DAY and share >= _MANY_NO_CLOCKS:
        return SECONDS_OF_A_DAY
    if longest > 4:
        return 6 if with_seconds else None
    return 4 if hours_and_minutes else None


def moment_text_sql(day: str, time: str, width: int | None = None) -> str:
    """The text of a moment whose time of day stands in a column of its own.

    A midnight beside the day, and a day of 1899, 1900 or 1904 beside the time, come from programs that keep
    both in one type; a fraction of a day is a time, and so are three to six digits (905 is 9:05). width: how many digits all
    times had before their zeros in front fell away, where that is known, or SECONDS_OF_A_DAY (see clock_width).
    """
    bare_day = f"regexp_replace(trim({day}), '[ T]0{{1,2}}:00(:00([.]0*)?)?$', '')"
    clock = f"regexp_replace(trim({time}), {_DAY_OF_A_CLOCK}, '')"
    digits = (
        f"lpad({clock}, {width}, '0')"
        if width in (4, 6)
        else f"(case when length({clock}) % 2 = 1 then '0' else '' end || {clock})"
    )
    fraction = f"try_cast(replace({clock}, ',', '.') as double)"
    counted = f"""when regexp_full_match({clock}, '[0-9]{{1,5}}') then {_clock_of_seconds(f"try_cast({clock} as integer)")}"""
    return f"""trim({bare_day} || ' ' || case
        {counted if width == SECONDS_OF_A_DAY else ""}
        when regexp_full_match({clock}, '0?[.,][0-9]+|0') then {_clock_of_seconds(f"round({fraction} * {SECONDS_OF_A_DAY})")}
        when regexp_full_match({clock}, '[0-9]{{{1 if width else 3},6}}')
            then concat_ws(':', {digits}[1:2], {digits}[3:4], nullif({digits}[5:6], ''))
        else coalesce({clock}, '')
    end)"""


def _clock_of_seconds(seconds: str) -> str:
    return f"strftime(timestamp '2000-01-01' + to_seconds(cast({seconds} as bigint)), '%H:%M:%S')"


def _example(connection: duckdb.DuckDBPyConnection, condition: str) -> str | None:
    [(example,)] = connection.execute(f"select min(text) from moments where {condition}").fetchall()
    return None if example is None else str(example)
