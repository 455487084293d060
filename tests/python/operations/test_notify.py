"""People hear of a failure, by webhook and by command; what goes wrong there stops nothing."""

from __future__ import annotations

import http.server
import json
import logging
import shlex
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest

from python_jobs.monitor import notify as telling
from python_jobs.monitor.notify import Failure, notify
from tests.python.conftest import Workplace
from tests.python.operations.conftest import Listener


def test_a_webhook_hears_of_a_failure_and_is_asked_again(
    workplace: Workplace, listener: Listener
) -> None:
    listener.answers = [503]
    done = workplace.with_settings(NOTIFY_URL=listener.url).command("run", "no_such_file.csv")
    assert done.returncode == 2
    assert len(listener.received) == 2
    told = listener.received[-1]
    assert told["command"] == "run"
    assert told["exit_code"] == 2
    assert "There is no file no_such_file.csv" in told["text"]


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (("--log-format", "json", "run", "no_such_file.csv"), "duckdb"),
        (("run", "no_such_file.csv", "--target=duckdb"), "duckdb"),
        (("land", "no_such_file.csv", "--target=sqlserver"), "sqlserver"),
    ],
)
def test_the_command_and_the_target_are_those_that_click_read(
    workplace: Workplace, listener: Listener, arguments: tuple[str, ...], target: str
) -> None:
    done = workplace.with_settings(NOTIFY_URL=listener.url).command(*arguments)
    assert done.returncode != 0
    [told] = listener.received
    assert told["command"] in arguments
    assert told["target"] == target


def test_a_command_hears_of_a_failure_without_a_shell(workplace: Workplace) -> None:
    program = workplace.folder / "tell people.py"
    heard = workplace.folder / "heard.json"
    program.write_text(
        "import json, pathlib, sys\n"
        f"pathlib.Path({str(heard)!r}).write_text(json.dumps([sys.argv[1:], sys.stdin.read()]))\n",
        encoding="utf-8",
    )
    command = shlex.join([sys.executable, str(program), "$HOME; touch x", "a b"])
    done = workplace.with_settings(NOTIFY_COMMAND=command).command("run", "no_such_file.csv")
    assert done.returncode == 2
    arguments, text = json.loads(heard.read_text(encoding="utf-8"))
    assert arguments == ["$HOME; touch x", "a b"]
    assert "There is no file no_such_file.csv" in text


def test_a_notification_that_fails_is_only_said(workplace: Workplace, tmp_path: Path) -> None:
    settings = {
        "NOTIFY_URL": "http://127.0.0.1:9/secret-hook",
        "NOTIFY_COMMAND": str(tmp_path / "no such program"),
    }
    done = workplace.with_settings(**settings).command("run", "no_such_file.csv")
    assert done.returncode == 2
    assert "Notification failed: the webhook of" in done.stderr
    assert "could not be started" in done.stderr
    assert "secret-hook" not in done.stderr
    assert "Traceback" not in done.stderr


def test_nobody_is_told_of_what_went_well(workplace: Workplace, listener: Listener) -> None:
    orders = workplace.folder / "orders.csv"
    telling = workplace.with_settings(NOTIFY_URL=listener.url)
    assert telling.command("sample", orders, "--invoices", "20").returncode == 0
    assert telling.command("land", orders).returncode == 0
    assert listener.received == []


FAILURE = Failure("run", "duckdb", 2, "no good")


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the log says of a notification."""
    monkeypatch.setattr(logging.getLogger("python_jobs"), "propagate", True)
    return caplog


def test_no_secret_of_a_command_is_logged(heard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its arguments nor what it says, whether it fails, hangs or is not there."""
    monkeypatch.setattr(telling, "SECONDS_OF_A_COMMAND", 1)
    programs = {
        "import sys; sys.exit('denied: key-of-mine')": "ended with 1",
        "import time; time.sleep(30)": "(TimeoutExpired)",
    }
    for program, said in programs.items():
        command = shlex.join([sys.executable, "-c", program, "--key", "key-of-mine"])
        monkeypatch.setenv(telling.COMMAND, command)
        notify(FAILURE)
        assert said in heard.text
    monkeypatch.setenv(telling.COMMAND, "/no/such/program --key key-of-mine")
    notify(FAILURE)
    assert "program of CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND could not be started" in heard.text
    monkeypatch.setenv(telling.COMMAND, "program 'key-of-mine")
    notify(FAILURE)
    assert "key-of-mine" not in heard.text


class Rude(http.server.BaseHTTPRequestHandler):
    """A webhook that answers as its path says."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/redirect":
            self.send_response(307)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        with suppress(OSError):
            if self.path == "/drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for number in range(200):
                    self.wfile.write(f"X-{number}: a\r\n".encode())
                    time.sleep(0.1)
            else:
                self.send_response(200)
                self.end_headers()
                for _ in range(20_000):
                    self.wfile.write(b"x" * 100_000)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def rude() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rude)
    server.daemon_threads = True
    Rude.asked.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://name:pass-word@127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_webhook_sends_us_nowhere_else(
    rude: str, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TRIES", 1)
    monkeypatch.setenv(telling.URL, f"{rude}/redirect")
    notify(FAILURE)
    assert Rude.asked == ["/redirect"]
    assert "status 307" in heard.text
    assert "pass-word" not in heard.text


@pytest.mark.parametrize("path", ["/drip", "/endless"])
def test_an_answer_without_an_end_is_not_waited_for(
    path: str, rude: str, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "SECONDS_OF_A_WEBHOOK", 3)
    monkeypatch.setenv(telling.URL, f"{rude}{path}")
    tracemalloc.start()
    started = time.monotonic()
    notify(FAILURE)
    taken = time.monotonic() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 10
    assert peak < 50_000_000
    assert ("no answer within 3 seconds" in heard.text) == (path == "/drip")


def test_a_value_calls_nobody_in_a_chat() -> None:
    told = Failure("run", "duckdb", 2, "<!channel> @all [here](http://example.com)").as_json()
    assert "<!" not in told["text"]
    assert "@" not in told["text"]
    assert "](" not in told["text"]
    assert len(Failure("run", "duckdb", 1, "x" * 100_000).as_json()["text"]) < 4000
