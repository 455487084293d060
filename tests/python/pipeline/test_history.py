"""The history of segments agrees with pandas and with runs whose as_of_date lies in the past."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.python.conftest import Run, Workplace
from tests.python.pipeline.history import history, migration, stays
from tests.python.pipeline.reference import compute


@pytest.fixture(scope="module", params=["sample_run", "real_run"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def expected(run: Run) -> pd.DataFrame:
    return history(compute(run.file))


def table(frame: pd.DataFrame, columns: list[str]) -> list[tuple[Any, ...]]:
    """The index and some columns as rows; days as dates."""
    rows = frame[columns].reset_index().to_dict("split")["data"]
    return [
        tuple(value.date() if isinstance(value, pd.Timestamp) else value for value in row)
        for row in rows
    ]


def test_scores_and_segments_of_every_month_end(run: Run, expected: pd.DataFrame) -> None:
    found = run.query(
        "select customer_id, month_end, frequency, monetary, r_score, f_score, m_score, segment "
        "from marts.customer_rfm_history order by customer_id, month_end"
    )
    wanted = [
        (*row[:3], Decimal(row[3]) / 10_000, *row[4:])
        for row in table(expected, ["frequency", "monetary", "r", "f", "m", "segment"])
    ]
    assert len(found) == len(wanted)
    assert [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]] == []


def test_movements_between_the_segments(run: Run, expected: pd.DataFrame) -> None:
    found = run.query(
        "select month_end, from_segment, to_segment, customers, revenue, revenue_before "
        "from reporting.vw_segment_migration"
    )
    wanted = {
        (*row[:4], Decimal(row[4]) / 10_000, Decimal(row[5]) / 10_000)
        for row in table(migration(expected), ["customers", "revenue", "before"])
    }
    assert set(found) == wanted


def test_the_segment_before_and_since_when(run: Run, expected: pd.DataFrame) -> None:
    [(as_of,)] = run.query("select max(as_of_date) from reporting.vw_customer_360")
    found = run.query(
        "select customer_id, previous_segment, segment_since from reporting.vw_customer_360 order by 1"
    )
    wanted = [
        (customer, previous, min(since, as_of))
        for customer, (previous, since) in sorted(stays(expected).items())
    ]
    assert found == wanted


@pytest.mark.slow
def test_a_run_as_of_a_day_in_the_past_says_the_same(sample_run: Run, tmp_path: Path) -> None:
    [(last,)] = sample_run.query("select max(month_end) from marts.customer_rfm_history")
    days = sample_run.query(
        f"select distinct month_end from marts.customer_rfm_history where month_end < date '{last}' order by 1"
    )
    workplace = Workplace(tmp_path)
    shutil.copyfile(sample_run.workplace.warehouse, workplace.warehouse)
    for (day,) in (days[5], days[-1]):
        # with every test of data: they too count up to that day
        built = workplace.dbt(
            *("build", "--exclude-resource-type", "unit_test"),
            *("--vars", f"{{as_of_date: '{day}'}}"),
        )
        assert built.returncode == 0, built.stdout
        columns = "select customer_id, recency_days, frequency, monetary, rfm_score, segment"
        of_run = workplace.query(
            f"{columns} from marts.customer_360 inner join marts.customer_rfm using (customer_id) "
            "order by 1"
        )
        of_history = sample_run.query(
            f"{columns} from marts.customer_rfm_history where month_end = date '{day}' order by 1"
        )
        assert of_run == of_history
        assert len(of_run) > 100
