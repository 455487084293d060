"""Sets and their parts on lines of their own, and the change that a till gives."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _lines(part: str, price: str = "40.00") -> tuple[str, ...]:
    """An order of a set with two parts, and a plain one."""
    return (
        "7,2024-05-17,SET,Set,1,55.00,K1,DE,,1", f"7,2024-05-17,A,Lamp,1,{price},K1,DE,{part},2",
        f"7,2024-05-17,B,Shade,1,{'15.00' if price != '0.00' else price},K1,DE,{part},3", "8,2024-05-17,B,Shade,1,15.00,K1,DE,,1",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "part"), [("Parent SKU", "SET"), ("Bundle", "set"), ("Parent Line", "1"), ("Hauptartikel", "SET"), ("Parent Line Item ID", "1"), ("Kit SKU", "SET")])  # fmt: skip
def test_parts_with_prices_beside_that_of_their_set_are_told(
    tmp_path: Path, name: str, part: str
) -> None:
    text = table(*_lines(part), header=f"{COLUMNS},{name},Line")
    outcome = read(tmp_path, text)
    assert (outcome.doubts, outcome.sold) == (["parts_of_sets_with_prices"], Decimal(125))
    [line] = re.findall("keep: {.*?}", outcome.sentences)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold) == ([], Decimal(70))


@pytest.mark.parametrize(
    "lines",
    [
        _lines("SET", price="0.00"), _lines("PARENT"), _lines(""),
        tuple(line.replace("55.00", "0.00") for line in _lines("SET")),
        tuple(f"{line},{line.split(',')[2]},1" for line in LINES),
    ],
)  # fmt: skip
def test_sets_that_count_once_stay_quiet(tmp_path: Path, lines: tuple[str, ...]) -> None:
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Parent SKU,Line"))
    assert outcome.doubts == []


@pytest.mark.parametrize("change", ["CHANGE", "Wechselgeld", "change given"])
def test_change_is_a_payment_too(tmp_path: Path, change: str) -> None:
    text = table(
        *LINES, "7,2024-05-17,T,CASH,1,100.00,K1,DE", f"7,2024-05-17,T,{change},1,-5.00,K1,DE"
    )
    outcome = read(tmp_path, text)
    assert "payments_as_sales" in outcome.doubts
    [line] = re.findall("drop: {.*?}", outcome.sentences)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold) == ([], SOLD)
    assert not mended.adjusted


@pytest.mark.parametrize(
    ("of_set", "of_part"), [("bundle", "component"), ("Bundle", "simple"), ("Kit", "Kit Component")]
)
@pytest.mark.parametrize("name", ["Product Type", "Type", "Artikeltyp"])
def test_kinds_of_articles_tell_sets_too(
    tmp_path: Path, name: str, of_set: str, of_part: str
) -> None:
    kinds = (of_set, of_part, of_part, "plain")
    lines = (line.rsplit(",", 2)[0] + f",{kind}" for line, kind in zip(_lines(""), kinds, strict=True))  # fmt: skip
    text = table(*lines, header=f"{COLUMNS},{name}")
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["parts_of_sets_with_prices"]
    [line] = re.findall("drop: {.*?}", outcome.sentences)
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold) == ([], Decimal(70))


@pytest.mark.parametrize(
    "kinds", [("simple",) * 3, ("configurable", "simple", "simple"), ("set", "set", "set")]
)
def test_kinds_of_articles_that_count_once_stay_quiet(
    tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    lines = (f"{line},{kind}" for line, kind in zip(LINES, kinds, strict=True))
    assert read(tmp_path, table(*lines, header=f"{COLUMNS},Product Type")).doubts == []
