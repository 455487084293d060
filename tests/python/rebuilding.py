"""Marts of other lines, by the SQL that a run has compiled and in the tables that it has made: the models in
order, the miner, the fit and every data test, without the minute that dbt takes around them.

The tables keep the keys and checks of their contracts, so a row that breaks one is refused here as it is there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.project import Project
from python_jobs.landing.forget import forget
from python_jobs.landing.land import LandedFile, LandingOptions, land
from python_jobs.mining.job import mine
from python_jobs.purchase_model.job import fit
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import ROOT, Run

SOURCES_OF_PYTHON = "source.customer_intelligence.mining."


@dataclass(frozen=True)
class Shop:
    """A copy of a finished run's warehouse, for the lines of another shop."""

    project: Project
    run: Run
    path: Path

    @classmethod
    def empty(cls, run: Run, folder: Path, variables: Mapping[str, Any] | None = None) -> Shop:
        """A shop without a line."""
        path = folder / run.workplace.warehouse.name
        shutil.copyfile(run.workplace.warehouse, path)
        shop = cls(Project(ROOT, "duckdb", dict(variables or {}), path), run, path)
        shop.forget_all()
        return shop

    def land(
        self, *files: Path, feed: Path | None = None, may_replace: bool = False
    ) -> list[LandedFile]:
        """Land files as the command does."""
        warehouse = DuckDBWarehouse(self.path)
        options = LandingOptions(may_replace=may_replace)
        try:
            return land(
                self.project, warehouse, files, feed, Progress(Console(quiet=True)), options
            )
        finally:
            warehouse.close()

    def forget(self, *names: str) -> None:
        """Take files out as the command does."""
        warehouse = DuckDBWarehouse(self.path)
        try:
            forget(warehouse, names)
        finally:
            warehouse.close()

    def forget_all(self) -> None:
        """Take every file out."""
        self.forget(*(name for (name,) in self.query("select source_file from raw.landed_files")))

    def build(self) -> None:
        """Build every mart of what is landed, mine and fit."""
        first, last = self._tables
        self._fill(first)
        warehouse = DuckDBWarehouse(self.path)
        try:
            mine(warehouse, self.project.variables)
            fit(warehouse, self.project.variables)
        finally:
            warehouse.close()
        self._fill(last)

    def build_tables(self, *names: str) -> None:
        """Build these models alone, in the order of a build: for a question that rests on no others."""
        first, last = self._tables
        self._fill([table for table in first + last if table["name"] in names])

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def failed_tests(self) -> dict[str, int]:
        """The data tests that find rows, with how many; not those that only warn."""
        failed = {}
        with duckdb.connect(str(self.path), read_only=True) as connection:
            for node in self._nodes.values():
                # A run compiles no test of a key that the warehouse enforces.
                if node["resource_type"] != "test" or not node.get("compiled_path"):
                    continue
                if node["config"]["severity"].lower() == "warn":
                    continue
                [(rows,)] = connection.execute(
                    f"select count(*) from ({self._sql(node)}) as found"
                ).fetchall()
                if rows:
                    failed[str(node["name"])] = int(rows)
        return failed

    def _fill(self, tables: list[dict[str, Any]]) -> None:
        with duckdb.connect(str(self.path)) as connection:
            for table in tables:
                name = table["relation_name"]
                connection.execute(f"delete from {name}")
                connection.execute(f"insert into {name} by name {self._sql(table)}")

    def _sql(self, node: dict[str, Any]) -> str:
        _, _, path = str(node["compiled_path"]).replace("\\", "/").rpartition("/compiled/")
        return (self.run.workplace.folder / "target" / "compiled" / path).read_text(
            encoding="utf-8"
        )

    @cached_property
    def _nodes(self) -> dict[str, dict[str, Any]]:
        manifest = self.run.workplace.folder / "target" / "manifest.json"
        return dict(json.loads(manifest.read_text(encoding="utf-8"))["nodes"])

    @property
    def _tables(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Tables in the order of a build: before the miner and the fit, and after them."""
        models = {name: one for name, one in self._nodes.items() if one["resource_type"] == "model"}
        parents = {name: one["depends_on"]["nodes"] for name, one in models.items()}
        after: set[str] = set()
        first: list[dict[str, Any]] = []
        last: list[dict[str, Any]] = []
        for name in TopologicalSorter(parents).static_order():
            if name not in models:
                continue
            if any(one in after or one.startswith(SOURCES_OF_PYTHON) for one in parents[name]):
                after.add(name)
            if models[name]["config"]["materialized"] == "table":
                (last if name in after else first).append(models[name])
        return first, last
