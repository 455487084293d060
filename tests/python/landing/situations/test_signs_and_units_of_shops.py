"""Item ledgers, in which what is sold has a minus; quantities in thousands; prices per hundred by a letter."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

LEDGER = tuple(f"{at},2024-05-18,B,Shade,-2,15.00,K2,DE" for at in range(100, 120))
BACK = "200,2024-05-19,B,Shade,1,15.00,K2,DE"
AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def test_an_item_ledger_is_told_and_read(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LEDGER, BACK))
    assert outcome.doubts == ["mostly_negative_quantities"]
    [line] = re.findall("sales_are: [a-z]+", outcome.sentences)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", table(*LEDGER, BACK), f"{FEED}{line}\n")
    assert (mended.sold, mended.returned, mended.doubts) == (Decimal(600), Decimal(-15), [])


def test_an_item_ledger_without_returns_is_told_with_the_same_line(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LEDGER))
    assert outcome.doubts == ["no_sales"]
    assert "sales_are: negative" in outcome.sentences


@pytest.mark.parametrize("sign", ["", "-"])
def test_amounts_of_a_ledger_have_either_sign(tmp_path: Path, sign: str) -> None:
    lines = [line.replace("15.00", f"{sign}30.00") for line in LEDGER]
    back = BACK.replace("15.00", "15.00" if sign else "-15.00")
    outcome = read(tmp_path, table(*lines, back), f"{AMOUNT}sales_are: negative\n")
    assert (outcome.sold, outcome.returned) == (Decimal(600), Decimal(-15))
    assert not outcome.adjusted
    assert not outcome.doubts


def test_as_many_returns_as_sales_are_no_ledger(tmp_path: Path) -> None:
    sales = [line.replace("-2", "2") for line in LEDGER]
    assert read(tmp_path, table(*sales, *LEDGER)).doubts == []


@pytest.mark.parametrize(
    "name", ["Qty (000s)", "Menge in Tsd.", "Quantity in thousands", "Units x1000", "Qty '000"]
)
def test_quantities_in_thousands_are_told_and_read(tmp_path: Path, name: str) -> None:
    feed = FEED.replace("quantity: Stk", f'quantity: "{name}"')
    text = table(*LINES).replace("Stk", name)
    outcome = read(tmp_path, text, feed)
    assert (outcome.doubts, outcome.sold) == (["quantities_in_thousands"], SOLD)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{feed}quantities_in: thousands\n")
    assert (mended.doubts, mended.sold) == ([], SOLD * 1000)
    (tmp_path / "both").mkdir()
    both = read(tmp_path / "both", text, f"{feed}quantities_in: thousands\nprice_per: 1000\n")
    assert (both.doubts, both.sold, both.column("quantity")[0]) == ([], SOLD, "2000.0000")


def _priced(*units: str) -> str:
    lines = (*LINES, "9,2024-05-18,S,Screw,200,15.00,K2,DE", "9,2024-05-18,N,Nail,1000,9.00,K2,DE")
    return table(
        *(f"{line},{unit}" for line, unit in zip(lines, units, strict=True)),
        header=f"{COLUMNS},Price Unit",
    )


def test_prices_per_hundred_by_a_letter_are_told_and_read(tmp_path: Path) -> None:
    text = _priced("E", "E", "EA", "C", "M")
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["price_units"]
    [line] = re.findall("price_units: {.*?}", outcome.sentences)
    (tmp_path / "mended").mkdir()
    feed = FEED.replace("price: Preis", "price: Preis, price_per: Price Unit")
    mended = read(tmp_path / "mended", text, f"{feed}{line}\n")
    assert (mended.doubts, mended.sold) == ([], SOLD + 30 + 9)


@pytest.mark.parametrize("units", [("M",) * 5, ("E",) * 5, ("C", "A", "B", "C", "A"), ("",) * 5])
def test_other_letters_stay_quiet(tmp_path: Path, units: tuple[str, ...]) -> None:
    assert read(tmp_path, _priced(*units)).doubts == []


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("sales_are: positive", 'sales_are is "negative"'), ("quantities_in: millions", 'quantities_in is "dozens" or'),
        ("price_units: {C: many}", "price_units says how many pieces"), ("price_units: {C: 100}", "name it among the columns"),
    ],
)  # fmt: skip
def test_what_a_feed_cannot_say_is_refused(tmp_path: Path, says: str, sentence: str) -> None:
    assert sentence in read(tmp_path, table(*LINES), f"{FEED}{says}\n").refused
