"""Pieces or money of a line that came back or were called off, in a column of their own that the feed does not name."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import header_of, lines_where
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import PART_COLUMNS
from python_jobs.landing.values.doubt import Doubt

_NUMBER = "[^0-9A-Za-z]*[A-Z]{0,3}[^0-9A-Za-z]*[0-9][0-9.,' ]*[^0-9A-Za-z]*[A-Z]{0,3}"
# 1 may be a mark, and 5.00 is an amount.
_PART = re.compile(_NUMBER)
_MARKS = ("1", "1.0")


def is_part(text: str) -> bool:
    """Whether a value is a number, and none by which a program says yes."""
    return bool(_PART.fullmatch(text.strip())) and text.strip() not in _MARKS


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
            f"try_cast(quantity as double) > 0 and regexp_full_match(trim({column}), $2) and regexp_matches({column}, '[1-9]')",
            [_NUMBER],
        )
        if count:
            doubts.append(part_doubt(header_of(form, column), count, example))
    return doubts


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
