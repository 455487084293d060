"""Tests that must not run beside each other do not, and no test waits for ever."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.python.conftest import ROOT

SLOW_ENOUGH = """
import time, pytest

@pytest.mark.parametrize("number", range(4))
def test_one(number):
    time.sleep(0.1)
"""


def run_pytest(folder: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "pytest.ini", *options],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_a_group_stays_in_one_process(tmp_path: Path) -> None:
    """With the hook of this project's own conftest, and two files that share a database."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    hook = "from tests.python.conftest import pytest_xdist_make_scheduler\n"
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{hook}", encoding="utf-8"
    )
    for name in (
        "sqlserver/test_a.py",
        "sqlserver/test_b.py",
        "other/test_c.py",
        "other/test_d.py",
    ):
        path = tmp_path / "parts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SLOW_ENOUGH, encoding="utf-8")
    said = run_pytest(tmp_path, "-v", "--numprocesses=2", "--dist=loadgroup", "parts")
    assert "16 passed" in said
    workers = defaultdict(set)
    for worker, group in re.findall(r"\[(gw\d)\].*PASSED parts/(sqlserver|other/test_.)", said):
        workers[group].add(worker)
    assert {group: len(used) for group, used in workers.items()} == {
        "sqlserver": 1,
        "other/test_c": 1,
        "other/test_d": 1,
    }


def test_a_test_that_hangs_is_ended(tmp_path: Path) -> None:
    """By settings that are set here, with a longer time."""
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "faulthandler_exit_on_timeout = true" in ours
    assert re.search(r"^faulthandler_timeout = \d+$", ours, re.MULTILINE)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nfaulthandler_timeout = 1\nfaulthandler_exit_on_timeout = true\n",
        encoding="utf-8",
    )
    (tmp_path / "test_hangs.py").write_text(
        "import time\ndef test_one():\n    time.sleep(100)\n", encoding="utf-8"
    )
    assert "Timeout" in run_pytest(tmp_path)


@pytest.mark.parametrize(
    ("options", "ran"),
    [
        ([], {"test_short"}),
        (["--slow"], {"test_short", "test_long"}),
        (["-m", "slow", "--numprocesses=2"], {"test_long"}),
        (["-k", "test_long"], {"test_long"}),
        (["--numprocesses=2", "parts/test_a.py"], {"test_short", "test_long"}),
    ],
)
@pytest.mark.slow
def test_slow_proofs_run_where_they_are_asked_for(
    options: list[str], ran: set[str], tmp_path: Path
) -> None:
    """With the hooks of this project's own conftest. Beside a slow test of a file stands one that is not."""
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\ntestpaths = parts\nmarkers =\n    slow: takes long\n", encoding="utf-8"
    )
    hooks = "leave_out_slow as pytest_collection_modifyitems, pytest_addoption, pytest_configure, pytest_terminal_summary"
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.python.selection import {hooks}\n",
        encoding="utf-8",
    )
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "test_a.py").write_text(
        "import pytest\n\n\n@pytest.mark.slow\ndef test_long():\n    pass\n\n\ndef test_short():\n    pass\n",
        encoding="utf-8",
    )
    said = run_pytest(tmp_path, "-v", "-rs", *options)
    passed = {line for line in said.splitlines() if "PASSED" in line}
    assert {name for name in ("test_short", "test_long") if name in " ".join(passed)} == ran
    assert ("--slow` runs" in said) is ("test_long" not in ran)


def test_one_variant_of_each_test_of_landing_always_runs() -> None:
    file = "tests/python/landing/test_cell_formats.py"
    every, always = (_collected(file, *options) for options in ((), ("-m", "not slow")))
    assert any(count > 1 for count in every.values())
    assert dict.fromkeys(every, 1) == always


def _collected(file: str, *options: str) -> Counter[str]:
    """Test → how many variants of it pytest would run."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", *options, file],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return Counter(line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line)
