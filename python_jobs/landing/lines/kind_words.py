"""What a column of states or of kinds of documents says of a line, by its words: stems, in the languages of shops."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from python_jobs.core.words_file import read_rows

_FILE = Path(__file__).with_name("kind_words.csv")
# `not cancelled` and `non-returnable` say the opposite, and what is refundable has not come back.
_OPPOSITE = re.compile(
    r"\b(?:not?|non|never|without|nicht|nie|kein\w*|ohne|sans|sin|senza|niet|geen|zonder|bez|não|sem|inte|ej|ikke|uden|uten)\b[ -]+(?:yet |been )?\w+"
    r"|\b\w+(?:able|ible|bar|bare|bile|ável|bles|ility)\b"
)


@functools.cache
def _words(says: str) -> re.Pattern[str]:
    """The words that say this, each of them a regular expression."""
    return re.compile("|".join(row["words"] for row in read_rows(_FILE) if row["says"] == says))


def _plain(text: str) -> str:
    """A text in small letters; the Turkish capital I with a dot leaves its dot behind."""
    return text.strip().casefold().replace("\u0307", "")


def _spaced(text: str) -> str:
    """An event, such as `remove_from_cart`, with blanks between its words."""
    return re.sub(r"[\s_.:-]+", " ", _plain(text)).strip()


def says_taken_back(text: str) -> bool:
    """Whether a text says that a line or an order was given back, cancelled or credited, or only tried out the shop."""
    bare = _OPPOSITE.sub(" ", _plain(text))
    return bool(_words("taken_back").search(bare))


def says_no_sale(text: str) -> bool:
    """Whether a state says that an order is no sale (any more), or not yet."""
    return says_taken_back(text) or bool(_words("no_sale").search(_plain(text)))


def says_owed(text: str) -> bool:
    """Whether a state says that money is still to come: an invoice is a sale all the same, an order may never be one."""
    return bool(_words("owed").fullmatch(_plain(text)))


def says_no_goods(text: str) -> bool:
    """Whether a kind of line is one of no goods that were sold: a payment, a tax, a transfer between stores."""
    return bool(_words("no_goods").fullmatch(_plain(text))) or says_moved(text)


def says_moved(text: str) -> bool:
    """Whether a kind of line is one of goods that moved and were not sold."""
    return bool(_words("moved").fullmatch(_plain(text)))


def says_sale(text: str) -> bool:
    """Whether a kind of line or of document is a sale."""
    return bool(_words("sale").fullmatch(_plain(text)))


def says_browsed(text: str) -> bool:
    """Whether an event of a shop's site is one before a purchase: something was looked at, or laid into the cart."""
    return bool(_words("browsed").fullmatch(_spaced(text)))


def says_bought(text: str) -> bool:
    """Whether an event of a shop's site is a purchase."""
    return says_sale(_spaced(text)) or bool(_words("bought").fullmatch(_spaced(text)))


def are_events(texts: Iterable[str]) -> bool:
    """Whether these are the events of a shop's site: purchases, and what comes before them."""
    found = list(texts)
    return any(map(says_browsed, found)) and any(map(says_bought, found))


def is_code_of_taken_back(text: str) -> bool:
    """Whether a text is short for a return or a credit note, as shops shorten it; beside codes of sales alone it means that."""
    return bool(_words("code_taken_back").fullmatch(_plain(text)))


def is_mark_of_credit_notes(letters: str) -> bool:
    """Whether numbers of credit notes begin or end so, where others do not."""
    return bool(_words("mark_of_credit_notes").fullmatch(_plain(letters)))


def may_be_mark_of_credit_notes(letters: str) -> bool:
    """Whether numbers of credit notes begin so and others do as well: their lines must be those of other orders once more."""
    return bool(_words("may_be_mark_of_credit_notes").fullmatch(_plain(letters)))


def is_mark_of_sales(letters: str) -> bool:
    """Whether numbers of invoices, orders and receipts begin so."""
    return bool(_words("mark_of_sales").fullmatch(_plain(letters)))
