"""The dbt exposures name the report's pages and the views behind them."""

from __future__ import annotations

from copy import deepcopy

from .conftest import Files
from .exposures import exposure_problems, read_exposures, views_behind
from .model import Model


def test_exposures_match_the_pages(committed: Files, model: Model) -> None:
    assert exposure_problems(model, committed.report, read_exposures()) == []


def test_hidden_page_adds_no_view(committed: Files, model: Model) -> None:
    """The drill-through page has no exposure of its own, so it must rest on nothing new."""
    visible = [views_behind(model, page) for page in committed.report.pages if not page.is_hidden]
    for page in committed.report.pages:
        if page.is_hidden:
            assert views_behind(model, page) <= set().union(*visible)


def test_planted_exposures(committed: Files, model: Model) -> None:
    exposures = deepcopy(read_exposures())
    by_name = {exposure["name"]: exposure for exposure in exposures}
    by_name["market_basket"]["label"] = "Baskets"
    by_name["cohort_retention"]["depends_on"] = ["ref('vw_cohort_retention')", "ref('vw_sales')"]
    del by_name["cohort_retention"]["url"]
    assert exposure_problems(model, committed.report, exposures) == [
        "page Market basket: no exposure",
        "exposure Baskets: no page",
        "exposure Cohort retention: lacks vw_customer_360",
        "exposure Cohort retention: lacks vw_dim_date",
        "exposure Cohort retention: lacks vw_fact_sales",
        "exposure Cohort retention: lacks vw_region_access",
        "exposure Cohort retention: lacks vw_rfm_segments",
        "exposure Cohort retention: names vw_sales",
        "exposure Cohort retention: no link",
    ]
