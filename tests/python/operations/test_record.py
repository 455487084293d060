"""What stands on record of a run, and what the monitor says of it."""

from __future__ import annotations

import datetime as dt
import json

import duckdb
import filelock
import pytest

from python_jobs.core.project import Project
from python_jobs.run.left_word import word_beside
from python_jobs.run.record import RunRecord
from python_jobs.warehouses.warehouse import open_warehouse
from tests.python.checksums import checksums
from tests.python.conftest import Run, Workplace
from tests.python.operations.conftest import Listener
from tests.python.operations.warehouse_files import another_program

STEPS = [
    "land",
    "read the project",
    "build and test",
    "mine rules",
    "fit the purchase model",
    "build and test what rests on them",
    "document",
    "dashboards",
    "switch",
]


def test_a_good_run_is_on_record(sample_run: Run) -> None:
    [(run_id, status, exit_code, target, settings, started_at, ended_at)] = sample_run.query(
        "select run_id, status, exit_code, target, settings, started_at, ended_at "
        "from ops.pipeline_runs where command = 'run' order by started_at limit 1"
    )
    assert (status, exit_code, target) == ("succeeded", 0, "duckdb")
    assert json.loads(settings)["rfm_monetary"] == "net"
    assert dt.timedelta() < ended_at - started_at < dt.timedelta(minutes=10)
    steps = sample_run.query(
        "select step, status, rows_in, rows_out from ops.pipeline_steps "
        f"where run_id = '{run_id}' order by step_number"
    )
    assert [step for step, *_ in steps] == STEPS
    assert {status for _, status, *_ in steps} == {"succeeded"}
    [(lines,)] = sample_run.query("select count(*) from raw.order_lines")
    assert steps[0][2:] == (lines + 2, lines)
    assert steps[2][2:] == (lines, lines)
    [(tests, passed)] = sample_run.query(
        "select count(*), count(*) filter (status = 'pass') from ops.test_results "
        f"where run_id = '{run_id}' and node_type in ('test', 'unit_test') "
        # the sample has a country that no seed knows, and that is told
        "and node_name <> 'data_raise_no_doubts'"
    )
    assert tests == passed > 100


@pytest.mark.slow
def test_a_failed_test_leaves_the_last_good_marts(
    with_a_failing_test: Workplace, sample_run: Run, listener: Listener
) -> None:
    workplace = with_a_failing_test.with_settings(NOTIFY_URL=listener.url)
    before = checksums(workplace.warehouse)
    done = workplace.command("run", sample_run.file)
    assert done.returncode == 1
    assert "Readers still see the last good marts" in done.stderr
    assert "Traceback" not in done.stderr
    assert checksums(workplace.warehouse) == before

    [(run_id, exit_code, message)] = workplace.query(
        "select run_id, exit_code, message from ops.pipeline_runs where status = 'failed'"
    )
    assert exit_code == 1
    assert "rfm_segments" in message
    failed = workplace.query(
        f"select node_name from ops.test_results where run_id = '{run_id}' and status = 'fail'"
    )
    assert failed
    assert [sent["exit_code"] for sent in listener.received] == [1]
    assert "rfm_segments" in listener.received[0]["text"]

    copy = workplace.folder / "being_built" / "warehouse.duckdb" / "warehouse.duckdb"
    with duckdb.connect(str(copy), read_only=True) as built:
        [(segments,)] = built.execute("select count(*) from seeds.rfm_segments").fetchall()
    assert segments == 124

    status = workplace.command("status")
    assert status.returncode == 1
    assert "The last run failed" in status.stdout
    assert "rfm_segments" in status.stdout
    history = workplace.command("history", "--steps")
    assert history.returncode == 0
    assert "failed" in history.stdout


