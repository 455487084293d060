"""Which of several columns of one price or amount is read, and what is said of the others."""

from __future__ import annotations

import pytest

from python_jobs.landing.propose.same_amounts import doubts_of_others, others, prefer
from python_jobs.landing.values.doubt import Doubt


@pytest.mark.parametrize(
    ("read", "other", "chosen"),
    [
        ("UVP", "VK", "VK"), ("VK", "UVP", "VK"), ("VK Brutto", "VK", "VK"), ("VK", "VK Netto", "VK Netto"),
        # A name that says both says nothing.
        ("Preis", "Preis netto inkl", "Preis"),
    ],
)  # fmt: skip
def test_the_likelier_price_is_chosen(read: str, other: str, chosen: str) -> None:
    assert prefer({"price": read}, [other]) == {"price": chosen}


@pytest.mark.parametrize(
    ("read", "other", "is_other"),
    [("Preis", "Kundenpreis", True), ("Preis", "Preis ohne MwSt", True), ("Preis", "Gewicht", False), ("Netto", "Brutto", False),
     ("UnitPrice", "TaxRate", False), ("UnitPrice", "VAT rate", False), ("Rate", "TaxRate", False), ("UnitPrice", "Rate", True), ("Rate", "Rate excl. tax", True)],
)  # fmt: skip
def test_another_price_is_known_by_its_name(read: str, other: str, is_other: bool) -> None:
    assert others({"price": read}, [other]) == ([("price", other)] if is_other else [])


@pytest.mark.parametrize(
    ("field", "read", "other", "kind", "says"),
    [
        ("line_amount", "Total", "Subtotal", "with_tax_or_without", "'Subtotal' stands beside it"),
        ("price", "Bruttopreis", "UVP", "one_of_several_prices", "the price of a list"),
        ("price", "Nettopreis", "UVP", "one_of_several_prices", "the price of a list"),
        ("price", "Nettopreis", "Bruttopreis", "with_tax_or_without", "'Bruttopreis', which is with it"),
    ],
)  # fmt: skip
def test_what_is_said_of_another_one(
    field: str, read: str, other: str, kind: str, says: str
) -> None:
    [doubt] = doubts_of_others({field: read}, [(field, other)], [])
    assert doubt.kind == kind
    assert says in doubt.sentence
    assert f"{field}: {other}" in doubt.remedy


def test_a_price_that_is_told_as_lower_is_not_told_again() -> None:
    told = [
        Doubt("another_price", "the prices of 'UVP' are lower", "", ""),
        Doubt("units", "of 'Brutto-VK'", "", ""),
    ]
    found = doubts_of_others(
        {"price": "Netto-VK"}, [("price", "Brutto-VK"), ("price", "UVP")], told
    )
    assert ["Brutto-VK" in one.sentence for one in found] == [True]
