"""Spark: build under one of two names, then point at it.

Every table and view is built as NAME__a or NAME__b, in turn. What readers see is a view NAME on both, of which
only the rows of one count: the one that the view ops.published_build names. So one statement, which replaces
that small view, switches all of them at once, and a run that is killed leaves readers with the old build or
with the new one. Spark works out the condition before it reads, and reads one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from python_jobs.core.errors import WarehouseError
from python_jobs.core.interrupts import deferred
from python_jobs.core.project import Project
from python_jobs.run.dbt import Dbt
from python_jobs.run.staged.pages import StagedPages
from python_jobs.warehouses.names import quoted_name
from python_jobs.warehouses.spark import TABLE, SparkWarehouse

SLOTS = ("a", "b")


@dataclass(frozen=True)
class Relation:
    """A table or a view, by the name that readers know it by."""

    schema: str
    name: str

    def called(self, slot: str | None = None) -> str:
        """Its name in SQL: that of readers, or that of a slot."""
        name = f"{self.name}__{slot}" if slot else self.name
        return f"{self.schema}.{quoted_name(name, '`')}"


class SparkStagedBuild:
    """The slot that readers do not see."""

    # ops.pipeline_runs is not built, so readers see it at once.
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
        """Remove what a run that was killed has left. The raw tables are not built: both names read the same."""
        warehouse = SparkWarehouse(self._published)
        try:
            warehouse.remove_orphans()
        finally:
            warehouse.close()

    @property
    def location(self) -> str:
        return f"the tables and views …{self.project.build_suffix} of every schema"

    def release(self) -> None:
        """Nothing is held."""

    def discard(self) -> None:
        """The tables stay; the next run builds anew in their place."""

    def publish(self, pages: StagedPages | None = None, raw_may_differ: bool = False) -> None:
        nodes = Dbt(self._published).nodes()
        suffix = self._published.build_suffix
        warehouse = SparkWarehouse(self._published)
        try:
            warehouse.execute("create schema if not exists ops")
            if self._old is None:
                # nobody has seen a build yet: the views may name what is not there for a moment
                warehouse.execute(pointer(suffix, self._new))
            kinds = {
                schema: warehouse.kinds(schema) for schema in {str(node.schema) for node in nodes}
            }
            for node in nodes:
                self._show(warehouse, Relation(node.schema, node.alias), kinds[node.schema])
            with deferred():
                warehouse.execute(pointer(suffix, self._new))
                if pages:
                    pages.publish()
        finally:
            warehouse.close()

    def _show(
        self, warehouse: SparkWarehouse, relation: Relation, kinds: Mapping[str, str]
    ) -> None:
        """Make a relation's view one on both slots, whichever counts; readers see the same as before.

        kinds: what there is in its schema.
        """
        slots = {
            slot: warehouse.columns(relation.called(slot))
            if f"{relation.name}__{slot}".lower() in kinds
            else None
            for slot in SLOTS
        }
        if kinds.get(relation.name.lower()) == TABLE:
            # plain dbt has made a table of this name
            warehouse.execute(f"drop table {relation.called()}")
        text = view_on_slots(relation, self._new, slots, self._published.build_suffix)
        warehouse.execute(text)


def published_slot(warehouse: SparkWarehouse, suffix: str) -> str | None:
    """The slot that readers see, None before the first build."""
    if warehouse.columns(_pointer(suffix)) is None:
        return None
    [(slot,)] = warehouse.query_spark(f"select slot from {_pointer(suffix)}")
    return str(slot)


def pointer(suffix: str, slot: str) -> str:
    """The statement that makes readers see a slot."""
    return f"create or replace view {_pointer(suffix)} as select '{slot}' as slot"


def _pointer(suffix: str) -> str:
    return Relation("ops", f"published_build{suffix}").called()


def view_on_slots(
    relation: Relation, new: str, slots: Mapping[str, Mapping[str, str] | None], suffix: str
) -> str:
    """The statement that makes a view on both slots, with the columns of the new one.

    A column that the old build lacks is null there, and one that the new build lacks is not shown.
    """
    columns = slots[new]
    if columns is None:
        raise WarehouseError(
            f"{relation.called(new)} is not there, though dbt has built it. Run again; readers see what they saw."
        )
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
            f"select {listed} from {relation.called(slot)} "
            f"where (select slot from {_pointer(suffix)}) = '{slot}'"
        )
    return f"create or replace view {relation.called()} as {' union all '.join(selects)}"
