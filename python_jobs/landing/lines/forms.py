"""How a table writes dates and numbers: found by looking at every value, and never by guessing.

Each function takes a DuckDB connection and a table of text columns (see scratch.py).
"""

from __future__ import annotations

import itertools

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown

ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]*)?)?)?"
ISO_TEXT = "%Y-%m-%d %H:%M:%S"

_DAYS = ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y", "%Y{0}%m{0}%d")
_TIMES = (" %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", "")
DATE_FORMATS = (
    *(day.format(mark) + time for mark, day, time in itertools.product("/.-", _DAYS, _TIMES)),
    "%Y%m%d",
    "%Y%m%d %H:%M",
    "%d %b %Y",
    "%d %b %Y %H:%M",
    "%b %d %Y %I:%M %p",
)


def detect_date_format(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, name: str
) -> str | None:
    """The strptime format that reads most of a column's values, None when they are ISO already.

    Raises InputError when no format reads any, or two read as many and disagree on a day.
    """
    connection.execute(
        f"create or replace temp table date_texts as "
        f"select distinct trim({column}) as text from {table} where trim({column}) <> ''"
    )
    total, iso = connection.execute(
        f"select count(*), count(*) filter (regexp_full_match(text, '{ISO_DATE}')) from date_texts"
    ).fetchall()[0]
    if 2 * iso >= total:
        return None
    counts = {one: _count(connection, one) for one in DATE_FORMATS}
    best = max(counts.values())
    if best == 0:
        (example,) = connection.execute("select min(text) from date_texts").fetchall()[0]
        raise InputError(
            f"{name}: the dates cannot be read, for instance '{shown(example)}'. "
            'Say how they are written in a feed, for instance  date_format: "%d.%m.%Y %H:%M".'
        )
    winners = [one for one, count in counts.items() if count == best]
    for other in winners[1:]:
        clash = connection.execute(
            f"select min(text) from date_texts where {_moment_sql('text', '$1')} "
            f"<> {_moment_sql('text', '$2')}",
            [winners[0], other],
        ).fetchall()[0][0]
        if clash:
            raise InputError(
                f"{name}: a date like '{shown(clash)}' can be read in two ways. Say in a feed which is "
                f'right:  date_format: "{winners[0]}"  or  date_format: "{other}".'
            )
    return winners[0]


def _count(connection: duckdb.DuckDBPyConnection, date_format: str) -> int:
    """How many texts a format reads as a day of our times; strptime reads '10' as the year 10, too."""
    found = connection.execute(
        "select count(*) from date_texts "
        f"where year({_moment_sql('text', '$1')}) between 1900 and 2199",
        [date_format],
    ).fetchall()
    return int(found[0][0])


def _moment_sql(text: str, date_format: str) -> str:
    """A text as a timestamp; strptime takes 'infinity' and 'epoch' for 1900-01-01, whatever the format."""
    return f"case when regexp_matches({text}, '[0-9]') then try_strptime({text}, {date_format}) end"


def detect_decimal_mark(
    connection: duckdb.DuckDBPyConnection, table: str, column: str
) -> str | None:
    """The decimal mark ("," or ".") of a column that also parts thousands or writes a decimal comma;
    None when its numbers stand as plain digits with a point.

    A comma that is always followed by three digits may part thousands or decimals; such a column is
    left as it is unless a feed decides.
    """
    decimal_commas, plain_points, thousand_commas = connection.execute(
        f"""
        select
            count(*) filter (regexp_full_match(text, '[-+]?([0-9]*|{_groups(".")}),({_NO_GROUP})')),
            count(*) filter (regexp_full_match(text, '[-+]?[0-9]*[.]({_NO_GROUP})')),
            count(*) filter (regexp_full_match(text, '[-+]?{_groups(",")}[.][0-9]+'))
        from (select distinct trim({column}) as text from {table})
        """
    ).fetchall()[0]
    if decimal_commas and not plain_points and not thousand_commas:
        return ","
    if thousand_commas and not decimal_commas:
        return "."
    return None


_NO_GROUP = "[0-9]{1,2}|[0-9]{4,}"


def _groups(mark: str) -> str:
    return f"[0-9]{{1,3}}([{mark}][0-9]{{3}})+"


def iso_date_sql(column: str, date_format: str | None) -> str:
    """A column's dates as ISO text; what does not read stays as it is."""
    if date_format is None:
        return column
    literal = date_format.replace("'", "''")
    moment = _moment_sql(f"trim({column})", f"'{literal}'")
    return (
        f"case when regexp_full_match(trim({column}), '{ISO_DATE}') then {column} else coalesce("
        f"strftime({moment}, '{ISO_TEXT}'), {column}) end"
    )


def plain_number_sql(column: str, decimal_mark: str | None) -> str:
    """A column's numbers with a decimal point and no other marks; what is no number stays as it is."""
    if decimal_mark is None:
        return column
    other_marks = ("." if decimal_mark == "," else ",") + " \u00a0\u202f''"
    pattern = f"[-+]?([0-9]*|{_groups(other_marks)})([{decimal_mark}][0-9]*)?"
    digits = f"regexp_replace(trim({column}), '[{other_marks}]', '', 'g')"
    return (
        f"case when regexp_full_match(trim({column}), '{pattern}') "
        f"then replace({digits}, '{decimal_mark}', '.') else {column} end"
    )
