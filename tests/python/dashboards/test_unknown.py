"""What cannot be known is left out or said to be unknown: never NaN, a zero or a share of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opener, copied_views, write_page

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
