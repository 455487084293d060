"""Lines of a till that say how an order was paid: they count as sales, and double the revenue."""

from __future__ import annotations

import functools
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.distinct_names import distinct_names_sql
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

_FEW_NAMES = 5
# A card is sold too; one whose amount is that of the other lines of its order is a payment.
_SHARE_OF_ORDERS = 0.8
_CENT = 0.011


@functools.cache
def payment_words() -> dict[str, bool]:
    """How tills name means of payment, in small letters → whether goods are called so too."""
    return {
        row["word"]: row["names_goods_too"] == "1"
        for row in read_rows(Path(__file__).with_name("payment_words.csv"))
    }


def find_payments(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about lines whose article has such a name, by its description or else by its code."""
    for field in ("description", "stock_code"):
        payments = (
            _payments(connection, lines_table, form.feed, field)
            if field in form.feed.columns
            else []
        )
        if payments:
            return [_doubt(form.feed.shown_column(field), payments)]
    return []


def _payments(
    connection: duckdb.DuckDBPyConnection, lines_table: str, feed: Feed, field: str
) -> list[tuple[str, int, float]]:
    """(name, lines, amount) of them, the greatest amount first; lines without pieces do not count."""
    names = [
        str(name)
        for (name,) in connection.execute(
            f"select name from ({distinct_names_sql(lines_table, field)}) where lower(trim(name)) in (select unnest($2))",
            [feed.name, list(payment_words())],
        ).fetchall()
    ]
    if not names:
        return []
    amount = "coalesce(try_cast(line_amount as double), try_cast(quantity as double) * try_cast(price as double))"
    rows = connection.execute(
        f"""
        with named as (
            select trim({field}) as name, invoice, {amount} as amount
            from {lines_table}
            where feed = $1 and {field} in (select unnest($2)) and {amount} <> 0
                and try_cast(quantity as double) <> 0
        ),
        paid as (select distinct invoice from named where amount > 0),
        orders as (
            select invoice, sum({amount}) as amount
            from {lines_table}
            where feed = $1 and invoice in (select invoice from named)
            group by invoice
        )
        select
            named.name,
            count(*),
            sum(named.amount) as total,
            -- change is what a payment was too much
            avg(case when named.amount < 0 or abs(orders.amount - 2 * named.amount) <= {_CENT} then 1.0 else 0.0 end)
        from named
        inner join orders on named.invoice = orders.invoice
        inner join paid on named.invoice = paid.invoice
        group by named.name
        order by total desc, named.name
        """,
        [feed.name, names],
    ).fetchall()
    return [
        (str(name), int(lines), float(total))
        for name, lines, total, share in rows
        if share >= _SHARE_OF_ORDERS or not payment_words()[str(name).lower()]
    ]


def _doubt(column: str, payments: list[tuple[str, int, float]]) -> Doubt:
    names = [shown(name) for name, _, _ in payments]
    count = sum(lines for _, lines, _ in payments)
    total = sum(amount for _, _, amount in payments)
    is_one = count == 1
    listed = ", ".join(map(scalar, names[:_FEW_NAMES]))
    return Doubt(
        "payments_as_sales",
        f"{counted(count, 'line')} with the name of a payment ('{names[0]}'), {total:,.2f} in all, "
        f"{'counts as a sale' if is_one else 'count as sales'}",
        names[0],
        f"If {'it says' if is_one else 'they say'} how an order was paid, leave {'it' if is_one else 'them'} out with the line  "
        f"drop: {{{scalar(column)}: [{listed}]}}  in the feed.",
    )
