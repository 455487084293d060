"""People hear of a failure, by webhook and by command; what goes wrong there stops nothing."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

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
    assert "could not be told" in done.stderr
    assert "could not be started" in done.stderr
    assert "secret-hook" not in done.stderr
    assert "Traceback" not in done.stderr


def test_nobody_is_told_of_what_went_well(workplace: Workplace, listener: Listener) -> None:
    orders = workplace.folder / "orders.csv"
    telling = workplace.with_settings(NOTIFY_URL=listener.url)
    assert telling.command("sample", orders, "--invoices", "20").returncode == 0
    assert telling.command("land", orders).returncode == 0
    assert listener.received == []
