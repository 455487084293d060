"""Each sentence of the brief has facts that make it appear, and facts that keep it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from python_jobs.brief import sentences
from python_jobs.brief.facts import Article, AtRisk, Change, Effect, Facts
from python_jobs.brief.sentences import MOST_SENTENCES, SENTENCES, Sentence, brief
from python_jobs.brief.write import NOTHING, as_html, as_text

CHANGE = Change(
    first_day=date(2024, 12, 1),
    last_day=date(2024, 12, 9),
    is_year_on_year=True,
    before=Decimal(1000),
    now=Decimal(1250),
    effects={
        ("customers", "new_customers"): Effect(Decimal(400), now=3),
        ("customers", "lost_customers"): Effect(Decimal(-150), before=1),
        ("drivers", "customers"): Effect(Decimal(350), 10, 12),
        ("drivers", "returns"): Effect(Decimal(-100)),
    },
)
CUP = Article("CUP", "Cup", Decimal(900), Decimal(500), 100, 30, 0.22, Decimal(-300))
FULL = Facts(
    change=CHANGE,
    fallen=(2, Decimal(5000)),
    at_risk=(AtRisk("A1", Decimal(7000), 120, 9), AtRisk("B2", Decimal(60), 90, 2)),
    articles=(CUP, Article("POT", "Pot", Decimal(10), Decimal(10))),
)


def without(name: str) -> Change:
    effects = {key: effect for key, effect in CHANGE.effects.items() if key[1] != name}
    return replace(CHANGE, effects=effects)


def text_of(facts: Facts, name: str) -> str | None:
    return next((one.text for one in brief(facts) if one.name == name), None)


APPEAR = {
    "revenue": (
        "Net revenue from 1 to 9 December 2024 was 1,250, 25.0% more than on the same days a year "
        "earlier (1,000)."
    ),
    "reason": "Net revenue moved by +250, most of all through the number of customers (+350).",
    "new customers": "3 customers bought for the first time from 1 to 9 December 2024, for 400.",
    "lost customers": (
        "1 customer who had spent 150 a year earlier did not buy from 1 to 9 December 2024."
    ),
    "fallen champions": (
        "2 customers fell out of Champions in the last month; so far they have brought 5,000."
    ),
    "whom to call": (
        "Call customer A1 first: 7,000 so far, silent for 120 days. 2 customers at high risk of leaving "
        "have brought 7,060."
    ),
    "article": "Cup (CUP) brought 900 in the last 90 days, 400 more than in the 90 days before.",
    "returns": "Cup (CUP) comes back: 30 returns of 100 sales, 300 in all.",
}


@pytest.mark.parametrize("name", APPEAR)
def test_it_appears(name: str) -> None:
    assert text_of(FULL, name) == APPEAR[name]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("revenue", replace(FULL, change=None)),
        ("revenue", replace(FULL, change=replace(CHANGE, before=Decimal(0)))),
        ("reason", replace(FULL, change=None)),
        ("reason", replace(FULL, change=replace(CHANGE, now=CHANGE.before))),
        ("new customers", replace(FULL, change=None)),
        ("new customers", replace(FULL, change=without("new_customers"))),
        ("lost customers", replace(FULL, change=None)),
        ("lost customers", replace(FULL, change=without("lost_customers"))),
        ("fallen champions", replace(FULL, fallen=(0, Decimal(0)))),
        ("whom to call", replace(FULL, at_risk=())),
        ("article", replace(FULL, articles=(replace(CUP, previous=CUP.recent),))),
        ("returns", replace(FULL, articles=(replace(CUP, return_share_low=0.09),))),
        ("returns", replace(FULL, articles=(replace(CUP, sale_lines=29),))),
        ("returns", replace(FULL, articles=(replace(CUP, returned=Decimal(0)),))),
    ],
)
def test_it_stays_away(name: str, facts: Facts) -> None:
    assert text_of(facts, name) is None


def test_every_sentence_is_tested() -> None:
    assert {one.name for tell in SENTENCES if (one := tell(FULL))} == set(APPEAR)
    assert len(brief(FULL)) <= MOST_SENTENCES


def test_revenue_that_fell_and_revenue_of_one_day() -> None:
    fallen = replace(CHANGE, now=Decimal(900), last_day=CHANGE.first_day, is_year_on_year=False)
    assert text_of(Facts(change=fallen), "revenue") == (
        "Net revenue on 1 December 2024 was 900, 10.0% less than on the same days of the month before "
        "(1,000)."
    )


def test_the_reason_goes_the_way_of_the_change() -> None:
    fallen = Facts(change=replace(CHANGE, now=Decimal(990)))
    assert (
        text_of(fallen, "reason") == "Net revenue moved by −10, most of all through returns (−100)."
    )


def test_most_money_stands_first_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = brief(FULL)
    assert [one.money for one in first] == sorted((one.money for one in first), reverse=True)
    monkeypatch.setattr(sentences, "SENTENCES", tuple(reversed(SENTENCES)))
    assert brief(FULL) == first


def test_text_and_html() -> None:
    said = [Sentence("one", "A <b>cup</b> & more.", Decimal(1), "products")]
    assert as_text(said) == "1. A <b>cup</b> & more. [products]"
    page = as_html(said, "https://example.com/d.html")
    assert "A &lt;b&gt;cup&lt;/b&gt; &amp; more." in page
    assert '<a href="https://example.com/d.html#products">products</a>' in page
    assert "<a" not in as_html(said, "")
    assert as_text([]) == NOTHING
    assert NOTHING in as_html([], "")
