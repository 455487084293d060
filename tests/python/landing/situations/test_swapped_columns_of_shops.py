"""Columns that a feed has mixed up, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import read, table

HEADER = "Order,Day,SKU,Item,Qty,Price,Customer,Country"
COLUMNS = dict(zip(
    ("invoice", "invoice_date", "stock_code", "description", "quantity", "price", "customer_id", "country"), HEADER.split(","), strict=True
))  # fmt: skip
LINES = (
    "7,2024-05-17,A,Lamp,2,40,1,Germany",
    "7,2024-05-17,B,Shade,1,15,1,Germany",
    "8,2024-05-18,B,Shade,1,15,2,France",
)


def feed(*swapped: str) -> str:
    columns = dict(COLUMNS)
    if swapped:
        one, other = swapped
        columns |= {one: COLUMNS[other], other: COLUMNS[one]}
    return f"columns: {{{', '.join(f'{field}: {name}' for field, name in columns.items())}}}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("quantity", "price"), ("customer_id", "country"), ("invoice", "customer_id")],
)
def test_names_that_say_the_opposite_are_told(tmp_path: Path, one: str, other: str) -> None:
    outcome = read(tmp_path, table(*LINES, header=HEADER), feed(one, other))
    assert outcome.doubts == ["columns_swapped"]
    assert f" {one}: {COLUMNS[one]} " in outcome.sentences
    assert f" {other}: {COLUMNS[other]} " in outcome.sentences
    (tmp_path / "known").mkdir()
    known = f"{feed(one, other)}known_doubts: [columns_swapped]\n"
    assert read(tmp_path / "known", table(*LINES, header=HEADER), known).doubts == []


@pytest.mark.parametrize("columns", [(), ("description", "stock_code")])
def test_names_that_fit_are_not(tmp_path: Path, columns: tuple[str, ...]) -> None:
    assert read(tmp_path, table(*LINES, header=HEADER), feed(*columns)).doubts == []
