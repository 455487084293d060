"""A discount that stands in a column of its own: the price of a piece says nothing of it, and that is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from python_jobs.landing.lines.amount_names import DISCOUNT, NO_DISCOUNT
from python_jobs.landing.lines.header_words import words_of
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "values", "lines"),
    [
        ("Discount Amount", ("10.00", "", ""), 1), ("Lineitem discount", ("0.00", "1.50", "0.00"), 1),
        ("Rabatt", ("5%", "5%", "0%"), 2), ("Zeilenrabatt", ("-2.00", "0", "0"), 1), ("Nachlass EUR", ("0", "0", "3"), 1),
        ("Remise", ("0.1", "0.2", "0.3"), 3), ("Descuento", ("0", "0", "2.00"), 1), ("Sconto totale", ("4", "0", "0"), 1),
        ("Korting", ("1", "1", ""), 2), ("Rabat", ("0", "0", "7"), 1), ("Desconto", ("", "", "0.5"), 1),
        ("discount_total", ("0", "3.00", "0"), 1), ("item-promotion-discount", ("0", "-3.00", "0"), 1),
        ("UnitPriceDiscount", ("0.10", "0.00", "0.00"), 1), ("Price reduction", ("4.00", "0", "0"), 1), ("Preisnachlass", ("4.00", "0", "0"), 1),
    ],
)  # fmt: skip
def test_a_discount_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], lines: int
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.sold == SOLD
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert f"the column '{column}' has a discount on {lines} line" in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Discount", ("0", "0.00", "")), ("Discount Code", ("SPRING24", "", "")), ("Coupon", ("A1", "", "")),
        ("Discounted price", ("40.00", "15.00", "15.00")), ("Discount price", ("40.00", "15.00", "15.00")), ("Price with discount", ("40.00", "15.00", "15.00")), ("Price discounted", ("40.00", "15.00", "15.00")), ("Total after discount", ("80", "15", "15")),
        ("Discount reason", ("7", "", "")), ("Rabattcode", ("X10", "", "")), ("Shipping Discount", ("4.90", "", "")),
        ("ship-promotion-discount", ("-4.90", "", "")), ("Rabatt", ("SOMMER24", "", "")), ("Promotion", ("3 for 2", "", "")),
    ],
)  # fmt: skip
def test_what_is_no_discount_is_not_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    "column",
    [
        "Rem.", "Ristourne", "Dto", "Dto.", "Bonificación", "Rebaja", "Sc.%", "Abbuono", "Upust", "Zniżka", "Abatimento", "RETAIL_DISC", "coupon_disc", "Allowance", "Скидка", "Alennus",
        "割引", "Rabais commercial", "Line Disc %", "KBETR", "İndirim tutarı",
    ],
)  # fmt: skip
def test_names_of_discounts(column: str) -> None:
    words = words_of(column)
    assert DISCOUNT.fullmatch(words)
    assert not NO_DISCOUNT.fullmatch(words)


@pytest.mark.parametrize(
    ("column", "values"),
    [("Ristourne", ("4.00", "", "")), ("Dto", ("10", "0", "0")), ("Sc.%", ("5", "5", "")), ("RETAIL_DISC", ("-0.60", "0", "0")), ("KBETR", ("-50", "", ""))],
)  # fmt: skip
def test_other_names_of_discounts_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == ["discounts_not_taken_off"]


@pytest.mark.parametrize(
    ("column", "values"),
    [("Disc", ("1", "1", "2")), ("SC", ("3", "4", "4")), ("REM", ("7", "", "")), ("KBETR", ("40.00", "15.00", "15.00"))],
)  # fmt: skip
def test_numbers_under_short_names_are_no_discounts(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("listed", "net"), [("Listenpreis", "Nettopreis"), ("List Price", "Unit Price"), ("Prix catalogue", "Prix net")]
)  # fmt: skip
def test_a_lower_price_beside_a_list_price_is_told(tmp_path: Path, listed: str, net: str) -> None:
    text = _with(net, "36.00", "13.50", "13.50").replace("Preis", listed, 1)
    feed = FEED.replace("price: Preis", f"price: {listed}")
    outcome = read(tmp_path, text, feed)
    assert outcome.doubts == ["another_price"]
    assert f"price: {net}" in outcome.sentences
    (tmp_path / "after").mkdir()
    after = read(tmp_path / "after", text, FEED.replace("price: Preis", f"price: {net}"))
    assert (after.doubts, after.sold) == ([], Decimal(99))


def test_a_net_price_beside_another_price_is_not_told(tmp_path: Path) -> None:
    assert read(tmp_path, _with("Nettopreis", "33.61", "12.61", "12.61")).doubts == []


def test_an_amount_after_it_settles_the_matter(tmp_path: Path) -> None:
    text = table(
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE,10.00,70.00",
        "8,2024-05-18,B,Shade,1,15.00,K2,DE,0,15.00",
        header=f"{COLUMNS},Rabatt,Summe",
    )
    outcome = read(tmp_path, text, FEED.replace("price: Preis", "line_amount: Summe"))
    assert outcome.sold == Decimal(85)
    assert outcome.doubts == []


PRICE_AND_AMOUNT = FEED.replace("price: Preis", "price: Preis, line_amount: Summe")
AMOUNT = FEED.replace("price: Preis", "line_amount: Summe")


def _with_amounts(
    tmp_path: Path,
    discounts: tuple[str, str],
    amounts: tuple[str, str],
    feed: str,
    column: str = "Rabatt",
) -> list[str]:
    text = table(
        f"7;17.05.2024;A;Lamp;2;40,00;K1;DE;{discounts[0]};{amounts[0]}",
        f"8;18.05.2024;B;Shade;1;15,00;K2;DE;{discounts[1]};{amounts[1]}",
        header=f"{COLUMNS},{column},Summe",
        delimiter=";",
    )
    return read(tmp_path, text, feed).doubts


@pytest.mark.parametrize("feed", [PRICE_AND_AMOUNT, AMOUNT])
@pytest.mark.parametrize(
    ("discounts", "amounts"),
    [
        (("10,00", "0,00"), ("70,00", "15,00")), (("-10,00", "-1,50"), ("70,00", "13,50")), (("10%", "0%"), ("72,00", "15,00")),
        (("10", "0"), ("72,00", "15,00")), (("0,1", "0,2"), ("72,00", "12,00")), (("5,00 €", ""), ("70,00", "15,00")),
        (("2,005", ""), ("78,00", "15,00")),
    ],
)  # fmt: skip
def test_an_amount_that_is_after_the_discount_is_not_told(
    tmp_path: Path, discounts: tuple[str, str], amounts: tuple[str, str], feed: str
) -> None:
    assert _with_amounts(tmp_path, discounts, amounts, feed) == []


@pytest.mark.parametrize("feed", [PRICE_AND_AMOUNT, AMOUNT])
@pytest.mark.parametrize(
    "column",
    ["Rabatt", "item-promotion-discount", "Lineitem discount", "Coupon Amount", "Gutscheinbetrag"],
)
@pytest.mark.parametrize(
    "discounts", [("10,00", "0,00"), ("-10,00", "-1,50"), ("10%", "5 %"), ("EUR 1,50", "")]
)
def test_an_amount_that_is_before_the_discount_is_told(
    tmp_path: Path, feed: str, column: str, discounts: tuple[str, str]
) -> None:
    found = _with_amounts(tmp_path, discounts, ("80,00", "15,00"), feed, column)
    assert found == ["discounts_not_taken_off"]


@pytest.mark.parametrize("column", ["item-promotion-discount", "Discounts", "Remise totale"])
def test_an_amount_of_which_nothing_tells_is_told(tmp_path: Path, column: str) -> None:
    lines = ("7,2024-05-17,A,2,80.00,10.00", "8,2024-05-18,B,1,15.00,0.00")
    feed = "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, line_amount: Summe}\n"
    text = table(*lines, header=f"Nr,Tag,Art,Stk,Summe,{column}")
    outcome = read(tmp_path, text, feed)
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert "nothing tells whether the revenue is before or after it" in outcome.sentences
    (tmp_path / "said").mkdir()
    assert read(tmp_path / "said", text, feed + "discounts: taken_off\n").doubts == []


def test_a_second_column_of_discounts_is_looked_at_too(tmp_path: Path) -> None:
    """Shopify has the discount of the order and that of the line."""
    lines = (
        f"{line},{more}"
        for line, more in zip(LINES, ("0.00,0.00", "0.00,1.50", "0.00,0.00"), strict=True)
    )
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Discount Amount,Lineitem discount"))
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert "'Lineitem discount'" in outcome.sentences


def test_a_discount_of_the_order_is_one_line(tmp_path: Path) -> None:
    """Where an order's own columns stand on its first line alone, its discount is not that of the others."""
    text = table(
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE,10.00", "7,,B,Shade,1,15.00,,,", "8,2024-05-18,B,Shade,1,15.00,K2,DE,0.00",
        header=f"{COLUMNS},Discount Amount",
    )  # fmt: skip
    outcome = read(tmp_path, text)
    assert outcome.sold == SOLD
    assert "has a discount on 1 line" in outcome.sentences


