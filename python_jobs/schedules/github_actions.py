"""A workflow of GitHub Actions that starts by the clock."""

from __future__ import annotations

import json
import shlex

from python_jobs.schedules.job import MOST_HOURS, NAME, Job

WORKFLOW = """\
# A run of {name} every day at {time} UTC (some minutes later when GitHub is busy).
#
# This goes into .github/workflows/nightly.yml on the default branch; the clock starts no other.
{secrets}# A runner has only the repository: fetch the files to land in a step before{duckdb}.
# A variable with a path outside the project needs another value.
name: nightly

on:
  schedule:
    - cron: "{minute} {hour} * * *"
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: {name}
  cancel-in-progress: false

jobs:

  run:
    runs-on: ubuntu-24.04
    timeout-minutes: {minutes}
    env:
      PYTHONUTF8: "1"
{environment}    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065  # v5.6.0
        with:
          python-version: "3.11"
      - name: Land the new files and build the marts
        run: |
          python -m pip install --quiet uv
          uv run {command}
      # Whoever may read the repository may read this page, which shows customers.
      # - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02  # v4.6.2
      #   with:
      #     name: dashboards
      #     path: target/dashboards.html
"""
SECRETS = """\
# The secrets go into the repository's (Settings, Secrets and variables, Actions):
#
{lines}
#
"""
DUCKDB = """,
# and with DuckDB the warehouse as well, which a step after the run has to keep"""


def text(job: Job) -> str:
    """The workflow's file. Paths inside the project become relative to the checkout."""
    lines = "\n".join(f"#     gh secret set {name}" for name in job.secrets)
    arguments = [_from_checkout(job, argument) for argument in job.arguments]
    settings = [
        f"      {name}: {json.dumps(_literal(_from_checkout(job, value)), ensure_ascii=False)}\n"
        for name, value in job.settings.items()
    ]
    secrets = [f"      {name}: ${{{{ secrets.{name} }}}}\n" for name in job.secrets]
    return WORKFLOW.format(
        name=NAME,
        time=job.hour_and_minute,
        hour=job.time.hour,
        minute=job.time.minute,
        minutes=60 * MOST_HOURS,
        secrets=SECRETS.format(lines=lines) if job.secrets else "",
        duckdb=DUCKDB if job.target == "duckdb" else "",
        environment="".join([*settings, *secrets]),
        command=_literal(shlex.join([NAME, *arguments])),
    )


def _from_checkout(job: Job, text: str) -> str:
    folder = job.folder.rstrip("/\\")
    if text.startswith((f"{folder}/", f"{folder}\\")):
        return text[len(folder) + 1 :].replace("\\", "/")
    return text


def _literal(text: str) -> str:
    """A text in which GitHub finds no expression of its own."""
    return text.replace("${{", "${{ '${{' }}")
