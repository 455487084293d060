"""The marts and reporting views of Spark are those of DuckDB, row for row, with both adapters."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import Run
from tests.python.project.test_portable_macros import cases
from tests.python.spark.conftest import SparkPlace
from tests.python.sqlserver.comparing import OF_THE_RUN, relations, row_differences

pytestmark = pytest.mark.spark


def test_the_sample_gives_the_same_marts(sample_on_spark: SparkPlace, sample_run: Run) -> None:
    assert _all_differences(sample_on_spark, sample_run) == []


@pytest.mark.slow
def test_the_real_data_give_the_same_marts(real_on_spark: SparkPlace, real_run: Run) -> None:
    assert _all_differences(real_on_spark, real_run) == []


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


def _all_differences(place: SparkPlace, run: Run) -> list[str]:
    written = place.folder / "written"
    place.dump(written)
    names = relations(run)
    assert len(names) > 15
    assert sorted(names) == sorted(path.name for path in written.iterdir())
    with duckdb.connect() as connection:
        return [text for name in names for text in _differences(name, connection, written, run)]


def _differences(
    relation: str, connection: duckdb.DuckDBPyConnection, written: Path, run: Run
) -> list[str]:
    files = f"read_parquet('{written / relation}/*.parquet')"
    described = connection.execute(f"describe select * from {files}").fetchall()
    columns = {row[0]: row[1] for row in described}
    wanted = {row[0]: row[1] for row in run.query(f"describe {relation}")}
    if columns != wanted:
        return [f"{relation}: columns {wanted} on DuckDB, {columns} on Spark"]
    kept = sorted(set(columns) - OF_THE_RUN)
    rows = connection.execute(f"select {', '.join(kept)} from {files}").fetchall()
    expected = run.query(f"select {', '.join(kept)} from {relation}")
    return [f"{relation}: {text}" for text in row_differences(kept, expected, rows, "Spark")]
