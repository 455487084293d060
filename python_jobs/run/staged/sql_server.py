"""SQL Server: build every table and view under a suffix, then rename all of them in one transaction.

What is renamed keeps its indexes, constraints, comments and rights. A view is altered besides: its text
must name the published tables, so it is compiled anew, without the suffix.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import Any

from python_jobs.core.interrupts import deferred
from python_jobs.core.project import Project
from python_jobs.run.dbt import Dbt
from python_jobs.run.staged.pages import StagedPages
from python_jobs.warehouses.sql_server import SqlServerWarehouse

SUFFIX = "__next"
OLD = "__old"
VIEWS = "config.materialized:view"
# Renaming waits for readers; a reader who takes longer than this is named in the log, and the switch tried again.
SECONDS_FOR_READERS = 60


@dataclass(frozen=True)
class Relation:
    """A table or a view that readers see."""

    schema: str
    name: str

    def called(self, suffix: str = "") -> str:
        return f"[{self.schema}].[{self.name}{suffix}]"


class SqlServerStagedBuild:
    """Names of their own, in the schemas of the published tables."""

    # ops.pipeline_runs is not built, so readers see it at once.
    carries_the_record = False

    def __init__(self, project: Project) -> None:
        self._published = project
        given = project.given_vars
        suffix = f"{project.build_suffix}{SUFFIX}"
        self.project = replace(project, given_vars={**given, "build_suffix": suffix})

    def begin(self) -> None:
        """Nothing to do: the raw tables are not built, so both names read the same."""

    @property
    def location(self) -> str:
        return f"the tables and views …{self.project.build_suffix} of every schema"

    def release(self) -> None:
        """Nothing is held."""

    def discard(self) -> None:
        """The tables stay; the next run builds anew in their place."""

    def clear(self, models: Collection[tuple[str, str]]) -> None:
        """What is built here has names of its own, and what stands under them is of a run that ended early."""

    def publish(
        self,
        pages: StagedPages | None = None,
        raw_may_differ: bool = False,
        dbt: Dbt | None = None,
    ) -> None:
        dbt = dbt or Dbt(self._published)
        nodes = in_order_of_reading(dbt.nodes())
        tables = [_relation(node) for node in nodes if node.config.materialized != "view"]
        texts = dbt.compiled("--select", VIEWS)
        views = {
            _relation(node): texts[node.unique_id]
            for node in nodes
            if node.config.materialized == "view"
        }
        warehouse = SqlServerWarehouse.from_environment()
        try:
            with deferred():
                warehouse.execute(switch_batch(tables, views))
                if pages:
                    pages.publish()
            for relation in tables:
                warehouse.execute(f"drop table if exists {relation.called(OLD)}")
        finally:
            warehouse.close()


def in_order_of_reading(nodes: Sequence[Any]) -> list[Any]:
    """The models and seeds of dbt's manifest, each behind those that it reads."""
    by_id = {node.unique_id: node for node in nodes}
    reads = {name: node.depends_on_nodes for name, node in sorted(by_id.items())}
    return [by_id[name] for name in TopologicalSorter(reads).static_order() if name in by_id]


def switch_batch(tables: Sequence[Relation], views: dict[Relation, str]) -> str:
    """One batch, and in it one transaction, that makes readers see what was built under the suffix.

    A view stands behind the views that it reads: SQL Server makes none of what does not exist yet."""
    statements = [
        "set nocount on;",
        "set xact_abort on;",
        f"set lock_timeout {1000 * SECONDS_FOR_READERS};",
        "begin transaction;",
        # In the order in which readers ask for locks: a view first, then what it reads.
        *(statement for view in reversed(views) for statement in _drop_view(view)),
        *(statement for table in tables for statement in _rename(table)),
        *(statement for view, text in views.items() for statement in _switch_view(view, text)),
        "commit transaction;",
    ]
    return "\n".join(statements)


def _drop_view(view: Relation) -> list[str]:
    return [f"drop view if exists {view.called()};"]


def _rename(table: Relation) -> list[str]:
    return [
        f"drop table if exists {table.called(OLD)};",
        # what an older version of the project made a view
        f"if object_id({_text(table.called())}, N'V') is not null drop view {table.called()};",
        f"if object_id({_text(table.called())}, N'U') is not null "
        f"exec sp_rename {_text(table.called())}, {_text(table.name + OLD)}, N'OBJECT';",
        f"exec sp_rename {_text(table.called(SUFFIX))}, {_text(table.name)}, N'OBJECT';",
    ]


def _switch_view(view: Relation, text: str) -> list[str]:
    return [
        f"exec sp_rename {_text(view.called(SUFFIX))}, {_text(view.name)}, N'OBJECT';",
        f"exec({_text(f'alter view {view.called()} as {text}')});",
    ]


def _relation(node: Any) -> Relation:
    return Relation(node.schema, node.alias)


def _text(value: str) -> str:
    return "N'" + value.replace("'", "''") + "'"
