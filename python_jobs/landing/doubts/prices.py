"""Lines whose signs say that they are no sales and no returns: vouchers, discounts, refunds that the feed does not tell.
Money moved, and how much is said."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.doubts.no_sales import tells_of_no_pieces
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.unreadable import FEW


def find_negative_prices(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them, with their amount: lines that are negative by their price or amount alone, and lines of a
    negative quantity with a positive amount. Those that the shop numbers as accounting entries are meant so."""
    prefix = form.feed.adjustment_prefix
    is_entry = "starts_with(upper(trim(invoice)), $2)" if prefix else "$2 <> ''"
    # Of a line without a quantity the price is all that is known.
    amount = "coalesce(try_cast(line_amount as decimal(18, 4)), try_cast(pieces * unit_price as decimal(30, 4)), unit_price)"
    told_elsewhere = "pieces = 0" if tells_of_no_pieces(form.feed) else "false"
    found = connection.execute(
        f"""
        select
            coalesce(pieces < 0, false) as is_opposite,
            count(*),
            sum(try_cast({amount} as decimal(30, 2))),
            min(coalesce(description, stock_code, invoice))
        from (
            select *,
                cast(try_cast(price as decimal(18, 4)) as decimal(19, 4)) as unit_price,
                try_cast(quantity as decimal(18, 4)) as pieces
            from {lines_table}
            where feed = $1 and not coalesce({is_entry}, false)
                and (price like '-%' or line_amount like '-%' or (quantity like '-%' and line_amount is not null))
        )
        where not coalesce({told_elsewhere}, false)
            and (
                unit_price < 0 or (pieces > 0 and try_cast(line_amount as decimal(18, 4)) < 0)
                or (pieces < 0 and {amount} > 0)
            )
        group by is_opposite
        order by is_opposite
        """,
        [form.feed.name, prefix],
    ).fetchall()
    if not found:
        return []
    [(of, sold)] = connection.execute(
        f"select count(*), sum(abs(try_cast(coalesce(line_amount, price) as double))) from {lines_table} where feed = $1",
        [form.feed.name],
    ).fetchall()
    return [
        _doubt(form, bool(is_opposite), int(count), f"{total or 0:,.2f}", str(example or ""))
        for is_opposite, count, total, example in found
        if count > FEW * of or abs(total or 0) > FEW * (sold or 0)
    ]


def _doubt(form: FormOfFeed, is_opposite: bool, count: int, total: str, example: str) -> Doubt:
    """is_opposite: the quantity is negative too, and the other sign takes that back."""
    is_left_out = (
        f"{total} in all, {'is' if count == 1 else 'are'} left out of revenue as "
        f"{'an accounting adjustment' if count == 1 else 'accounting adjustments'}"
    )
    look = "Look at them in marts.excluded_order_lines"
    refunds = form.feed.refunds
    if is_opposite:
        other = "positive amount" if "line_amount" in form.feed.columns else "negative price"
        said = (
            "if they are returns, say so in the feed with the line  refunds: any_negative: a line with a minus at its quantity, "
            "its price or its amount is a return then"
        )
        return Doubt(
            "opposite_signs",
            f"{counted(count, 'line')} with a negative quantity and a {other}, {is_left_out}",
            example,
            f"{look}; {said}." if refunds != "any_negative" else f"{look}.",
        )
    sign = "price" if "price" in form.feed.columns else "amount"
    said = "if they are returns or vouchers that lessen the revenue, say so in the feed with the line  refunds: negative_price"
    return Doubt(
        "negative_prices",
        f"{counted(count, 'line')} with a negative {sign}, {is_left_out}",
        example,
        f"{look}; {said}." if not refunds else f"{look}.",
    )
