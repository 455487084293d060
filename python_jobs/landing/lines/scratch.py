"""Where lines stand until all files of a landing are read: a DuckDB file of their own. The warehouse is touched only
then."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from python_jobs.landing.values.text import literal

# What DuckDB may hold for each file that is read at the same time.
MEGABYTES = 384


class Stopped(Exception):
    """Another file cannot be used, or someone has interrupted."""


class Scratch:
    """A DuckDB file in a folder that its owner removes; `path` can be attached once it is closed.

    at_once: how many files are read into it at the same time, each through a connection of its own.
    """

    def __init__(self, folder: Path, at_once: int = 1) -> None:
        self.path = folder / "scratch.duckdb"
        self._numbers = itertools.count(1)
        self._others: list[duckdb.DuckDBPyConnection] = []
        self._is_stopped = threading.Event()
        self.connection = duckdb.connect(str(self.path))
        self.connection.execute(f"set memory_limit = '{MEGABYTES * at_once}MB'")
        self.connection.execute(f"set temp_directory = {literal(f'{folder.as_posix()}/spill')}")
        self.connection.execute("set enable_progress_bar = false")
        self.connection.execute("set threads = 1")

    def close(self) -> None:
        self.connection.close()

    def number(self) -> int:
        """A number that no other file has."""
        return next(self._numbers)

    @contextmanager
    def another_connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One for another thread. Its temporary tables are its own, all others are shared."""
        connection = self.connection.cursor()
        self._others.append(connection)
        try:
            yield connection
        finally:
            self._others.remove(connection)
            connection.close()

    def stop(self) -> None:
        """Make the other threads end soon: nobody wants their files any more."""
        self._is_stopped.set()
        for one in list(self._others):
            one.interrupt()

    def check(self) -> None:
        """Raise Stopped, in another thread, after stop()."""
        if self._is_stopped.is_set():
            raise Stopped
