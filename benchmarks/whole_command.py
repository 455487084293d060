"""The whole command against the usual pandas way (pandas_way.py), in turn, on the same file.

usage: uv run python benchmarks/whole_command.py ORDER_LINES.csv[.gz] [--rounds 3] [--output FILE.md]

The command lands the file, builds every model, runs every test, mines rules, fits the purchase model, and writes
the lineage page and the dashboards: in an empty warehouse of a fresh checkout, where dbt reads the project for the
first time and unit tests run; and once more as every night after, when the whole file is landed anew (it is forgotten
before, which is not timed). Each round times all three, one after the other; the fastest round of each counts, with
the greatest peak of memory. Needs a POSIX system, whose kernel counts the memory.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WAREHOUSE = "warehouse.duckdb"
SET_CHILD_SUBREAPER = 36
BENCHMARKS = Path(__file__).resolve().parent
PEER = "pandas, to_sql, mlxtend"
FIRST = "customer-intelligence run, the first time"
AGAIN = "customer-intelligence run, a later night"


@dataclass(frozen=True)
class Taken:
    """Seconds by the wall and of all processors, the peaks of memory of its processes in MB, and what was printed."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    output: str


def main() -> None:
    """Measure both and print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    taken: dict[str, list[Taken]] = {PEER: [], FIRST: [], AGAIN: []}
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            peer = [sys.executable, str(BENCHMARKS / "pandas_way.py"), str(given.file)]
            taken[PEER].append(measure(peer, Path(folder)))
            command = [sys.executable, "-m", "python_jobs", "run", str(given.file)]
            taken[FIRST].append(measure(command, Path(folder)))
            measure([*command[:3], "forget", given.file.name], Path(folder))
            taken[AGAIN].append(measure(command, Path(folder)))
    text = report(given.file, taken)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")


def measure(command: list[str], folder: Path, target: str = "duckdb") -> Taken:
    """Run a command with a warehouse and pages in a folder of its own."""
    environment = {
        **os.environ,
        "CUSTOMER_INTELLIGENCE_DUCKDB_PATH": str(folder / WAREHOUSE),
        "CUSTOMER_INTELLIGENCE_TARGET": target,
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        # no sentence that is read from the output is broken into lines
        "COLUMNS": "1000",
    }
    printed = folder / "output.txt"
    started = time.perf_counter()
    with printed.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=BENCHMARKS.parent, env=environment, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    left = list(_left_processes())
    text = printed.read_text(encoding="utf-8")
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed:\n{text}")
    usages = [usage, *left]
    return Taken(
        seconds,
        sum(one.ru_utime + one.ru_stime for one in usages),
        sum(one.ru_maxrss for one in usages) / 1024,
        text,
    )


def become_heir() -> None:
    """Have this process wait for what a command leaves behind, such as Spark's Java; on Linux alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1)


def _left_processes() -> Iterator[resource.struct_rusage]:
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def report(file: Path, taken: dict[str, list[Taken]]) -> str:
    """The figures as Markdown."""
    best = {name: min(rounds, key=lambda one: one.seconds) for name, rounds in taken.items()}
    rows = [
        f"| {name} | {best[name].seconds:.1f} s | {min(one.cpu_seconds for one in rounds):.1f} s | "
        f"{max(one.megabytes for one in rounds):,.0f} MB |"
        for name, rounds in taken.items()
    ]
    ratios = {
        name: ", ".join(
            f"{command.seconds / peer.seconds:.2f} ({command.cpu_seconds / peer.cpu_seconds:.2f})"
            for command, peer in zip(taken[name], taken[PEER], strict=True)
        )
        for name in (FIRST, AGAIN)
    }
    return "\n".join(
        [
            "# The whole command, measured",
            "",
            f"Written by `python benchmarks/whole_command.py {file.name}`, which says what is timed.",
            f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python "
            f"{platform.python_version()}. Other work shared the cores: the ratio of each round means "
            "more than seconds.",
            "",
            "| | time | CPU time | peak of memory |",
            "|---|---:|---:|---:|",
            *rows,
            "",
            f"Time (CPU time) as a share of the peer's, by round: the first time {ratios[FIRST]}; later {ratios[AGAIN]}.",
            "",
            f"Steps the first time: {_said('Time', best[FIRST])}.",
            "",
            f"Steps later: {_said('Time', best[AGAIN])}. Tests: {_said('Tests', best[AGAIN])}.",
            "",
        ]
    )


def _said(label: str, taken: Taken) -> str:
    found = re.search(rf"^{label} +(.*)$", taken.output, re.MULTILINE)
    return found[1] if found else "?"


if __name__ == "__main__":
    main()
