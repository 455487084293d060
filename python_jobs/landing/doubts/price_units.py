"""Prices of 10, 100 or 1000 pieces, by the name of their column or by what stands in one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of, lines_where
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import MEASURE_COLUMN, UNIT_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.price_pieces import ROMAN, pieces_in_name, pieces_of
from python_jobs.landing.values.text import literal

# What a price is for in a column of numbers; another number may be anything.
_USUAL = (10, 12, 20, 24, 25, 50, 100, 144, 200, 250, 500, 1000, 5000, 10000)
# A column of units has a few; one with more of them is another one.
_MOST_TEXTS = 1_000
# A unit of the goods says by itself that a price is of several: `per 100`, `% St`.
_OF_A_PRICE = re.compile(r"(?:price )?(?:per|pro|je|par|pour|por|za|/).*\d|.*(?:%|‰).*", re.IGNORECASE)  # fmt: skip


def find_price_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them. An amount of the line is the revenue whatever the price is for."""
    columns = form.feed.columns
    if (
        "price" not in columns
        or "line_amount" in columns
        or "price_per" in {*columns, *form.feed.constants}
    ):
        return []
    return (
        _by_name(form)
        or _beside(connection, lines_table, form)
        or _by_unit_of_goods(connection, lines_table, form)
    )


def _by_name(form: FormOfFeed) -> list[Doubt]:
    """A price whose name says that it is of 100 or 1000 pieces."""
    header = header_of(form, "price")
    pieces = pieces_in_name(header)
    if not pieces:
        return []
    return [
        Doubt(
            "price_units",
            f"by the name of the column '{header}' its prices are those of {pieces} pieces, and they are read as the price of one",
            "",
            f"If that is so, add the line  price_per: {pieces}  to the feed, beside its columns.",
        )
    ]


def _beside(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A column that is named for what a price is for, with 100 or with `per 100`."""
    texts = _texts(connection, lines_table, form, UNIT_COLUMN)
    return _doubt(connection, lines_table, form, UNIT_COLUMN, _of_several(texts, form))


def _by_unit_of_goods(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A column of units with `per 100` or `% St`. `100 St` is a pack as well: it is the unit of a price where that many are sold."""
    texts = _texts(connection, lines_table, form, MEASURE_COLUMN)
    several = [text for text in texts if (pieces_of(text) or 1) > 1 and re.search(r"\d|%|‰", text)]
    told = [text for text in several if _OF_A_PRICE.fullmatch(text)]
    for text in several:
        if text in told:
            continue
        [(many, of)] = connection.execute(
            f"select count(*) filter (abs(try_cast(quantity as double)) >= $3), count(*) from {lines_table} "
            f"where feed = $1 and trim({MEASURE_COLUMN}) = $2",
            [form.feed.name, text, pieces_of(text)],
        ).fetchall()
        told += [text] * (2 * many >= of)
    return _doubt(connection, lines_table, form, MEASURE_COLUMN, told)


def _texts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> list[str]:
    """The distinct texts of a column, none where the file has no such column or too many of them."""
    if not has_column(form, column):
        return []
    found = connection.execute(
        f"select distinct trim({column}) as text from {lines_table} where feed = $1 and trim({column}) <> '' "
        f"order by text limit {_MOST_TEXTS + 1}",
        [form.feed.name],
    ).fetchall()
    return [str(text) for (text,) in found] if len(found) <= _MOST_TEXTS else []


def _of_several(texts: Iterable[str], form: FormOfFeed) -> list[str]:
    """The texts that say more than one piece. M alone may be a metre."""
    texts = list(texts)
    are_pieces = [pieces_of(text) for text in texts if not re.fullmatch("[0-9., ]+", text)]
    is_trade = None not in are_pieces and ("C" in texts or 1 in are_pieces)
    mark = form.values.decimal or "."
    other = "," if mark == "." else "."
    several = []
    for text in texts:
        number = re.sub(rf"[{re.escape(mark)}]0*$", "", re.sub(rf"[{re.escape(other)} ]", "", text))
        pieces = int(number) if re.fullmatch("[0-9]{1,6}", number) else None
        is_text = pieces is None and (text not in ROMAN or is_trade)
        if pieces in _USUAL or (is_text and (pieces_of(text) or 1) > 1):
            several.append(text)
    return several


def _doubt(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    column: str,
    several: list[str],
) -> list[Doubt]:
    if not several:
        return []
    listed = ", ".join(map(literal, several))
    is_one = f"trim({column}) in ({listed})"
    count, example = lines_where(connection, lines_table, form, column, is_one)
    header = header_of(form, column)
    return [
        Doubt(
            "price_units",
            f"by the column '{header}' the price of {counted(count, 'line')} is that of several pieces, and it "
            "is read as the price of one",
            example,
            f"If that is so, add the line  price_per: {scalar(header)}  to the columns of the feed{_letters(several)}. If its prices are "
            "those of one piece, add the line  price_per: 1  beside the columns.",
        )
    ]


def _letters(texts: list[str]) -> str:
    """The line that says what C and M stand for."""
    found = ", ".join(f"{text}: {ROMAN[text]}" for text in texts if text in ROMAN)
    return f", and beside them the line  price_units: {{{found}}}" if found else ""
