"""One run at a time. The operating system or the server holds the lock, and frees it when a run dies."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from python_jobs.core.errors import AnotherRunInProgress, WarehouseError
from python_jobs.core.project import Project

log = logging.getLogger(__name__)

IN_PROGRESS = (
    "Another run is in progress on {location}. Wait for it to end (--wait MINUTES does), or look at "
    "customer-intelligence history."
)
SECONDS_BETWEEN_TRIES = 1.0
RESOURCE = "customer_intelligence"


@contextmanager
def run_lock(project: Project, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the warehouse of the project's target against every other run.

    Raises AnotherRunInProgress when another one holds it and goes on for longer than wait_seconds.
    """
    if project.target == "sqlserver":
        held = _held_on_the_server(project, wait_seconds)
    elif project.is_on_spark:
        from python_jobs.run.lake_lock import lake_lock

        held = lake_lock(project, wait_seconds)
    else:
        held = held_beside(project.duckdb_path, wait_seconds)
    with held:
        yield


def is_at_work(project: Project) -> bool:
    """Whether a run on an embedded warehouse goes on, of one that has said so and not how it ended."""
    lock = filelock.FileLock(_lock_of(project.duckdb_path))
    if not _lock_of(project.duckdb_path).exists():
        return False
    try:
        lock.acquire(blocking=False)
    except (filelock.Timeout, OSError):
        return True
    lock.release()
    return False


@contextmanager
def held_beside(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold a file's or a folder's neighbour NAME.lock, which the system frees when the process ends.

    Raises AnotherRunInProgress when another process holds it and goes on for longer than wait_seconds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(_lock_of(path))
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout:
            if not wait_seconds:
                raise
            log.info("waiting for another run to end, for up to %.0f minutes", wait_seconds / 60)
            lock.acquire(timeout=wait_seconds)
    except filelock.Timeout:
        # The library takes a folder in which no file can be made for a lock that is held.
        if not path.parent.is_dir() or not os.path.lexists(_lock_of(path)):
            raise WarehouseError(_not_locked(path, "no file can be made there")) from None
        raise AnotherRunInProgress(IN_PROGRESS.format(location=path)) from None
    except OSError as error:
        raise WarehouseError(_not_locked(path, error.strerror or str(error))) from None
    try:
        yield
    finally:
        lock.release()


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _not_locked(path: Path, reason: str) -> str:
    return (
        f"The warehouse {path} cannot be locked: {reason}. A file must be made beside it, so this account "
        "needs the right to write to that folder."
    )


@contextmanager
def _held_on_the_server(project: Project, wait_seconds: float) -> Iterator[None]:
    """An application lock of a session of its own: it ends with the connection, however that ends."""
    from python_jobs.warehouses.sql_server import SqlServerWarehouse

    session = SqlServerWarehouse.from_environment()
    try:
        deadline = time.monotonic() + wait_seconds
        while not _got(session.query(TAKE)):
            if time.monotonic() >= deadline:
                raise AnotherRunInProgress(IN_PROGRESS.format(location=session.location))
            time.sleep(SECONDS_BETWEEN_TRIES)
        yield
    finally:
        session.close()


TAKE = f"""
set nocount on;
declare @answer int;
exec @answer = sp_getapplock @Resource = N'{RESOURCE}', @LockMode = 'Exclusive',
    @LockOwner = 'Session', @LockTimeout = 0;
select @answer as answer
"""


def _got(rows: list[tuple[int]]) -> bool:
    """0 and 1 mean that the lock is ours, negative numbers that it is not."""
    return rows[0][0] >= 0
