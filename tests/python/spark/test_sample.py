"""The marts and reporting views of Spark are those of DuckDB, row for row, with both adapters."""

from __future__ import annotations

import json

import duckdb
import pytest

from tests.python.conftest import Run
from tests.python.project.test_portable_macros import cases
from tests.python.spark.conftest import SparkPlace
from tests.python.sqlserver.comparing import OF_THE_RUN, relations, row_differences

pytestmark = pytest.mark.spark


def test_the_sample_gives_the_same_marts(sample_on_spark: SparkPlace, sample_run: Run) -> None:
    written = sample_on_spark.folder / "written"
    sample_on_spark.session("dump", written)
    names = relations(sample_run)
    assert len(names) > 15
    different = []
    with duckdb.connect() as connection:
        for relation in names:
            files = f"read_parquet('{written / relation}/*.parquet')"
            columns = dict(
                row[:2] for row in connection.execute(f"describe select * from {files}").fetchall()
            )
            wanted = dict(row[:2] for row in sample_run.query(f"describe {relation}"))
            if columns != wanted:
                different.append(f"{relation}: columns {wanted} on DuckDB, {columns} on Spark")
                continue
            kept = sorted(set(columns) - OF_THE_RUN)
            rows = [
                connection.execute(f"select {', '.join(kept)} from {files}").fetchall(),
                sample_run.query(f"select {', '.join(kept)} from {relation}"),
            ]
            found = row_differences(kept, rows[1], rows[0], "Spark")
            different += [f"{relation}: {text}" for text in found]
    assert different == []


def test_every_portable_macro_means_what_it_says(sample_on_spark: SparkPlace) -> None:
    query = "\nunion all\n".join(
        f"select {number} as case_number, cast({{{{ {call} }}}} as string) as result"
        for number, (call, _) in enumerate(cases())
    )
    shown = sample_on_spark.dbt(
        "--quiet", "show", "--inline", query, "--limit", "-1", "--output", "json"
    )
    assert shown.returncode == 0, shown.stdout[-20_000:]
    rows = json.loads(shown.stdout[shown.stdout.index("{\n") :])["show"]
    results = {int(row["case_number"]): row["result"] for row in rows}
    wrong = [
        f"{call} gives {results[number]!r}, not {want!r}"
        for number, (call, want) in enumerate(cases())
        if results[number] != want
    ]
    assert wrong == []
