"""What models and seeds are called in the warehouse."""

from __future__ import annotations

import re

# The schemas whose tables and views dbt makes; what Python writes (raw, mining, ops) has no suffix.
BUILT = re.compile(r"\b(staging|intermediate|marts|reporting|seeds)\.(\w+)")


def with_suffix(sql: str, suffix: str, quote: str = '"') -> str:
    """A query whose models and seeds are those that were built under the suffix, as the macro
    generate_alias_name calls them. The suffix is a var, so the names are quoted, whatever it holds."""
    if not suffix:
        return sql
    return BUILT.sub(lambda name: f"{name[1]}.{quoted_name(name[2] + suffix, quote)}", sql)


def quoted_name(name: str, quote: str = '"') -> str:
    """A name as an identifier of DuckDB and of SQL Server, or, with another quote, of Spark, whatever it holds."""
    return quote + name.replace(quote, 2 * quote) + quote
