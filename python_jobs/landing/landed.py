"""What is landed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from python_jobs.warehouses.schema import LANDED_FILES, LANDING_DOUBTS
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
    """The landed files by name."""
    if not warehouse.has_table(LANDED_FILES):
        return []
    warehouse.create_tables()
    doubts = dict(
        warehouse.query(
            f"select source_file, count(*) from {LANDING_DOUBTS.full_name} group by source_file"
        )
    )
    rows = warehouse.query(
        "select source_file, landed_at, row_count, rejected_count, coalesce(left_out_count, 0), file_form "
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
