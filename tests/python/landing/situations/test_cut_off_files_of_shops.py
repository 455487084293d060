"""A text that ends amid its last number is told; one that only lacks the last line end is as good as any."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import read

HEADER = "Nr;Tag;Art;Name;Wer;Land;Stk;Preis"
LINES = (
    "7;2024-05-17;A;Lamp;K1;DE;2;40,00",
    "7;2024-05-17;B;Shade;K1;DE;1;15,95",
    "8;2024-05-18;B;Shade;K2;DE;1;1.015,95",
)
FEED = (
    "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, price: Preis, description: Name, "
    "customer_id: Wer, country: Land}\ndecimal: ','\n"
)


def doubts(folder: Path, *lines: str, end: str = "") -> list[str]:
    return read(folder, "\n".join((HEADER, *lines)) + end, FEED).doubts


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_number_that_is_cut_off_is_told(tmp_path: Path, cut: int) -> None:
    assert doubts(tmp_path, *LINES, "9;2024-05-18;B;Shade;K2;DE;1;12,95"[:-cut]) == [
        "last_line_cut_off"
    ]


@pytest.mark.parametrize(
    ("last", "end"),
    [
        ("9;2024-05-18;B;Shade;K2;DE;1;12,95", ""),
        ("9;2024-05-18;B;Shade;K2;DE;1;12,9", "\n"),
    ],
)
def test_a_whole_number_and_a_whole_line_are_no_doubt(tmp_path: Path, last: str, end: str) -> None:
    assert doubts(tmp_path, *LINES, last, end=end) == []


@pytest.mark.parametrize("price", ["40", "40,1", "40,05"])
def test_where_numbers_have_decimals_as_they_need_a_short_one_is_no_doubt(
    tmp_path: Path, price: str
) -> None:
    first = LINES[0].replace("40,00", price)
    assert doubts(tmp_path, first, *LINES[1:], "9;2024-05-18;B;Shade;K2;DE;1;12,9") == []


def test_of_many_numbers_none_needs_a_0_at_its_end(tmp_path: Path) -> None:
    many = [f"{order};2024-05-17;B;Shade;K1;DE;1;15,95" for order in range(100, 220)]
    assert doubts(tmp_path, *many, "9;2024-05-18;B;Shade;K2;DE;1;12,9") == ["last_line_cut_off"]


def test_the_last_column_may_be_any(tmp_path: Path) -> None:
    """Nothing is told of a text, a whole number of pieces or a customer: nobody sees a piece of it."""
    feed = FEED.replace("price: Preis", "line_amount: Preis")
    lines = [";".join(one.split(";")[::-1]) for one in (HEADER, *LINES)]
    assert read(tmp_path, "\n".join(lines), feed).doubts == []
