"""Columns by which an amount is another number than it looks: a price of 100 pieces, a rate of exchange, cents."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.doubts.cents import find_cents
from python_jobs.landing.doubts.price_units import find_price_units
from python_jobs.landing.doubts.prices_by_amounts import find_prices_by_amounts
from python_jobs.landing.doubts.several_units import find_several_units
from python_jobs.landing.doubts.unread import header_of, lines_where
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import RATE_COLUMN
from python_jobs.landing.values.doubt import Doubt


def find_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    units = [
        *find_price_units(connection, lines_table, form),
        *find_several_units(connection, lines_table, form),
        *find_cents(connection, lines_table, form),
    ]
    # What names say of the prices, figures need not say again.
    units = units or find_prices_by_amounts(connection, lines_table, form)
    return [*units, *_rates(connection, lines_table, form)]


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
