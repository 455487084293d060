"""dbt in the same process: build, test and document the project."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from python_jobs.errors import DataTestsFailed, InputError, WarehouseError
from python_jobs.project import Project, ensure_profile

log = logging.getLogger(__name__)

RULES_AND_AFTER = "source:mining.mba_rules+"


@dataclass(frozen=True)
class BuildResult:
    """How many models, seeds and tests went well, and what warned."""

    models: int
    tests: int
    warnings: list[str]


class Dbt:
    """dbt commands on one project and target; the project is parsed once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._manifest: Any = None
        ensure_profile(project)
        os.environ["CUSTOMER_INTELLIGENCE_DUCKDB_PATH"] = str(project.duckdb_path)
        self._target_folder = project.root / (os.environ.get("DBT_TARGET_PATH") or "target")

    def build(
        self, *selection: str, on_nodes: Callable[[int], None] = lambda nodes: None
    ) -> BuildResult:
        """`dbt build`, by default of everything; on_nodes is told of every model and test that is done.

        Raises DataTestsFailed, naming what failed, when a model or a test did not hold.
        """
        result = self._invoke(["build", *selection], on_nodes)
        failures = [_describe(one) for one in _results(result) if one.status in ("error", "fail")]
        if failures or not result.success:
            listed = "\n".join(f"  - {line}" for line in failures)
            raise DataTestsFailed(
                f"dbt built the project with {len(failures)} failure(s):\n{listed}\n"
                f"The compiled SQL of each stands under {self._target_folder / 'compiled'}; "
                "`uv run dbt build --select NAME` runs one again."
            )
        kinds = [str(one.node.resource_type) for one in _results(result)]
        warnings = [_describe(one) for one in _results(result) if one.status == "warn"]
        for warning in warnings:
            log.warning("%s", warning)
        return BuildResult(
            models=sum(kind in ("model", "seed") for kind in kinds),
            tests=sum(kind in ("test", "unit_test") for kind in kinds),
            warnings=warnings,
        )

    def document(self) -> Path:
        """`dbt docs generate` as one page; returns its path."""
        result = self._invoke(["docs", "generate", "--static", "--no-compile"])
        if not result.success:
            raise WarehouseError(f"dbt could not write its docs page: {result.exception}")
        return self._target_folder / "static_index.html"

    def _invoke(
        self, arguments: Sequence[str], on_nodes: Callable[[int], None] = lambda nodes: None
    ) -> dbtRunnerResult:
        root = str(self._project.root)
        options = ["--project-dir", root, "--profiles-dir", root, "--target", self._project.target]
        if self._project.given_vars:
            options += ["--vars", json.dumps(dict(self._project.given_vars))]
        if self._manifest is None:
            parsed = dbtRunner().invoke(["--quiet", "parse", *options])
            if not parsed.success:
                raise InputError(f"dbt cannot read the project: {_message(parsed)}")
            self._manifest = parsed.result
        try:
            result = dbtRunner(manifest=self._manifest, callbacks=[_counting(on_nodes)]).invoke(
                ["--quiet", "--no-use-colors", *arguments, *options]
            )
        finally:
            _release_duckdb()
        if isinstance(result.exception, KeyboardInterrupt):
            raise KeyboardInterrupt
        if result.exception is not None:
            raise _plain(result)
        return result


def _counting(on_nodes: Callable[[int], None]) -> Callable[[Any], None]:
    """A listener to dbt's events that counts the nodes it finishes."""

    def listen(event: Any) -> None:
        if event.info.name == "NodeFinished":
            on_nodes(1)

    return listen


def _results(result: dbtRunnerResult) -> list[Any]:
    return list(getattr(result.result, "results", None) or [])


def _describe(one: Any) -> str:
    message = " ".join(str(one.message or "").split())
    path = getattr(one.node, "original_file_path", "")
    return f"{one.node.resource_type} {one.node.name} ({path}): {message}"


def _message(result: dbtRunnerResult) -> str:
    return " ".join(str(result.exception or "see the messages above").split())


def _plain(result: dbtRunnerResult) -> Exception:
    message = _message(result)
    if "Compilation Error" in message or "Parsing Error" in message:
        return InputError(f"dbt cannot compile the project: {message}")
    return WarehouseError(f"dbt could not work on the warehouse: {message}")


def _release_duckdb() -> None:
    """dbt-duckdb holds the file until the process ends; the jobs that follow want to write to it."""
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
