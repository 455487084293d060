"""Returns that only the name of the article tells: `RETURN: Kettle`, beside lines of `Kettle`."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.kind_words import says_taken_back
from python_jobs.landing.values.doubt import Doubt

# A word or two before a colon, a dash or a bracket, and the name of the article behind it.
_NAME = "^[\\s\\[(*]*([[:alpha:]][[:alpha:] .]{1,24}?)\\s*(?:[:\\])*]+|\\s[-\u2013]\\s)\\s*(.+)$"
_FEW_NAMES = 5


def find_names_of_returns(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them. A book may be called so: the same article must stand in the file without the word."""
    if "description" not in form.feed.columns:
        return []
    rows = connection.execute(
        f"""
        with names as (
            select trim(description) as name, count(*) as lines
            from {lines_table}
            where feed = $1 and description is not null and try_cast(quantity as double) > 0
                and coalesce(try_cast(line_amount as double), try_cast(price as double)) > 0
            group by name
        )
        select name, lines, regexp_extract(name, $2, 1) as head
        from names
        where head <> '' and regexp_extract(name, $2, 2) in (select name from names)
        order by lines desc, name
        """,
        [form.feed.name, _NAME],
    ).fetchall()
    odd = [(str(name), int(lines)) for name, lines, head in rows if says_taken_back(str(head))]
    if not odd:
        return []
    count = sum(lines for _, lines in odd)
    column = form.feed.shown_column("description")
    listed = ", ".join(scalar(shown(name)) for name, _ in odd[:_FEW_NAMES])
    return [
        Doubt(
            "orders_that_may_be_no_sales",
            f"names in the column '{shown(column)}' begin with a word for what was taken back, and {counted(count, 'line')} of them "
            f"{'counts as a sale' if count == 1 else 'count as sales'}",
            odd[0][0],
            f"If they are returns, export them with a negative quantity, or leave them out, for instance with the line  drop: {{{scalar(column)}: "
            f"[{listed}]}}  in the feed.",
        )
    ]
