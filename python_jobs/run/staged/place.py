"""Where a run builds, and how what it built takes the place of what readers see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from python_jobs.core.project import Project


class StagedBuild(Protocol):
    """A place beside the published marts.

    project: what dbt and the jobs work on until the switch.
    """

    project: Project

    def begin(self) -> None:
        """Make the place ready, with what is landed by now.

        Raises WarehouseError when that cannot be done.
        """

    def publish(self) -> None:
        """Put everything that was built in the place of what was there before, at once.

        Raises WarehouseError when the warehouse refuses; readers see the old marts then.
        """

    @property
    def location(self) -> str:
        """Where a person finds what was built and not published."""


@contextmanager
def staged_build(project: Project) -> Iterator[StagedBuild]:
    """A place to build for the project's target. What is not published stays for a look, until the
    next run begins."""
    if project.target == "sqlserver":
        from python_jobs.run.staged.sql_server import SqlServerStagedBuild

        yield SqlServerStagedBuild(project)
    else:
        from python_jobs.run.staged.duckdb_copy import DuckDBStagedBuild

        yield DuckDBStagedBuild(project)
