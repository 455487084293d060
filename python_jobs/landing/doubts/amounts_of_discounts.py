"""Whether amounts are before or after a discount, as other amounts and prices of the lines with one tell."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from python_jobs.landing.doubts.unread import ROUNDING, has_column, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import PRICE_COLUMN

# Prices of articles change: of so many lines nearly all must have the price less the discount.
_FEWEST_LINES, _NEARLY_ALL = 10, 0.9


@dataclass(frozen=True)
class Told:
    """How many of the lines with a discount have an amount after it, and how many one before it, by what tells most of the first;
    is_lower: the articles cost less on these lines, so that some discount is off."""

    after: int = 0
    before: int = 0
    is_lower: bool = False


def compare(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    column: str,
    full: str,
    has_one: str,
    amount_pattern: str,
) -> Told:
    """What prices and other amounts say of the lines with a discount.

    column: of the discounts; full: of what the discount may be taken off; has_one: SQL of whether a line has a discount, in which $2
    is the pattern of an amount.
    """
    has_amount, has_price = "line_amount" in form.feed.columns, "price" in form.feed.columns
    prices = ["try_cast(price as double)"] * (has_amount and has_price)
    prices += [_money(one, form) for one in (PRICE_COLUMN, full) if has_column(form, one)]
    found = [
        _count(connection, lines_table, form, column, one, has_one, amount_pattern)
        for one in prices
    ]
    after, before = max(found, default=(0, 0))
    if after > before:
        return Told(after, before)
    before = max((others for _, others in found), default=0)
    is_after, is_lower = _prices_of_articles(
        connection, lines_table, form, column, has_one, amount_pattern
    )
    return Told(before + 1 if is_after else after, before, is_lower)


def _count(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    column: str,
    full: str,
    has_one: str,
    amount_pattern: str,
) -> tuple[int, int]:
    """The lines after the discount and those before it. full: SQL of the price of a piece, or of the line, before the discount."""
    [(after, before)] = connection.execute(
        f"""
        with lines as (
            select
                {_AMOUNT} as amount,
                abs(try_cast(quantity as double)) as pieces,
                abs({full}) as full_amount,
                abs({_money(column, form)}) as money,
                abs({number_in(column, form)}) as rate
            from {lines_table}
            where feed = $1 and {has_one} and {_KEPT}
        ),
        gaps as (
            select
                amount,
                money,
                rate,
                pieces,
                full_amount * pieces as of_pieces,
                full_amount as of_line,
                {ROUNDING} as room
            from lines
        )
        select
            count(*) filter ({_is_after("of_pieces")} or {_is_after("of_line")}),
            count(*) filter (abs(of_pieces - amount) <= room)
        from gaps
        """,
        [form.feed.name, amount_pattern],
    ).fetchall()
    return int(after), int(before)


def _is_after(full: str) -> str:
    """SQL of whether an amount is what a discount leaves of a full one."""
    gap = f"abs({full} - amount)"
    return (
        f"({gap} > room and least(abs({gap} - money), abs({gap} - money * pieces), abs({gap} - rate * {full}), "
        f"abs({gap} - rate * {full} / 100)) <= room)"
    )


def _prices_of_articles(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    column: str,
    has_one: str,
    amount_pattern: str,
) -> tuple[bool, bool]:
    """Whether the articles cost less by the discount than on lines without one, each line or each order as a whole; and whether they
    cost less at all."""
    [(lines, lower, by_it, orders, of_orders)] = connection.execute(
        f"""
        with lines as (
            select
                invoice,
                stock_code,
                {_AMOUNT} as amount,
                abs(try_cast(quantity as double)) as pieces,
                amount / nullif(pieces, 0) as price,
                abs({_money(column, form)}) as money,
                abs({number_in(column, form)}) as rate,
                coalesce({has_one}, false) as has_one
            from {lines_table}
            where feed = $1 and {_KEPT}
        ),
        full_prices as (
            select stock_code, median(price) as full_price
            from lines
            where not has_one and price > 0 and stock_code in (select stock_code from lines where has_one)
            group by stock_code
        ),
        priced as (
            select
                lines.*,
                full_price,
                list_min(list_transform(
                    [full_price - money, full_price - money / pieces, full_price * (1 - rate), full_price * (1 - rate / 100)],
                    lambda one: abs(one - price)
                )) as gap
            from lines left join full_prices using (stock_code)
            where invoice in (select invoice from lines where has_one)
        ),
        orders as (
            select
                sum(full_price * pieces - amount) as taken_off,
                sum({ROUNDING}) as room,
                max(money) filter (has_one) as money,
                min(money) filter (has_one) as least_money,
                count(*) = count(full_price) as is_known
            from priced
            group by invoice
        )
        select
            count(*),
            count(*) filter (full_price - price > 0.0101),
            count(*) filter (full_price - price > 0.0101 and gap <= 0.0101),
            (select count(*) from orders where is_known),
            (select count(*) from orders where is_known and money = least_money and abs(taken_off - money) <= room)
        from priced
        where has_one and full_price is not null
        """,
        [form.feed.name, amount_pattern],
    ).fetchall()
    is_after = (lines >= _FEWEST_LINES and by_it >= _NEARLY_ALL * lines) or (
        orders >= _FEWEST_LINES and of_orders >= _NEARLY_ALL * orders
    )
    return bool(is_after), bool(lines >= _FEWEST_LINES and lower >= _NEARLY_ALL * lines)


_AMOUNT = "abs(coalesce(try_cast(line_amount as double), try_cast(price as double) * try_cast(quantity as double)))"
# What came back is off the amount as well.
_KEPT = "coalesce(try_cast(returned_quantity as double), 0) = 0 and coalesce(try_cast(returned_amount as double), 0) = 0"


def _money(column: str, form: FormOfFeed) -> str:
    """SQL of the amount of money in a column that no field reads."""
    number = number_in(column, form)
    return f"({number} / 100)" if form.feed.amounts_in == "cents" else number
