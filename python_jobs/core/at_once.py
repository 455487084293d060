"""Several pieces of work at once, in threads. It pays where most of the time is spent in libraries that let go of
Python meanwhile, as DuckDB and Arrow do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# More take memory and gain little: a part of each piece is Python, of which one runs at a time.
MOST = 4
SECONDS_BETWEEN_LOOKS = 0.5


def how_many(pieces: int) -> int:
    """How many of so many pieces of work are done at once here."""
    # Where a container may use some of the cores only, cpu_count() counts all.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(pieces, cores or 1, MOST))


def at_once(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], stop: Callable[[], None]
) -> list[Result]:
    """The result of each piece, in their order.

    The error of the first piece in this order that has one is raised, so that no chance decides which. stop is called
    then, and when someone interrupts: it makes the pieces that are under way end soon.
    """
    most = how_many(len(pieces))
    if most == 1:
        return [work(one) for one in pieces]
    with ThreadPoolExecutor(most) as pool:
        futures = [pool.submit(work, one) for one in pieces]
        try:
            for one in futures:
                # Without a limit of time Windows hears no Ctrl-C here.
                while not wait([one], SECONDS_BETWEEN_LOOKS).done:
                    pass
                one.result()
        except BaseException:
            stop()
            pool.shutdown(cancel_futures=True)
            raise
    return [one.result() for one in futures]
