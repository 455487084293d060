"""The embedded warehouse: build in a copy of the file, then put the copy in the place of the file.

The copy has the same name in a folder beside it: DuckDB names a catalog after its file, and views name
the catalog. A run that is killed leaves a copy that nobody reads; the next run throws it away.

While the copy is worked on the file is held against writers (plain dbt, a program that changes it): what
they wrote would be lost with the file, and their write-ahead log would lie beside the new one. Readers
may come and go.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_jobs.core.errors import (
    AnotherRunInProgress,
    WarehouseError,
    WarehouseHeld,
    disk_full,
    is_disk_full,
)
from python_jobs.core.interrupts import deferred
from python_jobs.core.project import Project
from python_jobs.core.rights import carry_rights
from python_jobs.run.staged.pages import StagedPages
from python_jobs.warehouses.duckdb_file import HEADER_BYTES, LONGEST_WAIT_SECONDS, DuckDBWarehouse
from python_jobs.warehouses.duckdb_lock import confirm_hold, held, log_of, refuse_log, take_hold
from python_jobs.warehouses.names import quoted_name
from python_jobs.warehouses.retry import patience_seconds, retry

if TYPE_CHECKING:
    from python_jobs.run.dbt import Dbt

FOLDER = "being_built"
# Who reads now and then leaves a gap in this time; who stays does not, and is no reason to wait longer.
SECONDS_FOR_READERS = 2.0
PIECE_BYTES = 1 << 22
RAW_TABLES = "select table_name from information_schema.tables where table_schema = 'raw'"

TABLES_AND_VIEWS = (
    "select table_schema, table_name, case when table_type = 'VIEW' then 'view' else 'table' end "
    "from information_schema.tables where table_catalog = current_database()"
)


class DuckDBStagedBuild:
    """A copy of the project's warehouse file."""

    carries_the_record = True

    def __init__(self, project: Project) -> None:
        self._published = project.duckdb_path
        self._folder = self._published.parent / FOLDER / self._published.name
        self._copy = self._folder / self._published.name
        self._held: BinaryIO | None = None
        self._headers = b""
        self._made: BinaryIO | None = None
        self._raw: dict[str, int] = {}
        self._is_begun = False
        self.project = replace(project, warehouse_file=self._copy)

    @property
    def location(self) -> str:
        return str(self._copy)

    def begin(self) -> None:
        if log_of(self._published).exists():
            _fold_in_the_log(self._published)
        self._held = retry(
            lambda: take_hold(self._published), _is_held, longest_wait=LONGEST_WAIT_SECONDS
        )
        refuse_log(self._published)
        self._headers = self._held.read(HEADER_BYTES)
        self._is_begun = True
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True, mode=stat.S_IRWXU)
            _copy(self._held, self._copy)
            if sys.platform != "win32":
                # Open, so that no other file can get its number; Windows would let nobody write to it.
                self._made = self._copy.open("rb")
            carry_rights(self._published, self._copy)
        except OSError as error:
            raise _plain(error, self._folder) from None
        self._raw = _count_raw(self._copy)

    def clear(self, models: Collection[tuple[str, str]]) -> None:
        warehouse = DuckDBWarehouse(self._copy)
        try:
            warehouse.change(
                [
                    (f"drop {kind} {quoted_name(schema)}.{quoted_name(name)}", ())
                    for schema, name, kind in warehouse.query(TABLES_AND_VIEWS)
                    if (schema, name) in models
                ]
            )
        finally:
            warehouse.close()

    def publish(
        self,
        pages: StagedPages | None = None,
        raw_may_differ: bool = False,
        dbt: Dbt | None = None,
    ) -> None:
        self._refuse_stranger()
        _fold_in_the_log(self._copy)
        if not raw_may_differ and _count_raw(self._copy) != self._raw:
            raise WarehouseError(
                f"What was built in {self._copy} has not the raw lines of {self._published}. Nothing has "
                "been switched; run again."
            )
        try:
            _force_to_disk(self._copy)
            self._refuse_stranger()
            # On Windows a file that someone reads cannot be replaced; elsewhere readers keep the old one.
            retry(lambda: self._switch(pages), _is_held, longest_wait=LONGEST_WAIT_SECONDS)
        except OSError as error:
            raise WarehouseError(
                f"The new marts are built and tested but cannot take the place of {self._published}: "
                f"{error.strerror or error}. Close the programs that have it open and run again."
            ) from None

    def release(self) -> None:
        for file in (self._held, self._made):
            if file:
                file.close()
        self._held = self._made = None

    def discard(self) -> None:
        if self._is_begun:
            shutil.rmtree(self._folder, ignore_errors=True)
            with suppress(OSError):
                self._folder.parent.rmdir()

    def _switch(self, pages: StagedPages | None) -> None:
        file = self._held or take_hold(self._published)
        self._held = file
        confirm_hold(file, self._published)
        refuse_log(self._published)
        file.seek(0)
        if file.read(HEADER_BYTES) != self._headers:
            raise AnotherRunInProgress(
                f"Another program has changed the warehouse {self._published} while this run was building. "
                "Nothing has been switched; run again."
            )
        if sys.platform == "win32":
            # Windows replaces no file that is open, be it by this process.
            self.release()
        with deferred():
            try:
                self._copy.replace(self._published)
            except PermissionError:
                raise held(self._published) from None
            if pages:
                pages.publish()
            _force_to_disk(self._published.parent)
            self.discard()

    def _refuse_stranger(self) -> None:
        """The copy must be the file that begin has made: anybody may empty a folder, and DuckDB makes an
        empty file wherever there is none."""
        try:
            found = self._copy.lstat()
        except OSError:
            found = None
        made = os.fstat(self._made.fileno()) if self._made else found
        if not found or not made or not os.path.samestat(found, made):
            raise WarehouseError(
                f"The copy {self._copy} that this run was building was removed or replaced. Nothing has "
                "been switched; run again."
            )


