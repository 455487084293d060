"""The group of commands, and what becomes of an error."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from python_jobs.cli import shop, watch, work
from python_jobs.cli.options import Invocation
from python_jobs.core.errors import (
    BUG_EXIT_CODE,
    STOPPED_EXIT_CODE,
    CustomerIntelligenceError,
    describe,
    exit_code,
)
from python_jobs.monitor import logs
from python_jobs.monitor.notify import Failure, notify

log = logging.getLogger(__name__)

# Commands that work while nobody watches; when others fail, somebody sits in front of them.
UNATTENDED = ("run", "land", "mine", "fit")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="customer-intelligence")
@click.option("--verbose", "-v", is_flag=True, help="Say more about each step.")
@click.option(
    "--log-format",
    type=click.Choice(logs.FORMATS),
    default=lambda: os.environ.get("CUSTOMER_INTELLIGENCE_LOG_FORMAT", logs.TEXT),
    help="Lines for people, or one JSON object a line for a log collector. "
    "CUSTOMER_INTELLIGENCE_LOG_FORMAT says it for good.",
)
@click.pass_context
def cli(context: click.Context, verbose: bool, log_format: str) -> None:
    """Order lines in, answers out: customer 360, RFM segments, cohorts, market-basket rules.

    Try it on made-up order lines (they make way for the first real ones):

    \b
        customer-intelligence run

    Then on yours (.csv, .csv.gz, .zip, .xlsx, or a folder of them):

    \b
        customer-intelligence run orders.csv --feed feeds/my_shop.yml

    Exit codes: 0 done, 1 a model or a test failed, 2 bad input or settings, 3 the warehouse (or Power BI)
    cannot be reached or doctor found something to mend, 4 another run is in progress, 5 a fault of ours
    (the log file has the details).
    """
    context.ensure_object(Invocation).command = context.invoked_subcommand or ""
    logs.set_up_screen(log_format, verbose)


for command in (*work.COMMANDS, *watch.COMMANDS, *shop.COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Run the command; a failure is one plain sentence and the exit code that goes with it."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _stop)
    command: Callable[..., Any] = cli
    invocation = Invocation()
    try:
        command(standalone_mode=True, obj=invocation)
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing is half done; run again to go on.", err=True)
        sys.exit(STOPPED_EXIT_CODE)
    except CustomerIntelligenceError as error:
        _leave(error, invocation)
    except Exception as error:
        if exit_code(error) == BUG_EXIT_CODE:
            log.debug("a fault of ours", exc_info=True)
            click.echo(
                "This should not have happened; nothing is half done. The details are in the log file "
                f"{logs.FILE_NAME}: please report them.",
                err=True,
            )
        _leave(error, invocation)


def _leave(error: Exception, invocation: Invocation) -> NoReturn:
    code = exit_code(error)
    click.echo(f"Error: {describe(error)}", err=True)
    log.debug("ended with exit code %s: %s", code, describe(error))
    if invocation.command in UNATTENDED:
        notify(Failure(invocation.command, invocation.target, code, describe(error)))
    sys.exit(code)


def _stop(signal_number: int, frame: object) -> None:
    """A polite request to end (a service that is stopped, a machine that goes down) ends like Ctrl-C."""
    raise KeyboardInterrupt


def _speak_utf8() -> None:
    """A Windows console's code page may lack a product's characters; show ? rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
