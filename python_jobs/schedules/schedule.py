"""What to install so that a run starts every day: a text to read and to copy.

Values of variables are written out, secrets are only named: a schedule may be shown to anybody.
"""

from __future__ import annotations

import datetime as dt
import getpass
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.paths import at_home
from python_jobs.core.project import Project
from python_jobs.schedules import cron, github_actions, systemd, task_scheduler
from python_jobs.schedules.job import NAME, Job

TEXTS: Mapping[str, Callable[[Job], str]] = {
    "cron": cron.text,
    "systemd": systemd.text,
    "task-scheduler": task_scheduler.text,
    "github-actions": github_actions.text,
}
SCHEDULERS = tuple(TEXTS)

OURS = "CUSTOMER_INTELLIGENCE_"
# dbt's own, which also say where this project writes
DBTS = ("DBT_TARGET_PATH", "DBT_LOG_PATH")
# the target stands in the command
TARGET = f"{OURS}TARGET"
SQL_SERVERS = f"{OURS}SQLSERVER_"
# The address of a webhook lets anybody write there, and a command may carry a key.
SECRET = re.compile("(PASSWORD|SECRET|TOKEN|KEY|NOTIFY_URL|NOTIFY_COMMAND)$")
# Lone surrogates are bytes of a file's name that are no text.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def schedule_text(
    project: Project,
    at: str,
    scheduler: str,
    incoming: Path | None = None,
    user: str | None = None,
) -> str:
    """The text to install with one of the SCHEDULERS, for a run every day at a time such as 06:00.

    incoming: the drop folder of the run. user: the account that runs it, by default this one.
    Raises InputError when something is given that no scheduler can take.
    """
    if scheduler not in TEXTS:
        raise InputError(
            f"There is no scheduler '{scheduler}'. Choose one of: {', '.join(SCHEDULERS)}."
        )
    return TEXTS[scheduler](make_job(project, at, incoming, user))


def make_job(
    project: Project, at: str, incoming: Path | None = None, user: str | None = None
) -> Job:
    """The daily run of this installation, with the variables that are set now.

    Raises InputError as schedule_text does.
    """
    time = _time(at)
    folder = project.folder.absolute()
    drop_folder = at_home(incoming).absolute() if incoming else None
    written = (project.duckdb_path.parent, drop_folder, project.target_folder, project.logs_folder)
    variables = _variables(project)
    secrets = tuple(name for name in variables if SECRET.search(name))
    job = Job(
        time=time,
        program=str(_executable(project)),
        target=project.target,
        incoming=str(drop_folder) if drop_folder else None,
        folder=str(folder),
        log_folder=str(project.logs_folder),
        written_folders=tuple(
            str(path) for path in written if path and not path.is_relative_to(folder)
        ),
        user=user or _this_account(),
        settings={name: value for name, value in variables.items() if name not in secrets},
        secrets=secrets,
        first_day=dt.date.today(),
    )
    for text in job.texts:
        if UNPRINTABLE.search(text):
            raise InputError(
                f"No scheduler takes the line breaks or control characters of {text!r}."
            )
    return job


def _time(text: str) -> dt.time:
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise InputError(
            f"--at is '{text}'; it takes a time of day from 00:00 to 23:59, such as 06:00."
        )
    return dt.time.fromisoformat(text)


def _variables(project: Project) -> dict[str, str]:
    """The variables that a run on the target reads, as they are set now."""
    return {
        name: value
        for name, value in sorted(os.environ.items())
        if value
        and (name.startswith(OURS) or name in DBTS)
        and name != TARGET
        and (project.target == "sqlserver" or not name.startswith(SQL_SERVERS))
    }


def _executable(project: Project) -> Path:
    """The installed command. Not `uv run`, which may want the network in the middle of a night.

    Raises InputError when there is none.
    """
    scripts, program = ("Scripts", f"{NAME}.exe") if os.name == "nt" else ("bin", NAME)
    here = Path(sys.executable).with_name(program)
    for path in (here, project.root / ".venv" / scripts / program):
        if path.is_file():
            return path.absolute()
    raise InputError(
        f"The command {NAME} is not installed in {here.parent}. Run uv sync in {project.root} and "
        "try again."
    )


def _this_account() -> str:
    """Who is logged in, on Windows with the domain; raises InputError when nobody has a name."""
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise InputError("This account has no name; give one with --user.") from None
    domain = os.environ.get("USERDOMAIN")
    return f"{domain}\\{name}" if domain else name
