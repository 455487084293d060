"""A word to people when a run fails: to a webhook, through a command, or both.

The environment says where: CUSTOMER_INTELLIGENCE_NOTIFY_URL takes a POST of JSON with `text` (what Slack,
Teams and Mattermost show) and the facts one by one; CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND is a program with
its arguments, started without a shell, that reads the text from its standard input.

Both are secrets: the log names the variable, the program and the kind of trouble, never an address, an
argument or what a program said.
"""

from __future__ import annotations

import logging
import os
import shlex
import socket
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from python_jobs.core.wording import safe, shown

log = logging.getLogger(__name__)

URL = "CUSTOMER_INTELLIGENCE_NOTIFY_URL"
COMMAND = "CUSTOMER_INTELLIGENCE_NOTIFY_COMMAND"
SECONDS_TO_ANSWER = 10
# For all tries together, however slowly a server answers.
SECONDS_OF_A_WEBHOOK = 40
SECONDS_OF_A_COMMAND = 60
TRIES = 3
# A chat shows no more; ops.pipeline_runs and the log have all of it.
LONGEST_TEXT = 3000


class NotTaken(requests.RequestException):
    """The webhook answered, and not with a success."""


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
            f"(target {self.target}, exit code {self.exit_code}): {safe(self.message)}"
        )[:LONGEST_TEXT]

    def as_json(self) -> dict[str, Any]:
        return {
            "text": _for_a_chat(self.text),
            "command": self.command,
            "target": self.target,
            "exit_code": self.exit_code,
            "message": safe(self.message)[:LONGEST_TEXT],
            "host": socket.gethostname(),
        }


def notify(failure: Failure) -> None:
    """Tell people, wherever the environment says. What goes wrong here is said in the log and no more."""
    url, command = os.environ.get(URL), os.environ.get(COMMAND)
    if url:
        _post(url, failure)
    if command:
        _start(command, failure)


def _for_a_chat(text: str) -> str:
    """A value in the text calls nobody (<!channel>, @all) and hides no address behind a word."""
    for character, plain in {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "@": "\N{FULLWIDTH COMMERCIAL AT}",
    }.items():
        text = text.replace(character, plain)
    return text.replace("](", "] (")


def _post(url: str, failure: Failure) -> None:
    """In a thread, since a server that answers a byte at a time would never run into a time-out."""
    trouble: list[str] = []
    sender = threading.Thread(target=_send, args=(url, failure.as_json(), trouble), daemon=True)
    sender.start()
    sender.join(SECONDS_OF_A_WEBHOOK)
    if sender.is_alive():
        trouble.append(f"no answer within {SECONDS_OF_A_WEBHOOK} seconds")
    if trouble:
        log.warning("Notification failed: the webhook of %s (%s)", URL, trouble[-1])


def _send(url: str, facts: dict[str, Any], trouble: list[str]) -> None:
    retrying = Retrying(
        retry=retry_if_exception_type(requests.RequestException),
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential(multiplier=0.5, max=5),
        reraise=True,
    )

    def post() -> None:
        # What stands in the answer is of no interest, so it is not read; another address that it names
        # is not what was set up.
        with requests.post(
            url, json=facts, timeout=SECONDS_TO_ANSWER, allow_redirects=False, stream=True
        ) as answer:
            if not 200 <= answer.status_code < 300:
                raise NotTaken(f"status {answer.status_code}")

    try:
        retrying(post)
    except NotTaken as error:
        trouble.append(str(error))
    except Exception as error:
        # Its text may hold the address, and anyone who has that can write there.
        trouble.append(type(error).__name__)


def _start(command: str, failure: Failure) -> None:
    program = "its program"
    try:
        arguments = shlex.split(command, posix=os.name != "nt")
        program = shown(Path(arguments[0]).name) if arguments else "nothing"
        done = subprocess.run(  # noqa: S603  # the user's own program, without a shell
            arguments,
            input=failure.text,
            encoding="utf-8",
            errors="replace",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_OF_A_COMMAND,
            check=False,
        )
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        log.warning(
            "Notification failed: %s of %s could not be started or did not end (%s)",
            program,
            COMMAND,
            type(error).__name__,
        )
        return
    if done.returncode:
        log.warning(
            "Notification failed: %s of %s ended with %s. Run it by hand to see what it says.",
            program,
            COMMAND,
            done.returncode,
        )
