"""What cannot be known is left out or said to be unknown: never NaN, a zero or a share of nothing."""

from __future__ import annotations

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
