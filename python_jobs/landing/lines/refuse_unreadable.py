"""A column of which not one value reads: its feed is wrong, not its lines."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.feeds.feed import PRICE_FIELDS, Feed
from python_jobs.landing.values.currencies import currency_of, is_currency_sign
from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.landing.values.moments import STRICT_ISO
from python_jobs.landing.values.unreadable import NUMBER

# Encodings whose signs of currencies are something else in cp1252, such as €, which is ¤, and zł, which is z³.
_OF_SIGNS = ("iso-8859-15", "mac_roman", "cp1250", "iso-8859-2")
# What the blank between thousands is in cp1252, and the encoding that has it there.
_BLANKS = {"Ê": "mac_roman", "ÿ": "cp850"}
_OF_NUMBERS = re.compile(r"[\d\s.,'’()+\-−]")


def refuse_unreadable(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    read_table: str,
    feed: Feed,
    values: dict[str, str],
    joins: str,
) -> None:
    """Raise InputError where a file has such a column of dates or numbers, with what may be done.

    values: field → SQL of what its texts mean, which holds for read_table with these joins.
    """
    checks = (
        ("invoice_date", STRICT_ISO, "date_format"),
        ("quantity", NUMBER, "decimal"),
        ("price", NUMBER, "decimal"),
        ("line_amount", NUMBER, "decimal"),
    )
    for field, pattern, option in checks:
        if field not in feed.columns:
            continue
        filled = f"nullif(trim({read_table}.{field}), '') is not null"
        readable = f"regexp_full_match(trim({values[field]}), {pattern})"
        if field == "invoice_date":
            readable += (
                f" and left(trim({values[field]}), 4) between '{FIRST_YEAR}' and '{LAST_YEAR}'"
            )
        source = f"from {read_table} {joins} where {filled}"
        if connection.execute(f"select 1 {source} and {readable} limit 1").fetchall():
            continue
        [(count, example)] = connection.execute(
            f"select count(*), min({read_table}.{field}) {source}"
        ).fetchall()
        if count:
            raise InputError(
                f"{name}: not one of {count:,} values in the column '{feed.shown_column(field)}' can be "
                f"read, for instance '{shown(example)}'. {_remedy(field, option, example)}"
            )


def _remedy(field: str, option: str, example: str) -> str:
    """What may put a column right, by one of its values."""
    if field == "quantity" and any(map(is_currency_sign, example)):
        return "They are amounts with a currency and may be no quantities: name the column of the pieces as  quantity:  in the feed."
    if field == "quantity" and re.search("[0-9] ?[^\\W\\d_]", example):
        return "Words in several units stand behind the numbers, which are no pieces then: export the number alone, or name another column."
    blank = re.search(r"\d([Êÿ])\d{3}", example)
    if blank:
        return f"If '{blank[1]}' is a blank between thousands, say in the feed how the file is written, with the line  encoding: {_BLANKS[blank[1]]}"
    sign = _sign_of_another_encoding(example) if field in PRICE_FIELDS else None
    if sign:
        return f"If '{sign[0]}' is the currency {sign[1]}, say in the feed how the file is written, with the line  encoding: {sign[2]}"
    if field in PRICE_FIELDS and re.search("\\d ?(cr|dr)[.]?$", example, re.IGNORECASE):
        return "Cr and Dr say on which side of an account an amount stands: export it with a minus sign where money was given back."
    if field in PRICE_FIELDS and re.search("/ ?[^\\W\\d_]{1,6}[.]?$", example):
        return "A measure stands behind the amounts: export the number alone. A price has to be that of one of what the quantity counts."
    if field == "invoice_date" and _has_year_of_another_calendar(example):
        return (
            f"Years are from {FIRST_YEAR} to {LAST_YEAR} here: export dates of another calendar by the Gregorian one, or look "
            f"at the lines  {field}:  and  {option}:  of the feed."
        )
    return f"Look at the lines  {field}:  and  {option}:  of the feed."


def _has_year_of_another_calendar(text: str) -> bool:
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    return len(years) == 1 and not FIRST_YEAR <= years[0] <= LAST_YEAR


def _sign_of_another_encoding(amount: str) -> tuple[str, str, str] | None:
    """What stands beside an amount, the currency that it is in another encoding, and that encoding; None where it is none."""
    sign = _OF_NUMBERS.sub("", amount)
    if sign.isascii():
        return None
    for encoding in _OF_SIGNS:
        try:
            meant = sign.encode("cp1252").decode(encoding)
        except UnicodeError:
            continue
        if meant != sign and currency_of(meant):
            return sign, meant, encoding
    return None
