"""The command customer-intelligence."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click
import yaml
from rich.console import Console
from rich.logging import RichHandler

from python_jobs.errors import CustomerIntelligenceError, InputError
from python_jobs.project import TARGETS, Project, find_project

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
FEED = click.option(
    "--feed",
    type=click.Path(path_type=Path),
    help="YAML file that says which column is what; without it the files in feeds/ are tried.",
)
TARGET = click.option(
    "--target",
    type=click.Choice(TARGETS),
    help="The warehouse: duckdb (a file, the default) or sqlserver. "
    "CUSTOMER_INTELLIGENCE_TARGET says it for good.",
)
VARIABLES = click.option(
    "--vars",
    "given_vars",
    default="{}",
    metavar="YAML",
    help="dbt vars in place of those in dbt_project.yml, as in dbt: '{as_of_date: 2011-12-31}'.",
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["projection", "mlxtend"]),
    default="projection",
    show_default=True,
    help="What counts the itemsets: our own fast engine, or mlxtend's FP-Growth as the reference.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="customer-intelligence")
@click.option("--verbose", "-v", is_flag=True, help="Say more about each step.")
def cli(verbose: bool) -> None:
    """Order lines in, answers out: customer 360, RFM segments, cohorts, market-basket rules.

    Try it on made-up order lines (they make way for the first real ones):

    \b
        customer-intelligence run

    Then on yours (.csv, .csv.gz, .zip, .xlsx, or a folder of them):

    \b
        customer-intelligence run orders.csv --feed feeds/my_shop.yml
    """
    _set_up_logging(verbose)


@cli.command()
@FILES
@FEED
@TARGET
@VARIABLES
@ENGINE
def run(files: tuple[Path, ...], feed: Path | None, target: str | None, **options: Any) -> None:
    """Land FILES, build and test every model, mine the rules, and show the result.

    Without FILES it builds from what is landed already; on a fresh warehouse it makes the sample and
    runs on that. Running twice on the same files changes nothing.
    """
    from python_jobs import pipeline
    from python_jobs.console import Progress
    from python_jobs.summary import print_summary
    from python_jobs.warehouses.warehouse import open_warehouse

    project = _project(target, options["given_vars"])
    report = pipeline.run(project, files, feed, options["engine"], Progress(Console(stderr=True)))
    with open_warehouse(project) as warehouse:
        print_summary(Console(), warehouse, report)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@FEED
@TARGET
def land(files: tuple[Path, ...], feed: Path | None, target: str | None) -> None:
    """Land FILES into raw.order_lines and do no more.

    The warehouse keeps what other files brought; whatever is landed counts. A file whose bytes are landed already is left alone; a changed file of the same name replaces the
    lines it had before. Lines that cannot be read go to raw.rejected_lines with the reason.
    """
    from python_jobs.console import Progress
    from python_jobs.landing.land import land as land_files
    from python_jobs.warehouses.warehouse import open_warehouse

    project = _project(target)
    with open_warehouse(project) as warehouse:
        landed = land_files(project, warehouse, files, feed, Progress(Console(stderr=True)))
        [(files_landed, lines)] = warehouse.query(
            "select count(*), coalesce(sum(row_count), 0) from raw.landed_files"
        )
    new = sum(file.outcome != "unchanged" for file in landed)
    click.echo(
        f"{new} of {len(landed)} file(s) landed; the warehouse {warehouse.location} now holds "
        f"{int(lines):,} lines of {files_landed} file(s)."
    )


@cli.command()
@TARGET
@VARIABLES
@ENGINE
def mine(target: str | None, given_vars: str, engine: str) -> None:
    """Mine market-basket rules from marts.basket_items into mining.mba_rules.

    The marts must have been built (`dbt build`). The thresholds are the dbt vars mba_….
    """
    from python_jobs.mining.itemsets import Engine
    from python_jobs.mining.job import mine as mine_rules
    from python_jobs.warehouses.warehouse import open_warehouse

    project = _project(target, given_vars)
    with open_warehouse(project) as warehouse:
        result = mine_rules(warehouse, project.variables, cast(Engine, engine))
    click.echo(
        f"{result.rule_count:,} rules from {result.total_baskets:,} baskets; "
        "dbt build --select source:mining.mba_rules+ brings them into the marts."
    )


@cli.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--invoices", default=4000, show_default=True, help="About how many invoices.")
@click.option("--seed", default=7, show_default=True, help="Another seed, another shop.")
def sample(out: Path, invoices: int, seed: int) -> None:
    """Write realistic made-up order lines, with every known defect, to the CSV file OUT."""
    from python_jobs.sample.generate import write_sample

    lines = write_sample(out, invoices, seed)
    click.echo(f"{out}: {lines:,} lines")


@cli.command()
@TARGET
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; by default dashboards.html in dbt's target folder.",
)
def dashboards(target: str | None, out: Path | None) -> None:
    """Write the dashboards: one HTML file with four pages, which needs no server and no network."""
    from python_jobs.dashboards.job import default_path, write_dashboards
    from python_jobs.warehouses.warehouse import open_warehouse

    project = _project(target)
    with open_warehouse(project) as warehouse:
        click.echo(write_dashboards(warehouse, out or default_path(project)))


@cli.command()
@TARGET
def doctor(target: str | None) -> None:
    """Check that a run would work, and say how to mend what would not."""
    from python_jobs.doctor import examine

    findings = examine(_project(target))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'MEND'}  {finding.text}")
    if not all(finding.is_well for finding in findings):
        raise SystemExit(3)


def main() -> None:
    """Run the command; a failure is one plain sentence and the exit code that goes with it."""
    _speak_utf8()
    command: Callable[..., Any] = cli
    try:
        command(standalone_mode=True)
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing is half done; run again to go on.", err=True)
        sys.exit(130)
    except CustomerIntelligenceError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _project(target: str | None, given_vars: str = "{}") -> Project:
    try:
        variables = yaml.safe_load(given_vars) or {}
    except (yaml.YAMLError, ValueError):
        variables = None
    if not isinstance(variables, dict):
        raise InputError(
            f"--vars takes YAML such as '{{rfm_monetary: gross}}', not {given_vars!r}."
        )
    # YAML reads 2011-12-31 as a date; dbt vars are text and numbers.
    texts = {
        key: value if isinstance(value, int | float | str) else str(value)
        for key, value in variables.items()
    }
    project = find_project(target, texts)
    unknown = sorted(set(texts) - set(project.variables_in_file))
    if unknown:
        raise InputError(
            f"There is no var {', '.join(unknown)}. dbt_project.yml has: "
            f"{', '.join(project.variables_in_file)}."
        )
    return project


def _set_up_logging(verbose: bool) -> None:
    console = Console(stderr=True)
    handler: logging.Handler
    if console.is_terminal:
        handler = RichHandler(console=console, show_path=False, show_level=False)
        handler.setFormatter(logging.Formatter("%(message)s", datefmt="[%X]"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(
            logging.Formatter("%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
        )
    logger = logging.getLogger("python_jobs")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False


def _speak_utf8() -> None:
    """A Windows console's code page may lack a product's characters; show ? rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
