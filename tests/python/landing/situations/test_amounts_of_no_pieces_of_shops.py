"""Money on lines of no pieces, in a column of amounts that the feed does not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

_AMOUNTS = ("80.00", "15.00", "15.00")


def _table(header: str, *more: str) -> str:
    lines = (f"{line},{amount}" for line, amount in zip(LINES, _AMOUNTS, strict=True))
    return table(*lines, *more, header=f"{COLUMNS},{header}")


@pytest.mark.parametrize("header", ["line_total", "Total", "Amount", "Gesamtpreis", "Montant"])
@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("9,2024-05-19,B,Shade,0,0.00,K2,DE,-5.00", "-5.00"), ("9,2024-05-19,B,Shade,0,15.00,K2,DE,-5.00", "-5.00"),
        ("9,2024-05-19,B,Shade,1,0.00,K2,DE,(5.00)", "-5.00"), ("9,2024-05-19,B,Assembly,0,0.00,K2,DE,30.00", "30.00"),
    ],
)  # fmt: skip
def test_it_is_told(tmp_path: Path, header: str, line: str, amount: str) -> None:
    outcome = read(tmp_path, _table(header, line))
    assert (outcome.sold, outcome.doubts) == (SOLD, ["amounts_of_no_pieces_not_read"])
    assert f"{amount} in all" in outcome.sentences
    assert f"line_amount: {header}" in outcome.sentences


@pytest.mark.parametrize(
    "line",
    ["9,2024-05-19,B,Shade,0,15.00,K2,DE,0.00", "9,2024-05-19,B,Shade,0,0.00,K2,DE,", "9,2024-05-19,G,Card,1,0.00,K2,DE,0"],
)  # fmt: skip
def test_no_amount_is_none(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, _table("line_total", line)).doubts == []


def test_an_amount_of_orders_is_not_told(tmp_path: Path) -> None:
    lines = (f"{line},{one}" for line, one in zip(LINES, ("95.00", "95.00", "15.00"), strict=True))
    text = table(*lines, "7,2024-05-17,F,Flyer,0,0.00,K1,DE,95.00", header=f"{COLUMNS},Total")
    assert read(tmp_path, text).doubts == []


def test_what_came_back_whole_is_not_told(tmp_path: Path) -> None:
    feed = FEED.replace("columns: {", "columns: {returned_quantity: Back, ")
    lines = (f"{line},{one}" for line, one in zip(LINES, ("80.00,0", "15.00,0", "15.00,1"), strict=True))  # fmt: skip
    text = table(*lines, header=f"{COLUMNS},line_total,Back")
    assert "amounts_of_no_pieces_not_read" not in read(tmp_path, text, feed).doubts
