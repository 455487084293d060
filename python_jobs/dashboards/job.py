"""The dashboards page, from a warehouse to a file."""

from __future__ import annotations

import logging
from pathlib import Path

from python_jobs.core.errors import WarehouseError
from python_jobs.core.own_file import own_file
from python_jobs.dashboards.page import build, write
from python_jobs.dashboards.read import read
from python_jobs.warehouses.schema import PIPELINE_RUNS
from python_jobs.warehouses.warehouse import Warehouse, perhaps_not_built

# The page names its maker; older ones had the title alone.
MARKS = (b'content="customer-intelligence"', b"<title>Customer Intelligence</title>")
ENDINGS = (".html", ".htm")

# The run that has built what is shown: the last one, or the one that is just writing the page.
BUILT = f"""
select max(started_at) from {PIPELINE_RUNS.full_name}
where command = 'run' and status in ('running', 'succeeded')
"""

log = logging.getLogger(__name__)


def write_dashboards(warehouse: Warehouse, path: Path, shown_at: Path | None = None) -> Path:
    """Write the page of the warehouse's reporting views; returns its path.

    shown_at: where it will be moved to, when that is another place.

    Raises InputError when a file of another kind is there, WarehouseError when the views are not there or
    cannot be read.
    """
    path = own_file(path, "a dashboards page", MARKS, ENDINGS)
    shown_at = own_file(shown_at or path, "a dashboards page", MARKS, ENDINGS)
    try:
        data = {**read(warehouse), "built": _built(warehouse)}
    except WarehouseError as error:
        raise perhaps_not_built(error) from None
    try:
        write(path, build(data))
    except OSError as error:
        raise WarehouseError(f"The dashboards cannot be written to {path}: {error}") from None
    log.info("dashboards: %s (%.1f MB)", shown_at, path.stat().st_size / 1e6)
    return path


def _built(warehouse: Warehouse) -> str | None:
    """When the run began that has built the marts (UTC); null where plain dbt has."""
    if not warehouse.has_table(PIPELINE_RUNS):
        return None
    [(started_at,)] = warehouse.query(BUILT)
    return started_at.isoformat(sep=" ", timespec="minutes") if started_at else None
