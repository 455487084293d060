"""A disk that runs full in the middle of a run: a plain sentence, nothing half done, and it goes on later."""

from __future__ import annotations

import os
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
