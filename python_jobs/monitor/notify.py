"""A word to people when a run fails: to a webhook, through a command, or both.

The environment says where: CUSTOMER_INTELLIGENCE_NOTIFY_URL takes a POST of JSON with `text` (what Slack,
Teams and Mattermost show) and the facts one by one; CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND is a program with
its arguments, started without a shell, that reads the text from its standard input.
"""

from __future__ import annotations

import logging
import os
import shlex
import socket
import subprocess
from dataclasses import dataclass
from typing import Any

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

log = logging.getLogger(__name__)

URL = "CUSTOMER_INTELLIGENCE_NOTIFY_URL"
COMMAND = "CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND"
SECONDS_TO_ANSWER = 10
SECONDS_OF_A_COMMAND = 60
TRIES = 3


@dataclass(frozen=True)
class Failure:
    """What there is to tell."""

    command: str
    target: str
    exit_code: int
    message: str

    @property
    def text(self) -> str:
        return (
            f"customer-intelligence {self.command} failed on {socket.gethostname()} "
            f"(target {self.target}, exit code {self.exit_code}): {self.message}"
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "command": self.command,
            "target": self.target,
            "exit_code": self.exit_code,
            "message": self.message,
            "host": socket.gethostname(),
        }


def notify(failure: Failure) -> None:
    """Tell people, wherever the environment says. What goes wrong here is said in the log and no more."""
    url, command = os.environ.get(URL), os.environ.get(COMMAND)
    if url:
        _post(url, failure)
    if command:
        _start(command, failure)


def _post(url: str, failure: Failure) -> None:
    retrying = Retrying(
        retry=retry_if_exception_type(requests.RequestException),
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential(multiplier=0.5, max=5),
        reraise=True,
    )

    def post() -> None:
        answer = requests.post(url, json=failure.as_json(), timeout=SECONDS_TO_ANSWER)
        answer.raise_for_status()

    try:
        retrying(post)
    except (requests.RequestException, ValueError) as error:
        # The address of a webhook is a secret: whoever has it can write there.
        log.warning("The webhook of %s could not be told: %s", URL, type(error).__name__)


def _start(command: str, failure: Failure) -> None:
    try:
        arguments = shlex.split(command, posix=os.name != "nt")
        done = subprocess.run(  # noqa: S603  # the user's own program, without a shell
            arguments,
            input=failure.text,
            encoding="utf-8",
            capture_output=True,
            timeout=SECONDS_OF_A_COMMAND,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.warning("The command of %s could not be started: %s", COMMAND, error)
        return
    if done.returncode:
        log.warning(
            "The command of %s ended with %s: %s", COMMAND, done.returncode, done.stderr.strip()
        )
