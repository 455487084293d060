"""Columns by which an amount is another number than it looks: a price of 100 pieces, a rate of exchange, cents."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.several_units import find_several_units
from python_jobs.landing.doubts.unread import has_column, header_of, lines_where
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import RATE_COLUMN, UNIT_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

_CENTS = re.compile(
    "(?:.*[ _.-])?(?:in[ _.-]?)?(?:cents?|centimes?|céntimos|centavos|centesimi|pence|minor(?:[ _.-]units?)?|grosze|öre|øre)(?:[ _.-].*)?",
    re.IGNORECASE,
)

_OF_SEVERAL = re.compile(
    r"(?:\b(?:per|pro|je|par|por|za)|/)\s*(10{1,4}|12|25|50|500)\b", re.IGNORECASE
)

# `per 100`, `100 pcs`, `C/100`, and no weight of a package
_PIECES_IN_A_TEXT = "(?i)^[^0-9]*(?:per|pro|je|par|por|za|/) ?10{1,4}(?: ?(?:pcs?|pieces?|st|stk|stück|units?|ea|szt|pz|uds?))?[.]?$|^10{1,4} ?(?:pcs?|pieces?|st|stk|stück|units?|ea|szt|pz|uds?)[.]?$"

# What distributors write: each, hundred, thousand.
_PIECES_OF_A_TEXT = {
    "C": 100,
    "CEN": 100,
    "E": 1,
    "EA": 1,
    "EACH": 1,
    "M": 1000,
    "MIL": 1000,
    "PC": 1,
}


def find_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    return [
        *_price_units_by_name(form),
        *_price_units(connection, lines_table, form),
        *find_several_units(connection, lines_table, form),
        *_rates(connection, lines_table, form),
        *_cents(connection, lines_table, form),
    ]


def _price_units_by_name(form: FormOfFeed) -> list[Doubt]:
    """A price whose name says that it is of 100 or 1000 pieces."""
    columns = form.feed.columns
    if (
        "price" not in columns
        or "line_amount" in columns
        or "price_per" in {*columns, *form.feed.constants}
    ):
        return []
    header = header_of(form, "price")
    found = _OF_SEVERAL.search(header)
    if not found:
        return []
    return [
        Doubt(
            "price_units",
            f"by the name of the column '{header}' its prices are those of {found[1]} pieces, and they are read as the price of one",
            "",
            f"If that is so, add the line  price_per: {found[1]}  to the feed, beside its columns.",
        )
    ]


def _price_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A price of more than one piece; an amount of the line is the revenue whatever the price is for."""
    if "line_amount" in form.feed.columns or "price_per" in form.feed.constants:
        return []
    texts = _texts_for_pieces(connection, lines_table, form)
    if texts:
        return texts
    mark = form.values.decimal or "."
    bare = f"regexp_replace(trim({UNIT_COLUMN}), '[{',' if mark == '.' else '.'} ]', '', 'g')"
    number = f"regexp_replace({bare}, '[{mark}]0*$', '')"
    is_text = f"regexp_matches(trim({UNIT_COLUMN}), '{_PIECES_IN_A_TEXT}')"
    is_of_several = f"({number} in ('10', '100', '1000', '10000') or {is_text})"
    count, example = lines_where(connection, lines_table, form, UNIT_COLUMN, is_of_several)
    if not count:
        return []
    header = scalar(header_of(form, UNIT_COLUMN))
    remedy = f"Add the line  price_per: {header}  to the columns of the feed."
    if lines_where(connection, lines_table, form, UNIT_COLUMN, is_text)[0]:
        remedy = f"Export the number of pieces as a number on every line, and add the line  price_per: {header}  to the columns of the feed."
    return [
        Doubt(
            "price_units",
            f"by the column '{header_of(form, UNIT_COLUMN)}' the price of {counted(count, 'line')} is that of several pieces, and it "
            "is read as the price of one",
            example,
            remedy,
        )
    ]


def _texts_for_pieces(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Prices per C and per M: of a hundred and of a thousand pieces, where the column has them beside those of one."""
    unit = f"upper(trim({UNIT_COLUMN}))"
    known = ", ".join(map(literal, _PIECES_OF_A_TEXT))
    others, _ = lines_where(
        connection, lines_table, form, UNIT_COLUMN, f"nullif({unit}, '') not in ({known})"
    )
    hundreds, _ = lines_where(connection, lines_table, form, UNIT_COLUMN, f"{unit} in ('C', 'CEN')")
    count, example = lines_where(
        connection, lines_table, form, UNIT_COLUMN, f"{unit} in ('C', 'CEN', 'M', 'MIL')"
    )
    ones, _ = lines_where(
        connection, lines_table, form, UNIT_COLUMN, f"{unit} in ('E', 'EA', 'EACH')"
    )
    # M alone may be a metre.
    if others or not count or not (hundreds or ones):
        return []
    found = connection.execute(
        f"select distinct {unit} as unit from {lines_table} where feed = $1 and {unit} in ({known}) order by unit",
        [form.feed.name],
    ).fetchall()
    header = scalar(header_of(form, UNIT_COLUMN))
    units = ", ".join(f"{text}: {_PIECES_OF_A_TEXT[text]}" for (text,) in found)
    return [
        Doubt(
            "price_units",
            f"by the column '{header_of(form, UNIT_COLUMN)}' the price of {counted(count, 'line')} is that of a hundred or a thousand "
            "pieces, and it is read as the price of one",
            example,
            f"Add the line  price_per: {header}  to the columns of the feed, and beside them the line  price_units: {{{units}}}",
        )
    ]


def _rates(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Rates other than 1, where nothing says that all amounts are in one currency."""
    if form.currency:
        return []
    number = f"try_cast(replace(trim({RATE_COLUMN}), ',', '.') as double)"
    count, example = lines_where(
        connection, lines_table, form, RATE_COLUMN, f"{number} > 0 and {number} <> 1"
    )
    if not count:
        return []
    return [
        Doubt(
            "exchange_rates",
            f"the column '{header_of(form, RATE_COLUMN)}' has a rate other than 1 on {counted(count, 'line')}: amounts may be in several "
            "currencies, and they are added up as they stand",
            example,
            "Export the amounts in one currency. If they are in one already, say so in the feed, for instance with the line  currency: EUR",
        )
    ]


def _cents(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Whole numbers in a column of prices or amounts that is named for cents, where the feed does not say that they are."""
    if form.feed.amounts_in or "price_per" in form.feed.constants:
        return []
    doubts = []
    for one in PRICE_FIELDS:
        header = header_of(form, one)
        if not has_column(form, one) or not _CENTS.fullmatch(header.strip()):
            continue
        [(count, fractions, example)] = connection.execute(
            f"select count({one}), count(*) filter (regexp_matches({one}, '[.][0-9]*[1-9]')), min({one}) from {lines_table} "
            "where feed = $1",
            [form.feed.name],
        ).fetchall()
        if count and not fractions:
            doubts.append(
                Doubt(
                    "amounts_in_cents",
                    f"the column '{header}' is named for cents, and {counted(count, 'amount')} in it are read as whole units, "
                    "which is a hundred times as much",
                    str(example),
                    "If they are cents, say so in the feed with the line  amounts_in: cents",
                )
            )
    return doubts
