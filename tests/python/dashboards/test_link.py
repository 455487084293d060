"""The address of the page: filters survive a reload, can be sent, and say what the data do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opened, Opener

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow


def fragment(opened: Opened) -> str:
    return str(opened.page.evaluate("location.hash"))


def shown(opened: Opened) -> list[str]:
    """What tells how the filters are set."""
    page = opened.page
    values = [
        page.locator(f"#{name}").input_value()
        for name in ("overview-from", "overview-to", "customers-search", "baskets-lift")
    ]
    chosen = [
        page.locator(f"#{name} option:checked").inner_text()
        for name in ("overview-country", "customers-segment", "changes-kind", "changes-start")
    ]
    kpis = [
        page.locator(f"#{panel}-kpis").text_content() or ""
        for panel in ("overview", "customers", "changes", "baskets")
    ]
    checked = page.locator("input[name='cohorts']:checked").input_value()
    return [*values, *chosen, *kpis, checked, str(page.is_checked("#customers-whales"))]


def set_filters(opened: Opened) -> None:
    page = opened.page
    page.select_option("#overview-country", label="France")
    page.fill("#overview-to", "2024-09-30")
    page.fill("#overview-from", "2024-03-01")
    opened.go("customers")
    page.locator("#customers-segments .mark-rect path").first.click()
    page.check("#customers-whales")
    page.fill("#customers-search", "12")
    opened.go("changes")
    page.select_option("#changes-kind", value="quarter_on_quarter")
    page.select_option("#changes-start", index=2)
    opened.go("baskets")
    page.fill("#baskets-lift", "40")
    opened.go("cohorts")
    page.locator("#cohorts-map").get_by_text("Revenue", exact=True).click()


def test_filters_survive_a_reload_and_can_be_sent(
    sample: Opened, open_page: Opener, sample_page: Path
) -> None:
    start = shown(sample)
    set_filters(sample)
    assert sample.eventually(lambda: "cohorts=revenue" in fragment(sample))
    address, as_set = fragment(sample), shown(sample)
    assert address.startswith("#cohorts?")
    assert "overview-country=France" in address
    assert start != as_set
    sample.page.reload()
    sample.page.wait_for_selector("html[data-drawn='all']")
    assert sample.eventually(lambda: shown(sample) == as_set)
    assert sample.page.locator("#cohorts").is_visible()
    sent = open_page(sample_page, address)
    assert sent.eventually(lambda: shown(sent) == as_set)
    assert sent.eventually(lambda: fragment(sent) == address)
    # an address without filters shows the page as it is at the beginning
    assert shown(open_page(sample_page, "#cohorts")) == start


def test_another_address_in_the_same_window_sets_the_filters(sample: Opened) -> None:
    sample.page.evaluate("location.hash = '#customers?customers-risk=high'")
    assert sample.page.locator("#customers").is_visible()
    assert sample.eventually(lambda: sample.page.input_value("#customers-risk") == "0")
    sample.page.evaluate("location.hash = '#customers?customers-country=France'")
    assert sample.eventually(lambda: sample.page.input_value("#customers-risk") == "-1")
    assert sample.page.locator("#customers-country option:checked").inner_text() == "France"


def test_a_link_that_is_followed_while_a_filter_is_written_is_not_lost(sample: Opened) -> None:
    # the browser tells the page of a new address a little after it stands there
    sample.page.evaluate(
        "location.hash = '#customers?customers-country=France'; document.getElementById('tab-customers').click()"
    )
    shown = sample.page.locator("#customers-country option:checked")
    assert sample.eventually(lambda: shown.inner_text() == "France")
    sample.page.select_option("#customers-risk", label="high")
    assert sample.eventually(
        lambda: fragment(sample) == "#customers?customers-country=France&customers-risk=high"
    )


def test_a_link_to_what_the_data_do_not_have_says_so(open_page: Opener, sample_page: Path) -> None:
    opened = open_page(sample_page, "#customers?customers-country=Narnia&customers-risk=high")
    notice = opened.page.locator("#link-notice")
    assert "does not" not in notice.inner_text()
    assert "what the data do not have: Country Narnia" in notice.inner_text()
    assert opened.page.locator("#customers-risk option:checked").inner_text() == "high"
    assert open_page(sample_page, "#customers").page.locator("#link-notice").is_hidden()


def test_a_sentence_of_the_brief_leads_to_its_rows(sample: Opened, sample_run: Run) -> None:
    [(customer,)] = sample_run.query(
        "select customer_id from reporting.vw_customer_outlook "
        "order by revenue_at_risk desc, customer_id limit 1"
    )
    sample.page.locator("#brief li", has_text=f"Call customer {customer} first").locator(
        "a"
    ).click()
    assert sample.eventually(sample.page.locator("#outlook").is_visible)
    assert sample.eventually(lambda: sample.column("outlook-list", 1) == [customer])
    assert sample.eventually(lambda: fragment(sample) == f"#outlook?outlook-search={customer}")
