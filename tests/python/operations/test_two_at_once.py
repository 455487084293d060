"""Two runs at once, and other programs that have the file open: who waits for whom, and what is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

import duckdb
import pytest

from python_jobs.core.errors import WarehouseError
from python_jobs.run.lock import held_beside
from tests.python.checksums import checksums
from tests.python.conftest import ROOT, Run, Workplace
from tests.python.operations.test_switch import not_on_windows
from tests.python.operations.warehouse_files import another_program

HOLD_THE_LOCK = (
    "import sys; from python_jobs.core.project import find_project; "
    "from python_jobs.run.lock import run_lock\n"
    "with run_lock(find_project()): print('held', flush=True); sys.stdin.read()"
)


def read_until(stream: IO[str] | None, words: str) -> str:
    """Read the lines that a process writes until one has these words; returns that line."""
    assert stream is not None
    for line in stream:
        if words in line:
            return line
    raise AssertionError(f"it ended without a word of {words!r}")


@pytest.mark.slow
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

    waiting = workplace.start("--verbose", "land", sample_run.file, "--wait", "20")
    read_until(waiting.stderr, "waiting for another run")
    holder.kill()
    holder.communicate()
    _, said = waiting.communicate(timeout=600)
    assert waiting.returncode == 0, said


def test_a_folder_that_takes_no_lock_is_not_called_another_run() -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("only Linux has a folder in which even root can make no file")
    with (
        pytest.raises(WarehouseError, match="cannot be locked"),
        held_beside(Path("/proc/shop.duckdb"), 0),
    ):
        pass


def test_plain_dbt_is_waited_for_and_named(built: Workplace, sample_run: Run) -> None:
    """dbt, too, holds the file for writing until it ends."""
    before = checksums(built.warehouse)
    with another_program(built.warehouse, "writes") as process:
        done = built.with_settings(PATIENCE_SECONDS="1").command("run", sample_run.file)
    assert done.returncode == 4
    assert f"Another program holds the warehouse {built.warehouse}: python" in done.stderr
    assert f"(process {process})" in done.stderr
    assert done.stderr.count("Trying again") == 1
    assert checksums(built.warehouse) == before


def test_a_writer_who_leaves_is_waited_for(built: Workplace, sample_run: Run) -> None:
    with another_program(built.warehouse, "writes"):
        landing = built.with_settings(PATIENCE_SECONDS="600").start("land", sample_run.file)
        read_until(landing.stderr, "Trying again")
    _, said = landing.communicate(timeout=600)
    assert landing.returncode == 0, said


@not_on_windows
@pytest.mark.slow
def test_who_reads_stops_nothing_and_keeps_the_old_marts(built: Workplace, sample_run: Run) -> None:
    """A notebook that has the file open from before the run until after it."""
    whales = "select sum(is_whale) from reporting.vw_customer_360"
    with duckdb.connect(str(built.warehouse), read_only=True) as reader:
        before = reader.execute(whales).fetchall()
        done = built.command("run", sample_run.file, "--vars", "{whale_share: 0.5}")
        assert done.returncode == 0, done.stderr
        assert reader.execute(whales).fetchall() == before
        looked = built.command("status")
        assert looked.returncode == 0, looked.stdout + looked.stderr
    assert built.query(whales) > before
    [(status,)] = built.query(
        "select status from ops.pipeline_runs order by started_at desc limit 1"
    )
    assert status == "succeeded"


@not_on_windows
def test_a_run_with_nothing_to_do_is_on_record_beside_a_reader(sample_copy: Run) -> None:
    with another_program(sample_copy.workplace.warehouse, "reads"):
        done = sample_copy.workplace.command("run", sample_copy.file)
    assert done.returncode == 0, done.stderr
    assert "nothing has changed" in done.stderr
    runs = sample_copy.query("select distinct status from ops.pipeline_runs where command = 'run'")
    assert ("running",) not in runs
    assert ("killed",) not in runs
