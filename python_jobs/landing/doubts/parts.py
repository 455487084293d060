"""Pieces or money of a line that came back or were called off, in a column of their own that the feed does not name."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of, lines_where, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import NOT_DELIVERED_COLUMN, PART_COLUMNS
from python_jobs.landing.values.doubt import Doubt

NUMBER = "[^0-9A-Za-z]*[A-Z]{0,3}[^0-9A-Za-z]*[0-9][0-9.,' ]*[^0-9A-Za-z]*[A-Z]{0,3}"
# 1 may be a mark, 5.00 is an amount, and 05.05.2024 is the day of a return.
DAY = r"(?:[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ](?:[0-9]{2}|[0-9]{4})|(?:19|20)[0-9]{2}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}|20[0-9]{2}[01][0-9][0-3][0-9])\.?(?:[T ,].*)?"
ONES = ("1", "1.0")


def is_part(text: str) -> bool:
    """Whether a value is a number, and none by which a program says yes."""
    bare = text.strip()
    return bool(re.fullmatch(NUMBER, bare)) and bare not in ONES and not is_day(bare)


def is_day(text: str) -> bool:
    """Whether a value is a day, written in numbers."""
    return bool(re.fullmatch(DAY, text.strip()))


def find_parts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about columns that are named for them and have numbers that are not 0 on lines that are sold."""
    doubts = []
    for column in PART_COLUMNS:
        count, example = lines_where(
            connection,
            lines_table,
            form,
            column,
            f"try_cast(quantity as double) > 0 and regexp_full_match(trim({column}), $2) and regexp_matches({column}, '[1-9]') "
            f"and not regexp_full_match(trim({column}), $3)",
            [NUMBER, DAY],
        )
        if count:
            doubts.append(part_doubt(header_of(form, column), count, example))
    return doubts + _not_delivered(connection, lines_table, form)


def _not_delivered(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Pieces that were ordered and not delivered: some of those that are sold on a few lines, and no number on the others."""
    if not has_column(form, NOT_DELIVERED_COLUMN):
        return []
    pieces = number_in(NOT_DELIVERED_COLUMN, form)
    sold = "try_cast(quantity as double)"
    [(some, none, others, example)] = connection.execute(
        f"""
        select
            count(*) filter ({pieces} > 0 and {pieces} <= {sold}),
            count(*) filter (coalesce(trim({NOT_DELIVERED_COLUMN}), '') = '' or {pieces} = 0),
            count(*) filter (coalesce({pieces} > {sold}, coalesce(trim({NOT_DELIVERED_COLUMN}), '') <> '')),
            min(trim({NOT_DELIVERED_COLUMN})) filter ({pieces} > 0)
        from {lines_table}
        where feed = $1 and {sold} > 0
        """,
        [form.feed.name],
    ).fetchall()
    if not some or some > none or others:
        return []
    header = header_of(form, NOT_DELIVERED_COLUMN)
    return [
        Doubt(
            "parts_taken_back",
            f"the column '{header}' says of {counted(int(some), 'line')} that pieces were not delivered, and they count as sold",
            str(example),
            f"If they are never paid, add the line  returned_quantity: {scalar(header)}  to the columns of the feed.",
        )
    ]


def part_doubt(header: str, count: int, example: str) -> Doubt:
    """What is said of such a column."""
    return Doubt(
        "parts_taken_back",
        f"the column '{header}' says of {counted(count, 'line')} that something came back or was called off, and it is not "
        "taken off what is sold",
        example,
        f"Add the line  returned_quantity: {scalar(header)}  to the columns of the feed if it counts pieces, or  returned_amount: "
        f"{scalar(header)}  if it is money of the line. If it is money of the whole order, export what came back as lines of their own.",
    )
