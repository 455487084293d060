"""Readers of the DuckDB file: they hold up no run, and no run holds them up for long."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.errors import InputError, WarehouseError, WarehouseHeld
from python_jobs.core.project import Project
from python_jobs.dashboards.page import write
from python_jobs.run.staged.place import writable
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from python_jobs.warehouses.retry import patience_seconds
from tests.python.conftest import Run, Workplace
from tests.python.operations.conftest import ReadOnlyDisk
from tests.python.operations.test_switch import not_on_windows
from tests.python.operations.warehouse_files import another_program, answer, make_warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return make_warehouse(tmp_path / "x.duckdb")


@not_on_windows
def test_a_reader_who_stays_keeps_nothing_from_being_written(
    project: Project, warehouse: Path
) -> None:
    project = replace(project, warehouse_file=warehouse)
    with another_program(warehouse, "reads"), writable(project) as place:
        assert place.duckdb_path != warehouse
        DuckDBWarehouse(place.duckdb_path).change(
            [("insert into raw.landed_files values (?)", ["b"])]
        )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute("select source_file from raw.landed_files order by 1").fetchall()
    assert names == [("a.csv",), ("b",)]
    assert not (warehouse.parent / "being_built").exists()


@not_on_windows
def test_what_was_written_stays_when_the_rest_fails(project: Project, warehouse: Path) -> None:
    project = replace(project, warehouse_file=warehouse)
    with (
        another_program(warehouse, "reads"),
        pytest.raises(InputError),
        writable(project) as place,
    ):
        DuckDBWarehouse(place.duckdb_path).change([("update marts.answer set a = ?", ["kept"])])
        raise InputError("a later file cannot be used")
    assert answer(warehouse) == ("kept", 1000)


def test_without_a_reader_it_is_written_in_place(project: Project, warehouse: Path) -> None:
    project = replace(project, warehouse_file=warehouse)
    with writable(project) as place:
        assert place == project


def test_who_writes_is_named_and_told_of_once(
    project: Project,
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS", "1")
    monkeypatch.setattr(logging.getLogger("python_jobs"), "propagate", True)
    opened = DuckDBWarehouse(warehouse)
    with (
        another_program(warehouse, "writes") as process,
        pytest.raises(WarehouseHeld, match=rf"python.* \(process {process}\)"),
    ):
        opened.query("select 1")
    # by record: a test before may have left a second handler that gathers the same one
    told = {id(record) for record in caplog.records if "Trying again" in record.getMessage()}
    assert len(told) == 1


def test_who_reads_and_who_writes_meanwhile(warehouse: Path) -> None:
    """Whoever looks keeps nobody else from looking."""
    looking = DuckDBWarehouse(warehouse)
    assert looking.query("select a from marts.answer") == [("old",)]
    with another_program(warehouse, "reads"):
        assert looking.query("select a from marts.answer") == [("old",)]
    looking.change([("update marts.answer set a = ?", ["new"])])
    assert looking.query("select a from marts.answer") == [("new",)]
    looking.close()


def test_what_is_missing_is_not_made_by_looking_or_writing(tmp_path: Path) -> None:
    missing = DuckDBWarehouse(tmp_path / "folder" / "x.duckdb")
    for action in (
        lambda: missing.query("select 1"),
        missing.checkpoint,
        lambda: missing.change([]),
    ):
        with pytest.raises(WarehouseError, match="is gone"):
            action()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given", ["nan", "inf", "-inf", "soon", "-1", "1e9"])
def test_a_patience_that_is_no_number_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS", given)
    with pytest.raises(InputError, match="takes a number of seconds"):
        patience_seconds()


def test_new_files_may_be_read_by_their_owner_and_group_alone(
    workplace: Workplace, sample_file: Path
) -> None:
    workplace.warehouse.parent.chmod(0o755)
    assert workplace.command("land", sample_file).returncode == 0
    if sys.platform != "win32":
        for path in (workplace.warehouse, *(workplace.folder / "logs").iterdir()):
            assert path.stat().st_mode & 0o027 == 0, path


@not_on_windows
def test_a_page_keeps_its_rights(tmp_path: Path) -> None:
    page = tmp_path / "dashboards.html"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o604)
    write(page, "new")
    assert page.read_text(encoding="utf-8") == "new"
    assert page.stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize("command", ["status", "history", "dashboards"])
def test_who_looks_is_told_at_once_who_writes(
    workplace: Workplace, warehouse: Path, command: str
) -> None:
    # Whoever waited as long as a run may would not end before the limit of the test.
    patient = replace(workplace, settings=()).with_settings(
        PATIENCE_SECONDS="100000", DUCKDB_PATH=str(warehouse)
    )
    with another_program(warehouse, "writes") as process:
        looking = patient.start(command)
        _, said = looking.communicate(timeout=600)
    assert looking.returncode == 4
    assert f"(process {process})" in said


def test_looking_needs_no_right_to_write(sample_run: Run, read_only_disk: ReadOnlyDisk) -> None:
    folder = read_only_disk.with_file(sample_run.workplace.warehouse)
    looking = replace(sample_run.workplace, folder=folder)
    for command in ("history", "files", "brief"):
        assert looking.command(command).returncode == 0, command
    status = looking.command("status")
    assert status.returncode in (0, 1), status.stderr
    # the shared sample may have been run again with nothing new
    assert "The last good run ended" in status.stdout
    made = looking.command("dashboards", "--out", folder.parent / "page.html")
    assert made.returncode == 0, made.stderr
    refused = looking.command("run", sample_run.file)
    assert refused.returncode == 3
    assert "Traceback" not in refused.stderr
