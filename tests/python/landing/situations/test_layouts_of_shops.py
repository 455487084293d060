"""Totals, gaps, states and currencies of exports, and what lies beside them in a folder."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, read_files, table


@pytest.mark.parametrize(
    "second",
    [
        ",2024-05-17,B,Shade,1,15.00,K1,DE",
        ",2024-05-17,B,Shade,1,15.00,,",
    ],
)
def test_a_line_without_its_number_is_of_the_order_above_and_told(
    tmp_path: Path, second: str
) -> None:
    outcome = read(tmp_path, table(LINES[0], second, LINES[2]))
    assert (outcome.sold, outcome.doubts) == (SOLD, ["order_numbers_filled"])
    assert outcome.column("invoice") == ["7", "7", "8"]
    assert outcome.column("customer_id")[:2] == ["K1", "K1"]


@pytest.mark.parametrize(
    ("lines", "doubts"),
    [
        ([LINES[0], ",,B,Shade,1,15.00,,", LINES[2]], []),
        ([LINES[0], ",,B,Shade,1,15.00,,", LINES[2].replace(",K2,DE", ",,")], []),
        ([LINES[0], ",,B,Shade,1,15.00,K1,", LINES[2]], ["order_numbers_filled"]),
    ],
)  # fmt: skip
def test_orders_of_which_all_stands_on_the_first_line_are_not_told(
    tmp_path: Path, lines: list[str], doubts: list[str]
) -> None:
    outcome = read(tmp_path, table(*lines))
    assert (outcome.sold, outcome.doubts) == (SOLD, doubts)
    assert outcome.column("invoice")[-2:] == ["7", "8"]


@pytest.mark.parametrize(
    "second", [",2024-05-18,B,Shade,1,15.00,K1,DE", ",2024-05-17,B,Shade,1,15.00,K9,DE"]
)
def test_a_line_without_a_number_that_may_be_another_order_is_told(
    tmp_path: Path, second: str
) -> None:
    outcome = read(tmp_path, table(LINES[0], second, LINES[2]))
    assert (outcome.sold, outcome.doubts) == (Decimal(95), ["missing_values"])


@pytest.mark.parametrize(
    "day", ["Friday, 17 May 2024", "17.05.2024", "2024-05-17", "ven. 17 mai 2024"]
)
@pytest.mark.parametrize("at", [0, 1])
def test_days_that_stand_above_the_lines_alone_are_refused(
    tmp_path: Path, day: str, at: int
) -> None:
    title = ",".join(f'"{day}"' if place == at else "" for place in range(8))
    lines = [line.replace("2024-05-17", "").replace("2024-05-18", "") for line in LINES]
    refused = read(tmp_path, table(title, *lines[:2], title.replace("17", "18"), lines[2])).refused
    assert f"such as '{day}' in line 2. Export the day on each line" in refused
    assert "'Tag'" in refused


def test_a_day_above_lines_that_have_days_is_no_refusal(tmp_path: Path) -> None:
    assert read(tmp_path, table('"Friday, 17 May 2024",,,,,,,', *LINES)).refused == ""


@pytest.mark.parametrize("name", ["june.xlsx.gz", "june.csv.xz", "2024/june.zip", "june.parquet"])
def test_what_may_be_an_export_in_an_archive_and_is_not_read_is_told(
    tmp_path: Path, name: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("may.csv", table(*LINES))
        archive.writestr(name, b"\x00\x01")
        archive.writestr("logo.png", b"\x89PNG")
    outcome = read(tmp_path, packed.getvalue(), name="export.zip")
    assert (outcome.sold, outcome.doubts) == (SOLD, ["member_left_out"])
    assert name in outcome.sentences


@pytest.mark.parametrize(
    ("column", "good", "odd"),
    [
        ("Status", "Completed", "Cancelled"), ("Order_Status", "wc-completed", "wc-failed"),
        ("Bestellstatus", "Versendet", "Storniert"), ("Zahlungsstatus", "bezahlt", "offen"),
        ("Statut", "Terminée", "Annulée"), ("Estado", "Completado", "Cancelado"), ("Stato", "Completato", "Annullato"),
        ("Status zamówienia", "Zrealizowane", "Anulowane"), ("OrderState", "Done", "Void"),
        ("Storno", "N", "J"), ("Is Cancelled", "FALSE", "TRUE"), ("Cancelled at", "", "2024-05-18"),
        ("Orderstatus", "Levererad", "Avbruten"), ("Tila", "Toimitettu", "Peruutettu"), ("Stav objednávky", "Vyřízena", "Zrušena"),
        ("Állapot", "Kész", "Törölve"), ("Stare", "Finalizată", "Anulată"), ("Durum", "Tamamlandı", "iptal"),
        ("Статус", "Выполнен", "Отменен"), ("Κατάσταση", "Ολοκληρώθηκε", "Ακυρώθηκε"), ("ステータス", "完了", "キャンセル"),
        ("Type", "Sale", "Refund"), ("Belegart", "Rechnung", "Gutschrift"), ("Document Type", "Invoice", "Credit note"),
    ],
)  # fmt: skip
def test_orders_that_a_column_calls_off_are_told(
    tmp_path: Path, column: str, good: str, odd: str
) -> None:
    states = (good, good, odd)
    lines = (f"{line},{state}" for line, state in zip(LINES, states, strict=True))
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},{column}"))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    for option in ("keep:", "drop:"):
        if option in outcome.sentences:
            line = outcome.sentences[outcome.sentences.index(option) :]
    again = tmp_path / "again"
    again.mkdir()
    lines = (f"{line},{state}" for line, state in zip(LINES, states, strict=True))
    mended = read(again, table(*lines, header=f"{COLUMNS},{column}"), f"{FEED}{line}\n")
    assert (mended.sold, mended.doubts) == (Decimal(95), [])


@pytest.mark.parametrize(
    ("column", "values"),
    [("Status", ("new", "old", "new")), ("State", ("CA", "NY", "TX")), ("Type", ("Returning customer",) * 3), ("Void", ("0",) * 3),
     ("Stav", ("vyřízena",) * 3), ("Valuta", ("2024-05-17",) * 3)],
)  # fmt: skip
def test_a_column_that_calls_nothing_off_is_not_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    assert read(tmp_path, table(*lines, header=f"{COLUMNS},{column}")).doubts == []


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("Currency", "EUR", "USD"), ("Währung", "EUR", "CHF"), ("Ccy", "EUR", "SEK"), ("CurrencyISO", "eur", "usd"),
        ("Devise", "€", "$"), ("Moneda", "Euro", "Dollar"), ("Order currency", "PLN", "CZK"),
        ("Wkz", "EUR", "CHF"), ("Whg", "EUR", "USD"), ("Měna", "CZK", "EUR"), ("Pénznem", "HUF", "EUR"), ("Валюта", "RUB", "USD"),
    ],
)  # fmt: skip
def test_two_currencies_are_refused_with_a_line_that_works(
    tmp_path: Path, column: str, first: str, second: str
) -> None:
    lines = [f"{line},{one}" for line, one in zip(LINES, (first, first, second), strict=True)]
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},{column}"))
    assert "has several currencies" in outcome.refused
    again = tmp_path / "again"
    again.mkdir()
    feed = f"{FEED}keep: {{{column}: '{first}'}}\n"
    assert f"keep: {{{column}: " in outcome.refused
    assert read(again, table(*lines, header=f"{COLUMNS},{column}"), feed).sold == 95


def test_one_currency_in_two_ways_of_writing_is_one(tmp_path: Path) -> None:
    lines = [f"{line},{one}" for line, one in zip(LINES, ("EUR", "€", "Euro"), strict=True)]
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Currency"))
    assert (outcome.sold, set(outcome.column("currency"))) == (SOLD, {"EUR"})


def test_what_lies_beside_exports_in_a_folder_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = {
        "2024/may.csv": table(*LINES).encode(),
        "2024/~$may.xlsx": b"lock",
        "2024/notes.pdf": b"%PDF",
        "2024/.hidden.csv": table(LINES[0]).encode(),
    }
    assert read_files(tmp_path, files).sold == SOLD
    assert "~$may.xlsx" in caplog.text and "notes.pdf" in caplog.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("customers.csv", b"Customer ID,Name,Country,City\n1,Ann,DE,Ulm\n"),
        ("products.csv", b"SKU,Title,Price,Stock\nA,Lamp,40.00,12\n"),
        ("readme.txt", b"Exports of the shop.\nAsk Ann about them, or Bob, or Eve.\n"),
        ("notes.txt", b"Orders, customers and prices, as of May, are in the other file.\n"),
        ("stores.tsv", b"Store\tCity\tManager\n1\tUlm\tAnn\n"),
        ("visits.jsonl", b'{"page": "/", "visitor": "x", "seconds": 12}\n'),
        ("lagerorte.csv", "Lagerort;Straße;Ort\n1;Weg 3;Ulm\n".encode("cp1252")),
    ],
)
def test_another_table_beside_exports_is_named_and_left_out(
    tmp_path: Path, name: str, content: bytes
) -> None:
    outcome = read_files(tmp_path, {"may.csv": table(*LINES).encode(), name: content})
    assert (outcome.sold, outcome.beside, outcome.refused) == (SOLD, [name], "")
    alone = tmp_path / "alone"
    alone.mkdir()
    assert read_files(alone, {name: content}).refused


@pytest.mark.parametrize(
    "header",
    [
        COLUMNS.replace("Stk", "Stück"),
        "Bestellnummer,Bestelldatum,Artikelnummer,Bezeichnung,Menge,Einzelpreis,Kundennummer,Land",
        "order_id,created_at,sku,name,qty,price,email,country",
        "N° commande,Date,Référence,Désignation,Quantité,Prix unitaire,Client,Pays",
    ],
)
def test_order_lines_under_other_names_beside_exports_are_refused(
    tmp_path: Path, header: str
) -> None:
    files = {"may.csv": table(*LINES).encode(), "june.csv": table(LINES[0], header=header).encode()}
    outcome = read_files(tmp_path, files)
    assert (outcome.rows, outcome.beside) == ([], [])
    assert "june.csv" in outcome.refused


def test_a_damaged_export_beside_others_is_refused(tmp_path: Path) -> None:
    files = {"may.csv": table(*LINES).encode(), "june.xlsx": b"PK\x03\x04 cut off"}
    assert "june.xlsx is not a workbook" in read_files(tmp_path, files).refused


def test_a_note_in_an_archive_stops_no_export(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("orders.csv", table(*LINES))
        archive.writestr("readme.txt", "Exports of the shop.\nAsk Ann.\n")
        archive.writestr("customers.csv", "Customer ID,City\n1,Ulm\n")
    outcome = read(tmp_path, packed.getvalue(), name="export.zip")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


@pytest.mark.parametrize("title", ["Juni", "Juli"])
def test_a_sheet_of_order_lines_under_another_name_is_told(tmp_path: Path, title: str) -> None:
    book = openpyxl.Workbook()
    for name, header in (("Mai", COLUMNS), (title, COLUMNS.replace("Stk", "Stück"))):
        sheet = book.create_sheet(name)
        sheet.append(header.split(","))
        sheet.append([7, "2024-05-17", "A", "Lamp", 1, 40, "K1", "DE"])
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    outcome = read(tmp_path, out.getvalue(), name="orders.xlsx")
    assert (outcome.sold, outcome.doubts) == (Decimal(40), ["table_left_out"])
    assert f"sheet '{title}'" in outcome.sentences


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_stays_out(
    tmp_path: Path, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    book = openpyxl.Workbook()
    for title, quantity in (("May", 1), ("Draft", 5)):
        sheet = book.create_sheet(title)
        sheet.append(COLUMNS.split(","))
        sheet.append([7, "2024-05-17", "A", "Lamp", quantity, 40, "K1", "DE"])
        sheet.sheet_state = "visible" if title == "May" else state
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    assert read(tmp_path, out.getvalue(), name="orders.xlsx").sold == 40
    assert "the sheet 'Draft' is hidden and left out" in caplog.text


@pytest.mark.parametrize("merged", [(1,), (1, 2), (1, 2, 7, 8)])
def test_cells_merged_over_the_lines_of_an_order_say_the_same_of_each(
    tmp_path: Path, merged: tuple[int, ...]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS.split(","))
    for line in LINES:
        nr, day, code, name, pieces, price, who, land = line.split(",")
        sheet.append([int(nr), day, code, name, int(pieces), float(price), who, land])
    for column in merged:
        sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    out = io.BytesIO()
    book.save(out)
    outcome = read(tmp_path, out.getvalue(), name="orders.xlsx")
    assert (outcome.sold, outcome.column("invoice"), outcome.doubts) == (SOLD, ["7", "7", "8"], [])
