"""The warehouses that the Python jobs write to: one module each, the same promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from python_jobs.core.errors import (
    InputError,
    NoSuchTable,
    TransientError,
    WarehouseError,
    WarehouseUnreadable,
)
from python_jobs.core.project import DUCKDB_PATH, LAKE, Project
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import Statement, TableDefinition

if TYPE_CHECKING:
    # It takes as long to import as a small file takes to land.
    import pandas as pd


class Warehouse(Protocol):
    """What the jobs need of a warehouse. Every change is one transaction: done, or never begun.

    All methods raise WarehouseError when the warehouse cannot be reached or refuses.
    """

    location: str

    def create_tables(self) -> None:
        """Create the schemas and tables that Python writes, where they are missing."""

    def has_table(self, table: TableDefinition) -> bool:
        """Whether a table that Python writes is there; looking makes no warehouse."""

    def landed_files(self) -> dict[str, tuple[str, str]]:
        """File name → (sha256, form) of every file whose lines are in the warehouse."""

    def replace_file(
        self, file: PreparedFile, scratch: Path, also_remove: Sequence[str] = ()
    ) -> None:
        """Put a file's lines, from the scratch database, in the place of those that it and the files
        named in also_remove had before."""

    def replace_rules(self, rules: pd.DataFrame, items: pd.DataFrame, run: pd.DataFrame) -> None:
        """Put these rules (the columns of mining.mba_rules) and their items (those of
        mining.mba_rule_items) in the place of all there are, and add the one row of mining.mba_runs
        that tells of them."""

    def change(self, statements: Sequence[Statement]) -> None:
        """Carry out statements, which every engine must understand, in one transaction."""

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query, which every engine must understand. It names models and seeds without the
        var build_suffix; the warehouse adds it."""

    def query_arrow(self, sql: str) -> pa.Table:
        """The rows of a query as an Arrow table."""

    def close(self) -> None: ...


def refuse_missing(project: Project) -> None:
    """Raise InputError where the embedded warehouse, or the lake, has not been made: a mistyped path would
    make one."""
    if project.is_on_spark and "://" not in project.lake and not Path(project.lake).exists():
        raise InputError(
            f"There is no lake {project.lake}. customer-intelligence run --target {project.target} makes "
            f"it; {LAKE} says where it is."
        )
    if project.target == "duckdb" and not project.duckdb_path.exists():
        raise InputError(
            f"There is no warehouse {project.duckdb_path}. customer-intelligence run makes it; "
            f"{DUCKDB_PATH} says where it is."
        )


def perhaps_not_built(
    error: WarehouseError, what: str = "models", how: str = "customer-intelligence run"
) -> WarehouseError:
    """The error to raise where a table could not be read: with the likely cause, unless it is another one."""
    if isinstance(error, NoSuchTable):
        return WarehouseError(f"The warehouse has no {what} yet. Build them: {how}.")
    if isinstance(error, WarehouseUnreadable | TransientError):
        return error
    return WarehouseError(f"{error} If the {what} are not built yet: {how}.")


# Who only looks is told at once who holds the warehouse.
SECONDS_TO_LOOK = 2.0


@contextmanager
def open_warehouse(project: Project, patience_seconds: float | None = None) -> Iterator[Warehouse]:
    """The warehouse of the project's target, closed at the end: dbt opens its own connection.

    patience_seconds: how long to wait for someone else who holds it, or for a broken connection; by
    default what the environment says.
    """
    warehouse: Warehouse
    if project.target == "sqlserver":
        from python_jobs.warehouses.sql_server import SqlServerWarehouse

        warehouse = SqlServerWarehouse.from_environment(patience_seconds, project.build_suffix)
    elif project.is_on_spark:
        from python_jobs.warehouses.spark import SparkWarehouse

        warehouse = SparkWarehouse(project)
    else:
        from python_jobs.warehouses.duckdb_file import DuckDBWarehouse

        warehouse = DuckDBWarehouse(project.duckdb_path, patience_seconds, project.build_suffix)
    try:
        yield warehouse
    finally:
        warehouse.close()
