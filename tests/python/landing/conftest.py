"""A small export, written in whatever form a test needs, and the landing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.project import Project
from python_jobs.landing.land import LandedFile, LandingOptions, land
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
LINES = (
    "489001,10001,BLUE MUG,12,2010-12-01 08:26:00,2.55,13085.0,United Kingdom",
    '489001,10002,"TRAY, 12"" ROUND",6,2010-12-01 08:26:00,3.39,13085.0,United Kingdom',
    '489002,10003,"TWO\nLINES",1,2010-12-01 09:00:00,7.65,,France',
)


class Landing:
    """Lands files into a warehouse of the test's own and reads what arrived."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self.folder = folder

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def land(
        self, *paths: Path, feed: Path | None = None, is_dry_run: bool = False
    ) -> list[LandedFile]:
        warehouse = DuckDBWarehouse(self.project.duckdb_path)
        with (self.folder / "progress.txt").open("w", encoding="utf-8") as file:
            progress = Progress(Console(file=file))
            try:
                options = LandingOptions(is_dry_run=is_dry_run)
                return land(self.project, warehouse, paths, feed, progress, options)
            finally:
                warehouse.close()

    def query(self, sql: str) -> list[tuple[object, ...]]:
        warehouse = DuckDBWarehouse(self.project.duckdb_path)
        try:
            return warehouse.query(sql)
        finally:
            warehouse.close()

    def lines(self) -> list[tuple[object, ...]]:
        """The eight raw fields of every line, in the order of the file."""
        return self.query(
            "select invoice, stock_code, description, quantity, invoice_date, price, customer_id, "
            "country from raw.order_lines order by source_file, source_row"
        )

    def rejected(self) -> list[tuple[object, ...]]:
        return self.query(
            "select line_number, error from raw.rejected_lines order by source_file, line_number"
        )

    def warehouse_exists(self) -> bool:
        return self.project.duckdb_path.exists()


@pytest.fixture
def landing(project: Project, tmp_path: Path) -> Landing:
    folder = tmp_path / "exports"
    folder.mkdir()
    return Landing(project, folder)
