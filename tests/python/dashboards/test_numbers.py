"""The figures on the page are those of the reporting views, and of the marts counted another way."""

from __future__ import annotations

import pytest

from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opened

OVERVIEW = ("gross", "returned", "net", "orders", "customers", "average")
VIEWS = """
select sum(gross_revenue), sum(returned_revenue), sum(net_revenue), sum(orders)
from reporting.vw_sales_daily
where {where}
"""
FACTS = """
select
    sum(case when transaction_type = 'sale' then quantity * unit_price end),
    coalesce(sum(case when transaction_type = 'return' then quantity * unit_price end), 0),
    sum(quantity * unit_price),
    count(distinct case when transaction_type = 'sale' then invoice_no end),
    count(distinct case when transaction_type = 'sale' then customer_id end),
    sum(case when transaction_type = 'sale' then quantity * unit_price end)
        / count(distinct case when transaction_type = 'sale' then invoice_no end)
from marts.fact_sales
where {where}
"""
FRANCE = "country = 'France' and invoice_date between date '2024-03-01' and date '2024-09-30'"


def choose(opened: Opened, where: str) -> None:
    """Set the overview's filters to those of a condition."""
    opened.go("overview")
    opened.page.click("[data-period='all']")
    opened.page.select_option(
        "#overview-country", label="France" if where == FRANCE else "All countries"
    )
    if where == FRANCE:
        opened.page.fill("#overview-from", "2024-03-01")
        opened.page.fill("#overview-to", "2024-09-30")


@pytest.mark.parametrize("where", ["1 = 1", FRANCE])
def test_the_overview(used_sample: Opened, sample_run: Run, where: str) -> None:
    choose(used_sample, where)
    [facts] = sample_run.query(FACTS.format(where=where))
    [views] = sample_run.query(VIEWS.format(where=where))
    assert [float(value) for value in facts[:4]] == pytest.approx([float(v) for v in views])
    shown = [used_sample.kpi("overview", name) for name in OVERVIEW]
    assert shown == pytest.approx([float(value) for value in facts], abs=1e-4)
    assert used_sample.shown("overview", "net") == f"{facts[2]:,.0f}".replace("-", "−")
    assert used_sample.shown("overview", "orders") == f"{facts[3]:,}"
    assert used_sample.shown("overview", "average") == f"{facts[5]:,.2f}"


def test_the_change_against_the_same_days_one_year_earlier(
    used_sample: Opened, sample_run: Run
) -> None:
    choose(used_sample, FRANCE)
    net = "select sum(net_revenue) from reporting.vw_sales_daily where "
    [(now,)] = sample_run.query(net + FRANCE)
    [(before,)] = sample_run.query(net + FRANCE.replace("2024", "2023"))
    chip = used_sample.page.locator("#overview-kpis [data-kpi='net'] .chip").inner_text()
    assert f"{abs(now / before - 1):.1%}" in chip
    assert ("▲ +" if now > before else "▼ −") in chip
    choose(used_sample, "1 = 1")
    assert used_sample.page.locator("#overview-kpis .chip").count() == 0


def test_countries_and_segments_add_up(used_sample: Opened, sample_run: Run) -> None:
    choose(used_sample, "1 = 1")
    for figure in ("countries", "segments"):
        used_sample.page.click(f"#overview-{figure} summary")
        cells = used_sample.page.locator(f"#overview-{figure} tbody td:nth-child(2)")
        assert used_sample.eventually(lambda cells=cells: cells.count() > 0)  # type: ignore[misc]
        texts = cells.all_inner_texts()
        total = sum(int(text.replace(",", "").replace("−", "-")) for text in texts)
        assert total == pytest.approx(used_sample.kpi("overview", "net"), abs=len(texts))
    [(segment, revenue)] = sample_run.query(
        "select segment, net_revenue from reporting.vw_rfm_segments "
        "order by net_revenue desc limit 1"
    )
    first = used_sample.page.locator("#overview-segments tbody tr").first.inner_text()
    assert first.split("\t")[:2] == [segment, f"{revenue:,.0f}"]


