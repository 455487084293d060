"""dbt itself, first of all, in a fresh clone: it finds its profile, and says in a sentence what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.python.conftest import ROOT

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


def test_the_example_profile_is_the_one_that_dbt_finds() -> None:
    assert (ROOT / "profiles.example.yml").read_text(encoding="utf-8") == (
        ROOT / "profiles.yml"
    ).read_text(encoding="utf-8")
