"""Ids as programs rewrite them, and customers that are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, Outcome, read, table


def codes(folder: Path, *written: str) -> Outcome:
    lines = (f"{at}|2024-05-17|{code}|Oil|1|10.00|K{at}|DE" for at, code in enumerate(written))
    return read(folder, table(*lines, delimiter="|"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (('"=""007"""', "'007", "007", '"=T(""007"")"', '"=+""007"""', "=007"), "007"),
        (("'AB-1", '"=""AB-1"""', "AB-1", "AB-1\u200b", "\u00a0AB-1"), "AB-1"),
        (("22423.0", "22423", "22423.00", "22423,0", "22423.0000"), "22423"),
        (('"""00123"""', "'00123'", "00123"), "00123"),
    ],
)
def test_an_id_is_one_however_a_program_writes_it(
    tmp_path: Path, written: tuple[str, ...], expected: str
) -> None:
    outcome = codes(tmp_path, *written)
    assert set(outcome.column("stock_code")) == {expected}
    assert outcome.doubts == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (("1.23457E+11", "9.87654e+11"), "scientific_ids"),
        (("1,23457E+11", "77"), "scientific_ids"),
        (("1.23457E11", "77"), "scientific_ids"),
        (("4006381333931000", "77"), "ids_of_fifteen_digits"),
        (("4006381333931000", "4006381333932000", "77"), "ids_of_fifteen_digits"),
        (
            ("123456789012345000", *(f"1234567890123459{at}" for at in range(10, 40))),
            "ids_of_fifteen_digits",
        ),
        (("22,423", "22425"), "ids_in_thousands"),
        (("1.000", "2.000"), "ids_in_thousands"),
        (("1-Mar", "77", "78"), "ids_as_dates"),
        (("01. Mrz", "77", "78"), "ids_as_dates"),
        (("2024-03-01 00:00:00", "77", "78"), "ids_as_dates"),
        (("2024/3/1", "77", "78"), "ids_as_dates"),
        (("01.03.2024", "77", "78"), "ids_as_dates"),
        (("01/03/2024 00:00", "77", "78"), "ids_as_dates"),
        (("01-févr", "77", "78"), "ids_as_dates"),
        (("01-gen", "77", "78"), "ids_as_dates"),
        (("01.paź", "77", "78"), "ids_as_dates"),
        (("ago-24", "77", "78"), "ids_as_dates"),
        (("1\u00a0001", "1001", "77"), "ids_in_thousands"),
        (("1\u202f001", "1001", "77"), "ids_in_thousands"),
    ],
)
def test_ids_that_a_spreadsheet_has_spoiled_are_told(
    tmp_path: Path, written: tuple[str, ...], kind: str
) -> None:
    assert codes(tmp_path, *written).doubts == [kind]


@pytest.mark.parametrize("first", [4111111111111103, 40063813339310007])
@pytest.mark.parametrize("count", [10, 99])
def test_long_numbers_of_which_some_end_in_a_zero_are_left_alone(
    tmp_path: Path, first: int, count: int
) -> None:
    assert codes(tmp_path, *(str(first + at) for at in range(count))).doubts == []


def test_codes_that_only_look_like_powers_or_months_are_left_alone(tmp_path: Path) -> None:
    assert codes(tmp_path, "12E5", "1E5", "MAR-01", "APR-02", "JUN-03").doubts == []


def test_codes_of_letters_and_digits_are_no_days(tmp_path: Path) -> None:
    written = ("10-MTR", "BOX-24", "1.2.2024A", "99-99-2024", "3 für", "KIT 02", "77")
    assert codes(tmp_path, *written).doubts == []


@pytest.mark.parametrize(
    "word", ["(blank)", "(Leer)", "(vide)", "(en blanco)", "(vuoto)", "[NULL]", "<NA>"]
)
def test_words_for_no_article_are_none(tmp_path: Path, word: str) -> None:
    outcome = codes(tmp_path, word, "A1", "A2")
    assert (outcome.column("stock_code"), outcome.doubts) == (
        [None, "A1", "A2"],
        ["lines_without_a_code"],
    )


def test_a_column_that_was_too_narrow_is_told(tmp_path: Path) -> None:
    outcome = codes(tmp_path, "#####", "77")
    assert sorted(outcome.doubts) == ["ids_too_wide", "lines_without_a_code"]


