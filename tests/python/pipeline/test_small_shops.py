"""Shops of hardly any customers, and lopsided ones: every mart has a right answer, and no test of a build fails."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.run.request import RunReport
from python_jobs.run.summary import print_summary
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Run
from tests.python.rebuilding import Shop

pytestmark = pytest.mark.slow

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
FIRST_DAY = dt.date(2024, 3, 4)


def line(
    invoice: int, day: dt.date, customer: int | str, *, article: int = 1, price: float = 10.0
) -> str:
    code = 20000 + article
    return f"{invoice},{code},ARTICLE {article},1,{day} 10:00:00,{price:.2f},{customer},United Kingdom\n"


def shop_of(run: Run, folder: Path, lines: Iterable[str]) -> Shop:
    file = folder / "orders.csv"
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    shop = Shop.empty(run, folder)
    shop.land(file)
    shop.build()
    return shop


def summary_of(shop: Shop) -> str:
    """What the command prints at the end of a run."""
    screen = io.StringIO()
    warehouse = DuckDBWarehouse(shop.path)
    try:
        print_summary(Console(file=screen, width=200), warehouse, RunReport())
    finally:
        warehouse.close()
    return screen.getvalue()


@pytest.mark.parametrize("customers", [0, 1, 2, 5, 20])
def test_a_shop_of_few_customers(sample_run: Run, tmp_path: Path, customers: int) -> None:
    """Customer n buys n times, a month apart; beside them guests buy."""
    lines = [line(900, FIRST_DAY, "")]
    for customer in range(1, customers + 1):
        for order in range(customer):
            day = FIRST_DAY + dt.timedelta(days=7 * order)
            lines.append(line(1000 * customer + order, day, customer, price=10.0 * customer))
    shop = shop_of(sample_run, tmp_path, lines)

    assert shop.failed_tests() == {}
    assert shop.query("select count(*) from marts.customer_360") == [(customers,)]
    scored = shop.query("select segment, count(*) from marts.customer_rfm group by segment")
    [(whales,)] = shop.query("select coalesce(sum(is_whale), 0) from marts.customer_360")
    if customers < 5:
        assert scored == ([("Too Few Customers", customers)] if customers else [])
        assert whales == 0
    else:
        assert "Too Few Customers" not in dict(scored)
        best = ("5", "5", "Champions")
        assert shop.query(
            "select cast(f_score as varchar), cast(m_score as varchar), segment from marts.customer_rfm "
            f"where customer_id = '{customers}'"
        ) == [best]
        assert whales == 1
    assert shop.query("select distinct churn_risk from marts.customer_360") in ([], [("unknown",)])
    shown = summary_of(shop)
    assert "high risk" not in shown
    assert ("the risk of leaving is unknown" in shown) is (customers > 0)
    assert ("Customers  none: " in shown) is (customers == 0)
    assert shop.query("select sum(gross_revenue) from marts.sales_daily") == [
        (10 + 10 * sum(n * n for n in range(1, customers + 1)),)
    ]
    assert shop.query(
        "select coalesce(sum(active_customers), 0) from marts.cohort_table where cohort_index = 0"
    ) == [(customers,)]
    assert shop.query("select count(*) from marts.association_rules") == [(0,)]
    told = {doubt for (doubt,) in shop.query("select doubt from marts.doubts")}
    assert told == set()


def test_a_shop_whose_customers_all_bought_on_one_day(sample_run: Run, tmp_path: Path) -> None:
    """Nobody is more recent than anybody else, so recency parts nobody and nobody is lost."""
    lines = [line(1000 + number, FIRST_DAY, number, price=5.0 + number) for number in range(1, 41)]
    shop = shop_of(sample_run, tmp_path, lines)
    assert shop.failed_tests() == {}
    assert shop.query("select distinct recency_days, frequency from marts.customer_360") == [(1, 1)]
    [(scores, least)] = shop.query(
        "select count(distinct r_score), min(r_score) from marts.customer_rfm"
    )
    assert scores == 1
    assert least >= 3
    segments = {one for (one,) in shop.query("select distinct segment from marts.customer_rfm")}
    assert segments.isdisjoint({"Lost", "Hibernating", "At Risk", "Cannot Lose Them"})
    assert shop.query("select count(*), max(is_partial_month) from marts.cohort_table") == [(1, 1)]


def test_a_shop_with_one_basket_of_hundreds_of_articles(sample_run: Run, tmp_path: Path) -> None:
    """Forty small baskets and one of 300 articles: no rule rests on the one, and it takes no time."""
    lines = [line(1, FIRST_DAY, 1, article=article) for article in range(300)]
    for number in range(2, 42):
        day = FIRST_DAY + dt.timedelta(days=number)
        lines += [line(number, day, number, article=article) for article in (1, number)]
    shop = shop_of(sample_run, tmp_path, lines)
    assert shop.failed_tests() == {}
    assert shop.query(
        "select count(*), max(items) from (select count(*) as items from "
        "marts.basket_items group by invoice_no)"
    ) == [(41, 300)]
    assert shop.query("select count(*) from mining.mba_rules where basket_count < 5") == [(0,)]
    assert shop.query("select count(*) from marts.cross_sell_recommendations") == [(0,)]
