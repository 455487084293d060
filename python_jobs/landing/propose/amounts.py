"""A column of amounts beside one of prices: it may say what a line cost after its discount, or be the total of the order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.values.doubt import Doubt

# What reading a file tells of such a column where it is certain.
AMOUNT_NOT_READ = "amount_not_read"


def amount_doubts(
    column: str | None,
    counts: Mapping[str, str],
    count_by_amount: Callable[[str], Mapping[str, str]],
) -> list[Doubt]:
    """The doubt about the column where it makes other figures than the prices do.

    counts: the figures by the prices; count_by_amount: gives those where a line of the feed names the column.
    """
    if column is None:
        return []
    line = f"line_amount: {scalar(column)}"
    try:
        other = count_by_amount(line)
    except InputError:
        return []
    if all(other.get(one) == counts.get(one) for one in ("sold", "returned")):
        return []
    return [
        Doubt(
            "amount_not_read",
            f"the column '{shown(column)}' is not read; if it holds the amounts of the lines, {other.get('sold')} is sold in place "
            f"of {counts.get('sold')}",
            "",
            f"If it is the amount of each line, perhaps after a discount, put  {line}  among the columns of the feed.",
        )
    ]
