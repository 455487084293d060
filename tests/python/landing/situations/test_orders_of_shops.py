"""What shows only in all lines of orders: totals that stand on each line, and numbers that start again each day."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")
BOTH = FEED.replace("price: Preis", "price: Preis, line_amount: Summe")
DAILY = FEED.replace("invoice: Nr", "invoice: [Nr, Tag]")


def _orders(*orders: tuple[str, str]) -> str:
    """An export of orders; each is (amounts of its lines, pieces of its lines)."""
    lines = [
        f"{7000 + at},2024-05-{10 + at},{'ABCDE'[line]},Lamp,{piece},{amount},K{at},DE"
        for at, (amounts, pieces) in enumerate(orders)
        for line, (amount, piece) in enumerate(zip(amounts.split(), pieces.split(), strict=True))
    ]
    return table(*lines)


@pytest.mark.parametrize(
    "orders",
    [
        [("87.60 87.60", "3 1"), ("476.64 476.64 476.64", "5 2 1"), ("9.00", "1")],
        [(f"{at}0.50 {at}0.50", "1 1") for at in range(1, 7)],
        [("87.60 87.60", "3 1"), ("20.00 20.00", "1 2"), ("5.00 5.00", "1 1"), ("-5.00", "-1")],
    ],
    ids=["pieces that differ", "one piece a line", "a return beside them"],
)
def test_the_total_of_the_order_on_each_line_is_told(
    tmp_path: Path, orders: list[tuple[str, str]]
) -> None:
    outcome = read(tmp_path, _orders(*orders), AMOUNT)
    assert outcome.doubts == ["order_total_on_lines"]
    assert "the column 'Preis' has one amount on all lines of" in outcome.sentences


@pytest.mark.parametrize(
    "orders",
    [
        [("80.00 15.00", "2 1"), ("15.00 15.00", "1 1"), ("30.00 20.00", "2 1")],
        [("10.00 10.00", "1 1") for _ in range(9)],
        [("87.60 87.60", "1 1"), ("9.00 9.00", "1 1"), ("12.00", "1")],
        [("87.60", "3"), ("9.00", "1"), ("12.00", "1")],
        [("0 0", "1 2"), ("0 0", "1 2"), ("0 0", "3 2"), ("5.00", "1")],
    ],
    ids=["amounts of lines", "everything costs ten", "a chance", "orders of one line", "gifts"],
)
def test_amounts_of_lines_stay_quiet(tmp_path: Path, orders: list[tuple[str, str]]) -> None:
    assert read(tmp_path, _orders(*orders), AMOUNT).doubts == []


def test_an_amount_that_is_pieces_times_price_is_one_of_the_line(tmp_path: Path) -> None:
    lines = [
        f"{7000 + at},2024-05-1{at},{code},Lamp,{pieces},{price},K1,DE,{at}2.00"
        for at in range(1, 7)
        for code, pieces, price in (("A", 2, f"{at * 5 + 1}.00"), ("B", 1, f"{at}2.00"))
    ]
    assert read(tmp_path, table(*lines, header=f"{COLUMNS},Summe"), BOTH).doubts == []


def _receipts(days: int, customers: tuple[str, ...], numbers: int = 3) -> str:
    lines = [
        f"{number},2024-05-{10 + day} 1{number % 10}:30,A{number % 7},Lamp,1,{number % 7 + day}.00,{customers[(day + number) % len(customers)]},DE"
        for day in range(days)
        for number in range(1, numbers + 1)
    ]
    return table(*lines)


@pytest.mark.parametrize("customers", [("K1", "K2", "K3", "K4"), ("",)], ids=["known", "guests"])
def test_numbers_that_start_again_each_day_are_told(
    tmp_path: Path, customers: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _receipts(4, customers))
    assert outcome.doubts == ["order_numbers_again"]
    assert "3 of 3 numbers in the column 'Nr'" in outcome.sentences
    assert "invoice: [Nr, Tag]" in outcome.sentences


def test_the_line_that_is_advised_ends_the_doubt(tmp_path: Path) -> None:
    outcome = read(tmp_path, _receipts(4, ("K1", "K2", "K3", "K4")), DAILY)
    assert outcome.doubts == []
    assert len(set(outcome.column("invoice"))) == 12


@pytest.mark.parametrize(
    "text",
    [
        _receipts(1, ("K1", "K2"), numbers=30),
        table(*(f"7,2024-05-1{day},A{day},Lamp,1,2.00,K1,DE" for day in range(6)), "8,2024-05-17,B,Tea,1,3.00,K2,DE", "9,2024-05-17,B,Tea,1,3.00,K2,DE", "9,2024-05-19,B,Tea,-1,3.00,,DE"),
        table(*(f"{number},2024-05-17,A,Lamp,1,2.00,K{number},DE" for number in range(20)), "3,2024-05-18,B,Tea,1,3.00,K9,DE", "4,2024-05-18,B,Tea,1,3.00,K9,DE"),
    ],
    ids=["one day", "one order and a return", "few"],
)  # fmt: skip
def test_orders_with_late_lines_stay_quiet(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).doubts == []


OPPOSITE = (
    "7,2024-05-17,A,Lamp,2,80.00,K1,DE",
    "7R,2024-05-18,A,Lamp,-1,40.00,K1,DE",
    "8,2024-05-18,B,Shade,1,15.00,K2,DE",
)


@pytest.mark.parametrize(
    ("lines", "feed", "signs"),
    [
        (OPPOSITE, AMOUNT, "a negative quantity and a positive amount"),
        (("7,2024-05-17,A,Lamp,2,40.00,K1,DE", "7R,2024-05-18,A,Lamp,-1,-40.00,K1,DE", "8,2024-05-18,B,Shade,1,15.00,K2,DE"), FEED, "a negative quantity and a negative price"),
    ],
    ids=["amount", "price"],
)  # fmt: skip
def test_a_sign_that_says_the_opposite_is_told_with_a_line_that_mends_it(
    tmp_path: Path, lines: tuple[str, ...], feed: str, signs: str
) -> None:
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    outcome = read(tmp_path / "before", table(*lines), feed)
    assert outcome.doubts == ["opposite_signs"]
    assert f"1 line with {signs}, 40.00 in all" in outcome.sentences
    assert "refunds: any_negative" in outcome.sentences
    mended = read(tmp_path / "after", table(*lines), f"{feed}refunds: any_negative\n")
    assert mended.doubts == []
    assert (mended.sold, mended.returned, mended.adjusted) == (
        Decimal(95),
        Decimal(-40),
        Decimal(0),
    )


def test_any_minus_makes_a_return(tmp_path: Path) -> None:
    lines = (
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE,80.00", "8,2024-05-18,A,Lamp,-1,40.00,K1,DE,40.00", "9,2024-05-18,A,Lamp,1,40.00,K1,DE,-40.00",
        "10,2024-05-18,A,Lamp,-1,-40.00,K1,DE,-40.00", "11,2024-05-18,A,Lamp,1,-40.00,K1,DE,-40.00", "12,2024-05-18,A,Lamp,-1,40.00,K1,DE,-40.00",
    )  # fmt: skip
    outcome = read(
        tmp_path, table(*lines, header=f"{COLUMNS},Summe"), f"{BOTH}refunds: any_negative\n"
    )
    assert (outcome.sold, outcome.returned, outcome.adjusted) == (
        Decimal(80),
        Decimal(-200),
        Decimal(0),
    )
    assert outcome.doubts == []


def test_a_negative_amount_is_called_one(tmp_path: Path) -> None:
    lines = ("7,2024-05-17,A,Lamp,2,80.00,K1,DE", "8,2024-05-18,A,Lamp,1,-40.00,K1,DE")
    outcome = read(tmp_path, table(*lines), AMOUNT)
    assert outcome.doubts == ["negative_prices"]
    assert "with a negative amount" in outcome.sentences
