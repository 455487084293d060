"""Two runs at once, and readers: who waits for whom, and what is said."""

from __future__ import annotations

import subprocess
import sys
import time

import duckdb
import pytest

from tests.python.checksums import checksums
from tests.python.conftest import ROOT, Run, Workplace

COUNT = "select count(*) from reporting.vw_customer_360"
HOLD_THE_LOCK = (
    "import sys; from python_jobs.core.project import find_project; "
    "from python_jobs.run.lock import run_lock\n"
    "with run_lock(find_project()): print('held', flush=True); sys.stdin.read()"
)


def test_the_second_run_leaves_or_waits_and_a_dead_one_holds_nobody(
    workplace: Workplace, sample_run: Run
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK],
        cwd=ROOT,
        env=workplace.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    second = workplace.command("land", sample_run.file)
    assert second.returncode == 4
    assert "Another run is in progress" in second.stderr
    assert "--wait" in second.stderr
    assert not workplace.warehouse.exists()

    waiting = workplace.start("land", sample_run.file, "--wait", "2")
    time.sleep(4)
    assert waiting.poll() is None, "it did not wait"
    holder.kill()
    holder.communicate()
    _, said = waiting.communicate(timeout=110)
    assert waiting.returncode == 0, said


def test_a_reader_who_stays_is_told_of(built: Workplace, sample_run: Run) -> None:
    before = checksums(built.warehouse)
    with duckdb.connect(str(built.warehouse), read_only=True):
        done = built.with_settings(PATIENCE_SECONDS="1").command("run", sample_run.file)
    assert done.returncode == 4
    assert "Another program holds the warehouse" in done.stderr
    assert "Trying again" in done.stderr
    assert checksums(built.warehouse) == before


def test_a_reader_who_leaves_is_waited_for(built: Workplace, sample_run: Run) -> None:
    with duckdb.connect(str(built.warehouse), read_only=True):
        landing = built.with_settings(PATIENCE_SECONDS="60").start("land", sample_run.file)
        time.sleep(5)
        assert landing.poll() is None
    _, said = landing.communicate(timeout=110)
    assert landing.returncode == 0, said
    assert "Trying again" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows replaces no file that somebody reads")
def test_who_reads_while_a_run_builds_keeps_the_old_marts_and_stops_nothing(
    built: Workplace, sample_run: Run
) -> None:
    run = built.start("run", sample_run.file, "--vars", "{whale_share: 0.5}")
    copy = built.folder / "being_built" / "warehouse" / "warehouse.duckdb"
    deadline = time.monotonic() + 60
    while not copy.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    whales = "select sum(is_whale) from reporting.vw_customer_360"
    with _open_when_free(built) as reader:
        before = reader.execute(whales).fetchall()
        _, said = run.communicate(timeout=110)
        assert run.returncode == 0, said
        assert reader.execute(whales).fetchall() == before
    assert built.query(whales) > before


def _open_when_free(workplace: Workplace) -> duckdb.DuckDBPyConnection:
    """The run itself writes a line of its record now and then, for a few milliseconds."""
    for _ in range(200):
        try:
            return duckdb.connect(str(workplace.warehouse), read_only=True)
        except duckdb.IOException:
            time.sleep(0.02)
    raise AssertionError("the run holds the warehouse while it builds")
