"""Orders that a feed leaves out by a value of a column, where the newest file of an order wins. An order that was called off since
an older file had it counts no more, so the warehouse takes a line with its number alone."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.schema import LINE_FIELDS

# What raw.order_lines.newest_file_wins says of such a line.
LEFT_OUT = "order left out"


def left_lines(read_table: str) -> str:
    """The table of the lines that were left out, with the columns of the others."""
    return f"{read_table}_left"


def keep_lines(
    connection: duckdb.DuckDBPyConnection, read_table: str, columns: Sequence[str], condition: str
) -> None:
    """Keep the lines for which the condition holds, before they go."""
    names = ", ".join(["source_row", *columns])
    found = f"select {names} from {read_table}"
    left = left_lines(read_table)
    connection.execute(f"create table if not exists {left} as {found} limit 0")
    connection.execute(f"insert into {left} {found} where {condition}")


def has_left_lines(connection: duckdb.DuckDBPyConnection, read_table: str) -> bool:
    """Whether some were kept."""
    return bool(
        connection.execute(
            "select 1 from duckdb_tables() where table_name = $1",
            [left_lines(read_table)],
        ).fetchall()
    )


def orders_left_out_sql(feed: Feed, counted: str, left: str, joins: str, invoice: str) -> str:
    """A query of source_row and LINE_FIELDS: a line for each order of which no line counts in the file.

    counted: a query of the lines that count; left: the table of the others; joins, invoice: SQL of what its values mean.
    """
    given = {
        "invoice": "invoice",
        "feed": literal(feed.name),
        "newest_file_wins": literal(LEFT_OUT),
    }
    fields = ", ".join(f"{given.get(one, 'cast(null as varchar)')} as {one}" for one in LINE_FIELDS)
    return (
        f"select min(source_row) as source_row, {fields} "
        f"from (select {left}.source_row, nullif({invoice}, '') as invoice from {left} {joins}) as left_out "
        f"where invoice is not null and invoice not in (select invoice from ({counted}) as counted where invoice is not null) "
        "group by invoice"
    )
