"""How a run or a step of it ended, when, and by which commit, in the words of its record."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess

from python_jobs.core.errors import INTERRUPTED_EXIT_CODE, describe, exit_code
from python_jobs.core.interrupts import SENTENCE, are_wanted
from python_jobs.core.project import Project

RUNNING, SUCCEEDED, FAILED = "running", "succeeded", "failed"
INTERRUPTED, KILLED = "interrupted", "killed"


def now() -> dt.datetime:
    """The time in UTC, to the millisecond, as the tables hold it."""
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def git_commit(project: Project) -> str | None:
    """The commit of the checkout, None where there is none or no git."""
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603  # the program that the system finds under its name, no input
        [git, "rev-parse", "HEAD"],
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.strip()[:40] or None


def status_of(error: BaseException) -> str:
    """failed or interrupted."""
    return INTERRUPTED if _is_interrupt(error) else FAILED


def exit_code_of(error: BaseException) -> int:
    """The exit code of the command that ends with an error."""
    return INTERRUPTED_EXIT_CODE if _is_interrupt(error) else exit_code(error)


def message_of(error: BaseException) -> str:
    """What is said of it."""
    return SENTENCE if _is_interrupt(error) else describe(error)


def _is_interrupt(error: BaseException) -> bool:
    """Libraries make other errors of a KeyboardInterrupt."""
    return are_wanted() or isinstance(error, KeyboardInterrupt)
