"""Quantities and amounts as shops of many lands write them: the amounts are right, or somebody is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, read, read_files, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


@pytest.mark.parametrize(
    ("quantity", "price", "sold"),
    [
        # thousands of pieces beside decimals
        ("2.000", "0,05", "100"),
        ('"1,200"', "0.25", "300"),
        ('"1,20,000"', "0.25", "30000"),
        ("1 200", "0,25", "300"),
        ("1\u202f200", "0,25", "300"),
        ("1'200", "0.25", "300"),
        # weights
        ("1,255", "2,00", "2.51"),
        ("0.755", "2.00", "1.51"),
        # Swiss and French amounts
        ("1", "1'240.50", "1240.5"),
        ("1", "1\u2019240.50", "1240.5"),
        ("1", "1\u00b4240.50", "1240.5"),
        ("1", "1`240.50", "1240.5"),
        ("1", "1\u00a0240,50", "1240.5"),
        ("1", "1 240.50", "1240.5"),
        ("1", "1.240,-", "1240"),
        ("1", "12'340.\u2014", "12340"),
        # Swedish prices
        ("1", "1 129:50", "1129.5"),
        ("1", "129:-", "129"),
        ("1", "1.129:-", "1129"),
        # marks and codes of currencies
        ("2", "£40.00", "80"),
        ("2", "40,00 €", "80"),
        ("2", "SEK 40.00", "80"),
        ("2", "40 zł", "80"),
        ("2", '="40.00"', "80"),
    ],
)
def test_numbers_are_read_as_what_they_mean(
    tmp_path: Path, quantity: str, price: str, sold: str
) -> None:
    delimiter = "," if '"' in quantity else ";"
    line = delimiter.join(("7", "2024-05-17", "A", "Öl", quantity, price, "K1", "DE"))
    other = delimiter.join(("8", "2024-05-18", "B", "Tee", "1", _like(price), "K2", "DE"))
    outcome = read(tmp_path, table(line, other, delimiter=delimiter))
    assert outcome.sold == Decimal(sold) + 10
    assert outcome.doubts == []


def _like(price: str) -> str:
    """Ten in the form of another price, so that the file shows its decimal mark."""
    mark = "," if price.rstrip("€ ")[-3:-2] == "," or price.endswith(",-") or ":" in price else "."
    currency = "SEK " if "SEK" in price else "£" if "£" in price else ""
    behind = " €" if "€" in price else " zł" if "zł" in price else ""
    return f"{currency}10{mark}00{behind}"


@pytest.mark.parametrize(
    "quantity",
    ["-2", "2-", "(2)", "'-2", "\u2019-2", "\u22122", "\u20132", "\u20112", "- 2", "2 -", '="-2"', "=-2", "2\u2014"],
)  # fmt: skip
def test_a_minus_is_one_however_it_is_written(tmp_path: Path, quantity: str) -> None:
    lines = (f"7;2024-05-17;A;Öl;{quantity};40,00;K1;DE", "8;2024-05-18;B;Tee;1;10,00;K2;DE")
    outcome = read(tmp_path, table(*lines, delimiter=";"))
    assert (outcome.sold, outcome.returned) == (Decimal(10), Decimal(-80))
    assert outcome.doubts == []


@pytest.mark.parametrize("amount", ["(1.234,50)", "1.234,50-", "- 1.234,50 €", "€ -1.234,50"])
def test_an_amount_given_back_is_one_however_it_is_written(tmp_path: Path, amount: str) -> None:
    other = "8;2024-05-18;B;Tee;1;10,00;K2;DE"
    outcome = read(
        tmp_path, table(f"7;2024-05-17;A;Öl;-1;{amount};K1;DE", other, delimiter=";"), AMOUNT
    )
    assert (outcome.sold, outcome.returned) == (Decimal(10), Decimal("-1234.5"))


@pytest.mark.parametrize("price", ["1.250", '"1,250"'])
def test_a_number_of_two_meanings_is_refused_with_the_line_that_decides(
    tmp_path: Path, price: str
) -> None:
    outcome = read(tmp_path, table(f"7,2024-05-17,A,Öl,1,{price},K1,DE"))
    assert 'the line  decimal: ","  or the line  decimal: "."' in outcome.refused


@pytest.mark.parametrize(
    ("first", "second", "sold"),
    [("1.250", "2,50", "1252.5"), ("1.250", "2.50", "3.75"), ("1.250", "1.250.000,00", "1251250")],
)
def test_another_file_of_the_feed_decides(
    tmp_path: Path, first: str, second: str, sold: str
) -> None:
    files = {
        name: table(f"{name};2024-05-17;A;Öl;1;{price};K1;DE", delimiter=";").encode()
        for name, price in (("a.csv", first), ("b.csv", second))
    }
    assert read_files(tmp_path, files).sold == Decimal(sold)


@pytest.mark.parametrize(
    ("quantity", "price", "kind"),
    [
        ("2 Dtzd", "10.00", "unreadable_values"),
        ("2", "40.00 per dozen", "unreadable_values"),
        ("1/2", "10.00", "unreadable_values"),
        ("1e3", "10.00", "unreadable_values"),
        ("1_000", "10.00", "unreadable_values"),
        ("1", "1E2", "unreadable_values"),
        ("1", "10%", "unreadable_values"),
        ("1", "-", "unreadable_values"),
        ("1", "gratis", "unreadable_values"),
        ("", "10.00", "missing_values"),
        ("2", "", "missing_values"),
        ("100000", "0.00012", "too_many_decimals"),
        ("1", "0.00004", "too_many_decimals"),
        ("0.00011", "10.00", "too_many_decimals"),
    ],
)
def test_what_is_lost_of_a_line_is_told(
    tmp_path: Path, quantity: str, price: str, kind: str
) -> None:
    lines = (f"7,2024-05-17,A,Öl,{quantity},{price},K1,DE", "8,2024-05-18,B,Tee,1,10.00,K2,DE")
    outcome = read(tmp_path, table(*lines))
    assert outcome.doubts == [kind]
    if kind != "too_many_decimals":
        assert outcome.sold == 10


@pytest.mark.parametrize(
    ("feed", "remedy"),
    [
        (FEED, "Export the amount of each line too"),
        (AMOUNT, "Multiply the column on all lines"),
        (FEED.replace("quantity: Stk, ", "") + "quantity: 1\n", "Multiply the column on all lines"),
    ],
)
def test_what_helps_against_too_many_decimals_is_named(
    tmp_path: Path, feed: str, remedy: str
) -> None:
    lines = ("7,2024-05-17,A,Öl,1,0.01693,K1,DE", "8,2024-05-18,B,Tee,1,0.00509,K2,DE")
    outcome = read(tmp_path, table(*lines), f'{feed}decimal: "."\n')
    assert outcome.doubts == ["too_many_decimals"]
    assert remedy in outcome.sentences


@pytest.mark.parametrize(
    ("lines", "sold"),
    [
        (("7,2024-05-17,S,Screw,30000,1.00,K1,DE",), "1"),
        (("7,2024-05-17,S,Screw,3,10.00,K1,DE", "8,2024-05-17,S,Screw,7,0.01,K1,DE"), "10.01"),
        (("7,2024-05-17,S,Screw,0.333,1.10,K1,DE",), "1.1"),
    ],
)
def test_the_amount_of_a_line_is_its_revenue(
    tmp_path: Path, lines: tuple[str, ...], sold: str
) -> None:
    assert read(tmp_path, table(*lines), AMOUNT + 'decimal: "."\n').sold == Decimal(sold)


@pytest.mark.parametrize(("quantity", "price"), [("1", "-40.00"), ("3", "-5.00")])
def test_a_negative_price_is_told_with_its_amount(
    tmp_path: Path, quantity: str, price: str
) -> None:
    lines = (
        f"7,2024-05-17,GUTSCHEIN,Gutschein,{quantity},{price},K1,DE",
        "7,2024-05-17,B,Tee,1,100.00,K1,DE",
    )
    outcome = read(tmp_path, table(*lines))
    assert outcome.doubts == ["negative_prices"]
    assert f"{Decimal(quantity) * Decimal(price):,.2f} in all" in outcome.sentences
    assert "refunds: negative_price" in outcome.sentences


@pytest.mark.parametrize(
    ("quantity", "price", "feed"),
    [
        ("1", "-40.00", FEED + "refunds: negative_price\n"),
        ("2", "-20,00", FEED + "refunds: negative_price\n"),
        ("4", "-40.00", AMOUNT + "refunds: negative_price\n"),
    ],
)
def test_a_feed_may_say_that_it_is_given_back(
    tmp_path: Path, quantity: str, price: str, feed: str
) -> None:
    outcome = read(
        tmp_path, table(f"7;2024-05-17;A;Öl;{quantity};{price};K1;DE", delimiter=";"), feed
    )
    assert (outcome.returned, outcome.doubts) == (Decimal(-40), [])


@pytest.mark.parametrize(
    ("quantity", "price", "sold", "doubts"),
    [
        # numbers with an exponent
        ("2", "1.2950E+03", "2590", []),
        ("2", "1,2950E+03", "2590", []),
        ("2", "9.5E+00", "19", []),
        ("2.000E+01", "4.50", "90", []),
        ("2E+00", "4.50", "9", []),
        ("-2.5E-01", "4.00", "-1", []),
        ("2", "1.29E+03", "2580", ["rounded_numbers"]),
        ("2", "1.0E2", "200", ["rounded_numbers"]),
        # digits of other scripts
        ("٢", "٢١٫٥٠", "43", []),
        ("۲", "۲۱٫۵۰", "43", []),
        ("१२", "१००.५०", "1206", []),
        ("２", "４，５００．２５", "9000.5", []),
        ("－２", "９．８０", "-19.6", []),
        ("2", "￥１２００．００", "2400", []),
        ("2", "١٬٢٣٤٫٥٠", "2469", []),
        # Khmer, Burmese, Tamil, Telugu, Lao
        ("១២", "១០០.៥០", "1206", []),
        ("၁၂", "၁၀၀.၅၀", "1206", []),
        ("௧௨", "௧௦௦.௫௦", "1206", []),
        ("౧౨", "౧౦౦.౫౦", "1206", []),
        ("໑໒", "໑໐໐.໕໐", "1206", []),
        # prices of one piece
        ("2", "12,90 €/Stk", "25.8", []),
        ("2", "€12.90/pc", "25.8", []),
        ("2", "12.90 per piece", "25.8", []),
        ("2", "12,90 EUR je Stück", "25.8", []),
        ("2", "Rs. 1,290.00/-", "2580", []),
        ("2", "₹ 660/-", "1320", []),
    ],
)
def test_a_number_is_read_in_other_scripts_and_notations(
    tmp_path: Path, quantity: str, price: str, sold: str, doubts: list[str]
) -> None:
    outcome = read(tmp_path, table(f"7;2024-05-17;A;Öl;{quantity};{price};K1;DE", delimiter=";"))
    assert outcome.refused == ""
    assert outcome.sold + outcome.returned == Decimal(sold)
    assert outcome.doubts == doubts


@pytest.mark.parametrize("price", ["1e5", "12,90 €/kg", "12,90/100 Stk", "1.2E+03x", "١٢٣٫٤٫٥"])
def test_what_is_no_amount_of_one_piece_is_refused(tmp_path: Path, price: str) -> None:
    outcome = read(tmp_path, table(f"7;2024-05-17;A;Öl;2;{price};K1;DE", delimiter=";"))
    assert "not one of 1 values in the column 'Preis' can be read" in outcome.refused


@pytest.mark.parametrize(
    ("quantities", "price", "feed", "sold", "doubts"),
    [
        ("2.000 1.000 3.000", "2,50", "", 15000, ["quantities_of_thousands"]),
        ("2,000 1,000 -3,500", "2.50", "", 7500, ["quantities_of_thousands"]),
        ("2,000 1,000 3,000", "2.50", 'decimal: "."\n', 15000, ["quantities_of_thousands"]),
        ("2.000 1.000 3.000", "2,50", 'quantity_decimal: "."\n', 15, []),
        ("2,000 1,000 3,000", "2.50", 'quantity_decimal: ","\n', 15, []),
        ("2,000 0,500 3,000", "1.250", 'quantity_decimal: ","\ndecimal: "."\n', "6.875", []),
        ("2.000 1.000 3.000", "2,50", 'quantity_decimal: ","\n', 15000, []),
        ("2.000 1.000 500", "2,50", "", 8750, []),
        ("2.000 1.000", "2,50", "", 7500, []),
        ("2.000 1.000 3.000", "2.50", "", 15, []),
    ],
)
def test_quantities_that_are_all_thousands_are_told(
    tmp_path: Path, quantities: str, price: str, feed: str, sold: float | str, doubts: list[str]
) -> None:
    lines = [
        f"{at};2024-05-17;A;Öl;{one};{price};K1;DE" for at, one in enumerate(quantities.split())
    ]
    outcome = read(tmp_path, table(*lines, delimiter=";"), FEED + feed)
    assert (outcome.sold, outcome.doubts) == (Decimal(sold), doubts)


@pytest.mark.parametrize("amount", ["105.00 Cr", "105.00 DR", "1,105.00Dr."])
def test_sides_of_an_account_are_refused_with_what_to_do(tmp_path: Path, amount: str) -> None:
    outcome = read(tmp_path, table(f"7;2024-05-17;A;Öl;1;{amount};K1;DE", delimiter=";"), AMOUNT)
    assert "with a minus sign where money was given back" in outcome.refused


@pytest.mark.parametrize(
    ("pieces", "price", "doubts"),
    [("2.0", "0,90 €", []), ("2.00", "0,90", []), ("2,0", "0.90", []), ("2.5", "0,90 €", ["two_decimal_marks"])],
)  # fmt: skip
def test_whole_quantities_with_a_zero_behind_say_nothing_of_the_decimal_mark(
    tmp_path: Path, pieces: str, price: str, doubts: list[str]
) -> None:
    lines = (
        f"7;2024-05-17;A;Bun;{pieces};{price};K1;DE",
        f"8;2024-05-18;B;Roll;{pieces};{price};K2;DE",
    )
    outcome = read(tmp_path, table(*lines, delimiter=";"))
    assert outcome.doubts == doubts
    assert outcome.sold == 2 * Decimal("0.90") * Decimal(pieces.replace(",", "."))


@pytest.mark.parametrize("price", ["", " ", "-", "NULL", "?", "on request"])
def test_an_amount_counts_whatever_its_price_says(tmp_path: Path, price: str) -> None:
    lines = (
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE,80.00",
        f"8,2024-05-17,A,Lamp,3,{price},K1,DE,120.00",
        f"8,2024-05-17,B,Shade,1,{price},K1,DE,",
    )
    feed = FEED.replace("price: Preis", "price: Preis, line_amount: Summe")
    found = read(tmp_path, table(*lines, header=f"{COLUMNS},Summe"), feed)
    assert (found.sold, found.doubts) == (Decimal(200), ["missing_values"])
    assert found.column("price")[:2] == ["40.00", "40.0000"]
