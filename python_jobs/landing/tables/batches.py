"""What a table is read as: batches of records, and the lines that are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A malformed line: its number in the file (from 1), its text and the reason."""

    line_number: int
    raw_text: str
    error: str


@dataclass
class Batch:
    """Records and the lines set aside.

    lines: a table with line_number (the line each record starts on) and the fields as text in the
    columns '0', '1', …, in no particular order. is_open: whether the text ends with them, amid a line.
    """

    lines: pa.Table
    rejected: list[RejectedLine] = field(default_factory=list)
    is_open: bool = False

    @property
    def line_count(self) -> int:
        return int(self.lines.num_rows) + len(self.rejected)

    @property
    def last_line(self) -> int:
        """The greatest line number; 0 for an empty batch."""
        of_records = pc.max(self.lines["line_number"]).as_py() or 0
        return max([of_records, *(one.line_number for one in self.rejected)])


def make_lines(
    line_numbers: Sequence[int], records: Sequence[Sequence[str]], width: int
) -> pa.Table:
    """The table of a Batch, from records that all have `width` fields."""
    columns = list(zip(*records, strict=True)) if records else [()] * width
    arrays = [pa.array(line_numbers, pa.int64()), *(pa.array(one, pa.string()) for one in columns)]
    return pa.table(arrays, names=["line_number", *field_names(width)])


def field_names(width: int) -> list[str]:
    """The columns of the fields."""
    return [str(position) for position in range(width)]
