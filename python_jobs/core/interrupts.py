"""Ctrl-C, and a polite request of the system to end: the work stops where nothing is half done."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
# One wish may come as several signals: Ctrl-C reaches uv as well, which passes it on, and impatient people press twice.
# The second one must not interrupt what puts things in order after the first.
SECONDS_OF_ONE_WISH = 3.0
SENTENCE = "Interrupted. Nothing is half done; run again to go on."


class _State:
    """What this process was asked, and whether it may stop at once."""

    wanted = False
    deferrals = 0
    at_work = False
    raised_at = float("-inf")


def listen() -> None:
    """From now on a signal ends the process with 130 and a sentence, while nothing is under way yet."""
    for name in NAMES:
        number = getattr(signal, name, None)
        # What a shell or nohup has told us to ignore stays ignored.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _hear)


def work_begins() -> None:
    """From now on a signal raises KeyboardInterrupt, so that what is under way can be put in order."""
    _State.at_work = True


def are_wanted() -> bool:
    """Whether someone has asked to stop. A library may have swallowed the KeyboardInterrupt, or made
    another error of it."""
    return _State.wanted


def check() -> None:
    """Raise KeyboardInterrupt where someone has asked to stop."""
    if _State.wanted:
        _State.raised_at = time.monotonic()
        raise KeyboardInterrupt


@contextmanager
def deferred() -> Iterator[None]:
    """What happens inside happens whole: a signal waits until it is done, and is then heard."""
    _State.deferrals += 1
    try:
        yield
    finally:
        _State.deferrals -= 1
    if not _State.deferrals:
        check()


def _hear(signal_number: int, frame: object) -> None:
    _State.wanted = True
    if not _State.at_work:
        sys.stderr.write(f"{SENTENCE}\n")
        sys.stderr.flush()
        os._exit(128 + signal.SIGINT)
    if not _State.deferrals and time.monotonic() - _State.raised_at > SECONDS_OF_ONE_WISH:
        _State.raised_at = time.monotonic()
        raise KeyboardInterrupt
