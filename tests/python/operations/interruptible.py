"""The last part of a run on a small warehouse, interrupted at a named call.

usage: python interruptible.py    (until standard input ends; each line is FOLDER FUNCTION call|return SIGNALS)

SIGNALS: how many come, one after another. The modules are imported once; each line is a process of its own, forked from
here, whose exit code is written back. What it says goes to FOLDER/said.txt. FOLDER has x.duckdb and target/dashboards.html. Up to the switch no part of a run is real here but the lock, the record,
the copy and the staged page; the switch and what follows it are.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from rich.console import Console

from python_jobs.core import interrupts
from python_jobs.core.console import Progress
from python_jobs.core.errors import INTERRUPTED_EXIT_CODE
from python_jobs.core.project import Project
from python_jobs.run import pipeline
from python_jobs.run.record import RunRecord
from python_jobs.run.request import RunRequest
from python_jobs.run.staged.pages import StagedPages
from python_jobs.run.staged.place import StagedBuild
from tests.python.conftest import ROOT
from tests.python.operations.warehouse_files import change_mart


class _Signals:
    """Sends signals at a call, the second one a few calls later."""

    def __init__(self, function: str, event: str, count: int) -> None:
        self._moment = (function, event)
        self._left = count
        self._calls_until_next = 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        is_moment = (frame.f_code.co_name, event) == self._moment
        self._calls_until_next -= 1
        if self._left and (is_moment or self._calls_until_next == 0):
            self._left -= 1
            self._calls_until_next = 5
            self._moment = ("", "")
            os.kill(os.getpid(), signal.SIGINT)


def _interrupted(function: str, event: str, count: int) -> None:
    def build(
        project: Project, place: StagedBuild, _: Any, __: Any, record: RunRecord, ___: Any
    ) -> None:
        record.begin(project)
        place.begin()
        record.place = place.project
        change_mart(Path(place.location))
        pages = StagedPages(project)
        pages.begin()
        (pages.folder / "dashboards.html").write_text("new", encoding="utf-8")
        signals = _Signals(function, event, count)
        # A profiler that raises is taken out: the second signal needs it back.
        interrupts_hear = interrupts._hear

        def hear(number: int, frame: object) -> None:
            try:
                interrupts_hear(number, frame)
            finally:
                sys.setprofile(signals)

        signal.signal(signal.SIGINT, hear)
        sys.setprofile(signals)
        with record.switch(is_the_end=True):
            place.publish(pages)

    pipeline._run = build  # type: ignore[assignment]
    project = Project(ROOT, "duckdb", {})
    pipeline.run(project, RunRequest(), Progress(Console(quiet=True)))


def _main(folder: Path, function: str, event: str, count: int) -> None:
    os.environ["CUSTOMER_INTELLIGENCE_DUCKDB_PATH"] = str(folder / "x.duckdb")
    os.environ["DBT_TARGET_PATH"] = str(folder / "target")
    interrupts.listen()
    interrupts.work_begins()
    try:
        _interrupted(function, event, count)
    except BaseException:
        if not interrupts.are_wanted():
            raise
    finally:
        sys.setprofile(None)
    if interrupts.are_wanted():
        # as the command does in the end
        sys.stderr.write(f"{interrupts.SENTENCE}\n")
        sys.exit(INTERRUPTED_EXIT_CODE)


def _become(folder: Path, function: str, event: str, count: int) -> NoReturn:
    said = os.open(folder / "said.txt", os.O_WRONLY | os.O_CREAT, 0o600)
    for there in (1, 2):
        os.dup2(said, there)
    code = 1
    try:
        _main(folder, function, event, count)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        place, function, event, count = line.split()
        process = os.fork()
        if not process:
            _become(Path(place), function, event, int(count))
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
