"""What Spark's event log tells of each table that a run has built: time of tasks, shuffle, memory and spill.

A statement belongs to the table that it creates; all others (tests, contracts, switches) are counted together.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CREATED = re.compile(
    r"CreateDataSourceTable(?:AsSelect)?Command\s*\nArguments: `spark_catalog`\.`(\w+)`\.`(\w+?)(?:__[ab])?`"
)
OTHER = "tests, contracts and the switch"
STARTED = "org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart"


@dataclass
class Work:
    """What the tasks of one table took: CPU seconds, bytes, and the longest task's share of all their time."""

    cpu_seconds: float = 0.0
    task_seconds: float = 0.0
    longest_task_seconds: float = 0.0
    shuffled_bytes: int = 0
    spilled_bytes: int = 0
    task_memory_bytes: int = 0

    def add(self, task: dict[str, Any]) -> None:
        """Count one ended task in."""
        metrics = task.get("Task Metrics") or {}
        if not metrics:
            return
        seconds = metrics["Executor Run Time"] / 1e3
        self.cpu_seconds += metrics["Executor CPU Time"] / 1e9
        self.task_seconds += seconds
        self.longest_task_seconds = max(self.longest_task_seconds, seconds)
        self.shuffled_bytes += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
        self.spilled_bytes += metrics["Disk Bytes Spilled"]
        self.task_memory_bytes = max(self.task_memory_bytes, metrics["Peak Execution Memory"])

    @property
    def longest_share(self) -> float:
        """1 where a single task did all the work, so that more machines would not help."""
        return self.longest_task_seconds / self.task_seconds if self.task_seconds else 0.0


def work_by_table(logs: Path) -> dict[str, Work]:
    """The work by schema and table, of all logs in a folder."""
    done: dict[str, Work] = defaultdict(Work)
    for path in sorted(logs.iterdir()):
        table_of_statement: dict[str, str] = {}
        statement_of_stage: dict[int, str] = {}
        for event in _events(path):
            kind = event["Event"]
            if kind == STARTED:
                found = CREATED.search(event["physicalPlanDescription"])
                if found:
                    table_of_statement[str(event["rootExecutionId"])] = ".".join(found.groups())
            elif kind == "SparkListenerJobStart":
                statement = event["Properties"].get("spark.sql.execution.root.id", "")
                statement_of_stage.update(dict.fromkeys(event["Stage IDs"], statement))
            elif kind == "SparkListenerTaskEnd":
                statement = statement_of_stage.get(event["Stage ID"], "")
                done[table_of_statement.get(statement, OTHER)].add(event)
    return dict(done)


def _events(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as log:
        for line in log:
            # Spark ends with its driver, which may cut the last line
            if line.endswith("\n"):
                yield json.loads(line)
