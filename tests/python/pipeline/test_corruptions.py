"""Whatever is wrong in a mart, a data test or its contract turns red.

Each mart of a finished run is spoiled in some thirty ways, and the SQL of the data tests that read it runs
on the spoiled copy until one finds something. Warnings do not count.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import ROOT, Run, Workplace
from tests.python.pipeline.corruptions import ORIGINAL, corruptions, number_rows

# Each doubt has a test of its own that makes it appear (tests/python/quality): the sample raises next to none.
ELSEWHERE = {
    "doubts",
    "doubts_about_days",
    "doubts_about_files",
    "doubts_about_lines",
    "doubts_about_orders",
}
MARTS = sorted(
    path.stem for path in (ROOT / "models" / "marts").rglob("*.sql") if path.stem not in ELSEWHERE
)
SPOILED = "spoiled"


@dataclass(frozen=True)
class BuiltMarts:
    """A copy of a finished run's warehouse, and for each mart the SQL of the tests that read it."""

    connection: duckdb.DuckDBPyConnection
    tests: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def built(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltMarts]:
    workplace = Workplace(tmp_path_factory.mktemp("corruptions"))
    shutil.copyfile(sample_run.workplace.warehouse, workplace.warehouse)
    # the sample has no pairs of duplicates with the usual confidence
    selection = ("--select", "likely_duplicate_products", "resource_type:test")
    done = workplace.dbt("build", *selection, "--vars", "{duplicate_min_confidence: 0.3}")
    assert done.returncode == 0, done.stdout
    text = (workplace.folder / "target" / "manifest.json").read_text(encoding="utf-8")
    tests: dict[str, dict[str, str]] = {mart: {} for mart in MARTS}
    for node in json.loads(text)["nodes"].values():
        if node["resource_type"] == "test" and node["config"]["severity"].lower() == "error":
            for parent in node["depends_on"]["nodes"]:
                mart = parent.rsplit(".", 1)[-1]
                if mart in tests:
                    tests[mart][node["name"]] = node["compiled_code"]
    with duckdb.connect(str(workplace.warehouse)) as connection:
        yield BuiltMarts(connection, tests)


@pytest.mark.parametrize("mart", MARTS)
@pytest.mark.slow
def test_every_corruption_is_noticed(built: BuiltMarts, mart: str) -> None:
    connection = built.connection
    [(definition,)] = connection.execute(
        f"select sql from duckdb_tables() where schema_name = 'marts' and table_name = '{mart}'"
    ).fetchall()
    number_rows(connection, mart)
    columns = [name for name, *_ in connection.execute(f"describe marts.{mart}").fetchall()]
    ways, unnoticed = 0, []
    for corruption in corruptions(connection, mart):
        connection.execute(f"create or replace temp table {SPOILED} as {corruption.query}")
        if _same_rows(connection, columns):
            continue
        ways += 1
        if not _noticed(connection, mart, definition, built.tests[mart]):
            unnoticed.append(corruption.name)
    assert not unnoticed, f"{mart}: {len(unnoticed)} of {ways} ways stay unnoticed: {unnoticed}"
    assert ways >= 7


@pytest.mark.slow
def test_nothing_is_noticed_where_nothing_is_wrong(built: BuiltMarts) -> None:
    for tests in built.tests.values():
        assert _first_red(built.connection, tests) is None


def _same_rows(connection: duckdb.DuckDBPyConnection, columns: list[str]) -> bool:
    """A column of equal values is the same after a shift."""
    listed = ", ".join(columns)
    checksum = f"count(*), sum(hash({listed})::hugeint)"
    before, after = (
        connection.execute(f"select {checksum} from {table}").fetchall()
        for table in (ORIGINAL, SPOILED)
    )
    return before == after


def _noticed(
    connection: duckdb.DuckDBPyConnection, mart: str, definition: str, tests: dict[str, str]
) -> bool:
    """Whether the contract refuses the spoiled rows, or a test finds something in them."""
    connection.execute("begin")
    try:
        connection.execute(f"drop table marts.{mart}")
        connection.execute(definition)
        try:
            connection.execute(f"insert into marts.{mart} from {SPOILED}")
        except duckdb.ConstraintException:
            return True
        return _first_red(connection, tests) is not None
    finally:
        connection.execute("rollback")


def _first_red(connection: duckdb.DuckDBPyConnection, tests: dict[str, str]) -> str | None:
    """The first test that finds something; those that compute the mart another way are asked first."""
    singular = {path.stem for path in Path(ROOT / "tests" / "reconciliation").glob("*.sql")}
    for name in sorted(tests, key=lambda name: (name not in singular, name)):
        if connection.execute(f"select 1 from ({tests[name]}) as failures limit 1").fetchall():
            return name
    return None


@pytest.mark.slow
def test_a_segment_that_spends_more_than_the_best_is_told(sample_run: Run, tmp_path: Path) -> None:
    workplace = Workplace(tmp_path)
    shutil.copyfile(sample_run.workplace.warehouse, workplace.warehouse)
    selection = ("test", "--select", "champions_spend_most")
    assert "WARN=0" in workplace.dbt(*selection).stdout
    with duckdb.connect(str(workplace.warehouse)) as connection:
        connection.execute(
            "update marts.rfm_segment_summary set mean_monetary = 1000000 where segment = "
            "(select max(segment) from marts.rfm_segment_summary where customers >= 30 and segment <> 'Champions')"
        )
    assert "WARN=1" in workplace.dbt(*selection).stdout
