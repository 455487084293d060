"""Where nothing is predicted the one true reason is told, with what it takes and what there is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from python_jobs.purchase_model import job
from python_jobs.purchase_model.histories import Histories, OrderValues
from python_jobs.purchase_model.reading import Cut, SeenFrom
from python_jobs.purchase_model.reasons import nobody_came, short_history, too_few
from python_jobs.purchase_model.season import Window
from python_jobs.purchase_model.settings import OutlookSettings
from python_jobs.warehouses.schema import PURCHASE_MODEL
from python_jobs.words.language import languages, read_language
from python_jobs.words.unpredicted import NO_CUSTOMERS, Unpredicted
from tests.python.conftest import ROOT

SETTINGS = OutlookSettings(horizon_days=90, min_customers=40)
TODAY = dt.date(2024, 5, 8)
VARIABLES = {"outlook_horizon_days": 90, "outlook_min_customers": 40}


def seen(
    customers: int, back: int, with_value: int, near: float | None = None, far: float | None = None
) -> SeenFrom:
    """So many customers of a year ago, some of whom came back after half a year."""
    repeats = np.where(np.arange(customers) < back, 1.0, 0.0)
    ones = np.ones(customers)
    histories = Histories(repeats, 26.0 * repeats, 52.0 * ones, ones)
    spent = np.linspace(10.0, 90.0, with_value)
    return SeenFrom(histories, OrderValues(np.ones(with_value), spent, spent * 0 + 1), near, far)


def cut(number: int, history_days: int = 700) -> Cut:
    return Cut(number, TODAY - dt.timedelta(days=91 * number), dt.date(2022, 6, 1), history_days)


def window(buyers: int) -> Window:
    return Window(TODAY, 400, 100, 0.2, buyers / 100)


@pytest.mark.parametrize(
    ("shop", "reason"),
    [
        (seen(0, 0, 0), NO_CUSTOMERS),
        (seen(39, 20, 39), Unpredicted("few_customers", 39, 40)),
        # all of them gave back what they bought
        (seen(127, 93, 0), Unpredicted("few_with_value", 0, 40)),
        (seen(50, 3, 50), Unpredicted("few_came_back", 3, 4)),
        (seen(50, 4, 40), None),
    ],
)
def test_what_a_fit_lacks_is_told_with_its_numbers(
    shop: SeenFrom, reason: Unpredicted | None
) -> None:
    assert too_few(shop, SETTINGS) == reason


def test_windows_without_a_single_buyer_are_no_test() -> None:
    assert nobody_came([window(0), window(0)]) == Unpredicted("nobody_came", 0, 1)
    # a shop with a season has one window of four with buyers
    assert nobody_came([window(0), window(60), window(0)]) is None
    # a young shop has none that is over
    assert nobody_came([]) is None


def test_a_horizon_is_half_of_the_history_at_most() -> None:
    assert short_history(cut(0, 179), SETTINGS) == Unpredicted("short_history", 179, 180)
    assert short_history(cut(0, 180), SETTINGS) is None


class Shop:
    """A warehouse of which only what the fit reads and writes is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cuts: dict[int, SeenFrom]) -> None:
        self.rows: list[dict[str, Any]] = []
        order = sorted(cuts, reverse=True)
        monkeypatch.setattr(job, "read_cuts", lambda _: [cut(number) for number in order])
        monkeypatch.setattr(job, "read_seen_from", lambda _, one: cuts[one.number])

    def create_tables(self) -> None:
        pass

    def change(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
        names = PURCHASE_MODEL.column_names
        self.rows = [dict(zip(names, values, strict=True)) for _, values in statements[1:]]

    def fit(self) -> job.FitResult:
        return job.fit(self, VARIABLES)  # type: ignore[arg-type]


def reasons(shop: Shop) -> list[tuple[str, str | None, int | None]]:
    return [
        (row["model"], row["unpredicted_because"], row["unpredicted_found"]) for row in shop.rows
    ]


def test_nothing_is_fitted_where_nobody_came_in_any_window(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(monkeypatch, {0: seen(80, 30, 80), 1: seen(60, 30, 60, near=0.0)})
    result = shop.fit()
    assert (result.fits, result.customers) == (0, 0)
    assert "nobody came in any of the windows" in str(result.unpredicted)
    assert reasons(shop) == [("none", "nobody_came", 0)]


def test_a_season_with_one_window_of_buyers_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = {
        0: seen(80, 30, 80),
        1: seen(80, 30, 80, near=0.0),
        2: seen(70, 30, 70, near=35.0, far=35.0),
    }
    shop = Shop(monkeypatch, cuts)
    assert shop.fit().unpredicted is None
    assert reasons(shop) == [("mbg_nbd", None, None)] * 3


def test_an_older_fit_predicts_nothing_where_there_is_none_of_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # the returns of all that was bought came last
    shop = Shop(monkeypatch, {0: seen(80, 30, 0), 1: seen(60, 30, 60, near=9.0)})
    assert shop.fit().unpredicted == (
        "it takes 40 customers whose orders are worth something after returns, and there are 0"
    )
    assert reasons(shop) == [("none", "few_with_value", 0)]


def test_without_a_sale_no_row_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(monkeypatch, {})
    assert shop.fit().unpredicted == "no sale has a known customer"
    assert shop.rows == []


def test_each_reason_has_its_words_in_each_language_and_in_sql() -> None:
    macro = (ROOT / "macros" / "rules" / "outlook_why.sql").read_text(encoding="utf-8")
    texts = dict(re.findall(r"'(\w+)': '([^']+)',", macro))
    assert len(texts) == 6
    english = read_language("en").words
    assert {kind: english[f"why.unknown.{kind}"] for kind in texts} == {
        kind: f"; {text}" for kind, text in texts.items()
    }
    for language in languages():
        for kind in (*texts, "no_customers"):
            assert Unpredicted(kind, 1, 2).sentence(language)


def test_the_page_says_a_year_ago_as_the_warehouse_does() -> None:
    macro = (ROOT / "macros" / "rules" / "outlook_why.sql").read_text(encoding="utf-8")
    english = read_language("en").words
    assert english["why.like_season"] == f"{english['why.like']} a year ago"
    assert "= 1 then ' a year ago'" in macro
