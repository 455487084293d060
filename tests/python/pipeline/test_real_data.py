"""UCI's Online Retail II: the figures that anybody can count in the file."""

from __future__ import annotations

from decimal import Decimal

from tests.python.conftest import Run


def test_lines_by_class(real_run: Run) -> None:
    rows = real_run.query(
        "select transaction_type, count(*), sum(revenue) from marts.fact_sales group by 1 "
        "union all select exclusion_reason, count(*), sum(line_amount) "
        "from marts.excluded_order_lines group by 1"
    )
    found = {name: (lines, amount) for name, lines, amount in rows}
    assert found.pop("duplicate")[0] == 34_335
    assert found == {
        "sale": (1_007_912, Decimal("20465198.388")),
        "return": (19_103, Decimal("-1462424.18")),
        "stock_adjustment": (3_393, Decimal(0)),
        "zero_price": (2_621, Decimal(0)),
        "accounting_adjustment": (7, Decimal("-147240.51")),
    }
    assert real_run.query("select count(*) from raw.order_lines") == [(1_067_371,)]


def test_sales_with_a_customer(real_run: Run) -> None:
    assert real_run.query(
        "select count(*), count(distinct customer_id), count(distinct invoice_no), sum(revenue) "
        "from marts.fact_sales where transaction_type = 'sale' and customer_id is not null"
    ) == [(779_425, 5_878, 36_969, Decimal("17374804.268"))]


def test_customers(real_run: Run) -> None:
    assert real_run.query(
        "select count(*), sum(case when frequency = 1 then 1 else 0 end) from marts.customer_360"
    ) == [(5_878, 1_623)]
    assert real_run.query(
        "select count(*), sum(case when country_count > 1 then 1 else 0 end) from marts.dim_customer"
    ) == [(5_939, 13)]


def test_the_largest_customers(real_run: Run) -> None:
    assert real_run.query(
        "select customer_id, gross_revenue from marts.customer_360 order by 2 desc limit 3"
    ) == [
        ("18102", Decimal("580987.04")),
        ("14646", Decimal("528602.52")),
        ("14156", Decimal("313437.62")),
    ]


def test_those_who_cancelled_it_all_are_no_whales(real_run: Run) -> None:
    assert real_run.query(
        "select customer_id, is_whale from marts.customer_360 "
        "where customer_id in ('12346', '16446') order by 1"
    ) == [("12346", 0), ("16446", 0)]


def test_months(real_run: Run) -> None:
    assert real_run.query(
        "select strftime(order_month, '%Y-%m'), sum(orders), sum(active_customers), sum(gross_revenue) "
        "from marts.cohort_table where order_month in ('2009-12-01', '2010-11-01', '2011-11-01', "
        "'2011-12-01') group by 1 order by 1"
    ) == [
        ("2009-12", 1_512, 955, Decimal("683504.01")),
        ("2010-11", 2_587, 1_607, Decimal("1166460.022")),
        ("2011-11", 2_657, 1_664, Decimal("1156205.61")),
        ("2011-12", 778, 615, Decimal("517208.44")),
    ]


def test_the_first_cohort_and_the_last_month_are_marked(real_run: Run) -> None:
    assert real_run.query(
        "select distinct cohort_month::varchar, cohort_size from marts.cohort_table "
        "where is_left_censored = 1"
    ) == [("2009-12-01", 955)]
    assert real_run.query(
        "select distinct order_month::varchar from marts.cohort_table where is_partial_month = 1"
    ) == [("2011-12-01",)]


def test_baskets(real_run: Run) -> None:
    assert real_run.query("select count(distinct invoice_no) from marts.basket_items") == [
        (39_516,)
    ]
    assert real_run.query("select distinct total_baskets from marts.association_rules") == [
        (39_516,)
    ]
