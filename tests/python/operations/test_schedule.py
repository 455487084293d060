"""The schedule as a whole: what it takes, what it refuses, and that no secret is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from python_jobs.cli import cli
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.schedules import github_actions
from python_jobs.schedules.schedule import SCHEDULERS, make_job, schedule_text
from tests.python.conftest import ROOT
from tests.python.operations.schedules import NASTY_NAMES, job_in

SECRETS = {
    "CUSTOMER_INTELLIGENCE_SQLSERVER_PASSWORD": "not-for-a-text-1",
    "CUSTOMER_INTELLIGENCE_POWER_BI_CLIENT_SECRET": "not-for-a-text-2",
    "CUSTOMER_INTELLIGENCE_NOTIFY_URL": "https://hooks.example.com/not-for-a-text-3",
    "CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND": "tell --key not-for-a-text-4",
}
SETTINGS = {
    "CUSTOMER_INTELLIGENCE_SQLSERVER_HOST": "sql01.example.com",
    "CUSTOMER_INTELLIGENCE_SQLSERVER_USER": "loader",
    "CUSTOMER_INTELLIGENCE_POWER_BI_API_URL": "https://api.powerbi.com",
    "DBT_TARGET_PATH": "elsewhere",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("CUSTOMER_INTELLIGENCE_", "DBT_")):
            monkeypatch.delenv(name)
    for name, value in {**SECRETS, **SETTINGS}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def project() -> Project:
    return Project(ROOT, "sqlserver", {})


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_settings_are_written_out_and_secrets_named(project: Project, scheduler: str) -> None:
    text = schedule_text(project, "06:00", scheduler, user="loader")
    for name, value in SETTINGS.items():
        assert name in text
        assert value in text
    assert [name for name in SECRETS if name not in text] == []
    assert "not-for-a-text" not in text


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_a_text_says_first_what_to_do_with_it(project: Project, scheduler: str) -> None:
    text = schedule_text(project, "06:00", scheduler)
    assert text.startswith(("# A run of customer-intelligence every day at 06:00", "<!--"))
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "at", ["6:00", "24:00", "06:60", "0600", "06:00:00", " 06:00", "noon", "", "٠٦:٠٠"]
)
def test_a_time_that_is_none_is_refused(project: Project, at: str) -> None:
    with pytest.raises(InputError, match="--at"):
        schedule_text(project, at, "cron")


def test_a_scheduler_that_is_none_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="cron, systemd, task-scheduler, github-actions"):
        schedule_text(project, "06:00", "at")


@pytest.mark.parametrize("value", ["two\nlines", "a\tb", "a\x7f"])
def test_a_line_break_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_SQLSERVER_HOST", value)
    with pytest.raises(InputError, match="line breaks or control characters"):
        schedule_text(project, "06:00", "cron")


def test_the_job_is_the_installed_command(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "feeds")
    job = make_job(project, "23:59", Path("in"))
    assert Path(job.program).is_file()
    assert Path(job.program).is_absolute()
    assert job.arguments == (
        "run",
        "--incoming",
        str(ROOT / "feeds" / "in"),
        "--target",
        "sqlserver",
    )
    assert job.folder == str(ROOT)
    assert job.hour_and_minute == "23:59"
    assert job.user


def test_a_folder_outside_the_project_is_known(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / "shop.duckdb"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    job = make_job(project, "06:00", tmp_path / "in")
    assert job.written_folders == (str(tmp_path), str(tmp_path / "in"), str(tmp_path / "logs"))
    assert job.log_folder == str(tmp_path / "logs")


def test_a_run_on_duckdb_needs_nothing_of_sql_server(project: Project) -> None:
    job = make_job(replace(project, target="duckdb"), "06:00")
    assert not any("SQLSERVER" in name for name in (*job.settings, *job.secrets))
    assert "CUSTOMER_INTELLIGENCE_NOTIFY_URL" in job.secrets
    assert job.arguments == ("run", "--target", "duckdb")


def test_a_command_that_is_not_installed_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(InputError, match="uv sync"):
        make_job(Project(tmp_path, "duckdb", {}), "06:00")


def workflow(text: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(text)
    return found


def without_expressions(text: str) -> str:
    """What GitHub makes of a text: of its expressions there is only the one that stands for ${{."""
    assert text.replace("${{ '${{' }}", "").count("${{") == 0
    return text.replace("${{ '${{' }}", "${{")


def test_the_workflow_starts_by_the_clock_and_may_only_read() -> None:
    text = github_actions.text(job_in("/srv/shop", secrets=tuple(SECRETS)))
    content = workflow(text)
    # YAML 1.1 reads on as true
    assert content[True]["schedule"] == [{"cron": "5 6 * * *"}]
    assert content["permissions"] == {"contents": "read"}
    assert content["concurrency"]["cancel-in-progress"] is False
    job = content["jobs"]["run"]
    for name in SECRETS:
        assert job["env"][name] == f"${{{{ secrets.{name} }}}}"
    pins = [step["uses"] for step in job["steps"] if "uses" in step]
    ci = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert len(pins) == 2
    assert [pin for pin in pins if pin not in ci] == []
    linted = subprocess.run(
        [sys.executable, "-m", "yamllint", "--strict", "-c", ROOT / ".yamllint.yml", "-"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (linted.returncode, linted.stdout) == (0, "")


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_the_workflow_holds_any_path(name: str) -> None:
    job = job_in(f"/srv/{name}", incoming=f"/mnt/{name}")
    content = workflow(github_actions.text(job))["jobs"]["run"]
    environment = content["env"]
    # a path inside the project is one of the checkout
    assert environment["CUSTOMER_INTELLIGENCE_DUCKDB_PATH"] == "warehouse.duckdb"
    outside = replace(job, settings={"CUSTOMER_INTELLIGENCE_X": name})
    written = workflow(github_actions.text(outside))["jobs"]["run"]["env"]
    assert without_expressions(written["CUSTOMER_INTELLIGENCE_X"]) == name


@pytest.mark.skipif(os.name == "nt", reason="the runner's shell is one of Linux")
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_the_runner_starts_the_command_with_any_path(name: str, tmp_path: Path) -> None:
    for program in ("python", "uv"):
        (tmp_path / program).write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
        (tmp_path / program).chmod(0o755)
    job = job_in("/srv/shop", incoming=f"/mnt/{name}")
    steps = workflow(github_actions.text(job))["jobs"]["run"]["steps"]
    [script] = [step["run"] for step in steps if "run" in step]
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", without_expressions(script)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    words = ["run", "customer-intelligence", "run", "--incoming", f"/mnt/{name}"]
    assert done.stdout.splitlines()[-7:] == [*words, "--target", "sqlserver"]


def test_a_drop_folder_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / "w.duckdb"))
    monkeypatch.delenv("CUSTOMER_INTELLIGENCE_SQLSERVER_HOST")
    told = [
        CliRunner().invoke(cli, ["schedule", "--for", "cron", "--incoming", str(folder)])
        for folder in (tmp_path / "nowhere", tmp_path)
    ]
    assert [one.exit_code for one in told] == [0, 0]
    assert f"There is no folder {tmp_path / 'nowhere'} yet." in told[0].stderr
    assert "There is no folder" not in told[0].stdout
    assert told[1].stderr == ""
