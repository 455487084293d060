"""A column of amounts beside a price: the revenue is the quantity times the price, and the column says another one."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.no_sales import tells_of_no_pieces
from python_jobs.landing.doubts.unread import ROUNDING, has_column, header_of, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.kinds_of_lines import counted_sql
from python_jobs.landing.lines.seen_columns import AMOUNT_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

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
    """The doubts about the likeliest such column, where it is an amount of lines and not of orders."""
    if not has_column(form, AMOUNT_COLUMN):
        return []
    [(lines, less, other, ratios, example, orders, of_orders, nothing, left, of_nothing)] = (
        connection.execute(
            f"""
        with lines as (
            select
                invoice,
                trim({AMOUNT_COLUMN}) as text,
                {number_in(AMOUNT_COLUMN, form)} as amount,
                {_is_negative(AMOUNT_COLUMN)} as is_negative,
                abs(try_cast(quantity as double)) as pieces,
                abs(try_cast(price as double) * try_cast(quantity as double)) as full_price
            from {lines_table}
            where feed = $1
        ),
        gaps as (
            select *, full_price - amount as gap, {ROUNDING} as room from lines where full_price > 0
        ),
        nothings as (select * from lines where full_price = 0 and amount > 0),
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
            (select count(*) from orders where is_of_the_order),
            (select count(*) from nothings),
            (select sum(case when is_negative then -amount else amount end) from nothings),
            (select min(text) from nothings)
        """,
            [form.feed.name],
        ).fetchall()
    )
    is_of_lines = (
        lines - other >= _OFTEN * lines
        or lines - other + less >= _NEARLY_ALWAYS * lines
        # With the tax it would be a few times the price; anything else is not explained by it.
        or (ratios > _MOST_TAXES and bool(_OF_A_LINE.search(header_of(form, AMOUNT_COLUMN))))
    )
    if not is_of_lines or of_orders > _SHARE_OF_ORDERS * orders:
        return []
    header = header_of(form, AMOUNT_COLUMN)
    doubts = []
    if nothing and lines and tells_of_no_pieces(form.feed):
        doubts.append(_of_nothing(header, int(nothing), float(left), str(of_nothing)))
    if not other:
        return doubts
    price = form.feed.shown_column("price")
    return [
        *doubts,
        Doubt(
            "amount_not_read",
            f"the column '{header}' is not read, and on {counted(other, 'line')} it is another amount than the quantity times "
            f"'{price}', which counts{_figures(connection, lines_table, form)}",
            str(example),
            f"If it is the amount of each line, perhaps after a discount, add the line  line_amount: {scalar(header)}  to the columns of "
            "the feed.",
        ),
    ]


def _is_negative(column: str) -> str:
    """SQL of whether the number in a text has a minus or stands in brackets."""
    return f"regexp_matches({column}, '^\\s*[-(\u2212]|-\\s*$')"


def _of_nothing(header: str, count: int, total: float, example: str) -> Doubt:
    """The doubt about lines of no pieces or no price, such as refunds of money alone."""
    is_one = count == 1
    return Doubt(
        "amounts_of_no_pieces_not_read",
        f"the column '{header}' is not read, and {counted(count, 'line')} whose quantity times price is 0 "
        f"{'has' if is_one else 'have'} an amount there, {total:,.2f} in all, which does not count",
        example,
        f"If it is money that was given back or charged, add the line  line_amount: {scalar(header)}  to the columns of the feed, and export the "
        "quantity 1 on what was charged, and -1 on what was given back, where it is 0.",
    )


def _figures(connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed) -> str:
    """What would be sold by the column, in place of what is; nothing where that is the same."""
    minus = f"case when {_is_negative(AMOUNT_COLUMN)} then '-' else '' end"
    amount = f"cast(try_cast({number_in(AMOUNT_COLUMN, form)} as decimal(18, 4)) as varchar)"
    by_amount = f"coalesce({minus} || {amount}, nullif(trim({AMOUNT_COLUMN}), ''))"
    of_feed = f"from {lines_table} where feed = {literal(form.feed.name)}"
    sold = [
        connection.execute(
            f"select sum(amount) filter (kind = 'sale') from ({counted_sql(f'({lines})')})"
        ).fetchall()[0][0]
        or 0
        for lines in (
            f"select * {of_feed}",
            f"select * replace ({by_amount} as line_amount) {of_feed}",
        )
    ]
    read, by_column = (f"{one:,.2f}" for one in sold)
    return f"; by the column {by_column} is sold in place of {read}" if by_column != read else ""
