"""Whether prices are of one piece and amounts of the line: an article that is sold in several quantities tells."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

# A part of the articles tells, where it has enough of them: those that a hash takes, whatever the order of the lines.
_PARTS = (64, 1)
_FEWEST_ARTICLES, _ENOUGH_ARTICLES = 4, 25
# The price of an article may change: most articles must say the same, and hardly any the opposite.
_MOST, _HARDLY_ANY = 0.8, 0.2


def find_proportions(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about a price that grows with the quantity, or an amount that does not."""
    field = "line_amount" if "line_amount" in form.feed.columns else "price"
    if "quantity" in form.feed.constants or {"price", "line_amount"} <= form.feed.columns.keys():
        return []
    articles = grow = stay = 0
    example = ""
    for part in _PARTS:
        articles, grow, stay, example = _count(connection, lines_table, form, field, part)
        if articles >= _ENOUGH_ARTICLES:
            break
    if articles < _FEWEST_ARTICLES:
        return []
    column = shown(form.feed.shown_column(field))
    if field == "price" and grow >= _MOST * articles and stay <= _HARDLY_ANY * articles:
        return [
            Doubt(
                "price_of_the_line",
                f"the price in the column '{column}' grows with the quantity for {grow:,} of {articles:,} articles: it looks like the "
                "amount of the line, and is multiplied by the quantity",
                example,
                "If it is the amount of the line, read it as  line_amount:  in place of  price:.",
            )
        ]
    if field == "line_amount" and stay >= _MOST * articles and grow <= _HARDLY_ANY * articles:
        return [
            Doubt(
                "amount_of_a_piece",
                f"the amount in the column '{column}' is the same whatever the quantity for {stay:,} of {articles:,} articles: it looks like "
                "the price of one piece, and is not multiplied by the quantity",
                example,
                "If it is the price of one piece, read it as  price:  in place of  line_amount:.",
            )
        ]
    return []


def _count(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    field: str,
    part: int,
) -> tuple[int, int, int, str]:
    """How many articles of such a part are sold in several quantities, of how many the number of the field grows with the quantity,
    of how many it stays, and one of them."""
    [(articles, grow, stay, example)] = connection.execute(
        f"""
        with lines as (
            select stock_code, try_cast(quantity as double) as pieces, abs(try_cast({field} as double)) as amount
            from {lines_table}
            where feed = $1 and hash(stock_code) % {part} = 0
        ),
        articles as (
            select
                stock_code,
                max(amount / pieces) <= 1.01 * min(amount / pieces) + 0.011 as grows,
                max(amount) <= 1.01 * min(amount) + 0.001 as stays
            from lines
            where pieces > 0 and amount > 0
            group by stock_code
            having max(pieces) >= 1.5 * min(pieces) and count(*) > 2
        )
        select
            count(*),
            count(*) filter (grows and not stays),
            count(*) filter (stays and not grows),
            coalesce(min(stock_code), '')
        from articles
        """,
        [form.feed.name],
    ).fetchall()
    return int(articles), int(grow), int(stay), str(example)
