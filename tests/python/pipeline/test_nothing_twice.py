"""A run that would build what readers see already says so and ends; whatever may change a mart makes it build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from python_jobs.core.project import Project
from python_jobs.run.fingerprint import project_hash
from tests.python.conftest import ROOT, Run

LAST_STEPS = """
select step from ops.pipeline_steps
where run_id = (select max_by(run_id, started_at) from ops.pipeline_runs where command = 'run')
order by step_number
"""
UNIT_TESTS = """
select count(*) from ops.test_results
where node_type = 'unit_test'
and run_id = (select max_by(run_id, started_at) from ops.pipeline_runs where command = 'run')
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, sample_run: Run) -> Run:
    """A copy of a finished run's workplace, to run in again."""
    return sample_run.copied_to(tmp_path_factory.mktemp("again") / "place")


def steps(run: Run, *arguments: str | Path) -> list[str]:
    """The steps of one more run in the same workplace."""
    done = run.workplace.command("run", run.file, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return [str(step) for (step,) in run.query(LAST_STEPS)]


def test_a_run_with_nothing_new_ends_after_landing(built: Run) -> None:
    before = built.workplace.warehouse.stat().st_ino
    assert steps(built) == ["land"]
    assert built.workplace.warehouse.stat().st_ino == before, "the file was switched"
    status = built.workplace.command("status")
    assert status.returncode == 0, status.stdout


@pytest.mark.slow
def test_a_run_builds_when_asked_to_and_its_unit_tests_have_passed_before(built: Run) -> None:
    assert "switch" in steps(built, "--rebuild")
    assert built.query(UNIT_TESTS) == [(0,)]
    assert steps(built) == ["land"]


@pytest.mark.slow
def test_a_run_builds_when_a_var_differs(built: Run) -> None:
    assert "switch" in steps(built, "--vars", "{rfm_monetary: gross}")
    assert "switch" in steps(built)


@pytest.mark.parametrize("command", ["mine", "fit"])
@pytest.mark.slow
def test_a_run_builds_after_a_command_that_the_marts_rest_on(built: Run, command: str) -> None:
    steps(built)
    assert built.query("select count(*) from ops.published_builds") == [(1,)]
    done = built.workplace.command(command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert built.query("select count(*) from ops.published_builds") == [(0,)]


@pytest.mark.slow
def test_a_run_builds_after_plain_dbt(built: Run) -> None:
    steps(built)
    assert built.query("select count(*) from ops.published_builds") == [(1,)]
    done = built.workplace.dbt("run", "--select", "sales_daily")
    assert done.returncode == 0, done.stdout + done.stderr
    assert built.query("select count(*) from ops.published_builds") == [(0,)]


def test_the_hash_of_a_project_follows_its_rules_and_no_clock(tmp_path: Path) -> None:
    copy = tmp_path / "project"
    for name in ("models", "macros", "seeds", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "dbt_project.yml", copy / "dbt_project.yml")
    project = Project(copy, "duckdb", {})
    before = project_hash(project)
    assert project_hash(project) == before
    model = copy / "models" / "marts" / "daily" / "sales_daily.sql"
    model.write_text(model.read_text() + "\n-- changed\n")
    assert project_hash(project) != before
