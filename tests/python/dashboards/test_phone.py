"""Every page at 390 pixels: nothing is wider than the screen, texts stay apart and inside their charts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.python.dashboards.conftest import Opened, opener

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PANELS = ("overview", "customers", "outlook", "cohorts", "changes", "products", "baskets")
# How far texts at the ends of bars reach beyond their drawing, in pixels.
CUT = """
panel => [...document.querySelectorAll(`#${panel} .chart:not([hidden]) svg`)].flatMap((svg) => {
    const right = svg.getBoundingClientRect().right;
    return [...svg.querySelectorAll(".role-mark text, .role-legend-label text")]
        .filter((text) => text.textContent && text.getBoundingClientRect().right > right + 1)
        .map((text) => `${svg.closest("figure").id}: ${text.textContent}`);
})
"""


@pytest.fixture(scope="module")
def phone(browser: Browser, sample_page: Path) -> Iterator[Opened]:
    with opener(browser, width=390) as open_file:
        yield open_file(sample_page)


@pytest.mark.parametrize("panel", PANELS)
def test_a_page_fits_a_phone(phone: Opened, panel: str) -> None:
    phone.go(panel)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    tab = phone.page.locator(f"#tab-{panel}").bounding_box()
    assert tab is not None
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= 391
    assert phone.page.evaluate(CUT, panel) == []


def test_the_cohort_map_is_as_wide_as_its_numbers_and_scrolls(phone: Opened) -> None:
    phone.go("cohorts")
    cell = phone.page.locator("#cohorts-map .mark-rect.role-mark path[aria-label]").first
    box = cell.bounding_box()
    assert box is not None
    assert box["width"] > 28
    place = phone.page.locator("#cohorts-map .chart")
    assert place.evaluate("node => node.scrollWidth > node.clientWidth")
