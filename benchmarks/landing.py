"""Time of `customer-intelligence land`, in this checkout and in another one, in turn.

    python benchmarks/landing.py online_retail_II.csv [--other CHECKOUT] [--rounds 3] [--parts 4]

Both are run by this Python, each into a warehouse of its own that is new every time; --parts: the lines of the file in so many
files. CPU seconds (of the process and its children) are compared first, since other work may share the cores. Prints
Markdown; landing.md has the last figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", type=int, default=1)
    given = parser.parse_args()
    checkouts = [HERE, *([given.other.resolve()] if given.other else [])]
    taken: dict[Path, list[tuple[float, float]]] = {one: [] for one in checkouts}
    with tempfile.TemporaryDirectory() as folder:
        files = _parts(given.file, given.parts, Path(folder))
        for _ in range(given.rounds):
            for one in checkouts:
                taken[one].append(_cpu_and_wall_seconds(one, files))
    print("| | CPU s | each round | s | each round |\n|---|---:|---|---:|---|")
    for one, rounds in taken.items():
        cells = [
            f"{min(found):.1f} | {', '.join(f'{each:.1f}' for each in found)}"
            for found in zip(*rounds, strict=True)
        ]
        print(f"| {'this checkout' if one == HERE else 'the other one'} | {' | '.join(cells)} |")


def _parts(file: Path, parts: int, folder: Path) -> list[Path]:
    """The file, or its records in so many files: line by line, so no field may hold a line end."""
    if parts == 1:
        return [file.resolve()]
    header, *lines = file.read_bytes().splitlines(keepends=True)
    size = -(-len(lines) // parts)
    files = []
    for number in range(parts):
        files.append(folder / f"part_{number}.csv")
        files[-1].write_bytes(header + b"".join(lines[number * size : (number + 1) * size]))
    return files


def _cpu_and_wall_seconds(checkout: Path, files: list[Path]) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = str(Path(folder) / "warehouse.duckdb")
        subprocess.run(  # our own command
            [sys.executable, "-m", "python_jobs", "land", *map(str, files)],
            cwd=checkout,
            env={
                **os.environ,
                "PYTHONPATH": str(checkout),
                "CUSTOMER_INTELLIGENCE_DUCKDB_PATH": warehouse,
            },
            check=True,
            capture_output=True,
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu_seconds, time.monotonic() - started


if __name__ == "__main__":
    main()
