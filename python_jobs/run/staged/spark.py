"""Spark: build under one of two names, then point at it.

Every table and view is built as NAME__a or NAME__b, in turn. What readers see is a view NAME on both, of which
only the rows of one count: the one that the view ops.published_build names. So one statement, which replaces
that small view, switches all of them at once, and a run that is killed leaves readers with the old build or
with the new one. Spark works out the condition before it reads, and reads one of the two. While a build is made
the views are on the one that counts alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from python_jobs.core.errors import WarehouseError
from python_jobs.core.interrupts import deferred
from python_jobs.core.project import Project
from python_jobs.run.dbt import Dbt
from python_jobs.run.staged.pages import StagedPages
from python_jobs.warehouses.names import quoted_name
from python_jobs.warehouses.spark import SparkWarehouse
from python_jobs.warehouses.spark_catalog import (
    BUILT_SCHEMAS,
    TABLE,
    VIEW,
    View,
    kinds,
    read_view,
    remove_orphans,
)

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
        """Let the views of readers read nothing of what is built anew, and remove what a run that was killed has
        left. The raw tables are not built: both names read the same."""
        warehouse = SparkWarehouse(self._published)
        try:
            if self._old is not None:
                let_go(warehouse, self._old, self._published.build_suffix)
            remove_orphans(warehouse)
        finally:
            warehouse.close()

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
        nodes = (dbt or Dbt(self._published)).nodes()
        suffix = self._published.build_suffix
        warehouse = SparkWarehouse(self._published)
        try:
            warehouse.execute("create schema if not exists ops")
            if self._old is None:
                # nobody has seen a build yet: the views may name what is not there for a moment
                warehouse.execute(pointer(suffix, self._new))
            show(
                warehouse, [Relation(node.schema, node.alias) for node in nodes], self._new, suffix
            )
            with deferred():
                warehouse.execute(pointer(suffix, self._new))
                if pages:
                    pages.publish()
        finally:
            warehouse.close()


def show(
    warehouse: SparkWarehouse, relations: Sequence[Relation], new: str, suffix: str
) -> list[Relation]:
    """Make the view of each relation one on both slots, whichever counts; readers see the same as before.

    new: the slot whose columns the views have. Returns the relations whose view was another one; one that is
    right stays, since Spark takes a third of a second to replace a view.
    """
    present = {schema: kinds(warehouse, schema) for schema in {one.schema for one in relations}}
    return [one for one in relations if _show(warehouse, one, present[one.schema], new, suffix)]


def let_go(warehouse: SparkWarehouse, shown: str, suffix: str) -> None:
    """Make views on both slots ones on the slot that readers see; they see the same as before.

    A build drops the tables of the other slot and makes others, and a view that names one that is not there, or
    a column that it has no more, cannot be read at all.
    """
    [other] = set(SLOTS) - {shown}
    for schema in BUILT_SCHEMAS:
        if not warehouse.session.catalog.databaseExists(schema):
            continue
        present = kinds(warehouse, schema)
        for name, kind in present.items():
            relation = Relation(schema, name)
            if kind != VIEW or f"{name}__{shown}" not in present:
                continue
            query = read_view(warehouse, relation.called()).query
            if relation.called(other) in query and _pointer(suffix) in query:
                slots = {shown: warehouse.present_columns(relation.called(shown))}
                text = query_on_slots(relation, shown, slots, suffix)
                warehouse.execute(f"create or replace view {relation.called()} as {text}")


def _show(
    warehouse: SparkWarehouse,
    relation: Relation,
    present: Mapping[str, str],
    new: str,
    suffix: str,
) -> bool:
    """present: what there is in the relation's schema."""
    slots = {
        slot: warehouse.present_columns(relation.called(slot))
        if f"{relation.name}__{slot}".lower() in present
        else None
        for slot in SLOTS
    }
    query = query_on_slots(relation, new, slots, suffix)
    kind = present.get(relation.name.lower())
    if kind == VIEW and read_view(warehouse, relation.called()) == View(slots[new] or {}, query):
        return False
    if kind == TABLE:
        # plain dbt has made a table of this name
        warehouse.execute(f"drop table {relation.called()}")
    warehouse.execute(f"create or replace view {relation.called()} as {query}")
    return True


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


def query_on_slots(
    relation: Relation, new: str, slots: Mapping[str, Mapping[str, str] | None], suffix: str
) -> str:
    """What a view on both slots reads, with the columns of the new one.

    A column that the old build lacks is null there, and one that the new build lacks is not shown.
    """
    columns = slots[new]
    if columns is None:
        raise WarehouseError(
            f"{relation.called(new)} is not there, though dbt has built it. Run again; readers see what they saw."
        )
    selects = []
    for slot in SLOTS:
        present = slots.get(slot)
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
    return " union all ".join(selects)