@pytest.mark.parametrize(
    "word",
    ["0", "0.0", "-1", "9999", "NULL", "nan", "#N/A", "#BEZUG!", "#¡VALOR!", "?", "Guest", "GASTKUNDE", "invité", "Walk-in", "Laufkunde", "gość", "CLIENTS DIVERS", "00000000-0000-0000-0000-000000000000"],
)  # fmt: skip
def test_guests_are_guests_whatever_stands_for_them(tmp_path: Path, word: str) -> None:
    guests = [f"1{at},2024-05-1{at},A{at},Oil,1,10.00,{word},DE" for at in range(5)]
    others = [f"2{at},2024-05-1{at},A{at},Oil,1,10.00,K{at},DE" for at in range(3)]
    outcome = read(tmp_path, table(*guests, *others))
    assert outcome.sold == 80
    assert set(outcome.column("customer_id")) == {None, "K0", "K1", "K2"}
    assert outcome.doubts == []


@pytest.mark.parametrize(
    "written",
    [
        ("00123", "123"),
        ('"=""00123"""', "123", "77"),
        ("00123", "0123", "A1"),
        ("0123", "123.0"),
        ("#1001", "1001", "77"),
    ],
)
def test_zeros_that_some_numbers_have_lost_are_told(
    tmp_path: Path, written: tuple[str, ...]
) -> None:
    outcome = codes(tmp_path, *written)
    assert outcome.doubts == ["ids_with_and_without_zeros"]
    assert len(set(outcome.column("stock_code"))) == len(written)


@pytest.mark.parametrize(
    "written", [("00123", "00124", "77"), ("A0123", "A123"), ("0", "000"), ("#1001", "#1002", "77")]
)
def test_numbers_that_differ_in_more_than_zeros_are_not_told(
    tmp_path: Path, written: tuple[str, ...]
) -> None:
    assert codes(tmp_path, *written).doubts == []


@pytest.mark.parametrize("column", ["Wer", "Nr"])
def test_zeros_of_customers_and_orders_are_told_too(tmp_path: Path, column: str) -> None:
    at = COLUMNS.split(",").index(column)
    lines = [f"{one},2024-05-17,A,Lamp,2,40.00,K{one},DE".split(",") for one in (1, 2)]
    for line, number in zip(lines, ("0815", "815"), strict=True):
        line[at] = number
    outcome = read(tmp_path, table(*map(",".join, lines)))
    assert outcome.doubts == ["ids_with_and_without_zeros"]


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2212"])
def test_a_hyphen_of_a_word_processor_is_one(tmp_path: Path, hyphen: str) -> None:
    lines = [line.replace(",K1,", ",K-1,").replace(",A,", ",A-1,") for line in LINES]
    lines[1] = lines[1].replace("K-1", f"K{hyphen}1")
    outcome = read(tmp_path, table(*lines))
    assert (outcome.column("customer_id")[:2], outcome.doubts) == (["K-1", "K-1"], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [("M\u00fcller", "Mu\u0308ller"), ("Jos\u00e9", "Jose\u0301"), ("\u00c5s", "A\u030as")],
)
def test_marks_on_letters_are_written_in_one_way(tmp_path: Path, one: str, other: str) -> None:
    lines = (LINES[0].replace("K1", one), LINES[1].replace("K1", other), LINES[2])
    assert read(tmp_path, table(*lines)).column("customer_id")[:2] == [one, one]


@pytest.mark.parametrize("word", ["UNKNOWN", "ERROR", "Unbekannt", "(unknown)", "неизвестно"])
def test_a_word_for_what_is_not_known_is_no_article_and_told(tmp_path: Path, word: str) -> None:
    outcome = codes(tmp_path, "A", "B", word, "A")
    assert set(outcome.column("stock_code")) == {"A", "B", None}
    assert outcome.doubts == ["lines_without_a_code"]


@pytest.mark.parametrize("word", ["unknown", "ERROR"])
def test_a_discount_that_is_not_known_is_not_taken_for_none(tmp_path: Path, word: str) -> None:
    lines = (f"7,2024-05-17,A,Lamp,2,40.00,K1,DE,{word}", "8,2024-05-17,A,Lamp,1,40.00,K1,DE,5.00")
    feed = FEED.replace("price: Preis", "price: Preis, discount: Rabatt")
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Rabatt"), feed)
    assert (outcome.sold, outcome.doubts) == (Decimal(35), ["unreadable_values"])
