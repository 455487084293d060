"""A column of amounts beside a price: the revenue is the quantity times the price, and the column says another one."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import ROUNDING, has_column, header_of, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import AMOUNT_COLUMN
from python_jobs.landing.values.doubt import Doubt

# An amount that is the price times the pieces so often is one of the line; so is one that is nearly never more than that.
_OFTEN, _NEARLY_ALWAYS = 0.5, 0.9
_LEAST_LEFT = 0.2
# So many orders with one amount for all of their lines make it an amount of orders.
_SHARE_OF_ORDERS = 0.5
_MOST_TAXES = 4
_OF_A_LINE = re.compile(
    "line|row|item|extended|zeile|position|ligne|línea|riga|regel|pozycj|linha", re.IGNORECASE
)


def find_amounts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about the likeliest such column, where it is an amount of lines and not of orders."""
    if not has_column(form, AMOUNT_COLUMN):
        return []
    [(lines, less, other, ratios, example, orders, of_orders)] = connection.execute(
        f"""
        with lines as (
            select
                invoice,
                trim({AMOUNT_COLUMN}) as text,
                {number_in(AMOUNT_COLUMN, form)} as amount,
                abs(try_cast(quantity as double)) as pieces,
                abs(try_cast(price as double) * try_cast(quantity as double)) as full_price
            from {lines_table}
            where feed = $1
        ),
        gaps as (
            select *, full_price - amount as gap, {ROUNDING} as room from lines where full_price > 0
        ),
        orders as (
            select
                count(amount) < count(*)
                or (min(amount) = max(amount) and bool_or(abs(gap) > room)) as is_of_the_order
            from gaps
            group by invoice
            having count(*) > 1
        )
        select
            (select count(*) from gaps where amount is not null),
            (select count(*) from gaps where gap > room and amount >= {_LEAST_LEFT} * full_price),
            (select count(*) from gaps where abs(gap) > room),
            (select count(distinct round(amount / full_price, 2)) from gaps where abs(gap) > room),
            (select min(text) from gaps where abs(gap) > room),
            (select count(*) from orders),
            (select count(*) from orders where is_of_the_order)
        """,
        [form.feed.name],
    ).fetchall()
    is_of_lines = (
        lines - other >= _OFTEN * lines
        or lines - other + less >= _NEARLY_ALWAYS * lines
        # With the tax it would be a few times the price; anything else is not explained by it.
        or (ratios > _MOST_TAXES and bool(_OF_A_LINE.search(header_of(form, AMOUNT_COLUMN))))
    )
    if not other or not is_of_lines or of_orders > _SHARE_OF_ORDERS * orders:
        return []
    header = header_of(form, AMOUNT_COLUMN)
    price = form.feed.shown_column("price")
    return [
        Doubt(
            "amount_not_read",
            f"the column '{header}' is not read, and on {counted(other, 'line')} it is another amount than the quantity times "
            f"'{price}', which counts",
            str(example),
            f"If it is the amount of each line, perhaps after a discount, add the line  line_amount: {scalar(header)}  to the columns of "
            "the feed.",
        )
    ]
