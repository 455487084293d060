"""A job for the tests of its texts, and names that some scheduler would read as its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_jobs.schedules.job import Job

NASTY_NAMES = [
    "plain",
    "with spaces",
    "R&D <new>",
    "100% sure %h",
    "it's",
    'the "best"',
    "$HOME ${x} $(y) `z` ${{ a }}",
    "back\\slash",
    "Zürich -- é 😀",
    "#1; *?!~",
]


def job_in(folder: str, **changes: Any) -> Job:
    """A run of a project in a folder on a Unix system, with a drop folder beside it."""
    job = Job(
        time=dt.time(6, 5),
        program=f"{folder}/bin/customer-intelligence",
        target="sqlserver",
        incoming=f"{folder} in",
        folder=folder,
        log_folder=f"{folder}/logs",
        written_folders=(f"{folder} in",),
        user="loader",
        settings={
            "CUSTOMER_INTELLIGENCE_DUCKDB_PATH": f"{folder}/warehouse.duckdb",
            "CUSTOMER_INTELLIGENCE_SQLSERVER_HOST": "sql01",
        },
        secrets=(),
        first_day=dt.date(2026, 1, 31),
    )
    return replace(job, **changes)


def install_stand_in(job: Job, exit_code: int = 0) -> None:
    """A program in the job's place that prints where it is, what it is told and what it knows."""
    program = Path(job.program)
    program.parent.mkdir(parents=True)
    Path(job.log_folder).mkdir()
    names = (*job.settings, *job.secrets)
    known = " ".join(f'"${name}"' for name in names)
    script = f'#!/bin/sh\nprintf "%s\\n" "$PWD" "$@" {known}\nexit {exit_code}\n'
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
