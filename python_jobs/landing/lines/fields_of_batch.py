"""The columns of a batch of records, as they are put into the table of the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from python_jobs.landing.contents.workbook import MERGED
from python_jobs.landing.values.text import composed_sql

# Columns that hold more than figures: an id, a name or a word is one text however its letters are put together.
_TEXTS = ("invoice", "stock_code", "description", "customer_id", "country", "filter_", "seen_")
_OF_A_LINE = ("quantity", "price", "line_amount", "line_number")


def fields_sql(
    batch: pa.Table, names: Sequence[str], positions: Mapping[str, int | None], is_merged: bool
) -> str:
    """SQL of the columns with these names, parted by commas.

    positions: where each stands, None for one that the table lacks; is_merged: whether cells are merged over rows.
    """
    return ", ".join(_field_sql(batch, one, positions[one], is_merged) for one in names)


def _field_sql(batch: pa.Table, name: str, at: int | None, is_merged: bool) -> str:
    """A cell that is merged into the one above it says the same of its line where it speaks of the order; an amount over several lines is not
    the amount of each."""
    if at is None:
        return "null::varchar"
    text = f'"{at}"'
    if is_merged and name in _OF_A_LINE:
        return f"case when starts_with({text}, '{MERGED}') then '' else {text} end"
    if is_merged:
        text = f"ltrim({text}, '{MERGED}')"
    return composed_sql(text) if name.startswith(_TEXTS) and not _is_ascii(batch[str(at)]) else text


def _is_ascii(column: pa.ChunkedArray) -> bool:
    """Whether a column of texts has nothing but ASCII: a look at its bytes, where the database would look at each text."""
    if not pa.types.is_string(column.type):
        return False
    texts = [one.buffers()[2] for one in column.chunks]
    return all(one is None or one.to_pybytes().isascii() for one in texts)
