"""The revenue tree and the product pages agree with pandas, on made-up and on real lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import log

import pandas as pd
import pytest

from tests.python.conftest import Run
from tests.python.pipeline.reference import Reference, compute

CENT = Decimal("0.01")


@pytest.fixture(scope="module", params=["sample_run", "real_run"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def reference(run: Run) -> Reference:
    return compute(run.file)


def test_every_effect_of_the_revenue_tree(run: Run, reference: Reference) -> None:
    days = by_customer_and_day(reference)
    firsts = days[(days.orders > 0) & (days.customer != "")].groupby("customer").day.min()
    compared = run.query(
        "select distinct comparison, period_start, first_day_now, last_day_now, first_day_before, "
        "last_day_before, revenue_before, revenue_now from reporting.vw_revenue_change"
    )
    assert len(compared) > 20
    for comparison, start, *between, before, now in compared:
        found = {
            (tree, effect): amount
            for tree, effect, amount in run.query(
                "select tree, effect, amount from reporting.vw_revenue_change "
                f"where comparison = '{comparison}' and period_start = date '{start}'"
            )
        }
        expected = effects(days, firsts, *between)
        assert set(found) == set(expected)
        far = {
            name: (found[name], amount)
            for name, amount in expected.items()
            if abs(found[name] - Decimal(amount) / 10_000) >= CENT
        }
        assert far == {}, (comparison, start)
        for tree in ("customers", "drivers"):
            assert sum(amount for (of, _), amount in found.items() if of == tree) == now - before


def by_customer_and_day(reference: Reference) -> pd.DataFrame:
    """Orders, lines, sales and returns (ten-thousandths) by customer ('' for guests) and day."""
    lines = reference.lines[reference.lines["class"].isin(["sale", "return"])]
    lines = lines.assign(
        customer=lines.customer.fillna(""),
        day=lines.moment.dt.date,
        sold=lines.amount.where(lines["class"] == "sale", 0),
        returned=lines.amount.where(lines["class"] == "return", 0),
        line=(lines["class"] == "sale").astype(int),
        order=lines.invoice.where(lines["class"] == "sale"),
    )
    groups = lines.groupby(["customer", "day"], as_index=False)
    return groups.agg(
        orders=("order", "nunique"),
        lines=("line", "sum"),
        sold=("sold", "sum"),
        returned=("returned", "sum"),
    )


def effects(
    days: pd.DataFrame,
    firsts: pd.Series,
    first: date,
    last: date,
    first_before: date,
    last_before: date,
) -> dict[tuple[str, str], float]:
    """Ten-thousandths by tree and effect; the factors by the logarithmic mean."""
    now = days[(days.day >= first) & (days.day <= last)]
    before = days[(days.day >= first_before) & (days.day <= last_before)]
    known, known_before = (side[side.customer != ""] for side in (now, before))
    sold, sold_before = (
        side[side.orders > 0].groupby("customer").sold.sum() for side in (known, known_before)
    )
    kept = sold.index.intersection(sold_before.index)
    arrived = sold.drop(kept)
    is_old = firsts.reindex(arrived.index).map(lambda day: day < first).astype(bool)
    change = sold.sum() - sold_before.sum()
    found: dict[tuple[str, str], float] = {
        ("customers", "new_customers"): arrived[~is_old].sum(),
        ("customers", "returning_customers"): arrived[is_old].sum(),
        ("customers", "lost_customers"): -sold_before.drop(kept).sum(),
        ("customers", "kept_customers"): sold[kept].sum() - sold_before[kept].sum(),
    }
    names = ("customers", "orders_per_customer", "lines_per_order", "revenue_per_line")
    found |= {("drivers", name): 0.0 for name in names}
    if len(sold) and len(sold_before):
        mean = change / log(sold.sum() / sold_before.sum()) if change else sold.sum()
        chain = [(len(sold), len(sold_before)), (known.orders.sum(), known_before.orders.sum())]
        chain += [(known.lines.sum(), known_before.lines.sum()), (sold.sum(), sold_before.sum())]
        logs = [log(after / earlier) for after, earlier in chain]
        for name, step, last_step in zip(names, logs, [0.0, *logs], strict=False):
            found["drivers", name] = mean * (step - last_step)
    else:
        found["drivers", "customers"] = change
    guests = now[now.customer == ""].sold.sum() - before[before.customer == ""].sold.sum()
    for tree in ("customers", "drivers"):
        found[tree, "guests"] = guests
        found[tree, "returns"] = now.returned.sum() - before.returned.sum()
    return {name: float(amount) for name, amount in found.items()}


def test_products(run: Run, reference: Reference) -> None:
    sales = reference.sales[reference.sales.code.notna()]
    known = sales[sales.customer.notna()]
    firsts = reference.known_sales.groupby("customer").moment.min().dt.date
    orders = known.groupby(["code", "customer"]).invoice.nunique()
    in_first = known[known.moment.dt.date == known.customer.map(firsts)]
    expected = pd.DataFrame(
        {
            "orders": sales.groupby("code").invoice.nunique(),
            "gross": sales.groupby("code").amount.sum(),
            "customers": orders.groupby("code").size(),
            "repeaters": orders[orders > 1].groupby("code").size(),
            "first": in_first.groupby("code").customer.nunique(),
        }
    ).fillna(0)
    found = run.query(
        "select stock_code, orders, cast(gross_revenue * 10000 as bigint), customers, repeat_customers, "
        "first_order_customers from reporting.vw_product_360"
    )
    assert sorted(found) == sorted(
        (code, *map(int, row)) for code, *row in expected.reset_index().to_numpy()
    )


def test_who_comes_back_after_which_first_article(run: Run, reference: Reference) -> None:
    known = reference.known_sales.assign(day=reference.known_sales.moment.dt.normalize())
    first = known.groupby("customer").day.transform("min")
    last = reference.lines[reference.lines["class"].isin(["sale", "return"])].moment.max()
    watched = known[first + pd.Timedelta(days=180) <= last.normalize()]
    since = (watched.day - first[watched.index]).dt.days
    within = watched[since <= 180].assign(since=since)
    came_back = within.groupby("customer").since.max() > 0
    revenue = within.groupby("customer").amount.sum()
    began = within[within.since == 0][["customer", "code"]].drop_duplicates()
    goods = {
        code
        for (code,) in run.query("select stock_code from marts.dim_product where is_product = 1")
    }
    expected = {
        (code, len(who), int(came_back[who].sum()), round(revenue[who].sum() / len(who)))
        for code, who in began[began.code.isin(goods)].groupby("code").customer
    }
    found = run.query(
        "select member, customers, came_back, cast(revenue_per_customer * 10000 as bigint) "
        "from reporting.vw_cohort_value where dimension = 'first_product'"
    )
    assert {row[:3] for row in found} == {row[:3] for row in expected}
    amounts = {row[0]: row[3] for row in expected}
    assert all(abs(amount - amounts[code]) <= 1 for code, *_, amount in found)
    everybody = run.query(
        "select customers, came_back from reporting.vw_cohort_value where dimension = 'all'"
    )
    assert everybody == [(len(came_back), int(came_back.sum()))]
