"""The names of landed files in a sentence: after a year of daily files there are hundreds."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from python_jobs.core.wording import quoted
from python_jobs.warehouses.schema import LANDED_FILES
from python_jobs.warehouses.warehouse import Warehouse

MOST_NAMES = 5
_MOST_LIKE_IT = 3


def last_landed(warehouse: Warehouse) -> list[str]:
    """The names of the landed files, the last one first."""
    if not warehouse.has_table(LANDED_FILES):
        return []
    rows = warehouse.query(
        f"select source_file from {LANDED_FILES.full_name} order by landed_at desc, source_file desc"
    )
    return [str(name) for (name,) in rows]


def some_of(names: Sequence[str]) -> str:
    """The first of these names, how many more there are, and where all of them are listed."""
    more = len(names) - MOST_NAMES
    rest = f" and {more:,} more (customer-intelligence files lists all)" if more > 0 else ""
    return f"{quoted(names[:MOST_NAMES])}{rest}"


def nearest(name: str, names: Sequence[str]) -> list[str]:
    """The names that are most like one, the likeliest first; case does not count."""
    by_small: dict[str, str] = {}
    for one in names:
        by_small.setdefault(one.casefold(), one)
    found = difflib.get_close_matches(name.casefold(), list(by_small), n=_MOST_LIKE_IT)
    return [by_small[one] for one in found]