def test_status_for_a_monitor(sample_run: Run, workplace: Workplace, built: Workplace) -> None:
    # Another test may have left a failed run on the shared warehouse; here only the first one counts.
    with duckdb.connect(str(built.warehouse)) as connection:
        connection.execute(
            "delete from ops.pipeline_runs where run_id <> (select run_id from ops.pipeline_runs "
            "where command = 'run' order by started_at limit 1)"
        )
        connection.execute("update raw.landed_files set landed_at = landed_at - interval 1 day")
    well = built.command("status")
    assert well.returncode == 0, well.stdout
    assert "fresh and correct" in well.stdout
    old = built.command("status", "--max-data-age", "30")
    assert old.returncode == 1
    assert "new files are overdue" in old.stdout
    with duckdb.connect(str(built.warehouse)) as connection:
        connection.execute("update ops.pipeline_runs set ended_at = ended_at - interval 27 hour")
    overdue = built.command("status")
    assert overdue.returncode == 1
    assert "a run is overdue" in overdue.stdout
    with duckdb.connect(str(built.warehouse)) as connection:
        connection.execute("update ops.pipeline_runs set ended_at = ended_at + interval 26 hour")
        connection.execute("update raw.landed_files set landed_at = now() at time zone 'UTC'")
        connection.execute("update raw.order_lines set loaded_at = now() at time zone 'UTC'")
    landed = built.command("status")
    assert landed.returncode == 1
    assert "not in the marts yet" in landed.stdout


def test_a_run_that_could_not_say_how_it_ended(sample_run: Run, built: Workplace) -> None:
    with duckdb.connect(str(built.warehouse)) as connection:
        connection.execute(
            "update ops.pipeline_runs set status = 'running', ended_at = null where run_number = (select max(run_number) from ops.pipeline_runs)"
        )
    held = filelock.FileLock(f"{built.warehouse}.lock")
    with held:
        assert "and has not ended" in built.command("status").stdout
    dead = built.command("status")
    assert dead.returncode == 1
    assert "could not say how it ended: it was killed, or the disk was full" in dead.stdout


def test_status_and_history_of_nothing(workplace: Workplace) -> None:
    status = workplace.command("status")
    assert status.returncode == 1
    assert "No run has gone well yet" in status.stdout
    history = workplace.command("history")
    assert history.returncode == 0
    assert "No run is on record" in history.stdout
    assert not workplace.warehouse.exists()


def test_the_names_of_files_are_listed_whole(workplace: Workplace) -> None:
    """`forget` takes a name, so none may be cut, on whatever a script reads it from."""
    orders = workplace.folder / f"orders {'of a shop with a long name ' * 5}.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    assert workplace.command("land", orders).returncode == 0
    listed = workplace.command("files")
    assert any(line.startswith(orders.name) for line in listed.stdout.splitlines()), listed.stdout


def test_a_file_can_be_forgotten(built: Workplace, sample_run: Run) -> None:
    unknown = built.command("forget", "other.csv")
    assert unknown.returncode == 2
    assert f"'{sample_run.file.name}'" in unknown.stderr
    done = built.command("forget", sample_run.file.name.upper())
    assert done.returncode == 0, done.stderr
    [(message,)] = built.query(
        "select message from ops.pipeline_runs where command = 'forget' and status = 'succeeded'"
    )
    assert sample_run.file.name.upper() in message
    status = built.command("status")
    assert status.returncode == 1
    assert "still in the marts" in status.stdout
    for table in ("order_lines", "landed_files", "rejected_lines"):
        assert built.query(f"select count(*) from raw.{table}") == [(0,)]


def test_a_run_that_is_interrupted_while_somebody_reads_is_not_called_killed(
    project: Project,
) -> None:
    """Whoever has pressed Ctrl-C does not wait for a reader, so the record is not written at once."""
    record = RunRecord(project, "run", None)
    with open_warehouse(project) as warehouse:
        warehouse.create_tables()
    record.begin(project)
    killed = RunRecord(project, "run", None)
    killed.place = project
    killed.save()
    with another_program(project.duckdb_path, "reads"):
        record.end(KeyboardInterrupt())
    following = RunRecord(project, "run", None)
    following.begin(project)
    with open_warehouse(project) as warehouse:
        found = warehouse.query("select run_id, status, exit_code from ops.pipeline_runs")
    assert set(found) == {
        (record.run_id, "interrupted", 130),
        (killed.run_id, "killed", None),
        (following.run_id, "running", None),
    }
    assert not word_beside(project.duckdb_path).exists()
