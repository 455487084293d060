"""Two warehouses, relation by relation: the same columns, the same kinds of values, the same rows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from python_jobs.warehouses.sql_server_driver import Driver
from tests.python.conftest import Run

# what a contract's types are called where they are stored
KINDS = {
    "varchar": "text",
    "nvarchar": "text",
    "integer": "int",
    "timestamp": "moment",
    "datetime": "moment",
    "datetime2": "moment",
    "double": "float",
}
# the moment of a run differs from run to run
OF_THE_RUN = {"mined_at", "landed_at"}
TOLERANCE = 1e-9
SHOWN = 5

Row = tuple[Any, ...]


def relations(run: Run) -> list[str]:
    """Every mart and reporting view of the DuckDB run, as schema.name."""
    rows = run.query(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('marts', 'reporting') order by 1"
    )
    return [name for (name,) in rows]


def differences(relation: str, run: Run, driver: Driver) -> list[str]:
    """What differs between the two engines, in words; empty when nothing does."""
    duckdb_columns = dict(run.query(_columns_of(relation)))
    server_columns = dict(driver.query(_columns_of(relation)))
    if duckdb_columns != server_columns:
        return [f"{relation}: columns {duckdb_columns} on DuckDB, {server_columns} on SQL Server"]
    names = sorted(set(duckdb_columns) - OF_THE_RUN)
    sql = f"select {', '.join(names)} from {relation}"
    return [
        f"{relation}: {text}"
        for text in row_differences(names, run.query(sql), driver.query(sql), "SQL Server")
    ]


def _columns_of(relation: str) -> str:
    schema, name = relation.split(".")
    kinds = " ".join(f"when '{stored}' then '{kind}'" for stored, kind in KINDS.items())
    # DuckDB writes decimal(18,4), SQL Server keeps precision and scale apart
    return (
        f"select column_name, case when lower(data_type) like 'decimal%' or "
        f"lower(data_type) = 'numeric' then concat('decimal ', numeric_precision, ' ', "
        f"numeric_scale) else case lower(data_type) {kinds} else lower(data_type) end end as kind "
        f"from information_schema.columns "
        f"where table_schema = '{schema}' and table_name = '{name}'"
    )


def row_differences(
    names: Sequence[str], left: list[Row], right: list[Row], other_engine: str
) -> list[str]:
    """What differs between rows of DuckDB and those of another engine, in words; at most a few."""
    if len(left) != len(right):
        return [f"{len(left):,} rows on DuckDB, {len(right):,} on {other_engine}"]
    floats = [
        place
        for place in range(len(names))
        if any(isinstance(row[place], float) for row in (*left, *right))
    ]
    found = []
    for one, other in zip(_in_order(left, floats), _in_order(right, floats), strict=True):
        unlike = [
            f"{name}: {first!r} on DuckDB, {second!r} on {other_engine}"
            for name, first, second in zip(names, one, other, strict=True)
            if not _same(first, second)
        ]
        if unlike:
            found.append("; ".join(unlike) + f" (in {dict(zip(names, one, strict=True))})")
        if len(found) == SHOWN:
            break
    return found


def _in_order(rows: list[Row], floats: Sequence[int]) -> list[Row]:
    """Ordered by the exact values, and by rounded floats only among rows equal in those."""

    def key(row: Row) -> tuple[Any, ...]:
        exact = tuple(
            (value is not None, _comparable(value))
            for place, value in enumerate(row)
            if place not in floats
        )
        rounded = tuple(
            (row[place] is not None, f"{row[place]:.6e}" if row[place] is not None else "")
            for place in floats
        )
        return (*exact, *rounded)

    return sorted(rows, key=key)


def _comparable(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    # dates come before datetimes of the same day, numbers compare among themselves
    return value if isinstance(value, int | Decimal | dt.date) else str(value)


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return type(first) is type(second) and bool(first == second)
