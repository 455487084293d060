"""Lines that a column marks as given back or as a test, and that count as sales all the same."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.unread import FLAG_COLUMNS
from python_jobs.landing.values.doubt import Doubt

_YES = frozenset(
    "1 1.0 y yes j ja o oui s si sí sì sim t true tak x wahr vrai vero verdadero verdadeiro returned retourniert test ✓".split()
)
_NO = frozenset("0 0.0 n no non nein nie nee não f false falsch faux falso - none null".split()) | {
    ""
}
# A mark has two values, perhaps in two ways of writing; what has more is a reason or a name.
_MOST_VALUES = 4


def find_flags(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about columns that say yes of lines that would be sales."""
    doubts = []
    for column in FLAG_COLUMNS:
        if not has_column(form, column):
            continue
        counts = connection.execute(
            f"select coalesce(trim({column}), '') as mark, count(*) from {lines_table} where feed = $1 "
            "and try_cast(quantity as double) > 0 and coalesce(try_cast(price as double), 0) >= 0 "
            f"group by mark order by mark limit {_MOST_VALUES + 1}",
            [form.feed.name],
        ).fetchall()
        marks = {str(mark): int(count) for mark, count in counts}
        yes = [mark for mark in marks if mark.casefold() in _YES]
        others = [mark for mark in marks if mark.casefold() not in _YES | _NO]
        if yes and not others and len(marks) <= _MOST_VALUES:
            doubts.append(_doubt(header_of(form, column), yes, sum(marks[one] for one in yes)))
    return doubts


def _doubt(header: str, yes: list[str], count: int) -> Doubt:
    listed = ", ".join(scalar(shown(one)) for one in yes)
    return Doubt(
        "lines_marked",
        f"the column '{header}' marks {counted(count, 'line')} with '{shown(yes[0])}', and {'it counts as a sale' if count == 1 else 'they count as sales'}",
        yes[0],
        f"If they are returns or tests, leave them out with the line  drop: {{{scalar(header)}: [{listed}]}}  in the feed, or "
        "export returns with a negative quantity.",
    )
