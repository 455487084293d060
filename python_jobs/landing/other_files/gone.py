"""Landed lines that no longer count once a file is landed: how many old lines go as new ones come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import LANDED_FILES, ORDER_LINES, find_columns
from python_jobs.warehouses.warehouse import Warehouse

# An order of a feed: orders of two feeds with one number are no versions of each other.
Order = tuple[str, str]


# Lines that were given back alone are no version of an order.
_HAS_SALES = "having max(case when quantity like '-%' then 0 else 1 end) = 1"


@dataclass(frozen=True)
class Gone:
    """Lines that go: those landed under the file's name before, those of older versions of its orders in other
    files (feeds with newest_file_wins: order), which stay in raw but count no more, and those of the sample."""

    replaced: int = 0
    superseded: int = 0
    of_the_sample: int = 0


def lines_that_go(
    warehouse: Warehouse,
    scratch: duckdb.DuckDBPyConnection,
    files: Iterable[PreparedFile],
    samples: Iterable[str],
) -> dict[str, Gone]:
    """Name of each file, in the order of their landing → the lines that go. The sample goes with the first one."""
    if not warehouse.has_table(LANDED_FILES):
        return {file.name: Gone() for file in files}
    counts = {
        str(name): int(lines)
        for name, lines in warehouse.query(
            f"select source_file, row_count from {LANDED_FILES.full_name}"
        )
    }
    of_the_sample = sum(counts[name] for name in samples)
    newest: dict[Order, tuple[str, int]] | None = None
    found = {}
    for file in files:
        own = _orders(scratch, file)
        superseded = 0
        if own:
            newest = _newest_versions(warehouse) if newest is None else newest
            for order, lines in own.items():
                name, old_lines = newest.get(order, (file.name, 0))
                superseded += old_lines if name != file.name else 0
                newest[order] = (file.name, lines)
        found[file.name] = Gone(counts.get(file.name, 0), superseded, of_the_sample)
        counts[file.name] = file.row_count
        of_the_sample = 0
    return found


def _orders(scratch: duckdb.DuckDBPyConnection, file: PreparedFile) -> Counter[Order]:
    """The orders of a file whose newest version counts alone → their lines."""
    orders: Counter[Order] = Counter()
    for feed, invoice, lines in scratch.execute(
        f"select feed, invoice, count(*) from {file.lines_table} "
        f"where newest_file_wins like 'order%' and invoice is not null group by feed, invoice {_HAS_SALES}"
    ).fetchall():
        orders[_order(feed, invoice)] += int(lines)
    return orders


def _newest_versions(warehouse: Warehouse) -> dict[Order, tuple[str, int]]:
    """Each landed order whose newest version counts alone → the file that has it, and the lines there."""
    # A table that an older version made has no such column until the next landing.
    if "newest_file_wins" not in {name for (name,) in warehouse.query(find_columns(ORDER_LINES))}:
        return {}
    newest: dict[Order, tuple[tuple[object, str], int]] = {}
    for feed, invoice, name, loaded_at, lines in warehouse.query(
        "select feed, invoice, source_file, max(loaded_at), count(*) "
        f"from {ORDER_LINES.full_name} where newest_file_wins like 'order%' and invoice is not null "
        f"group by feed, invoice, source_file {_HAS_SALES}"
    ):
        order, version = _order(feed, invoice), (loaded_at, str(name))
        before, lines_before = newest.get(order, (version, 0))
        if version == before:
            newest[order] = (version, lines_before + int(lines))
        elif version > before:
            newest[order] = (version, int(lines))
    return {order: (name, lines) for order, ((_, name), lines) in newest.items()}


def _order(feed: str | None, invoice: str) -> Order:
    return feed or "", invoice.strip().upper()
