"""Small warehouses without dbt, and other programs that have them open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

HOLD = (
    "import duckdb, sys; connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == 'reads')\n"
    "print('held', flush=True); sys.stdin.read()"
)
WRITE_AND_DIE = (
    "import duckdb, os, signal, sys; connection = duckdb.connect(sys.argv[1])\n"
    "connection.execute('create table main.note (n integer)')\n"
    "os.kill(os.getpid(), signal.SIGKILL)"
)


def make_warehouse(path: Path, lines: int = 1000) -> Path:
    """A warehouse with raw lines and a mart of one row, which says 'old'."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw")
        connection.execute("create schema marts")
        connection.execute(
            f"create table raw.order_lines as select range as n, repeat('x', 50) || range as t from range({lines})"
        )
        connection.execute("create table raw.landed_files as select 'a.csv' as source_file")
        connection.execute("create table marts.answer as select 'old' as a")
    return path


def change_mart(path: Path, text: str = "new") -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"update marts.answer set a = '{text}'")


def answer(path: Path) -> tuple[str, int]:
    """What the mart says, and how many raw lines there are."""
    with duckdb.connect(str(path), read_only=True) as connection:
        sql = "select (select a from marts.answer), (select count(*) from raw.order_lines)"
        [(said, lines)] = connection.execute(sql).fetchall()
    return said, lines


@contextmanager
def another_program(path: Path, how: str) -> Iterator[int]:
    """Another program that has the file open; how: 'reads' or 'writes'. Yields its process id."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield holder.pid
    finally:
        holder.communicate()


def write_and_die(path: Path) -> int:
    """A program that writes to the file and is killed before it ends; returns its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE_AND_DIE, str(path)], capture_output=True, check=False
    )
    return done.returncode
