"""A drop folder: what is new is landed and moved, what is bad goes aside with the reason."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from python_jobs.cli import cli
from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.landing import drop_folder
from python_jobs.landing.drop_folder import FailedFile, land_incoming, unresolved
from python_jobs.landing.dropped.open import open_plain, quiet_files
from python_jobs.landing.land import LandedFile, land
from python_jobs.run.landing import unresolved_files
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


@pytest.mark.slow
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
    assert "No feed knows the columns of broken.csv" in reason
    assert "1,2,3" not in reason
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


def test_a_day_without_orders_is_done_and_no_failure(
    project: Project, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The header of a known feed alone; what has no header, or would empty a file that is landed, is a failure."""
    write_sample(folder / "monday.csv", 20, 1)
    header = (folder / "monday.csv").read_text(encoding="utf-8").splitlines()[0]
    land_new(project, folder)
    for name in ("sunday.csv", "monday.csv"):
        (folder / name).write_text(f"{header}\n", encoding="utf-8")
    (folder / "zero.csv").write_bytes(b"")
    landed, failed = land_new(project, folder)
    assert [(one.name, one.outcome) for one in landed] == [("sunday.csv", "left out")]
    assert [one.path.name for one in failed] == ["monday.csv", "zero.csv"]
    assert names(folder / "done") == ["monday.csv", "sunday.csv"]
    assert "sunday.csv has a header and no order lines and is left out." in caplog.text


