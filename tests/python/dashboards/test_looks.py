"""What only eyes saw before: cut names, rounded numbers that look exact, arrows and columns that say nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.python.conftest import Run
from tests.python.dashboards.charts import axis
from tests.python.dashboards.conftest import Opened, Opener, opener

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow

PANELS = ("overview", "customers", "outlook", "cohorts", "changes", "products", "baskets")
# Names of a chart that end in dots; articles have names of any length.
CUT_NAMES = """
() => [...document.querySelectorAll("main .chart:not([hidden]) .role-axis-label text")]
    .filter((text) => text.textContent.endsWith("…") && !text.closest("#products"))
    .map((text) => `${text.closest("figure").id}: ${text.textContent}`)
"""
# Numbers that are wider than the cell of the heat map that they stand in.
WIDE_NUMBERS = """
figure => {
    const boxes = (kind) => [...document.querySelectorAll(`#${figure} .mark-${kind}.role-mark ${kind === "rect" ? "path" : "text"}`)]
        .map((one) => [one.textContent, one.getBoundingClientRect()]);
    const least = Math.min(...boxes("rect").map(([, box]) => box.width));
    return boxes("text").filter(([, box]) => box.width > least).map(([text]) => text);
}
"""
DARK_ARROWS = """
table => [...document.querySelectorAll(`#${table} thead .dt-column-order`)]
    .filter((arrow) => ["::before", "::after"].some((end) => Number(getComputedStyle(arrow, end).opacity) > 0.5))
    .map((arrow) => arrow.closest("th").textContent)
