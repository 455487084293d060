"""The column that numbers the lines of a proposal, where their values say that it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from python_jobs.landing.lines.line_number_names import find_line_numbers_by_name, is_key, list_of
from python_jobs.landing.propose.figures import Texts


def number_of_lines(columns: Mapping[str, str], texts: Mapping[str, Texts]) -> dict[str, str]:
    """The first column with such a name that is filled on every line and that no two lines of an order share; none where every order
    has one line, for then it may be the order's.

    columns: field → the column that was chosen; texts: column → its texts, line by line.
    """
    if "line_number" in columns or not {"stock_code", "quantity"} & columns.keys():
        return {}
    header = list(texts)
    taken = {header.index(one) for one in columns.values() if one in texts}
    of_lines = [columns[one] for one in ("stock_code", "quantity") if one in columns]
    places = find_line_numbers_by_name(header, taken, of_lines)
    if not places:
        return {}
    # Exports that overlap repeat a line with its number.
    lines = list(dict.fromkeys(zip(*texts.values(), strict=True)))
    at_order = header.index(columns["invoice"]) if columns.get("invoice") in texts else None
    if at_order is None and not list_of(of_lines):
        return {}
    orders = [None if at_order is None else line[at_order] for line in lines]
    if at_order is not None and len(set(orders)) == len(orders):
        return {}
    for at in places:
        numbers = [(line[at] or "").strip() for line in lines]
        is_unique = len(set(zip(orders, numbers, strict=True))) == len(lines)
        counts_on = not is_key(header[at]) and _run_on(numbers, orders)
        if all(numbers) and is_unique and not counts_on:
            return {"line_number": header[at]}
    return {}


def _run_on(numbers: Sequence[str], orders: Sequence[str | None]) -> bool:
    """Whether the numbers count the lines of the whole file: another file gives the same line another number."""
    is_of_orders = len(set(orders)) == 1
    return not is_of_orders and list(numbers) == [str(at) for at in range(1, len(numbers) + 1)]
