"""The lake by itself, which needs no Spark: its log, its tables, its lease."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.errors import AnotherRunInProgress
from python_jobs.run import lake_lock
from python_jobs.run.lake_lock import held_by_lease
from python_jobs.warehouses.lake import commits
from python_jobs.warehouses.lake.commits import DATA, LOG, TableFile
from python_jobs.warehouses.lake.files import LocalFiles
from python_jobs.warehouses.lake.tables import LakeTables, changed_table
from python_jobs.warehouses.schema import LANDED_FILES, ORDER_LINES, PIPELINE_RUNS


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    return LocalFiles(str(tmp_path / "lake"))


def test_an_empty_lake_has_no_tables(files: LocalFiles) -> None:
    assert commits.newest(files).tables == {}


def test_the_newest_entry_counts_and_keeps_what_did_not_change(files: LocalFiles) -> None:
    first = commits.append(files, commits.newest(files), {"raw.a": (TableFile("x"),)})
    commits.append(files, first, {"raw.b": (TableFile("y", "orders.csv"),)})
    assert commits.newest(files).tables == {
        "raw.a": (TableFile("x"),),
        "raw.b": (TableFile("y", "orders.csv"),),
    }


def test_of_two_changes_of_the_same_entry_one_is_refused(files: LocalFiles) -> None:
    before = commits.newest(files)
    commits.append(files, before, {"raw.a": (TableFile("first"),)})
    with pytest.raises(AnotherRunInProgress):
        commits.append(files, before, {"raw.a": (TableFile("second"),)})
    assert commits.newest(files).tables["raw.a"] == (TableFile("first"),)


def test_a_change_that_was_killed_before_its_entry_changes_nothing(files: LocalFiles) -> None:
    commits.append(files, commits.newest(files), {"raw.a": (TableFile(f"{DATA}/x"),)})
    # what a killed process leaves: files that no entry names, and an entry under its working name
    for name in (f"{DATA}/orphan.parquet", f"{LOG}/.0000000002.json.work"):
        path = Path(files.root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert commits.newest(files).tables == {"raw.a": (TableFile(f"{DATA}/x"),)}
    commits.clean(files)
    assert not (Path(files.root) / DATA / "orphan.parquet").exists()


def test_cleaning_keeps_the_files_of_the_last_entries(files: LocalFiles, tmp_path: Path) -> None:
    entry = commits.newest(files)
    content = tmp_path / "content"
    content.write_bytes(b"rows")
    for number in range(commits.KEPT_ENTRIES + 3):
        files.put(content, f"{DATA}/{number}")
        entry = commits.append(files, entry, {"raw.a": (TableFile(f"{DATA}/{number}"),)})
    commits.clean(files)
    kept = [str(number) for number in range(3, commits.KEPT_ENTRIES + 3)]
    assert sorted(files.names(DATA)) == sorted(kept)
    assert len(files.names(LOG)) == commits.KEPT_ENTRIES


def test_statements_change_the_files_that_they_touch_and_no_other(
    files: LocalFiles, tmp_path: Path
) -> None:
    tables = LakeTables(files, tmp_path)
    parts = []
    for name, customers in (("a.csv", ["1", "2"]), ("b.csv", ["3"]), ("c.csv", ["2"])):
        with tables.open([(ORDER_LINES.full_name, ())]) as connection:
            for row, customer in enumerate(customers):
                connection.execute(
                    "insert into raw.order_lines (customer_id, source_file, source_row) "
                    "values (?, ?, ?)",
                    [customer, name, row],
                )
            parts.append(tables.write(connection, ORDER_LINES, name))
    after = tables.change_lines(
        parts,
        [
            ("update raw.order_lines set customer_id = null where customer_id = ?", ["2"]),
            ("delete from raw.order_lines where source_file = ?", ["c.csv"]),
        ],
    )
    assert [part.source_file for part in after] == ["a.csv", "b.csv"]
    assert after[1] == parts[1]
    with tables.open([(ORDER_LINES.full_name, after)]) as connection:
        rows = connection.execute(
            "select source_file, customer_id from raw.order_lines order by 1, 2 nulls last"
        ).fetchall()
    assert rows == [("a.csv", "1"), ("a.csv", None), ("b.csv", "3")]


def test_lines_that_are_all_gone_leave_an_empty_table(files: LocalFiles, tmp_path: Path) -> None:
    tables = LakeTables(files, tmp_path)
    with tables.open([(ORDER_LINES.full_name, ())]) as connection:
        connection.execute("insert into raw.order_lines (source_file) values ('a.csv')")
        part = tables.write(connection, ORDER_LINES, "a.csv")
    after = tables.change_lines(
        [part], [("delete from raw.order_lines where source_file = ?", ["a.csv"])]
    )
    with tables.open([(ORDER_LINES.full_name, after)]) as connection:
        assert connection.execute("select count(*) from raw.order_lines").fetchall() == [(0,)]


def test_a_file_that_is_older_than_a_column_gets_what_old_rows_have(
    files: LocalFiles, tmp_path: Path
) -> None:
    old = tmp_path / "old.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 'x' as file_sha256, 'a.csv' as source_file) to '{old}' (format parquet)"
        )
    files.put(old, f"{DATA}/old.parquet")
    tables = LakeTables(files, tmp_path)
    with tables.open([(LANDED_FILES.full_name, [TableFile(f"{DATA}/old.parquet")])]) as connection:
        [row] = connection.execute(
            "select source_file, row_count, left_out_count from raw.landed_files"
        ).fetchall()
    assert row == ("a.csv", None, 0)


@pytest.mark.parametrize(
    "sql",
    [
        "delete from ops.pipeline_runs where run_id = ?",
        "insert into ops.pipeline_runs (run_id) values (?)",
        "update ops.pipeline_runs set status = ?",
    ],
)
def test_a_statement_tells_which_table_it_changes(sql: str) -> None:
    assert changed_table(sql) == PIPELINE_RUNS.full_name


def test_a_lease_keeps_everybody_else_away_until_its_end(files: LocalFiles) -> None:
    with held_by_lease(files, 0), pytest.raises(AnotherRunInProgress), held_by_lease(files, 0):
        pytest.fail("two hold the lake")
    with held_by_lease(files, 0):
        pass


def test_a_lease_of_a_run_that_died_ends_by_itself(files: LocalFiles) -> None:
    dead = json.dumps({"owner": "elsewhere 1 x", "until": time.time() + 2})
    files.create(lake_lock._name(1), dead.encode())
    with pytest.raises(AnotherRunInProgress), held_by_lease(files, 0):
        pytest.fail("the lease was still held")
    with held_by_lease(files, 10):
        pass


def test_a_lease_is_renewed_as_long_as_the_run_lives(
    files: LocalFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_lock, "SECONDS_OF_A_LEASE", 1.0)
    monkeypatch.setattr(lake_lock, "SECONDS_OF_RENEWAL", 0.2)
    with held_by_lease(files, 0):
        time.sleep(2.5)
        with pytest.raises(AnotherRunInProgress), held_by_lease(files, 0):
            pytest.fail("the lease had run out")


def test_of_many_that_want_the_lease_one_gets_it(files: LocalFiles) -> None:
    got = []
    start = threading.Barrier(8)

    def try_it() -> None:
        start.wait()
        try:
            with held_by_lease(files, 0):
                got.append(1)
                time.sleep(1)
        except AnotherRunInProgress:
            pass

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [1]
