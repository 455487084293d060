"""Which column of an export is which field of this project."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from python_jobs.landing.feeds.bare_names import bare
from python_jobs.landing.feeds.feed import FIELDS, PRICE_FIELDS, REQUIRED_FIELDS
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.propose.kinds_of_values import (
    MONEY,
    MOST,
    PERCENT,
    WORDS,
    fits,
    has_measures,
    is_date,
    share,
)
from python_jobs.landing.propose.later_dates import is_later_date
from python_jobs.landing.propose.same_amounts import others, prefer
from python_jobs.landing.propose.total_names import SUBTOTALS, TAX_WORD, TOTALS
from python_jobs.landing.values.dates import dates_among
from python_jobs.landing.values.text import plain

# No date is so short, or has a point alone.
_PLAIN_NUMBER = re.compile(r"\s*\d{0,7}([.,]\d*)?\s*")
_WITH_DIGITS = re.compile(r".*\d.*", re.DOTALL)
_BARE_NUMBERS = ("number", "no", "nr", "num", "id")
# What no order has as a whole.
_OF_LINES_ALONE = ("quantity", "price", "line_number", "stock_code", "description", "line_amount")
_NUMBERS_OF_SOMETHING = ("invoice", "stock_code", "customer_id")
# What exports of orders with their lines put before the columns of the lines.
_OF_A_LINE = re.compile("(?:order|invoice|sale|sales)? ?(?:lines?|items?|lineitems?|line items?) ")
# A tax by itself, and the words by which an amount with it or without it is told.
_TAX_WORD = re.compile(TAX_WORD)
_WITH_OR_WITHOUT = re.compile(
    "(?:in|ex)cl\\w*|(?:in|ex)kl\\w*|inc|ex|with|without|before|after|mit|ohne|vor|nach|avec|sans|hors|compris\\w*|con|sin|senza|"
    "com|sem|met|zonder|netto|brutto|net|gross|ht|ttc|zzgl"
)
# On so many lines some order, article or customer is another one.
_MANY = 20
_SOME = 0.3


@dataclass(frozen=True)
class Proposal:
    """columns: field → column of the file; unknown: what nobody can tell, as questions with the columns that may be
    meant; customers: columns that may tell the customers apart, where no name says which; amount: a column that may hold the
    amounts of the lines, beside one of prices; others: (field, column) of other columns of the price or the amount that is the revenue, as with the tax
    and without it; lines: what the feed says beside its columns."""

    columns: dict[str, str]
    unknown: dict[str, list[str]] = field(default_factory=dict)
    customers: list[str] = field(default_factory=list)
    amount: str | None = None
    others: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def propose_columns(values: Mapping[str, Sequence[str]], of_list: str = "") -> Proposal:
    """A column for each field that one can be told for.

    values: column of the file → some of its values, without empty ones; of_list: what the names of the columns of lines begin with,
    where these stand in the lists of orders.
    """
    # A column without any value tells nothing where a field needs one; customers may all be guests so far. A header alone
    # has its names.
    has_lines = any(values.values())
    values = {
        column: texts
        for column, texts in values.items()
        if texts or not has_lines or plain(column) in known_names()["customer_id"]
    }
    names = {column: plain(column) for column in values}
    columns: dict[str, str] = {}
    dates = dates_among(
        text for texts in values.values() for text in texts if not _PLAIN_NUMBER.fullmatch(text)
    )
    if of_list:
        columns = _of_the_list(of_list, values, dates)
    for one in (one for one in _by_certainty() if one not in columns):
        found = _by_name(one, names, values, columns, dates)
        if found:
            columns[one] = found
    if "invoice_date" not in columns:
        found = _the_date(names, values, columns, dates)
        if found:
            columns["invoice_date"] = found
    if not any(one in columns for one in PRICE_FIELDS):
        columns |= _named_alone(PRICE_FIELDS, names, values, columns)
    if "line_amount" in columns and has_measures(values.get(columns.get("price", ""), ())):
        del columns["price"]
    if "stock_code" not in columns and "invoice" in columns:
        # Beside the number of the document a bare `No.` is that of the article.
        numbers = [one for one in values if names[one] in ("no", "nr")]
        numbers = [one for one in numbers if one not in columns.values()]
        columns |= {"stock_code": numbers[0]} if numbers and values[numbers[0]] else {}
    amounts = [
        one
        for one, texts in values.items()
        if one not in columns.values() and fits("price", texts, dates) and not _is_tax(names[one])
    ]
    columns = prefer(columns, amounts)
    # A total beside a price may be that of the order, or of the line after a discount.
    amount = columns.pop("line_amount", None) if "price" in columns else None
    free = [column for column in values if column not in columns.values()]
    unknown = {
        one: [
            column
            for column in free
            if fits(one, values[column], dates)
            and (
                one not in _NUMBERS_OF_SOMETHING
                or _may_be_number_of_something(column, values[column])
            )
        ]
        for one in REQUIRED_FIELDS
        if one not in columns
    }
    if "stock_code" in unknown and "description" in columns:
        # Where an article has no code, its name tells it apart.
        unknown["stock_code"].insert(0, columns["description"])
    if not any(one in columns for one in PRICE_FIELDS):
        unknown["price"] = [column for column in free if fits("price", values[column], dates)]
    who = [one for one in free if "customer_id" not in columns and not is_date(values[one], dates)]
    who = [one for one in who if _may_be_number_of_something(one, values[one])]
    if "invoice_date" in unknown:
        unknown["invoice_date"].sort(key=is_later_date)
    chosen = {one: columns[one] for one in FIELDS if one in columns}
    return Proposal(chosen, unknown, who, amount, others(columns, free))


def _of_the_list(
    of_list: str, values: Mapping[str, Sequence[str]], dates: Collection[str]
) -> dict[str, str]:
    """What lists of lines in JSON tell: the order may have a word for itself, such as the pieces of all its lines, and an object with such
    a list and a bare `id` is an order, where it stands in no list itself."""
    columns: dict[str, str] = {}
    inner = {column: texts for column, texts in values.items() if column.startswith(of_list)}
    names = {column: plain(column.removeprefix(of_list)) for column in inner}
    for one in _OF_LINES_ALONE:
        found = _by_name(one, names, inner, columns, dates)
        columns |= {one: found} if found else {}
    if "description" not in columns:
        found = next((one for one, name in names.items() if name == "name"), None)
        columns |= {"description": found} if found else {}
    outer = {column: texts for column, texts in values.items() if column not in inner}
    outer_names = {column: plain(column) for column in outer}
    is_order = not any(one.startswith(f"{of_list.split('.')[0]}.") for one in outer)
    if is_order and not _by_name("invoice", outer_names, outer, columns, dates):
        numbers = [one for name in _BARE_NUMBERS for one in outer if outer_names[one] == name]
        columns |= {"invoice": numbers[0]} if numbers else {}
    return columns


def _the_date(
    names: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
    columns: Mapping[str, str],
    dates: Collection[str],
) -> str | None:
    """The only column of dates; else the one that is named so, whose values then say how they are written."""
    free = [column for column in values if column not in columns.values()]
    found = [column for column in free if is_date(values[column], dates)]
    if not found:
        return _named_alone(["invoice_date"], names, values, columns).get("invoice_date")
    return found[0] if len(found) == 1 else None


def _named_alone(
    fields: Sequence[str],
    names: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
    columns: Mapping[str, str],
) -> dict[str, str]:
    """The first of the fields that a single column is named for, whose values nobody can read: reading says what to do."""
    free = [column for column in values if column not in columns.values()]
    free = [column for column in free if share(_WITH_DIGITS, values[column] or [""]) >= MOST]
    free = [column for column in free if not _is_tax(names[column])]
    for one in fields:
        known = {*known_names()[one]}
        found = [column for column in free if {names[column], bare(names[column])} & known]
        if len(found) == 1:
            return {one: found[0]}
    return {}


def _is_tax(name: str) -> bool:
    """Whether a column is named for the tax alone, and not for an amount with it or without it."""
    words = name.split()
    has_tax = any(map(_TAX_WORD.fullmatch, words)) or "mw st" in name
    return has_tax and not any(map(_WITH_OR_WITHOUT.fullmatch, words))


def _may_be_number_of_something(column: str, texts: Sequence[str]) -> bool:
    """Whether a column may tell orders, articles or customers apart: it is named for no amount, and holds none."""
    name = bare(_OF_A_LINE.sub("", plain(column)))
    is_named = any(name in known_names()[one] for one in ("quantity", *PRICE_FIELDS, "place"))
    is_constant = len(texts) >= _MANY and len(set(texts)) == 1
    is_share = bool(texts) and max(share(MONEY, texts), share(PERCENT, texts)) >= MOST
    return bool(texts) and not is_named and not is_constant and not is_share


def _by_certainty() -> list[str]:
    """The fields in the order in which they take their columns: those with names of their own first."""
    first = [
        "invoice_date",
        "quantity",
        "price",
        "line_number",
        "currency",
        "country",
        "customer_id",
    ]
    return [*first, "stock_code", "invoice", "description", "line_amount", "invoice_time"]


def _by_name(
    one: str,
    names: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
    taken: Mapping[str, str],
    dates: Collection[str],
) -> str | None:
    free = {
        name: column
        for column, name in reversed(list(names.items()))
        if column not in taken.values()
        and fits(one, values[column], dates)
        and not (one in PRICE_FIELDS and _is_tax(name))
        # Shopify calls the order's number its name; else a name is one of people.
        and not (
            (one, name) == ("invoice", "name")
            and values[column]
            and share(_WITH_DIGITS, values[column]) < MOST
        )
        # Whole moments are dates, whatever their column is called.
        and not (
            one == "invoice_time" and "invoice_date" not in taken and is_date(values[column], dates)
        )
    }
    known = known_names()[one]
    if one == "customer_id":
        # A column without any customer is believed only where no other one has some.
        known = tuple(sorted(known, key=lambda name: not values[free[name]] if name in free else 0))
    of_lines = {
        _OF_A_LINE.sub("", name): column for name, column in free.items() if _OF_A_LINE.match(name)
    }
    if one == "line_amount":
        # Names that say that they are of a line, or no total, come before totals.
        likely = [name for name in known if name in of_lines]
        found = next((of_lines[name] for name in likely), None) or next(
            (free[name] for name in known if name in free and name not in TOTALS | SUBTOTALS), None
        )
        if found:
            return found
    if one == "invoice":
        # Of two numbers the one that every line has for itself is none of orders, where the other one comes again.
        named = [free[name] for name in known if name in free]
        again = [column for column in named if len(set(values[column])) < len(values[column])]
        if named and again and named[0] not in again:
            return again[0]
    if one == "stock_code":
        # `Artikel` may be the name of the article, beside its number under a name that is rarer.
        named = [free[name] for name in known if name in free]
        codes = [column for column in named if share(WORDS, values[column] or [""]) < _SOME]
        if codes:
            return codes[0]
    by_name = next((free[name] for name in known if name in free), None)
    if one == "invoice":
        if not by_name and of_lines:
            # Beside columns that say that they are of a line, a bare `id` that comes again is the order's.
            again = [free[name] for name in _BARE_NUMBERS if name in free]
            by_name = next((one for one in again if len(set(values[one])) < len(values[one])), None)
        # `LineNum` numbers the lines, and their name is that of the article.
        no_orders = (*_BARE_NUMBERS, "name")
        of_lines = {name: column for name, column in of_lines.items() if name not in no_orders}
    named_so = (*known, "name") if one == "description" else known
    by_line = next((of_lines[name] for name in named_so if name in of_lines), None)
    return (
        by_name
        or by_line
        or next((column for name, column in free.items() if bare(name) in known), None)
    )
