"""Marks and codes of currencies beside an amount."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable

from babel import Locale

# What a mark stands for; a mark that several currencies share stands for itself.
MARKS = {
    "$": "$",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "R$": "BRL",
    "S$": "SGD",
    "£": "GBP",
    "€": "EUR",
    "euro": "EUR",
    "¥": "¥",
    "￥": "¥",
    "円": "JPY",
    "元": "CNY",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "₸": "KZT",
    "₾": "GEL",
    "฿": "THB",
    "₹": "INR",
    "rs": "Rs",
    "₺": "TRY",
    "tl": "TRY",
    "₽": "RUB",
    "руб": "RUB",
    "р": "RUB",
    "fr": "CHF",
    "sfr": "CHF",
    "ft": "HUF",
    "kr": "kr",
    "kč": "CZK",
    "kn": "HRK",
    "lei": "RON",
    "лв": "BGN",
    "zł": "PLN",
    "zl": "PLN",
    "kc": "CZK",
    "грн": "UAH",
    "тг": "KZT",
    "тенге": "KZT",
    "дин": "RSD",
    "din": "RSD",
    "ден": "MKD",
    "rm": "MYR",
    "rp": "IDR",
    "s/": "PEN",
    "bs": "Bs",
    "৳": "BDT",
    "tk": "BDT",
    "ksh": "KES",
    "₡": "CRC",
    "₲": "PYG",
    "₮": "MNT",
    "₼": "AZN",
    "֏": "AMD",
    "د.إ": "AED",
    "dhs": "AED",
    "лева": "BGN",
    "fcfa": "XAF",
    "NT$": "TWD",
    "MX$": "MXN",
    "RD$": "DOP",
    "TT$": "TTD",
    "AR$": "ARS",
    "CLP$": "CLP",
    "COP$": "COP",
    "SG$": "SGD",
    "$u": "UYU",
    "₵": "GHS",
    "gh₵": "GHS",
    "e£": "EGP",
    "dh": "Dh",
    "dt": "TND",
    "km": "BAM",
    "lek": "ALL",
    "lekë": "ALL",
    "bs.s": "VES",
    "원": "KRW",
    "रु": "Rs",
    "रू": "Rs",
    "₨": "Rs",
    "₭": "LAK",
    "៛": "KHR",
    "ریال": "IRR",
    "ر.س": "SAR",
    "ر.ق": "QAR",
    "ر.ع": "OMR",
    "د.ك": "KWD",
    "د.ب": "BHD",
    "د.م": "MAD",
    "د.ت": "TND",
    "د.ج": "DZD",
    "ج.م": "EGP",
    "ل.ل": "LBP",
}
# Letters that are a unit, a size or a title as often as a currency: a column of nothing else holds something else.
_OFTEN_OTHER = frozenset("bs din dh dt fr ft kc km kn kr lei lek rm rp rs tk zl р s/ r".split())
# The currencies that may be meant by a mark that several share.
_SHARED = {
    "$": frozenset("USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD".split()),
    "¥": frozenset(("JPY", "CNY")),
    "kr": frozenset(("SEK", "NOK", "DKK", "ISK")),
    "Bs": frozenset(("BOB", "VES")),
    "Dh": frozenset(("AED", "MAD")),
    "Rs": frozenset(("INR", "PKR", "LKR", "NPR", "MUR")),
}
# How people call them; a name that several currencies share stands for their mark.
_NAMES = {
    "dollar": "$",
    "dollars": "$",
    "us dollar": "USD",
    "us-dollar": "USD",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "pound sterling": "GBP",
    "sterling": "GBP",
    "franken": "CHF",
    "schweizer franken": "CHF",
    "swiss franc": "CHF",
    "yen": "JPY",
    "rupee": "Rs",
    "zloty": "PLN",
    "złoty": "PLN",
}
# Codes are read in small letters only where they are no other word in a column of numbers.
_OFTEN_SMALL = ("chf", "czk", "dkk", "eur", "gbp", "huf", "nok", "pln", "ron", "sek", "usd")


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


@functools.cache
def common_codes() -> frozenset[str]:
    """The codes of the currencies that have a mark here: a column of nothing else holds currencies."""
    marked = {mark for mark in MARKS.values() if mark.isupper() and mark in _codes()}
    # These are words and names as well.
    return frozenset(marked.union(*_SHARED.values())) - set(
        "ALL AMD BAM BOB CRC LAK MAD MNT PEN VES".split()
    )


def are_currencies(texts: Collection[str]) -> bool:
    """Whether a column with these texts and no others holds currencies: codes and marks, one of which can be nothing else."""
    known = common_codes()
    bare = {text: text.rstrip(".").casefold() for text in texts}
    are_marks = all(
        text in known or small in MARKS or text in MARKS for text, small in bare.items()
    )
    return are_marks and any(
        text in known or small not in _OFTEN_OTHER for text, small in bare.items()
    )


def is_currency_sign(letter: str) -> bool:
    """Whether a letter is a sign such as $, € or ₹."""
    return unicodedata.category(letter) == "Sc"


def currency_of(mark: str) -> str | None:
    """The currency that a mark or a code stands for; None for anything else, such as a unit.

    A letter mark may end in a point (`Rs.`, `kr.`).
    """
    bare = mark.rstrip(".")
    if bare != mark and not bare.isalpha() and bare.casefold() != "s/":
        return None
    if bare in _codes():
        return bare
    if bare.casefold() in _OFTEN_SMALL:
        return bare.upper()
    return MARKS.get(bare.upper()) if bare.endswith("$") else MARKS.get(bare.casefold())


def as_currency(text: str) -> str:
    """What a column of currencies says, as a code where it is known: `€`, `eur` and `Euro` are EUR."""
    text = text.strip()
    code = text.upper()
    return _NAMES.get(text.casefold()) or currency_of(text) or currency_of(code) or code


def is_currency(text: str) -> bool:
    """Whether a text may stand in a column of currencies."""
    text = text.strip()
    is_known = text.casefold() in _NAMES or currency_of(text) or currency_of(text.upper())
    return bool(is_known) or (len(text) <= 20 and text.replace(" ", "").isalpha())


def different(currencies: Iterable[str]) -> list[str]:
    """The currencies that are not one: `$` beside USD says nothing new."""
    found = set(currencies)
    codes = found - _SHARED.keys()
    return sorted(
        one for one in found if one in codes or len(codes & _SHARED.get(one, frozenset())) != 1
    )


def beside_a_shared_mark(currencies: Iterable[str]) -> list[tuple[str, str]]:
    """(mark that several currencies share, one of these) where both stand beside amounts: `$` and `C$`. The dollar of the United States is
    usually meant by its bare mark."""
    found = set(currencies)
    return [
        (mark, code)
        for mark in sorted(found & _SHARED.keys())
        for code in sorted(found & _SHARED[mark] - {"USD"})
    ]


def mark_pattern(marks: list[str]) -> str:
    """A regular expression for these marks, the longest first."""
    longest_first = sorted(marks, key=lambda mark: (-len(mark), mark))
    return "|".join(re.escape(mark) for mark in longest_first)
