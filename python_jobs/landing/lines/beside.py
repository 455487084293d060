"""What is odd about numbers that stand beside a line's own: pieces that a price is for, and what came back."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.amounts import number_of
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.nothing import says_nothing

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
