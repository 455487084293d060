"""Numbers of lines: without them equal lines of an order count once, and with wrong ones repeated lines count twice."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.line_number_names import is_key, is_known_number
from python_jobs.landing.lines.seen_columns import NUMBER_COLUMN
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.schema import LINE_FIELDS

# Fewer orders may be numbered on by chance.
_FEWEST_ORDERS_NUMBERED_ON = 3


def find_line_numbers(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about lines that are taken for repeated ones."""
    if not has_column(form, NUMBER_COLUMN):
        return []
    fields = ", ".join(LINE_FIELDS)
    number = f"nullif(trim({NUMBER_COLUMN}), '')"
    [(repeated, example)] = connection.execute(
        f"""
        select coalesce(sum(numbers - 1), 0), coalesce(min(stock_code), '')
        from (
            select {fields}, count(distinct {number}) as numbers
            from {lines_table}
            where feed = $1
            group by {fields}
            having count(*) > 1 and count(distinct {number}) > 1
        )
        """,
        [form.feed.name],
    ).fetchall()
    if not repeated:
        return []
    header = header_of(form, NUMBER_COLUMN)
    if not is_known_number(header) and not _are_of_lines(connection, lines_table, form):
        return []
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


def _are_of_lines(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> bool:
    """Whether no number stands on two lines of an order that differ: exports that overlap repeat a line with its number."""
    fields = ", ".join(LINE_FIELDS)
    [(shared,)] = connection.execute(
        f"""
        select count(*)
        from (
            select invoice, trim({NUMBER_COLUMN}) as number
            from (select distinct {fields}, trim({NUMBER_COLUMN}) as {NUMBER_COLUMN} from {lines_table} where feed = $1)
            where {NUMBER_COLUMN} <> ''
            group by invoice, {NUMBER_COLUMN}
            having count(*) > 1
        )
        """,
        [form.feed.name],
    ).fetchall()
    return not shared


def find_running_numbers(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about numbers of lines that count through the file: another file gives a line another number.

    A key of a table (`SalesOrderDetailID`) counts through a whole one too, and stays what it is; where an export makes it anew, the
    next file with the same lines shows that (see other_numbers).
    """
    if "line_number" not in form.feed.columns:
        return []
    if is_key(form.feed.shown_column("line_number")):
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
