"""Lines with a negative price, which are no sales and no returns: vouchers, discounts, refunds that the feed does not
tell. Money moved, and how much is said."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.unreadable import FEW


def find_negative_prices(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them, with their amount; those that the shop numbers as accounting entries are meant so."""
    prefix = form.feed.adjustment_prefix
    is_entry = "starts_with(upper(trim(invoice)), $2)" if prefix else "$2 <> ''"
    amount = "coalesce(try_cast(line_amount as decimal(18, 4)), try_cast(pieces * unit_price as decimal(30, 4)))"
    [(count, total, example)] = connection.execute(
        f"""
        select count(*), sum(try_cast({amount} as decimal(30, 2))), min(coalesce(description, stock_code, invoice))
        from (
            select *,
                cast(try_cast(price as decimal(18, 4)) as decimal(19, 4)) as unit_price,
                try_cast(quantity as decimal(18, 4)) as pieces
            from {lines_table}
            where feed = $1 and not coalesce({is_entry}, false) and (price like '-%' or line_amount like '-%')
        )
        where unit_price < 0 or (pieces > 0 and try_cast(line_amount as decimal(18, 4)) < 0)
        """,
        [form.feed.name, prefix],
    ).fetchall()
    [(of, sold)] = (
        connection.execute(
            f"select count(*), sum(abs(try_cast(coalesce(line_amount, price) as double))) from {lines_table} where feed = $1",
            [form.feed.name],
        ).fetchall()
        if count
        else [(0, 0)]
    )
    if not count or (count <= FEW * of and abs(total or 0) <= FEW * (sold or 0)):
        return []
    said = (
        ""
        if form.feed.refunds
        else "; if they are returns or vouchers that lessen the revenue, say so in the feed with the "
        "line  refunds: negative_price"
    )
    return [
        Doubt(
            "negative_prices",
            f"{counted(count, 'line')} with a negative price, {total or 0:,.2f} in all, "
            f"{'is' if count == 1 else 'are'} left out of revenue as {'an accounting adjustment' if count == 1 else 'accounting adjustments'}",
            str(example or ""),
            f"Look at them in marts.excluded_order_lines{said}.",
        )
    ]
