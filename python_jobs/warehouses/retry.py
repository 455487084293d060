"""Trying again where waiting helps: a file that someone holds, a connection that broke, a deadlock."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Callable
from typing import TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown

log = logging.getLogger(__name__)

VARIABLE = "CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS"
DEFAULT_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 8.0
LEAST_TRIES = 3
# A week, as for --wait: after that nobody waits for the command any more.
MOST_SECONDS = 7 * 24 * 3600

Result = TypeVar("Result")


def patience_seconds() -> float:
    """How long to go on trying, from the environment; raises InputError when it is not a number."""
    given = os.environ.get(VARIABLE) or str(DEFAULT_SECONDS)
    try:
        seconds = float(given)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MOST_SECONDS:
        raise InputError(
            f"{VARIABLE} is '{shown(given)}'; it takes a number of seconds from 0 to {MOST_SECONDS}."
        )
    return seconds


def retry(
    action: Callable[[], Result],
    is_transient: Callable[[BaseException], bool],
    seconds: float | None = None,
    longest_wait: float = LONGEST_WAIT_SECONDS,
) -> Result:
    """Do it; while it fails with a transient error, wait a little longer each time (up to longest_wait
    seconds) and do it again.

    Raises what the last try raised once the patience (by default the environment's) is at its end. With
    any patience at all there are a few tries: one that took long does not use the patience up.
    """
    patience = patience_seconds() if seconds is None else seconds
    retrying = Retrying(
        retry=retry_if_exception(is_transient),
        stop=stop_after_attempt(LEAST_TRIES if patience else 1) & stop_after_delay(patience),
        wait=wait_random_exponential(multiplier=0.2, max=longest_wait),
        before_sleep=_Said(patience).once,
        reraise=True,
    )
    return retrying(action)


class _Said:
    """What was awaited so far: the same trouble is told once, however often it is tried again."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._before = ""

    def once(self, state: RetryCallState) -> None:
        text = str(state.outcome.exception() if state.outcome else "")
        if text != self._before:
            self._before = text
            log.warning("%s Trying again for up to %.0f s.", text, self._patience)
