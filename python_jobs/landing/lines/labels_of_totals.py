"""Totals whose label stands in a column of another meaning, or in one that the feed does not read, such as the first one of a report."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

# What tells one line of an order from another: where none of it is there, a word for a total is no value of a line.
OF_EVERY_LINE = ("invoice", "stock_code", "description")


def labelled_totals(
    lines: pa.Table, positions: dict[str, int | None], label: re.Pattern[str]
) -> list[int]:
    """The numbers of lines without an order's number, a code and a name that have such a label in another column.

    lines: a batch, its columns named by their places; positions: what is read → its place.
    """
    told = [
        at
        for one, at in positions.items()
        if at is not None and one.rstrip("_0123456789") in OF_EVERY_LINE
    ]
    if not told:
        return []
    # Most batches have no such line at all.
    bare = lines
    for at in told:
        if bare.num_rows:
            bare = bare.filter(_is_blank(bare[str(at)]))
    others = {*map(str, told), "line_number"}
    beside = [one for one in bare.column_names if one not in others]
    if not bare.num_rows or not beside:
        return []
    texts = zip(*(bare[one].to_pylist() for one in beside), strict=True)
    return [
        number
        for number, line in zip(bare["line_number"].to_pylist(), texts, strict=True)
        if any(label.fullmatch((text or "").strip().lower()) for text in line)
    ]


def _is_blank(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """By the lengths of the texts: to compare with a text of Python's, pyarrow would import pandas."""
    has_text = pc.cast(pc.binary_length(pc.utf8_trim_whitespace(column)), pa.bool_())
    return pc.or_kleene(pc.is_null(column), pc.invert(has_text))
