"""A column that numbers the lines of an order, and lines that are alike but for it: without it they count once."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.unread import NUMBER_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.schema import LINE_FIELDS


def find_line_numbers(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about lines that are taken for repeated ones."""
    if not has_column(form, NUMBER_COLUMN):
        return []
    [(repeated, example)] = connection.execute(
        f"""
        select coalesce(sum(line_count - 1), 0), coalesce(min(stock_code), '')
        from (
            select {", ".join(LINE_FIELDS)}, count(*) as line_count
            from {lines_table}
            where feed = $1
            group by {", ".join(LINE_FIELDS)}
            having count(*) > 1 and count(distinct trim({NUMBER_COLUMN})) = count(*)
        )
        """,
        [form.feed.name],
    ).fetchall()
    if not repeated:
        return []
    header = header_of(form, NUMBER_COLUMN)
    is_one = repeated == 1
    return [
        Doubt(
            "line_numbers_not_read",
            f"{counted(int(repeated), 'line')} {'is like another of its order' if is_one else 'are like others of their orders'} in all "
            f"but the column '{header}', and {'is' if is_one else 'are'} left out as repeated",
            str(example),
            f"If {'it is a line of its' if is_one else 'they are lines of their'} own, add the line  line_number: {scalar(header)}  to the "
            "columns of the feed.",
        )
    ]
