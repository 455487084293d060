"""Commands that can be killed at named moments of their work.

usage: python killable.py    (until standard input ends; each line is a Request as JSON)

A moment is one of the statements by which a command changes a warehouse, or of the changes it makes to files,
counted from the beginning or the end of a step: the third moment of the step "land" is the same on a slow machine
and on a fast one. The modules are imported once; each command is a process of its own, forked from here.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from tests.python.conftest import ROOT, Workplace

# What a command does before its first step.
START = "start"
PAGE = Path("target") / "dashboards.html"
# What readers of a workplace see, with the write-ahead log that a killed command may leave.
SEEN = (Path("warehouse.duckdb"), Path("warehouse.duckdb.wal"), PAGE)
CHANGES_OF_FILES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown"}
CHANGES_OF_DATA = ("insert", "update", "delete", "create", "alter", "drop", "begin", "commit")


@dataclass(frozen=True)
class Request:
    """A command, and what happens at its moments.

    kill_at: (step, number of the moment, from 1). empty_at: the folder that is removed at that moment in place of
    killing. photographs: the folder in which what readers see is copied at the first moment of every step and before
    every change of files by the switch. workplace: where the command works.
    moments: a file to which the names of all steps go, once a moment.
    """

    arguments: list[str]
    kill_at: tuple[str, int] | None = None
    empty_at: str | None = None
    photographs: str | None = None
    workplace: str = ""
    moments: str = os.devnull
    environment: dict[str, str] = field(default_factory=dict)


@dataclass
class Killable:
    """The program that runs the commands, for one workplace."""

    workplace: Workplace
    process: subprocess.Popen[str]

    def command(self, *arguments: str | Path, **more: Any) -> int:
        """Run a command; its exit code, or -9 when it was killed. What it said is in said()."""
        request = Request([*map(str, arguments)], workplace=str(self.workplace.folder), **more)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asdict(request)) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def moments(self, *arguments: str | Path) -> Counter[str]:
        """Run a command to its end; returns how many moments each of its steps has."""
        path = self.workplace.folder / "moments.txt"
        code = self.command(*arguments, moments=str(path))
        assert code == 0, self.said()
        return Counter(path.read_text(encoding="utf-8").splitlines())

    def said(self) -> str:
        return (self.workplace.folder / "said.txt").read_text(encoding="utf-8")


@contextmanager
def killable(workplace: Workplace) -> Iterator[Killable]:
    """Commands in a workplace, which are killed at will."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.python.operations.killable"],
        cwd=ROOT,
        env=workplace.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Killable(workplace, process)
    finally:
        process.communicate()


class _Moments:
    """Counts the moments of this process, and does at each what the request wants."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._step = START
        self._counts: Counter[str] = Counter()
        self._file = os.open(request.moments, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._is_busy = False

    def begin_step(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if said.endswith(" …"):
            self._step = said.removesuffix(" …")
        elif ": done in " in said:
            self._step = f"after {said.partition(': done in ')[0]}"
        return True

    def of_files(self, event: str, details: Any) -> None:
        if event in CHANGES_OF_FILES or (
            event == "open" and details[2] & (os.O_CREAT | os.O_TRUNC)
        ):
            self.next(is_of_files=True)

    def next(self, *, is_of_files: bool = False) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._counts[self._step] += 1
        number = self._counts[self._step]
        os.write(self._file, f"{self._step}\n".encode())
        request = self._request
        if request.kill_at and (self._step, number) == tuple(request.kill_at):
            if not request.empty_at:
                os.kill(os.getpid(), signal.SIGKILL)
            shutil.rmtree(str(request.empty_at))
        if request.photographs and (number == 1 or (self._step == "switch" and is_of_files)):
            self._photograph(Path(request.photographs) / f"{self._step} {number}")
        self._is_busy = False

    def _photograph(self, place: Path) -> None:
        """Copy what readers see, by another program: whoever opens and closes a file gives up the locks that
        its process has on it."""
        (place / PAGE.parent).mkdir(parents=True)
        for name in SEEN:
            file = Path(self._request.workplace) / name
            if file.exists():
                subprocess.run(["cp", str(file), str(place / name)], check=True)


def _become(request: Request) -> NoReturn:
    """Do the command in this process."""
    import duckdb

    os.environ |= request.environment
    said = os.open(
        Path(request.workplace) / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
    )
    nothing = os.open(os.devnull, os.O_RDONLY)
    for here, there in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(here, there)

    moments = _Moments(request)
    logging.getLogger("python_jobs.run.record").addFilter(moments.begin_step)
    sys.addaudithook(moments.of_files)
    connection: Any = duckdb.DuckDBPyConnection
    for name in ("execute", "executemany"):
        setattr(connection, name, _counted(getattr(connection, name), moments))

    from python_jobs.__main__ import main

    sys.argv = ["customer-intelligence", *request.arguments]
    code = 1
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _counted(execute: Any, moments: _Moments) -> Any:
    def counted(self: Any, query: Any, *values: Any, **more: Any) -> Any:
        text = str(query).lstrip(" \n(").lower()
        if text.startswith(CHANGES_OF_DATA) or "create " in text[:400]:
            moments.next()
        return execute(self, query, *values, **more)

    return counted


def _import() -> None:
    """What the commands import, once for all of them."""
    import python_jobs.cli.main
    import python_jobs.dashboards.job
    import python_jobs.export.lists
    import python_jobs.landing.forget
    import python_jobs.purchase_model.job
    import python_jobs.run.dbt
    import python_jobs.run.pipeline
    import python_jobs.run.summary  # noqa: F401


def _main() -> None:
    _import()
    for line in sys.stdin:
        request = Request(**json.loads(line))
        process = os.fork()
        if not process:
            _become(request)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _main()
