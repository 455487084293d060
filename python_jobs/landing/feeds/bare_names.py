"""Names of prices and amounts without what headers add to them: words about the tax, and currencies."""

from __future__ import annotations

import re

from python_jobs.landing.values.text import plain

# What headers add to the name of an amount without the tax, or with it.
WITHOUT = frozenset("netto net excl excluding exclusive exkl ex ht hors ohne without zonder sans sin senza sem neto".split())  # fmt: skip
WITH = frozenset("brutto gross incl including inclusive inkl inc ttc mit with lordo bruto avec con met com".split())  # fmt: skip
# What they add besides.
_ADDED = WITHOUT | WITH | frozenset(
    "tva gst mwst mw st ust vat st iva btw tax taxes taxe eur usd gbp chf pln zł zl euro in en w of the de del der".split()
)  # fmt: skip
# In German they are one word with the name: Nettopreis, VKBrutto.
_JOINED = re.compile("(?<=[^\\W_])(netto|brutto)\\b|\\b(netto|brutto)(?=[^\\W_])")


def words_with_tax(name: str) -> list[str]:
    """The words of a name, with those about the tax for themselves."""
    return _JOINED.sub(lambda one: f" {one[0]} ", plain(name)).split()


def bare(name: str) -> str:
    """A name without what headers add to it."""
    return " ".join(word for word in words_with_tax(name) if word not in _ADDED)