@pytest.mark.parametrize("segment", [None, "Champions"])
def test_the_customers(used_sample: Opened, sample_run: Run, segment: str | None) -> None:
    used_sample.go("customers")
    used_sample.page.select_option("#customers-segment", label=segment or "All segments")
    where = f"segment = '{segment}'" if segment else "1 = 1"
    [expected] = sample_run.query(
        f"""
        select count(*), sum(net_revenue), sum(customers.is_whale),
            count(case when customers.churn_risk = 'high' then 1 end), sum(revenue_at_risk)
        from reporting.vw_customer_360 as customers
        inner join reporting.vw_customer_outlook as outlooks using (customer_id)
        where {where.replace("segment", "customers.segment")}
        """
    )
    [counted] = sample_run.query(
        f"""
        select count(distinct case when transaction_type = 'sale' then customer_id end), sum(revenue)
        from marts.fact_sales
        where customer_id in (select customer_id from marts.customer_rfm where {where})
        """
    )
    assert expected[:2] == counted
    names = ("customers", "net", "whales", "leaving", "at-risk")
    shown = [used_sample.kpi("customers", name) for name in names]
    assert shown == pytest.approx([float(value) for value in expected], abs=1e-4)


@pytest.mark.parametrize("index", [1, 3, 6, 12])
def test_retention_is_active_over_size_of_the_cohorts_that_can_tell(
    used_sample: Opened, sample_run: Run, index: int
) -> None:
    used_sample.go("cohorts")
    [(active, size)] = sample_run.query(
        f"""
        select sum(active_customers), sum(cohort_size) from reporting.vw_cohort_retention
        where cohort_index = {index} and is_left_censored = 0 and is_partial_month = 0
        """
    )
    # Again from the lines: the sample begins in January 2023 and its last month is not whole.
    [counted] = sample_run.query(
        f"""
        with months as (
            select distinct customer_id, date_trunc('month', invoice_date) as month
            from marts.fact_sales where transaction_type = 'sale' and customer_id is not null
        ),
        firsts as (select customer_id, min(month) as first from months group by customer_id),
        cohorts as (
            select * from firsts
            where first > date '2023-01-01'
                and first + interval {index} month < date '2024-12-01'
        )
        select count(months.month), count(*) from cohorts
        left join months on months.customer_id = cohorts.customer_id
            and months.month = cohorts.first + interval {index} month
        """
    )
    assert (active, size) == counted
    assert used_sample.kpi("cohorts", f"month-{index}") == pytest.approx(active / size)
    assert used_sample.shown("cohorts", f"month-{index}") == f"{active / size:.1%}"


SHOWN_RULES = """
with rules as (select * from reporting.vw_mba_rules where is_significant = 1)
select count(*), max(rules.lift), max(rules.confidence), max(rules.support)
from rules
left join rules as mirrors
    on rules.antecedents = mirrors.consequents and rules.consequents = mirrors.antecedents
    and mirrors.is_redundant = 0
where
    rules.is_redundant = 0
    and (
        mirrors.rule_id is null
        or rules.antecedent_count < mirrors.antecedent_count
        or (rules.antecedent_count = mirrors.antecedent_count and rules.rule_id < mirrors.rule_id)
    )
"""


def test_the_rules(used_sample: Opened, sample_run: Run) -> None:
    """Of two rules that mirror each other the one with the higher confidence is shown: the rarer first side."""
    used_sample.go("baskets")
    [expected] = sample_run.query(SHOWN_RULES)
    names = ("rules", "lift", "confidence", "support")
    assert [used_sample.kpi("baskets", name) for name in names] == pytest.approx(expected)
    used_sample.page.check("#baskets-redundant")
    [(everything,)] = sample_run.query(
        "select count(*) from reporting.vw_mba_rules where is_significant = 1"
    )
    assert 0 < expected[0] < everything
    assert used_sample.kpi("baskets", "rules") == everything
    used_sample.page.uncheck("#baskets-redundant")


def test_the_cross_sell_list(used_sample: Opened, sample_run: Run) -> None:
    used_sample.go("baskets")
    [(code,)] = sample_run.query(
        "select min(stock_code) from reporting.vw_cross_sell where rank = 3"
    )
    used_sample.page.fill("#baskets-product", code)
    expected = sample_run.query(
        f"""
        select recommended_description, confidence, lift from reporting.vw_cross_sell
        where stock_code = '{code}' order by rank
        """
    )[:10]
    names = [name for name, _, _ in expected]
    assert used_sample.eventually(lambda: used_sample.column("baskets-cross", 1) == names)
    shares = [text.rstrip("*") for text in used_sample.column("baskets-cross", 2)]
    assert shares == [f"{value:.1%}" for _, value, _ in expected]
    assert used_sample.column("baskets-cross", 3) == [f"{value:.1f}" for _, _, value in expected]
