"""Whose figures the page shows, what they mean, and what they cannot tell."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from python_jobs.landing.land import SAMPLE_NAME
from tests.python.conftest import ROOT, Run
from tests.python.dashboards.charts import marks
from tests.python.dashboards.conftest import Opened, Opener, copied_views, write_page

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def changed_page(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as the data of a shop with a name and a currency, and with a first cohort that spent little."""
    folder = tmp_path_factory.mktemp("shop")
    copied = copied_views(sample_run, folder)
    with duckdb.connect(str(copied)) as connection:
        connection.execute(
            "update reporting.vw_shop set shop_name = 'Müllers Tee', currency = 'EUR', is_sample = 1"
        )
        oldest = "cohort_month = (select min(cohort_month) from reporting.vw_cohort_retention where is_left_censored = 0)"
        connection.execute(
            "update reporting.vw_cohort_retention set gross_revenue = 1, "
            f"cumulative_revenue = 1 + cohort_index where {oldest}"
        )
    return write_page(copied, folder / "page.html")


def test_name_currency_and_a_word_that_the_data_are_made_up(
    open_page: Opener, changed_page: Path, sample_run: Run
) -> None:
    opened = open_page(changed_page)
    assert opened.page.locator("h1").inner_text() == "Müllers Tee"
    assert opened.page.title() == "Müllers Tee · Customer Intelligence"
    assert "money in EUR" in opened.page.locator("#period").inner_text()
    assert opened.page.locator("#made-up").inner_text().startswith("Made-up data")
    [(net,)] = sample_run.query("select sum(net_revenue) from reporting.vw_sales_daily")
    assert opened.shown("overview", "net") == f"€{net:,.0f}"
    german = open_page(changed_page, "#overview?lang=de")
    assert german.shown("overview", "net") == f"{net:,.0f}\xa0€".replace(",", ".")


def test_a_shop_without_a_name_and_data_of_its_own(sample: Opened, sample_run: Run) -> None:
    assert sample.page.locator("h1").inner_text() == "Customer Intelligence"
    assert sample.page.locator("#made-up").is_hidden()
    period = sample.page.locator("#period").inner_text()
    assert "money in" not in period
    [(started,)] = sample_run.query("select max(started_at) from ops.pipeline_runs")
    assert f"computed {started.day} {started:%b %Y} {started:%H:%M} UTC" in period


def test_the_sample_has_one_name_in_sql_and_python() -> None:
    macro = (ROOT / "macros" / "rules" / "sample_file.sql").read_text(encoding="utf-8")
    assert macro.split("-%}")[1].split("{%")[0].strip() == SAMPLE_NAME


def test_the_glossary_is_at_hand(sample: Opened, sample_run: Run) -> None:
    sample.go("baskets")
    sample.page.click("#open-glossary")
    glossary = sample.page.locator("#glossary")
    assert glossary.is_visible()
    names = glossary.locator("dt").all_inner_texts()
    meanings = glossary.locator("dd").all_inner_texts()
    assert len(names) == len(meanings)
    assert all(meanings)
    segments = sample_run.query("select segment from reporting.vw_rfm_segments")
    assert {segment for (segment,) in segments} <= set(names)
    assert {"Whale", "Revenue at risk", "Lift", "Cohort"} <= set(names)
    sample.page.keyboard.press("Escape")
    assert glossary.is_hidden()


def test_a_comparison_says_why_it_is_missing(sample: Opened, sample_run: Run) -> None:
    status = sample.page.locator("#overview-status")
    assert (
        "no comparison with a year earlier: these days would begin before the data (2 Jan 2023)"
        in (status.inner_text())
    )
    sample.page.click("[data-period='quarter']")
    assert "▲▼ against one year earlier" in status.inner_text()
    assert sample.page.locator("#overview-kpis .missing").count() == 0
    [(country,)] = sample_run.query(
        """
        select country from reporting.vw_sales_daily group by country
        having sum(case when invoice_date > date '2024-09-10' then net_revenue else 0 end) > 0
            and sum(case when invoice_date between date '2023-09-01' and date '2023-12-31' then 1 else 0 end) = 0
        order by country limit 1
        """
    )
    sample.page.select_option("#overview-country", label=country)
    note = sample.page.locator("#overview-kpis [data-kpi='net'] .note")
    assert note.inner_text().startswith("nothing to compare with a year earlier")


def test_the_curve_of_revenue_so_far_cannot_fall(open_page: Opener, changed_page: Path) -> None:
    """The oldest cohort, alone in the last months, spent almost nothing: their mean would fall there."""
    opened = open_page(changed_page, "#cohorts")
    points = [
        float(mark.said["hover"].split("\n")[0].split(": ")[1].lstrip("€").replace(",", ""))
        for mark in marks(opened.page, "cohorts-value", "symbol")
    ]
    assert len(points) > 12
    assert points == sorted(points)
    assert points[-1] > 100


def test_a_share_of_few_is_marked(sample: Opened, sample_run: Run) -> None:
    sample.go("customers")
    sizes = sample_run.query(
        "select country, count(*) from reporting.vw_customer_360 group by country order by 2"
    )
    few = next(country for country, customers in sizes if 1 < customers < 30)
    note = sample.page.locator("#customers-kpis [data-kpi='leaving'] .note")
    chart = sample.page.locator("#customers-segments figcaption")
    assert "*" not in note.inner_text() + chart.inner_text()
    sample.page.select_option("#customers-country", label=few)
    assert "%*" in note.inner_text()
    assert "* fewer than 30 customers: a rough share" in chart.inner_text()
    sample.go("outlook")
    cells = sample_run.query(
        "select count(*) from reporting.vw_customer_outlook group by recency_band, frequency_band"
    )
    texts = sample.page.locator("#outlook-map .mark-text.role-mark text").all_text_contents()
    assert sum(text.endswith("*") for text in texts) == sum(size < 30 for (size,) in cells) > 0


def test_rules_are_saved_with_their_codes(sample: Opened, sample_run: Run) -> None:
    sample.go("baskets")
    with sample.page.expect_download() as download:
        sample.page.locator("#baskets").get_by_role("button", name="Save as CSV").click()
    head, first, *_ = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert head.endswith('"Codes of the first side","Codes of the second side"')
    codes = [value.strip('"') for value in first.split('","')[-2:]]
    [(rules,)] = sample_run.query(
        "select count(*) from reporting.vw_mba_rules "
        f"where antecedents = '{codes[0]}' and consequents = '{codes[1]}'"
    )
    assert rules == 1
