"""The commands that look and change nothing."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import cast

import click

from python_jobs.cli.options import TARGET, FiniteNumber, open_project
from python_jobs.core.errors import InputError
from python_jobs.core.paths import at_home
from python_jobs.core.wording import shown
from python_jobs.schedules.schedule import SCHEDULERS, schedule_text
from python_jobs.words.language import LANGUAGES, read_language

NOT_WELL = 1
MOST_HOURS = 24 * 3660
NOTHING_WOULD_RUN = 3


@click.command()
@TARGET
def doctor(target: str | None) -> None:
    """Check that a run would work, and say how to fix what would not."""
    from python_jobs.doctor.examine import examine

    findings = examine(open_project(target))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'FIX '}  {finding.text}")
    if not all(finding.is_well for finding in findings):
        raise SystemExit(NOTHING_WOULD_RUN)


@click.command()
@TARGET
@click.option(
    "--last",
    type=click.IntRange(min=1, max=10_000),
    default=10,
    show_default=True,
    help="How many runs.",
)
@click.option("--steps", is_flag=True, help="Show the steps of each run as well.")
def history(target: str | None, last: int, steps: bool) -> None:
    """Show the last runs: when, how they ended, how long they took.

    The same is in the tables ops.pipeline_runs, ops.pipeline_steps and ops.test_results.
    """
    from python_jobs.core.console import answers
    from python_jobs.monitor.history import print_history
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse

    with open_warehouse(open_project(target), SECONDS_TO_LOOK) as warehouse:
        print_history(answers(), warehouse, last, steps)


@click.command()
@TARGET
@click.option(
    "--max-age",
    "max_age_hours",
    type=FiniteNumber(min=0, min_open=True, max=MOST_HOURS),
    default=26,
    show_default=True,
    metavar="HOURS",
    help="How long ago the last good run may have ended.",
)
@click.option(
    "--max-data-age",
    "max_data_age_days",
    type=click.IntRange(min=0, max=36_600),
    metavar="DAYS",
    help="How old the last sale in the marts may be; without it any age will do.",
)
def status(target: str | None, max_age_hours: float, max_data_age_days: int | None) -> None:
    """Check whether the data is fresh and correct. For a monitor: exit code 0 means yes, 1 means no."""
    from python_jobs.monitor.history import judge
    from python_jobs.run.lock import is_at_work
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse

    project = open_project(target)
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        verdict = judge(
            warehouse,
            dt.timedelta(hours=max_age_hours),
            None if max_data_age_days is None else dt.timedelta(days=max_data_age_days),
            project.build_suffix,
            (lambda: is_at_work(project)) if project.target == "duckdb" else (lambda: True),
        )
    for sentence in verdict.sentences:
        click.echo(sentence)
    click.echo("The data is fresh and correct." if verdict.is_well else "Attention needed.")
    if not verdict.is_well:
        raise SystemExit(NOT_WELL)


@click.command()
@TARGET
@click.option("--at", default="06:00", show_default=True, metavar="HH:MM", help="The time of day.")
@click.option(
    "--for",
    "scheduler",
    required=True,
    type=click.Choice(SCHEDULERS),
    help="Scheduler to generate for.",
)
@click.option(
    "--incoming",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The drop folder of the run.",
)
@click.option("--user", metavar="NAME", help="The account that runs it; by default this one.")
def schedule(
    target: str | None, at: str, scheduler: str, incoming: Path | None, user: str | None
) -> None:
    """Print what to install so that a run starts every day; it installs nothing.

    Set the variables CUSTOMER_INTELLIGENCE_… first, as the run should see them: their values are written
    into the text, and secrets are only named, with the place where each belongs.
    """
    project = open_project(target)
    click.echo(schedule_text(project, at, scheduler, incoming, user), nl=False)
    if incoming and not at_home(incoming).is_dir():
        # Beside the text, which goes into a file or a program.
        click.echo(
            f"There is no folder {shown(str(incoming), 200)} yet. Make it before the first run, or correct the path: until then every "
            "run fails.",
            err=True,
        )


@click.command()
@click.argument("name", metavar="LIST", type=click.Choice(["segments", "outlook"]))
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write: .csv for mail tools and spreadsheets, or .parquet.",
)
@TARGET
def export(name: str, path: Path | None, target: str | None) -> None:
    """Write a LIST of all customers for a mail tool: customer-intelligence export segments --to segments.csv

    \b
    segments  segment, the one before it, churn risk and expected value
    outlook   chance of an order, what is expected, what is at stake, and why
    """
    from python_jobs.export.lists import ListName, export_list
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse, refuse_missing

    if path is None:
        raise InputError(
            f"Say which file to write, for instance: customer-intelligence export {name} --to {name}.csv"
        )
    project = open_project(target)
    refuse_missing(project)
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        rows = export_list(warehouse, cast(ListName, name), path)
    click.echo(f"{path}: {rows:,} customers")


@click.command()
@TARGET
@click.option("--html", "as_page", is_flag=True, help="Write HTML for a mail in place of text.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="The language of the sentences.",
)
def brief(target: str | None, as_page: bool, language: str) -> None:
    """Print what an executive should know: what moved, why, whom to call.

    Each sentence names the page of the dashboards where its rows are. In HTML these are links when
    CUSTOMER_INTELLIGENCE_DASHBOARDS_URL says where the page is.
    """
    from python_jobs.brief.facts import read_facts
    from python_jobs.brief.sentences import brief as sentences_of
    from python_jobs.brief.write import as_html, as_text
    from python_jobs.core.errors import WarehouseError
    from python_jobs.warehouses.warehouse import (
        SECONDS_TO_LOOK,
        open_warehouse,
        perhaps_not_built,
        refuse_missing,
    )

    spoken = read_language(language)
    project = open_project(target)
    refuse_missing(project)
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        try:
            sentences = sentences_of(read_facts(warehouse), spoken)
        except WarehouseError as error:
            raise perhaps_not_built(error) from None
    url = os.environ.get("CUSTOMER_INTELLIGENCE_DASHBOARDS_URL", "")
    text = as_html(sentences, url, spoken) if as_page else as_text(sentences, spoken)
    click.echo(text, nl=not as_page)


COMMANDS = (doctor, export, history, status, schedule, brief)
