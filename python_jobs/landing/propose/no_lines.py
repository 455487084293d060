"""Files without any order line that are read as a table all the same: it is of no use to ask for the columns of their prices."""

from __future__ import annotations

from collections.abc import Sequence

from python_jobs.core.errors import InputError
from python_jobs.core.wording import quoted, shown
from python_jobs.landing.feeds.names import fields_known, known_names
from python_jobs.landing.propose.first_lines import FirstLines
from python_jobs.landing.values.text import plain

# Lists in a list, as text.
_LISTS = "[["
# No export of order lines has so few columns.
_FEW = 3


def refuse_no_lines(name: str, lines: FirstLines) -> None:
    """Raise InputError for JSON that holds no order lines: an answer about something else, an empty list, and lines without names."""
    if not lines.is_json:
        return
    header, filled = list(lines.texts), lines.filled()
    if not lines.lines_in:
        for column, texts in filled.items():
            if texts and all(one.startswith(_LISTS) for one in texts) and not _has_pieces(header):
                raise InputError(
                    f"{name}: the list '{shown(column)}' holds lists, such as {shown(texts[0])}, and nothing says which value is which. Have the "
                    'program write each line as an object with names ({"sku": "A", "quantity": 1, …}).'
                )
    if len(header) <= _FEW and fields_known(header) <= 1:
        raise InputError(
            f"{name} has no order lines: all that it holds is {quoted(header)}. Is it the answer to a request that failed or that found "
            "nothing? Export the orders again."
        )


def _has_pieces(header: Sequence[str]) -> bool:
    """Whether an object is a line itself: such a list says something of it, as the choices of its buyer."""
    return any(plain(one) in known_names()["quantity"] for one in header)
