"""Spark: build under one of two names, then point at it.

Every table and view is built as NAME__a or NAME__b, in turn. What readers see is a view NAME on both, of which
only the rows of one count: the one that the view ops.published_build names. So one statement, which replaces
that small view, switches all of them at once, and a run that is killed leaves readers with the old build or
with the new one. Spark works out the condition before it reads, and reads one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from python_jobs.core.interrupts import deferred
from python_jobs.core.project import Project
from python_jobs.run.dbt import Dbt
from python_jobs.run.staged.pages import StagedPages
from python_jobs.warehouses.spark import SparkWarehouse

SLOTS = ("a", "b")
POINTER = "ops.published_build"


class SparkStagedBuild:
    """The slot that readers do not see."""

    # ops.pipeline_runs is not built, so whoever reads sees it at once.
    carries_the_record = False

    def __init__(self, project: Project) -> None:
        self._published = project
        warehouse = SparkWarehouse(project)
        try:
            self._old = published_slot(warehouse, project.build_suffix)
        finally:
            warehouse.close()
        self._new = SLOTS[1] if self._old == SLOTS[0] else SLOTS[0]
        suffix = f"{project.build_suffix}__{self._new}"
        self.project = replace(project, given_vars={**project.given_vars, "build_suffix": suffix})

    def begin(self) -> None:
        """Nothing to do: the raw tables are not built, so both names read the same."""

    @property
    def location(self) -> str:
        return f"the tables and views …{self.project.build_suffix} of every schema"

    def release(self) -> None:
        """Nothing is held."""

    def publish(self, pages: StagedPages | None = None, raw_may_differ: bool = False) -> None:
        relations = [(node.schema, node.alias) for node in Dbt(self._published).nodes()]
        suffix = self._published.build_suffix
        warehouse = SparkWarehouse(self._published)
        try:
            warehouse.execute("create schema if not exists ops")
            if self._old is None:
                # nobody has seen a build yet: the views may name what is not there for a moment
                warehouse.execute(pointer(suffix, self._new))
            for schema, name in relations:
                self._show(warehouse, f"{schema}.{name}")
            with deferred():
                warehouse.execute(pointer(suffix, self._new))
                if pages:
                    pages.publish()
        finally:
            warehouse.close()

    def _show(self, warehouse: SparkWarehouse, name: str) -> None:
        """Make a relation's view one on both slots, whichever counts; readers see the same as before."""
        slots = {slot: warehouse.columns(f"{name}__{slot}") for slot in SLOTS}
        there = warehouse.table_type(name)
        if there not in (None, "VIEW"):
            # plain dbt has made a table of this name
            warehouse.execute(f"drop table {name}")
        text = view_on_slots(name, self._new, slots, self._published.build_suffix)
        warehouse.execute(text)


def published_slot(warehouse: SparkWarehouse, suffix: str) -> str | None:
    """The slot that readers see, None before the first build."""
    if warehouse.columns(f"{POINTER}{suffix}") is None:
        return None
    [(slot,)] = warehouse.query_spark(f"select slot from {POINTER}{suffix}")
    return str(slot)


def pointer(suffix: str, slot: str) -> str:
    """The statement that makes readers see a slot."""
    return f"create or replace view {POINTER}{suffix} as select '{slot}' as slot"


def view_on_slots(
    name: str, new: str, slots: Mapping[str, Mapping[str, str] | None], suffix: str
) -> str:
    """The statement that makes a view on both slots, with the columns of the new one.

    A column that the old build lacks is null there, and one that the new build lacks is not shown.
    """
    columns = slots[new]
    if columns is None:
        raise ValueError(f"{name}__{new} was not built")
    selects = []
    for slot in SLOTS:
        present = slots[slot]
        if present is None:
            continue
        listed = ", ".join(
            f"`{column}`"
            if present.get(column) == kind
            else f"cast({f'`{column}`' if column in present else 'null'} as {kind}) as `{column}`"
            for column, kind in columns.items()
        )
        selects.append(
            f"select {listed} from {name}__{slot} "
            f"where (select slot from {POINTER}{suffix}) = '{slot}'"
        )
    return f"create or replace view {name} as {' union all '.join(selects)}"
