"""Where a run builds, and how what it built takes the place of what readers see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from python_jobs.project import Project


class Aside(Protocol):
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
    def whereabouts(self) -> str:
        """Where a person finds what was built and not published."""


@contextmanager
def aside(project: Project) -> Iterator[Aside]:
    """A place to build for the project's target. What is not published stays for a look, until the
    next run begins."""
    if project.target == "sqlserver":
        from python_jobs.aside.sql_server import SqlServerAside

        yield SqlServerAside(project)
    else:
        from python_jobs.aside.duckdb_copy import DuckDBAside

        yield DuckDBAside(project)
