"""Amounts that are many times too large or too small, told as a doubt, and good ones of which nothing is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")
BOTH = FEED.replace("}\n", ", line_amount: Betrag}\n")


def _named(header: str, lines: tuple[str, ...] = LINES) -> str:
    return table(*lines, header=COLUMNS.replace("Preis", header))


def test_cents_with_decimals_are_told(tmp_path: Path) -> None:
    lines = tuple(line.replace(".00", ".50") for line in LINES)
    outcome = read(tmp_path, table(*lines), f"{FEED}amounts_in: cents\n")
    assert outcome.doubts == ["cents_with_decimals"]


@pytest.mark.parametrize("amount", ["4000", "4000.0", "4000.00"])
def test_whole_cents_are_not_told(tmp_path: Path, amount: str) -> None:
    lines = tuple(line.replace("40.00", amount).replace("15.00", "1500") for line in LINES)
    outcome = read(tmp_path, table(*lines), f"{FEED}amounts_in: cents\n")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


@pytest.mark.parametrize(
    ("header", "ending", "currency", "doubts"),
    [
        ("unit_amount", "", "", ["amounts_in_cents"]), ("price.unit_amount", "", "", ["amounts_in_cents"]), ("amount_total", "", "", ["amounts_in_cents"]),
        ("unit_amount", ".50", "", []), ("unit_amount", "", "currency: JPY\n", []), ("unit_amount", "", "amounts_in: cents\n", []), ("Unit Price", "", "", []),
    ],
)  # fmt: skip
def test_whole_numbers_of_programs_of_payments_are_told(
    tmp_path: Path, header: str, ending: str, currency: str, doubts: list[str]
) -> None:
    lines = tuple(line.replace(".00", ending) for line in LINES)
    feed = FEED.replace("price: Preis", f'price: "{header}"') + currency
    assert read(tmp_path, _named(header, lines), feed).doubts == doubts


@pytest.mark.parametrize(
    "header",
    ["Umsatz (TEUR)", "Umsatz TEUR", "Umsatz T€", "Sales (in thousands)", "Revenue k€", "Amount (kEUR)", "Sales '000", "Amount (000s)", "Montant en milliers", "Umsatz Tsd. EUR", "Importe (miles de euros)"],
)  # fmt: skip
def test_amounts_in_thousands_are_told_by_their_name(tmp_path: Path, header: str) -> None:
    feed = AMOUNT.replace("line_amount: Preis", f'line_amount: "{header}"')
    assert read(tmp_path, _named(header), feed).doubts == ["amounts_in_thousands"]


@pytest.mark.parametrize(
    "header",
    ["Umsatz EUR", "Umsatz in Euro", "Amount (EUR)", "Total", "Stk EUR", "Betrag Kunde", "Net EUR", "Kaufbetrag"],
)  # fmt: skip
def test_other_names_say_nothing_of_thousands(tmp_path: Path, header: str) -> None:
    feed = AMOUNT.replace("line_amount: Preis", f'line_amount: "{header}"')
    assert read(tmp_path, _named(header), feed).doubts == []


def _with_amounts(*amounts: str) -> str:
    lines = [f"{at},2024-05-17,A,Lamp,2,10.00,K1,DE,{amount}" for at, amount in enumerate(amounts)]
    return table(*lines, header=f"{COLUMNS},Betrag")


def test_an_amount_a_hundred_times_its_price_is_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, _with_amounts(*["20.00"] * 9, "2000"), BOTH)
    assert outcome.doubts == ["amount_many_times_the_price"]
    assert "2,000.00 in all" in outcome.sentences


@pytest.mark.parametrize("other", ["18.00", "23.80", "0.00", "1234.00", ""])
def test_other_amounts_beside_a_price_are_not(tmp_path: Path, other: str) -> None:
    outcome = read(tmp_path, _with_amounts(*["20.00"] * 9, other), BOTH)
    assert "amount_many_times_the_price" not in outcome.doubts
    assert outcome.sold >= Decimal(180)
