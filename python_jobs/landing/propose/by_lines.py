"""What the lines of a file say of the numbers that a proposal has chosen by their names: a number that is new on every line is
none of an article, one that starts again with each customer is none of an order, and a code with blanks may stand beside one without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from python_jobs.landing.feeds.feed import FIELDS
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.propose.columns import Proposal
from python_jobs.landing.propose.figures import Texts
from python_jobs.landing.propose.line_numbers import number_of_lines
from python_jobs.landing.values.text import plain

# On fewer lines every article may be another one.
_MANY = 20
# An article that comes again now and then does so on more lines than these.
_MOST_ONCE = 0.9
# So many of the numbers with several customers are no numbers of orders; so few are slips.
_OFTEN, _HARDLY_EVER = 0.5, 0.05


def settle_by_lines(proposal: Proposal, texts: Mapping[str, Texts]) -> Proposal:
    """The proposal with the numbers that the lines tell. texts: column → its texts on some lines, in their order."""
    columns = dict(proposal.columns)
    columns |= _code_that_comes_again(columns, texts)
    columns |= _code_without_blanks(columns, texts)
    columns |= _order_of_one_customer(columns, texts)
    columns |= number_of_lines(columns, texts)
    chosen = {one: columns[one] for one in FIELDS if one in columns}
    customers = [one for one in proposal.customers if one not in chosen.values()]
    unknown = {
        one: [
            column
            for column in listed
            # The name of an article may be its code as well.
            if column not in chosen.values() or column == chosen.get("description")
        ]
        for one, listed in proposal.unknown.items()
    }
    return replace(proposal, columns=chosen, customers=customers, unknown=unknown)


def filled(texts: Texts) -> list[str]:
    """The texts without blanks around them; empty where there is none."""
    return [(one or "").strip() for one in texts]


def _named(field: str, columns: Mapping[str, str], texts: Mapping[str, Texts]) -> list[str]:
    """Other columns that have a name of the field, and none of what an article is called, the likeliest first."""
    free = {plain(one): one for one in texts if one not in columns.values()}
    names = known_names()["description"] if field == "stock_code" else ()
    return [free[one] for one in known_names()[field] if one in free and one not in names]


def comes_again(values: Sequence[str]) -> bool:
    """Whether a column has several codes, and some of them on several lines."""
    codes = [one for one in values if one]
    return 1 < len(set(codes)) <= _MOST_ONCE * len(codes)


def _code_that_comes_again(
    columns: Mapping[str, str], texts: Mapping[str, Texts]
) -> dict[str, str]:
    """The code of the article, where the one that was chosen is new on every line and numbers the lines."""
    if "stock_code" not in columns:
        return {}
    codes = [one for one in filled(texts[columns["stock_code"]]) if one]
    if len(codes) < _MANY or len(set(codes)) < len(codes):
        return {}
    for other in _named("stock_code", columns, texts):
        values = filled(texts[other])
        if comes_again(values) and sum(map(bool, values)) >= _MOST_ONCE * len(codes):
            return {"stock_code": other}
    return {}


def _code_without_blanks(columns: Mapping[str, str], texts: Mapping[str, Texts]) -> dict[str, str]:
    """The code that stands on more lines than the one that was chosen, and on all of its lines, and that has one code of it at
    most: variants of one article, which share a number, would be lost by it."""
    if "stock_code" not in columns:
        return {}
    codes = filled(texts[columns["stock_code"]])
    for other in _named("stock_code", columns, texts):
        values = filled(texts[other])
        both = list(zip(codes, values, strict=True))
        is_filled = all(value for code, value in both if code)
        is_more = any(value for code, value in both if not code)
        if not is_filled or not is_more or not comes_again(values):
            continue
        variants = _partners((value, code) for code, value in both if code)
        if all(len(one) == 1 for one in variants.values()):
            return {"stock_code": other}
    return {}


def _order_of_one_customer(
    columns: Mapping[str, str], texts: Mapping[str, Texts]
) -> dict[str, str]:
    """The number of the order, where the one that was chosen starts again with each customer."""
    if not {"invoice", "customer_id"} <= set(columns):
        return {}
    customers = filled(texts[columns["customer_id"]])
    if share_of_several(filled(texts[columns["invoice"]]), customers) < _OFTEN:
        return {}
    for other in _named("invoice", columns, texts):
        values = filled(texts[other])
        if comes_again(values) and share_of_several(values, customers) <= _HARDLY_EVER:
            return {"invoice": other}
    return {}


def share_of_several(orders: Sequence[str], customers: Sequence[str]) -> float:
    """The share of the numbers that stand with several customers."""
    both = zip(orders, customers, strict=True)
    found = _partners((order, customer) for order, customer in both if order and customer)
    return sum(len(one) > 1 for one in found.values()) / len(found) if found else 0


def _partners(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Each first one → the second ones that stand beside it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found
