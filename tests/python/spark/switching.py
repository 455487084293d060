"""Builds that follow each other on a lake, as a run makes and shows them, until somebody kills the process.

usage: python -m tests.python.spark.switching     prints a line with what readers see of each view, then builds
"""

from __future__ import annotations

import json
import sys

from python_jobs.core.project import find_project
from python_jobs.run.staged.spark import (
    SLOTS,
    Relation,
    let_go,
    pointer,
    published_slot,
    show,
)
from python_jobs.warehouses.spark import SparkWarehouse
from python_jobs.warehouses.spark_catalog import remove_orphans

VIEWS = 4


def seen(warehouse: SparkWarehouse) -> list[list[int]]:
    """The build that each view shows, by its rows."""
    return [
        [int(build) for (build,) in warehouse.query_spark(f"select build from marts.shown{view}")]
        for view in range(VIEWS)
        if warehouse.columns(f"marts.shown{view}")
    ]


def build(warehouse: SparkWarehouse, number: int) -> None:
    """One more build in the slot that nobody sees, and the switch to it."""
    old = published_slot(warehouse, "")
    new = SLOTS[1] if old == SLOTS[0] else SLOTS[0]
    before = seen(warehouse)
    if old is not None:
        let_go(warehouse, old, "")
    remove_orphans(warehouse)
    relations = [Relation("marts", f"shown{view}") for view in range(VIEWS)]
    for relation in relations:
        warehouse.execute(f"drop table if exists {relation.called(new)}")
        assert seen(warehouse) == before
        # now and then another column, as a project changes
        more = f", {number} as column_{number // 3 % 3}"
        warehouse.execute(
            f"create table {relation.called(new)} using parquet as select {number} as build{more}"
        )
    if old is None:
        warehouse.execute(pointer("", new))
    assert seen(warehouse) == before or old is None
    show(warehouse, relations, new, "")
    assert seen(warehouse) == before or old is None
    warehouse.execute(pointer("", new))


def main() -> None:
    """Tell what readers see, and build on and on; with an argument so many builds and then tell again."""
    warehouse = SparkWarehouse(find_project("spark"))
    for schema in ("marts", "ops"):
        warehouse.execute(f"create schema if not exists {schema}")
    before = seen(warehouse)
    print("seen", json.dumps(before), flush=True)
    number = max((build for rows in before for build in rows), default=0)
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        number += 1
        build(warehouse, number)
        print("built", number, flush=True)
    print("seen", json.dumps(seen(warehouse)), flush=True)


if __name__ == "__main__":
    main()
