"""Lines that are none of the table: with too few fields or too many, with a NUL byte or a quote that never closes."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.lines.left_out import ALL_EMPTY, HEADER_AGAIN
from python_jobs.landing.lines.notes import RULE
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal
from python_jobs.landing.values.unreadable import FEW

# What programs write below a table or between two (`(40 rows affected)`, `Page 2`), and lines of nothing. A line with another delimiter is none.
_IS_NOTE = "error like 'it has 1 fields%' and not regexp_full_match(raw_text, '[[:alnum:]._/#-]+|.*[;,|\\t].*')"


def rejected_doubts(
    connection: duckdb.DuckDBPyConnection, rejects_table: str, read_tables: Sequence[str]
) -> list[Doubt]:
    """The doubt about them, where they are no slips of the keyboard.

    read_tables: where the other lines stand, before the feed leaves any of them out.
    """
    all_lines = " union all ".join(f"select source_row from {one}" for one in read_tables)
    [(row_count,)] = connection.execute(f"select count(*) from ({all_lines})").fetchall()
    no_lines = ", ".join(map(literal, (HEADER_AGAIN, ALL_EMPTY, RULE)))
    rows = connection.execute(
        f"""
        select count(*), min(line_number), arg_min(error, line_number), arg_min(raw_text, line_number)
        from {rejects_table}
        where error not in ({no_lines})
            and not coalesce({_IS_NOTE}, false)
        """
    ).fetchall()
    [(count, line, error, text)] = rows
    if count <= FEW * row_count:
        return []
    return [
        Doubt(
            "lines_rejected",
            f"{counted(count, 'line')} {'is' if count == 1 else 'are'} no whole {'line' if count == 1 else 'lines'} of the table and "
            f"{'does' if count == 1 else 'do'} not count (line {line:,}: {shown(str(error))})",
            str(text or ""),
            "They stand in raw.rejected_lines. Correct them in the export; a field that holds the delimiter or a line end has to stand in "
            "quotes.",
        )
    ]
