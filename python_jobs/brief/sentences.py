"""The sentences of the brief. Each is a function of the facts: it gives a sentence, or nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from python_jobs.brief.facts import BEST_SEGMENT, Article, Facts

MOST_SENTENCES = 8
# Of an article with fewer sale lines nothing is said about its returns.
LEAST_SALE_LINES = 30
# From where on returns are worth a sentence: the lower end of the interval of their share.
MANY_RETURNS = 0.1

DRIVERS = {
    "customers": "the number of customers",
    "orders_per_customer": "orders per customer",
    "lines_per_order": "lines per order",
    "revenue_per_line": "revenue per line",
    "guests": "guests",
    "returns": "returns",
}


@dataclass(frozen=True)
class Sentence:
    """name: which one it is. money: what it is about, for the ranking. page: where its rows are."""

    name: str
    text: str
    money: Decimal
    page: str


def brief(facts: Facts) -> list[Sentence]:
    """The sentences that have something to say, those about most money first."""
    said = [sentence for tell in SENTENCES if (sentence := tell(facts)) is not None]
    ranked = sorted(said, key=lambda sentence: (-sentence.money, sentence.name))
    return ranked[:MOST_SENTENCES]


def revenue(facts: Facts) -> Sentence | None:
    """How the last month went against the same days before."""
    change = facts.change
    if change is None or change.before <= 0:
        return None
    difference = change.now - change.before
    compared = "a year earlier" if change.is_year_on_year else "of the month before"
    share = abs(difference) / change.before
    moved = "the same as" if not difference else f"{share:.1%} {_more(difference)} than"
    text = (
        f"Net revenue {_days(change.first_day, change.last_day)} was {_money(change.now)}, {moved} "
        f"on the same days {compared} ({_money(change.before)})."
    )
    return Sentence("revenue", text, max(abs(change.now), change.before), "changes")


def reason(facts: Facts) -> Sentence | None:
    """The driver that did most in the direction of the change."""
    change = facts.change
    if change is None:
        return None
    difference = change.now - change.before
    drivers = {
        name: one.amount
        for (tree, name), one in change.effects.items()
        if tree == "drivers" and one.amount * difference > 0
    }
    if not drivers:
        return None
    name = max(drivers, key=lambda driver: (abs(drivers[driver]), driver))
    text = (
        f"Net revenue moved by {_signed(difference)}, most of all through {DRIVERS[name]} "
        f"({_signed(drivers[name])})."
    )
    return Sentence("reason", text, abs(drivers[name]), "changes")


def new_customers(facts: Facts) -> Sentence | None:
    """How many bought for the first time, and for how much."""
    one = facts.change.effects.get(("customers", "new_customers")) if facts.change else None
    if facts.change is None or one is None or not one.now:
        return None
    when = _days(facts.change.first_day, facts.change.last_day)
    text = f"{_customers(one.now)} bought for the first time {when}, for {_money(one.amount)}."
    return Sentence("new customers", text, one.amount, "changes")


def lost_customers(facts: Facts) -> Sentence | None:
    """Who had bought in the earlier days and did not in these."""
    one = facts.change.effects.get(("customers", "lost_customers")) if facts.change else None
    if facts.change is None or one is None or not one.before:
        return None
    when = "a year earlier" if facts.change.is_year_on_year else "in the month before"
    now = _days(facts.change.first_day, facts.change.last_day)
    text = f"{_customers(one.before)} who had spent {_money(-one.amount)} {when} did not buy {now}."
    return Sentence("lost customers", text, -one.amount, "changes")


def fallen_champions(facts: Facts) -> Sentence | None:
    """Who has left the best segment."""
    people, worth = facts.fallen
    if not people:
        return None
    text = (
        f"{_customers(people)} fell out of {BEST_SEGMENT} in the last month; "
        f"so far they have brought {_money(worth)}."
    )
    return Sentence("fallen champions", text, worth, "changes")


def whom_to_call(facts: Facts) -> Sentence | None:
    """The customers at high risk with most money, the first by number."""
    if not facts.at_risk:
        return None
    first = facts.at_risk[0]
    all_money = sum((one.net_revenue for one in facts.at_risk), Decimal(0))
    text = (
        f"Call customer {first.customer_id} first: {_money(first.net_revenue)} so far, silent for "
        f"{first.recency_days:,} days. {_customers(len(facts.at_risk))} at high risk of leaving "
        f"{'has' if len(facts.at_risk) == 1 else 'have'} brought {_money(all_money)}."
    )
    return Sentence("whom to call", text, first.net_revenue, "customers")


def article(facts: Facts) -> Sentence | None:
    """The article whose revenue of 90 days moved most."""
    moved = [one for one in facts.articles if one.recent != one.previous]
    if not moved:
        return None
    most = max(moved, key=lambda one: (abs(one.recent - one.previous), one.code))
    difference = most.recent - most.previous
    text = (
        f"{most.name} ({most.code}) brought {_money(most.recent)} in the last 90 days, "
        f"{_money(abs(difference))} {_more(difference)} than in the 90 days before."
    )
    return Sentence("article", text, abs(difference), "products")


def returns(facts: Facts) -> Sentence | None:
    """The article that comes back for most money, where it is more than chance and more than a tenth."""
    bad = [one for one in facts.articles if _comes_back(one)]
    if not bad:
        return None
    worst = min(bad, key=lambda one: (one.returned, one.code))
    text = (
        f"{worst.name} ({worst.code}) comes back: {worst.return_lines:,} returns of "
        f"{worst.sale_lines:,} sales, {_money(-worst.returned)} in all."
    )
    return Sentence("returns", text, -worst.returned, "products")


def _comes_back(one: Article) -> bool:
    is_sure = one.sale_lines >= LEAST_SALE_LINES and one.return_share_low >= MANY_RETURNS
    return is_sure and one.returned < 0


SENTENCES: tuple[Callable[[Facts], Sentence | None], ...] = (
    revenue,
    reason,
    new_customers,
    lost_customers,
    fallen_champions,
    whom_to_call,
    article,
    returns,
)


def _money(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace("-", "−")


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else ''}{_money(amount)}"


def _more(difference: Decimal) -> str:
    return "more" if difference > 0 else "less"


def _customers(number: float) -> str:
    return f"{number:,.0f} customer{'' if number == 1 else 's'}"


def _days(first: date, last: date) -> str:
    if first == last:
        return f"on {first.day} {first:%B %Y}"
    return f"from {first.day} to {last.day} {last:%B %Y}"
