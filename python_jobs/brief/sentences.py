"""The sentences of the brief. Each is a function of the facts: it gives a sentence, or nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from python_jobs.brief.facts import BEST_SEGMENT, Article, Change, Facts
from python_jobs.words.language import LANGUAGES, Language, read_language

MOST_SENTENCES = 8
# Of an article with fewer sale lines nothing is said about its returns.
LEAST_SALE_LINES = 30
# From where on returns are worth a sentence: the lower end of the interval of their share.
MANY_RETURNS = 0.1
# A prediction is kept when customers and revenue are off by no more than this share of what came.
KEPT_WITHIN = 0.2


@dataclass(frozen=True)
class Sentence:
    """name: which one it is. money: what it is about, for the ranking. page: where its rows are, and
    filters: which of them, as the link of the page names them."""

    name: str
    text: str
    money: Decimal
    page: str
    filters: tuple[tuple[str, str], ...] = ()


def brief(facts: Facts, language: Language | None = None) -> list[Sentence]:
    """The sentences that have something to say, those about most money first."""
    spoken = language or read_language(LANGUAGES[0])
    said = [sentence for tell in SENTENCES if (sentence := tell(facts, spoken)) is not None]
    ranked = sorted(said, key=lambda sentence: (-sentence.money, sentence.name))
    return ranked[:MOST_SENTENCES]


def revenue(facts: Facts, spoken: Language) -> Sentence | None:
    """How the last month went against the same days before, and through what most of all."""
    change = facts.change
    if change is None or change.before <= 0:
        return None
    difference = change.now - change.before
    form = "same" if not difference else "more" if difference > 0 else "less"
    text = spoken.say(
        f"brief.revenue.{form}",
        when=spoken.days(change.first_day, change.last_day),
        now=spoken.number(change.now),
        share=spoken.percent(abs(difference) / change.before),
        on_same=spoken.say(f"brief.on_same.{_one_or_many(change)}"),
        before_when=_earlier(change, spoken),
        before=spoken.number(change.before),
        through=_through(change, spoken),
    )
    money = max(abs(change.now), change.before)
    return Sentence("revenue", text, money, "changes", _compared(change))


def _earlier(change: Change, spoken: Language) -> str:
    """The days that a sentence compares with, after "on the same days"."""
    return spoken.say("brief.year_earlier" if change.is_year_on_year else "brief.month_before")


def _one_or_many(change: Change) -> str:
    return "one" if change.first_day == change.last_day else "many"


def _compared(change: Change) -> tuple[tuple[str, str], ...]:
    """The filters with which the page makes the same comparison as the sentence; it opens at the newest month."""
    kind = "month_year_on_year" if change.is_year_on_year else "month_on_month"
    month = () if change.is_newest else (("changes-start", change.first_day.isoformat()),)
    return (("changes-kind", kind), *month)


def reason(facts: Facts, spoken: Language) -> Sentence | None:
    """The driver of a change, where nothing came in before and so no share of it is told."""
    change = facts.change
    if change is None or change.before > 0:
        return None
    driver = _driver(change)
    if driver is None:
        return None
    name, amount = driver
    text = spoken.say(
        "brief.reason",
        against_same=spoken.say(f"brief.against_same.{_one_or_many(change)}"),
        before_when=_earlier(change, spoken),
        change=spoken.signed(change.now - change.before),
        driver=spoken.say(f"brief.driver.{name}"),
        amount=spoken.signed(amount),
    )
    return Sentence("reason", text, abs(amount), "changes", _compared(change))


def _driver(change: Change) -> tuple[str, Decimal] | None:
    """The driver that did most in the direction of a change, and what it did."""
    difference = change.now - change.before
    drivers = {
        name: one.amount
        for (tree, name), one in change.effects.items()
        if tree == "drivers" and one.amount * difference > 0
    }
    if not drivers:
        return None
    name = max(drivers, key=lambda driver: (abs(drivers[driver]), driver))
    return name, drivers[name]


def _through(change: Change, spoken: Language) -> str:
    """The end of the sentence about revenue: through what it changed."""
    driver = _driver(change)
    if driver is None:
        return ""
    name, amount = driver
    return spoken.say(
        "brief.through",
        driver=spoken.say(f"brief.driver.{name}"),
        amount=spoken.signed(amount),
    )


def new_customers(facts: Facts, spoken: Language) -> Sentence | None:
    """How many bought for the first time, and for how much."""
    one = facts.change.effects.get(("customers", "new_customers")) if facts.change else None
    if facts.change is None or one is None or not one.now:
        return None
    when = spoken.days(facts.change.first_day, facts.change.last_day)
    text = spoken.some("brief.new", one.now, when=when, amount=spoken.number(one.amount))
    return Sentence("new customers", text, one.amount, "changes", _compared(facts.change))


def lost_customers(facts: Facts, spoken: Language) -> Sentence | None:
    """Who had bought in the earlier days and did not in these."""
    one = facts.change.effects.get(("customers", "lost_customers")) if facts.change else None
    if facts.change is None or one is None or not one.before:
        return None
    before_when = "year_earlier" if facts.change.is_year_on_year else "in_month_before"
    text = spoken.some(
        "brief.lost",
        one.before,
        amount=spoken.number(-one.amount),
        before_when=spoken.say(f"brief.{before_when}"),
        when=spoken.days(facts.change.first_day, facts.change.last_day),
    )
    return Sentence("lost customers", text, -one.amount, "changes", _compared(facts.change))


def fallen_champions(facts: Facts, spoken: Language) -> Sentence | None:
    """Who has left the best segment."""
    people, worth = facts.fallen
    if not people:
        return None
    text = spoken.some(
        "brief.fallen",
        people,
        segment=spoken.segment(BEST_SEGMENT),
        amount=spoken.number(worth),
    )
    return Sentence("fallen champions", _then(text, facts, spoken), worth, "changes")


def whom_to_call(facts: Facts, spoken: Language) -> Sentence | None:
    """The customer with most revenue at risk, and what is at risk with all."""
    if not facts.at_risk:
        return None
    first = facts.at_risk[0]
    total = sum((one.revenue_at_risk for one in facts.at_risk), Decimal(0))
    text = spoken.say(
        "brief.call",
        id=first.customer_id,
        amount=spoken.number(first.revenue_at_risk),
        silent=spoken.some("within", first.recency_days),
        total=spoken.number(total),
    )
    search = (("outlook-search", first.customer_id),)
    return Sentence("whom to call", _then(text, facts, spoken), total, "outlook", search)


def _then(text: str, facts: Facts, spoken: Language) -> str:
    """A sentence about the customers, with the day it is of where the other sentences are of later days."""
    if facts.as_of is None or facts.last_day is None:
        return text
    day, last = spoken.day(facts.as_of), spoken.day(facts.last_day)
    return f"{text} {spoken.say('brief.as_of', day=day, last=last)}"


def promise(facts: Facts, spoken: Language) -> Sentence | None:
    """Whether the last prediction whose days are over came true."""
    one = facts.promise
    if one is None or one.buyers_actual <= 0 or one.revenue_actual <= 0:
        return None
    is_kept = (
        abs(one.buyers_predicted - one.buyers_actual) <= KEPT_WITHIN * one.buyers_actual
        and abs(one.revenue_predicted - one.revenue_actual) <= KEPT_WITHIN * one.revenue_actual
    )
    text = spoken.say(
        f"brief.promise.{'kept' if is_kept else 'missed'}",
        cut=spoken.day(one.cut),
        days=spoken.some("within", one.horizon_days),
        told=spoken.number(one.buyers_predicted),
        came=spoken.number(one.buyers_actual),
        told_money=spoken.number(one.revenue_predicted),
        came_money=spoken.number(one.revenue_actual),
    )
    return Sentence("promise", text, Decimal(str(one.revenue_actual)), "outlook")


def article(facts: Facts, spoken: Language) -> Sentence | None:
    """The article whose revenue of 90 days moved most; nothing where the data begin after the 90 days before."""
    moved = [
        (one.recent - one.previous, one)
        for one in facts.articles
        if one.previous is not None and one.recent != one.previous
    ]
    if not moved:
        return None
    difference, most = max(moved, key=lambda pair: (abs(pair[0]), pair[1].code))
    text = spoken.say(
        f"brief.article.{'more' if difference > 0 else 'less'}",
        name=f"{most.name} ({most.code})",
        recent=spoken.number(most.recent),
        amount=spoken.number(abs(difference)),
    )
    return Sentence("article", text, abs(difference), "products", (("products-search", most.code),))


def returns(facts: Facts, spoken: Language) -> Sentence | None:
    """The article that comes back for most money, where it is more than chance and more than a tenth."""
    bad = [one for one in facts.articles if _comes_back(one)]
    if not bad:
        return None
    worst = min(bad, key=lambda one: (one.returned, one.code))
    text = spoken.say(
        "brief.returns",
        name=f"{worst.name} ({worst.code})",
        returns=spoken.number(worst.return_lines),
        sales=spoken.number(worst.sale_lines),
        amount=spoken.number(-worst.returned),
    )
    return Sentence(
        "returns", text, -worst.returned, "products", (("products-search", worst.code),)
    )


def _comes_back(one: Article) -> bool:
    is_sure = one.sale_lines >= LEAST_SALE_LINES and one.return_share_low >= MANY_RETURNS
    return is_sure and one.returned < 0


SENTENCES: tuple[Callable[[Facts, Language], Sentence | None], ...] = (
    revenue,
    reason,
    new_customers,
    lost_customers,
    fallen_champions,
    whom_to_call,
    promise,
    article,
    returns,
)
