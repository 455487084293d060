"""How long the outlook takes on a warehouse that has been built: fit, score and back-test.

usage: uv run python benchmarks/outlook_step.py [--customers 1000000] [--output FILE.md]

Works on a copy of the embedded warehouse. The job fits today's model and that of every cut; then each model of
dbt that rests on the fits is built again with the SQL that dbt compiles. With --customers the histories of the
shop's customers are repeated until there are so many.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from python_jobs.core.project import find_project
from python_jobs.purchase_model.job import fit
from python_jobs.run.dbt import Dbt
from python_jobs.warehouses.warehouse import Warehouse, open_warehouse

HISTORIES = "intermediate.int_customer_histories"
# In the order in which they rest on each other: schema, model.
MODELS = (
    ("intermediate", "int_outlook_horizons"),
    ("intermediate", "int_outlook_scores"),
    ("intermediate", "int_outlook_grid"),
    ("intermediate", "int_outlook_predictions"),
    ("intermediate", "int_outlook_segments"),
    ("marts", "customer_outlook"),
    ("marts", "outlook_backtest"),
    ("marts", "outlook_calibration"),
    ("marts", "segment_outcomes"),
)

# Customers of today, cuts, and by part the seconds by the wall and of all processors.
Column = tuple[int, int, dict[str, tuple[float, float]]]


def main() -> None:
    """Measure on the warehouse as it is and, where asked for, with more customers; print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--customers", type=int, help="repeat the customers until there are so many"
    )
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    project = find_project("duckdb")
    with tempfile.TemporaryDirectory(dir=project.duckdb_path.parent) as folder:
        copy = Path(folder) / project.duckdb_path.name
        shutil.copyfile(project.duckdb_path, copy)
        project = replace(project, warehouse_file=copy)
        sql = {
            name.rpartition(".")[2]: text
            for name, text in Dbt(project)
            .compiled("--select", *(name for _, name in MODELS))
            .items()
        }
        with open_warehouse(project) as warehouse:
            columns = [measured(warehouse, project.variables, sql)]
            if given.customers:
                repeat_customers(warehouse, given.customers)
                columns.append(measured(warehouse, project.variables, sql))
    text = report(columns)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")


def measured(warehouse: Warehouse, variables: dict[str, object], sql: dict[str, str]) -> Column:
    """What each part took, with the number of customers of today at its head."""
    [(customers, cuts)] = warehouse.query(
        f"select count(case when cut_number = 0 then 1 end), count(distinct cut_number) from {HISTORIES}"
    )
    taken = {"fit the models": clocked(lambda: fit(warehouse, variables))}
    for schema, name in MODELS:
        statement = f"create or replace table {schema}.{name}__measured as {sql[name]}"
        taken[name] = clocked(lambda statement=statement: warehouse.change([(statement, ())]))  # type: ignore[misc]
    return int(customers), int(cuts), taken


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall, and of all processors."""
    start, used = time.perf_counter(), cpu_seconds()
    work()
    return time.perf_counter() - start, cpu_seconds() - used


def cpu_seconds() -> float:
    """What this process has used of all processors."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def repeat_customers(warehouse: Warehouse, wanted: int) -> None:
    """Histories as often as it takes, each time of customers with other names."""
    [(customers,)] = warehouse.query(f"select count(*) from {HISTORIES} where cut_number = 0")
    times = -(-wanted // int(customers))
    select = (
        "* replace (cast(concat(customer_id, '-', copies.number) as varchar) as customer_id) "
        f"from {HISTORIES} cross join range({times}) as copies (number)"
    )
    warehouse.change(
        [
            (f"create or replace table intermediate.repeated as select {select}", ()),
            (f"drop table {HISTORIES}", ()),
            ("alter table intermediate.repeated rename to int_customer_histories", ()),
        ]
    )


def report(columns: list[Column]) -> str:
    """The table, as Markdown."""
    heads = [f"{customers:,} customers, {cuts} cuts" for customers, cuts, _ in columns]
    lines = [
        "# The outlook: fit, score and back-test",
        "",
        "Written by `python benchmarks/outlook_step.py --customers 1000000` on the warehouse of Online Retail II: "
        "seconds by the wall, and of all processors. Other work shared the two processors.",
        "",
        f"| | {' | '.join(heads)} |",
        f"|---|{'---:|' * len(heads)}",
    ]
    for name in columns[0][2]:
        cells = [f"{taken[name][0]:.2f} s ({taken[name][1]:.2f})" for _, _, taken in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    sums = [
        f"{sum(wall for wall, _ in taken.values()):.2f} s ({sum(cpu for _, cpu in taken.values()):.2f})"
        for _, _, taken in columns
    ]
    lines.append(f"| together | {' | '.join(sums)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