_OF_DISCOUNTS = FEED.replace("price: Preis", "price: Preis, discount: Rabatt")


@pytest.mark.parametrize(
    ("column", "shares"),
    [("Rabatt", ("0.05", "0.1", "0.25")), ("UnitPriceDiscount", ("0.02", "0.10", "0.00", "0.15"))],
)
def test_shares_are_told_as_such(tmp_path: Path, column: str, shares: tuple[str, ...]) -> None:
    """The line  discount:  would take 0.15 off as money, and the doubt would be gone."""
    lines = (f"{at},2024-05-17,A,Lamp,5,40.00,K1,DE,{one}" for at, one in enumerate(shares))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},{column}"))
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert "shares of the amount" in outcome.sentences
    assert f"discount: {column}" not in outcome.sentences


@pytest.mark.parametrize(
    ("shares", "doubts"),
    [
        (("0.05", "0.1", "0.25"), ["shares_taken_off_as_money"]), (("0.15", "0", "0.15", "0.2"), ["shares_taken_off_as_money"]),
        (("5.00", "0.50", "0.25"), []), (("0.02", "0.01", "0.03"), []), (("0.50", "0", "0"), []),
    ],
)  # fmt: skip
def test_shares_that_the_feed_takes_off_as_money_are_told(
    tmp_path: Path, shares: tuple[str, ...], doubts: list[str]
) -> None:
    lines = (f"{at},2024-05-17,A,Lamp,5,40.00,K1,DE,{one}" for at, one in enumerate(shares))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Rabatt"), _OF_DISCOUNTS)
    assert outcome.doubts == doubts


def test_small_coupons_off_small_amounts_are_money(tmp_path: Path) -> None:
    lines = (f"{at},2024-05-17,A,Milk,2,1.20,K1,DE,0.50" for at in range(5))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Rabatt"), _OF_DISCOUNTS)
    assert (outcome.doubts, outcome.sold) == ([], Decimal("9.50"))
