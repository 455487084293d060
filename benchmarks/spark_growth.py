"""How a run on Spark grows with the order lines: by step of the command, and by table that Spark builds.

usage: uv run --extra spark python -m benchmarks.spark_growth online_retail_II.csv [--times 1 2 4 8]
           [--cores 2] [--driver-memory 4g] [--folder FOLDER] [--output FILE.md]

For each number the file is copied so many times (multiply_orders.py) and landed, built, tested, mined and shown in
an empty lake, on this machine (local[CORES]). The times by table are from Spark's event log; planning in Java and
Python stands in the time of the command alone. The folder needs about 600 MB a million lines. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.growth import step_seconds
from benchmarks.multiply_orders import multiply_into
from benchmarks.spark_events import OTHER, Work, work_by_table
from benchmarks.whole_command import Taken, become_heir, measure

MOST_TABLES = 14
SETTINGS = """\
spark.eventLog.enabled true
spark.eventLog.dir {logs}
spark.eventLog.compress false
spark.eventLog.rolling.enabled false
"""


@dataclass(frozen=True)
class Size:
    """What one size took: order lines, the command, and Spark's work by table."""

    lines: int
    command: Taken
    work: dict[str, Work]


def main() -> None:
    """Measure each size; print or write the tables after every one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--driver-memory", default="4g")
    parser.add_argument(
        "--folder", type=Path, help="where to work; the system's temporary folder if not given"
    )
    parser.add_argument(
        "--measured", type=Path, help="a JSON file of sizes measured before; new ones join it"
    )
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    become_heir()
    sizes = read(given.measured) if given.measured else []
    for times in given.times:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            sizes.append(measured(given, times, Path(folder)))
        sizes.sort(key=lambda size: size.lines)
        if given.measured:
            given.measured.write_text(
                json.dumps([asdict(size) for size in sizes]), encoding="utf-8"
            )
        text = report(given, sizes)
        print(text, flush=True)
        if given.output:
            given.output.write_text(text, encoding="utf-8")


def measured(given: argparse.Namespace, times: int, folder: Path) -> Size:
    """One size, in an empty folder."""
    lines = multiply_into(folder, given.file, times)
    logs = folder / "events"
    logs.mkdir()
    settings = folder / "spark-defaults.conf"
    settings.write_text(SETTINGS.format(logs=logs.as_uri()), encoding="utf-8")
    os.environ |= {
        "SPARK_CONF_DIR": str(folder),
        "CUSTOMER_INTELLIGENCE_SPARK_LAKE": str(folder / "lake"),
        "CUSTOMER_INTELLIGENCE_SPARK_MASTER": f"local[{given.cores}]",
        "CUSTOMER_INTELLIGENCE_SPARK_DRIVER_MEMORY": given.driver_memory,
    }
    command = [sys.executable, "-m", "python_jobs", "run", *map(str, lines)]
    taken = measure(command, folder, "spark")
    return Size(sum(lines.values()), taken, work_by_table(logs))


def read(path: Path) -> list[Size]:
    """Sizes that were measured before, from the file that keeps them; none where there is no file."""
    if not path.exists():
        return []
    return [
        Size(
            one["lines"],
            Taken(**one["command"]),
            {table: Work(**work) for table, work in one["work"].items()},
        )
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]


def report(given: argparse.Namespace, sizes: list[Size]) -> str:
    """The figures as Markdown: steps of the command, then the tables that took most at the greatest size."""
    columns = [f"{size.lines:,} lines" for size in sizes]
    steps = [step_seconds(size.command.output) for size in sizes]
    names = list(dict.fromkeys(name for taken in steps for name in taken))
    tasks = [sum(work.cpu_seconds for work in size.work.values()) for size in sizes]
    shuffled = [sum(work.shuffled_bytes for work in size.work.values()) for size in sizes]
    spilled = [sum(work.spilled_bytes for work in size.work.values()) for size in sizes]
    rows = {
        **{name: [f"{taken.get(name, 0):,.1f} s" for taken in steps] for name in names},
        "**the command**": [f"{size.command.seconds:,.0f} s" for size in sizes],
        "its CPU time": [f"{size.command.cpu_seconds:,.0f} s" for size in sizes],
        "of that in Spark's tasks": [f"{seconds:,.0f} s" for seconds in tasks],
        "written to be shuffled": [f"{moved / 1e6:,.0f} MB" for moved in shuffled],
        "spilled to disk": [f"{moved / 1e6:,.0f} MB" for moved in spilled],
        "peak of memory, Python and Java": [f"{size.command.megabytes:,.0f} MB" for size in sizes],
    }
    return "\n".join(
        [
            "# Growth on Spark, measured",
            "",
            f"Written by `python -m benchmarks.spark_growth {given.file.name}`, which says what is timed.",
            f"{os.cpu_count()} cores, local[{given.cores}], {given.driver_memory} for the driver, "
            f"{platform.system()} {platform.machine()}, Python {platform.python_version()}. Other work shared the "
            "cores: CPU time means more than time.",
            "",
            f"| | {' | '.join(columns)} |",
            f"|---|{'---:|' * len(columns)}",
            *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()),
            "",
            *_by_table(sizes),
            "",
        ]
    )


def _by_table(sizes: list[Size]) -> list[str]:
    small, large = sizes[0], sizes[-1]
    most = sorted(large.work, key=lambda table: -large.work[table].cpu_seconds)[:MOST_TABLES]
    growth = f"{large.lines / small.lines:.1f}"
    lines = [
        f"The tables whose tasks took most CPU time at {large.lines:,} lines. A step that scales grows about as the lines "
        f"do ({growth} times from the first size to the last) and has no task that does most of the work by itself.",
        "",
        "| | "
        + " | ".join(f"{size.lines:,} lines" for size in sizes)
        + " | grows | shuffled | spilled | memory of a task | longest task |",
        f"|---|{'---:|' * (len(sizes) + 5)}",
    ]
    for table in most:
        work, at_first = large.work[table], small.work.get(table, Work())
        grows = f"{work.cpu_seconds / at_first.cpu_seconds:.1f}" if at_first.cpu_seconds else ""
        cells = [
            *(f"{size.work.get(table, Work()).cpu_seconds:,.1f} s" for size in sizes),
            grows,
            f"{work.shuffled_bytes / 1e6:,.0f} MB",
            f"{work.spilled_bytes / 1e6:,.0f} MB",
            f"{work.task_memory_bytes / 1e6:,.0f} MB",
            f"{work.longest_share:.0%}",
        ]
        name = table if table == OTHER else f"`{table}`"
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
