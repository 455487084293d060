"""A command that is one step of a run, held against other runs and put on record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_jobs.core.project import Project
    from python_jobs.run.record import RunRecord, Step
    from python_jobs.warehouses.warehouse import Warehouse


@dataclass(frozen=True)
class OneStep:
    """A command that is one step: the warehouse, held against other runs, and what goes on record."""

    warehouse: Warehouse
    record: RunRecord
    step: Step


@contextmanager
def one_step(project: Project, command: str, name: str, wait_minutes: float) -> Iterator[OneStep]:
    """Hold the warehouse for a command, and put on record how it went.

    Raises AnotherRunInProgress when another run goes on for longer than wait_minutes.
    """
    from python_jobs.run.lock import run_lock
    from python_jobs.run.record import recorded
    from python_jobs.run.staged.place import writable
    from python_jobs.warehouses.warehouse import open_warehouse

    with (
        run_lock(project, 60 * wait_minutes),
        writable(project) as place,
        recorded(project, place, command) as record,
        record.step(name) as step,
        open_warehouse(place) as warehouse,
    ):
        yield OneStep(warehouse, record, step)
