"""Numbers beside a line's own that say how these are meant: pieces that a price is for, cents, and what came back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, Outcome, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def _with(column: str, *values: str, lines: tuple[str, ...] = LINES) -> str:
    added = (f"{line},{value}" for line, value in zip(lines, values, strict=True))
    return table(*added, header=f"{COLUMNS},{column}")


def _add(feed: str, column: str) -> str:
    return feed.replace("}\n", f", {column}}}\n")


def _amounts(outcome: Outcome) -> list[tuple[str | None, str | None, str | None]]:
    assert (outcome.refused, outcome.doubts) == ("", [])
    return [(row["quantity"], row["price"], row["line_amount"]) for row in outcome.rows]


@pytest.mark.parametrize(
    ("values", "sold"),
    [
        (("1", "1", "1"), SOLD), (("100", "1", "1"), Decimal("30.8")), (("100", "", "1000"), Decimal("15.815")), (("1.000", "1", "1"), SOLD),
        (("3", "1", "1"), Decimal("56.6667")), (("12", "12", "12"), Decimal("9.1667")),
    ],
)  # fmt: skip
def test_a_price_of_several_pieces(tmp_path: Path, values: tuple[str, ...], sold: Decimal) -> None:
    outcome = read(tmp_path, _with("PE", *values), f"{_add(FEED, 'price_per: PE')}decimal: '.'\n")
    assert (outcome.sold, outcome.doubts) == (sold, [])


def test_the_amount_of_a_small_price_is_exact(tmp_path: Path) -> None:
    line = "7,2024-05-17,A,Screw,2500,12.34,K1,DE"
    outcome = read(tmp_path, _with("PE", "1000", lines=(line,)), _add(FEED, "price_per: PE"))
    assert _amounts(outcome) == [("2500", "0.0123", "30.8500")]


@pytest.mark.parametrize(
    ("feed", "sold"),
    [
        (f"{FEED}price_per: 100\n", Decimal("1.10")), (f"{FEED}amounts_in: cents\n", Decimal("1.10")),
        (f"{AMOUNT}amounts_in: cents\n", Decimal("0.70")), (f"{FEED}price_per: 12\n", Decimal("9.1667")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("thousands", [False, True])
def test_all_amounts_in_cents(tmp_path: Path, feed: str, sold: Decimal, thousands: bool) -> None:
    lines = [line.replace(".00", "") for line in LINES]
    if thousands:
        lines = [line.replace(",40,", ",40000,").replace(",15,", ",15000,") for line in lines]
    outcome = read(
        tmp_path, table(*lines).replace("Preis", "Preis Cent"), feed.replace("Preis", "Preis Cent")
    )
    assert outcome.doubts == []
    assert abs(outcome.sold - sold * (1000 if thousands else 1)) < Decimal("0.05")


@pytest.mark.parametrize(
    ("values", "quantities"),
    [(("1", "0", ""), ["1.0000", "1.0000", "1"]), (("2", "", ""), ["0.0000", "1", "1"]), (("-1", "0", "0"), ["1.0000", "1.0000", "1.0000"])],
)  # fmt: skip
def test_pieces_that_came_back_are_taken_off(
    tmp_path: Path, values: tuple[str, ...], quantities: list[str]
) -> None:
    outcome = read(
        tmp_path, _with("Qty Refunded", *values), _add(FEED, "returned_quantity: Qty Refunded")
    )
    assert outcome.column("quantity") == quantities
    assert (outcome.refused, outcome.doubts) == ("", [])


def test_pieces_of_several_columns_are_taken_off(tmp_path: Path) -> None:
    text = _with("Refunded,Canceled", "1,1", "0,0", "0,1")
    outcome = read(tmp_path, text, _add(FEED, "returned_quantity: [Refunded, Canceled]"))
    assert (outcome.sold, outcome.doubts) == (Decimal(15), [])


@pytest.mark.parametrize(
    ("feed", "values", "sold"),
    [
        (FEED, ("40.00", "", "0.00"), SOLD - 40), (AMOUNT, ("10.00", "", "1.50"), Decimal("58.5")),
        (FEED, ("€ 40,00", "", "0,00"), SOLD - 40), (f"{AMOUNT}amounts_in: cents\n", ("10", "5", "0"), Decimal("0.55")),
    ],
)  # fmt: skip
def test_money_that_came_back_is_taken_off(
    tmp_path: Path, feed: str, values: tuple[str, ...], sold: Decimal
) -> None:
    text = _with("Erstattet", *values)
    if "," in "".join(values):
        text = table(
            *(f"{line.replace(',', ';').replace('.00', ',00')};{value}" for line, value in zip(LINES, values, strict=True)),
            header=f"{COLUMNS},Erstattet", delimiter=";",
        )  # fmt: skip
    outcome = read(tmp_path, text, _add(feed, "returned_amount: Erstattet"))
    assert (outcome.sold, outcome.doubts) == (sold, [])


@pytest.mark.parametrize("key", ["returned_quantity", "returned_amount", "price_per"])
def test_a_text_among_them_is_told(tmp_path: Path, key: str) -> None:
    outcome = read(tmp_path, _with("X", "1", "some", "1"), _add(FEED, f"{key}: X"))
    assert outcome.doubts[0] == "unreadable_values"
    assert "in the column 'X'" in outcome.sentences


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (_add(AMOUNT, "returned_quantity: X"), "it needs  returned_amount  too"), (_add(AMOUNT, "price_per: X"), "there is no price"),
        (f"{FEED}price_per: 0\n", "the number of pieces that a price is for"), (f"{FEED}amounts_in: pounds\n", 'amounts_in is "cents"'),
        (_add(FEED, "price_per: [X, Preis]"), "only invoice, returned_quantity, returned_amount may be several"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(tmp_path: Path, feed: str, said: str) -> None:
    assert said in read(tmp_path, _with("X", "1", "1", "1"), feed).refused
