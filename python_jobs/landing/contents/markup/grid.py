"""Rows of texts out of cells that may reach over rows and columns."""

from __future__ import annotations

Rows = list[list[str]]

# What stands before the text that a cell has from the one above, which reaches over it.
FROM_ABOVE = "\x1e"
# Who says more has made a mistake, or sets a trap.
MOST_COLUMNS = 16_384
MOST_ROWS = 100_000


class Grid:
    """Takes cells row by row, as they stand in a table, and puts each under its column."""

    def __init__(self) -> None:
        self.rows: Rows = []
        self.is_merged = False
        self._row: list[str] = []
        self._is_open = False
        # column → how many more rows its cell reaches over, and its text
        self._from_above: dict[int, tuple[int, str]] = {}
        self._to_below: dict[int, tuple[int, str]] = {}

    def start_row(self) -> None:
        """End the row before and start one."""
        self.end_row()
        self._row = []
        self._is_open = True
        self._from_above, self._to_below = self._to_below, {}

    def end_row(self) -> None:
        """The row is whole."""
        if not self._is_open:
            return
        for column in sorted(self._from_above):
            self.go_to(column)
        self._reach_over()
        self.rows.append(self._row)
        self._is_open = False

    def skip_rows(self, count: int) -> None:
        """Leave rows empty."""
        for _ in range(min(count, MOST_ROWS)):
            self.start_row()
        self.end_row()

    def go_to(self, column: int) -> None:
        """Leave the cells before a column (from 0) empty."""
        self._reach_over()
        while len(self._row) < min(column, MOST_COLUMNS):
            self._row.append("")
            self._reach_over()

    def add(self, text: str, rows: int = 1, columns: int = 1) -> None:
        """A cell, and over how many rows and columns it reaches."""
        if not self._is_open:
            self.start_row()
        self._reach_over()
        for number in range(min(max(columns, 1), MOST_COLUMNS)):
            of_this = "" if number else text
            if rows > 1:
                self._to_below[len(self._row)] = (min(rows, MOST_ROWS) - 1, of_this)
                self.is_merged = True
            self._row.append(of_this)

    def _reach_over(self) -> None:
        while len(self._row) in self._from_above:
            column = len(self._row)
            rows, text = self._from_above.pop(column)
            if rows > 1:
                self._to_below[column] = (rows - 1, text)
            self._row.append(f"{FROM_ABOVE}{text}" if text else "")
