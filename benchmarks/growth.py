"""How the whole command grows with the order lines, step by step, and the usual pandas way beside it.

usage: uv run python -m benchmarks.growth online_retail_II.csv [--times 1 3 10 30] [--peer-up-to 10]
           [--memory 12GB] [--folder FOLDER] [--output FILE.md]

For each number the file is copied so many times (multiply_orders.py: every copy has invoices and customers of its
own) into files of ten copies at most, and landed, built, tested, mined and shown in an empty warehouse. The folder
needs room for the files and for the warehouse twice: about 300 MB a million lines. Needs a POSIX system, whose
kernel counts the memory.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.multiply_orders import multiply_into
from benchmarks.whole_command import BENCHMARKS, PEER, WAREHOUSE, Taken, measure

PAGE = Path("target") / "dashboards.html"


@dataclass(frozen=True)
class Size:
    """What one size took: lines that were landed, the command, the peer where it was run, MB of the page."""

    lines: int
    command: Taken
    peer: Taken | None
    page_megabytes: float
    warehouse_megabytes: float


def main() -> None:
    """Measure each size; print or write the tables after every one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3, 10, 30])
    parser.add_argument("--peer-up-to", type=int, default=10)
    parser.add_argument("--memory", default="12GB", help="DuckDB's limit in the command")
    parser.add_argument(
        "--folder", type=Path, help="where to work; the system's temporary folder if not given"
    )
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    os.environ["CUSTOMER_INTELLIGENCE_DUCKDB_MEMORY_LIMIT"] = given.memory
    sizes: list[Size] = []
    for times in given.times:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            sizes.append(measured(given.file, times, times <= given.peer_up_to, Path(folder)))
        text = report(given.file, given.memory, sizes)
        print(text, flush=True)
        if given.output:
            given.output.write_text(text, encoding="utf-8")


def measured(source: Path, times: int, with_peer: bool, folder: Path) -> Size:
    """One size, in an empty folder."""
    lines = multiply_into(folder, source, times)
    files = list(lines)
    peer = None
    if with_peer and len(files) == 1:
        peer = measure([sys.executable, str(BENCHMARKS / "pandas_way.py"), str(files[0])], folder)
    command = measure([sys.executable, "-m", "python_jobs", "run", *map(str, files)], folder)
    return Size(
        sum(lines.values()),
        command,
        peer,
        (folder / PAGE).stat().st_size / 1e6,
        (folder / WAREHOUSE).stat().st_size / 1e6,
    )


def report(file: Path, memory: str, sizes: list[Size]) -> str:
    """The figures as Markdown."""
    steps = [step_seconds(size.command.output) for size in sizes]
    names = list(dict.fromkeys(name for taken in steps for name in taken))
    columns = [f"{size.lines:,} lines" for size in sizes]
    rows = {
        **{name: [_seconds(taken.get(name)) for taken in steps] for name in names},
        "**the command**": [_seconds(size.command.seconds) for size in sizes],
        "its CPU time": [_seconds(size.command.cpu_seconds) for size in sizes],
        "CPU time a million lines": [
            _seconds(1e6 * size.command.cpu_seconds / size.lines) for size in sizes
        ],
        "its peak of memory": [f"{size.command.megabytes:,.0f} MB" for size in sizes],
        "the warehouse": [f"{size.warehouse_megabytes:,.0f} MB" for size in sizes],
        "the page": [f"{size.page_megabytes:.1f} MB" for size in sizes],
        PEER: [_seconds(size.peer.seconds if size.peer else None) for size in sizes],
        "its CPU time ": [_seconds(size.peer.cpu_seconds if size.peer else None) for size in sizes],
        "its peak of memory ": [
            f"{size.peer.megabytes:,.0f} MB" if size.peer else "" for size in sizes
        ],
    }
    return "\n".join(
        [
            "# Growth, measured",
            "",
            f"Written by `python -m benchmarks.growth {file.name}`, which says what is timed.",
            f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python "
            f"{platform.python_version()}, DuckDB's memory limit {memory}. Other work shared the cores: CPU time "
            "means more than time.",
            "",
            f"| | {' | '.join(columns)} |",
            f"|---|{'---:|' * len(columns)}",
            *(f"| {name.strip()} | {' | '.join(cells)} |" for name, cells in rows.items()),
            "",
        ]
    )


def step_seconds(output: str) -> dict[str, float]:
    """Seconds by step, as the command says them at its end."""
    found = re.search(r"^Time +(.*)$", output, re.MULTILINE)
    parts = re.findall(r"([a-z][a-z ]*?) ([\d.]+) s(?:, |$)", found[1] if found else "")
    return {name: float(seconds) for name, seconds in parts}


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f} s"


if __name__ == "__main__":
    main()
