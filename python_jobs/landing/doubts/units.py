"""Columns by which an amount is another number than it looks: a price of 100 pieces, a rate of exchange, cents."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.selection import RATE_COLUMN, UNIT_COLUMN
from python_jobs.landing.values.doubt import Doubt

_CENTS = re.compile(
    "(?:.*[ _.-])?(?:in[ _.-]?)?(?:cents?|centimes?|céntimos|centavos|centesimi|pence|minor(?:[ _.-]units?)?|grosze|öre|øre)(?:[ _.-].*)?",
    re.IGNORECASE,
)


def find_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    return [
        *_price_units(connection, lines_table, form),
        *_rates(connection, lines_table, form),
        *_cents(connection, lines_table, form),
    ]


def _price_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A price of more than one piece; an amount of the line is the revenue whatever the price is for."""
    selection = form.selection
    is_read = selection is not None and selection.positions.get(UNIT_COLUMN) is not None
    if selection is None or not is_read or "line_amount" in form.feed.columns:
        return []
    mark = form.values.decimal or "."
    bare = f"regexp_replace(trim({UNIT_COLUMN}), '[{',' if mark == '.' else '.'} ]', '', 'g')"
    number = f"regexp_replace({bare}, '[{mark}]0*$', '')"
    [(count, example)] = connection.execute(
        f"select count(*), min(trim({UNIT_COLUMN})) from {lines_table} where feed = $1 and {number} in ('10', '100', '1000', '10000')",
        [form.feed.name],
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "price_units",
            f"by the column '{shown(selection.shown(UNIT_COLUMN))}' the price of {counted(count, 'line')} is that of several pieces, and it "
            "is read as the price of one",
            str(example),
            "Export the amount of each line and read it as  line_amount:, or export the price of one piece.",
        )
    ]


def _rates(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Rates other than 1, where nothing says that all amounts are in one currency."""
    selection = form.selection
    is_read = selection is not None and selection.positions.get(RATE_COLUMN) is not None
    if selection is None or not is_read or form.currency:
        return []
    number = f"try_cast(replace(trim({RATE_COLUMN}), ',', '.') as double)"
    [(count, example)] = connection.execute(
        f"select count(*), min(trim({RATE_COLUMN})) from {lines_table} where feed = $1 and {number} > 0 and {number} <> 1",
        [form.feed.name],
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "exchange_rates",
            f"the column '{shown(selection.shown(RATE_COLUMN))}' has a rate other than 1 on {counted(count, 'line')}: amounts may be in several "
            "currencies, and they are added up as they stand",
            str(example),
            "Export the amounts in one currency. If they are in one already, say so in the feed, for instance with the line  currency: EUR",
        )
    ]


def _cents(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Whole numbers in a column of prices or amounts that is named for cents."""
    doubts = []
    for one in PRICE_FIELDS:
        if form.selection is None or form.selection.positions.get(one) is None:
            continue
        header = form.selection.shown(one)
        if not _CENTS.fullmatch(header.strip()):
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
                    f"the column '{shown(header)}' is named for cents, and {counted(count, 'amount')} in it are read as whole units, "
                    "which is a hundred times as much",
                    str(example),
                    "Export the amounts in whole units of the currency, with their decimals.",
                )
            )
    return doubts
