"""What became of a command of dbt, in words of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dbt.cli.main import dbtRunnerResult
from dbt.exceptions import ParsingError
from dbt_common.exceptions import CompilationError

from python_jobs.core.errors import (
    CustomerIntelligenceError,
    DataTestsFailed,
    DiskFull,
    InputError,
    TransientFailure,
    WarehouseError,
    disk_full,
    is_disk_full,
)
from python_jobs.core.interrupts import check
from python_jobs.core.project import Project
from python_jobs.core.results import NodeResult
from python_jobs.core.wording import counted
from python_jobs.warehouses.sql_server_errors import is_transient


@dataclass(frozen=True)
class BuildResult:
    """What dbt said of every model, seed and test of a build that went well."""

    results: list[NodeResult]

    @property
    def tests(self) -> int:
        return sum(one.node_type in ("test", "unit_test") for one in self.results)

    @property
    def warnings(self) -> list[str]:
        return [f"{one.node_type} {one.name}: {one.message}" for one in self.results if one.warns]


def node_result(one: Any) -> NodeResult:
    """What dbt says of one model, seed or test."""
    return NodeResult(
        node_type=str(one.node.resource_type),
        name=str(one.node.name),
        status=str(one.status),
        failures=one.failures,
        seconds=float(one.execution_time),
        message=_message(one),
    )


def _message(one: Any) -> str | None:
    """What dbt says, in a line; of a test in a file of its own, which file says what it means."""
    said = " ".join(str(one.message or "").split())
    path = str(getattr(one.node, "original_file_path", ""))
    if said and str(one.status) == "warn" and path.endswith(".sql"):
        return f"{said} ({path} says what that means)"
    return said or None


def results_of(result: dbtRunnerResult) -> list[Any]:
    """What dbt says of each of them; nothing where it did not come so far."""
    return list(getattr(result.result, "results", None) or [])


def describe(one: Any) -> str:
    """What failed, where it stands and why, in a line."""
    message = " ".join(str(one.message or "").split())
    path = getattr(one.node, "original_file_path", "")
    return f"{one.node.resource_type} {one.node.name} ({path}): {message}"


def unreadable(result: dbtRunnerResult) -> InputError:
    """The error of a project that dbt cannot read."""
    # What the macro refuse_var says is a sentence to itself.
    said = str(getattr(result.exception, "msg", ""))
    if said.startswith("The var "):
        return InputError(said)
    return InputError(f"dbt cannot read the project: {message_of(result)}")


def message_of(result: dbtRunnerResult) -> str:
    """Why a command failed, in one line."""
    return " ".join(str(result.exception or "its log, dbt.log, says why").split())


def reason_of(result: dbtRunnerResult) -> str:
    """Why docs generate failed: an exception, or the errors that its catalog lists."""
    errors = getattr(result.result, "errors", None) or []
    return " ".join(" ".join(map(str, errors)).split()) or message_of(result)


def refuse_interrupted(result: dbtRunnerResult) -> None:
    """dbt makes a result of whatever ends it, also of Ctrl-C."""
    check()
    if isinstance(result.exception, KeyboardInterrupt):
        raise KeyboardInterrupt


def plain_error(result: dbtRunnerResult) -> Exception:
    """The error of a command that ended with an exception of dbt."""
    message = message_of(result)
    if is_disk_full(result.exception or Exception()):
        return DiskFull(f"The disk is full. Make room and run again. dbt says: {message}")
    if isinstance(result.exception, CompilationError | ParsingError):
        return InputError(f"dbt cannot compile the project: {message}")
    return WarehouseError(f"dbt could not work on the warehouse: {message}")


def failed(project: Project, failures: Sequence[str]) -> CustomerIntelligenceError:
    """The error of a build of which these models and tests did not hold."""
    if any(is_disk_full(Exception(failure)) for failure in failures):
        return disk_full(project.duckdb_path.parent)
    listed = "\n".join(f"  - {line}" for line in failures)
    kind = TransientFailure if failures and all(map(is_transient, failures)) else DataTestsFailed
    return kind(
        f"dbt built the project with {counted(len(failures), 'failure')}:\n{listed}\n"
        f"The compiled SQL of each stands under {project.target_folder / 'compiled'}; "
        "`uv run dbt build --select NAME` runs one again."
    )
