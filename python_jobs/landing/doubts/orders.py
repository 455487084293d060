"""What the lines of orders show only together: an amount that is the order's, and numbers that start again."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

# Nearly all orders of several articles have one amount on all of their lines: it is no amount of a line.
_NEARLY_ALL = 0.9
# So many such orders are no chance where the pieces of their lines differ, and where they do not.
_FEW_ORDERS, _SOME_ORDERS = 2, 5
# A smaller share of the numbers on several days are late lines of one order.
_LARGE_SHARE = 0.25
_CENT = 0.011


def find_orders(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them; both come out of one look at the lines that are sales."""
    has_amount = "line_amount" in form.feed.columns
    # An amount that is pieces times price is one of the line, whatever the others of the order are.
    by_price = (
        f"coalesce(bool_and(abs(try_cast(price as double) * pieces - amount) <= {_CENT}), false)"
        if has_amount and "price" in form.feed.columns
        else "false"
    )
    amounts = (
        f"""
        min(stock_code) <> max(stock_code) as has_articles,
        min(amount) = max(amount) and min(amount) <> 0 and not {by_price} as is_one_amount,
        min(pieces) <> max(pieces) as is_telling,
        min(amount) as amount,
        min(line_amount) as example"""
        if has_amount
        else "false as has_articles, false as is_one_amount, false as is_telling, 0 as amount, '' as example"
    )
    [(several, same, telling, different, example, numbers, again, number)] = connection.execute(
        f"""
        with lines as (
            select invoice, stock_code, customer_id, invoice_date, price, line_amount,
                try_cast(quantity as double) as pieces,
                try_cast(line_amount as double) as amount
            from {lines_table}
            where feed = $1 and invoice is not null and not starts_with(quantity, '-')
        ),
        orders as (
            select invoice, {amounts},
                left(min(invoice_date), 10) <> left(max(invoice_date), 10)
                    and (max(customer_id) is null or min(customer_id) <> max(customer_id)) as is_again
            from lines
            group by invoice
        )
        select
            count(*) filter (has_articles),
            count(*) filter (has_articles and is_one_amount),
            count(*) filter (has_articles and is_one_amount and is_telling),
            count(distinct amount) filter (has_articles and is_one_amount),
            min(example) filter (has_articles and is_one_amount),
            count(*),
            count(*) filter (is_again),
            min(invoice) filter (is_again)
        from orders
        """,
        [form.feed.name],
    ).fetchall()
    doubts = []
    is_chance = different < 2 or (telling < _FEW_ORDERS and same < _SOME_ORDERS)
    if has_amount and not is_chance and same >= _NEARLY_ALL * several:
        doubts.append(_total_doubt(form, int(same), int(several), str(example)))
    if again >= _FEW_ORDERS and again >= _LARGE_SHARE * numbers:
        doubts.append(_again_doubt(form, int(again), int(numbers), str(number)))
    return doubts


def _total_doubt(form: FormOfFeed, same: int, several: int, example: str) -> Doubt:
    column = form.feed.shown_column("line_amount")
    return Doubt(
        "order_total_on_lines",
        f"the column '{shown(column)}' has one amount on all lines of {same:,} of {counted(several, 'order')} with several "
        "articles: it looks like the total of the order, which then counts once a line",
        example,
        "Read a column with the amount of each line as  line_amount:, or with the price of one piece as  price:. Where the export "
        "has none, export the order lines with it.",
    )


def _again_doubt(form: FormOfFeed, again: int, numbers: int, example: str) -> Doubt:
    columns = form.feed.columns
    named = [*columns["invoice"]]
    named += [one for one in columns["invoice_date"] if one not in named]
    listed = ", ".join(scalar(shown(str(one))) for one in named)
    return Doubt(
        "order_numbers_again",
        f"{again:,} of {counted(numbers, 'number')} in the column '{shown(form.feed.shown_column('invoice'))}' stand on several "
        "days, and each counts as one order",
        example,
        f"If the numbers start again each day, say so with the line  invoice: [{listed}]  among the columns of the feed; if each "
        "store or till has its own, put its column there too.",
    )
