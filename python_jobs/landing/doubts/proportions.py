"""Whether prices are of one piece and amounts of the line: an article that is sold in several quantities tells."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.doubts.unread import has_column, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import DISCOUNT_COLUMNS, FULL_COLUMNS
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
    articles, grow, stay, example = _count_enough(
        connection, lines_table, form, f"try_cast({field} as double)", _without_discount(form)
    )
    for discount, full in zip(DISCOUNT_COLUMNS, FULL_COLUMNS, strict=True):
        # Where nearly all lines have a discount, what it is taken off grows as the price after it would.
        if articles < _FEWEST_ARTICLES and field == "price" and has_column(form, full):
            before, off = number_in(full, form), number_in(discount, form)
            makes_price = " or ".join(
                f"abs({before} - {one} - abs(try_cast(price as double))) <= 0.011"
                for one in (off, f"{before} * {off}", f"{before} * {off} / 100")
            )
            articles, grow, stay, example = _count_enough(
                connection, lines_table, form, before, f"({makes_price})"
            )
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


def _without_discount(form: FormOfFeed) -> str:
    """SQL of whether a line has no discount in a column of its own: different ones hide how a price grows."""
    found = [one for one in DISCOUNT_COLUMNS if has_column(form, one)]
    return (
        " and ".join(f"not regexp_matches(coalesce({one}, ''), '[1-9]')" for one in found) or "true"
    )


def _count_enough(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    amount: str,
    condition: str,
) -> tuple[int, int, int, str]:
    """What `_count` says of as few articles as are enough."""
    found = 0, 0, 0, ""
    for part in _PARTS:
        found = _count(connection, lines_table, form, amount, condition, part)
        if found[0] >= _ENOUGH_ARTICLES:
            break
    return found


def _count(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    amount: str,
    condition: str,
    part: int,
) -> tuple[int, int, int, str]:
    """How many articles of such a part are sold in several quantities, of how many the amount grows with the quantity, of how many
    it stays, and one of them. amount, condition: SQL."""
    [(articles, grow, stay, example)] = connection.execute(
        f"""
        with lines as (
            select stock_code, try_cast(quantity as double) as pieces, abs({amount}) as amount
            from {lines_table}
            where feed = $1 and hash(stock_code) % {part} = 0 and {condition}
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
