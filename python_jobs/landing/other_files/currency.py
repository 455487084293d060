"""Amounts of one warehouse are added up: all of them are in one currency, as far as files name it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values.currencies import different
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import ORDER_LINES, find_columns
from python_jobs.warehouses.warehouse import Warehouse


def refuse_other_currencies(
    warehouse: Warehouse,
    scratch: duckdb.DuckDBPyConnection,
    files: Sequence[PreparedFile],
    present: Collection[str],
) -> None:
    """Raise InputError when a file is in another currency than the files before it, or those that are landed.

    present: the names of what is landed; files that are about to be replaced do not count.
    """
    named = {file.name: _currencies(scratch, file) for file in files}
    if not any(named.values()):
        return
    holders = _landed(warehouse, set(named)) if set(present) - set(named) else {}
    for name, currencies in named.items():
        several = different([*holders, *currencies])
        if len(several) > 1:
            other = next(one for one in holders if len(different([one, *currencies])) > 1)
            raise InputError(
                f"{name} is in {', '.join(currencies)} and {shown(holders[other])} in {other}, and their amounts "
                "cannot be added up. Land each currency into a warehouse of its own (the environment variable "
                "CUSTOMER_INTELLIGENCE_DUCKDB_PATH names it), or take the other lines out with "
                "customer-intelligence forget."
            )
        holders |= dict.fromkeys(currencies, name)


def _currencies(scratch: duckdb.DuckDBPyConnection, file: PreparedFile) -> list[str]:
    rows = scratch.execute(
        f"select distinct currency from {file.lines_table} where currency is not null order by currency"
    ).fetchall()
    return [str(currency) for (currency,) in rows]


def _landed(warehouse: Warehouse, replaced: Collection[str]) -> dict[str, str]:
    """Currency → one of the files that have lines in it."""
    # A warehouse of an older version has no such column, and a dry run adds none.
    if ("currency",) not in [tuple(row) for row in warehouse.query(find_columns(ORDER_LINES))]:
        return {}
    names = ", ".join(map(literal, sorted(replaced)))
    rows = warehouse.query(
        f"select currency, min(source_file) from {ORDER_LINES.full_name} "
        f"where currency is not null and source_file not in ({names}) group by currency"
    )
    return {str(currency): str(name) for currency, name in rows}
