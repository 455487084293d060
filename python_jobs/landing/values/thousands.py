"""Quantities that are thousands, every one of them: their mark may be the decimal one, `1.000` beside a price of `12,50`."""

from __future__ import annotations

import duckdb

from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.numbers import EITHER

# Of fewer lines nothing can be said.
FEW_LINES = 3


def thousands_doubts(
    connection: duckdb.DuckDBPyConnection, cores: str, mark: str | None, column: str
) -> list[Doubt]:
    """The doubt where each quantity has a mark before three digits, which the amounts make the one of thousands.

    cores: the table of the quantities (text, core); mark: the decimal one. The table seen (kind, text, line_count) holds every text.
    """
    other = "." if mark == "," else ","
    [(lines, grouped, example)] = connection.execute(
        f"""
        select
            coalesce(sum(line_count), 0),
            coalesce(sum(line_count) filter (core like '%{other}%' and regexp_full_match(core, {EITHER})), 0),
            min(text)
        from seen left join {cores} using (text)
        where kind = 'quantity' and trim(text) <> ''
        """
    ).fetchall()
    if mark is None or lines < FEW_LINES or grouped < lines:
        return []
    return [
        Doubt(
            "quantities_of_thousands",
            f"every quantity in the column '{column}' is read as a thousand pieces or more, since the amounts have '{mark}' as their "
            "decimal mark",
            example,
            f'If they are written with three decimals, say so in its feed with the line  quantity_decimal: "{other}"',
        )
    ]
