"""What a column that no field reads says of the lines of a feed."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from python_jobs.core.wording import shown
from python_jobs.landing.lines.form import FormOfFeed

# So much lies between an amount and its pieces times the price, where two programs have rounded.
ROUNDING = "greatest(0.011, 0.0051 * pieces)"


def has_column(form: FormOfFeed, column: str) -> bool:
    """Whether the file has one of these names."""
    return form.selection is not None and form.selection.positions.get(column) is not None


def header_of(form: FormOfFeed, column: str) -> str:
    """What the file calls it, for a sentence."""
    return shown(form.selection.shown(column)) if form.selection else column


def lines_where(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    column: str,
    condition: str,
    values: Sequence[str] = (),
) -> tuple[int, str]:
    """On how many lines of the feed a condition holds, and a text of the column there; 0 where the file has no such column.

    condition: SQL, in which $2, $3, … are the values.
    """
    if not has_column(form, column):
        return 0, ""
    [(count, example)] = connection.execute(
        f"select count(*), coalesce(min(trim({column})), '') from {lines_table} where feed = $1 and {condition}",
        [form.feed.name, *values],
    ).fetchall()
    return int(count), str(example)


def number_in(column: str, form: FormOfFeed) -> str:
    """SQL of the number in a text, by the decimal mark of its file; sign, currency and percent sign fall away."""
    mark = form.values.decimal or "."
    other = "," if mark == "." else "."
    bare = f"replace(regexp_replace({column}, '[^0-9.,]', '', 'g'), '{other}', '')"
    return f"try_cast(replace({bare}, '{mark}', '.') as double)"
