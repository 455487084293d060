"""Dates in a form that is found by no look at them, and that the feed says: `240304`, `04MAR2024:09:12:00`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.landing.values.moments import ISO_TEXT
from python_jobs.landing.values.month_names import fold, month_names, months_of
from python_jobs.landing.values.text import literal, tidy_sql, western_sql

# Longer texts are no dates.
_LONGEST = 80
_WORD = re.compile(r"[^\W\d_]+[.]?")
_ENGLISH = (
    "January February March April May June July August September October November December".split()
)


def read_by_format(
    connection: duckdb.DuckDBPyConnection,
    date_format: str | None,
    language: str | None,
    known_days: Sequence[str],
) -> dict[str, str]:
    """Text → ISO text of those of the table moments that strptime reads by a format, whatever language its months are in.

    known_days: texts of days that are read without it; moments with them and a time of day are left as they are.
    """
    if not date_format:
        return {}
    days = pa.table({"day_text": pa.array(list(known_days), pa.string())})
    connection.execute("create or replace temp table known_days (day_text varchar)")
    connection.from_arrow(days).insert_into("known_days")
    tidy = western_sql(tidy_sql("text"))
    texts = connection.execute(
        f"select text, {tidy} from moments where length(text) <= {_LONGEST} "
        "and (seconds is null or day_text not in (select day_text from known_days))"
    ).fetchall()
    if not texts:
        return {}
    plain = _in_english(texts, date_format, language)
    table = pa.table(
        {
            "text": pa.array(list(plain), pa.string()),
            "plain": pa.array(list(plain.values()), pa.string()),
        }
    )
    moment = f"try_strptime(plain, {literal(' '.join(date_format.split()))})"
    rows = (
        connection.from_arrow(table)
        .project(f"text, {moment} as moment")
        .filter(f"year(moment) between {FIRST_YEAR} and {LAST_YEAR}")
        .project(f"text, strftime(moment, '{ISO_TEXT}')")
        .fetchall()
    )
    return {str(text): str(meaning) for text, meaning in rows}


def add_read_by_format(connection: duckdb.DuckDBPyConnection, read: dict[str, str]) -> None:
    """Add to the table meanings those of them that no other form has read."""
    table = pa.table(
        {
            "text": pa.array(list(read), pa.string()),
            "meaning": pa.array(list(read.values()), pa.string()),
        }
    )
    connection.execute(
        "create or replace temp table read_by_format (text varchar, meaning varchar)"
    )
    connection.from_arrow(table).insert_into("read_by_format")
    connection.execute(
        "insert into meanings select 'date', text, meaning from read_by_format "
        "where text not in (select text from meanings where kind = 'date')"
    )


def _in_english(
    texts: list[tuple[str, str]], date_format: str, language: str | None
) -> dict[str, str]:
    """The texts with the names of their months in English, as long as the format has them."""
    if not re.search("%-?[bB]", date_format):
        return dict(texts)
    length = None if "B" in re.findall("%-?([bB])", date_format) else 3
    words = {fold(word) for _, text in texts for word in _WORD.findall(text)}
    months, _ = months_of((one for one in words if one in month_names()), language)

    def english(found: re.Match[str]) -> str:
        month = months.get(fold(found[0]))
        return _ENGLISH[month - 1][:length] if month else found[0]

    return {text: _WORD.sub(english, tidy) for text, tidy in texts}
