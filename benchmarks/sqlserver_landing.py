"""Landing in SQL Server: bulk copy from Arrow against pandas to_sql with fast_executemany.

usage: uv run python benchmarks/sqlserver_landing.py [--lines 1000000] [--output FILE.md]

Both write the same made-up order lines into tables of the same definition on the server that the
CUSTOMER_INTELLIGENCE_SQLSERVER_… variables name, in turn, three times; the best time of each counts. It
needs Microsoft's ODBC Driver 18 for the pandas side. Connecting and the start of the copy are in the
time: a tenth of the lines shows a smaller ratio.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.schema import ORDER_LINES, RAW_FIELDS, TableDefinition
from python_jobs.warehouses.sql_server_driver import open_driver
from python_jobs.warehouses.sql_server_settings import MSSQL_PYTHON, PYODBC, read_settings
from python_jobs.warehouses.sql_server_tables import create_table

TABLE = TableDefinition("dbo", "landing_benchmark", ORDER_LINES.columns[: len(RAW_FIELDS)])
LABELS = {
    MSSQL_PYTHON: "mssql-python, bulk copy from Arrow",
    PYODBC: "pandas to_sql, pyodbc with fast_executemany",
}
ROUNDS = 3
BATCH = 100_000


def main() -> None:
    """Time both ways and print lines a second, or write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    table = sample_lines(given.lines)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for backend in LABELS:
            taken = seconds(backend, lambda: table.to_reader(BATCH))
            best[backend] = min(taken, best.get(backend, taken))
    text = report(table.num_rows, best)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")


def report(lines: int, best: dict[str, float]) -> str:
    """The figures as Markdown."""
    rows = [
        f"| {label} | {best[backend]:.2f} s | {lines / best[backend]:,.0f} |"
        for backend, label in LABELS.items()
    ]
    return "\n".join(
        [
            "# Landing in SQL Server, measured",
            "",
            "Written by `python benchmarks/sqlserver_landing.py`, which says what is timed. Server: "
            f"{server()}.",
            "",
            f"| {lines:,} lines | time | lines a second |",
            "|---|---:|---:|",
            *rows,
            "",
            f"Ratio: {best[PYODBC] / best[MSSQL_PYTHON]:.1f}.",
            "",
        ]
    )


def server() -> str:
    """What the server says it is."""
    driver = open_driver(read_settings())
    try:
        [(version,)] = driver.query("select @@version")
    finally:
        driver.close()
    return str(version).splitlines()[0].strip()


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
    main()
