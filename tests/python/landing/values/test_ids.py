"""Ids become what they were before a program rewrote them; words for nothing are nothing."""

from __future__ import annotations

import pytest

from tests.python.landing.values.reading import read


def codes(*texts: str) -> list[str | None]:
    return read({"stock_code": texts})["stock_code"]


@pytest.mark.parametrize(
    "word", ["NULL", "null", r"\N", "nan", "NaN", "#N/A", "(null)", "None", "NA", " NULL ", "{}", "[]", "'",
     "#NUM!", "#ERROR!", "Err:502", "#ИМЯ?", "#N/D!", "#SAKNAS!", "#I/T", "#PUUTTUU!", "#WAARDE!", "#RIF!", "#DEĞER!", "#HIÁNYZIK", "#¿NOMBRE?"]
)  # fmt: skip
def test_words_for_nothing_are_no_ids(word: str) -> None:
    assert read({"customer_id": [word, "C1"]})["customer_id"] == [None, "C1"]


@pytest.mark.parametrize("text", ["NA", "NULL", "\u200bx"])
def test_what_is_no_id_stays_as_it_stands(text: str) -> None:
    assert read({"description": [text], "country": [text]}).columns == {
        "description": [text],
        "country": [text],
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("22423.0", "22423"),
        ("22423.00", "22423"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("A\u200bB", "AB"),
        ("\ufeffA1", "A1"),
        ("\u00a0A1 ", "A1"),
        ("A\u00adB\u200d", "AB"),
    ],
)
def test_a_code_becomes_what_it_was(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_letters_of_full_width_make_no_id_of_their_own() -> None:
    assert codes("ＡＢ－００７", "AB-007") == ["AB-007", "AB-007"]


def test_numbers_of_chapters_keep_their_point() -> None:
    assert codes("1.0", "1.5", "2.0") == ["1.0", "1.5", "2.0"]


@pytest.mark.parametrize("zero", ["0", "000", "0.0", "-1"])
def test_a_zero_stands_for_guests_whatever_share_it_has(zero: str) -> None:
    found = read({"invoice": list("12345"), "customer_id": [zero, "C1", "C1", "C1", "C2"]})
    assert found["customer_id"] == [None, "C1", "C1", "C1", "C2"]
    assert found.doubts == []


@pytest.mark.parametrize(("customers", "meant"), [("010212", "0"), ("0010212", None)])
def test_a_zero_before_numbers_from_one_on_is_guests_where_nobody_has_as_many_orders(
    customers: str, meant: str | None
) -> None:
    found = read({"invoice": list("1234567"[: len(customers)]), "customer_id": list(customers)})
    assert found["customer_id"] == [meant if one == "0" else one for one in customers]
    assert [one.kind for one in found.doubts] == ["customer_zero"]


@pytest.mark.parametrize("text", ["5.01234E+12", "1,23457E+11", "1.2e+15"])
def test_cut_digits_are_a_doubt(text: str) -> None:
    found = read({"stock_code": [text, "A1"]})
    assert found["stock_code"] == [text, "A1"]
    assert [(one.kind, one.example) for one in found.doubts] == [("scientific_ids", text)]


@pytest.mark.parametrize("start", ["x" * 61, "ü" * 80, "🎁" * 31])
def test_long_codes_are_never_merged(start: str) -> None:
    found = read({"stock_code": [f"{start}1", f"{start}2", "A1"]})
    first, second, short = found["stock_code"]
    assert first != second
    assert short == "A1"
    assert all(len(str(one).encode("utf-16-le")) <= 120 for one in (first, second))
    assert [one.kind for one in found.doubts] == ["long_ids"]


def test_plain_ids_stay_as_they_stand() -> None:
    texts = ["85123A", "22423", "POST", "gift_0001_20", "A-1/2", "00123"]
    assert codes(*texts) == texts
