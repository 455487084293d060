"""What is landed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from python_jobs.warehouses.schema import LANDED_FILES, LANDING_DOUBTS, find_columns
from python_jobs.warehouses.warehouse import Warehouse


@dataclass(frozen=True)
class Landed:
    """A file whose lines are in the warehouse; landed_at: the moment in UTC, to the minute."""

    name: str
    landed_at: str
    row_count: int
    rejected_count: int
    left_out_count: int
    doubt_count: int
    feed: str


def list_landed(warehouse: Warehouse) -> list[Landed]:
    """The landed files by name. Nothing is written: who looks may have no right to."""
    if not warehouse.has_table(LANDED_FILES):
        return []
    doubts: dict[str, int] = {}
    if warehouse.has_table(LANDING_DOUBTS):
        doubts = dict(
            warehouse.query(
                f"select source_file, count(*) from {LANDING_DOUBTS.full_name} group by source_file"
            )
        )
    # A warehouse of an older version has fewer columns until the next landing.
    present = {str(name).lower() for (name,) in warehouse.query(find_columns(LANDED_FILES))}
    left_out = "coalesce(left_out_count, 0)" if "left_out_count" in present else "0"
    form = "file_form" if "file_form" in present else "null"
    rows = warehouse.query(
        f"select source_file, landed_at, row_count, rejected_count, {left_out}, {form} "
        f"from {LANDED_FILES.full_name} order by source_file"
    )
    return [
        Landed(
            str(name),
            f"{landed_at:%Y-%m-%d %H:%M}",
            int(rows_landed),
            int(rejected),
            int(left_out),
            int(doubts.get(name, 0)),
            _feeds(form),
        )
        for name, landed_at, rows_landed, rejected, left_out, form in rows
    ]


def _feeds(form: str | None) -> str:
    """The feeds by which a file was read."""
    try:
        found = json.loads(form or "[]")
    except ValueError:
        return ""
    return ", ".join(str(one["feed"]) for one in found if isinstance(one, dict) and "feed" in one)
