"""Amounts beside which a currency stands on some lines only, or two of them: told or refused, never added up unseen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def prices(*written: str, header: str = COLUMNS, more: tuple[str, ...] = ()) -> str:
    lines = [f"{at};2024-05-17;A;Oil;1;{price};K1;DE" for at, price in enumerate(written)]
    if more:
        lines = [f"{line};{one}" for line, one in zip(lines, more, strict=True)]
    return table(*lines, header=header, delimiter=";")


@pytest.mark.parametrize(
    ("written", "sold"),
    [
        (("£3.50", "4.20"), "7.70"),
        (("3,50 €", "3,50 €", "4,20"), "11.20"),
        (("1 250,00 zł", "40,00"), "1290"),
        (("12.00", "15.00", "USD 3.00"), "30"),
        (("kr 129", "kr 45", "30"), "204"),
        (("CHF 1'240.00", "10.00"), "1250"),
    ],
)
@pytest.mark.parametrize("feed", [FEED, AMOUNT])
def test_a_currency_on_some_lines_only_is_told(
    tmp_path: Path, written: tuple[str, ...], sold: str, feed: str
) -> None:
    outcome = read(tmp_path, prices(*written), feed)
    assert (outcome.sold, outcome.doubts) == (Decimal(sold), ["amounts_without_currency"])


@pytest.mark.parametrize(
    "written",
    [
        ("£3.50", "£4.20", "0", "0.00"),
        ("3,50 €", "EUR 4,20", "-"),
        ("$3.50", "US$4.20"),
        ("3.50", "4.20"),
    ],
)
def test_one_currency_on_every_amount_is_not_told(tmp_path: Path, written: tuple[str, ...]) -> None:
    outcome = read(tmp_path, prices(*written))
    assert "amounts_without_currency" not in outcome.doubts and not outcome.refused


@pytest.mark.parametrize(
    "written",
    [("£3.50", "$4.20"), ("3,50 €", "4,20 zł"), ("CHF 3.50", "EUR 4.20"), ("129 kr", "12 €")],
)
def test_two_currencies_in_one_column_are_refused(tmp_path: Path, written: tuple[str, ...]) -> None:
    assert "amounts in several currencies" in read(tmp_path, prices(*written)).refused


@pytest.mark.parametrize(
    ("codes", "feed"),
    [(("EUR", "EUR"), FEED), ((), FEED + "currency: EUR\n"), (("PLN", "PLN"), FEED)],
)
def test_a_mark_that_says_another_currency_than_the_column_is_refused(
    tmp_path: Path, codes: tuple[str, ...], feed: str
) -> None:
    header = f"{COLUMNS},Currency" if codes else COLUMNS
    outcome = read(tmp_path, prices("$3.50", "4.20", header=header, more=codes), feed)
    assert "has amounts such as '$3.50'" in outcome.refused


def test_a_mark_that_says_the_currency_of_the_column_is_not_told(tmp_path: Path) -> None:
    header = f"{COLUMNS},Currency"
    outcome = read(tmp_path, prices("$3.50", "4.20", header=header, more=("USD", "USD")))
    assert (outcome.sold, outcome.doubts) == (Decimal("7.7"), [])


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        ("Currency", ("EUR", "", "EUR")),
        ("Währung", ("", "CHF", "")),
        ("Waluta", ("PLN", "PLN", "")),
    ],
)
def test_an_amount_without_the_currency_of_the_others_is_told(
    tmp_path: Path, column: str, codes: tuple[str, ...]
) -> None:
    text = prices("3.50", "4.20", "1.10", header=f"{COLUMNS},{column}", more=codes)
    outcome = read(tmp_path, text)
    assert (outcome.sold, outcome.doubts) == (Decimal("8.8"), ["amounts_without_currency"])


def test_an_order_says_its_currency_once_for_all_its_lines(tmp_path: Path) -> None:
    lines = (
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE,EUR",
        "7,2024-05-17,B,Shade,1,15.00,K1,DE,",
        "8,2024-05-18,B,Shade,1,15.00,K2,DE,EUR",
    )
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Currency"))
    assert (outcome.sold, outcome.doubts) == (Decimal(110), [])


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [("C$", "$", True), ("A$", "$", True), ("US$", "$", False), ("C$", "C$", False)],
)
def test_a_mark_that_several_currencies_share_beside_one_of_them(
    tmp_path: Path, one: str, other: str, told: bool
) -> None:
    text = table(
        *(
            line.replace(",40.00", f",{one}40.00").replace(",15.00", f",{other}15.00")
            for line in LINES
        )
    )
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["one_mark_of_several_currencies"] * told
    (tmp_path / "said").mkdir()
    code = "USD" if one == "US$" else "AUD" if one == "A$" else "CAD"
    said = read(tmp_path / "said", text, f"{FEED}currency: {code}\n")
    assert (said.doubts, said.refused) == ([], "")


@pytest.mark.parametrize(
    ("header", "marks"),
    [("Döviz", ("TL", "EUR")), ("Döviz Cinsi", ("TRY", "EUR")), ("Para", ("TL", "€")), ("X", ("Kč", "EUR")), ("X", ("руб.", "USD")), ("X", ("zł", "kr")), ("X", ("S/", "USD")), ("X", ("грн", "лв"))],
)  # fmt: skip
def test_a_column_of_local_signs_is_one_of_currencies(
    tmp_path: Path, header: str, marks: tuple[str, str]
) -> None:
    text = prices("3.50", "4.20", header=f"{COLUMNS},{header}", more=marks)
    assert "has several currencies" in read(tmp_path, text).refused


@pytest.mark.parametrize(
    ("header", "texts"),
    [("X", ("ft", "ft")), ("X", ("kr", "rm")), ("X", ("ft", "EUR pallet")), ("Döviz", ("TL", "TRY")), ("Döviz Kuru", ("1", "1")), ("X", ("BOB", "BOB"))],
)  # fmt: skip
def test_other_columns_and_one_currency_stay_quiet(
    tmp_path: Path, header: str, texts: tuple[str, str]
) -> None:
    outcome = read(tmp_path, prices("3.50", "4.20", header=f"{COLUMNS},{header}", more=texts))
    assert (outcome.refused, outcome.doubts, outcome.sold) == ("", [], Decimal("7.70"))
