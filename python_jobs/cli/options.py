"""What several commands take, and the project that they work on."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from python_jobs.core.project import TARGETS, Project, find_project
from python_jobs.core.variables import check, parse_given, read_rules
from python_jobs.monitor.logs import FORMATS, set_up_file, set_up_screen

# A week: after that nobody waits for the command any more.
MOST_MINUTES = 7 * 24 * 60

FEED = click.option(
    "--feed",
    type=click.Path(path_type=Path),
    help="YAML file that says which column is what; without it the feeds of the project and of your shop are tried.",
)


@dataclass
class Invocation:
    """What was called: the command and the target as click understood them, for the notification of a
    failure."""

    command: str = ""
    target: str = field(
        default_factory=lambda: os.environ.get("CUSTOMER_INTELLIGENCE_TARGET") or "duckdb"
    )


def _note_target(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if value:
        context.ensure_object(Invocation).target = value
    return value


REPLACE = click.option(
    "--replace",
    "may_replace",
    is_flag=True,
    help="Also take a file with other orders than the one of its name that is landed.",
)
TARGET = click.option(
    "--target",
    type=click.Choice(TARGETS),
    callback=_note_target,
    help="The warehouse: duckdb (a file, the default), sqlserver, spark or fabricspark. "
    "Set CUSTOMER_INTELLIGENCE_TARGET to make it permanent.",
)
VARIABLES = click.option(
    "--vars",
    "given_vars",
    default="{}",
    metavar="YAML",
    help="dbt vars that override dbt_project.yml, as in dbt: '{as_of_date: 2011-12-31}'.",
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["projection", "mlxtend"]),
    default="projection",
    show_default=True,
    help="How itemsets are counted: by the project's fast engine, or by mlxtend's FP-Growth to compare.",
)


def _set_log_format(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    root = context.find_root()
    if value and "verbose" in root.params:
        root.params["log_format"] = value
        set_up_screen(value, root.params["verbose"])


# People write it behind the command as often as before it.
LOG_FORMAT = click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    expose_value=False,
    callback=_set_log_format,
    help="Lines for people (text), or one JSON object a line (json).",
)


class FiniteNumber(click.FloatRange):
    """A number within bounds; not infinity, and not the word nan, which is within any."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


WAIT = click.option(
    "--wait",
    "wait_minutes",
    type=FiniteNumber(min=0, max=MOST_MINUTES),
    default=0,
    metavar="MINUTES",
    help="How long to wait for another run to end; without it the command ends with exit code 4.",
)


def open_project(target: str | None, given_vars: str = "{}") -> Project:
    """The project to work on, with its log file open.

    Raises InputError when there is none, or when the target or a var cannot be used.
    """
    project = find_project(target, parse_given(given_vars))
    root = click.get_current_context().find_root()
    set_up_file(project.logs_folder, root.params.get("log_format", "text"))
    check(project.variables, read_rules(project.root))
    return project
