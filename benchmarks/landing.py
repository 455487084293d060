"""CPU time of `customer-intelligence land`, in this checkout and in another one, in turn.

    python benchmarks/landing.py online_retail_II.csv.gz [--other CHECKOUT] [--rounds 3]

Both are run by this Python, each into a warehouse of its own that is new every time. CPU seconds (of the process and its
children) are compared, since other work may share the cores. Prints Markdown; landing.md has the last figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    checkouts = [HERE, *([given.other.resolve()] if given.other else [])]
    seconds: dict[Path, list[float]] = {one: [] for one in checkouts}
    for _ in range(given.rounds):
        for one in checkouts:
            seconds[one].append(_cpu_seconds(one, given.file.resolve()))
    for one, found in seconds.items():
        name = "this checkout" if one == HERE else "the other one"
        print(f"| {name} | {min(found):.1f} | {', '.join(f'{each:.1f}' for each in found)} |")


def _cpu_seconds(checkout: Path, file: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = str(Path(folder) / "warehouse.duckdb")
        subprocess.run(  # our own command
            [sys.executable, "-m", "python_jobs", "land", str(file)],
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
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