def test_a_file_in_a_folder_of_the_drop_folder_is_told(
    project: Project, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A path through a folder that others may replace with a link is not followed; silence would lose the month."""
    logging.getLogger("python_jobs").propagate = True
    outside = folder.parent / "outside"
    for place in (folder / "2025-06" / "web", folder / ".hidden", folder / "done" / "web", outside):
        place.mkdir(parents=True)
        write_sample(place / "sales.csv", 20, 1)
    (folder / "2025-06" / "notes.pdf").write_bytes(b"not for us")
    (folder / "2025-06" / "link.csv").symlink_to(outside / "sales.csv")
    (folder / "linked").symlink_to(outside)
    for _ in range(2):
        caplog.clear()
        assert land_new(project, folder) == ([], [])
        assert f"'2025-06/web/sales.csv' is not landed: only what lies in {folder}" in caplog.text
        assert caplog.text.count("sales.csv") == 1
    message = unresolved_files(folder) or ""
    assert message.startswith(f"'2025-06/web/sales.csv' in folders of {folder}: ")
    (folder / "2025-06" / "web" / "sales.csv").replace(folder / "sales.csv")
    [landed], _ = land_new(project, folder)
    assert landed.name == "sales.csv"
    assert unresolved_files(folder) is None


def test_the_reason_goes_when_a_file_of_the_name_is_landed(project: Project, folder: Path) -> None:
    for _ in range(2):
        for name in ("monday.csv", "tuesday.csv", "tuesday.csv.gz"):
            (folder / name).write_text("a,b\n1,2\n", encoding="utf-8")
        land_new(project, folder)
    failed = folder / "failed"
    # one is mended and put back, and of the other file the earlier one waits yet
    for path in failed.glob("*monday.csv"):
        path.unlink()
    write_sample(folder / "monday.csv", 20, 1)
    [late] = list(failed.glob("*_tuesday.csv"))
    late.unlink()
    write_sample(folder / "tuesday.csv", 20, 2)
    land_new(project, folder)
    left = {name for name in names(failed) if name.endswith(".reason.txt")}
    assert {name for name in left if "gz" not in name} == {"tuesday.csv.reason.txt"}
    assert len(left) == 3


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
    taken = threading.Timer(0.25, (folder / "monday.csv").unlink)
    taken.start()
    assert land_new(project, folder) == ([], [])
    assert names(folder) == []


SECRETS = "DATABASE_PASSWORD=correct-horse\nAPI_KEY=battery-staple\n"


def test_a_link_is_never_followed(
    project: Project, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret = folder.parent / "secret.env"
    secret.write_text(SECRETS, encoding="utf-8")
    (folder / "a.csv").symlink_to(secret)
    os.mkfifo(folder / "b.csv")
    (folder / "c.csv").mkdir()
    with caplog.at_level(logging.INFO, logger="python_jobs"):
        python_jobs_log = logging.getLogger("python_jobs")
        python_jobs_log.propagate = True
        assert land_new(project, folder) == ([], [])
    assert names(folder) == ["a.csv", "b.csv", "c.csv"]
    assert "a.csv is a link and is left alone" in caplog.text
    assert "b.csv is no regular file" in caplog.text
    assert "correct-horse" not in caplog.text
    with pytest.raises(OSError, match="link"):
        open_plain(folder / "a.csv")


def test_nothing_is_quoted_of_a_file_that_has_no_order_lines(
    project: Project, folder: Path
) -> None:
    (folder / "one.csv").write_text(SECRETS, encoding="utf-8")
    (folder / "two.csv").write_text("user,correct-horse\n1,2\n", encoding="utf-8")
    _, failed = land_new(project, folder)
    assert names(folder / "failed") == [
        "one.csv", "one.csv.reason.txt", "two.csv", "two.csv.reason.txt",
    ]  # fmt: skip
    reasons = [path.read_text() for path in (folder / "failed").glob("*.reason.txt")]
    for text in [*reasons, *(one.reason for one in failed)]:
        assert text.strip()
        assert "correct-horse" not in text


def test_a_reason_is_not_written_through_a_link(project: Project, folder: Path) -> None:
    profile = folder.parent / "profile"
    profile.write_text("mine\n", encoding="utf-8")
    (folder / "failed").mkdir()
    (folder / "failed" / "z.csv.reason.txt").symlink_to(profile)
    (folder / "z.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    [failed] = land_new(project, folder)[1]
    assert profile.read_text(encoding="utf-8") == "mine\n"
    reason = folder / "failed" / "z.csv.reason.txt"
    assert not reason.is_symlink()
    assert reason.read_text(encoding="utf-8").strip() == failed.reason


@pytest.mark.parametrize("name", ["done", "failed"])
def test_files_are_not_moved_through_a_link(project: Project, folder: Path, name: str) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (folder / name).symlink_to(elsewhere)
    write_sample(folder / "good.csv", 20, 1)
    (folder / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    landed, failed = land_new(project, folder)
    assert (len(landed), len(failed)) == (1, 1)
    assert names(elsewhere) == []
    assert unresolved(folder) == ([] if name == "failed" else ["bad.csv"])
    # a path in it is one that people have, and the end of a run sends them where the reason is
    assert f"inspect {failed[0].path} --write" in failed[0].reason
    assert failed[0].has_reason_beside == (name == "done")


def test_a_stalled_upload_waits_for_its_end(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It changed a moment ago, then nothing for a while, then again."""
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_QUIET_SECONDS", "2")
    whole = folder.parent / "whole.csv"
    write_sample(whole, 20, 1)
    content = whole.read_bytes()
    (folder / "slow.csv").write_bytes(content[:3000])

    def go_on() -> None:
        with (folder / "slow.csv").open("ab") as file:
            file.write(content[3000:])

    rest = threading.Timer(1.0, go_on)
    rest.start()
    assert land_new(project, folder) == ([], [])
    rest.join()
    [landed], _ = land_new(project, folder)
    assert landed.row_count > 0
    assert (folder / "done" / "slow.csv").read_bytes() == content


def test_a_file_that_changes_while_it_is_landed_is_not_moved(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(folder / "monday.csv", 20, 1)

    def land_and_write(*arguments: Any) -> list[LandedFile]:
        landed = land(*arguments)
        with (folder / "monday.csv").open("ab") as file:
            file.write(b"990022,40001,CAKE STAND,1,2024-12-10 12:00:00,12.75,12001.0,Spain\n")
        return landed

    with monkeypatch.context() as patch:
        patch.setattr(drop_folder, "land", land_and_write)
        land_new(project, folder)
    assert names(folder) == ["monday.csv"]
    with open_warehouse(project) as warehouse:
        [before] = warehouse.query("select count(*) from raw.order_lines")
        land_incoming(project, warehouse, folder, None, Progress(Console(stderr=True)))
        [after] = warehouse.query("select count(*) from raw.order_lines")
    assert after[0] == before[0] + 1
    assert names(folder) == ["done"]


@pytest.mark.parametrize("given", ["nan", "inf", "-1", "soon", "4000"])
def test_the_quiet_time_is_a_number_of_seconds(
    given: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_QUIET_SECONDS", given)
    with pytest.raises(InputError, match="a number of seconds from 0 to 3600"):
        quiet_files(folder)


def test_a_folder_that_is_not_there(project: Project, folder: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        land_new(project, folder / "nowhere")


def test_a_file_in_place_of_the_folder(project: Project, folder: Path) -> None:
    file = folder / "orders.csv"
    file.write_text("a\n", encoding="utf-8")
    with pytest.raises(InputError, match="orders.csv is a file, and --incoming takes a folder"):
        land_new(project, file)


def test_files_and_a_folder_are_one_too_many() -> None:
    result = CliRunner().invoke(cli, ["run", "orders.csv", "--incoming", "."])
    assert isinstance(result.exception, InputError)
