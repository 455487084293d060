"""Returns that an export writes with positive quantities: the feed says what tells them, and the doubt says which line does."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, Outcome, read, table

BACK = Decimal(-15)
HEADER = f"{COLUMNS},Type"
SALES = tuple(f"{line},Sale" for line in LINES)


def _amounts(outcome: Outcome) -> tuple[object, ...]:
    assert outcome.refused == ""
    return outcome.sold, outcome.returned, outcome.adjusted, outcome.doubts


def _returned(number: str, kind: str = "", quantity: str = "1", price: str = "15.00") -> str:
    line = f"{number},2024-05-19,B,Shade,{quantity},{price},K2,DE"
    return f"{line},{kind}" if kind else line


@pytest.mark.parametrize(
    ("quantity", "price"), [("1", "15.00"), ("-1", "15.00"), ("1", "-15.00"), ("-1", "-15.00")]
)
@pytest.mark.parametrize("more", ["", "cancellation_prefix: C\n"])
def test_a_line_that_a_column_says_is_a_return_is_one_whatever_its_signs(
    tmp_path: Path, quantity: str, price: str, more: str
) -> None:  # fmt: skip
    text = table(*SALES, _returned("9", " return", quantity, price), header=HEADER)
    outcome = read(tmp_path, text, f"{FEED}returns: {{Type: [Return, Refund]}}\n{more}")
    assert _amounts(outcome) == (SOLD, BACK, 0, [])


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("7-R", "return_suffix: -R"), ("7-r", "return_suffix: [RET, R]"), ("7/RET", "return_suffix: ret"),
        ("RET7", "return_prefix: RET"), ("CN-7", "return_prefix: [CN-, GS]"),
    ],
)  # fmt: skip
def test_an_order_that_is_numbered_as_returns_are_is_one(
    tmp_path: Path, number: str, says: str
) -> None:
    text = table(*LINES, _returned(number))
    assert _amounts(read(tmp_path, text, f"{FEED}{says}\n")) == (SOLD, BACK, 0, [])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("returns_2024.csv", "returns_*.csv"), ("Retouren Mai.csv", "[storno*, retouren*]"), ("back/05.csv", "back/*"),
    ],
)  # fmt: skip
def test_all_lines_of_a_file_that_is_named_so_are_returns(
    tmp_path: Path, name: str, says: str
) -> None:
    many = tuple(f"{at},2024-05-18,B,Shade,1,1.50,K2,DE" for at in range(10))
    outcome = read(tmp_path, table(*many), f"{FEED}return_files: {says}\n", name=name)
    assert _amounts(outcome) == (0, BACK, 0, [])
    (tmp_path / "other").mkdir()
    other = read(tmp_path / "other", table(*LINES), f"{FEED}return_files: {says}\n")
    assert _amounts(other) == (SOLD, 0, 0, [])


def test_an_amount_of_the_line_is_given_back_too(tmp_path: Path) -> None:
    feed = f"{FEED.replace('price: Preis', 'line_amount: Preis')}return_suffix: R\n"
    text = table(*LINES, _returned("7-R", quantity="2", price="30.00"))
    assert _amounts(read(tmp_path, text, feed)) == (Decimal(70), Decimal(-30), 0, [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (table(*LINES, _returned("7-R")), "orders.csv"),
        (table(*LINES, _returned("7-RET")), "orders.csv"),
        (table(*(f"INV-{line}" for line in LINES), _returned("CN-9")), "orders.csv"),
        (table(_returned("9")), "returns_2024-05.csv"),
        (table(*SALES, _returned("9", "Return"), header=HEADER), "orders.csv"),
    ],
)
def test_the_doubt_names_the_line_that_makes_them_returns(
    tmp_path: Path, text: str, name: str
) -> None:
    outcome = read(tmp_path, text, name=name)
    [line] = re.findall(r"line  (returns?(?:_\w+)?: .*?)(?:$| ?  | \.)", outcome.sentences)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n", name)
    assert (mended.returned, mended.doubts, mended.refused) == (BACK, [], "")
    (tmp_path / "later").mkdir()
    later = read(tmp_path / "later", text, f"{FEED}{line}\n", name.replace("2024-05", "2025-11-30"))
    assert later.returned == BACK


def test_another_state_beside_the_returns_is_still_told(tmp_path: Path) -> None:
    text = table(*SALES, _returned("9", "Return"), _returned("10", "Cancelled"), header=HEADER)
    outcome = read(tmp_path, text, f"{FEED}returns: {{Type: [Return]}}\n")
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert "returns: {Type: [Return, Cancelled]}" in outcome.sentences


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("returns: {Kind: [Return]}", "take the line  returns:  out of the feed"),
        ("returns: Type", "returns is a line like"),
        ("return_files: 3.5", "return_files is a name of files such as returns_*.csv"),
        ("return_suffix: [true]", "return_suffix is the end of an invoice's number"),
        ('return_prefix: " "', "return_prefix is the start of an invoice's number"),
    ],
)
def test_a_line_that_says_nothing_of_returns_is_refused(
    tmp_path: Path, says: str, sentence: str
) -> None:
    text = table(*SALES, header=HEADER)
    assert sentence in read(tmp_path, text, f"{FEED}{says}\n").refused
