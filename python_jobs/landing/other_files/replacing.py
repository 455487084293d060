"""What a file does to one that was landed under its name before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import ORDER_LINES
from python_jobs.warehouses.warehouse import Warehouse

# A file that shares less than one order in so many with the one that it replaces is another one's export.
ONE_ORDER_IN = 10
# A file that has less than one in so many of the orders that it replaces takes the shop's history away.
ONE_KEPT_ORDER_IN = 2
# The doubt about two daily files of the same days; its example is the other file.
SAME_DAYS = "same_days_and_other_orders"


def refuse_lost_orders(
    warehouse: Warehouse, scratch: duckdb.DuckDBPyConnection, file: PreparedFile
) -> None:
    """Raise InputError when a file would take the place of one with other orders, or of more than its own."""
    before, after, both = _orders(warehouse, scratch, file, file.name)
    is_another = ONE_ORDER_IN * both < min(before, after)
    if before and after and (is_another or ONE_KEPT_ORDER_IN * both < before):
        raise InputError(
            f"{file.name} would replace the {before:,} orders that were landed under its name, and has "
            f"{_shared(both)} of them. If every export has this name, write  names: daily  into the feed: then each is kept. "
            "To remove the old orders use --replace; otherwise rename the file."
        )


def name_by_day(
    warehouse: Warehouse,
    scratch: duckdb.DuckDBPyConnection,
    file: PreparedFile,
    present: dict[str, tuple[str, str]],
) -> tuple[PreparedFile, Doubt | None]:
    """The file under a name with the days of its orders; where another one has these days and other orders,
    with its content too, and a doubt: it may be the export of another shop."""
    [(first, last)] = scratch.execute(
        f"select min(left(invoice_date, 10)), max(left(invoice_date, 10)) from {file.lines_table} "
        "where regexp_matches(invoice_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')"
    ).fetchall()
    if not first:
        return file, None
    days = first if first == last else f"{first} to {last}"
    name = _with(file.name, days)
    if name in present:
        before, after, both = _orders(warehouse, scratch, file, name)
        if before and after and ONE_ORDER_IN * both < min(before, after):
            doubt = Doubt(
                SAME_DAYS,
                f"{file.name} has the days of a file that is landed already and {_shared(both)} of its "
                f"{before:,} orders; both count",
                name,
                "Is one of them the export of another shop? customer-intelligence forget NAME takes it out",
            )
            return replace(file, name=_with(file.name, f"{days} {file.sha256[:8]}")), doubt
    return replace(file, name=name), None


def is_daily(feeds: Sequence[Feed]) -> bool:
    """Whether files of these feeds always have the same name, and each is another one."""
    return any(feed.names == "daily" for feed in feeds)


def _shared(both: int) -> str:
    return f"only {both:,}" if both else "none"


def _with(name: str, more: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem} {more}{path.suffix}"))


def _orders(
    warehouse: Warehouse, scratch: duckdb.DuckDBPyConnection, file: PreparedFile, name: str
) -> tuple[int, int, int]:
    """Orders landed under a name, orders of a file, and orders of both."""
    literal = name.replace("'", "''")
    before = {
        text.strip().upper()
        for (text,) in warehouse.query(
            f"select distinct invoice from {ORDER_LINES.full_name} where source_file = '{literal}' "
            "and invoice is not null"
        )
    }
    after = {
        text.strip().upper()
        for (text,) in scratch.execute(
            f"select distinct invoice from {file.lines_table} where invoice is not null"
        ).fetchall()
    }
    return len(before), len(after), len(before & after)
