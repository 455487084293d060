"""Lines that a column marks as given back, deleted or a test, or not as paid, and that count as sales all the same."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.parts import part_doubt
from python_jobs.landing.doubts.unread import has_column, header_of, lines_where
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import FLAG_COLUMNS, GOOD_FLAG_COLUMN, TAX_COLUMN
from python_jobs.landing.values.doubt import Doubt

_YES = frozenset(
    "1 1.0 y yes j ja o oui s si sí sì sim t true tak x wahr vrai vero verdadero verdadeiro returned retourniert test ✓".split()
)
_NO = frozenset("0 0.0 n no non nein nie nee não f false falsch faux falso - none null".split()) | {
    ""
}
# A mark has two values, perhaps in two ways of writing; what has more is a reason or a name.
_MOST_VALUES = 4
_COUNT = "[2-9]|[1-9][0-9]{1,2}|[0-9]{1,3}[.,][0-9]+"


def find_flags(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about columns that say yes of lines that would be sales."""
    doubts = [
        *_good_flags(connection, lines_table, form),
        *_tax_marks(connection, lines_table, form),
    ]
    for column in FLAG_COLUMNS:
        if not has_column(form, column):
            continue
        # Returned: 2 counts pieces, and marks nothing.
        pieces, example = lines_where(
            connection, lines_table, form, column, f"regexp_full_match(trim({column}), '{_COUNT}')"
        )
        others, _ = lines_where(
            connection,
            lines_table,
            form,
            column,
            f"not regexp_full_match(trim({column}), '{_COUNT}|[01]?')",
        )
        if pieces and not others:
            doubts.append(part_doubt(header_of(form, column), pieces, example))
            continue
        marks = _marks(connection, lines_table, form, column)
        yes = [mark for mark in marks if mark.casefold() in _YES]
        if yes and all(mark.casefold() in _YES | _NO for mark in marks):
            doubts.append(_doubt(header_of(form, column), yes, sum(marks[one] for one in yes)))
    return doubts


def _doubt(header: str, yes: list[str], count: int) -> Doubt:
    listed = ", ".join(scalar(shown(one)) for one in yes)
    return Doubt(
        "lines_marked",
        f"the column '{header}' marks {counted(count, 'line')} with '{shown(yes[0])}', and {'it counts as a sale' if count == 1 else 'they count as sales'}",
        yes[0],
        f"If they are returns, tests or free of charge, leave them out with the line  drop: {{{scalar(header)}: [{listed}]}}  in the feed, or "
        "export returns with a negative quantity.",
    )


def _good_flags(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Lines of which a column says that they are not paid, valid and the like, beside others of which it says that they are."""
    marks = _marks(connection, lines_table, form, GOOD_FLAG_COLUMN)
    no = [mark for mark in marks if mark and mark.casefold() in _NO]
    yes = [mark for mark in marks if mark.casefold() in _YES]
    if not no or not yes or any(mark.casefold() not in _YES | _NO for mark in marks):
        return []
    header = header_of(form, GOOD_FLAG_COLUMN)
    count = sum(marks[one] for one in no)
    return [
        Doubt(
            "lines_marked",
            f"the column '{header}' says '{shown(no[0])}' of {counted(count, 'line')}, and {'it counts as a sale' if count == 1 else 'they count as sales'}",
            no[0],
            f"If only the others are sales, say so with the line  keep: {{{scalar(header)}: [{', '.join(map(scalar, yes))}]}}  in the feed.",
        )
    ]


def _tax_marks(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Prices with the tax on some lines and without it on others."""
    marks = _marks(connection, lines_table, form, TAX_COLUMN)
    no = sum(count for mark, count in marks.items() if mark and mark.casefold() in _NO)
    yes = sum(count for mark, count in marks.items() if mark.casefold() in _YES)
    if not no or not yes:
        return []
    return [
        Doubt(
            "with_tax_or_without",
            f"by the column '{header_of(form, TAX_COLUMN)}' {counted(yes, 'line')} {'has' if yes == 1 else 'have'} a price with the tax and "
            f"{counted(no, 'line')} one without it, and they are added up as they stand",
            "",
            "Export all prices with the tax, or all without it.",
        )
    ]


def _marks(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> dict[str, int]:
    """What a column says of lines that would be sales, and of how many; nothing where it has many texts."""
    if not has_column(form, column):
        return {}
    counts = connection.execute(
        f"select coalesce(trim({column}), '') as mark, count(*) from {lines_table} where feed = $1 "
        "and try_cast(quantity as double) > 0 and coalesce(try_cast(line_amount as double), try_cast(price as double), 1) > 0 "
        f"group by mark order by mark limit {_MOST_VALUES + 1}",
        [form.feed.name],
    ).fetchall()
    return {str(mark): int(count) for mark, count in counts} if len(counts) <= _MOST_VALUES else {}
