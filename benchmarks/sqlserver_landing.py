"""Landing in SQL Server: bulk copy from Arrow against pandas to_sql with fast_executemany.

usage: uv run python benchmarks/sqlserver_landing.py [LINES]

Both write the same made-up order lines into tables of the same definition on the server that the
CUSTOMER_INTELLIGENCE_SQLSERVER_… variables name, in turn, three times; the best time of each counts. It
needs Microsoft's ODBC Driver 18 for the pandas side.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.schema import ORDER_LINES, RAW_FIELDS, TableDefinition
from python_jobs.warehouses.sql_server import create_table
from python_jobs.warehouses.sql_server_driver import open_driver
from python_jobs.warehouses.sql_server_settings import MSSQL_PYTHON, PYODBC, read_settings

TABLE = TableDefinition("dbo", "landing_benchmark", ORDER_LINES.columns[: len(RAW_FIELDS)])
ROUNDS = 3
BATCH = 100_000


def main(lines: int) -> None:
    """Time both ways and print lines a second."""
    table = sample_lines(lines)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for backend in (MSSQL_PYTHON, PYODBC):
            taken = seconds(backend, lambda: table.to_reader(BATCH))
            best[backend] = min(taken, best.get(backend, taken))
    for backend, label in (
        (MSSQL_PYTHON, "mssql-python bulkcopy_arrow"),
        (PYODBC, "pandas to_sql, pyodbc fast_executemany"),
    ):
        rate = table.num_rows / best[backend]
        print(f"{label}: {table.num_rows:,} lines in {best[backend]:.2f} s, {rate:,.0f} lines/s")
    print(f"ratio: {best[PYODBC] / best[MSSQL_PYTHON]:.1f}")


def sample_lines(lines: int) -> pa.Table:
    """About this many made-up order lines, all text, as landing reads them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.csv"
        write_sample(file, invoices=max(lines // 12, 1))
        with duckdb.connect() as reader:
            text: pa.Table = reader.read_csv(
                str(file), all_varchar=True, header=True, ignore_errors=True
            ).to_arrow_table()
    return text.slice(0, lines).rename_columns(list(RAW_FIELDS))


def seconds(backend: str, reader: Callable[[], pa.RecordBatchReader]) -> float:
    """How long one copy into an empty table takes with this driver."""
    driver = open_driver(replace(read_settings(), backend=backend))
    try:
        driver.execute(f"drop table if exists {TABLE.full_name}")
        driver.execute(create_table(TABLE))
        started = time.perf_counter()
        driver.copy(TABLE, reader())
        taken = time.perf_counter() - started
        driver.execute(f"drop table {TABLE.full_name}")
    finally:
        driver.close()
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
