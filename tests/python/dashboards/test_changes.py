"""The pages Changes and Products show what the reporting views say, in their order."""

from __future__ import annotations

import pytest

from tests.python.conftest import Run
from tests.python.dashboards.charts import bars, marks
from tests.python.dashboards.conftest import Opened

EFFECTS = """
select effect, amount from reporting.vw_revenue_change
where comparison = '{kind}' and period_start = date '{start}' and tree = '{tree}' order by position
"""


def open_changes(opened: Opened, kind: str, start: str) -> None:
    opened.go("changes")
    opened.page.select_option("#changes-kind", value=kind)
    opened.page.select_option("#changes-start", value=start)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("month_on_month", "2024-11-01"),
        ("quarter_year_on_year", "2024-07-01"),
        ("year_on_year", "2024-01-01"),
        ("month_on_month", "2024-12-01"),
    ],
)
def test_why_revenue_moved(used_sample: Opened, sample_run: Run, kind: str, start: str) -> None:
    open_changes(used_sample, kind, start)
    for tree in ("customers", "drivers"):
        rows = sample_run.query(EFFECTS.format(kind=kind, start=start, tree=tree))
        amounts = [float(amount) for _, amount in rows]
        assert len(amounts) == 6
        figure = f"changes-{tree}"
        assert used_sample.eventually(
            lambda figure=figure, amounts=amounts: (  # type: ignore[misc]
                [value for *_, value in bars(used_sample.page, figure)] == pytest.approx(amounts)
            )
        )
        assert sum(amounts) == pytest.approx(used_sample.kpi("changes", "change"))
    [(now, before, first, last)] = sample_run.query(
        "select distinct revenue_now, revenue_before, first_day_now, last_day_now "
        f"from reporting.vw_revenue_change where comparison = '{kind}' and period_start = date '{start}'"
    )
    assert used_sample.kpi("changes", "now") == pytest.approx(float(now))
    assert used_sample.kpi("changes", "before") == pytest.approx(float(before))
    note = used_sample.page.locator("#changes-kpis [data-kpi='now'] .note").inner_text()
    assert note == f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"


def test_who_moved(used_sample: Opened, sample_run: Run) -> None:
    used_sample.go("changes")
    for month in ("2024-10-31", "2024-12-31"):
        used_sample.page.select_option("#changes-month", value=month)
        expected = {
            (came_from, went_to): f"{customers:,} customer{'' if customers == 1 else 's'}"
            for came_from, went_to, customers in sample_run.query(
                "select from_segment, to_segment, customers from reporting.vw_segment_migration "
                f"where month_end = date '{month}'"
            )
        }

        def shown() -> dict[tuple[str, str], str]:
            return {
                (mark.said["y"], mark.said["x"]): mark.said["hover"].split("\n")[1]
                for mark in marks(used_sample.page, "changes-moves")
            }

        assert used_sample.eventually(lambda expected=expected: shown() == expected)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("choice", "dimension"), [("First article", "first_product"), ("Country", "country")]
)
def test_where_those_who_come_back_began(
    used_sample: Opened, sample_run: Run, choice: str, dimension: str
) -> None:
    used_sample.go("products")
    used_sample.page.locator("#products-began").get_by_text(choice, exact=True).click()
    expected = [
        share
        for (share,) in sample_run.query(
            "select came_back_share from reporting.vw_cohort_value "
            f"where dimension = '{dimension}' and customers >= 30 "
            "order by came_back_share_low desc, customers desc, member limit 12"
        )
    ]
    assert used_sample.eventually(
        lambda: (
            [value for *_, value in bars(used_sample.page, "products-began")]
            == pytest.approx(expected)
        )
    )


def test_the_articles(used_sample: Opened, sample_run: Run) -> None:
    used_sample.go("products")
    expected = sample_run.query(
        "select stock_code from reporting.vw_product_360 where is_product = 1 "
        "order by net_revenue desc, stock_code limit 15"
    )
    assert used_sample.column("products-list", 1) == [code for (code,) in expected]
    returned = sample_run.query(
        "select least(1, return_lines / sale_lines) from reporting.vw_product_360 "
        "where is_product = 1 and sale_lines >= 30 and return_lines > 0 "
        "order by return_share_low desc, stock_code limit 12"
    )
    assert [value for *_, value in bars(used_sample.page, "products-returns")] == pytest.approx(
        [share for (share,) in returned]
    )
