"""A decimal mark that the feed says and that the values contradict."""

from __future__ import annotations

from python_jobs.core.wording import shown
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.numbers import Numbers


def doubts_of_mark(numbers: Numbers, declared: str | None) -> list[Doubt]:
    """`33.07` has a decimal point: where the feed says a comma, `1.250` beside it is read as 1250. The other way round such
    values are not read at all, which is told."""
    if declared != "," or not numbers.points or not numbers.either or "." not in numbers.either:
        return []
    return [
        Doubt(
            "decimal_against_values",
            f"there are numbers with a decimal point such as '{shown(numbers.points)}', and since the feed says that the decimal mark is a "
            f"comma, '{shown(numbers.either)}' is read as {shown(numbers.either.replace('.', ''))}",
            numbers.either,
            'If it has a decimal point too, take the line  decimal: ","  out of the feed, and land the file again.',
        )
    ]
