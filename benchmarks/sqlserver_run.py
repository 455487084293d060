"""A full run on SQL Server by step, and the models and tests that take longest.

usage: uv run python benchmarks/sqlserver_run.py ORDER_LINES.csv[.gz] [--command "PROGRAM …"] [--output FILE.md]

Lands the file in the database that the CUSTOMER_INTELLIGENCE_SQLSERVER_… variables name, which should be empty,
and builds and tests everything. What each step took stands in ops.pipeline_steps, what each model and test took in
the log of dbt. --command is what runs in place of this checkout's `customer-intelligence`, in the current folder.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from python_jobs.warehouses.sql_server import SqlServerWarehouse

NODE_DONE = re.compile(
    r"\d+ of \d+ (?:OK created|OK loaded|PASS|WARN \d+) (.+?) \.*\s*\[\w+(?: \d+)? in ([\d.]+)s\]"
)
DBT_LOG = Path("logs", "dbt.log")
STEPS = """
select steps.step, steps.seconds, steps.rows_out
from ops.pipeline_steps as steps
inner join ops.pipeline_runs as runs
    on steps.run_id = runs.run_id
where runs.started_at = (select max(started_at) from ops.pipeline_runs)
order by steps.step_number
"""
MOST_NODES = 15


@dataclass(frozen=True)
class Taken:
    """What a step, a model or a test took."""

    name: str
    seconds: float


def main() -> int:
    """Run, and print the tables, or write them; ends as the run did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--command", default=f"{sys.executable} -m python_jobs")
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    begin = DBT_LOG.stat().st_size if DBT_LOG.exists() else 0
    started = time.perf_counter()
    command = [*shlex.split(given.command), "run", str(given.file), "--target", "sqlserver"]
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        return done.returncode
    seconds = time.perf_counter() - started
    with DBT_LOG.open(encoding="utf-8") as log:
        log.seek(begin)
        nodes = slowest(log.read())
    warehouse = SqlServerWarehouse.from_environment()
    try:
        steps = [Taken(name, float(taken or 0)) for name, taken, _ in warehouse.query(STEPS)]
        [(version,)] = warehouse.query("select @@version")
        [(lines,)] = warehouse.query("select count_big(*) from raw.order_lines")
    finally:
        warehouse.close()
    text = report(int(lines), str(version).splitlines()[0], seconds, steps, nodes)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    return 0


def slowest(log: str) -> list[Taken]:
    """The models, seeds and tests of dbt's log that took longest."""
    nodes = [Taken(name, float(seconds)) for name, seconds in NODE_DONE.findall(log)]
    return sorted(nodes, key=lambda node: -node.seconds)[:MOST_NODES]


def report(lines: int, server: str, seconds: float, steps: list[Taken], nodes: list[Taken]) -> str:
    """The figures as Markdown."""
    return "\n".join(
        [
            "# A full run on SQL Server, measured",
            "",
            f"Written by `python benchmarks/sqlserver_run.py`, which says what is timed. {os.cpu_count()} cores "
            f"shared by the server and the command, {lines:,} lines, {seconds:.0f} s in all. Server: {server}.",
            "",
            *_table("step", steps),
            "",
            f"The {len(nodes)} models and tests that took longest; several run at once.",
            "",
            *_table("model or test", nodes),
            "",
        ]
    )


def _table(head: str, rows: list[Taken]) -> list[str]:
    return [
        f"| {head} | time |",
        "|---|---:|",
        *(f"| {row.name} | {row.seconds:.1f} s |" for row in rows),
    ]


if __name__ == "__main__":
    sys.exit(main())
