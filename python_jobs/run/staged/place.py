"""Where a run builds, and how what it built takes the place of what readers see."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from python_jobs.core.errors import CustomerIntelligenceError, is_disk_full
from python_jobs.core.interrupts import are_wanted
from python_jobs.core.project import Project
from python_jobs.run.staged.pages import StagedPages

if TYPE_CHECKING:
    from python_jobs.run.dbt import Dbt

log = logging.getLogger(__name__)


class StagedBuild(Protocol):
    """A place beside the published marts.

    project: what dbt and the jobs work on until the switch.
    carries_the_record: whether the record of the run is written here as well and is seen with the switch,
    not before. Then the lineage page, too, can be made here: names are those that readers see.
    """

    project: Project
    carries_the_record: bool

    def begin(self) -> None:
        """Make the place ready, with what is landed by now.

        Raises WarehouseError when that cannot be done.
        """

    def clear(self, models: Collection[tuple[str, str]]) -> None:
        """Take away what stands here of the models, each a schema and a name, before all are built anew: dbt
        would set each old table aside, put the new one in its place and drop the old one.
        """

    def publish(
        self,
        pages: StagedPages | None = None,
        raw_may_differ: bool = False,
        dbt: Dbt | None = None,
    ) -> None:
        """Put everything that was built in the place of what was there before, at once, and the pages
        with it.

        dbt: that of the published project, where it has been read already.
        raw_may_differ: the raw lines were changed here; otherwise they must be those of begin.
        Raises WarehouseError when the warehouse refuses, AnotherRunInProgress when someone else writes to
        it; readers see the old marts then.
        """

    def release(self) -> None:
        """Let others write to the warehouse again."""

    def discard(self) -> None:
        """Throw away what was built and not published, where that is nobody's to look at."""

    @property
    def location(self) -> str:
        """Where a person finds what was built and not published."""


@contextmanager
def staged_build(project: Project) -> Iterator[StagedBuild]:
    """A place to build for the project's target. What failed a test, or could not be published, stays for a look
    until the next run begins; what someone interrupted, or a full disk ended, is half built, and goes."""
    place: StagedBuild
    if project.target == "sqlserver":
        from python_jobs.run.staged.sql_server import SqlServerStagedBuild

        place = SqlServerStagedBuild(project)
    elif project.is_on_spark:
        from python_jobs.run.staged.spark import SparkStagedBuild

        place = SparkStagedBuild(project)
    else:
        from python_jobs.run.staged.duckdb_copy import DuckDBStagedBuild

        place = DuckDBStagedBuild(project)
    with _left_for_a_look(place):
        yield place


@contextmanager
def writable(project: Project) -> Iterator[Project]:
    """The project on a warehouse that can be written to: its own, or, where readers hold the file of an
    embedded warehouse, a copy that takes its place at the end, also when what was done ends with an error:
    changes are kept as they are kept in place.

    Raises AnotherRunInProgress when someone else writes to the warehouse.
    """
    if project.target != "duckdb" or not project.duckdb_path.exists():
        yield project
        return
    from python_jobs.run.staged.duckdb_copy import DuckDBStagedBuild, wait_for_writing

    if wait_for_writing(project.duckdb_path):
        yield project
        return
    log.info("another program reads the warehouse: working on a copy, which then takes its place")
    place = DuckDBStagedBuild(project)
    with _left_for_a_look(place):
        place.begin()
        try:
            yield place.project
        except BaseException:
            try:
                place.publish(raw_may_differ=True)
            except CustomerIntelligenceError as error:
                log.warning("%s", error)
            raise
        place.publish(raw_may_differ=True)


@contextmanager
def _left_for_a_look(place: StagedBuild) -> Iterator[None]:
    """What was built and not published stays until the next run, but for what was interrupted, and for what fills the disk:
    nothing else could be done on it then."""
    is_full = False
    try:
        yield
    except BaseException as error:
        is_full = is_disk_full(error)
        raise
    finally:
        place.release()
        if is_full or are_wanted():
            place.discard()
