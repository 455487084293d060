"""Lines for people and for machines, on the screen and in a file that rotates."""

from __future__ import annotations

import errno
import json
import logging
import os
import tempfile
from pathlib import Path

import pytest

from python_jobs.core import full_log
from python_jobs.monitor import logs
from tests.python.conftest import Workplace


@pytest.mark.parametrize("before", [True, False])
def test_json_lines(workplace: Workplace, before: bool) -> None:
    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    option = ("--log-format", "json")
    arguments = (*option, "land", orders) if before else ("land", orders, *option)
    done = workplace.command(*arguments)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert any("lines landed" in line["message"] for line in lines)
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    in_file = (workplace.folder / "logs" / logs.FILE_NAME).read_text(encoding="utf-8")
    assert len([json.loads(line) for line in in_file.splitlines()]) >= len(lines)


def test_the_file_keeps_what_the_screen_does_not_show(workplace: Workplace) -> None:
    done = workplace.command("land", "no_such_file.csv")
    assert done.returncode == 2
    text = (workplace.folder / "logs" / logs.FILE_NAME).read_text(encoding="utf-8")
    assert "ended with exit code 2" in text
    assert "ended with exit code" not in done.stderr


def test_the_file_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 2000)
    logger = logging.getLogger(full_log.LOGGER)
    before = list(logger.handlers)
    logs.set_up_file(tmp_path, logs.TEXT)
    try:
        for number in range(400):
            logger.warning("line %s of a long night", number)
    finally:
        for handler in set(logger.handlers) - set(before):
            handler.close()
        logger.handlers = before
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == logs.OLD_FILES + 1
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
@pytest.mark.parametrize("is_full", [True, False])
def test_a_log_that_cannot_be_written_is_told_once_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], is_full: bool
) -> None:
    """Python printed a traceback for each line."""
    folder = tmp_path / "logs"
    if is_full:
        folder.mkdir()
        (folder / logs.FILE_NAME).symlink_to("/dev/full")
    else:
        folder.touch()
    logger = logging.getLogger(full_log.LOGGER)
    before, level, propagate = list(logger.handlers), logger.level, logger.propagate
    try:
        logs.set_up_screen(logs.TEXT, verbose=False)
        logs.set_up_file(folder, logs.TEXT)
        logger.info("the first line")
        logger.info("the second line")
    finally:
        logger.handlers, logger.level, logger.propagate = before, level, propagate
    said = capsys.readouterr().err
    assert said.count("cannot be written") == 1
    assert "the first line" in said
    assert "the second line" in said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a file that is always full is Linux's")
def test_a_full_log_of_a_library_prints_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """dbt keeps a log of its own: a disk that became full in a run gave a traceback for each of its lines."""
    ours, other = logging.getLogger(full_log.LOGGER), logging.getLogger("a library")
    monkeypatch.setattr(logging, "raiseExceptions", True)
    for name in ("handlers", "level", "propagate"):
        monkeypatch.setattr(ours, name, getattr(ours, name))
    logs.set_up_screen(logs.TEXT, verbose=False)
    handler = logging.FileHandler("/dev/full")
    other.addHandler(handler)
    try:
        other.warning("a line")
    finally:
        other.removeHandler(handler)
    assert "Logging error" not in capsys.readouterr().err


def test_a_disk_that_takes_no_more_of_a_librarys_log_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """dbt's log stopped in the middle of a run, and nobody was told where ours still had room."""
    ours = logging.getLogger(full_log.LOGGER)
    for name in ("handlers", "level", "propagate"):
        monkeypatch.setattr(ours, name, getattr(ours, name))
    logs.set_up_screen(logs.TEXT, verbose=False)
    full_log.tell_if_full(tmp_path / "dbt.log")
    assert capsys.readouterr().err == ""

    def no_room(**_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    for _ in range(2):
        full_log.tell_if_full(tmp_path / "dbt.log")
    said = capsys.readouterr().err
    assert said.count("dbt.log cannot be written: No space left on device") == 1


def test_a_fault_of_ours_is_no_traceback(workplace: Workplace) -> None:
    """dbt_project.yml without its vars is something that the code does not expect."""
    broken = workplace.folder / "project"
    broken.mkdir()
    (broken / "dbt_project.yml").write_text("name: customer_intelligence\n", encoding="utf-8")
    done = Workplace(workplace.folder, project=broken).command("run", "orders.csv")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert "internal error" in done.stderr
    assert "report" in done.stderr
