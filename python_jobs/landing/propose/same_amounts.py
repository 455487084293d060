"""One price or one amount in several columns: without the tax and with it, or as a list has it and as it was paid. A proposal
reads one of them, and says which one it does not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.bare_names import WITH, WITHOUT, bare, words_with_tax
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.amount_names import LIST_PRICE, NET_PRICE
from python_jobs.landing.propose.total_names import are_total_and_subtotal, is_amount_of_tax
from python_jobs.landing.values.doubt import Doubt

_TAXES = frozenset("tva gst mwst mw st ust vat iva btw tax taxes taxe".split())
# Likelier to be the revenue come first: the tax belongs to the state, and nobody paid the price of a list.
_NET, _BARE, _GROSS, _LIST = range(4)


def prefer(columns: Mapping[str, str], free: Sequence[str]) -> dict[str, str]:
    """The columns with the likeliest one of each price or amount. free: other columns of numbers."""
    chosen = dict(columns)
    for one in PRICE_FIELDS:
        if one in columns:
            same = [column for column in free if _are_named_alike(columns[one], column)]
            chosen[one] = min([columns[one], *same], key=_kind)
    return chosen


def others(columns: Mapping[str, str], free: Sequence[str]) -> list[tuple[str, str]]:
    """(field, column) of each other column of the price or the amount that is the revenue."""
    field = next((one for one in ("line_amount", "price") if one in columns), None)
    if field is None:
        return []
    read = columns[field]
    has_tax = any(map(is_amount_of_tax, free))
    return [
        (field, column)
        for column in free
        if _are_named_alike(read, column) or (has_tax and are_total_and_subtotal(read, column))
    ]


def doubts_of_others(
    columns: Mapping[str, str], found: Sequence[tuple[str, str]], told: Sequence[Doubt]
) -> list[Doubt]:
    """A doubt about each of them, but where one of those that are told says of a column that its prices are lower."""
    lower = [one.sentence for one in told if one.kind == "another_price"]
    return [
        _doubt(one, columns[one], other)
        for one, other in found
        if not any(f"'{shown(other)}'" in sentence for sentence in lower)
    ]


def _doubt(field: str, read: str, other: str) -> Doubt:
    said = f"the revenue is read from '{shown(read)}'"
    remedy = f"If the revenue is meant the other way, put  {field}: {scalar(other)}  in the place of that line of the feed."
    about_tax = _said_of_the_tax(read, other)
    if about_tax:
        return Doubt("with_tax_or_without", f"{said}{about_tax}", "", remedy)
    why = (
        "for nobody need have paid the price of a list"
        if _is_listed(other)
        else "which is named for the same and has other figures"
    )
    text = f"{said} and not from '{shown(other)}', {why}"
    return Doubt("one_of_several_prices", text, "", remedy)


def _said_of_the_tax(read: str, other: str) -> str:
    """What the names of two columns say of the tax; nothing where they do not differ in it."""
    told = f"'{shown(other)}'"
    if are_total_and_subtotal(read, other):
        return f", and {told} stands beside it: one seems to be with the tax and one without it"
    kinds = _kind(read), _kind(other)
    if _LIST in kinds:
        return ""
    if kinds == (_NET, _GROSS):
        return f", which is without the tax by its name, and not from {told}, which is with it"
    if _GROSS in kinds:
        return f" and not from {told}: one seems to be with the tax and one without it"
    if kinds == (_NET, _BARE):
        return f", which is the net one by its name, and not from {told}, which may be with the tax or before a discount"
    return ""


def _are_named_alike(read: str, other: str) -> bool:
    """Whether two columns are of one price or one amount, by their names: these differ in words about the tax alone, or both are
    names of a price of a piece."""
    one, two = bare(read), bare(other)
    return (one == two and bool(one) and one != "rate") or (
        _is_price(one, read) and _is_price(two, other)
    )


def _is_price(short: str, name: str) -> bool:
    is_named = short in known_names()["price"] or bool(NET_PRICE.fullmatch(short))
    words = set(words_with_tax(name))
    # The rate of a tax is no price, as a rate without the tax is.
    is_of_tax = short == "rate" and bool(words & _TAXES) and not words & (WITHOUT | WITH)
    return (is_named and "cost" not in short.split() and not is_of_tax) or _is_listed(name)


def _is_listed(name: str) -> bool:
    short = bare(name)
    return short in known_names()["list_price"] or bool(LIST_PRICE.fullmatch(short))


def _kind(name: str) -> int:
    if _is_listed(name):
        return _LIST
    words = set(words_with_tax(name))
    without, with_it = words & WITHOUT, words & WITH
    if without and with_it:
        return _BARE
    return _NET if without else _GROSS if with_it else _BARE
