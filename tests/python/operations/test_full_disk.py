"""A disk that runs full in the middle of a run: a plain sentence, nothing half done, and it goes on later."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import Run, Workplace


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk of a few megabytes")
    folder = tmp_path / "small_disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_disk(small_disk: Path, sample_run: Run) -> None:
    workplace = Workplace(small_disk)
    full = workplace.command("run", sample_run.file)
    assert full.returncode == 3, full.stderr
    assert "is full" in full.stderr
    assert "Traceback" not in full.stderr

    subprocess.run(["mount", "-o", "remount,size=400m", str(small_disk)], check=True)
    done = workplace.command("run", sample_run.file)
    assert done.returncode == 0, done.stderr
    assert checksums(workplace.warehouse) == checksums(sample_run.workplace.warehouse)
    statuses = workplace.query("select status from ops.pipeline_runs order by started_at")
    assert statuses[-1] == ("succeeded",)


@pytest.mark.slow
def test_a_copy_that_fills_the_disk_goes(small_disk: Path, sample_run: Run) -> None:
    workplace = Workplace(small_disk)
    subprocess.run(["mount", "-o", "remount,size=400m", str(small_disk)], check=True)
    shutil.copytree(sample_run.workplace.folder, small_disk, dirs_exist_ok=True)
    before = checksums(workplace.warehouse)
    used = shutil.disk_usage(small_disk).used
    # The copy finds room, and what is built in it does not.
    room = used + workplace.warehouse.stat().st_size + (6 << 20)
    subprocess.run(["mount", "-o", f"remount,size={room >> 10}k", str(small_disk)], check=True)
    full = workplace.command("run", "--rebuild")
    assert full.returncode == 3, full.stderr
    assert "is full" in full.stderr
    assert not (small_disk / "being_built").exists()
    assert checksums(workplace.warehouse) == before
    status = workplace.command("status")
    assert status.returncode == 1
    assert "The last run failed" in status.stdout
    assert "is full" in status.stdout
    lines = "Invoice,StockCode,Quantity,InvoiceDate,Price,Description,Customer ID,Country\n1,A,1,2024-05-17,2,Lamp,,France\n"
    one = small_disk / "one.csv"
    one.write_text(lines, encoding="utf-8")
    assert workplace.command("land", one).returncode == 0
