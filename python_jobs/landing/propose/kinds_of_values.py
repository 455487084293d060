"""What the values of a column look like: numbers, dates, amounts of money, shares, or names of several words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.values.currencies import currency_of

# Fields whose columns hold numbers or dates: a name alone is not believed where the values say otherwise.
_NUMBER = re.compile(r"[^\d]{0,6}\d[\d.,'’٫٬．，\s]*([eE][-+]\d{1,2})?[^\d]{0,6}")
# What stands behind the price of one piece, or of whole rupees.
_BEHIND_PRICE = re.compile(r"(?<=\d)/-$| ?(?:/|per|je) ?[^\W\d]{1,6}\.?$")
_WORD = re.compile(r"[^\W\d_]+[$]?|[^\w\s.,'’٫٬．，()+\u2212-]")
_SERIAL = re.compile(r"[34]\d{4}([.,]\d+)?")
# Numbers of eight digits are no dates where the name says otherwise.
_DIGITS = re.compile(r"\d+")
# A number of an order, of an article or of a customer has no cents.
MONEY = re.compile("[^\\d]{0,6}[\\d.,'’\\s]*\\d[.,]\\d{2}[^\\d]{0,6}")
# Pieces with the word for them: `3 pcs`.
_PIECES = re.compile("[+-]?\\d[\\d.,]*\\s*[^\\W\\d]{1,12}[.]?")
# `20%`, `7 % MwSt`.
PERCENT = re.compile("[+-]?\\d[\\d.,]* ?%|% ?\\d[\\d.,]*|\\D{0,12}\\d[\\d.,]* ?%.*")
# `156.99/Nos`: of such an amount nobody knows how many pieces it is for.
_WITH_MEASURE = re.compile(".*\\d ?/ ?[^\\W\\d_]{1,6}[.]?")
# The name of an article has several words now and then.
WORDS = re.compile("[^\\W\\d_].*\\s.*", re.DOTALL)
# A column is of a kind when so many of its values look like it.
MOST = 0.8


def fits(one: str, texts: Sequence[str], dates: Collection[str]) -> bool:
    """Whether values may be those of a field; a column without any may be."""
    if not texts:
        return True
    if one == "quantity" and share(_PIECES, texts) >= MOST:
        return True
    if one in ("quantity", *PRICE_FIELDS):
        return sum(map(_is_number, texts)) >= MOST * len(texts)
    if one == "invoice_date":
        return is_date(texts, dates)
    if one in ("invoice", "stock_code", "description", "customer_id"):
        return not is_date(texts, dates) or bool(share(_DIGITS, texts) >= MOST)
    return True


def _is_number(text: str) -> bool:
    """Whether a text is a number, perhaps with a currency; K3 is a code."""
    text = _BEHIND_PRICE.sub("", text.strip())
    found = _NUMBER.fullmatch(text)
    words = _WORD.findall(text.replace(found[1] or "", "")) if found else []
    return bool(found) and all(map(currency_of, words))


def is_date(texts: Sequence[str], dates: Collection[str]) -> bool:
    """dates: the texts that the reader takes for dates."""
    found = sum(text in dates or bool(_SERIAL.fullmatch(text.strip())) for text in texts)
    return bool(texts) and found >= MOST * len(texts)


def share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    """The share of texts that a pattern matches."""
    return sum(bool(pattern.fullmatch(text.strip())) for text in texts) / len(texts)


def has_measures(texts: Sequence[str]) -> bool:
    """Whether a measure stands behind the numbers."""
    return bool(texts) and share(_WITH_MEASURE, texts) >= MOST
