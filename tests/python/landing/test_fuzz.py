"""Whatever a file holds, landing it ends in one of two ways: the lines are in the warehouse and the record
says how many, or one sentence says why not and nothing has changed. Never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.landing.land import LandedFile, LandingOptions, land
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import ROOT
from tests.python.landing import bombs, hostile_files
from tests.python.landing.hostile_files import GOOD_RECORD, HEADERS, HostileFile

TABLES = ("raw.order_lines", "raw.rejected_lines", "raw.landed_files")

# The same examples in every run.
reproducible = settings(
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Target:
    """A warehouse that stays open while thousands of files are landed into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warehouse = DuckDBWarehouse(folder / "warehouse.duckdb")
        self.land(HostileFile("good.csv", f"{HEADERS[0]}\n{','.join(GOOD_RECORD)}\n".encode()))

    def land(self, file: HostileFile) -> LandedFile:
        path = self.folder / file.name
        path.write_bytes(file.content)
        with (self.folder / "progress.txt").open("w", encoding="utf-8") as screen:
            progress = Progress(Console(file=screen))
            options = LandingOptions(may_replace=True)
            [landed] = land(
                Project(ROOT, "duckdb", {}), self.warehouse, [path], None, progress, options
            )
        return landed

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.warehouse.query(sql)

    def contents(self, condition: str = "1 = 1") -> list[tuple[Any, ...]]:
        """A fingerprint of the rows that fulfil a condition, table by table."""
        return [
            self.query(
                f"select count(*), sum(hash(t)::hugeint) from {table} as t where {condition}"
            )[0]
            for table in TABLES
        ]

    def assert_is_on_record(self, landed: LandedFile) -> None:
        """The record of a file says how many lines and rejected lines it has in the warehouse."""
        counts = [
            self.query(f"select count(*) from {table} where source_file = '{landed.name}'")[0][0]
            for table in TABLES
        ]
        record = self.query(
            "select row_count, rejected_count from raw.landed_files "
            f"where source_file = '{landed.name}'"
        )
        assert counts[2] == 1
        assert record == [(counts[0], counts[1])]
        assert record == [(landed.row_count, landed.rejected_count)]


def damaged_workbooks() -> st.SearchStrategy[HostileFile]:
    """A whole archive around a sheet that was damaged before."""
    rows = [
        "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line)
        for line in (HEADERS[0].split(","), GOOD_RECORD)
    ]
    sheet = bombs.sheet_xml("".join(f"<row>{row}</row>" for row in rows))
    return hostile_files.mutated(sheet).map(
        lambda damaged: HostileFile("fuzzed.xlsx", bombs.workbook(damaged))
    )


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    target = Target(tmp_path_factory.mktemp("fuzz"))
    yield target
    target.warehouse.close()


def check(target: Target, file: HostileFile) -> None:
    others = f"source_file <> '{file.name}'"
    before, others_before = target.contents(), target.contents(others)
    try:
        landed = target.land(file)
    except InputError as error:
        assert target.contents() == before
        assert str(error).endswith((".", ")"))
        assert str(error).isprintable()
        assert len(str(error)) < 4000
        return
    assert target.contents(others) == others_before
    if landed.outcome == "unchanged":
        assert target.contents() == before
    else:
        target.assert_is_on_record(landed)


@settings(reproducible, max_examples=150)
@given(file=hostile_files.hostile_files())
@pytest.mark.slow
def test_any_file_is_landed_or_refused(target: Target, file: HostileFile) -> None:
    check(target, file)


@settings(reproducible, max_examples=30)
@given(file=hostile_files.workbooks() | damaged_workbooks())
def test_any_workbook_is_landed_or_refused(target: Target, file: HostileFile) -> None:
    check(target, file)


# A landing costs as much as the reading of hundreds of records: few files, with many records each.
@settings(reproducible, max_examples=20)
@given(
    records=st.lists(
        st.tuples(
            hostile_files.well_formed_ids(),
            hostile_files.well_formed_ids(),
            hostile_files.well_formed_texts(),
            hostile_files.well_formed_ids(),
            hostile_files.well_formed_texts(),
        ),
        min_size=1,
        max_size=24,
        # what only one line of an order says is filled in on its other lines
        unique_by=lambda record: record[0].upper(),
    ),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(("\n", "\r\n", "\r")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
@pytest.mark.slow
def test_every_text_arrives_as_it_stands_in_the_file(
    target: Target,
    records: list[tuple[str, str, str, str, str]],
    delimiter: str,
    line_end: str,
    encoding: str,
) -> None:
    """SQL, formulas, markup and whatever else a customer may have typed are facts like any other."""
    numbers = GOOD_RECORD[3:6]
    lines = [[*one[:3], *numbers, *one[3:]] for one in records]
    text = hostile_files.delimited_text([HEADERS[0].split(","), *lines], delimiter, line_end)
    target.land(HostileFile("facts.csv", text.encode(encoding)))
    arrived = target.query(
        "select invoice, stock_code, description, quantity, invoice_date, price, customer_id, country "
        "from raw.order_lines where source_file = 'facts.csv' order by source_row"
    )
    assert arrived == [tuple(value or None for value in line) for line in lines]
    assert target.query("select count(*) from raw.order_lines where source_file = 'good.csv'") == [
        (1,)
    ]
