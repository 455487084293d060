"""The switch on DuckDB: whatever happens between build and switch, no raw line is lost, and the warehouse
opens afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.errors import (
    AnotherRunInProgress,
    CustomerIntelligenceError,
    WarehouseError,
    WarehouseUnreadable,
)
from python_jobs.core.project import Project
from python_jobs.run.staged.duckdb_copy import DuckDBStagedBuild
from tests.python.operations.warehouse_files import (
    another_program,
    answer,
    change_mart,
    make_warehouse,
    write_and_die,
)

not_on_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody replace or link a file that is open"
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return make_warehouse(tmp_path / "x.duckdb")


@pytest.fixture
def place(project: Project, warehouse: Path) -> Iterator[DuckDBStagedBuild]:
    """A copy of the warehouse in which the mart is new."""
    place = DuckDBStagedBuild(replace(project, warehouse_file=warehouse))
    place.begin()
    change_mart(place.project.duckdb_path)
    yield place
    getattr(place, "release", lambda: None)()


def test_readers_see_the_copy_after_the_switch(place: DuckDBStagedBuild, warehouse: Path) -> None:
    assert answer(warehouse) == ("old", 1000)
    place.publish()
    assert answer(warehouse) == ("new", 1000)
    assert sorted(path.name for path in warehouse.parent.iterdir()) == ["x.duckdb"]


def test_a_copy_that_was_removed(place: DuckDBStagedBuild, warehouse: Path) -> None:
    copy = place.project.duckdb_path
    shutil.rmtree(copy.parent)
    with pytest.raises(WarehouseError, match="removed or replaced"):
        place.publish()
    assert answer(warehouse) == ("old", 1000)
    assert not copy.exists()


def test_a_copy_that_was_removed_while_its_folder_stays(
    place: DuckDBStagedBuild, warehouse: Path
) -> None:
    copy = place.project.duckdb_path
    copy.unlink()
    with pytest.raises(WarehouseError, match="removed or replaced"):
        place.publish()
    assert answer(warehouse) == ("old", 1000)


def test_a_copy_that_was_replaced(place: DuckDBStagedBuild, warehouse: Path) -> None:
    copy = place.project.duckdb_path
    copy.unlink()
    make_warehouse(copy)
    with pytest.raises(WarehouseError, match="removed or replaced"):
        place.publish()
    assert answer(warehouse) == ("old", 1000)


def test_a_copy_without_all_raw_lines(place: DuckDBStagedBuild, warehouse: Path) -> None:
    import duckdb

    with duckdb.connect(str(place.project.duckdb_path)) as connection:
        connection.execute("delete from raw.order_lines where n = 7")
    with pytest.raises(WarehouseError, match="has not the raw lines"):
        place.publish()
    assert answer(warehouse) == ("old", 1000)


def test_two_warehouses_that_differ_in_their_ending_have_two_copies(
    place: DuckDBStagedBuild, project: Project, warehouse: Path
) -> None:
    other = make_warehouse(warehouse.with_suffix(".db"), lines=5)
    beside = DuckDBStagedBuild(replace(project, warehouse_file=other))
    beside.begin()
    beside.publish()
    assert answer(other) == ("old", 5)
    place.publish()
    assert answer(warehouse) == ("new", 1000)


@not_on_windows
def test_a_writer_who_is_killed_during_the_build_leaves_nothing_beside_the_new_file(
    place: DuckDBStagedBuild, warehouse: Path
) -> None:
    """A write-ahead log of the old file beside the new one would keep everybody from opening it."""
    assert write_and_die(warehouse) != -signal.SIGKILL, "nobody kept it from writing"
    place.publish()
    assert answer(warehouse) == ("new", 1000)


@not_on_windows
def test_whoever_writes_is_kept_out_from_the_copy_to_the_switch(
    place: DuckDBStagedBuild, warehouse: Path
) -> None:
    write = [
        sys.executable,
        "-c",
        "import duckdb, sys; duckdb.connect(sys.argv[1])",
        str(warehouse),
    ]
    kept_out = subprocess.run(write, capture_output=True, encoding="utf-8", check=False)
    assert kept_out.returncode == 1
    assert f"PID {os.getpid()}" in kept_out.stderr
    with another_program(warehouse, "reads"):
        place.publish()
    assert subprocess.run(write, check=False).returncode == 0


@not_on_windows
def test_a_file_that_another_program_has_changed_is_not_replaced(
    place: DuckDBStagedBuild, warehouse: Path
) -> None:
    # Whoever opens and closes a file gives up the locks that its process has on it.
    warehouse.read_bytes()
    change_mart(warehouse, "by hand")
    with pytest.raises(AnotherRunInProgress, match="has changed the warehouse"):
        place.publish()
    assert answer(warehouse) == ("by hand", 1000)


def test_a_writer_at_the_beginning_is_waited_for_and_named(
    project: Project, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS", "0.2")
    place = DuckDBStagedBuild(replace(project, warehouse_file=warehouse))
    with (
        another_program(warehouse, "writes") as process,
        pytest.raises(AnotherRunInProgress, match=rf"python.* \(process {process}\)"),
    ):
        place.begin()
    place.release()


@not_on_windows
@pytest.mark.parametrize("is_folder", [False, True])
def test_a_link_to_the_warehouse_stays_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Project, is_folder: bool
) -> None:
    real = tmp_path / "disk" / "x.duckdb"
    real.parent.mkdir()
    make_warehouse(real)
    link = tmp_path / "link"
    link.symlink_to(real.parent if is_folder else real)
    given = link / "x.duckdb" if is_folder else link
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(given))
    place = DuckDBStagedBuild(project)
    place.begin()
    change_mart(place.project.duckdb_path)
    place.publish()
    assert link.is_symlink()
    assert answer(real) == answer(given) == ("new", 1000)


@not_on_windows
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_file_stays(project: Project, warehouse: Path, mode: int) -> None:
    warehouse.chmod(mode)
    place = DuckDBStagedBuild(replace(project, warehouse_file=warehouse))
    place.begin()
    place.publish()
    assert warehouse.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away"
)
def test_the_owner_of_the_file_stays(project: Project, warehouse: Path) -> None:
    os.chown(warehouse, 65534, 65534)
    place = DuckDBStagedBuild(replace(project, warehouse_file=warehouse))
    place.begin()
    assert place.project.duckdb_path.parent.stat().st_mode & 0o077 == 0
    place.publish()
    assert (warehouse.stat().st_uid, warehouse.stat().st_gid) == (65534, 65534)


def _one_more_reader(user: int) -> bytes:
    """An access control list as Linux keeps it: the owner may write, the user and the group may read."""
    owner, named, group, mask, others, nobody = 1, 2, 4, 16, 32, 0xFFFFFFFF
    entries = [
        (owner, 6, nobody),
        (named, 4, user),
        (group, 4, nobody),
        (mask, 4, nobody),
        (others, 0, nobody),
    ]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)


@pytest.mark.skipif(
    sys.platform != "linux", reason="access control lists are set in Linux's way here"
)
def test_the_access_control_list_of_the_file_stays(project: Project, warehouse: Path) -> None:
    try:
        os.setxattr(warehouse, "system.posix_acl_access", _one_more_reader(65534))
    except OSError as error:
        pytest.skip(f"this file system keeps no access control lists: {error}")
    before = os.getxattr(warehouse, "system.posix_acl_access")
    place = DuckDBStagedBuild(replace(project, warehouse_file=warehouse))
    place.begin()
    place.publish()
    assert os.getxattr(warehouse, "system.posix_acl_access") == before


@pytest.mark.parametrize("missing", [1, 262_144, 1_000_000])
def test_a_file_that_was_cut_short_is_not_written_to(
    project: Project, tmp_path: Path, missing: int
) -> None:
    from python_jobs.run.staged.place import writable

    warehouse = make_warehouse(tmp_path / "x.duckdb", lines=200_000)
    os.truncate(warehouse, warehouse.stat().st_size - missing)
    before = warehouse.read_bytes()
    with (
        pytest.raises(WarehouseError, match="is damaged, or is not a DuckDB database"),
        writable(replace(project, warehouse_file=warehouse)),
    ):
        raise AssertionError("it would have been written to")
    assert warehouse.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"SQLite format 3\0" + bytes(4096), bytes(20_000)]
)
def test_a_file_of_another_kind_is_not_written_to(
    project: Project, tmp_path: Path, content: bytes
) -> None:
    from python_jobs.run.staged.place import writable

    # The words of a path say nothing about what is wrong.
    folder = tmp_path / "blocked lock being used by another process"
    folder.mkdir()
    file = folder / "x.duckdb"
    file.write_bytes(content)
    with (
        pytest.raises(CustomerIntelligenceError, match="is not a DuckDB database") as caught,
        writable(replace(project, warehouse_file=file)),
    ):
        raise AssertionError("it would have been written to")
    assert type(caught.value) is WarehouseUnreadable
    assert file.read_bytes() == content


def test_the_models_are_taken_away_and_nothing_else(
    place: DuckDBStagedBuild, warehouse: Path
) -> None:
    with duckdb.connect(str(place.project.duckdb_path)) as connection:
        connection.execute("create view marts.shown as select a from marts.answer")
        connection.execute("create view marts.of_my_own as select a from marts.answer")
        connection.execute("create table main.answer as select 'mine' as a")
    place.clear({("marts", "answer"), ("marts", "shown"), ("marts", "never_built")})
    with duckdb.connect(str(place.project.duckdb_path), read_only=True) as connection:
        left = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables order by all"
        ).fetchall()
    assert [name for (name,) in left] == [
        "main.answer",
        "marts.of_my_own",
        "raw.landed_files",
        "raw.order_lines",
    ]
    # readers see what there was
    assert answer(warehouse) == ("old", 1000)
