"""dbt itself, first of all, in a fresh clone: it finds its profile, and says in a sentence what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.project import TAKEN_NAMES
from tests.python.conftest import ROOT, Workplace

OURS = ("CUSTOMER_INTELLIGENCE_", "DBT_")


def fresh_clone(folder: Path) -> Path:
    """The files that git knows, in a folder of their own."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.mark.slow
def test_dbt_build_before_anything_has_landed(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path / "clone")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "build"],
        cwd=clone,
        env={**outside, "HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode != 0
    assert "No order lines have landed yet" in done.stdout
    assert "customer-intelligence land" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "START seed" not in done.stdout, "models were built on tables that are not there"


@pytest.mark.slow
def test_lines_that_an_older_version_landed_are_told_and_kept(workplace: Workplace) -> None:
    """dbt failed in staging with the name of a column, which says nothing to who has only updated the project."""
    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    assert workplace.command("land", orders).returncode == 0
    lines = workplace.query("select count(*) from raw.order_lines")
    with duckdb.connect(str(workplace.warehouse)) as connection:
        connection.execute("alter table raw.order_lines drop column line_amount")
    refused = workplace.dbt("build", "--select", "stg_order_lines")
    assert refused.returncode != 0
    assert "raw.order_lines has no column line_amount. Run" in " ".join(refused.stdout.split())
    assert workplace.command("land", orders).returncode == 0
    done = workplace.dbt("build", "--select", "stg_order_lines")
    assert done.returncode == 0, done.stdout
    assert workplace.query("select count(*) from raw.order_lines") == lines


@pytest.mark.parametrize("name", ["raw", "marts"])
@pytest.mark.slow
def test_a_warehouse_called_like_a_schema_is_refused_with_the_commands_reason(
    workplace: Workplace, name: str
) -> None:
    """dbt said that a reference is ambiguous, or built there what the command would not read."""
    warehouse = workplace.folder / f"{name}.duckdb"
    duckdb.connect(str(warehouse)).close()
    named = replace(workplace, settings=()).with_settings(DUCKDB_PATH=str(warehouse))
    refused = named.command("files")
    done = named.dbt("build", "--select", "stg_order_lines")
    assert done.returncode != 0
    reason = f"'{name}' is the name of a schema. Give the file another name in"
    assert reason in refused.stderr
    assert reason in done.stdout


def test_dbt_refuses_the_names_that_the_command_refuses() -> None:
    macro = (ROOT / "macros" / "dbt" / "refuse_taken_name.sql").read_text(encoding="utf-8")
    _, _, names = macro.partition("set taken = [")
    assert set(re.findall("'([a-z_]+)'", names.partition("]")[0])) == TAKEN_NAMES


def test_the_example_profile_is_the_one_that_dbt_finds() -> None:
    assert (ROOT / "profiles.example.yml").read_text(encoding="utf-8") == (
        ROOT / "profiles.yml"
    ).read_text(encoding="utf-8")
