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


def _folder(tmp_path: Path, name: str) -> Path:
    """For a file that is read twice."""
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _amounts(outcome: Outcome) -> list[tuple[str | None, str | None, str | None]]:
    assert (outcome.refused, outcome.doubts) == ("", [])
    return [(row["quantity"], row["price"], row["line_amount"]) for row in outcome.rows]


@pytest.mark.parametrize(
    ("values", "sold"),
    [
        (("1", "1", "1"), SOLD), (("100", "1", "1"), Decimal("30.8")), (("1.000", "1", "1"), SOLD),
        (("3", "1", "1"), Decimal("56.6667")), (("12", "12", "12"), Decimal("9.1667")),
    ],
)  # fmt: skip
def test_a_price_of_several_pieces(tmp_path: Path, values: tuple[str, ...], sold: Decimal) -> None:
    outcome = read(tmp_path, _with("PE", *values), f"{_add(FEED, 'price_per: PE')}decimal: '.'\n")
    assert (outcome.sold, outcome.doubts) == (sold, [])


@pytest.mark.parametrize("pieces", ["0", "", "-", "box"])
def test_a_price_of_unknown_pieces_does_not_count(tmp_path: Path, pieces: str) -> None:
    back = "9,2024-05-19,B,Shade,-3,15.00,K2,DE"
    text = _with("PE", "100", "1", pieces, pieces, lines=(*LINES, back))
    outcome = read(tmp_path, text, f"{_add(FEED, 'price_per: PE')}decimal: '.'\n")
    assert (outcome.sold, outcome.returned + outcome.adjusted) == (Decimal("15.8"), Decimal(0))
    kind = "unreadable_values" if pieces == "box" else "price_of_unknown_pieces"
    assert outcome.doubts == [kind]
    assert "in the column 'PE'" in outcome.sentences


@pytest.mark.parametrize("pieces", ["0", "", "-"])
def test_the_feed_says_what_a_price_is_for_where_its_column_does_not(
    tmp_path: Path, pieces: str
) -> None:
    back = "9,2024-05-19,B,Shade,-3,15.00,K2,DE"
    text = _with("PE", "100", "1", pieces, pieces, lines=(*LINES, back))
    outcome = read(tmp_path, text, f"{_add(FEED, 'price_per: PE')}price_per: 1\n")
    assert (outcome.sold, outcome.returned, outcome.doubts) == (Decimal("30.8"), Decimal(-45), [])


def test_an_amount_of_the_line_needs_no_pieces_of_its_price(tmp_path: Path) -> None:
    text = _with("PE,Betrag", "100,0.80", ",15.00", "box,15.00")
    outcome = read(tmp_path, text, _add(FEED, "price_per: PE, line_amount: Betrag"))
    assert (outcome.sold, outcome.doubts) == (Decimal("30.8"), [])
    assert outcome.column("price") == ["0.4000", "15.0000", "15.0000"]


@pytest.mark.parametrize("word", ["-", "nan", "--", "NULL", "n/a"])
@pytest.mark.parametrize("key", ["returned_quantity", "returned_amount"])
def test_a_word_for_none_is_nothing_that_came_back(tmp_path: Path, key: str, word: str) -> None:
    outcome = read(tmp_path, _with("X", "1", word, word), _add(FEED, f"{key}: X"))
    assert outcome.sold == SOLD - (40 if key == "returned_quantity" else 1)
    assert outcome.doubts == []


@pytest.mark.parametrize(
    ("feed", "key"),
    [(FEED, "returned_quantity"), (FEED, "returned_amount"), (AMOUNT, "returned_amount"), (FEED, "discount"), (AMOUNT, "discount")],
)  # fmt: skip
def test_more_off_than_was_sold_is_told(tmp_path: Path, feed: str, key: str) -> None:
    outcome = read(tmp_path, _with("X", "95", "0", "0"), _add(feed, f"{key}: X"))
    what = "more_discount_than_sold" if key == "discount" else "more_back_than_sold"
    assert outcome.doubts[0] == what


@pytest.mark.parametrize("feed", [FEED, AMOUNT])
@pytest.mark.parametrize("sign", ["", "-"])
def test_discounts_are_taken_off(tmp_path: Path, feed: str, sign: str) -> None:
    """Whatever their sign; of a return, whose amount is below zero, less came back."""
    returned = "8,2024-05-18,A,Lamp,-1,40.00,K1,DE"
    text = _with(
        "Zeilenrabatt,Anteil am Bestellrabatt",
        *(f"{sign}{one},{other}" for one, other in (("4.00", "1.00"), ("0", ""), ("1.50", "-"), ("5.00", "0.25"))),
        lines=(*LINES, returned if feed is FEED else returned.replace("40.00", "-40.00")),
    )  # fmt: skip
    before = read(_folder(tmp_path, "before"), text, feed)
    outcome = read(tmp_path, text, _add(feed, "discount: [Zeilenrabatt, Anteil am Bestellrabatt]"))
    assert (outcome.sold, outcome.doubts) == (before.sold - Decimal("6.50"), [])
    assert (before.returned, outcome.returned) == (Decimal(-40), Decimal("-34.75"))


def test_the_discount_that_is_not_taken_off_names_the_line_that_does_so(tmp_path: Path) -> None:
    text = _with("Rabatt,Anteil Bestellrabatt", "4.00,1.00", "0,0", "1.50,0.75")
    told = read(_folder(tmp_path, "told"), text, FEED)
    assert told.doubts[0] == "discounts_not_taken_off"
    assert "discount: Rabatt  among the columns" in told.sentences
    again = read(tmp_path, text, _add(FEED, "discount: Rabatt"))
    assert "discount: [Rabatt, Anteil Bestellrabatt]  among the columns" in again.sentences


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


@pytest.mark.parametrize("key", ["discount", "returned_quantity", "returned_amount", "price_per"])
def test_a_text_among_them_is_told(tmp_path: Path, key: str) -> None:
    outcome = read(tmp_path, _with("X", "1", "some", "1"), _add(FEED, f"{key}: X"))
    assert outcome.doubts[0] == "unreadable_values"
    assert "in the column 'X'" in outcome.sentences


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (_add(AMOUNT, "returned_quantity: X"), "it needs  returned_amount  too"), (_add(AMOUNT, "price_per: X"), "there is no price"),
        (f"{FEED}price_per: 0\n", "the number of pieces that a price is for"), (f"{FEED}amounts_in: pounds\n", 'amounts_in is "cents"'),
        (_add(FEED, "price_per: [X, Preis]"), "only invoice, discount, returned_quantity, returned_amount may be several"),
        (_add(f"{FEED}discounts: taken_off\n", "discount: X"), "takes them off once more"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(tmp_path: Path, feed: str, said: str) -> None:
    assert said in read(tmp_path, _with("X", "1", "1", "1"), feed).refused
