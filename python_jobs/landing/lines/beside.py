"""What is odd about numbers that stand beside a line's own: pieces that a price is for, and what came back."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.amounts import number_of
from python_jobs.landing.lines.header_words import says_money
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.nothing import says_nothing

# Fewer lines tell no shares of an amount; 0.02 may be what a till rounds by.
_FEWEST_SHARES, _LEAST_SHARE, _TIMES_A_SHARE = 3, 0.05, 100
# Two programs that round may differ by so much.
_ROUNDING = "0.02"


def beside_doubts(
    connection: duckdb.DuckDBPyConnection, rows: str, feed: Feed, values: Mapping[str, str]
) -> list[Doubt]:
    """The doubts about them. rows: what stands behind `from`; values: SQL of the fields there."""
    return [
        *_prices_of_unknown_pieces(connection, rows, feed, values),
        *_more_back(connection, rows, feed, values, "returned_quantity"),
        *_more_back(connection, rows, feed, values, "returned_amount"),
        *_more_back(connection, rows, feed, values, "discount"),
        *_shares_as_money(connection, rows, feed, values),
    ]


def _prices_of_unknown_pieces(
    connection: duckdb.DuckDBPyConnection, rows: str, feed: Feed, values: Mapping[str, str]
) -> list[Doubt]:
    """A 0 or nothing where the pieces of a price should stand. The amount of the line would be the revenue all the same."""
    if "price_per" not in values or "price_per" in feed.constants or "line_amount" in feed.columns:
        return []
    text = values["price_per"]
    [(count, example)] = connection.execute(
        f"select count(*), min(coalesce(trim({text}), '')) from {rows} "
        f"where {says_nothing(text)} or {number_of(text)} = 0"
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "price_of_unknown_pieces",
            f"{counted(count, 'line')} {'has' if count == 1 else 'have'} 0 or nothing in the column '{feed.shown_column('price_per')}', "
            f"so nobody can tell how many pieces the price is for, and {'it does' if count == 1 else 'they do'} not count",
            example,
            "Where it is the price of one piece then, add the line  price_per: 1  beside the columns of the feed.",
        )
    ]


def is_share_sql(discount: str, amount: str) -> str:
    """SQL of whether the discounts of many lines are shares of their amounts, by their values: all below 1, beside amounts a hundred
    times as large. Tills round by less than the least of them."""
    found = f"filter ({discount} > 0)"
    return (
        f"coalesce(count(*) {found} >= {_FEWEST_SHARES} and max({discount}) between {_LEAST_SHARE} and 0.9999 "
        f"and median({amount} / {discount}) {found} >= {_TIMES_A_SHARE}, false)"
    )


def _shares_as_money(
    connection: duckdb.DuckDBPyConnection, rows: str, feed: Feed, values: Mapping[str, str]
) -> list[Doubt]:
    """A discount of 0.15 that is 15 % of the amount, and is taken off as money."""
    fields = ("line_amount",) if "line_amount" in values else ("quantity", "price")
    if not set(fields) <= set(values) or "price_per" in {*values, *feed.constants}:
        return []
    amount = " * ".join(f"try_cast({values[one]} as double)" for one in fields)
    names = [one for one in values if one == "discount" or one.startswith("discount_")]
    doubts = []
    for name, column in zip(names, feed.columns.get("discount", ()), strict=False):
        if says_money(str(column)):
            continue
        number = f"abs(try_cast({values[name]} as double))"
        [(is_share, count, example)] = connection.execute(
            f"select {is_share_sql('number', 'amount')}, count(*) filter (number > 0), max(number) "
            f"from (select {number} as number, abs({amount}) as amount from {rows})"
        ).fetchall()
        if is_share:
            doubts.append(_taken_as_money(shown(str(column)), int(count), f"{example:g}"))
    return doubts


def _taken_as_money(column: str, count: int, example: str) -> Doubt:
    return Doubt(
        "shares_taken_off_as_money",
        f"the discounts in the column '{column}' are all below 1 on {counted(count, 'line')}, beside amounts a hundred times as large: they "
        "seem to be shares of the amount, and they are taken off as money",
        example,
        "If they are shares, take the column out of the line  discount:  of the feed, export the amount of each line after its discount and "
        "name that column as  line_amount:",
    )


def _more_back(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    feed: Feed,
    values: Mapping[str, str],
    name: str,
) -> list[Doubt]:
    """Lines of which more came back, or is taken off, than was sold: what is left has the other sign, and nobody made such a
    return."""
    back = [sql for one, sql in values.items() if one == name or one.startswith(f"{name}_")]
    sold, field, room = "", "quantity", "0"
    if name == "returned_quantity" and "quantity" in values:
        sold = number_of(values["quantity"])
    elif name != "returned_quantity" and "line_amount" in values:
        sold, field, room = number_of(values["line_amount"]), "line_amount", _ROUNDING
    elif name != "returned_quantity" and {"quantity", "price"} <= set(values):
        sold, field, room = (
            " * ".join(number_of(values[one]) for one in ("quantity", "price")),
            "price",
            _ROUNDING,
        )
    if not back or not sold or ("price_per" in {*values, *feed.constants} and field == "price"):
        return []
    taken = " + ".join(f"coalesce(abs({number_of(one)}), 0)" for one in back)
    [(count, example)] = connection.execute(
        f"select count(*), min(concat({taken}, ' of ', {sold})) from {rows} "
        f"where {sold} > 0 and {taken} > {sold} + {room}"
    ).fetchall()
    if not count:
        return []
    column, then = feed.shown_column(name), "is no sale"
    if name == "discount":
        return [
            Doubt(
                "more_discount_than_sold",
                f"on {counted(count, 'line')} more is taken off by the column '{column}' than was sold by "
                f"'{feed.shown_column(field)}', and what is left below zero {then}",
                example,
                "The column is to have money of the whole line. If it has something else, such as the discount of the whole order, take "
                "the line  discount:  out of the feed.",
            )
        ]
    if field == "quantity":
        then = "counts as a return"
    return [
        Doubt(
            "more_back_than_sold",
            f"on {counted(count, 'line')} more came back by the column '{feed.shown_column(name)}' than was sold by "
            f"'{feed.shown_column(field)}', and what is left below zero {then}",
            example,
            f"Correct the export. If the column tells something else, take the line  {name}:  out of the feed.",
        )
    ]
