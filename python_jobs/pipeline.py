"""Everything, in order, in one process: land, build, mine, build on the rules, document, show."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.console import Progress
from python_jobs.dashboards.job import default_path, write_dashboards
from python_jobs.dbt_runner import RULES_AND_AFTER, Dbt
from python_jobs.landing.land import SAMPLE_NAME, LandedFile, land
from python_jobs.mining.itemsets import Engine
from python_jobs.mining.job import mine, read_settings
from python_jobs.project import Project
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.warehouse import open_warehouse

log = logging.getLogger(__name__)


@dataclass
class RunReport:
    """What a run did: the files, seconds by step, and where to look."""

    files: list[LandedFile] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    tests: int = 0
    warnings: list[str] = field(default_factory=list)
    lineage_page: Path | None = None
    dashboards_page: Path | None = None


def run(
    project: Project,
    paths: Sequence[Path],
    feed_path: Path | None,
    engine: Engine,
    progress: Progress,
) -> RunReport:
    """Land the files and build everything.

    Without a file: build from what is landed, or from the sample where that is nothing but the sample.
    Raises a CustomerIntelligenceError that says what to do about it.
    """
    report = RunReport()
    read_settings(project.variables)

    with _timed(report, "land"):
        report.files = _land(project, paths, feed_path, progress)

    dbt = Dbt(project)
    with (
        _timed(report, "build and test"),
        progress.count("building and testing", "models and tests") as on_nodes,
    ):
        built = dbt.build("--exclude", RULES_AND_AFTER, on_nodes=on_nodes)
    with (
        _timed(report, "mine rules"),
        progress.step("mining rules"),
        open_warehouse(project) as warehouse,
    ):
        mine(warehouse, project.variables, engine)
    with _timed(report, "build and test rules"), progress.step("building what rests on the rules"):
        built_on_rules = dbt.build("--select", RULES_AND_AFTER)
    with _timed(report, "document"), progress.step("writing the lineage page"):
        report.lineage_page = dbt.document()
    with (
        _timed(report, "dashboards"),
        progress.step("writing the dashboards"),
        open_warehouse(project) as warehouse,
    ):
        report.dashboards_page = write_dashboards(warehouse, default_path(project))

    report.tests = built.tests + built_on_rules.tests
    report.warnings = built.warnings + built_on_rules.warnings
    return report


def _land(
    project: Project, paths: Sequence[Path], feed_path: Path | None, progress: Progress
) -> list[LandedFile]:
    with open_warehouse(project) as warehouse:
        if not paths:
            others = sorted(set(warehouse.landed_files()) - {SAMPLE_NAME})
            if others:
                log.info("no file given: building from what is landed (%s)", ", ".join(others))
                return []
            sample = project.duckdb_path.parent / SAMPLE_NAME
            log.info("no file given: making the sample %s", sample)
            write_sample(sample)
            paths = [sample]
        return land(project, warehouse, paths, feed_path, progress)


@contextmanager
def _timed(report: RunReport, step: str) -> Iterator[None]:
    started = time.monotonic()
    log.info("%s …", step)
    yield
    report.seconds[step] = time.monotonic() - started
    log.info("%s: done in %.1f s", step, report.seconds[step])
