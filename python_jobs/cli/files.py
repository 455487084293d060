"""The commands about files of order lines: land, inspect, files, forget."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape

from python_jobs.cli.one_step import one_step
from python_jobs.cli.options import (
    FEED,
    LOG_FORMAT,
    REPLACE,
    TARGET,
    WAIT,
    open_project,
)
from python_jobs.core.errors import InputError
from python_jobs.core.wording import counted

if TYPE_CHECKING:
    from python_jobs.landing.land import LandedFile


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@FEED
@REPLACE
@click.option(
    "--dry-run", is_flag=True, help="Read the files and say what would happen; change nothing."
)
@TARGET
@WAIT
@LOG_FORMAT
def land(
    files: tuple[Path, ...],
    feed: Path | None,
    may_replace: bool,
    dry_run: bool,
    target: str | None,
    wait_minutes: float,
) -> None:
    """Land FILES into raw.order_lines, and stop there.

    The lines of other files stay: every landed file counts. A file that is landed already, byte for
    byte, is skipped; a changed file of the same name replaces the lines it had before, and is
    refused when it has other orders (--replace takes it). Lines that cannot be read go to
    raw.rejected_lines with the reason.
    """
    from python_jobs.core.console import Progress
    from python_jobs.landing.land import LandingOptions
    from python_jobs.landing.land import land as land_files
    from python_jobs.warehouses.warehouse import open_warehouse

    project = open_project(target)
    options = LandingOptions(may_replace=may_replace, is_dry_run=dry_run)
    progress = Progress(Console(stderr=True))
    if dry_run:
        with open_warehouse(project) as warehouse:
            for file in land_files(project, warehouse, files, feed, progress, options):
                click.echo(_would(file))
        return
    with one_step(project, "land", "land", wait_minutes) as at:
        landed = land_files(project, at.warehouse, files, feed, progress, options)
        [(files_landed, lines)] = at.warehouse.query(
            "select count(*), coalesce(sum(row_count), 0) from raw.landed_files"
        )
        at.step.rows_in = sum(file.row_count + file.rejected_count for file in landed)
        at.step.rows_out = sum(file.row_count for file in landed)
        # The warehouse may be a copy, which has the same name elsewhere.
        location = project.duckdb_path if project.target == "duckdb" else at.warehouse.location
    new = sum(file.outcome in ("landed", "replaced") for file in landed)
    removed = sum(file.gone.replaced + file.gone.of_the_sample for file in landed)
    in_place = f" in place of {counted(removed, 'old line')}" if removed else ""
    superseded = sum(file.gone.superseded for file in landed)
    versions = (
        f"{counted(superseded, 'line')} of older versions of orders no longer count; "
        if superseded
        else ""
    )
    click.echo(
        f"{new} of {counted(len(landed), 'file')} landed{in_place}; {versions}the warehouse {location} now holds "
        f"{counted(int(lines), 'line')} of {counted(files_landed, 'file')}."
    )
    if new:
        click.echo(
            "What orders show only together, and files beside one another, is looked at by  customer-intelligence run  (or dbt build)."
        )


def _would(file: LandedFile) -> str:
    """What a landing would do with a file, in a line or a few."""
    if file.outcome == "left out":
        return f"{file.name}: it has no order lines and would be left out."
    if file.outcome == "unchanged":
        return f"{file.name}: its bytes are landed already; nothing would change."
    gone = file.gone
    verb = (
        "be landed"
        if file.outcome == "landed"
        else f"take the place of the {counted(gone.replaced, 'line')} of the same name"
    )
    said = [
        f"{file.name}: {counted(file.row_count, 'line')} would {verb}, {file.rejected_count:,} would be "
        f"rejected, {file.left_out_count:,} left out."
    ]
    if gone.superseded:
        said.append(
            f"{counted(gone.superseded, 'line')} of older versions of its orders in other files would no longer count."
        )
    if gone.of_the_sample:
        said.append(f"The {counted(gone.of_the_sample, 'line')} of the sample would be removed.")
    said += [f"Doubt: {doubt}" for doubt in file.doubts]
    return "\n  ".join(said)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@FEED
@click.option(
    "--write",
    "write_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FEED.yml",
    help="Where to write the proposed feed, for instance feeds/my_shop.yml.",
)
@TARGET
@LOG_FORMAT
def inspect(file: Path, feed: Path | None, write_path: Path | None, target: str | None) -> None:
    """Show how each column of FILE is understood, and land nothing.

    For each field: its column, and examples as written and as read; then what is left out, the
    orders, customers, days and totals, and every doubt that the file alone shows. Where no feed fits one is proposed, by the names of
    the columns in two dozen languages and by their values; what nobody can tell is asked on a terminal; --write
    saves the feed.
    """
    from python_jobs.cli.inspection import ask_person, print_inspection
    from python_jobs.core.console import Progress, answers
    from python_jobs.core.own_file import own_file
    from python_jobs.landing.inspection.inspect import inspect as inspect_file

    if write_path and write_path.exists():
        raise InputError(f"{write_path} is there already. Give another name, or delete it.")
    if write_path:
        own_file(write_path, "a feed", (), (".yml", ".yaml"))
    progress = Progress(Console(stderr=True))
    found = inspect_file(open_project(target), file, feed, progress, ask_person)
    print_inspection(answers(None), found)
    if found.refusal:
        raise InputError(found.refusal)
    if write_path and not found.proposed:
        click.echo(
            f"The feed {found.feed} fits already, and nothing is written. Land the file with it."
        )
        return
    if found.is_unusable:
        raise InputError(
            f"{found.name} cannot be used as it is. {' '.join(one.text for one in found.questions)}"
            f"{' No feed is written.' if write_path else ''}"
        )
    if write_path:
        try:
            write_path.parent.mkdir(parents=True, exist_ok=True)
            write_path.write_text(found.proposed, encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"The feed cannot be written to {write_path}: {error.strerror or error}."
            ) from None
        click.echo(f"The feed is written to {write_path}.")
    if found.questions:
        place = write_path or "the proposed feed"
        raise InputError(
            f"Nobody can tell: {' '.join(one.text for one in found.questions)} The lines for each answer stand in {place}: take "
            "the # away from those that are right (or name the columns there yourself), and give the feed with --feed."
        )


@click.command()
@TARGET
@LOG_FORMAT
def files(target: str | None) -> None:
    """List the files whose lines are in the warehouse."""
    from rich.table import Table

    from python_jobs.core.console import answers
    from python_jobs.core.wording import shown
    from python_jobs.landing.landed import list_landed
    from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse, refuse_missing

    project = open_project(target)
    refuse_missing(project)
    with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
        landed = list_landed(warehouse)
    if not landed:
        click.echo("No file is landed.")
        return
    table = Table(box=None, pad_edge=False)
    # a name is what `forget` takes: it goes on in the next line where it is too long, and loses nothing
    table.add_column("file", overflow="fold")
    table.add_column("landed (UTC)", no_wrap=True)
    for title in ("lines", "rejected", "left out", "doubts"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("feed", overflow="fold")
    for one in landed:
        counts = (one.row_count, one.rejected_count, one.left_out_count, one.doubt_count)
        table.add_row(
            escape(shown(one.name, 255)),
            one.landed_at,
            *(f"{count:,}" for count in counts),
            escape(one.feed),
        )
    answers().print(table)


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--customer",
    "customers",
    multiple=True,
    metavar="ID",
    help="Take a person out of every file, by their customer ID; may be given several times.",
)
@TARGET
@WAIT
@LOG_FORMAT
def forget(
    names: tuple[str, ...], customers: tuple[str, ...], target: str | None, wait_minutes: float
) -> None:
    """Take the lines of landed files out of the warehouse again, by the files' NAMES.

    For a file that should not have been landed, or whose lines make a data test fail. With --customer the
    lines of a person stay as those of a guest, and nothing records whose they were. The marts follow with the
    next run.
    """
    from python_jobs.landing.forget import forget as forget_files
    from python_jobs.landing.forget import forget_customers
    from python_jobs.warehouses.warehouse import refuse_missing

    if bool(names) == bool(customers):
        raise InputError("Give the NAMES of files, or --customer with an ID.")
    project = open_project(target)
    refuse_missing(project)
    with one_step(project, "forget", "forget", wait_minutes) as at:
        if customers:
            at.step.rows_out = lines = forget_customers(at.warehouse, customers)
            at.record.message = f"{counted(len(customers), 'customer')} taken out"
        else:
            at.step.rows_out = lines = forget_files(at.warehouse, names)
            at.record.message = f"Taken out: {', '.join(names)}"
    if customers:
        click.echo(
            f"{lines:,} lines name no customer any more; customer-intelligence run builds the marts without "
            "them. Take the person out of the files as well, or landing them again brings them back."
        )
        return
    click.echo(
        f"Removed {counted(lines, 'line')} of {counted(len(names), 'file')}; customer-intelligence run builds the marts "
        "without them."
    )


COMMANDS = (land, inspect, files, forget)
