"""A drop folder: what is new is landed and moved, what is bad goes aside with the reason."""

from __future__ import annotations

import itertools
import shutil
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from python_jobs.cli import cli
from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.landing import drop_folder as incoming
from python_jobs.landing.drop_folder import FailedFile, land_incoming, unresolved
from python_jobs.landing.land import LandedFile
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.warehouse import open_warehouse
from tests.python.conftest import Workplace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "incoming"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_good_files_are_landed_and_bad_ones_set_aside(workplace: Workplace, folder: Path) -> None:
    write_sample(folder / "monday.csv", 60, 1)
    write_sample(folder / "tuesday.csv", 60, 2)
    (folder / "broken.csv").write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"not for us")
    done = workplace.command("run", "--incoming", folder)
    assert done.returncode == 2
    assert "broken.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(folder) == ["done", "failed", "notes.pdf"]
    assert names(folder / "done") == ["monday.csv", "tuesday.csv"]
    assert names(folder / "failed") == ["broken.csv", "broken.csv.reason.txt"]
    reason = (folder / "failed" / "broken.csv.reason.txt").read_text(encoding="utf-8")
    assert "'invoice_date'" in reason or "lacks the column" in reason
    landed = workplace.query("select source_file from raw.landed_files order by 1")
    assert landed == [("monday.csv",), ("tuesday.csv",)]
    [(facts,)] = workplace.query("select count(*) from marts.fact_sales")
    assert facts > 0
    status = workplace.command("status")
    assert status.returncode == 1
    assert "could not land every file" in status.stdout

    # The next night there is nothing new: a run all the same. The monitor is not content before
    # somebody has seen to the bad file.
    again = workplace.command("run", "--incoming", folder)
    assert again.returncode == 0, again.stderr
    assert "nothing new" in again.stderr
    assert workplace.query("select count(*) from marts.fact_sales") == [(facts,)]
    still = workplace.command("status")
    assert still.returncode == 1
    assert "broken.csv" in still.stdout
    assert unresolved(folder) == ["broken.csv"]
    (folder / "failed" / "broken.csv").unlink()
    assert unresolved(folder) == []


def land_new(project: Project, folder: Path) -> tuple[list[LandedFile], list[FailedFile]]:
    with open_warehouse(project) as warehouse:
        return land_incoming(project, warehouse, folder, None, Progress(Console(stderr=True)))


def test_a_file_that_was_landed_before_is_only_moved(project: Project, folder: Path) -> None:
    """As after a run that died between the landing and the move."""
    write_sample(folder / "monday.csv", 20, 1)
    shutil.copyfile(folder / "monday.csv", folder.parent / "monday.csv")
    land_new(project, folder)
    (folder.parent / "monday.csv").replace(folder / "monday.csv")
    (folder / "done" / "monday.csv").write_text("the one of last week", encoding="utf-8")
    [landed], failed = land_new(project, folder)
    assert (landed.outcome, failed) == ("unchanged", [])
    kept, moved = names(folder / "done")[::-1]
    assert kept == "monday.csv"
    assert moved.endswith("_monday.csv")
    text = (folder / "done" / "monday.csv").read_text(encoding="utf-8")
    assert text == "the one of last week"


def test_a_file_that_grows_is_left_for_the_next_run(project: Project, folder: Path) -> None:
    whole = folder.parent / "whole.csv"
    write_sample(whole, 20, 1)
    stop = threading.Event()

    def keep_writing() -> None:
        with (folder / "slow.csv").open("w", encoding="utf-8") as file:
            for line in itertools.cycle(whole.read_text(encoding="utf-8").splitlines(True)):
                file.write(line)
                file.flush()
                if stop.wait(0.02):
                    return

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        assert land_new(project, folder) == ([], [])
    finally:
        stop.set()
        writer.join()
    assert names(folder) == ["slow.csv"]


def test_a_file_that_is_taken_away_is_no_failure(project: Project, folder: Path) -> None:
    write_sample(folder / "monday.csv", 20, 1)
    taken = threading.Timer(incoming.SECONDS_UNTIL_SETTLED / 2, (folder / "monday.csv").unlink)
    taken.start()
    assert land_new(project, folder) == ([], [])
    assert names(folder) == []


def test_a_folder_that_is_not_there(project: Project, folder: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        land_new(project, folder / "nowhere")


def test_files_and_a_folder_are_one_too_many() -> None:
    result = CliRunner().invoke(cli, ["run", "orders.csv", "--incoming", "."])
    assert isinstance(result.exception, InputError)
