"""Units of quantities and prices, and money that was taken off under the name of a code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


def _sold_in(*sold: tuple[str, str, str]) -> str:
    """Lines of one article: pieces, price and unit of each."""
    lines = (
        f"{at},2024-05-17,A,Nails,{pieces},{price},K{at},DE,{unit}"
        for at, (pieces, price, unit) in enumerate(sold)
    )
    return table(*lines, header=f"{COLUMNS},UoM")


@pytest.mark.parametrize(
    ("one", "other"), [("g", "kg"), ("EA", "DZ"), ("Stk.", "Karton"), ("ml", "L"), ("pcs", "pair")]
)
def test_an_article_in_two_units_at_one_price_is_told(tmp_path: Path, one: str, other: str) -> None:
    text = _sold_in(("2", "4.50", one), ("1", "4.20", other), ("3", "4.50", one))
    assert read(tmp_path, text).doubts == ["several_units"]
    (tmp_path / "amounts").mkdir()
    text = _sold_in(("2", "9.00", one), ("1", "4.20", other), ("3", "13.50", one))
    assert read(tmp_path / "amounts", text, AMOUNT).doubts == ["several_units"]


@pytest.mark.parametrize(
    "sold",
    [
        (("2", "0.45", "EA"), ("1", "5.00", "DZ")), (("2", "4.50", "Stk"), ("1", "4.50", "pcs")), (("500", "0.01", "g"), ("2", "10.00", "kg")), (("2", "4.50", "Stk"), ("1", "4.50", "m")),
        (("2", "4.50", "Pack"), ("1", "4.50", "Stk")), (("2", "4.50", "kg"), ("1", "4.50", "")),
    ],
)  # fmt: skip
def test_units_with_prices_of_their_own_stay_quiet(
    tmp_path: Path, sold: tuple[tuple[str, str, str], ...]
) -> None:
    assert read(tmp_path, _sold_in(*sold)).doubts == []


@pytest.mark.parametrize(
    ("column", "values"),
    [("Price Unit", ("per 100", "each", "each")), ("Preiseinheit", ("100 St", "1 St", "1 St")), ("Price per", ("100 pcs", "1", "1"))],
)  # fmt: skip
def test_prices_of_several_pieces_by_a_text_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["price_units"]
    assert f"price_per: {column}" in outcome.sentences


@pytest.mark.parametrize("value", ["each", "per piece", "1 kg", "per 1", "EUR"])
def test_prices_of_one_by_a_text_stay_quiet(tmp_path: Path, value: str) -> None:
    assert read(tmp_path, _with("Price Unit", value, value, value)).doubts == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Coupon", ("-5.00", "", "")), ("Voucher", ("5.00", "0", "0")), ("You Saved", ("5.00", "0.00", "0.00")), ("Gutschein", ("€5", "", "")), ("Ersparnis", ("1.50 EUR", "-", "-")),
        ("Savings", ("-5", "0", "0")),
    ],
)  # fmt: skip
def test_money_taken_off_is_told(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert "before or after" in outcome.sentences
    (tmp_path / "known").mkdir()
    known = read(tmp_path / "known", _with(column, *values), f"{FEED}discounts: taken_off\n")
    assert (known.doubts, known.sold) == ([], SOLD)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Coupon", ("SAVE10", "", "")), ("Coupon", ("10", "", "")), ("Voucher", ("4711", "4712", "")), ("Voucher", ("5.00", "WELCOME", "")), ("Saved", ("yes", "", "")),
        ("Voucher", ("0.00", "0", "")), ("Promotion", ("2 for 1", "", "")),
    ],
)  # fmt: skip
def test_codes_of_coupons_stay_quiet(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []
