"""What lines are called, each name once."""

from __future__ import annotations

import duckdb

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.values.text import literal


def distinct_names_sql(lines_table: str, field: str) -> str:
    """A query of the values of a field under a feed ($1), as `name`.

    min() instead of distinct: DuckDB would look at every line with a pattern that is asked of the distinct ones.
    """
    return f"select min({field}) as name from {lines_table} where feed = $1 group by {field}"


def names_like(
    connection: duckdb.DuckDBPyConnection, lines_table: str, feed: Feed, field: str, pattern: str
) -> list[str]:
    """The values of a field that a pattern matches as a whole, in small letters; most files have none."""
    rows = connection.execute(
        f"select name from ({distinct_names_sql(lines_table, field)}) "
        f"where regexp_full_match(lower(trim(name)), {literal(pattern)})",
        [feed.name],
    ).fetchall()
    return [str(name) for (name,) in rows]
