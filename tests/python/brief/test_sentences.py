"""Each sentence of the brief has facts that make it appear, and facts that keep it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from python_jobs.brief import sentences
from python_jobs.brief.facts import Article, AtRisk, Change, Effect, Facts, Promise
from python_jobs.brief.sentences import MOST_SENTENCES, SENTENCES, Sentence, brief
from python_jobs.brief.write import address, as_html, as_text
from python_jobs.words.language import read_language

ENGLISH = read_language("en")

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
PROMISE = Promise(date(2024, 9, 10), 90, 190.4, 200, 11000.0, 10000.0)
FULL = Facts(
    change=CHANGE,
    fallen=(2, Decimal(5000)),
    at_risk=(AtRisk("A1", Decimal(7000), 120), AtRisk("B2", Decimal(60), 90)),
    promise=PROMISE,
    articles=(CUP, Article("POT", "Pot", Decimal(10), Decimal(10))),
)


def without(name: str) -> Change:
    effects = {key: effect for key, effect in CHANGE.effects.items() if key[1] != name}
    return replace(CHANGE, effects=effects)


def said(facts: Facts) -> list[Sentence]:
    """All sentences, also those for which there is no room."""
    return [one for tell in SENTENCES if (one := tell(facts, ENGLISH))]


def text_of(facts: Facts, name: str) -> str | None:
    return next((one.text for one in said(facts) if one.name == name), None)


APPEAR = {
    "revenue": (
        "Net revenue from 1 to 9 December 2024 was 1,250, 25.0% more than on the same days a year "
        "earlier (1,000), most of all through the number of customers (+350)."
    ),
    "new customers": "3 customers bought for the first time from 1 to 9 December 2024, for 400.",
    "lost customers": (
        "1 customer who had spent 150 a year earlier did not buy from 1 to 9 December 2024."
    ),
    "fallen champions": (
        "2 customers fell out of Champions in the last month; so far they have brought 5,000."
    ),
    "whom to call": (
        "Call customer A1 first: 7,000 of expected revenue is at risk, and the last order was 120 days "
        "ago. Of all customers together 7,060 is at risk."
    ),
    "promise": (
        "The prediction was kept: on 10 September 2024, 190 customers were expected to order within "
        "90 days, and 200 did; 11,000 were expected of them, and 10,000 came."
    ),
    "article": "Cup (CUP) brought 900 in the last 90 days, 400 more than in the 90 days before.",
    "returns": "Cup (CUP) is often returned: 30 returns of 100 sales, 300 in all.",
}


@pytest.mark.parametrize("name", APPEAR)
def test_it_appears(name: str) -> None:
    assert text_of(FULL, name) == APPEAR[name]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("revenue", replace(FULL, change=None)),
        ("revenue", replace(FULL, change=replace(CHANGE, before=Decimal(0)))),
        ("reason", FULL),
        ("reason", replace(FULL, change=None)),
        ("reason", replace(FULL, change=replace(CHANGE, before=Decimal(0), effects={}))),
        ("new customers", replace(FULL, change=None)),
        ("new customers", replace(FULL, change=without("new_customers"))),
        ("lost customers", replace(FULL, change=None)),
        ("lost customers", replace(FULL, change=without("lost_customers"))),
        ("fallen champions", replace(FULL, fallen=(0, Decimal(0)))),
        ("whom to call", replace(FULL, at_risk=())),
        ("promise", replace(FULL, promise=None)),
        ("promise", replace(FULL, promise=replace(PROMISE, buyers_actual=0.0))),
        ("promise", replace(FULL, promise=replace(PROMISE, revenue_actual=0.0))),
        ("article", replace(FULL, articles=(replace(CUP, previous=CUP.recent),))),
        # the data begin after the 90 days before
        ("article", replace(FULL, articles=(replace(CUP, previous=None),))),
        ("returns", replace(FULL, articles=(replace(CUP, return_share_low=0.09),))),
        ("returns", replace(FULL, articles=(replace(CUP, sale_lines=29),))),
        ("returns", replace(FULL, articles=(replace(CUP, returned=Decimal(0)),))),
    ],
)
def test_it_stays_away(name: str, facts: Facts) -> None:
    assert text_of(facts, name) is None


def test_every_sentence_is_tested() -> None:
    assert [one.name for one in said(FULL)] == [*APPEAR]
    assert len(brief(FULL)) == MOST_SENTENCES == len(APPEAR)


def test_no_more_is_said_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "MOST_SENTENCES", 5)
    assert len(brief(FULL)) == 5


def test_the_change_is_told_once() -> None:
    assert sum("a year earlier (1,000)" in one.text for one in said(FULL)) == 1
    assert sum("+350" in one.text for one in said(FULL)) == 1
    assert not any("moved by" in one.text for one in said(FULL))


def test_where_nothing_came_in_before_the_reason_stands_alone() -> None:
    facts = replace(FULL, change=replace(CHANGE, before=Decimal(0), now=Decimal(350)))
    assert text_of(facts, "revenue") is None
    assert text_of(facts, "reason") == (
        "Against the same days a year earlier, net revenue moved by +350, most of all through the number "
        "of customers (+350)."
    )


def test_a_change_without_a_driver_is_told_without_one() -> None:
    unknown = replace(FULL, change=replace(CHANGE, effects={}))
    assert (text_of(unknown, "revenue") or "").endswith("a year earlier (1,000).")


@pytest.mark.parametrize(
    "missed",
    [
        replace(PROMISE, buyers_predicted=241.0),
        replace(PROMISE, buyers_predicted=159.0),
        replace(PROMISE, revenue_predicted=12001.0),
    ],
)
def test_a_prediction_that_was_missed_is_told_as_well(missed: Promise) -> None:
    text = text_of(replace(FULL, promise=missed), "promise")
    assert text and text.startswith("The prediction was missed: on 10 September 2024, ")


def test_the_brief_speaks_german() -> None:
    texts = [one.text for one in brief(FULL, read_language("de"))]
    assert (
        "Der Nettoumsatz vom 1. bis 9. Dezember 2024 war 1.250, 25,0 % mehr als an denselben Tagen ein "
        "Jahr zuvor (1.000), vor allem durch die Zahl der Kunden (+350)."
    ) in texts
    assert [one.name for one in brief(FULL, read_language("de"))] == [
        one.name for one in brief(FULL)
    ]


def test_what_is_of_an_earlier_day_says_so() -> None:
    then = replace(FULL, as_of=date(2024, 7, 1), last_day=date(2024, 12, 9))
    told = " This is as of 1 July 2024; the sales go on to 9 December 2024."
    ending = {one.name for one in said(then) if one.text.endswith(told)}
    assert ending == {"fallen champions", "whom to call"}
    german = "Das ist der Stand vom 1. Juli 2024; die Umsätze reichen bis zum 9. Dezember 2024."
    assert sum(german in one.text for one in brief(then, read_language("de"))) == 2


def test_a_sentence_leads_to_its_rows() -> None:
    found = {one.name: address(one) for one in said(FULL)}
    assert found["whom to call"] == "outlook?outlook-search=A1"
    assert found["returns"] == "products?products-search=CUP"
    # the page opens with the month before: the link asks for the comparison of the sentence
    compared = {name for name, where in found.items() if "changes-kind=" in where}
    assert compared == {"revenue", "new customers", "lost customers"}
    assert {found[name] for name in compared} == {"changes?changes-kind=month_year_on_year"}
    last_month = Facts(change=replace(CHANGE, is_year_on_year=False))
    assert {address(one) for one in said(last_month)} == {"changes?changes-kind=month_on_month"}


def test_revenue_that_fell_and_revenue_of_one_day() -> None:
    fallen = replace(CHANGE, now=Decimal(900), last_day=CHANGE.first_day, is_year_on_year=False)
    assert text_of(Facts(change=fallen), "revenue") == (
        "Net revenue on 1 December 2024 was 900, 10.0% less than on the same day of the month before "
        "(1,000), most of all through returns (−100)."
    )


def test_the_reason_goes_the_way_of_the_change() -> None:
    fallen = Facts(change=replace(CHANGE, now=Decimal(990)))
    text = text_of(fallen, "revenue")
    assert text and text.endswith("(1,000), most of all through returns (−100).")


def test_most_money_stands_first_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = brief(FULL)
    assert [one.money for one in first] == sorted((one.money for one in first), reverse=True)
    monkeypatch.setattr(sentences, "SENTENCES", tuple(reversed(SENTENCES)))
    assert brief(FULL) == first


def test_text_and_html() -> None:
    sentences = [
        Sentence(
            "one", "A <b>cup</b> & more.", Decimal(1), "products", (("products-search", "a b&c"),)
        )
    ]
    assert as_text(sentences, ENGLISH) == "1. A <b>cup</b> & more. [products]"
    page = as_html(sentences, "https://example.com/d.html", ENGLISH)
    assert "A &lt;b&gt;cup&lt;/b&gt; &amp; more." in page
    where = "https://example.com/d.html#products?products-search=a%20b%26c"
    assert f'<a href="{where}">Products</a>' in page
    assert "<a" not in as_html(sentences, "", ENGLISH)
    nothing = "There is nothing to tell: the warehouse holds no sales to compare yet."
    assert as_text([], ENGLISH) == nothing
    assert nothing in as_html([], "", ENGLISH)
    assert '<html lang="de">' in as_html([], "", read_language("de"))
