"""A second table below the first one: reports write several, and the lines of the second would count as order lines."""

from __future__ import annotations

from python_jobs.core.errors import InputError
from python_jobs.core.wording import quoted, shown
from python_jobs.landing.feeds.names import count_known
from python_jobs.landing.lines.left_out import Lines

# Words and no digit, where every order line has one.
_NAME = "'[^0-9]*[[:alpha:]]{2}[^0-9]*'"
_MOST_HEADERS = 100
_FIELDS = ("invoice_date", "quantity", "price", "line_amount")


def refuse_another_table(lines: Lines, name: str, lines_before: int) -> None:
    """Raise InputError where a line has names in place of a date and of numbers, and lines follow: it is a header.

    A single line of that kind may be a slip: a header has blank lines above it, or names that shops give to columns.
    lines_before: the lines of the file's tables before this one, whose rows are numbered on.
    """
    read = [one for one in _FIELDS if one in lines.columns]
    if len(read) < 3:
        return
    # Nearly every line has a digit there, which is seen soonest.
    seen = lines.connection.execute(
        f"""
        select source_row, {", ".join(read)} from {lines.table}
        where source_row > {lines_before} and {read[-1]} not glob '*[0-9]*'
            and {" and ".join(f"regexp_full_match({one}, {_NAME})" for one in read)}
        order by source_row
        """
    ).fetchall()
    if not seen:
        return
    [(first, last)] = lines.connection.execute(
        f"select min(source_row), max(source_row) from {lines.table} where source_row > {lines_before}"
    ).fetchall()
    found = [
        (row, *texts, _row_above(lines, int(row)))
        for row, *texts in seen[:_MOST_HEADERS]
        if first < row < last
    ]
    for row, *texts, row_above in found:
        names = [str(one).strip() for one in texts]
        is_named = count_known(names) > 1
        if len(set(names)) == len(names) and (is_named or row - row_above > 1):
            raise InputError(
                f"{name} holds another table from line {row} on: there stand {quoted([shown(one) for one in names])} in place of "
                "a date and of numbers. Put each table into a file of its own, or take the second one out."
            )


def _row_above(lines: Lines, row: int) -> int:
    [(above,)] = lines.connection.execute(
        f"select max(source_row) from {lines.table} where source_row < {row}"
    ).fetchall()
    return int(above or 0)
