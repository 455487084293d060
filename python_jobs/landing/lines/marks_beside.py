"""What the columns that no field reads tell of the decimal mark, where the numbers of a file that are read do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from python_jobs.landing.lines.selection import MOST_COLUMNS_AGAIN, Selection
from python_jobs.landing.tables.find import Table
from python_jobs.landing.values.numbers import BY_COMMA, BY_POINT
from python_jobs.landing.values.text import literal

# A number with a sign or a mark of a currency, and without letters: `K-1.25` is a code.
_AROUND = "[^\\pL\\pN.,']{0,4}"
_NUMBER = literal(f"^{_AROUND}([0-9.,][0-9.,' ]*?){_AROUND}$")
# Several groups of thousands, or one and a fraction: nothing else is written so.
_GROUPS = "[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{2,}}(?:{mark}[0-9]*)?|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+{mark}[0-9]+"
# `14.30` may be a time, `17.05` a day, `7.25` a rate and `1.2` a place in a list; `150.00` was written by a program.
_FRACTION = "(?:[4-9][0-9]|[1-9][0-9]{{2,}}){mark}(?:[0-9]|[0-9]{{2}}|[0-9]{{4}})"
_NO_FRACTION = "[0-9]+{mark}0+"
# `$5.00` was written for people, as the prices were, and is nothing but money.
_MONEY = "[0-9]{{1,3}}(?:{group}[0-9]{{3}})*{mark}[0-9]{{2}}|[0-9]+{mark}[0-9]{{2}}"
_HAS_SIGN = literal("\\p{Sc}")


def mark_beside(
    connection: duckdb.DuckDBPyConnection,
    tables: Iterable[tuple[Table, Selection]],
    example: str,
) -> str | None:
    """The decimal mark that columns of numbers show beyond doubt which nothing reads; None where none does, or where they
    contradict one another.

    example: a number that can be read in two ways. A fraction tells only that the other mark parts thousands: columns that a
    program wrote with its point may stand beside prices that were written for people. Every line is read once more.
    """
    in_example = "," if "," in example else "."
    found: set[str] = set()
    for table, selection in tables:
        # A number of a cell has its point whatever the texts beside it are.
        if "encoding" not in table.form or len(table.header) > MOST_COLUMNS_AGAIN:
            continue
        read = {at for one, at in selection.positions.items() if not one.startswith("seen_")}
        shown: dict[int, set[str]] = {
            at: set() for at in range(len(table.header)) if at not in read
        }
        for batch in table.read():
            for at in list(shown):
                marks = _marks(connection, batch.lines, at, in_example)
                if marks is None:
                    del shown[at]
                else:
                    shown[at] |= marks
        found = found.union(*shown.values())
    return found.pop() if len(found) == 1 else None


def _marks(
    connection: duckdb.DuckDBPyConnection, lines: pa.Table, at: int, in_example: str
) -> set[str] | None:
    """The decimal marks that a column shows; None where it holds something else than numbers."""
    if not lines.num_rows:
        return set()
    texts = connection.from_arrow(lines.select([str(at)])).query(
        "lines",
        f"""
        select
            count(*) filter (coalesce(not (regexp_full_match(core, {BY_POINT}) or regexp_full_match(core, {BY_COMMA})), true)),
            coalesce(bool_or({_tells(".", in_example)}), false),
            coalesce(bool_or({_tells(",", in_example)}), false)
        from (
            select regexp_extract(text, {_NUMBER}, 1) as core, regexp_matches(text, {_HAS_SIGN}) as has_sign
            from (select distinct trim("{at}") as text from lines) as texts
            where text <> ''
        ) as cores
        """,
    )
    [(others, by_point, by_comma)] = texts.fetchall() if texts else [(1, False, False)]
    if others:
        return None
    return {mark for mark, tells in ((".", by_point), (",", by_comma)) if tells}


def _tells(mark: str, in_example: str) -> str:
    """SQL of whether a number shows that the mark is the decimal one."""
    patterns: Sequence[str] = [_GROUPS] if mark == in_example else [_GROUPS, _FRACTION]
    group = "[.]" if mark == "," else ","
    escaped = "[.]" if mark == "." else ","
    shows = "|".join(one.format(mark=escaped, group=group) for one in patterns)
    no_fraction = _NO_FRACTION.format(mark=escaped)
    told = (
        f"regexp_full_match(core, {literal(shows)}) "
        f"and not regexp_full_match(core, {literal(no_fraction)})"
    )
    if mark == in_example:
        return told
    money = _MONEY.format(mark=escaped, group=group)
    return f"{told} or (has_sign and regexp_full_match(core, {literal(money)}))"
