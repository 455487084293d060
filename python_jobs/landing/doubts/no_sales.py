"""Money on lines that are no sales: of a quantity of 0, or in a file of which no line is one."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

# A day may have returns alone.
_MANY_LINES = 10
# A month may have as many returns as sales.
_MOST_RETURNS = 0.7
_NEARLY_ALL = 0.9


def find_no_sales(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    return [
        *_amounts_without_pieces(connection, lines_table, form),
        *_no_line_is_a_sale(connection, lines_table, form),
    ]


def tells_of_no_pieces(feed: Feed) -> bool:
    """Whether money on lines of no pieces is told here: of one that came back whole nothing is left."""
    return "returned_quantity" not in feed.columns


def _amounts_without_pieces(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A price alone says nothing of a line of no pieces, unless it is negative: then money was given back."""
    if not tells_of_no_pieces(form.feed):
        return []
    has_amount = "line_amount" in form.feed.columns
    amount = f"try_cast({'line_amount' if has_amount else 'price'} as decimal(18, 4))"
    [(count, plus, minus, example)] = connection.execute(
        f"""
        select
            count(*),
            sum({amount}) filter ({amount} > 0),
            sum({amount}) filter ({amount} < 0),
            min(coalesce(description, stock_code, invoice))
        from {lines_table}
        where feed = $1 and ltrim(quantity, '+-0.') = '' and try_cast(quantity as double) = 0
            and {amount} {"<>" if has_amount else "<"} 0
        """,
        [form.feed.name],
    ).fetchall()
    if not count:
        return []
    what = "an amount" if has_amount else "a negative price"
    total = " and ".join(f"{one:,.2f}" for one in (plus, minus) if one)
    remedies = []
    if plus:
        remedies.append(
            "If they are services or the like, export the quantity 1, or leave the column out: a feed may say  quantity: 1"
        )
    if minus:
        pieces = (
            "the quantity -1"
            if has_amount
            else "the quantity 1, with the line  refunds: negative_price  in the feed"
        )
        remedies.append(
            f"If money was given back without goods, export {pieces}: such a line is a return of that amount"
        )
    return [
        Doubt(
            "amounts_without_pieces",
            f"{counted(int(count), 'line')} with the quantity 0 and {what}, {total} in all, "
            f"{'is' if count == 1 else 'are'} left out of revenue",
            str(example or ""),
            ". ".join(remedies),
        )
    ]


def _no_line_is_a_sale(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    amount = "coalesce(try_cast(line_amount as double), try_cast(price as double))"
    prefixes = [one for one in (form.feed.cancellation_prefix, form.feed.adjustment_prefix) if one]
    is_named = "".join(
        f" and not coalesce(starts_with(upper(trim(invoice)), ${number}), false)"
        for number in range(2, len(prefixes) + 2)
    )
    # A feed that knows files of returns by their names has such files.
    if form.feed.return_files:
        return []
    sale = f"try_cast(quantity as double) > 0 and {amount} > 0{is_named}"
    values = [form.feed.name, *prefixes]
    # The first lines of nearly every file have one.
    if connection.execute(
        f"select 1 from {lines_table} where feed = $1 and {sale} limit 1", values
    ).fetchall():
        return _more_out_than_sold(connection, lines_table, form)
    [(lines, no_amounts, no_pieces, example)] = connection.execute(
        f"""
        select
            count(*),
            count(*) filter ({amount} = 0),
            count(*) filter (try_cast(quantity as double) = 0),
            min(invoice)
        from {lines_table}
        where feed = $1
        """,
        [form.feed.name],
    ).fetchall()
    if lines < _MANY_LINES:
        return []
    if max(no_amounts, no_pieces) >= _NEARLY_ALL * lines:
        zero = "quantity" if no_pieces > no_amounts else _read_amount(form)
        return [
            _all_zero(form, zero, int(max(no_amounts, no_pieces)), int(lines), str(example or ""))
        ]
    column = shown(form.feed.shown_column("quantity")) if "quantity" in form.feed.columns else ""
    where = f" (the column '{column}')" if column else ""
    return [
        Doubt(
            "no_sales",
            f"not one of {lines:,} lines is a sale",
            "",
            f"Look at the signs of the quantities and amounts{where}, and at the lines  cancellation_prefix:,  adjustment_prefix:  and  "
            "refunds:  of the feed. Where what is sold has a minus, as in an item ledger, add the line  sales_are: negative",
        )
    ]


def _read_amount(form: FormOfFeed) -> str:
    """The field that revenue is made of."""
    return "line_amount" if "line_amount" in form.feed.columns else "price"


def _all_zero(form: FormOfFeed, zero: str, count: int, lines: int, example: str) -> Doubt:
    """The doubt about a field that is 0, where no sign and no number of an order can be the reason."""
    column = shown(form.feed.shown_column(zero)) if zero in form.feed.columns else ""
    where = f" in the column '{column}'" if column else ""
    said = scalar(column) if column else form.feed.constants.get(zero, "")
    noun = {"line_amount": "amount"}.get(zero, zero)
    return Doubt(
        "no_price",
        f"the {noun}{where} is 0 on {f'all {lines:,}' if count == lines else f'{count:,} of {lines:,}'} lines, and not one of them is a sale",
        example,
        f"Does the feed read the right column? Correct its line  {zero}: {said}  or export the file with the {noun} of each line.",
    )


def _more_out_than_sold(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """An item ledger writes what left the stock with a minus; a shop has fewer returns than sales."""
    if "quantity" not in form.feed.columns or form.feed.sales_are:
        return []
    [(lines, out)] = connection.execute(
        f"select count(*), count(*) filter (starts_with(quantity, '-')) from {lines_table} where feed = $1",
        [form.feed.name],
    ).fetchall()
    if lines < _MANY_LINES or out <= _MOST_RETURNS * lines:
        return []
    return [
        Doubt(
            "mostly_negative_quantities",
            f"the quantity in the column '{shown(form.feed.shown_column('quantity'))}' is negative on {out:,} of {lines:,} lines, and none of "
            "them counts as a sale",
            "",
            "If what is sold has a minus here, as in an item ledger, say so in the feed with the line  sales_are: negative",
        )
    ]
