"""A text that ends amid its last number: a copy that broke off."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.lines.selection import Selection
from python_jobs.landing.tables.find import Table
from python_jobs.landing.values.doubt import Doubt

_NUMBERS = ("price", "line_amount", "quantity")
# Of fewer other lines nobody can tell how numbers are written.
_FEWEST_OTHERS = 2
# Where none of so many others has a 0 at its end, they hardly leave it out.
_MANY_OTHERS = 100


def find_cut_off(
    connection: duckdb.DuckDBPyConnection,
    read_table: str,
    table: Table,
    selection: Selection,
    rows: tuple[int, int],
) -> list[Doubt]:
    """The doubt about the last line of a table, which has no line end.

    rows: the number before the first line, and that of the last one. Many good files end so. But where all other numbers of the last column have
    as many decimals, and write a 0 at their end or are many, one with fewer is a piece of a number.
    """
    last_place = len(table.header) - 1
    field = next((one for one in _NUMBERS if selection.positions.get(one) == last_place), None)
    if field is None:
        return []
    before, last_row = rows
    [(others, shapes, shape, has_zeros, text, of_last)] = connection.execute(
        f"""
        with
        written as (
            select source_row = $2 as is_last, trim({field}) as text
            from {read_table}
            where source_row > $1 and trim({field}) <> ''
        ),
        shaped as (
            select *, regexp_replace(regexp_extract(text, '[.,][^.,]*$'), '[0-9]', '9', 'g') as shape
            from written
        )
        select
            count(*) filter (not is_last),
            count(distinct shape) filter (not is_last),
            min(shape) filter (not is_last),
            coalesce(bool_or(regexp_matches(text, '[.,][0-9]*0[^0-9]*$')) filter (not is_last), false),
            min(text) filter (is_last),
            min(shape) filter (is_last)
        from shaped
        """,
        [before, last_row],
    ).fetchall()
    is_alike = others >= _FEWEST_OTHERS and shapes == 1 and "9" in shape
    is_fixed = has_zeros or others >= _MANY_OTHERS
    if not (is_alike and is_fixed) or text is None or len(of_last) >= len(shape):
        return []
    return [
        Doubt(
            "last_line_cut_off",
            f"the last line has no line end, and its '{shown(table.header[-1])}' is shorter after the decimal mark than all others: the file "
            "seems to be cut off in it",
            text,
            "Its number may be too small, and lines may be missing: get the whole file, and land it under the same name.",
        )
    ]
