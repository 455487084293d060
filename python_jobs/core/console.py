"""What a person sees while the jobs run: a bar on a terminal, plain log lines elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, cast

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LINES = 5.0
# As wide as a table gets in a file or in another program, where no screen ends a line.
WIDE = 250


class _Trimmed:
    """A stream whose lines do not end in blanks: tables fill each line up to its width."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        self._stream.write("".join(f"{line.rstrip(' ')}\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        self._stream.write(self._rest)
        self._rest = ""
        self._stream.flush()


def answers(width: int | None = WIDE) -> Console:
    """Where a command prints what was asked for: as wide as the terminal, elsewhere with so many columns
    at most (by default of the library 80), without blanks at the ends of lines."""
    console = Console()
    if console.is_terminal:
        return console
    return Console(width=width, file=cast(TextIO, _Trimmed(sys.stdout)))


class Progress:
    """Progress on long work, on the given console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show that something is under way, and say when it took long."""
        with self.count(what, ""):
            yield

    @contextmanager
    def count(self, what: str, unit: str) -> Iterator[Callable[[int], None]]:
        """Count things (the unit names them) as they get done; the caller reports each batch."""
        started = time.monotonic()
        done = 0
        last_said = started

        def log_count(number: int) -> None:
            nonlocal done, last_said
            done += number
            now = time.monotonic()
            if now - last_said > SECONDS_BETWEEN_LINES:
                last_said = now
                log.info("%s: %s %s so far", what, f"{done:,}", unit)

        if not self.console.is_terminal:
            yield log_count
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with RichProgress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task(what, total=None)

            def show_count(number: int) -> None:
                nonlocal done
                done += number
                bar.update(task, description=f"{what}: {done:,} {unit}")

            yield show_count
