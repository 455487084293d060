"""How long each query of the dashboards page takes on a warehouse that has been built.

usage: uv run python benchmarks/dashboard_queries.py [duckdb|sqlserver]

The time to the last row in hand, the best of three. The promise is two seconds each, on Online Retail II and
on ten times as much (multiply_orders.py makes such a file). Ends with 1 when a query takes longer.
"""

from __future__ import annotations

import sys
import time

from python_jobs.dashboards import read
from python_jobs.project import find_project
from python_jobs.warehouses.warehouse import Warehouse, open_warehouse

QUERIES = {
    "daily sales": read.SALES,
    "visits of known customers": read.VISITS,
    "customers": read.CUSTOMERS,
    "segments": read.SEGMENTS,
    "cohorts": read.COHORTS,
    "rules": read.RULES,
    "cross-sell": read.CROSS_SELL,
    "products": read.PRODUCTS,
}
ROUNDS = 3
PROMISED_SECONDS = 2.0


def main(target: str | None) -> int:
    """Time every query and print a table."""
    slow = 0
    with open_warehouse(find_project(target)) as warehouse:
        [(lines,)] = warehouse.query("select count(*) from reporting.vw_fact_sales")
        print(f"{lines:,} fact lines in {warehouse.location}")
        for name, sql in QUERIES.items():
            seconds, rows = best(warehouse, sql)
            slow += seconds > PROMISED_SECONDS
            print(f"{name:28} {seconds:6.2f} s {rows:>10,} rows")
    return 1 if slow else 0


def best(warehouse: Warehouse, sql: str) -> tuple[float, int]:
    """The least seconds of a few rounds, and the number of rows."""
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        rows = warehouse.query(sql)
        found.append((time.perf_counter() - started, len(rows)))
    return min(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
