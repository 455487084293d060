"""Lines of whole orders among those of their articles, as eBay writes them: the pieces and the amount of both, and no article."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")
NO_NAME = FEED.replace("description: Name, ", "")


def _orders(whole: str, name: str = "", code: str = "") -> list[str]:
    """Four orders of two lines, each with a line of its own; and one of one line without it. whole: pieces and price of the order."""
    lines = []
    for at in range(1, 5):
        lines += [
            f"{at},2024-05-17,{code},{name},{whole},K{at},DE",
            f"{at},2024-05-17,A,Lamp,2,40.00,K{at},DE",
            f"{at},2024-05-17,{'' if at == 2 and not name else 'B'},Shade,1,15.00,K{at},DE",
        ]
    return [*lines, "9,2024-05-19,A,Lamp,1,40.00,K9,DE"]


@pytest.mark.parametrize("whole", ["3,95.00", "1,95.00", "3,31.67", "3,104.50", "1,55.00"])
def test_lines_of_whole_orders_are_told(tmp_path: Path, whole: str) -> None:
    outcome = read(tmp_path, table(*_orders(whole)))
    assert "lines_of_whole_orders" in outcome.doubts
    assert "4 lines, " in outcome.sentences
    assert "drop: {Name: ['']}" in outcome.sentences


def test_amounts_of_lines_are_summed_up_as_well(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*_orders("3,55.00")), AMOUNT)
    assert "lines_of_whole_orders" in outcome.doubts


def test_the_line_that_is_advised_leaves_them_out(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*_orders("3,95.00")), f"{FEED}drop: {{Name: ['']}}\n")
    assert "lines_of_whole_orders" not in outcome.doubts
    assert (outcome.sold, outcome.left_out) == (Decimal(4 * 95 + 40), 4)


def test_where_the_code_tells_them_no_other_code_is_asked_for(tmp_path: Path) -> None:
    lines = [line.replace(",,Shade", ",B,Shade") for line in _orders("3,95.00")]
    outcome = read(tmp_path, table(*lines), NO_NAME)
    assert outcome.doubts == ["lines_of_whole_orders"]
    assert "drop: {Art: ['']}" in outcome.sentences


def test_where_other_lines_lack_a_code_too_no_line_is_advised_that_drops_them(
    tmp_path: Path,
) -> None:
    outcome = read(tmp_path, table(*_orders("3,95.00")), NO_NAME)
    assert outcome.doubts == ["lines_without_a_code", "lines_of_whole_orders"]
    assert "drop: {Art: ['']}" not in outcome.sentences
    assert "nothing stands on these lines alone" in outcome.sentences


@pytest.mark.parametrize(
    "lines",
    [
        _orders("1,4.90", name="Postage"), _orders("3,95.00", name="Set of both", code="SET"), _orders("1,0.00"),
        _orders("3,95.00")[:3], _orders("3,40.00"),
    ],
)  # fmt: skip
def test_other_lines_are_no_whole_orders(tmp_path: Path, lines: list[str]) -> None:
    outcome = read(tmp_path, table(*lines, header=COLUMNS))
    assert "lines_of_whole_orders" not in outcome.doubts
