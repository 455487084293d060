"""Fields of a feed that are read from one column, where one of them has to be another one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import ColumnName, folded

# What may be read twice with reason: a moment, the name of an article without a code, a shop without numbers of orders of which
# each moment is one, and a price of as many pieces as the line has.
_MAY_SHARE = (
    {"invoice_date", "invoice_time"},
    {"stock_code", "description"},
    {"invoice", "invoice_date"},
    {"price_per", "quantity"},
)
# A number of a line may be made of anything, and a price may have its currency beside it.
_MAY_SHARE_ALL = ("line_number", "currency")


def find_shared(columns: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a feed's columns that stand in it twice. columns: field → its column, or several."""
    listed = {
        one: [folded(name) if isinstance(name, str) else name for name in _names(given)]
        for one, given in columns.items()
        if not _is_number_of_pieces(one, given, columns)
    }
    for one, names in listed.items():
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            yield f"the line  {_line(one, columns)}  has a column twice; keep it once"
    for one, other in itertools.combinations(listed, 2):
        shared = [name for name in listed[one] if name in listed[other]]
        if not shared or _may_share(one, other, listed):
            continue
        yield (
            f"{one} and {other} are both read from one column; correct the line  {_line(one, columns)}  or the line  "
            f"{_line(other, columns)}"
        )


def _may_share(one: str, other: str, listed: Mapping[str, list[ColumnName]]) -> bool:
    pair = {one, other}
    # Several columns make an order where its number alone does not.
    if "invoice" in pair and len(listed["invoice"]) > 1:
        return True
    if pair == {"price", "line_amount"}:
        # Where each line is one piece, its price is its amount.
        return "quantity" not in listed
    return pair in _MAY_SHARE or not pair.isdisjoint(_MAY_SHARE_ALL)


def _is_number_of_pieces(one: str, given: Any, columns: Mapping[str, Any]) -> bool:
    """Whether a number among the columns is that of the pieces of each line, and no place."""
    others = [
        name for field, column in columns.items() if field != "quantity" for name in _names(column)
    ]
    is_number = one == "quantity" and isinstance(given, int | float)
    return is_number and not any(isinstance(name, int) for name in others)


def _names(given: Any) -> list[ColumnName]:
    """The columns of a field, but for what is none, which is told elsewhere."""
    listed = given if isinstance(given, list) else [given]
    return [
        one
        for one in listed
        if isinstance(one, str | int) and not isinstance(one, bool) and one != ""
    ]


def _line(one: str, columns: Mapping[str, Any]) -> str:
    given = columns[one]
    names = [scalar(name) if isinstance(name, str) else str(name) for name in _names(given)]
    return f"{one}: [{', '.join(names)}]" if isinstance(given, list) else f"{one}: {names[0]}"
