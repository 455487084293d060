"""Columns beside the amount of a line that tell whether it is after a discount, whatever they are called."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import Outcome, table
from tests.python.landing.situations.shop import read as read_by

FEED = "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, line_amount: Summe}\n"
HEADER = "Nr,Tag,Art,Stk,Vorher,Abzug Rabatt,Summe"


def read(folder: Path, text: str, feed: str = FEED) -> Outcome:
    return read_by(folder, text, feed)


def _table(*ends: str, header: str = HEADER, delimiter: str = ",") -> str:
    lines = (
        delimiter.join((str(number), "2024-05-17", f"A{number}", end))
        for number, end in enumerate(ends, start=1)
    )
    return table(*lines, header=header, delimiter=delimiter)


@pytest.mark.parametrize(
    "ends",
    [
        # the amount before it less the discount; below zero; in parts of a price; in percent; of a price of a piece
        ("2,$80.00,$10.00,$70.00", "1,$15.00,$1.50,$13.50", "3,$30.00,$3.00,$27.00"),
        ("2,80.00,-10.00,70.00", "1,15.00,-1.50,13.50", "3,30.00,-3.00,27.00", "-1,-15.00,1.50,-13.50"),
        ("2,40.00,10.00,70.00", "1,15.00,1.50,13.50", "3,10.00,3.00,27.00", "4,5.00,0,20.00"),
        ("2,40.00,10,72.00", "1,15.00,20,12.00", "3,10.00,50,15.00"),
        ("2,40.00/Stk,10 %,72.00", "1,15.00/Stk,20 %,12.00", "3,10.00/Stk,50 %,15.00"),
        ("2,80.00,0.1,72.00", "1,15.00,0.2,12.00", "3,30.00,0.5,15.00"),
    ],
)  # fmt: skip
def test_a_full_amount_under_any_name_tells_that_the_discount_is_off(
    tmp_path: Path, ends: tuple[str, ...]
) -> None:
    assert read(tmp_path, _table(*ends)).doubts == []


def test_so_does_one_with_a_decimal_comma(tmp_path: Path) -> None:
    ends = (
        "2,00;1.028,64 €;15,00 %;1.748,69 €",
        "1,00;15,00 €;20,00 %;12,00 €",
        "3,00;10,00 €;50,00 %;15,00 €",
    )
    assert read(tmp_path, _table(*ends, delimiter=";")).doubts == []


def test_it_may_stand_far_down(tmp_path: Path) -> None:
    ends = [f"1,{one}.00,0.00,{one}.00" for one in range(1, 3000)]
    ends += ["2,80.00,10.00,70.00", "1,15.00,1.50,13.50", "3,30.00,3.00,27.00"]
    assert read(tmp_path, _table(*ends)).doubts == []


def test_amounts_in_cents_have_discounts_in_cents(tmp_path: Path) -> None:
    ends = ("2,4000,1000,7000", "1,1500,150,1350", "3,1000,300,2700")
    feed = FEED.replace("line_amount", "price: Vorher, line_amount") + "amounts_in: cents\n"
    outcome = read(tmp_path, _table(*ends, header=HEADER.replace("Abzug Rabatt", "discount")), feed)
    assert (outcome.doubts, outcome.sold) == ([], Decimal("110.5"))


def test_the_quantity_times_a_price_tells_that_it_is_not(tmp_path: Path) -> None:
    outcome = read(
        tmp_path, _table("2,40.00,10.00,80.00", "2,15.00,1.50,30.00", "3,10.00,3.00,30.00")
    )
    assert outcome.doubts == ["discounts_not_taken_off"]
    assert "and the revenue is before it" in outcome.sentences


def test_a_price_after_the_discount_beside_the_one_before_it(tmp_path: Path) -> None:
    """SAP Business One: the discount makes the price, and the quantity times the price is the amount."""
    ends = ("2,40.00,10,36.00,72.00", "2,15.00,20,12.00,24.00", "3,10.00,50,5.00,15.00")
    header = "Nr,Tag,Art,Stk,PriceBefDi,DiscPrcnt,Price,Summe"
    assert read(tmp_path, _table(*ends, header=header)).doubts == []


def _articles(off: str) -> str:
    lines = [f"1,2024-05-17,A{one},2,10.00,0,20.00" for one in range(12)]
    lines += [f"{one},2024-05-18,A{one},2,{off}" for one in range(12)]
    return table(*lines, header="Nr,Tag,Art,Stk,Price,DiscPrcnt,Summe")


def test_articles_that_cost_less_by_the_discount_tell_too(tmp_path: Path) -> None:
    assert read(tmp_path, _articles("9.00,10,18.00")).doubts == []
    (tmp_path / "before").mkdir()
    outcome = read(tmp_path / "before", _articles("10.00,10,20.00"))
    assert outcome.doubts == ["discounts_not_taken_off"]


def _orders(discount: str) -> str:
    """Orders of two lines a quarter below the price, whose discount stands on both."""
    lines = ["0,2024-05-17,A,1,10.00,0,10.00", "0,2024-05-17,B,1,20.00,0,20.00"]
    lines += [
        f"{at},2024-05-18,{end}"
        for at in range(1, 12)
        for end in (f"A,2,7.50,{discount},15.00", f"B,{at},15.00,{discount},{15 * at}.00")
    ]
    return table(*lines, header="Nr,Tag,Art,Stk,Selling Price,Discounts Totals,Summe")


def test_a_discount_of_the_order_that_is_spread_over_its_lines_is_off(tmp_path: Path) -> None:
    text = _orders("-5.00")
    for at in range(1, 12):
        text = text.replace(
            f"\n{at},2024-05-18,A,2,7.50,-5.00", f"\n{at},2024-05-18,A,2,7.50,-{5 + 5 * at}.00"
        )
        text = text.replace(f"B,{at},15.00,-5.00", f"B,{at},15.00,-{5 + 5 * at}.00")
    assert read(tmp_path, text).doubts == []


def test_where_articles_cost_less_by_something_else_the_revenue_is_not_said_to_be_before_it(
    tmp_path: Path,
) -> None:
    outcome = read(tmp_path, _orders("-3.00"))
    assert "nothing tells whether the revenue is before or after it" in outcome.sentences


def test_where_nothing_tells_a_price_in_the_feed_would(tmp_path: Path) -> None:
    outcome = read(tmp_path, _table("2,4,10.00,70.00", "1,4,1.50,13.50", "3,4,3.00,27.00"))
    assert "nothing tells whether the revenue is before or after it" in outcome.sentences
    assert "as  price:  too" in outcome.sentences


PRICE = FEED.replace("line_amount", "price")


def _prices(ends: list[tuple[int, str]]) -> str:
    """Four articles, each in 1, 2 and 5 pieces and with other discounts. ends: pieces, and the rest of the line."""
    lines = [
        f"{10 * at + pieces},2024-05-{10 + at},A{at},{pieces},{end}"
        for at in range(4)
        for pieces, end in ends
    ]
    return table(*lines, header="Nr,Tag,Art,Stk,Gross Price,Discount,Summe")


ALL_OFF = [(1, "4.00,0.40,3.60"), (2, "8.00,2.00,6.00"), (5, "20.00,10.00,10.00")]
SOME_OFF = [(1, "4.00,0,4.00"), (2, "8.00,0,8.00"), (2, "8.00,2.00,6.00"), (5, "20.00,0,20.00")]


@pytest.mark.parametrize("ends", [ALL_OFF, SOME_OFF])
@pytest.mark.parametrize("said", ["", "discounts: taken_off\n"])
def test_the_amount_of_a_line_as_the_price_is_told_whatever_the_discounts_are(
    tmp_path: Path, ends: list[tuple[int, str]], said: str
) -> None:
    assert "price_of_the_line" in read(tmp_path, _prices(ends), PRICE + said).doubts


@pytest.mark.parametrize(
    "ends",
    [
        [(1, "4.00,0.40,3.60"), (2, "4.00,1.00,3.00"), (5, "4.00,2.00,2.00")],
        [(1, "4.00,0.40,3.60"), (2, "8.00,2.00,3.00"), (5, "20.00,10.00,2.00")],
        [(1, "4.00,0,4.00"), (2, "8.00,0,4.00"), (2, "8.00,2.00,3.00"), (5, "20.00,0,4.00")],
    ],
)
def test_prices_of_pieces_beside_discounts_are_not(
    tmp_path: Path, ends: list[tuple[int, str]]
) -> None:
    assert "price_of_the_line" not in read(tmp_path, _prices(ends), PRICE).doubts
