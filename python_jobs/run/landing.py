"""The first step of a run: its files into the warehouse."""

from __future__ import annotations

import logging
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.project import Project
from python_jobs.core.wording import quoted
from python_jobs.landing.drop_folder import in_folders, land_incoming, unresolved
from python_jobs.landing.land import SAMPLE_NAME, LandingOptions, land
from python_jobs.landing.other_files.names import last_landed, some_of
from python_jobs.run.request import RunReport, RunRequest
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.warehouse import open_warehouse

log = logging.getLogger(__name__)


def land_all(
    project: Project, place: Project, request: RunRequest, report: RunReport, progress: Progress
) -> None:
    """Land what the run was given: a drop folder, files, or the sample where nothing is landed yet."""
    with open_warehouse(place) as warehouse:
        if request.incoming:
            report.files, report.failed_files = land_incoming(
                project, warehouse, request.incoming, request.feed_path, progress
            )
            return
        paths = list(request.paths)
        if not paths:
            landed = last_landed(warehouse)
            if landed:
                log.info("no file given: building from what is landed: %s", some_of(landed))
                return
            sample = project.duckdb_path.parent / SAMPLE_NAME
            log.info("no file given: making the sample %s", sample)
            write_sample(sample)
            paths = [sample]
        options = LandingOptions(may_replace=request.may_replace)
        report.files = land(project, warehouse, paths, request.feed_path, progress, options)


def unresolved_files(incoming: Path | None) -> str | None:
    """What a monitor should learn about a run that went well otherwise, until someone has seen to it."""
    if not incoming:
        return None
    failed, below = unresolved(incoming), in_folders(incoming)
    said = [f"{', '.join(failed)} in {incoming}/failed"] if failed else []
    if below:
        said.append(
            f"{quoted(below)} in folders of {incoming}: only what lies in it itself is landed, so move up what is meant and the rest out of it"
        )
    return "; ".join(said) or None
