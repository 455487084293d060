"""Rows as JSON has them: by column, and every value in its plainest form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Columns = dict[str, list[Any]]
Positions = dict[Any, int]


def columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Columns:
    """One list a name, far smaller as JSON than a list of rows."""
    found: Columns = {name: [] for name in names}
    for row in rows:
        for name, value in zip(names, row, strict=True):
            found[name].append(plain(value))
    return found


def plain(value: Any) -> Any:
    """A value as JSON has it; whole numbers without a point, other numbers to ten digits."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if whole == value else float(value)
    return value


def positions(names: Iterable[Any]) -> Positions:
    """Where each name stands, from 0."""
    return {name: position for position, name in enumerate(names)}
