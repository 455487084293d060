"""What a table is read as: batches of records, and the lines that are none."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

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
    arrays = [numbers_column(line_numbers), *map(_text_column, columns)]
    return pa.table(arrays, names=["line_number", *field_names(width)])


def numbers_column(numbers: Iterable[int]) -> pa.Array:
    """Whole numbers as pyarrow holds them. pyarrow.array() would import pandas: a sixth of the time of a small file."""
    found = array("q", numbers)
    return pa.Array.from_buffers(pa.int64(), len(found), [None, pa.py_buffer(found)])


def _text_column(texts: Sequence[str]) -> pa.Array:
    """Texts as pyarrow holds them: the place where each begins, and all of them in one."""
    if None in texts:
        return pa.array(texts, pa.string())
    encoded = [one.encode("utf-8") for one in texts]
    starts = array("i", accumulate(map(len, encoded), initial=0))
    return pa.StringArray.from_buffers(
        len(encoded), pa.py_buffer(starts), pa.py_buffer(b"".join(encoded))
    )


def field_names(width: int) -> list[str]:
    """The columns of the fields."""
    return [str(position) for position in range(width)]
