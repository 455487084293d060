"""What makes a revenue that nobody had: payments among the lines, a second table below the first, amounts that nobody reads, lines
that are taken for repeated ones, and days that cannot be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("CASH,Cash", "CARD,Visa"), ("901,Barzahlung", "902,EC-Karte"), ("T1,Espèces", "T2,Carte bancaire"), ("P,Efectivo", "P,Tarjeta"),
        ("P,Contanti", "P,Bancomat"), ("P,Gotówka", "P,BLIK"), ("P,Dinheiro", "P,Multibanco"), ("P,Bar", "P,EC"),
    ],
)  # fmt: skip
def test_a_payment_that_counts_as_a_sale_is_told(tmp_path: Path, first: str, second: str) -> None:
    payments = (f"7,2024-05-17,{first},1,95.00,K1,DE", f"8,2024-05-18,{second},1,15.00,K2,DE")
    outcome = read(tmp_path, table(*LINES, *payments))
    assert outcome.doubts == ["payments_as_sales"]
    names = ", ".join(one.split(",")[1] for one in (first, second))
    assert (
        f"110.00 in all, count as sales (for instance '{names.split(',')[0]}')" in outcome.sentences
    )
    assert f"drop: {{Name: [{names}]}}" in outcome.sentences


def test_a_payment_is_known_by_its_code(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "8,2024-05-18,PayPal,Order 8,1,15.00,K2,DE"))
    assert outcome.doubts == ["payments_as_sales"]
    assert "drop: {Art: [PayPal]}" in outcome.sentences


def test_the_line_that_is_advised_leaves_payments_out(tmp_path: Path) -> None:
    lines = (*LINES, "8,2024-05-18,P,Cash,1,15.00,K2,DE")
    outcome = read(tmp_path, table(*lines), f"{FEED}drop: {{Name: [Cash]}}\n")
    assert (outcome.sold, outcome.left_out, outcome.doubts) == (SOLD, 1, [])


@pytest.mark.parametrize("name", ["Card", "Bar", "Pin", "Cash box", "Visa holder", "Ideal"])
def test_goods_with_such_a_name_are_goods(tmp_path: Path, name: str) -> None:
    outcome = read(tmp_path, table(*LINES, f"7,2024-05-17,G,{name},1,4.00,K1,DE"))
    assert (outcome.sold, outcome.doubts) == (SOLD + 4, [])


@pytest.mark.parametrize(
    "below",
    [
        ("", "Nr,Tag,Konto,Text,Anz,Betrag,Wer,Land", "7,2024-05-17,1000,VISA,1,95.00,K1,DE"),
        ("Order,Date,Fee,Name,Quantity,Amount,Customer,Country", "7,2024-05-17,F,Fee,1,2.00,K1,DE"),
        ("", "", "Bon,Datum,Zahlart,Kasse,Vorgang,Summe,Kunde,Ort", "7,2024-05-17,Visa,3,1,95.00,K1,Ulm"),
    ],
)  # fmt: skip
def test_a_second_table_is_refused(tmp_path: Path, below: tuple[str, ...]) -> None:
    refused = read(tmp_path, table(*LINES, *below)).refused
    assert f"holds another table from line {len(LINES) + len(below)} on" in refused


def test_a_second_table_is_seen_where_no_column_counts_pieces(tmp_path: Path) -> None:
    feed = (
        "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, price: Stk, line_amount: Preis}\n"
        "quantity: 1\n"
    )
    (tmp_path / "one").mkdir()
    assert read(tmp_path / "one", table(*LINES), feed).refused == ""
    below = ("", "Nr,Tag,Konto,Text,Anz,Betrag,Wer,Land", "7,2024-05-17,1000,VISA,1,95.00,K1,DE")
    assert "another table from line 6" in read(tmp_path, table(*LINES, *below), feed).refused


@pytest.mark.parametrize(
    "line",
    [
        "9,unknown,A,Lamp,none,free,K1,DE",
        "9,Tag,A,Lamp,two,40.00,K1,DE",
        "Nr,Tag,Art,Name,Stk,Preis,Wer,Land",
    ],
)
def test_a_line_of_slips_is_no_second_table(tmp_path: Path, line: str) -> None:
    outcome = read(tmp_path, table(LINES[0], line, *LINES[1:]))
    assert (outcome.sold, outcome.refused) == (SOLD, "")


def _with_amounts(column: str, *amounts: str) -> str:
    lines = (
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE", "7,2024-05-17,B,Shade,1,15.00,K1,DE",
        "8,2024-05-18,B,Shade,1,15.00,K2,DE", "8,2024-05-18,C,Bulb,4,2.50,K2,DE",
    )  # fmt: skip
    rows = (f"{line},{amount}" for line, amount in zip(lines, amounts, strict=True))
    return table(*rows, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "amounts"),
    [
        ("Total", ("72.00", "13.50", "13.50", "10.00")), ("Betrag", ("80.00", "15.00", "15.00", "9.00")),
        ("Line Total", ("72.00", "13.50", "13.50", "9.00")), ("Montant", ("80.00", "14.00", "15.00", "10.00")),
        ("Total Sales", ("72.00", "13.50", "15.00", "10.00")), ("Sales Amount", ("800.00", "15.00", "15.00", "100.00")), ("Sales", ("80.00", "15.00", "150.00", "10.00")),
        ("Net Sales", ("72.00", "13.50", "13.50", "9.00")), ("Umsatz netto", ("72.00", "13.50", "13.50", "9.00")), ("CA HT", ("72.00", "13.50", "13.50", "9.00")),
        ("Ventas totales", ("72.00", "13.50", "13.50", "9.00")), ("Wartość sprzedaży", ("72.00", "13.50", "13.50", "9.00")), ("Wartość", ("80.00 zł", "15.00 zł", "12.00 zł", "10.00 zł")),
    ],
)  # fmt: skip
def test_amounts_of_lines_that_nobody_reads_are_told(
    tmp_path: Path, column: str, amounts: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with_amounts(column, *amounts))
    assert outcome.doubts == ["amount_not_read"]
    assert f"line_amount: {column}" in outcome.sentences


@pytest.mark.parametrize(
    ("column", "amounts"),
    [
        ("Total", ("80.00", "15.00", "15.00", "10.00")), ("Total", ("80.01", "15.00", "15.00", "10.00")),
        ("Total", ("95.00", "95.00", "25.00", "25.00")), ("Total", ("95.00", "", "25.00", "")),
        ("Total Sales", ("80.00", "15.00", "15.00", "10.00")), ("Total Sales", ("95.20", "17.85", "17.85", "11.90")), ("Sales Tax Amount", ("8.00", "1.50", "1.50", "1.00")),
        ("Total", ("95.20", "17.85", "17.85", "11.90")), ("Weight", ("1.0", "15.00", "2.0", "10.00")), ("Betrag", ("", "", "", "")),
    ],
)  # fmt: skip
def test_what_is_no_other_amount_of_lines_stays_quiet(
    tmp_path: Path, column: str, amounts: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with_amounts(column, *amounts))
    assert (outcome.sold, outcome.doubts) == (Decimal(120), [])


@pytest.mark.parametrize("column", ["Pos", "Line No", "Position", "Zeile", "Ligne"])
def test_lines_that_a_number_tells_apart_are_told(tmp_path: Path, column: str) -> None:
    lines = ("7,2024-05-17,A,Lamp,2,40.00,K1,DE,1", "7,2024-05-17,A,Lamp,2,40.00,K1,DE,2", "8,2024-05-18,B,Shade,1,15.00,K2,DE,1")  # fmt: skip
    text = table(*lines, header=f"{COLUMNS},{column}")
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["line_numbers_not_read"]
    assert f"line_number: {column}" in outcome.sentences


def test_the_same_line_with_the_same_number_is_repeated(tmp_path: Path) -> None:
    lines = (f"{LINES[0]},1", f"{LINES[0]},1", f"{LINES[1]},2", f"{LINES[2]},1")
    assert read(tmp_path, table(*lines, header=f"{COLUMNS},Pos")).doubts == []


@pytest.mark.parametrize(
    ("numbers", "doubts"),
    [
        ("1 2 3 4 5", ["line_numbers_run_on"]),
        # a number of the database, and numbers within each order
        ("8 9 10 11 12", []), ("1 2 1 1 2", []), ("5 3 4 1 9", []),
    ],
)  # fmt: skip
def test_numbers_that_count_through_the_file_are_told(
    tmp_path: Path, numbers: str, doubts: list[str]
) -> None:
    lines = (
        "7,2024-05-17,A,Lamp,2,40.00,K1,DE", "7,2024-05-17,B,Shade,1,15.00,K1,DE", "8,2024-05-18,B,Shade,1,15.00,K2,DE",
        "9,2024-05-19,A,Lamp,1,40.00,K3,DE", "9,2024-05-19,B,Shade,4,15.00,K3,DE",
    )  # fmt: skip
    text = table(
        *(f"{line},{number}" for line, number in zip(lines, numbers.split(), strict=True)),
        header=f"{COLUMNS},Pos",
    )
    assert read(tmp_path, text, f"{FEED}line_number: Pos\n").doubts == doubts
    (tmp_path / "key").mkdir()
    # a key of a table counts through the whole of it
    keys = text.replace("Pos", "OrderDetailID", 1)
    assert read(tmp_path / "key", keys, f"{FEED}line_number: OrderDetailID\n").doubts == []


@pytest.mark.parametrize(
    ("header", "values"),
    [("ISO", ("EUR", "EUR", "USD")), ("Ccode", ("GBP", "", "EUR")), ("x1", ("PLN", "CZK", "PLN"))],
)
def test_currencies_are_known_by_their_codes(
    tmp_path: Path, header: str, values: tuple[str, ...]
) -> None:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    refused = read(tmp_path, table(*lines, header=f"{COLUMNS},{header}")).refused
    assert "several currencies" in refused
    assert f"keep: {{{header}: " in refused


@pytest.mark.parametrize(
    "values", [("EUR", "EUR", "EUR"), ("EUR", "x", "USD"), ("CHE", "DEU", "FRA")]
)
def test_what_has_one_currency_or_other_codes_is_read(
    tmp_path: Path, values: tuple[str, ...]
) -> None:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},ISO"))
    assert (outcome.sold, outcome.doubts, outcome.refused) == (SOLD, [], "")


MANY = tuple(
    f"{100 + one},2024-05-{1 + one % 28:02d},A,Lamp,1,1.00,K{one},DE" for one in range(150)
)


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "2014-05-17", "2019-12-31"])
def test_a_day_far_off_is_told(tmp_path: Path, day: str) -> None:
    outcome = read(tmp_path, table(*MANY, f"9,{day},B,Shade,1,15.00,K1,DE"))
    assert outcome.doubts == ["days_far_off"]
    assert f"1 line in the column 'Tag' ({day})" in outcome.sentences


@pytest.mark.parametrize("day", ["2099-12-31", "2199-05-17"])
def test_a_day_to_come_is_told_and_does_not_count(tmp_path: Path, day: str) -> None:
    outcome = read(tmp_path, table(*MANY, f"9,{day},B,Shade,1,15.00,K1,DE"))
    assert (outcome.doubts, outcome.sold) == (["days_to_come"], Decimal(150))


@pytest.mark.parametrize(
    "days", [("2022-05-17",), ("2026-04-30",), ("2010-01-04", "2012-01-05", "2014-01-01") * 2]
)
def test_days_of_a_shop_are_near(tmp_path: Path, days: tuple[str, ...]) -> None:
    more = (f"{900 + at},{day},B,Shade,1,15.00,K1,DE" for at, day in enumerate(days))
    assert read(tmp_path, table(*MANY, *more)).doubts == []


@pytest.mark.parametrize("year", [2014, 2005, 2019])
def test_many_lines_years_off_are_told(tmp_path: Path, year: int) -> None:
    more = (f"{900 + at},{year}-04-{1 + at % 28:02d},B,Shade,1,1.00,K{at},DE" for at in range(60))
    outcome = read(tmp_path, table(*MANY, *more))
    assert outcome.doubts == ["days_far_off"]
    assert f"60 lines in the column 'Tag' ({year}-04-01 to {year}-04-28)" in outcome.sentences


@pytest.mark.parametrize("year", [2022, 2021])
def test_a_rest_of_some_years_is_none(tmp_path: Path, year: int) -> None:
    more = (f"{900 + at},{year}-04-{1 + at % 28:02d},B,Shade,1,1.00,K{at},DE" for at in range(60))
    assert read(tmp_path, table(*MANY, *more)).doubts == []


@pytest.mark.parametrize("year", ["2567", "1403", "1445"])
@pytest.mark.parametrize("form", ["{}-05-17", "17.05.{}", "17/05/{}"])
def test_years_of_another_calendar_are_refused(tmp_path: Path, year: str, form: str) -> None:
    lines = (line.replace(line.split(",")[1], form.format(year)) for line in LINES)
    assert "calendar" in read(tmp_path, table(*lines)).refused
