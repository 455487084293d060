"""What a workbook says of a sheet beside the values of its cells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SheetMarks:
    """hidden_rows: how many rows with something in them are hidden; formulas: column, from 0 → how many of its cells have a
    formula without a value."""

    hidden_rows: int = 0
    formulas: dict[int, int] = field(default_factory=dict)
