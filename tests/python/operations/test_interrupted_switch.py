"""Ctrl-C while the switch is under way: 130, on record as interrupted, the old or the new marts whole, nothing left over."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.interrupts import SENTENCE
from tests.python.conftest import ROOT
from tests.python.operations.test_switch import not_on_windows
from tests.python.operations.warehouse_files import answer, make_warehouse

# Calls of the switch and of what follows it, and what readers see after a signal there.
MOMENTS = [
    ("_write", "call", "old"),
    ("checkpoint", "return", "old"),
    ("_count_raw", "return", "old"),
    ("confirm_hold", "call", "old"),
    ("_put_in_place", "call", "new"),
    ("discard", "call", "new"),
    ("publish", "return", "new"),
]


@pytest.fixture(scope="module")
def runs() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.python.operations.interruptible"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    yield process
    process.communicate()


@not_on_windows
@pytest.mark.parametrize("signals", [1, 2])
@pytest.mark.parametrize(("function", "event", "seen"), MOMENTS)
def test_an_interrupted_switch(
    runs: subprocess.Popen[str],
    tmp_path: Path,
    function: str,
    event: str,
    seen: str,
    signals: int,
) -> None:
    warehouse = make_warehouse(tmp_path / "x.duckdb")
    page = tmp_path / "target" / "dashboards.html"
    page.parent.mkdir()
    page.write_text("old", encoding="utf-8")
    assert runs.stdin is not None
    assert runs.stdout is not None
    runs.stdin.write(f"{tmp_path} {function} {event} {signals}\n")
    runs.stdin.flush()
    code = int(runs.stdout.readline())
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert code == 130, said
    assert said.count(SENTENCE) == 1, said
    assert answer(warehouse) == (seen, 1000)
    assert page.read_text(encoding="utf-8") == seen
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        record = connection.execute("select status, exit_code from ops.pipeline_runs").fetchall()
    assert record == [("interrupted", 130)]
    assert sorted(one.name for one in page.parent.iterdir()) == ["dashboards.html"]
    assert not (tmp_path / "being_built").exists()
    assert not warehouse.with_name("x.duckdb.wal").exists()
