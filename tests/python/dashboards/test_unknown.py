"""What cannot be known is left out or said to be unknown: never NaN, a zero or a share of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from python_jobs.dashboards import read_sales
from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opened, Opener, copied_views, write_page
from tests.python.dashboards.test_browser import PANELS

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow

Changed = Callable[..., Path]


@pytest.fixture
def changed(sample_run: Run, tmp_path: Path) -> Changed:
    """The page of the sample whose reporting views were changed by some statements."""

    def page(*statements: str) -> Path:
        copied = copied_views(sample_run, tmp_path)
        with duckdb.connect(str(copied)) as connection:
            for statement in statements:
                connection.execute(statement)
        return write_page(copied, tmp_path / "page.html")

    return page


@pytest.mark.parametrize(
    ("language", "left_out"), [("en", "Of 100 pairs"), ("de", "Von 100 Paaren")]
)
def test_where_nobody_bought_no_pairs_were_ranked(
    open_page: Opener, changed: Changed, sample_page: Path, language: str, left_out: str
) -> None:
    page = changed(
        "delete from reporting.vw_outlook_backtest where measure = 'auc' and cut_date = "
        "(select max(cut_date) from reporting.vw_outlook_backtest)"
    )
    address = f"#outlook?lang={language}"
    assert left_out in open_page(sample_page, address).page.locator("#outlook-words").inner_text()
    opened = open_page(page, address)
    words = opened.page.locator("#outlook-words").inner_text()
    assert words.endswith("."), words
    assert left_out not in words
    assert "NaN" not in opened.page.locator("#outlook").inner_text()


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "nothing to compare with: the data begin on 2 Jan 2023, after the first"),
        ("de", "kein Vergleich: Die Daten beginnen am 2. Jan. 2023, nach dem ersten"),
    ],
)
def test_of_a_young_shop_nothing_is_said_to_grow(
    open_page: Opener, changed: Changed, language: str, reason: str
) -> None:
    """Before the first day of the data the revenue is not zero but unknown."""
    page = changed("update reporting.vw_product_360 set previous_revenue = null")
    opened = open_page(page, f"#products?lang={language}")
    assert opened.shown("products", "growing") == "–"
    note = opened.page.locator("#products-kpis [data-kpi='growing'] .note").last.inner_text()
    assert note.startswith(reason)
    assert set(opened.column("products-list", 10)) == {"–"}
    assert not re.search("90 days before|90 Tagen davor", opened.page.inner_text("#brief"))


def test_of_an_article_that_only_guests_bought_nobody_bought_again(
    open_page: Opener, changed: Changed
) -> None:
    page = changed(
        "update reporting.vw_product_360 set customers = 0, repeat_customers = 0, first_order_customers = 0"
    )
    opened = open_page(page, "#products")
    for place in (6, 7):
        assert set(opened.column("products-list", place)) == {"–"}


NO_CUSTOMERS = [
    f"delete from reporting.{view}"
    for view in (
        *("vw_customer_360", "vw_customer_outlook", "vw_customer_sales_daily", "vw_rfm_segments"),
        *("vw_cohort_retention", "vw_cohort_value", "vw_segment_migration"),
        *("vw_outlook_backtest", "vw_outlook_calibration", "vw_segment_outcomes"),
    )
]
ONLY_RETURNS = [
    *NO_CUSTOMERS,
    "update reporting.vw_sales_daily set orders = 0, orders_begun = 0, orders_begun_in_country = 0, gross_revenue = 0, units = 0",
    *(
        f"delete from reporting.{view}"
        for view in ("vw_product_360", "vw_mba_rules", "vw_cross_sell")
    ),
]
NOTHING_PREDICTED = [
    "delete from reporting.vw_outlook_backtest",
    "delete from reporting.vw_outlook_calibration",
    "delete from reporting.vw_segment_outcomes",
    "update reporting.vw_customer_360 set churn_risk = 'unknown'",
    "update reporting.vw_customer_outlook set p_order = null, expected_revenue = null, "
    "revenue_at_risk = null, clv = null, expected_next_order_date = null, is_expected_whale = 0, "
    "unpredicted_because = 'few_customers', unpredicted_found = 4, unpredicted_needed = 100",
]
FILTERS = re.compile("with these filters|Mit diesen Filtern|NaN|undefined| 0 days| 0 Tage| 0 cuts")


def texts(opened: Opened) -> dict[str, str]:
    """What each page says; where no filter is set, none of them is the cause of anything."""
    found = {}
    for panel in PANELS:
        opened.go(panel)
        found[panel] = opened.page.locator(f"#{panel}").inner_text()
        assert not FILTERS.search(found[panel]), found[panel]
    return found


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "No sale names a customer"), ("de", "Kein Verkauf nennt einen Kunden")],
)
def test_a_shop_of_guests_says_that_it_knows_no_customer(
    open_page: Opener, changed: Changed, language: str, reason: str
) -> None:
    opened = open_page(changed(*NO_CUSTOMERS), f"#overview?lang={language}")
    said = texts(opened)
    for panel in ("customers", "outlook", "cohorts"):
        assert reason in said[panel]
        assert opened.page.locator(f"#{panel} :is(.kpi, input, figure, table):visible").count() == 0
    assert reason in said["products"]
    assert "Nothing to show" not in said["changes"]
    assert opened.kpi("overview", "net") > 0


@pytest.mark.parametrize(
    ("language", "reason"), [("en", "Nothing was sold"), ("de", "Es wurde nichts verkauft")]
)
def test_where_nothing_was_sold_the_pages_say_so(
    open_page: Opener, changed: Changed, language: str, reason: str
) -> None:
    opened = open_page(changed(*ONLY_RETURNS), f"#overview?lang={language}")
    said = texts(opened)
    for panel in ("customers", "outlook", "cohorts", "products", "baskets"):
        assert reason in said[panel], panel
    assert opened.kpi("overview", "returned") < 0


def test_where_no_line_counts_the_pages_lead_to_the_doubts(
    open_page: Opener, changed: Changed
) -> None:
    page = changed(*ONLY_RETURNS, "delete from reporting.vw_sales_daily")
    opened = open_page(page, "#overview?lang=en")
    assert opened.page.locator("#doubts li").count()
    for panel, said in texts(opened).items():
        if panel != "changes":
            assert (
                "No line of the data counts as a sale: the overview says what to check" in said
            ), panel


@pytest.mark.parametrize("language", ["en", "de"])
def test_where_nothing_is_predicted_no_risk_is_told(
    open_page: Opener, changed: Changed, language: str
) -> None:
    """The page said that 0 customers were at high risk, in the colours of a low one."""
    opened = open_page(changed(*NOTHING_PREDICTED), f"#customers?lang={language}")
    unknown = {"en": "nothing is predicted yet", "de": "noch nichts vorhergesagt"}[language]
    for name in ("leaving", "at-risk"):
        assert opened.shown("customers", name) == "–"
        note = opened.page.locator(f"#customers-kpis [data-kpi='{name}'] .note").last
        assert note.inner_text() == unknown
    said = texts(opened)
    assert not re.search("blue, orange|blau, orange", said["customers"])
    for panel in ("customers", "outlook"):
        assert (
            len(re.findall("Nothing is predicted: |Es wird nichts vorhergesagt: ", said[panel]))
            == 1
        )
    assert opened.page.locator("#outlook :is(.kpi, figure, table):visible").count() == 0


@pytest.mark.parametrize("most_visits", [read_sales.MOST_VISITS, 100])
@pytest.mark.parametrize("language", ["en", "de"])
def test_who_bought_after_the_day_of_the_customers_is_a_buyer(
    open_page: Opener,
    changed: Changed,
    sample_run: Run,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    most_visits: int,
) -> None:
    """With the var as_of_date the customers are those of a past day, and the sales are all: both are told."""
    monkeypatch.setattr(read_sales, "MOST_VISITS", most_visits)
    later = "customer_id in (select customer_id from reporting.vw_customer_360 where first_purchase_date > '2023-07-01')"
    page = changed(
        f"delete from reporting.vw_customer_outlook where {later}",
        "delete from reporting.vw_customer_360 where first_purchase_date > '2023-07-01'",
        *(
            f"update reporting.{view} set as_of_date = '2023-07-01'"
            for view in ("vw_customer_360", "vw_customer_outlook")
        ),
    )
    opened = open_page(page, f"#overview?lang={language}")
    [(buyers,)] = sample_run.query(
        "select count(distinct customer_id) from marts.fact_sales where transaction_type = 'sale'"
    )
    assert opened.kpi("overview", "customers") == buyers
    note = opened.page.locator("#overview-segments figcaption").inner_text()
    header = opened.page.locator("#period").inner_text()
    day = {"en": "1 Jul 2023", "de": "1. Juli 2023"}[language]
    assert re.search("first bought later|später zum ersten Mal", note)
    assert re.search("what was sold later|später verkauft", header)
    assert day in note
    assert day in header


def test_where_filters_leave_nothing_they_are_the_cause(sample: Opened, sample_run: Run) -> None:
    [(segment,), *_] = sample_run.query(
        "select segment from reporting.vw_customer_360 group by segment having max(is_whale) = 0 order by 1"
    )
    sample.go("customers")
    sample.page.select_option("#customers-segment", label=segment)
    sample.page.check("#customers-whales")
    for figure in ("customers-scores", "customers-stake", "customers-top"):
        assert "with these filters" in sample.page.locator(f"#{figure}").inner_text()
    assert sample.shown("customers", "leaving") == "0"
