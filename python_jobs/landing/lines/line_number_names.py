"""Names of columns that may number the lines of orders. Such a name alone says little (`id`): the values decide."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.header_words import says_number_in_a_list, says_number_of_a_line
from python_jobs.landing.values.text import plain

_KEY = re.compile(".*(?:id|key)", re.IGNORECASE)


def find_line_numbers_by_name(
    header: Sequence[str], taken: Set[int | None], of_lines: Sequence[str]
) -> list[int]:
    """Where columns stand that may number lines, the likeliest first.

    taken: places that are none; of_lines: names of columns that each line has for itself, as those of its article and of its pieces.
    What JSON has in a list (`line_items.sku`) is numbered there (`line_items.id`), and not by what the order has (`id`).
    """
    free = {name: at for at, name in reversed(list(enumerate(header))) if at not in taken}
    start = list_of(of_lines)
    if start:
        inner = [one for one in free if one.startswith(start)]
        named = [one for one in inner if says_number_in_a_list(one.removeprefix(start))]
        # `id` before `number`, whatever stands first.
        named.sort(key=lambda one: not one.endswith("id"))
        return [free[one] for one in named]
    return [
        free[one] for one in reversed(free) if is_known_number(one) or says_number_of_a_line(one)
    ]


def is_known_number(name: str) -> bool:
    """Whether a column has a name that only numbers of lines have."""
    return plain(name) in known_names()["line_number"]


def is_key(name: str) -> bool:
    """Whether a column is named for a key of a table, which counts through the whole of it and stays what it is."""
    return bool(_KEY.fullmatch(name.strip()))


def list_of(of_lines: Sequence[str]) -> str:
    """What the names of columns of a list of JSON begin with (`line_items.`); '' where they have no such beginning in common."""
    parts = [one.split(".")[:-1] for one in of_lines if one]
    common: list[str] = []
    for keys in zip(*parts, strict=False):
        if len(set(keys)) > 1:
            break
        common.append(keys[0])
    return f"{'.'.join(common)}." if common else ""
