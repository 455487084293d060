"""What the monitor says when a clock has gone back, or a date lies in the future."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.errors import WarehouseError
from python_jobs.core.project import Project
from python_jobs.monitor.history import Verdict, in_words, judge, print_history, read_runs
from python_jobs.run import record as recording
from python_jobs.run.record import recorded
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from python_jobs.warehouses.schema import PIPELINE_RUNS

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def warehouse(project: Project) -> DuckDBWarehouse:
    made = DuckDBWarehouse(project.duckdb_path)
    made.create_tables()
    made.change([("create schema reporting", ())])
    sell_on(made, dt.datetime.now(dt.UTC).date() - A_DAY)
    made.close()
    return made


def sell_on(warehouse: DuckDBWarehouse, day: dt.date) -> None:
    view = f"create or replace view reporting.vw_sales_daily as select date '{day}' as invoice_date"
    warehouse.change([(view, ())])


def run(project: Project, monkeypatch: pytest.MonkeyPatch, ago: dt.timedelta, good: bool) -> None:
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0) - ago
    with monkeypatch.context() as patch:
        patch.setattr(recording, "now", lambda: moment)
        try:
            with recorded(project, project, "run"):
                if not good:
                    raise WarehouseError("the server was away")
        except WarehouseError:
            pass


def verdict(warehouse: DuckDBWarehouse) -> Verdict:
    try:
        return judge(warehouse, A_DAY, None)
    finally:
        warehouse.close()


def test_a_failure_after_a_good_run_counts_whatever_the_clock_says(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, monkeypatch, dt.timedelta(hours=1), good=True)
    assert verdict(warehouse).is_well
    run(project, monkeypatch, dt.timedelta(hours=5), good=False)
    judged = verdict(warehouse)
    assert not judged.is_well
    assert any("the server was away" in sentence for sentence in judged.sentences)
    newest, before = read_runs(warehouse)
    warehouse.close()
    assert (newest.status, newest.number, before.number) == ("failed", 2, 1)


def test_a_run_in_the_future_is_a_problem(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, monkeypatch, -30 * A_DAY, good=True)
    judged = verdict(warehouse)
    assert not judged.is_well
    assert any("a clock was or is wrong" in sentence for sentence in judged.sentences)
    assert not any("-" in word and "minutes" in word for word in judged.sentences)


def test_a_sale_in_the_future_is_a_problem(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, monkeypatch, dt.timedelta(), good=True)
    sell_on(warehouse, dt.date(2124, 12, 9))
    judged = verdict(warehouse)
    assert not judged.is_well
    assert any("wrong date in the files" in sentence for sentence in judged.sentences)


def test_the_record_of_an_older_version_is_read(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(project, monkeypatch, dt.timedelta(hours=1), good=True)
    drop = f"alter table {PIPELINE_RUNS.full_name} drop column run_number"
    warehouse.change([(drop, ())])
    assert verdict(warehouse).is_well
    run(project, monkeypatch, dt.timedelta(minutes=30), good=False)
    assert not verdict(warehouse).is_well


def test_the_age_of_the_last_sale_is_told(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, monkeypatch, dt.timedelta(), good=True)
    today = dt.datetime.now(dt.UTC).date()
    for days, said in (
        (482, f"is of {today - 482 * A_DAY}, 482 days ago."),
        (1, f"is of {today - A_DAY}."),
    ):
        sell_on(warehouse, today - days * A_DAY)
        judged = verdict(warehouse)
        assert judged.is_well
        assert any(sentence.endswith(said) for sentence in judged.sentences), judged.sentences


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (dt.timedelta(seconds=59), "less than a minute"),
        (dt.timedelta(minutes=1), "1 minute"),
        (dt.timedelta(minutes=119), "119 minutes"),
        (dt.timedelta(hours=2), "2 hours"),
        (dt.timedelta(hours=49), "2 days"),
        (dt.timedelta(days=1), "24 hours"),
    ],
)
def test_a_span_of_time_in_words(span: dt.timedelta, said: str) -> None:
    assert in_words(span) == said


def test_the_table_of_steps_fits_a_narrow_screen(
    project: Project, warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of a step stands on one line, whatever the message is."""
    moment = dt.datetime(2026, 1, 2, 3, 4, 5)
    monkeypatch.setattr(recording, "now", lambda: moment)
    with pytest.raises(WarehouseError), recorded(project, project, "run") as record:
        with record.step("build and test what rests on them"):
            pass
        with record.step("fit the purchase model"):
            raise WarehouseError("a long reason, " * 30)
    screen = Console(width=80, file=StringIO())
    print_history(screen, DuckDBWarehouse(project.duckdb_path), 10, with_steps=True)
    lines = screen.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(map(len, lines)) <= 80
    assert any(
        re.match(" *build and test what rests on them +succeeded +[0-9.]+ s", line)
        for line in lines
    ), lines
    assert any(re.match(" *2026-01-02 03:04:05 +run +failed", line) for line in lines), lines
