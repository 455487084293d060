"""Parts of a set that have prices, beside the line of the set that has one too: the set counts twice."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.unread import NUMBER_COLUMN, SET_COLUMN
from python_jobs.landing.values.doubt import Doubt


def find_sets(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them. The parent of a variant is no line of the order, and a set is another line than its part."""
    if not has_column(form, SET_COLUMN):
        return []
    amount = "coalesce(try_cast(line_amount as double), try_cast(price as double) * try_cast(quantity as double))"
    [(parts, total, example)] = connection.execute(
        f"""
        with lines as (
            select
                source_row,
                invoice,
                {amount} as amount,
                upper(trim({SET_COLUMN})) as set_name,
                [upper(trim(stock_code)), upper(trim(line_number)), upper(trim({NUMBER_COLUMN}))] as names
            from {lines_table}
            where feed = $1 and invoice is not null
        ),
        sets as (
            select distinct invoice, unnest(names) as name
            from lines
            where amount > 0 and coalesce(set_name, '') in ('', '0')
        ),
        parts as (
            select lines.*
            from lines
            inner join sets on lines.invoice = sets.invoice and lines.set_name = sets.name
            where lines.amount > 0 and lines.set_name not in ('', '0')
        )
        select count(*), sum(amount), min(set_name) from parts
        """,
        [form.feed.name],
    ).fetchall()
    if not parts:
        return []
    header = header_of(form, SET_COLUMN)
    return [
        Doubt(
            "parts_of_sets_with_prices",
            f"by the column '{header}' {counted(parts, 'line')}, {total:,.2f} in all, {'is a part' if parts == 1 else 'are parts'} of a set "
            "whose own line has a price, too, and both count",
            str(example),
            f"If the price of the set is that of its parts, leave these out with the line  keep: {{{scalar(header)}: ['']}}  in the feed.",
        )
    ]
