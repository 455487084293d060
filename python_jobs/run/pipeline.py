"""Everything, in order, in one process: land, build aside, mine, fit, test, write the pages, switch.

What readers see changes once, at the switch, and only when every test has passed. A run that would build
what readers see already ends after landing.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from python_jobs.core.console import Progress
from python_jobs.core.errors import CustomerIntelligenceError, DataTestsFailed
from python_jobs.core.interrupts import are_wanted
from python_jobs.core.project import Project
from python_jobs.core.seeds import check_seeds
from python_jobs.landing.files.find import find_files
from python_jobs.mining.settings import read_rule_settings
from python_jobs.power_bi.settings import read_refresh_settings
from python_jobs.run.as_of import refuse_day_before_all_lines
from python_jobs.run.fingerprint import (
    Fingerprint,
    forget_published,
    is_published,
    remember_published,
    remember_unit_tests,
    take_fingerprint,
    unit_tests_have_passed,
)
from python_jobs.run.landing import land_all, unresolved_files
from python_jobs.run.lock import run_lock
from python_jobs.run.outcome import git_commit
from python_jobs.run.record import RunRecord, Step
from python_jobs.run.request import RunReport, RunRequest
from python_jobs.run.staged.pages import StagedPages
from python_jobs.run.staged.place import StagedBuild, staged_build, writable
from python_jobs.warehouses.warehouse import Warehouse, open_warehouse

if TYPE_CHECKING:
    from python_jobs.run.dbt import Dbt

log = logging.getLogger(__name__)

ACCEPTED_AND_EXCLUDED = (
    "select (select count(*) from raw.order_lines), "
    "(select count(*) from marts.fact_sales) "
    "+ (select count(*) from marts.excluded_order_lines)"
)
HISTORIES_AND_FITS = (
    "select (select count(*) from intermediate.int_customer_histories), "
    "(select count(*) from mining.purchase_model where model <> 'none')"
)
LINES_AND_RULES = (
    "select (select count(*) from marts.basket_items), (select count(*) from mining.mba_rules)"
)


def run(project: Project, request: RunRequest, progress: Progress) -> RunReport:
    """Land the files and build everything.

    Raises a CustomerIntelligenceError that says what to do about it; readers then see what they saw
    before the run.
    """
    report = RunReport()
    read_rule_settings(project.variables)
    check_seeds(project)
    find_files(request.paths)
    power_bi = read_refresh_settings()

    with run_lock(project, request.wait_seconds):
        record = RunRecord(project, "run", git_commit(project))
        try:
            with staged_build(project) as place:
                made_of = _run(project, place, request, report, record, progress)
            if power_bi and not report.is_unchanged:
                from python_jobs.power_bi.refresh import refresh

                record.place = project
                with record.step("refresh Power BI"):
                    refresh(power_bi)
            if not place.carries_the_record and not report.is_unchanged:
                # Only now: a refresh that failed is tried again by the next run.
                with open_warehouse(project) as warehouse:
                    warehouse.change(remember_published(project, made_of))
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
) -> Fingerprint:
    """Land, build, write the pages and switch. What readers see, pages included, changes at the switch."""
    with writable(project) as landing:
        record.begin(landing)
        with record.step("land") as step:
            land_all(project, landing, request, report, progress)
            step.rows_in = sum(one.row_count + one.rejected_count for one in report.files)
            step.rows_out = sum(one.row_count for one in report.files)
        with open_warehouse(landing) as warehouse:
            refuse_day_before_all_lines(project, warehouse)
            made_of = take_fingerprint(project, warehouse, request.engine)
            report.is_unchanged = not request.rebuild and _is_shown(project, warehouse, made_of)
        if report.is_unchanged:
            log.info("nothing has changed since the published build; --rebuild builds anyway")
            report.dashboards_page = project.dashboards_page
            report.lineage_page = project.lineage_page
            record.message = unresolved_files(request.incoming)
            record.end(None)
            return made_of
    record.place = project

    # dbt and all that follows take seconds to import, which a run with nothing to do need not wait for.
    from python_jobs.dashboards.job import write_dashboards
    from python_jobs.run.dbt import Dbt

    dbt = Dbt(place.project)
    with (
        record.step("read the project"),
        progress.step("reading the dbt project, which takes longer the first time"),
    ):
        dbt.read()
    place.begin()
    place.clear(dbt.models())
    record.place = place.project
    _build(place, dbt, request, report, record, progress, made_of)
    pages = StagedPages(project)
    pages.begin()
    if place.carries_the_record:
        _document(dbt, project, pages, report, record, progress)
    with (
        record.step("dashboards"),
        progress.step("writing the dashboards"),
        open_warehouse(place.project) as warehouse,
    ):
        report.dashboards_page = project.dashboards_page
        page = pages.folder / report.dashboards_page.name
        write_dashboards(warehouse, page, report.dashboards_page)
    record.message = unresolved_files(request.incoming)
    switch = (
        record.switch(is_the_end=read_refresh_settings() is None)
        if place.carries_the_record
        else record.step("switch")
    )
    with open_warehouse(place.project) as warehouse:
        warehouse.change(
            remember_published(project, made_of)
            if place.carries_the_record
            else forget_published(project)
        )
    published = dbt.at(project)
    with switch, progress.step("showing the new marts to readers"):
        place.publish(pages, dbt=published)
    if not place.carries_the_record:
        pages.begin()
        _document(published, project, pages, report, record, progress)
        pages.publish()
    return made_of


def _is_shown(project: Project, warehouse: Warehouse, made_of: Fingerprint) -> bool:
    """Whether readers see what would be built, its pages included."""
    pages = (project.dashboards_page, project.lineage_page)
    return is_published(project, warehouse, made_of) and all(page.exists() for page in pages)


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
        report.lineage_page = project.lineage_page


def _end_badly(project: Project, record: RunRecord, error: BaseException) -> None:
    """Put on record that the run failed, where readers find it; readers may hold the file meanwhile."""
    if record.place is None:
        return
    if are_wanted():
        StagedPages(project).discard()
        record.place = project
        record.end(error)
        return
    try:
        with writable(project) as record.place:
            record.end(error)
    except CustomerIntelligenceError as reason:
        log.warning("The record of this run could not be written: %s", reason)


def _build(
    place: StagedBuild,
    dbt: Dbt,
    request: RunRequest,
    report: RunReport,
    record: RunRecord,
    progress: Progress,
    made_of: Fingerprint,
) -> None:
    """Build, mine, fit and test beside what readers see."""
    from python_jobs.mining.job import mine
    from python_jobs.purchase_model.job import fit
    from python_jobs.run.dbt import WRITTEN_AND_AFTER

    project = place.project
    with open_warehouse(project) as warehouse:
        project_is_unchanged = unit_tests_have_passed(warehouse, made_of.project)
    kinds = ("--exclude-resource-type", "unit_test") if project_is_unchanged else ()
    report.unit_tests_skipped = project_is_unchanged
    needless = dbt.needless_tests(project_is_unchanged)
    try:
        with (
            record.step("build and test") as step,
            progress.count("building and testing", "models and tests") as on_nodes,
        ):
            built = dbt.build(
                "--exclude",
                *WRITTEN_AND_AFTER,
                *needless,
                *kinds,
                on_nodes=on_nodes,
                on_results=record.results.extend,
                keeps_manifest=False,
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
                "--select",
                *WRITTEN_AND_AFTER,
                *(("--exclude", *needless) if needless else ()),
                *kinds,
                on_results=record.results.extend,
            )
        with open_warehouse(project) as warehouse:
            warehouse.change(remember_unit_tests(made_of.project))
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
