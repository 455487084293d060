"""What a warehouse takes: a file whose lines stand ready in a scratch database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PreparedFile:
    """A file that is ready to land: its lines stand in the scratch tables named here.

    lines_table has source_row and LINE_FIELDS; rejects_table has line_number, raw_text, error. left_out_count:
    lines among the rejected ones that the feed leaves out, or that sum up others; rejected_count are the rest.
    doubts: what is odd, as rows of raw.landing_doubts without the file; orders_left_out: how many of the lines hold nothing but the
    number of an order that is left out.
    """

    name: str
    sha256: str
    form: str
    row_count: int
    rejected_count: int
    lines_table: str
    rejects_table: str
    left_out_count: int = 0
    doubts: tuple[tuple[str, str, str, str], ...] = ()
    orders_left_out: int = 0
