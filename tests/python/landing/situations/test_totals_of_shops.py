"""Lines that sum up others, headers in the midst of lines, and lines of no article."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


@pytest.mark.parametrize(
    "total",
    [
        "Total,,,,,110.00,,", "Total:,,,,4,110.00,,", "Order total 7:,2024-05-17,,,1,95.00,K1,DE",
        ",,,Zwischensumme,3,95.00,,", "Gesamtergebnis,,,,4,110.00,,", "7 Ergebnis,,,,3,95.00,,",
        "7,2024-05-17,,Rechnungsbetrag,1,95.00,K1,DE", ",,,Sous-total,3,95.00,,", "Total général,,,,4,110.00,,",
        "Suma total,,,,4,110.00,,", "Totale complessivo,,,,4,110.00,,", "Razem,,,,4,110.00,,", "Eindtotaal,,,,4,110.00,,",
        "Total geral,,,,4,110.00,,", ",Total,,,4,110.00,,", ",,,,4,110.00,Summe,", ",,TOTAL,,4,110.00,,",
        "7,2024-05-17,SUBTOTAL,,1,95.00,K1,DE", ",2024-05-17,,Tagessumme,,95.00,,", ",,,,3,95.00,K1 Result,", ",,,,3,95.00,K1 Ergebnis,",
    ],
)  # fmt: skip
def test_a_line_that_sums_up_others_is_set_aside(tmp_path: Path, total: str) -> None:
    outcome = read(tmp_path, table(*LINES, total))
    assert (outcome.sold, outcome.left_out, outcome.doubts) == (SOLD, 1, [])


@pytest.mark.parametrize(
    "line",
    [
        "9,2024-05-19,TR,Total Repair Shampoo,1,10.00,K1,DE",
        "9,2024-05-19,S1,Summer dress,1,10.00,K1,DE",
        "9,2024-05-19,TOTAL-9,Motor oil TOTAL Quartz,1,10.00,K1,DE",
    ],
)
def test_an_article_whose_name_says_total_is_one(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, table(*LINES, line)).sold == SOLD + 10


def test_a_line_of_no_article_is_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "7,2024-05-17,,,1,95.00,K1,DE"))
    assert outcome.doubts == ["lines_without_a_code"]
    assert "take that one as  stock_code:" in outcome.sentences


@pytest.mark.parametrize(
    "name", ["Versand DHL", "Standard shipping", "Frais de port", "Gebühr: Express", "Rabatt 10 %", "Hinweis"]
)  # fmt: skip
def test_lines_of_postage_are_told_with_what_fits(tmp_path: Path, name: str) -> None:
    outcome = read(tmp_path, table(*LINES, f"7,2024-05-17,,{name},1,95.00,K1,DE"))
    assert outcome.doubts == ["lines_without_a_code"]
    assert "drop: {Art: ['']}" in outcome.sentences
    assert "stock_code:" not in outcome.sentences


@pytest.mark.parametrize(
    "name", ["Portlampe", "Tippkick", "Textilband", "Lampe mit Pfand an Bord", ""]
)
def test_other_names_are_no_postage(tmp_path: Path, name: str) -> None:
    outcome = read(tmp_path, table(*LINES, f"7,2024-05-17,,{name},1,95.00,K1,DE"))
    assert "take that one as  stock_code:" in outcome.sentences


@pytest.mark.parametrize(
    "word",
    [
        "Report total", "Net total:", "Sum", "SUM", "Gesamtumsatz", "Totalsumme", "Delsumma", "Totalt", "Soma", "Mezisoučet", "Spolu",
        "Ukupno", "Skupaj", "Kokku", "Iš viso", "Общо", "Ara Toplam", "Végösszeg", "合計", "小计", "총계",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{},2024-05-18,,,4,110.00,K2,DE", "8,2024-05-18,,{},4,110.00,,"])
def test_a_total_with_a_day_is_one_in_any_language(tmp_path: Path, word: str, line: str) -> None:
    outcome = read(tmp_path, table(*LINES, line.format(word)))
    assert (outcome.sold, outcome.left_out, outcome.doubts) == (SOLD, 1, [])


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("x,2024-05-17,,Kokkuvõte,1,3000.00,,", 3000),
        ("x,2024-05-17,NULL,Everything,3000,1.00,K1,DE", 3000),
        ("x,2024-05-17,-,,30,1.00,K1,DE", 30),
    ],
)
def test_one_line_of_no_article_is_told_where_it_has_much_of_the_revenue(
    tmp_path: Path, line: str, amount: int
) -> None:
    lines = [f"{at},2024-05-17,A,Lamp,1,1.00,K{at},DE" for at in range(3000)]
    outcome = read(tmp_path, table(*lines, line))
    assert (outcome.sold, outcome.doubts) == (Decimal(3000 + amount), ["lines_without_a_code"])


def test_one_small_line_of_no_article_among_thousands_is_not_told(tmp_path: Path) -> None:
    lines = [f"{at},2024-05-17,A,Lamp,1,1.00,K{at},DE" for at in range(3000)]
    assert read(tmp_path, table(*lines, "x,2024-05-17,,Odd,1,1.00,K1,DE")).doubts == []


@pytest.mark.parametrize("again", [COLUMNS, COLUMNS.upper(), COLUMNS.lower(), f"\ufeff{COLUMNS}"])
def test_a_header_once_more_is_no_line_in_whatever_case(tmp_path: Path, again: str) -> None:
    outcome = read(tmp_path, table(*LINES[:2], again, LINES[2]))
    assert (outcome.sold, len(outcome.rows), outcome.doubts) == (SOLD, 3, [])


@pytest.mark.parametrize(
    "line",
    [
        "Page 2 of 4,,,,,,,", "Seite 2/4,,,,,,,", "Anzahl Datensätze: 65,,,,,,,", "65 rows selected.,,,,,,,", ",,,End of report,,,,", "----------,--,----,-----,---,-----,---,--",
        "7,2024-05-17,,Lieferung frei Haus,,,K1,DE", ",,,Thank you,,,,",
    ],
)  # fmt: skip
def test_what_stands_between_lines_and_sells_nothing_is_set_aside(
    tmp_path: Path, line: str
) -> None:
    outcome = read(tmp_path, table(LINES[0], line, *LINES[1:]))
    assert (outcome.sold, len(outcome.rows), outcome.doubts) == (SOLD, 3, [])


def test_customers_in_titles_above_their_lines_are_told(tmp_path: Path) -> None:
    lines = [line.replace("K1", "").replace("K2", "") for line in LINES]
    text = table("Customer: K1,,,,,,,", *lines[:2], "Customer: K2,,,,,,,", lines[2])
    outcome = read(tmp_path, text)
    assert (outcome.sold, outcome.left_out) == (SOLD, 2)
    assert "titles_above_lines" in outcome.doubts
    assert "'Customer: K1'" in outcome.sentences


def test_a_line_without_a_code_that_has_a_price_is_still_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "9,2024-05-19,,Odd,,7.00,K1,DE"))
    # It does not count: to call it a sale would contradict that.
    assert (outcome.doubts, outcome.sold) == (["missing_values"], SOLD)


def test_payments_without_pieces_are_not_called_sales(tmp_path: Path) -> None:
    feed = FEED.replace("columns: {", "columns: {line_amount: Betrag, ")
    lines = (f"{line},{one}" for line, one in zip(LINES, ("80.00", "15.00", "15.00"), strict=True))
    paid = ["7,2024-05-17,,BAR,,,K1,DE,100.00", "7,2024-05-17,,RÜCKGELD,,,K1,DE,-5.00"]
    outcome = read(tmp_path, table(*lines, *paid, header=f"{COLUMNS},Betrag"), feed)
    assert outcome.sold == SOLD
    assert "missing_values" in outcome.doubts
    assert not {"lines_without_a_code", "payments_as_sales"} & set(outcome.doubts)
