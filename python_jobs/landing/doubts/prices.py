"""Lines with a negative price, which are no sales and no returns: vouchers, discounts, refunds that the feed does not
tell. Money moved, and how much is said."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt


def find_negative_prices(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them, with their amount; those that the shop numbers as accounting entries are meant so."""
    prefix = form.feed.adjustment_prefix
    is_entry = "starts_with(upper(trim(invoice)), $2)" if prefix else "$2 <> ''"
    amount = "coalesce(try_cast(line_amount as decimal(18, 4)), pieces * unit_price)"
    [(count, total, example)] = connection.execute(
        f"""
        select count(*), sum(try_cast({amount} as decimal(30, 2))), min(coalesce(description, stock_code, invoice))
        from (
            select *,
                try_cast(price as decimal(18, 4)) as unit_price,
                try_cast(quantity as decimal(18, 4)) as pieces
            from {lines_table}
            where feed = $1 and not coalesce({is_entry}, false) and (price like '-%' or line_amount like '-%')
        )
        where unit_price < 0 or (pieces > 0 and try_cast(line_amount as decimal(18, 4)) < 0)
        """,
        [form.feed.name, prefix],
    ).fetchall()
    if not count:
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
