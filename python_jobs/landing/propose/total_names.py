"""Names of totals, of subtotals and of taxes, which stand beside each other in exports of orders."""

from __future__ import annotations

import re

from python_jobs.landing.values.text import plain

# The total may be that of the order; beside a tax it is with it.
TOTALS = frozenset(
    plain(one)
    for one in (
        "total|total amount|gesamt|summe|montant total|importe total|totale|totaal|razem|suma|valor total|sum|summa|totalt|"
        "total belopp|celkem|cena celkem|celková cena|celkom|spolu|yhteensä|loppusumma|toplam|összesen|végösszeg|итого|всего|"
        "合計|合計金額|总金额|합계|σύνολο"
    ).split("|")
)
# It may be that of the order as well; beside a tax it is without it.
SUBTOTALS = frozenset(
    plain(one)
    for one in (
        "subtotal|sub total|net|netto|net amount|zwischensumme|nettobetrag|sous total|total ht|imponibile|base imponible|subtotaal"
    ).split("|")
)
# A word for a tax, in whatever name it stands.
TAX_WORD = (
    "tax|taxes|vat|mwst|ust|\\w*steuer|tva|taxe|iva|btw|gst|pst|hst|moms|dph|podatku|imposto|impuesto|imposta|"
    "\\w*steuerbetrag"
)
_AMOUNT_OF_TAX = re.compile(f"(?:sales |total )?(?:{TAX_WORD}|mw st)(?: amount| betrag)?")


def is_amount_of_tax(name: str) -> bool:
    """Whether a column is named for amounts of tax: a rate, a class or a number of tax is none."""
    return bool(_AMOUNT_OF_TAX.fullmatch(plain(name)))


def are_total_and_subtotal(one: str, other: str) -> bool:
    """Whether two names are those of a total and a subtotal, in any order."""
    a, b = plain(one), plain(other)
    return (a in TOTALS and b in SUBTOTALS) or (b in TOTALS and a in SUBTOTALS)
