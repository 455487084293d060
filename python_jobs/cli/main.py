"""The group of commands, and what becomes of an error."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

import click

from python_jobs.cli import files, shop, watch, work
from python_jobs.cli.options import Invocation
from python_jobs.core.errors import (
    BUG_EXIT_CODE,
    INTERRUPTED_EXIT_CODE,
    CustomerIntelligenceError,
    describe,
    exit_code,
)
from python_jobs.core.interrupts import SENTENCE, are_wanted, work_begins
from python_jobs.monitor import logs

log = logging.getLogger(__name__)

# Commands that work while nobody watches; when others fail, someone sits in front of them.
UNATTENDED = ("run", "land", "mine", "fit")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="customer-intelligence")
@click.option("--verbose", "-v", is_flag=True, help="Say more about each step.")
@click.option(
    "--log-format",
    type=click.Choice(logs.FORMATS),
    default=lambda: os.environ.get("CUSTOMER_INTELLIGENCE_LOG_FORMAT", logs.TEXT),
    help="Lines for people, or one JSON object a line for a log collector. "
    "Set CUSTOMER_INTELLIGENCE_LOG_FORMAT to make it permanent.",
)
@click.pass_context
def cli(context: click.Context, verbose: bool, log_format: str) -> None:
    """Order lines in, answers out: customer 360, RFM segments, cohorts, market-basket rules.

    Try it on made-up order lines (loading a real file removes them):

    \b
        customer-intelligence run

    Then on yours (.csv, .csv.gz, .zip, .xlsx, or a folder of them):

    \b
        customer-intelligence run orders.csv --feed feeds/my_shop.yml

    Exit codes: 0 done, 1 a model or a test failed, 2 bad input or settings, 3 the warehouse (or Power BI)
    cannot be reached or doctor found something to fix, 4 another run or program holds the warehouse,
    5 an internal error (the log file has the details), 130 interrupted.
    """
    context.ensure_object(Invocation).command = context.invoked_subcommand or ""
    logs.set_up_screen(log_format, verbose)


for command in (*work.COMMANDS, *files.COMMANDS, *watch.COMMANDS, *shop.COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Run the command; a failure is one plain sentence and the exit code that goes with it."""
    _speak_utf8()
    _keep_customers_private()
    work_begins()
    invocation = Invocation()
    try:
        # Not standalone: click would end a command that was interrupted with 1 and a word of its own.
        code = cli.main(standalone_mode=False, obj=invocation)
    except (KeyboardInterrupt, click.Abort):
        _leave_interrupted()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CustomerIntelligenceError as error:
        _leave(error, invocation)
    except Exception as error:
        # Libraries make errors of their own of a KeyboardInterrupt.
        if not are_wanted() and exit_code(error) == BUG_EXIT_CODE:
            log.debug("internal error", exc_info=True)
            click.echo(
                "This is an internal error. Nothing was left half done. The details are in the log file "
                f"{logs.FILE_NAME}; please report them.",
                err=True,
            )
        _leave(error, invocation)
    if are_wanted():
        _leave_interrupted()
    # click hands back what a command has given to its context's exit.
    sys.exit(code if isinstance(code, int) else 0)


def _leave_interrupted() -> NoReturn:
    click.echo(SENTENCE, err=True)
    log.debug("ended with exit code %s: interrupted", INTERRUPTED_EXIT_CODE)
    sys.exit(INTERRUPTED_EXIT_CODE)


def _leave(error: Exception, invocation: Invocation) -> NoReturn:
    if are_wanted():
        _leave_interrupted()
    code = exit_code(error)
    click.echo(f"Error: {describe(error)}", err=True)
    log.debug("ended with exit code %s: %s", code, describe(error))
    if invocation.command in UNATTENDED:
        from python_jobs.monitor.notify import Failure, notify

        notify(Failure(invocation.command, invocation.target, code, describe(error)))
    sys.exit(code)


def _keep_customers_private() -> None:
    """Nearly every file that is made holds customers' data: nobody but its owner and group may read it."""
    os.umask(os.umask(0o077) | 0o027)


def _speak_utf8() -> None:
    """A Windows console's code page may lack a product's characters; show ? rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
