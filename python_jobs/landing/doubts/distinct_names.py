"""What lines are called, each name once."""

from __future__ import annotations


def distinct_names_sql(lines_table: str, field: str) -> str:
    """A query of the values of a field under a feed ($1), as `name`.

    min() instead of distinct: DuckDB would look at every line with a pattern that is asked of the distinct ones.
    """
    return f"select min({field}) as name from {lines_table} where feed = $1 group by {field}"
