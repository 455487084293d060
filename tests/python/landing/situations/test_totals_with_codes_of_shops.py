"""Totals and taxes of orders that have a code and a quantity, as articles have."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import FEED, LINES, SOLD, read, table


def _receipts(*more: str, count: int = 4) -> str:
    """Orders of two articles and these lines. N, D, T: number, day and sum of the order."""
    lines: list[str] = []
    for at in range(1, count + 1):
        lines += [f"{at},2024-05-17,A{at},Lamp,2,{at}.10,K1,DE", f"{at},2024-05-17,B,Shade,1,5.00,K1,DE"]  # fmt: skip
        total = f"{2 * at + 5.2 if at == 1 else 2 * (at + 0.1) + 5:.2f}"
        lines += [one.replace("N,D", f"{at},2024-05-17").replace("T", total) for one in more]
    return table(*lines)


_SOLD = Decimal("40.80")


def _mended(tmp_path: Path, text: str, sentences: str, feed: str = FEED) -> Decimal:
    """What is sold with the line  drop:  that a sentence names."""
    line = sentences[sentences.index("drop:") :].split("  ")[0]
    (tmp_path / "mended").mkdir()
    return read(tmp_path / "mended", text, f"{feed}{line}\n").sold


@pytest.mark.parametrize(
    "line",
    [
        "N,D,9999,Summe,1,T,K1,DE", "N,D,9999,Bonsumme,1,T,K1,DE", "N,D,9999,Zu zahlen,1,T,K1,DE", "N,D,ZN,Gesamtbetrag,1,T,K1,DE",
        "N,D,9999,Total général,1,T,K1,DE", "N,D,9999,,1,T,K1,DE", "N,D,,Bongesamt,1,T,K1,DE",
    ],
)  # fmt: skip
def test_a_total_with_a_code_is_told(tmp_path: Path, line: str) -> None:
    text = _receipts(line)
    outcome = read(tmp_path, text)
    kinds = {"totals_as_sales", "lines_of_whole_orders"} & set(outcome.doubts)
    assert len(kinds) == 1
    assert outcome.sold == 2 * _SOLD
    assert _mended(tmp_path, text, outcome.sentences) == _SOLD


def test_a_single_one_is_told_by_its_word(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "7,2024-05-17,Z,Rechnungsbetrag,1,95.00,K1,DE"))
    assert outcome.doubts == ["totals_as_sales"]
    assert "drop: {Name: [Rechnungsbetrag]}" in outcome.sentences


def test_a_total_behind_a_tax_and_beside_its_payment_is_told(tmp_path: Path) -> None:
    text = _receipts(
        "N,D,98,Zwischensumme,1,T,K1,DE", "N,D,97,MwSt 19%,1,1.00,K1,DE", "N,D,99,Summe,1,T,K1,DE", "N,D,96,Barzahlung,1,50.00,K1,DE"
    )  # fmt: skip
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["payments_as_sales", "taxes_as_sales", "totals_as_sales"]
    assert "drop: {Name: [Summe, Zwischensumme]}" in outcome.sentences


@pytest.mark.parametrize(
    "line",
    [
        "N,D,BAG,Bag,1,0.20,K1,DE", "N,D,TR,Total Repair Shampoo,1,9.00,K1,DE", "N,D,P,Postage,1,4.95,K1,DE",
        "N,D,SUM-1,Summer dress,1,12.00,K1,DE",
    ],
)  # fmt: skip
def test_what_each_order_has_is_no_total(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, _receipts(line)).doubts == []


def test_an_article_that_once_costs_as_much_as_the_others_is_no_total(tmp_path: Path) -> None:
    lines = [f"{at},2024-05-17,T,Total Repair,1,5.00,K1,DE" for at in range(20, 25)]
    outcome = read(tmp_path, table(*LINES, "7,2024-05-17,T,Total Repair,1,95.00,K1,DE", *lines))
    assert (outcome.doubts, outcome.sold) == ([], SOLD + 95 + 25)


@pytest.mark.parametrize(
    "name",
    ["MwSt 7 %", "MwSt. 19,00%", "VAT (20%)", "19% USt", "TVA 20%", "IVA", "Sales Tax", "BTW 21%", "Mehrwertsteuer"],
)  # fmt: skip
def test_a_line_of_a_tax_is_told(tmp_path: Path, name: str) -> None:
    text = table(*LINES, f'7,2024-05-17,MWST7,"{name}",1,6.00,K1,DE')
    outcome = read(tmp_path, text)
    assert (outcome.doubts, outcome.sold) == (["taxes_as_sales"], SOLD + 6)
    assert _mended(tmp_path, text, outcome.sentences) == SOLD


def test_a_code_of_a_tax_is_told_where_no_name_stands(tmp_path: Path) -> None:
    feed = FEED.replace(" description: Name,", "")
    outcome = read(tmp_path, table(*LINES, "7,2024-05-17,MWST19,,1,6.00,K1,DE"), feed)
    assert outcome.doubts == ["taxes_as_sales"]


@pytest.mark.parametrize("name", ["Taxi 7", "Tax law handbook", "Vatican guide", "Iva perfume", "GST-12 chair", "Steuerrad"])  # fmt: skip
def test_articles_that_are_called_like_a_tax_stay_quiet(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, table(*LINES, f"7,2024-05-17,X,{name},1,6.00,K1,DE")).doubts == []
