"""Take the lines of landed files out again."""

from __future__ import annotations

from collections.abc import Sequence

from python_jobs.core.errors import InputError
from python_jobs.core.wording import quoted
from python_jobs.warehouses.schema import LANDED_FILES, LANDING_DOUBTS, ORDER_LINES, REJECTED_LINES
from python_jobs.warehouses.warehouse import Warehouse


def forget(warehouse: Warehouse, names: Sequence[str]) -> int:
    """Take the lines of landed files out again, all in one transaction; returns how many lines.

    Raises InputError, with the warehouse untouched, when one of the files is not landed.
    """
    present = {name.casefold(): name for name in warehouse.landed_files()}
    unknown = [name for name in names if name.casefold() not in present]
    if unknown:
        raise InputError(
            f"No file {quoted(unknown)} is landed; there are "
            f"{quoted(sorted(present.values())) or 'none'}."
        )
    names = [present[name.casefold()] for name in names]
    counted = warehouse.query(f"select source_file, row_count from {LANDED_FILES.full_name}")
    warehouse.change(
        [
            (f"delete from {table.full_name} where source_file = ?", [name])
            for table in (ORDER_LINES, REJECTED_LINES, LANDED_FILES, LANDING_DOUBTS)
            for name in names
        ]
    )
    return sum(int(lines) for name, lines in counted if name in names)