def wait_for_writing(path: Path) -> bool:
    """Wait until the file can be written to. False where it cannot because of readers: they would hold up
    every run, so that changes are made in a copy, which then takes the place of the file.

    Raises WarehouseHeld when someone who writes holds it for longer than the patience, WarehouseError
    when it is damaged.
    """
    deadline = time.monotonic() + min(SECONDS_FOR_READERS, patience_seconds())

    def attempt() -> bool:
        try:
            _fold_in_the_log(path, patience=0)
        except WarehouseHeld:
            if time.monotonic() >= deadline and _only_readers(path):
                return False
            raise
        return True

    can_write = retry(attempt, _is_held, longest_wait=LONGEST_WAIT_SECONDS)
    warehouse = DuckDBWarehouse(path)
    try:
        warehouse.refuse_damaged()
    finally:
        warehouse.close()
    return can_write


def _only_readers(path: Path) -> bool:
    if sys.platform == "win32" or log_of(path).exists():
        return False
    try:
        take_hold(path).close()
    except WarehouseHeld:
        return False
    return True


def _is_held(error: BaseException) -> bool:
    return isinstance(error, WarehouseHeld)


def _fold_in_the_log(path: Path, patience: float | None = None) -> None:
    """Bring what a killed process left in the write-ahead log into the file itself."""
    warehouse = DuckDBWarehouse(path, patience)
    try:
        warehouse.checkpoint()
    finally:
        warehouse.close()
    refuse_log(path)


def _count_raw(path: Path) -> dict[str, int]:
    warehouse = DuckDBWarehouse(path)
    try:
        return {
            name: int(warehouse.query(f"select count(*) from raw.{quoted_name(name)}")[0][0])
            for (name,) in warehouse.query(RAW_TABLES)
        }
    finally:
        warehouse.close()


def _copy(source: BinaryIO, path: Path) -> None:
    """Copy all of an open file to a new one that nobody else may read."""
    source.seek(0)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(opened, "wb") as file:
        shutil.copyfileobj(source, file, PIECE_BYTES)


def _force_to_disk(path: Path) -> None:
    """A machine that loses its power must find the old file or the whole new one."""
    if sys.platform == "win32":
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _plain(error: OSError, folder: Path) -> WarehouseError:
    if is_disk_full(error):
        return disk_full(folder)
    return WarehouseError(f"The warehouse cannot be copied to {folder}: {error.strerror or error}.")
