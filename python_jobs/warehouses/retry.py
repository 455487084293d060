"""Trying again where waiting helps: a file that somebody holds, a connection that broke, a deadlock."""

from __future__ import annotations

import logging
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

log = logging.getLogger(__name__)

VARIABLE = "CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS"
DEFAULT_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 8.0
LEAST_TRIES = 3

Result = TypeVar("Result")


def patience_seconds() -> float:
    """How long to go on trying, from the environment; raises InputError when it is no number."""
    given = os.environ.get(VARIABLE) or str(DEFAULT_SECONDS)
    try:
        return max(float(given), 0.0)
    except ValueError:
        raise InputError(f"{VARIABLE} is '{given}'; it takes a number of seconds.") from None


def retry(
    action: Callable[[], Result],
    is_transient: Callable[[BaseException], bool],
    seconds: float | None = None,
) -> Result:
    """Do it; while it fails with a transient error, wait a little longer each time and do it again.

    Raises what the last try raised once the patience (by default the environment's) is at its end. With
    any patience at all there are a few tries: one that took long does not use the patience up.
    """
    patience = patience_seconds() if seconds is None else seconds
    retrying = Retrying(
        retry=retry_if_exception(is_transient),
        stop=stop_after_attempt(LEAST_TRIES if patience else 1) & stop_after_delay(patience),
        wait=wait_random_exponential(multiplier=0.2, max=LONGEST_WAIT_SECONDS),
        before_sleep=_say_what_is_awaited,
        reraise=True,
    )
    return retrying(action)


def _say_what_is_awaited(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning("%s Trying again in %.1f s.", error, state.upcoming_sleep)
