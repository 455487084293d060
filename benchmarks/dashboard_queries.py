"""How long each query of the dashboards page takes on a warehouse that has been built.

usage: uv run python benchmarks/dashboard_queries.py [--target duckdb|sqlserver] [--output FILE.md]

The time to the last row in hand, the best of three. The promise is two seconds each, on Online Retail II and
on ten times as much (multiply_orders.py makes such a file). Ends with 1 when a query takes longer.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from python_jobs.core.project import TARGETS, find_project
from python_jobs.dashboards import (
    changes,
    read,
    read_baskets,
    read_customers,
    read_outlook,
    read_sales,
)
from python_jobs.warehouses.warehouse import Warehouse, open_warehouse

EVER = {"first": "1900-01-01", "last": "2199-12-31"}
QUERIES = {
    "daily sales": read_sales.SALES,
    "daily sales by segment": read_sales.SEGMENT_SALES,
    "visits of known customers": read_sales.VISITS,
    "customers": read_customers.CUSTOMERS,
    "outlooks": read_outlook.OUTLOOKS,
    "segments": read.SEGMENTS,
    "cohorts": read.COHORTS,
    "rules": read_baskets.RULES,
    "cross-sell": read_baskets.CROSS_SELL,
    "products": read_baskets.PRODUCTS,
    "rules, counted": read_baskets.MINED,
    "visits, counted": read_sales.VISIT_COUNT,
    "buyers by country": read_sales.BUYERS.format(**EVER),
    "buyers": read_sales.ALL_BUYERS.format(**EVER),
    "back-test": read_outlook.BACKTEST,
    "calibration": read_outlook.CALIBRATION,
    "what segments did": read_outlook.OUTCOMES,
    "change of revenue": changes.EFFECTS,
    "movements between segments": changes.MIGRATION,
    "articles from all sides": changes.PRODUCTS,
    "cohorts by first purchase": changes.COHORT_VALUE,
    "doubts": read.DOUBTS,
    "shop": read.SHOP,
}
ROUNDS = 3
PROMISED_SECONDS = 2.0


def main() -> int:
    """Time every query and print a table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    project = find_project(given.target)
    with open_warehouse(project) as warehouse:
        [(lines,)] = warehouse.query("select count(*) from reporting.vw_fact_sales")
        taken = {name: best(warehouse, sql) for name, sql in QUERIES.items()}
    text = report(project.target, int(lines), taken)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    return 1 if max(seconds for seconds, _ in taken.values()) > PROMISED_SECONDS else 0


def report(target: str, lines: int, taken: dict[str, tuple[float, int]]) -> str:
    """The figures as Markdown."""
    rows = [f"| {name} | {seconds:.2f} s | {rows:,} |" for name, (seconds, rows) in taken.items()]
    return "\n".join(
        [
            "# The queries of the dashboards page, measured",
            "",
            "Written by `python benchmarks/dashboard_queries.py`, which says what is timed. "
            f"{os.cpu_count()} cores, target {target}, {lines:,} lines in fact_sales.",
            "",
            "| query | time | rows |",
            "|---|---:|---:|",
            *rows,
            "",
        ]
    )


def best(warehouse: Warehouse, sql: str) -> tuple[float, int]:
    """The least seconds of a few rounds, and the number of rows."""
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        rows = warehouse.query(sql)
        found.append((time.perf_counter() - started, len(rows)))
    return min(found)


if __name__ == "__main__":
    sys.exit(main())
