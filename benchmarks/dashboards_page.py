"""How large the dashboards page of a large shop is, and how soon a browser shows it.

usage: uv run --group dev python benchmarks/dashboards_page.py WAREHOUSE.duckdb [TIMES …]

The reporting views of a built warehouse are copied, and its customers with all they did are taken so many times.
The promise is 10 MB and two seconds at any size. Needs Chromium. Ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import duckdb
from playwright.sync_api import sync_playwright

from python_jobs.dashboards.job import write_dashboards
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
PROMISED_BYTES, PROMISED_MILLISECONDS = 10_000_000, 2_000
ROUNDS = 4
OF_CUSTOMERS = ("vw_customer_360", "vw_customer_outlook", "vw_customer_sales_daily")
READY = "performance.getEntriesByName('ready')[0].startTime"


def copy_views(source: Path, copy: Path, times: int) -> None:
    """A warehouse that has nothing but the reporting views, as tables, with the customers so many times."""
    with duckdb.connect(str(copy)) as connection:
        connection.execute(f"attach '{source}' as {source.stem} (read_only)")
        connection.execute("create schema reporting")
        views = connection.execute(
            "select view_name from duckdb_views() "
            f"where database_name = '{source.stem}' and schema_name = 'reporting'"
        ).fetchall()
        for (view,) in views:
            # the views name the warehouse that they were made in
            connection.execute(f"use {source.stem}")
            rows = connection.sql(f"select * from reporting.{view}").to_arrow_table()
            connection.execute(f"use {copy.stem}")
            columns = "rows.*"
            if view in OF_CUSTOMERS:
                columns = "rows.* replace (concat(customer_id, '-', copy) as customer_id)"
            taken = times if view in OF_CUSTOMERS else 1
            connection.execute(
                f"create table reporting.{view} as select {columns} from rows, range({taken}) as copies (copy)"
            )
            del rows


def best_opening(page_file: Path) -> float:
    """Milliseconds until the first page is drawn, the best of a few."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = []
        for _ in range(ROUNDS):
            page = browser.new_page()
            page.goto(page_file.as_uri())
            page.wait_for_selector("html[data-drawn='all']")
            found.append(float(page.evaluate(READY)))
            page.close()
        browser.close()
    return min(found)


def main() -> int:
    """Print a row for each size."""
    source = Path(sys.argv[1]).absolute()
    is_kept = True
    print("| times | MB | CPU seconds to write it | milliseconds to open it |")
    print("|---:|---:|---:|---:|")
    for times in [int(text) for text in sys.argv[2:]] or [1, 10]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copied.duckdb"
            copy_views(source, copy, times)
            warehouse = DuckDBWarehouse(copy)
            begun = time.process_time()
            page = write_dashboards(warehouse, Path(folder) / "page.html")
            seconds = time.process_time() - begun
            warehouse.close()
            size, opened = page.stat().st_size, best_opening(page)
        print(f"| {times} | {size / 1e6:.1f} | {seconds:.1f} | {opened:.0f} |")
        is_kept &= size < PROMISED_BYTES and opened < PROMISED_MILLISECONDS
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
