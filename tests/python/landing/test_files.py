"""What a landing is given instead of files, and files with names that nothing else expects."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.landing.files.find import find_files, refuse_names_that_differ_in_case
from python_jobs.landing.files.snapshot import take_snapshot
from tests.python.landing.conftest import HEADER, LINES, Landing

TEXT = f"{HEADER}\n{LINES[0]}\n"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.mark.parametrize(
    "name", ["o'brien.csv", "100% [bold]{0}$HOME;--.csv", "Größe 東京.csv", f"{'x' * 251}.csv"]
)
def test_a_name_is_kept_as_it_is(landing: Landing, name: str) -> None:
    landing.land(landing.write(name, TEXT))
    landing.land(landing.write(name, f"{TEXT}{LINES[1]}\n"))
    assert landing.query("select source_file, row_count from raw.landed_files") == [(name, 2)]
    assert landing.query("select distinct source_file from raw.order_lines") == [(name,)]


@posix_only
@pytest.mark.parametrize(
    ("name", "message"),
    [
        (b"two\nlines.csv", "'two lines.csv' holds a control character"),
        (b"\x1b[31mred.csv", "holds a control character"),
        (b"caf\xe9.csv", "bytes that are not text"),
        (b"orders.csv ", "starts or ends with a blank"),
        (b" orders.csv", "starts or ends with a blank"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused(landing: Landing, name: bytes, message: str) -> None:
    path = landing.folder / os.fsdecode(name)
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=message) as refusal:
        landing.land(path)
    assert str(refusal.value).isprintable()
    assert not landing.warehouse_exists()


def test_a_name_longer_than_the_column_is_refused(landing: Landing) -> None:
    path = landing.write("orders.csv", TEXT)
    assert take_snapshot(path, "\N{GRINNING FACE}" * 127, landing.folder).size == len(TEXT)
    with pytest.raises(InputError, match="longer than 255 characters"):
        take_snapshot(path, "\N{GRINNING FACE}" * 128, landing.folder)


@posix_only
@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a device"])
def test_what_is_no_file_is_refused_and_not_waited_for(landing: Landing, kind: str) -> None:
    path = landing.folder / "orders.csv"
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="orders.csv is not a file"):
        landing.land(landing.folder)
    assert not landing.warehouse_exists()


def test_a_name_that_differs_in_case_from_a_landed_one_is_refused(landing: Landing) -> None:
    landing.land(landing.write("Orders.csv", TEXT))
    before = landing.query("select * from raw.landed_files")
    (landing.folder / "Orders.csv").unlink()
    with pytest.raises(InputError, match="Orders.csv and orders.csv differ only in case"):
        landing.land(landing.write("orders.csv", f"{TEXT}{LINES[1]}\n"))
    assert landing.query("select * from raw.landed_files") == before


def test_a_path_that_is_too_long_is_one_sentence(landing: Landing) -> None:
    with pytest.raises(InputError, match="x… cannot be read: "):
        landing.land(Path("x" * 5000))


def test_ten_thousand_columns_that_are_not_ours_are_one_sentence(landing: Landing) -> None:
    header = ",".join(f"\x1b column {number}" for number in range(10_000))
    with pytest.raises(
        InputError, match="'� column 0', .* and 9,970 more.*--write feeds"
    ) as refusal:
        landing.land(landing.write("orders.csv", f"{header}\n{header}\n"))
    assert len(str(refusal.value)) < 4000
    assert str(refusal.value).isprintable()


@posix_only
def test_a_link_stands_for_its_file(landing: Landing) -> None:
    link = landing.folder / "link.csv"
    link.symlink_to(landing.write("orders.csv", TEXT))
    landing.land(link)
    assert landing.query("select source_file from raw.landed_files") == [("link.csv",)]


@posix_only
@pytest.mark.parametrize(
    ("leads_to", "message"),
    [("nowhere.csv", "There is no file .*link.csv"), ("link.csv", "link.csv cannot be read: ")],
    ids=["nowhere", "itself"],
)
def test_a_link_that_leads_to_no_file_is_named(
    landing: Landing, leads_to: str, message: str
) -> None:
    link = landing.folder / "link.csv"
    link.symlink_to(leads_to)
    with pytest.raises(InputError, match=message):
        landing.land(link)


def test_a_path_that_the_system_cannot_look_up_is_refused() -> None:
    with pytest.raises(InputError, match="x… cannot be read: "):
        find_files([Path("x" * 5000)])


def test_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    """SQL Server takes them for one, and so the second would remove the lines of the first."""
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / "Straße.csv").write_text(TEXT, encoding="utf-8")
    (other / "STRASSE.csv").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="Straße.csv and STRASSE.csv differ only in case"):
        find_files([tmp_path, other])
    refuse_names_that_differ_in_case(["orders.csv", "returns.csv", "orders.csv"])
    with pytest.raises(InputError, match="Orders.csv and orders.csv differ only in case"):
        refuse_names_that_differ_in_case(["orders.csv"], landed=["Orders.csv"])
    refuse_names_that_differ_in_case(["orders.csv"], landed=["orders.csv", "Orders.csv"])


def test_a_full_disk_is_no_fault_of_the_file(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = landing.write("orders.csv", TEXT)

    class FullDisk:
        def update(self, chunk: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("python_jobs.landing.files.snapshot.hashlib.sha256", FullDisk)
    with pytest.raises(WarehouseError, match="is full"):
        landing.land(path)


def test_a_quote_in_the_folder_for_temporary_files(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = landing.folder / "it's temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    landing.land(landing.write("orders.csv", TEXT))
    assert len(landing.lines()) == 1


def test_what_is_no_export_in_a_folder_is_named_and_the_others_land(
    landing: Landing, caplog: pytest.LogCaptureFixture
) -> None:
    folder = landing.folder / "nightly"
    folder.mkdir()
    landing.write("nightly/may.csv", "\n".join((HEADER, *LINES)) + "\n")
    landing.write("nightly/customers.csv", "Customer ID,City\n13085,Ulm\n")
    landing.write("nightly/readme.txt", "Exports of the shop.\n")
    for name in (".DS_Store", "Thumbs.db", "flyer.pdf"):
        landing.write(f"nightly/{name}", "?")
    planned = landing.land(folder, is_dry_run=True)
    landed = landing.land(folder)
    outcomes = {one.name: one.outcome for one in landed}
    assert outcomes == {
        "may.csv": "landed",
        "customers.csv": "left out",
        "readme.txt": "left out",
    }
    assert [one.outcome for one in planned] == [one.outcome for one in landed]
    assert "customers.csv has no order lines by its columns and is left out" in caplog.text
    assert "flyer.pdf" in caplog.text
    with pytest.raises(InputError, match="No feed knows the columns"):
        landing.land(folder / "customers.csv", folder / "may.csv")


@pytest.mark.parametrize("text", ["Exports of the shop.\n", "", "<html>Please sign in</html>\n"])
def test_a_file_in_a_folder_that_is_called_a_table_and_is_none_is_refused(
    landing: Landing, text: str
) -> None:
    landing.write("may.csv", "\n".join((HEADER, *LINES)) + "\n")
    landing.write("june.csv", text)
    with pytest.raises(InputError, match=r"june\.csv"):
        landing.land(landing.folder)
    assert not (landing.folder / "warehouse.duckdb").exists()
