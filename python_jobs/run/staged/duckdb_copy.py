"""The embedded warehouse: build in a copy of the file, then put the copy in the place of the file.

The copy has the same name in a folder beside it: DuckDB names a catalog after its file, and views name
the catalog. A run that is killed leaves a copy that nobody reads; the next run throws it away.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from python_jobs.core.errors import WarehouseError, disk_full, is_disk_full
from python_jobs.core.project import Project
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from python_jobs.warehouses.retry import retry

log = logging.getLogger(__name__)

FOLDER = "being_built"


class DuckDBStagedBuild:
    """A copy of the project's warehouse file."""

    def __init__(self, project: Project) -> None:
        self._published = project.duckdb_path
        self._folder = self._published.parent / FOLDER / self._published.stem
        self._copy = self._folder / self._published.name
        self.project = replace(project, warehouse_file=self._copy)

    def begin(self) -> None:
        _fold_in_the_log(self._published)
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            shutil.copyfile(self._published, self._copy)
        except OSError as error:
            raise _plain(error, self._folder) from None

    @property
    def location(self) -> str:
        return str(self._copy)

    def publish(self) -> None:
        _fold_in_the_log(self._copy)
        try:
            # On Windows a file that somebody reads cannot be replaced; elsewhere readers keep the old one.
            retry(
                lambda: self._copy.replace(self._published),
                lambda error: isinstance(error, PermissionError),
            )
        except OSError as error:
            raise WarehouseError(
                f"The new marts are built and tested but cannot take the place of {self._published}: "
                f"{error.strerror or error}. Close the programs that have it open and run again."
            ) from None
        shutil.rmtree(self._folder, ignore_errors=True)
        with suppress(OSError):
            self._folder.parent.rmdir()


def _fold_in_the_log(path: Path) -> None:
    """Bring what a killed process left in the write-ahead log into the file itself."""
    warehouse = DuckDBWarehouse(path)
    try:
        warehouse.checkpoint()
    finally:
        warehouse.close()
    log_file = path.with_name(f"{path.name}.wal")
    if log_file.exists():
        raise WarehouseError(
            f"The warehouse {path} has changes under way in another program ({log_file.name}). "
            "Close it and run again."
        )


def _plain(error: OSError, folder: Path) -> WarehouseError:
    if is_disk_full(error):
        return disk_full(folder)
    return WarehouseError(f"The warehouse cannot be copied to {folder}: {error.strerror or error}.")
