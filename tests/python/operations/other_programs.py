"""Programs of their own that read or write a warehouse again and again while runs come and go.

usage: python other_programs.py reads|writes WAREHOUSE    (until standard input ends)

The reader prints each state of the warehouse that it has not seen before, as JSON; the writer prints how many
rows it has written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

MARTS = ("fact_sales", "customer_360", "cohort_table", "sales_daily", "basket_items")
MARTS_SQL = ", ".join(
    f"(select sum(hash(t)::hugeint)::varchar from marts.{name} as t)" for name in MARTS
)
LINES_SQL = (
    "select (select count(*) from raw.order_lines), "
    "(select coalesce(sum(row_count), 0) from raw.landed_files)"
)
SECONDS_BETWEEN = 0.1


@dataclass
class Seen:
    """What a program has printed. Whole after the block of another()."""

    lines: list[str] = field(default_factory=list)


@contextmanager
def another(what: str, warehouse: Path) -> Iterator[Seen]:
    """Such a program, at work while the block is. what: 'reads' or 'writes'."""
    program = subprocess.Popen(
        [sys.executable, __file__, what, str(warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    seen = Seen()
    try:
        yield seen
    finally:
        said, _ = program.communicate()
        seen.lines += said.splitlines()
    assert program.returncode == 0


def marts_of(warehouse: Path) -> str:
    """The state of the marts as the reader prints it."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return json.dumps(connection.execute(f"select {MARTS_SQL}").fetchall())


def _read(warehouse: str, stop: threading.Event) -> None:
    known = set()
    seen_file: tuple[int, ...] = ()
    marts: list[tuple[str, ...]] = []
    while not stop.wait(SECONDS_BETWEEN):
        try:
            found = Path(warehouse).stat()
            with duckdb.connect(warehouse, read_only=True) as connection:
                [(lines, landed)] = connection.execute(LINES_SQL).fetchall()
                file = (found.st_ino, found.st_size, found.st_mtime_ns)
                if file != seen_file:
                    marts, seen_file = connection.execute(f"select {MARTS_SQL}").fetchall(), file
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            continue
        state = json.dumps({"marts": json.dumps(marts), "raw is whole": lines == landed})
        if state not in known:
            known.add(state)
            print(state, flush=True)


def _write(warehouse: str, stop: threading.Event) -> None:
    written = 0
    while not stop.wait(SECONDS_BETWEEN):
        try:
            with duckdb.connect(warehouse) as connection:
                connection.execute("create table if not exists main.notes (n integer)")
                connection.execute("insert into main.notes values (?)", [written])
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            continue
        written += 1
    print(written)


def _main() -> None:
    stop = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    (_read if sys.argv[1] == "reads" else _write)(sys.argv[2], stop)


if __name__ == "__main__":
    _main()
