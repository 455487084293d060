"""Lines that a column marks as given back, deleted or a test, or not as paid, and that count as sales all the same."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.parts import DAY, NUMBER, ONES, part_doubt
from python_jobs.landing.doubts.returns_beside import filled_doubt
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.header_words import is_named_mark, words_of
from python_jobs.landing.lines.kind_words import says_taken_back
from python_jobs.landing.lines.seen_columns import FLAG_COLUMNS, GOOD_FLAG_COLUMN, TAX_COLUMN
from python_jobs.landing.lines.yes_no import NO, YES
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# A mark has two values, perhaps in two ways of writing; what has more is a reason or a name.
_MOST_VALUES = 4
_FRAME = re.compile(
    r"\b(?:is|was|ist|est|es|order|line|item|flag|mark|code|ind|indicator|j n|y n|de|di|indicateur|indicador|indicatore|marque|marca|znacznik|flaga)\b"
)
_IS_SALE = (
    "try_cast(quantity as double) > 0 "
    "and coalesce(try_cast(line_amount as double), try_cast(price as double), 1) > 0"
)


def find_flags(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about columns that say yes of lines that would be sales."""
    doubts = [
        *_good_flags(connection, lines_table, form),
        *_tax_marks(connection, lines_table, form),
    ]
    for column in FLAG_COLUMNS:
        if has_column(form, column):
            doubts += _of_column(connection, lines_table, form, column)
    return doubts


def _of_column(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> list[Doubt]:
    """What a column says that may mark lines: by numbers of pieces, by days, or by yes and no."""
    header = header_of(form, column)
    said = f"lower(trim({column}))"
    nothing = f"(coalesce({said}, '') in ({', '.join(map(literal, sorted(NO)))}) or not regexp_matches({column}, '[^0., ]'))"
    number = f"regexp_full_match(trim({column}), {literal(NUMBER)})"
    one = f"{said} in ({', '.join(map(literal, ONES))})"
    day = f"regexp_full_match(trim({column}), {literal(DAY)})"
    [(nothings, days, ones, numbers, others, example)] = connection.execute(
        f"""
        select
            count(*) filter ({nothing}),
            count(*) filter ({day}),
            count(*) filter ({one}),
            count(*) filter ({number} and not ({nothing} or {day} or {one})),
            count(*) filter (not ({nothing} or {day} or {one} or {number})),
            min(trim({column})) filter (not ({nothing} or {one}))
        from {lines_table}
        where feed = $1 and {_IS_SALE}
        """,
        [form.feed.name],
    ).fetchall()
    # Returned: 2 counts pieces, and marks nothing.
    if numbers and not days and not others:
        return [part_doubt(header, int(numbers + ones), str(example))]
    if days and not numbers and not ones and not others and days <= nothings:
        return [filled_doubt(header, int(days), str(example), [""])]
    marks = _marks(connection, lines_table, form, column)
    yes = [mark for mark in marks if mark.casefold() in YES]
    others = [mark for mark in marks if mark.casefold() not in YES | NO]
    if others and not yes:
        yes, others = _initials(header, list(marks)), []
    if not yes or others:
        return []
    count = sum(marks[one] for one in yes)
    # What most lines have may be a promise, unless the name says more.
    if not is_named_mark(header) and (
        2 * count > sum(marks.values()) or any(map(says_taken_back, yes))
    ):
        return []
    return [_doubt(header, yes, count)]


def _initials(header: str, marks: list[str]) -> list[str]:
    """Marks that say yes by the first letter of what a column is named for: the R of a return flag with N, A and R."""
    named = {word[0] for word in _FRAME.sub(" ", words_of(header)).split() if len(word) > 1}
    if len(marks) < 2 or any(len(mark) > 1 and mark.casefold() not in NO for mark in marks):
        return []
    return [mark for mark in marks if mark.casefold() in named]


def _doubt(header: str, yes: list[str], count: int) -> Doubt:
    listed = ", ".join(scalar(shown(one)) for one in yes)
    pieces = (
        f"If it counts pieces, add the line  returned_quantity: {scalar(header)}  to the columns of the feed. "
        if set(yes) <= set(ONES)
        else ""
    )
    marked = f"{{{scalar(header)}: [{listed}]}}"
    words = words_of(header)
    if says_taken_back(words) or "return" in words:
        remedy = (
            f"If they are returns, whatever their signs, add the line  returns: {marked}  to the feed. If they do not count at all, leave "
            f"them out with the line  drop: {marked}  in the feed."
        )
    else:
        remedy = (
            f"If they are returns, tests or free of charge, leave them out with the line  drop: {marked}  in the feed, or export returns "
            "with a negative quantity."
        )
    return Doubt(
        "lines_marked",
        f"the column '{header}' marks {counted(count, 'line')} with '{shown(yes[0])}', and {'it counts as a sale' if count == 1 else 'they count as sales'}",
        yes[0],
        f"{pieces}{remedy}",
    )


def _good_flags(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Lines of which a column says that they are not paid, valid and the like, beside others of which it says that they are."""
    marks = _marks(connection, lines_table, form, GOOD_FLAG_COLUMN)
    no = [mark for mark in marks if mark and mark.casefold() in NO]
    yes = [mark for mark in marks if mark.casefold() in YES]
    if not no or not yes or any(mark.casefold() not in YES | NO for mark in marks):
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
    no = sum(count for mark, count in marks.items() if mark and mark.casefold() in NO)
    yes = sum(count for mark, count in marks.items() if mark.casefold() in YES)
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
        f"and {_IS_SALE} "
        f"group by mark order by mark limit {_MOST_VALUES + 1}",
        [form.feed.name],
    ).fetchall()
    return {str(mark): int(count) for mark, count in counts} if len(counts) <= _MOST_VALUES else {}
