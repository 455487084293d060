"""Money on lines that are no sales: of a quantity of 0, or in a file of which no line is one."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

# A day may have returns alone.
_MANY_LINES = 10


def find_no_sales(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    return [
        *_amounts_without_pieces(connection, lines_table, form),
        *_no_line_is_a_sale(connection, lines_table, form),
    ]


def _amounts_without_pieces(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A price alone says nothing of a line of no pieces, and of one that came back whole nothing is left."""
    columns = form.feed.columns
    if "line_amount" not in columns or "returned_quantity" in columns:
        return []
    amount = "try_cast(line_amount as decimal(18, 4))"
    [(count, total, example)] = connection.execute(
        f"""
        select count(*), coalesce(sum({amount}), 0), min(coalesce(description, stock_code, invoice))
        from {lines_table}
        where feed = $1 and ltrim(quantity, '+-0.') = '' and try_cast(quantity as double) = 0 and {amount} <> 0
        """,
        [form.feed.name],
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "amounts_without_pieces",
            f"{counted(int(count), 'line')} with the quantity 0 and an amount, {total:,.2f} in all, "
            f"{'is' if count == 1 else 'are'} left out of revenue",
            str(example or ""),
            "If they are services or the like, export the quantity 1, or leave the column out: a feed may say  quantity: 1",
        )
    ]


def _no_line_is_a_sale(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    prefixes = [one for one in (form.feed.cancellation_prefix, form.feed.adjustment_prefix) if one]
    is_named = "".join(
        f" and not coalesce(starts_with(upper(trim(invoice)), ${number}), false)"
        for number in range(2, len(prefixes) + 2)
    )
    sale = connection.execute(
        f"""
        select 1 from {lines_table}
        where feed = $1 and try_cast(quantity as double) > 0
            and coalesce(try_cast(line_amount as double), try_cast(price as double)) > 0{is_named}
        limit 1
        """,
        [form.feed.name, *prefixes],
    ).fetchall()
    # A feed that knows files of returns by their names has such files.
    if sale or form.feed.return_files:
        return []
    [(lines,)] = connection.execute(
        f"select count(*) from {lines_table} where feed = $1", [form.feed.name]
    ).fetchall()
    if lines < _MANY_LINES:
        return []
    column = shown(form.feed.shown_column("quantity")) if "quantity" in form.feed.columns else ""
    where = f" (the column '{column}')" if column else ""
    return [
        Doubt(
            "no_sales",
            f"not one of {lines:,} lines is a sale",
            "",
            f"Look at the signs of the quantities and amounts{where}, and at the lines  cancellation_prefix:,  adjustment_prefix:  and  "
            "refunds:  of the feed.",
        )
    ]
