"""The wheel holds the whole project: installed alone, its command works in an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.python.conftest import ROOT

PACKAGED = "python_jobs/dbt_project"
FOLDERS = (
    "analyses",
    "feeds",
    "macros",
    "models",
    "seeds",
    "tests/generic",
    "tests/reconciliation",
)
OURS = ("CUSTOMER_INTELLIGENCE_", "DBT_", "PYTHONPATH", "VIRTUAL_ENV")

pytestmark = pytest.mark.skipif(shutil.which("uv") is None, reason="uv builds the wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _uv("build", "--quiet", "--wheel", "--out-dir", str(folder), cwd=ROOT)
    [built] = folder.glob("*.whl")
    return built


def _uv(*arguments: str, cwd: Path) -> None:
    done = subprocess.run(
        ["uv", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_every_file_that_dbt_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    files += ["dbt_project.yml", "profiles.yml"]
    assert [name for name in files if f"{PACKAGED}/{name}" not in held] == []


@pytest.mark.slow
def test_the_installed_command_runs_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    empty, installed = tmp_path / "empty", tmp_path / "venv"
    empty.mkdir()
    pins = tmp_path / "pins.txt"
    export = ("export", "--quiet", "--no-hashes", "--no-emit-project", "--no-dev")
    _uv(*export, "--output-file", str(pins), cwd=ROOT)
    _uv("venv", "--quiet", "--python", sys.executable, str(installed), cwd=empty)
    program = installed / ("Scripts" if os.name == "nt" else "bin")
    install = ("pip", "install", "--quiet", "--python", str(installed), "--constraint", str(pins))
    _uv(*install, str(wheel), cwd=empty)
    orders = tmp_path / "orders.csv"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    for arguments in (
        ("sample", str(orders), "--invoices", "300"),
        ("run", str(orders)),
        ("status",),
    ):
        done = subprocess.run(
            [str(program / "customer-intelligence"), *arguments],
            cwd=empty,
            env={**environment, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in empty.iterdir()} == {"warehouse", "target", "logs"}
    assert (empty / "target" / "dashboards.html").is_file()
