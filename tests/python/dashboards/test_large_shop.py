"""A shop that is too large for one page: sums stay exact, and what is left out is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from python_jobs.dashboards import read_customers, read_sales
from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opened, opener, write_page
from tests.python.dashboards.expected import CUSTOMERS, LIST

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LISTED, WHALES = 40, 3
FIGURES = """
select
    sum(case when transaction_type = 'sale' then revenue end),
    count(distinct case when transaction_type = 'sale' then customer_id end)
from marts.fact_sales where {where}
"""


@pytest.fixture(scope="module")
def large(
    sample_run: Run, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The page of the sample, with the limits of a page so low that the sample is a large shop."""
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(read_sales, "MOST_VISITS", 100)
        limits.setattr(read_sales, "MOST_ROWS", 800)
        limits.setattr(read_customers, "MOST_CUSTOMERS", LISTED)
        limits.setattr(read_customers, "MOST_WHALES", WHALES)
        folder = tmp_path_factory.mktemp("large")
        page = write_page(sample_run.workplace.warehouse, folder / "page.html")
    with opener(browser) as open_file:
        yield open_file(page)


def test_customers_beyond_the_first_stay_in_the_warehouse(large: Opened, sample_run: Run) -> None:
    large.go("customers")
    names = ("customers", "net", "whales", "leaving", "at-risk")
    [expected] = sample_run.query(CUSTOMERS.format(where="1 = 1"))
    assert [large.kpi("customers", name) for name in names] == pytest.approx(
        [float(value) for value in expected]
    )
    assert large.column("customers-list", 1) == [
        customer for (customer,) in sample_run.query(LIST.format(where="1 = 1"))
    ]
    note = large.page.locator("#customers-list-note").inner_text()
    [(everybody,)] = sample_run.query("select count(*) from marts.customer_360")
    assert f"of {everybody} customers, those with most revenue at risk" in note
    listed = int(note.split("It holds ")[1].split(" ")[0])
    assert LISTED <= listed <= LISTED + WHALES
    large.go("outlook")
    [(buyers, revenue)] = sample_run.query(
        "select sum(p_order), sum(expected_revenue) from marts.customer_outlook"
    )
    assert large.kpi("outlook", "buyers") == pytest.approx(buyers)
    assert large.kpi("outlook", "revenue") == pytest.approx(float(revenue))


@pytest.mark.parametrize(
    ("period", "where"),
    [
        ("all", "1 = 1"),
        ("year", "invoice_date between date '2023-12-10' and date '2024-12-09'"),
        ("to-date", "invoice_date between date '2024-01-01' and date '2024-12-09'"),
        ("quarter", "invoice_date between date '2024-09-11' and date '2024-12-09'"),
    ],
)
def test_buyers_are_counted_for_the_usual_periods(
    large: Opened, sample_run: Run, period: str, where: str
) -> None:
    large.go("overview")
    large.page.click(f"[data-period='{period}']")
    [(gross, buyers)] = sample_run.query(FIGURES.format(where=where))
    assert large.kpi("overview", "gross") == pytest.approx(float(gross))
    assert large.kpi("overview", "customers") == buyers
    if period == "quarter":
        [(_, before)] = sample_run.query(FIGURES.format(where=where.replace("2024", "2023")))
        chip = large.page.locator("#overview-kpis [data-kpi='customers'] .chip").inner_text()
        assert f"{abs(buyers / before - 1):.1%}" in chip


def test_other_days_and_small_countries_say_what_is_missing(large: Opened, sample_run: Run) -> None:
    large.go("overview")
    large.page.fill("#overview-from", "2024-02-02")
    assert large.shown("overview", "customers") == "–"
    note = large.page.locator("#overview-kpis [data-kpi='customers'] .note")
    assert "counted for the four periods" in note.inner_text()
    large.page.click("[data-period='all']")
    countries = large.page.locator("#overview-country option").all_inner_texts()[1:]
    assert countries[-1] == "Other countries"
    named = ", ".join(f"'{country}'" for country in countries[:-1])
    large.page.select_option("#overview-country", label="Other countries")
    [(gross, _)] = sample_run.query(
        FIGURES.format(where=f"coalesce(country, 'Unspecified') not in ({named})")
    )
    assert large.kpi("overview", "gross") == pytest.approx(float(gross))
