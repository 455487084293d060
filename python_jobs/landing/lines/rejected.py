"""Lines that are none of the table: with too few fields or too many, with a NUL byte or a quote that never closes. Many of
them make a bad file."""

from __future__ import annotations

import json
from collections.abc import Sequence

import duckdb

from python_jobs.core.errors import HeaderAlone, InputError
from python_jobs.core.wording import counted, shown
from python_jobs.landing.lines.left_out import ALL_EMPTY, HEADER_AGAIN
from python_jobs.landing.lines.notes import RULE
from python_jobs.landing.tables.detect import LINES_TO_TRY
from python_jobs.landing.tables.find import Table, quote_of_records
from python_jobs.landing.tables.json_lists import HOLDS_NO_LINE, IN_A_LIST
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal
from python_jobs.landing.values.unreadable import FEW

# From here on bad lines must be fewer than good ones while a file is read, and fewer at its end in any case:
# else it is the file that is bad.
MOST_BAD_LINES = 100_000
# Of a handful of lines two bad ones for each good one make a bad file, of more than that one is enough.
FEW_BAD_LINES = 3
MANY_BAD_LINES = 10

# What programs write below a table or between two (`(40 rows affected)`, `Page 2`), and lines of nothing. A line with another delimiter is none.
_IS_NOTE = "error like 'it has 1 field,%' and not regexp_full_match(raw_text, '[[:alnum:]._/#-]+|.*[;,|\\t].*')"


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
    if str(error).endswith(HOLDS_NO_LINE):
        which = str(error).split("'")[1]
        return [
            Doubt(
                "lines_rejected",
                f"the list '{shown(which)}' of {counted(count, 'object')} is empty or missing, and no line of them counts",
                str(text or ""),
                "They stand in raw.rejected_lines. If they have amounts of their own, have the shop's program write a line for each.",
            )
        ]
    if str(error).endswith(IN_A_LIST):
        return [
            Doubt(
                "lines_rejected",
                f"{counted(count, 'thing')} between the lines of JSON {'does' if count == 1 else 'do'} not count (line {line:,}: {shown(str(error))})",
                str(text or ""),
                "They stand in raw.rejected_lines. If they are lines, have the shop's program write an object with names for each.",
            )
        ]
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


def refuse_most_lines(
    connection: duckdb.DuckDBPyConnection, rejects_table: str, table: Table, good: int, bad: int
) -> None:
    """Raise InputError where so many lines of a table are bad that reading on is of no use."""
    if bad > max(MOST_BAD_LINES, good):
        raise _too_many(connection, rejects_table, table.name, table, good, bad)


def refuse_bad_table(
    connection: duckdb.DuckDBPyConnection, rejects_table: str, table: Table, good: int, bad: int
) -> None:
    """Raise InputError where most lines of a table that was read to its end are bad."""
    is_few = bad < MANY_BAD_LINES
    if bad >= FEW_BAD_LINES and bad > (2 * good if is_few else good):
        raise _too_many(connection, rejects_table, table.name, table, good, bad)


def refuse_bad_file(
    connection: duckdb.DuckDBPyConnection,
    rejects_table: str,
    name: str,
    table: Table,
    good: int,
    bad: int,
) -> None:
    """Raise HeaderAlone where a file has no line at all, InputError where one, the first table of which is given, has no line that can be read or too many that cannot."""
    if not good and not bad:
        raise HeaderAlone(
            f"{name} has a header but no order lines. Export it again; if there were no orders, leave the "
            "file out."
        )
    if not good:
        raise InputError(
            f"{name} has no line that can be read; {_what_is_bad(connection, rejects_table, table)}"
        )
    if bad > max(MOST_BAD_LINES, good):
        raise _too_many(connection, rejects_table, name, table, good, bad)


def _too_many(
    connection: duckdb.DuckDBPyConnection,
    rejects_table: str,
    name: str,
    table: Table,
    good: int,
    bad: int,
) -> InputError:
    return InputError(
        f"{name} has {counted(bad, 'bad line')} and only {counted(good, 'good one')} so far; "
        f"{_what_is_bad(connection, rejects_table, table)}"
    )


def _what_is_bad(connection: duckdb.DuckDBPyConnection, rejects_table: str, table: Table) -> str:
    """The first bad line, and what to do."""
    line_number, error = connection.execute(
        f"select line_number, error from {rejects_table} order by line_number limit 1"
    ).fetchall()[0]
    remedy = _remedy(connection, rejects_table, table)
    return f"the first bad one is line {line_number}: {error}. {remedy}"


def _remedy(connection: duckdb.DuckDBPyConnection, rejects_table: str, table: Table) -> str:
    """What to do about lines that are no records: another mark around fields, where all of them are records by it."""
    rows = connection.execute(
        f"select raw_text from {rejects_table} order by line_number limit {LINES_TO_TRY}"
    ).fetchall()
    quote = quote_of_records([text for (text,) in rows], table) if rows else None
    if quote is None:
        return "Check the delimiter, in the file and in the feed."
    what = f"Its fields stand between {quote} marks" if quote else "Its quotes are text"
    return f"{what}: say so in the feed with the line  quote: {json.dumps(quote)}"
