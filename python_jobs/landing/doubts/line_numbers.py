"""Numbers of lines: without them equal lines of an order count once, and with wrong ones repeated lines count twice."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import NUMBER_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.schema import LINE_FIELDS

# Fewer orders may be numbered on by chance.
_FEWEST_ORDERS_NUMBERED_ON = 3
_KEY = re.compile(".*(?:id|key)", re.IGNORECASE)


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


def find_running_numbers(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about numbers of lines that count through the file: another file gives a line another number.

    A key of a table (`SalesOrderDetailID`) counts through a whole one too, and stays what it is; where an export makes it anew, the
    next file with the same lines shows that (see other_numbers).
    """
    if "line_number" not in form.feed.columns:
        return []
    if _KEY.fullmatch(form.feed.shown_column("line_number").strip()):
        return []
    [(first, last, lines, numbers, orders)] = connection.execute(
        f"""
        select
            min(try_cast(line_number as bigint)), max(try_cast(line_number as bigint)), count(*),
            count(distinct try_cast(line_number as bigint)), count(distinct invoice)
        from {lines_table}
        where feed = $1
        """,
        [form.feed.name],
    ).fetchall()
    is_of_orders = orders < _FEWEST_ORDERS_NUMBERED_ON or lines == orders
    if is_of_orders or (first, last, numbers) != (1, lines, lines):
        return []
    header = shown(form.feed.shown_column("line_number"))
    return [
        Doubt(
            "line_numbers_run_on",
            f"the column '{header}', which the feed has as line_number, counts the lines of the whole file from 1 to {lines:,}, and "
            "does not start anew with each order",
            str(lines),
            "In another file the same line has another number and counts again. Take a column that numbers the lines of an order, or "
            "take the line  line_number  out of the feed.",
        )
    ]
