"""What is odd about the data stands on the page, with an example and what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.python.conftest import Run
from tests.python.dashboards.conftest import Opened, Opener, copied_views, write_page

OF_THE_SAMPLE = (
    "One country has no region. For instance: ATLANTIS. Add the country to "
    "seeds/country_regions.csv."
)


def test_the_doubt_of_the_sample_is_told_once(sample: Opened) -> None:
    assert sample.page.locator("#doubts li").all_inner_texts() == [OF_THE_SAMPLE]
    assert sample.page.locator("body").inner_text().count("has no region") == 1


def test_what_is_urgent_comes_first_and_text_stays_text(
    sample_run: Run, tmp_path: Path, open_page: Opener
) -> None:
    warehouse = copied_views(sample_run, tmp_path)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "insert into reporting.vw_doubts values "
            "('a', 'a.csv', 'A <b>file</b> is odd', '', 'Look at it.', 0), "
            "('b', 'marts', 'A day is odd.', '2024-12-09', 'Land the file.', 1)"
        )
    opened = open_page(write_page(warehouse, tmp_path / "page.html"))
    assert opened.page.locator("#doubts li").all_inner_texts() == [
        "Likely wrong today: A day is odd. For instance: 2024-12-09. Land the file.",
        "a.csv: A <b>file</b> is odd. Look at it.",
        OF_THE_SAMPLE,
    ]


def test_where_nothing_is_odd_nothing_is_said(
    sample_run: Run, tmp_path: Path, open_page: Opener
) -> None:
    warehouse = copied_views(sample_run, tmp_path)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from reporting.vw_doubts")
    opened = open_page(write_page(warehouse, tmp_path / "page.html"))
    assert opened.page.locator("#doubts").is_hidden()
