"""Prices that are 10, 100 or 1000 times what an amount beside them says: they are cents, or those of several pieces."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.doubts.unread import has_column, header_of, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import AMOUNT_COLUMN
from python_jobs.landing.values.doubt import Doubt

_TIMES = (10, 100, 1000)
# On so many of the lines, and with so many amounts: a discount may make the other ones.
_OFTEN, _FEWEST_AMOUNTS = 0.5, 3
# What rounding to two decimals makes. Of smaller amounts it would be too much.
_ROUNDING, _SMALLEST = 0.0051, 0.1


def find_prices_by_amounts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them, where the file has a column of amounts that the feed does not read."""
    if not has_column(form, AMOUNT_COLUMN):
        return []
    found = connection.execute(
        f"""
        with lines as (
            select
                trim({AMOUNT_COLUMN}) as text,
                {number_in(AMOUNT_COLUMN, form)} as amount,
                abs(try_cast(price as double) * try_cast(quantity as double)) as full_price
            from {lines_table}
            where feed = $1
        ),
        known as (select * from lines where amount >= {_SMALLEST} and full_price > 0)
        select times, count(*), min(text)
        from known, unnest({list(_TIMES)}) as of_times (times)
        where abs(full_price / times - amount) <= {_ROUNDING}
        group by times
        having count(distinct amount) >= {_FEWEST_AMOUNTS} and count(*) >= {_OFTEN} * (select count(*) from known)
        """,
        [form.feed.name],
    ).fetchall()
    return [_doubt(form, int(times), int(count), str(text)) for times, count, text in found]


def _doubt(form: FormOfFeed, times: int, count: int, example: str) -> Doubt:
    price, amount = form.feed.shown_column("price"), header_of(form, AMOUNT_COLUMN)
    cents = "If the prices are cents, add the line  amounts_in: cents  to the feed. "
    return Doubt(
        "price_units",
        f"on {counted(count, 'line')} the quantity times '{price}', which counts, is {times} times what the column '{amount}' says",
        example,
        f"{cents if times == 100 else ''}If they are those of {times} pieces, add the line  price_per: {times}  to the feed, beside its "
        "columns.",
    )
