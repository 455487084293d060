"""The commands that make something of what is landed: run, mine, fit, dashboards; and the sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click
from rich.console import Console

from python_jobs.cli.one_step import one_step
from python_jobs.cli.options import (
    ENGINE,
    FEED,
    LOG_FORMAT,
    REPLACE,
    TARGET,
    VARIABLES,
    WAIT,
    open_project,
)
from python_jobs.core.errors import InputError
from python_jobs.monitor.logs import FILE_NAME


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--incoming",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="A drop folder to read instead of FILES. Landed files move to its folder done; files that "
    "cannot be used move to failed, each with a file that says why.",
)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Build also when no file, setting or rule has changed since the published build.",
)
@FEED
@REPLACE
@TARGET
@VARIABLES
@ENGINE
@WAIT
@LOG_FORMAT
def run(files: tuple[Path, ...], target: str | None, **options: Any) -> None:
    """Land FILES, build and test every model, mine the rules, and show the result.

    Without FILES it builds from what is landed already; on a fresh warehouse it makes the sample and
    runs on that. Running again with nothing new ends at once and changes nothing.

    What readers see changes once, at the end, and only when every test has passed.
    """
    from python_jobs.core.console import Progress, answers
    from python_jobs.run.pipeline import run as run_pipeline
    from python_jobs.run.request import RunRequest
    from python_jobs.run.summary import print_summary
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse

    if files and options["incoming"]:
        raise InputError("Give FILES or --incoming, not both.")
    project = open_project(target, options["given_vars"])
    request = RunRequest(
        files,
        options["incoming"],
        options["feed"],
        options["engine"],
        60 * options["wait_minutes"],
        options["may_replace"],
        options["rebuild"],
    )
    report = run_pipeline(project, request, Progress(Console(stderr=True)))
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        print_summary(answers(None), warehouse, report)
    if report.failed_files:
        from python_jobs.core.wording import shown

        names = ", ".join(shown(file.path.name) for file in report.failed_files)
        where = (
            f"in a file beside it in {report.failed_files[0].path.parent}"
            if all(file.has_reason_beside for file in report.failed_files)
            else f"in the log, {project.logs_folder / FILE_NAME}"
        )
        raise InputError(
            f"Not every file could be landed: {names}. The reason for each is {where}; everything else is done."
        )


@click.command()
@TARGET
@VARIABLES
@ENGINE
@WAIT
@LOG_FORMAT
def mine(target: str | None, given_vars: str, engine: str, wait_minutes: float) -> None:
    """Mine market-basket rules from marts.basket_items into mining.mba_rules.

    The marts must have been built (`dbt build`). The thresholds are the dbt vars mba_….
    """
    from python_jobs.mining.job import mine as mine_rules
    from python_jobs.mining.settings import Engine
    from python_jobs.run.fingerprint import forget_published
    from python_jobs.warehouses.warehouse import refuse_missing

    project = open_project(target, given_vars)
    refuse_missing(project)
    with one_step(project, "mine", "mine rules", wait_minutes) as at:
        at.warehouse.change(forget_published(project))
        result = mine_rules(at.warehouse, project.variables, cast(Engine, engine))
        at.step.rows_out = result.rule_count
    click.echo(
        f"{result.rule_count:,} rules from {result.total_baskets:,} baskets; "
        "dbt build --select source:mining.mba_rules+ brings them into the marts."
    )


@click.command()
@TARGET
@VARIABLES
@WAIT
@LOG_FORMAT
def fit(target: str | None, given_vars: str, wait_minutes: float) -> None:
    """Fit the purchase model of all customers' histories into mining.purchase_model.

    One fit of today, and one of each cut in the past, by which the predictions are tested. The marts must have
    been built (`dbt build`). The settings are the dbt vars outlook_….
    """
    from python_jobs.purchase_model.job import fit as fit_model
    from python_jobs.run.fingerprint import forget_published
    from python_jobs.warehouses.warehouse import refuse_missing

    project = open_project(target, given_vars)
    refuse_missing(project)
    with one_step(project, "fit", "fit the purchase model", wait_minutes) as at:
        at.warehouse.change(forget_published(project))
        result = fit_model(at.warehouse, project.variables)
        at.step.rows_in, at.step.rows_out = result.customers, result.fits
    made = (
        f"nothing is predicted: {result.unpredicted}"
        if result.unpredicted
        else f"that of today on {result.customers:,} customers"
    )
    click.echo(
        f"{result.fits} fits, {made}; "
        "dbt build --select source:mining.purchase_model+ brings that into the marts."
    )


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--invoices",
    type=click.IntRange(min=1, max=1_000_000),
    default=4000,
    show_default=True,
    help="About how many invoices.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="Random seed: the same seed gives the same shop.",
)
def sample(out: Path, invoices: int, seed: int) -> None:
    """Write realistic made-up order lines, with every known defect, to the CSV file OUT."""
    from python_jobs.sample.generate import write_sample

    lines = write_sample(out, invoices, seed)
    click.echo(f"{out}: {lines:,} lines")


@click.command()
@TARGET
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; by default dashboards.html in dbt's target folder.",
)
def dashboards(target: str | None, out: Path | None) -> None:
    """Write the dashboards: one HTML file with all pages, which needs no server and no network."""
    from python_jobs.dashboards.job import write_dashboards
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse, refuse_missing

    project = open_project(target)
    refuse_missing(project)
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        click.echo(write_dashboards(warehouse, out or project.dashboards_page))


COMMANDS = (run, mine, fit, sample, dashboards)
