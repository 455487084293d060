"""Everything, in order, in one process: land, build aside, mine, fit, test, write the pages, switch.

What readers see changes once, at the switch, and only when every test has passed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import CustomerIntelligenceError, DataTestsFailed
from python_jobs.core.interrupts import are_wanted
from python_jobs.core.project import Project
from python_jobs.dashboards.job import default_path, write_dashboards
from python_jobs.landing.drop_folder import FailedFile, land_incoming, unresolved
from python_jobs.landing.files.find import find_files
from python_jobs.landing.land import SAMPLE_NAME, LandedFile, LandingOptions, land
from python_jobs.mining.engines import Engine
from python_jobs.mining.job import mine, read_rule_settings
from python_jobs.power_bi.refresh import read_refresh_settings, refresh
from python_jobs.purchase_model.job import fit
from python_jobs.run.dbt import DOCS_PAGE, WRITTEN_AND_AFTER, Dbt
from python_jobs.run.lock import run_lock
from python_jobs.run.record import RunRecord, Step, git_commit
from python_jobs.run.staged.pages import StagedPages
from python_jobs.run.staged.place import StagedBuild, staged_build, writable
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.warehouse import open_warehouse

log = logging.getLogger(__name__)

ACCEPTED_AND_EXCLUDED = (
    "select (select count(*) from raw.order_lines), "
    "(select count(*) from marts.fact_sales) "
    "+ (select count(*) from marts.excluded_order_lines)"
)
HISTORIES_AND_FITS = (
    "select (select count(*) from intermediate.int_customer_histories), "
    "(select count(*) from mining.purchase_model)"
)
LINES_AND_RULES = (
    "select (select count(*) from marts.basket_items), (select count(*) from mining.mba_rules)"
)


@dataclass(frozen=True)
class RunRequest:
    """What a run is asked to do.

    paths: files and folders to land. incoming: a drop folder in their place. Without either the run
    builds from what is landed, or from the sample where that is nothing. may_replace: a file may take the place of one
    of its name with other orders.
    """

    paths: Sequence[Path] = ()
    incoming: Path | None = None
    feed_path: Path | None = None
    engine: Engine = "projection"
    wait_seconds: float = 0.0
    may_replace: bool = False


@dataclass
class RunReport:
    """What a run did: the files, seconds by step, and where to look."""

    files: list[LandedFile] = field(default_factory=list)
    failed_files: list[FailedFile] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    tests: int = 0
    warnings: list[str] = field(default_factory=list)
    lineage_page: Path | None = None
    dashboards_page: Path | None = None


def run(project: Project, request: RunRequest, progress: Progress) -> RunReport:
    """Land the files and build everything.

    Raises a CustomerIntelligenceError that says what to do about it; readers then see what they saw
    before the run.
    """
    report = RunReport()
    read_rule_settings(project.variables)
    find_files(request.paths)
    power_bi = read_refresh_settings()

    with run_lock(project, request.wait_seconds):
        record = RunRecord(project, "run", git_commit(project))
        try:
            with staged_build(project) as place:
                _run(project, place, request, report, record, progress)
            if power_bi:
                record.place = project
                with record.step("refresh Power BI"):
                    refresh(power_bi)
        except BaseException as error:
            _end_badly(project, record, error)
            raise
        if record.ended_at is None:
            record.end(None)
    report.seconds = {step.name: step.seconds or 0.0 for step in record.steps}
    return report


def _run(
    project: Project,
    place: StagedBuild,
    request: RunRequest,
    report: RunReport,
    record: RunRecord,
    progress: Progress,
) -> None:
    """Land, build, write the pages and switch. What readers see, pages included, changes at the switch."""
    dbt = Dbt(place.project)
    with writable(project) as landing:
        record.begin(landing)
        # A var that cannot be meant ends the run before anything is landed.
        with record.step("read the project"), progress.step("reading the dbt project"):
            dbt.read()
        with record.step("land") as step:
            _land(project, landing, request, report, progress)
            step.rows_in = sum(one.row_count + one.rejected_count for one in report.files)
            step.rows_out = sum(one.row_count for one in report.files)
    place.begin()
    record.place = place.project
    _build(place, dbt, request, report, record, progress)
    pages = StagedPages(project)
    pages.begin()
    if place.carries_the_record:
        _document(dbt, project, pages, report, record, progress)
    with (
        record.step("dashboards"),
        progress.step("writing the dashboards"),
        open_warehouse(place.project) as warehouse,
    ):
        report.dashboards_page = default_path(project)
        page = pages.folder / report.dashboards_page.name
        write_dashboards(warehouse, page, report.dashboards_page)
    record.message = _doubts(request.incoming)
    switch = (
        record.switch(is_the_end=read_refresh_settings() is None)
        if place.carries_the_record
        else record.step("switch")
    )
    with switch, progress.step("showing the new marts to readers"):
        place.publish(pages)
    if not place.carries_the_record:
        pages.begin()
        _document(dbt.at(project), project, pages, report, record, progress)
        pages.publish()


def _document(
    dbt: Dbt,
    project: Project,
    pages: StagedPages,
    report: RunReport,
    record: RunRecord,
    progress: Progress,
) -> None:
    with record.step("document"), progress.step("writing the lineage page"):
        dbt.document(pages.folder)
        report.lineage_page = project.target_folder / DOCS_PAGE


def _end_badly(project: Project, record: RunRecord, error: BaseException) -> None:
    """Put on record that the run failed, where readers find it; readers may hold the file meanwhile."""
    if record.place is None:
        return
    if are_wanted():
        record.place = project
        record.end(error)
        return
    try:
        with writable(project) as record.place:
            record.end(error)
    except CustomerIntelligenceError as reason:
        log.warning("The record of this run could not be written: %s", reason)


def _land(
    project: Project, place: Project, request: RunRequest, report: RunReport, progress: Progress
) -> None:
    with open_warehouse(place) as warehouse:
        if request.incoming:
            report.files, report.failed_files = land_incoming(
                project, warehouse, request.incoming, request.feed_path, progress
            )
            return
        paths = list(request.paths)
        if not paths:
            landed = sorted(warehouse.landed_files())
            if landed:
                log.info("no file given: building from what is landed (%s)", ", ".join(landed))
                return
            sample = project.duckdb_path.parent / SAMPLE_NAME
            log.info("no file given: making the sample %s", sample)
            write_sample(sample)
            paths = [sample]
        options = LandingOptions(may_replace=request.may_replace)
        report.files = land(project, warehouse, paths, request.feed_path, progress, options)


def _build(
    place: StagedBuild,
    dbt: Dbt,
    request: RunRequest,
    report: RunReport,
    record: RunRecord,
    progress: Progress,
) -> None:
    """Build, mine, fit and test beside what readers see."""
    project = place.project
    try:
        with (
            record.step("build and test") as step,
            progress.count("building and testing", "models and tests") as on_nodes,
        ):
            built = dbt.build(
                "--exclude", *WRITTEN_AND_AFTER, on_nodes=on_nodes, on_results=record.results.extend
            )
            _count(project, step, ACCEPTED_AND_EXCLUDED)
        with record.step("mine rules") as step, progress.step("mining rules"):
            with open_warehouse(project) as warehouse:
                mine(warehouse, project.variables, request.engine)
            _count(project, step, LINES_AND_RULES)
        with (
            record.step("fit the purchase model") as step,
            progress.step("fitting the purchase model"),
        ):
            with open_warehouse(project) as warehouse:
                fit(warehouse, project.variables)
            _count(project, step, HISTORIES_AND_FITS)
        with (
            record.step("build and test what rests on them"),
            progress.step("building what rests on rules and model"),
        ):
            built_on_rules = dbt.build(
                "--select", *WRITTEN_AND_AFTER, on_results=record.results.extend
            )
    except DataTestsFailed as error:
        raise DataTestsFailed(
            f"{error}\nReaders still see the last good marts. What was built is in "
            f"{place.location}."
        ) from None
    report.tests = built.tests + built_on_rules.tests
    report.warnings = built.warnings + built_on_rules.warnings


def _count(project: Project, step: Step, sql: str) -> None:
    """Put into the step's record how many rows went in and came out."""
    with open_warehouse(project) as warehouse:
        [(rows_in, rows_out)] = warehouse.query(sql)
    step.rows_in, step.rows_out = int(rows_in), int(rows_out)


def _doubts(incoming: Path | None) -> str | None:
    """What a monitor should hear of a run that went well otherwise, until somebody has seen to it."""
    names = unresolved(incoming) if incoming else []
    return f"{', '.join(names)} in {incoming}/failed" if names else None