"""
TALL_ROWS = """
table => [...document.querySelectorAll(`#${table} tbody tr`)].filter((row) => row.offsetHeight > 42).length
"""
BAR_TEXTS = """
figure => [...document.querySelectorAll(`#${figure} .mark-text.role-mark text`)].map((text) => text.textContent)
"""


@pytest.fixture
def german(open_page: Opener, sample_page: Path) -> Opened:
    return open_page(sample_page, "#overview?lang=de")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_name_of_ours_is_cut(
    browser: Browser, sample_page: Path, width: int, language: str
) -> None:
    with opener(browser, width=width) as open_file:
        opened = open_file(sample_page, f"#overview?lang={language}")
        for panel in PANELS:
            opened.go(panel)
        assert opened.page.evaluate(CUT_NAMES) == []


def test_numbers_fit_their_cells_on_a_phone(browser: Browser, sample_page: Path) -> None:
    with opener(browser, width=390) as open_file:
        opened = open_file(sample_page, "#changes?lang=de")
        for panel, figure in (("cohorts", "cohorts-map"), ("changes", "changes-moves")):
            opened.go(panel)
            # the widest that a cell has to take
            opened.page.evaluate(
                "figure => document.querySelector(`#${figure} .mark-text.role-mark text`).textContent = '1.027'",
                figure,
            )
            assert opened.page.evaluate(WIDE_NUMBERS, figure) == []


def test_who_a_line_is_about_stays_in_sight_on_a_phone(browser: Browser, sample_page: Path) -> None:
    with opener(browser, width=390) as open_file:
        opened = open_file(sample_page, "#outlook")
        cell = opened.page.locator("#outlook-list tbody td").first
        cell.evaluate("node => node.closest('.card').scrollLeft = 400")
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        last = opened.page.locator("#overview-kpis .kpi").last
        assert last.is_hidden()
        opened.go("changes")
        opened.page.wait_for_timeout(50)
        cards = opened.page.locator("#changes-kpis .kpi")
        widths = [cards.nth(place).evaluate("node => node.offsetWidth") for place in range(3)]
        assert widths[2] > 1.5 * widths[0]


def test_rounded_money_has_a_unit_and_customers_are_counted(
    german: Opened, sample_run: Run
) -> None:
    """In German 680,432 was told as 680.000 and 2,225 customers as 2.230, which looks exact."""
    texts = german.page.evaluate(BAR_TEXTS, "overview-countries")
    assert texts
    amounts = [text.split(" · ")[0] for text in texts]
    assert any(amount.endswith("\u00a0Tsd.") for amount in amounts)
    for amount in amounts:
        assert re.fullmatch(r"−?[\d,]+\u00a0(Tsd|Mio|Mrd)\.|−?\d(\.\d{3})|−?[\d,]{1,4}", amount)
    german.go("outlook")
    counted = sample_run.query(
        "select round(value) from reporting.vw_outlook_backtest where measure = 'buyers_actual' "
        "and method = 'model' and horizon_days = (select min(horizon_days) from reporting.vw_customer_outlook)"
    )
    shown = german.page.evaluate(BAR_TEXTS, "outlook-buyers")
    assert {f"{value:,.0f}".replace(",", ".") for (value,) in counted} <= set(shown)


def test_an_axis_of_money_speaks_the_language_and_starts_at_a_plain_0(
    german: Opened, open_page: Opener, sample_page: Path
) -> None:
    *_, most_german = first = axis(german.page, "overview-months", 1)[::-1]
    assert first[0] == "0"
    assert most_german.endswith("\u00a0Tsd.")
    english = axis(open_page(sample_page).page, "overview-months", 1)[::-1]
    assert english[0] == "0"
    assert english[-1].endswith("k")


def test_movements_go_from_a_segment_to_another(german: Opened) -> None:
    """Bis, which German has for the end of days, stood where Nach belongs."""
    german.go("changes")
    titles = german.page.locator("#changes-moves .role-axis-title text").all_text_contents()
    assert sorted(titles) == ["Nach", "Von"]


def test_only_the_column_that_sorts_has_an_arrow(sample: Opened) -> None:
    for panel, table, title in (
        ("customers", "customers-list", "Revenue at risk"),
        ("outlook", "outlook-list", "Revenue at risk"),
        ("products", "products-list", "Net revenue"),
        ("baskets", "baskets-list", "Lift"),
    ):
        sample.go(panel)
        assert sample.page.evaluate(DARK_ARROWS, table) == [title]


def test_a_line_of_the_customers_is_one_line(sample: Opened, german: Opened) -> None:
    for opened in (sample, german):
        opened.go("customers")
        assert opened.page.evaluate(TALL_ROWS, "customers-list") == 0
        card = opened.page.locator("#customers-list").evaluate(
            "node => [node.offsetWidth, node.closest('.card').clientWidth]"
        )
        assert card[0] <= card[1]


def test_days_of_a_list_are_written_as_on_the_page_and_saved_for_sorting(
    sample: Opened, sample_run: Run
) -> None:
    sample.go("customers")
    customer = sample.column("customers-list", 1)[0]
    [(last,)] = sample_run.query(
        f"select last_purchase_date from reporting.vw_customer_360 where customer_id = '{customer}'"
    )
    assert sample.column("customers-list", 6)[0] == f"{last.day} {last:%b %Y}"
    with sample.page.expect_download() as download:
        sample.page.locator("#customers").get_by_role("button", name="Save as CSV").click()
    _, first, *_ = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert f'"{last}"' in first
    sample.page.locator("#customers-list thead th").nth(5).click()
    [(newest,)] = sample_run.query("select max(last_purchase_date) from reporting.vw_customer_360")
    assert sample.eventually(
        lambda: sample.column("customers-list", 6)[0] == f"{newest.day} {newest:%b %Y}"
    )


def test_a_year_that_nothing_is_expected_of_has_no_column_and_a_reason(
    sample: Opened, sample_run: Run
) -> None:
    [(years,)] = sample_run.query("select count(clv) from reporting.vw_customer_outlook")
    assert years == 0
    sample.go("outlook")
    heads = sample.page.locator("#outlook-list thead th").all_inner_texts()
    assert "Expected in a year" not in heads
    card = sample.page.locator("#outlook-kpis [data-kpi='whales']")
    assert card.locator(".number").inner_text() == "–"
    assert card.locator(".note").inner_text() == "takes two years of sales"


def test_a_sentence_leads_to_the_comparison_that_it_makes(sample: Opened, sample_run: Run) -> None:
    """The page Changes opens with the month before; the sentence speaks of a year earlier."""
    sample.page.locator("#brief li", has_text="a year earlier (").locator("a").click()
    # The browser tells the page of its new address after the click, not with it.
    assert sample.eventually(
        lambda: sample.page.input_value("#changes-kind") == "month_year_on_year"
    )
    [(before,)] = sample_run.query(
        "select revenue_before from reporting.vw_revenue_change "
        "where comparison = 'month_year_on_year' order by period_start desc limit 1"
    )
    assert sample.eventually(lambda: sample.kpi("changes", "before") == float(before))
