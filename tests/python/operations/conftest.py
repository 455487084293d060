"""Workplaces that may be changed, and a listener for what a run tells people."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import Run, Workplace
from tests.python.sqlserver.project_copy import copy_project


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """A shell that starts the tests in the background has them ignore Ctrl-C; so would all that they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def built(sample_run: Run, tmp_path: Path) -> Workplace:
    """A workplace whose warehouse has been built, to be changed at will."""
    shutil.copyfile(sample_run.workplace.warehouse, tmp_path / "warehouse.duckdb")
    return Workplace(tmp_path)


@pytest.fixture
def with_a_failing_test(built: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """The same, with a copy of the project in which somebody has deleted a segment by mistake."""
    monkeypatch.delenv("CUSTOMER_INTELLIGENCE_SQLSERVER_STAND_IN_MACROS", raising=False)
    project = copy_project(built.folder / "project")
    seed = project / "seeds" / "rfm_segments.csv"
    lines = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("5,5,5,")]
    assert len(kept) == len(lines) - 1
    seed.write_text("".join(kept), encoding="utf-8")
    return replace(built, project=project)


@dataclass(frozen=True)
class ReadOnlyDisk:
    """A file system of a few megabytes that nobody can write to once it holds its file."""

    folder: Path

    def with_file(self, file: Path) -> Path:
        """The folder, which holds a copy of the file and takes no other."""
        shutil.copyfile(file, self.folder / file.name)
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)
        return self.folder


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[ReadOnlyDisk]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk that cannot be written to")
    folder = tmp_path / "read_only"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount: {mounted.stderr.strip()}")
    yield ReadOnlyDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@dataclass
class Listener:
    """A web server of this machine: what it was sent, and the answers it has still to give."""

    url: str
    answers: list[int] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            listening.received.append(json.loads(self.rfile.read(length)))
            self.send_response(listening.answers.pop(0) if listening.answers else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening = Listener(f"http://127.0.0.1:{server.server_address[1]}/secret-hook")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield listening
    server.shutdown()
    thread.join()
    server.server_close()
