"""Numbers that can be read in two ways, and columns that no field reads which may tell how."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import Outcome, read, table

HEADER = "Nr,Tag,Art,Stk,Preis,Summe"
PRICED = "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, price: Preis}\n"


def beside(folder: Path, price: str, *others: str) -> Outcome:
    """A price that can be read in two ways, and what stands beside it on each line."""
    lines = [f'7,2024-05-17,{at},1,"{price}","{one}"' for at, one in enumerate(others)]
    return read(folder, table(*lines, header=HEADER), PRICED)


@pytest.mark.parametrize(
    ("price", "others", "meant"),
    [
        ("1,084", ["2,369,785"], "1084"),
        ("1.084", ["2.369.785"], "1084"),
        ("1,084", ["₩ 12,569,785", "1,084", ""], "1084"),
        ("1,084", ["151.50"], "1084"),
        ("1.084", ["2,369.50"], "1.084"),
        ("1.084", ["-151,5"], "1084"),
        ("$1,084", ["$50.00 ", "$5.00"], "1084"),
        ("1.084 €", ["5,00 €"], "1084"),
    ],
)
def test_a_column_that_is_not_read_tells_the_mark_that_is_the_decimal_one(
    tmp_path: Path, price: str, others: list[str], meant: str
) -> None:
    outcome = beside(tmp_path, price, *others)
    assert (outcome.refused, outcome.doubts) == ("", [])
    assert set(outcome.column("price")) == {meant}


@pytest.mark.parametrize(
    ("price", "others"),
    [
        ("1,084", ["2,369,785", "2.369.785"]),
        ("1,084", ["3,252"]),
        ("1,084", ["2,369,785", "K7"]),
        ("1.084", ["14.30", "9.15"]),
        ("1,084", ["14.30", "9.15"]),
        ("$1.084", ["$50.00"]),
        ("1.084", ["17.05", "150.00"]),
        ("1.084", ["150.5"]),
        ("1.084", ["52.5200", "113.4051"]),
        ("1,084", ["v 150.5"]),
    ],
)
def test_columns_that_say_nothing_of_the_mark_or_contradict_one_another_leave_it_open(
    tmp_path: Path, price: str, others: list[str]
) -> None:
    assert "can be read in two ways" in beside(tmp_path, price, *others).refused
