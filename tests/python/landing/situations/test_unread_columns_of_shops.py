"""Columns that nobody reads and that change what a line means: marks of returns and tests, kinds of documents, what came
back of a line, units of prices, rates of exchange, and amounts in cents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "values", "drop"),
    [
        ("Retoure", ("N", "J", "N"), "drop: {Retoure: [J]}"), ("is_return", ("true", "false", "false"), "drop: {is_return: ['true']}"),
        ("Devuelto", ("Sí", "No", "No"), "drop: {Devuelto: [Sí]}"), ("test_order", ("0", "0", "1"), "drop: {test_order: ['1']}"),
        ("Returned", ("", "Yes", ""), "drop: {Returned: ["), ("Return flag", ("Y", "Y", "Y"), "drop: {Return flag: ["),
        ("Testbestellung", ("nein", "nein", "ja"), "drop: {Testbestellung: [ja]}"), ("Zwrot", ("Tak", "Nie", "Nie"), "drop: {Zwrot: [Tak]}"),
    ],
)  # fmt: skip
def test_a_mark_of_returns_or_tests_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], drop: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["lines_marked"]
    assert drop in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Retoure", ("N", "N", "N")), ("is_return", ("false", "", "0")), ("Returnable", ("Yes", "No", "Yes")), ("Return reason", ("x", "", "")),
        ("Test", ("blood", "urine", "")), ("Return policy", ("1", "1", "0")), ("Latest", ("1", "0", "0")),
    ],
)  # fmt: skip
def test_what_marks_no_line_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


def test_the_line_that_is_advised_leaves_them_out(tmp_path: Path) -> None:
    outcome = read(tmp_path, _with("Retoure", "N", "J", "N"), f"{FEED}drop: {{Retoure: [J]}}\n")
    assert (outcome.doubts, outcome.sold, outcome.left_out) == ([], SOLD - 15, 1)


def test_returns_with_a_negative_quantity_may_be_marked(tmp_path: Path) -> None:
    lines = (*LINES, "9,2024-05-19,B,Shade,-1,15.00,K2,DE")
    text = table(
        *(f"{line},{'J' if ',-1,' in line else 'N'}" for line in lines), header=f"{COLUMNS},Retoure"
    )
    assert read(tmp_path, text).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("Belegart", ("Angebot", "Auftrag", "Rechnung"), "keep: {Belegart: [Rechnung]}"), ("Type de document", ("Avoir", "Facture", "Facture"), "drop: {Type de document: [Avoir]}"),
        ("Document Type", ("Quote", "Invoice", "Invoice"), "drop: {Document Type: [Quote]}"), ("doc_type,Type", ("x,Order", "x,Invoice", "x,Invoice"), "drop: {Type: [Order]}"),
        ("Soort", ("Creditfactuur", "Factuur", "Factuur"), "drop: {Soort: [Creditfactuur]}"), ("Belegart", ("Lieferschein", "Rechnung", "Rechnung"), "drop: {Belegart: [Lieferschein]}"),
    ],
)  # fmt: skip
def test_documents_that_are_no_invoices_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Belegart", ("Rechnung", "Rechnung", "Rechnung")), ("Belegart", ("Auftrag", "Auftrag", "Auftrag")), ("Type", ("Order", "Order", "Sale")),
        ("Soort", ("Lamp", "Kap", "Kap")), ("Type", ("Ceiling", "Standard", "")),
    ],
)  # fmt: skip
def test_documents_of_one_kind_stay_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("returned_qty", ("1", "0", "0")), ("qty_refunded", ("0", "1", "")), ("qty_cancelled", ("2", "0", "0")), ("refund_amount", ("5.00", "0.00", "0.00")),
        ("Refunded Amount", ("3.25", "", "")), ("Refunded quantity", ("0", "1", "0")), ("Menge storniert", ("0", "1", "0")), ("Refund", ("5.50", "", "")), ("Refunded", ("0.00", "15.00", "")),
        ("Retourmenge", ("1", "0", "0")), ("Montant remboursé", ("0", "2.50", "0")),
    ],
)  # fmt: skip
def test_what_came_back_of_a_line_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["parts_taken_back"]
    assert "drop:" not in outcome.sentences and "keep:" not in outcome.sentences
    assert f"returned_quantity: {column}" in outcome.sentences


def test_a_filter_by_something_else_does_not_hide_it(tmp_path: Path) -> None:
    text = _with("Status,qty_refunded", "paid,1", "paid,0", "paid,0")
    assert read(tmp_path, text, f"{FEED}keep: {{Status: [paid]}}\n").doubts == ["parts_taken_back"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("qty_refunded", ("0", "0.0000", "")), ("refund_amount", ("0.00", "0", "0")), ("Total (- Refund)", ("80", "15", "15")), ("Returned quantity reason", ("7", "", "")),
        ("Amount after returns", ("80", "15", "15")), ("Resource units", ("3", "2", "1")),
    ],
)  # fmt: skip
def test_nothing_came_back(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "kind"),
    [
        ("Preiseinheit", ("100", "1", "1"), "price_units"), ("price per", ("100", "100", "100"), "price_units"), ("PE", ("1000", "100", "1"), "price_units"),
        ("exchange_rate", ("1.0", "0.86", "1.17"), "exchange_rates"), ("Wechselkurs", ("1", "1", "1.08"), "exchange_rates"),
        ("disc %", ("10", "0", "0"), "discounts_not_taken_off"), ("Disc.", ("10%", "0%", "0%"), "discounts_not_taken_off"),
        ("Disc", ("10%", "", ""), "discounts_not_taken_off"), ("Discount percent", ("10", "0", "0"), "discounts_not_taken_off"),
        ("Rabatt in %", ("15", "0", "0"), "discounts_not_taken_off"),
    ],
)  # fmt: skip
def test_a_column_by_which_an_amount_is_another_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], kind: str
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == [kind]


@pytest.mark.parametrize(
    ("column", "values", "feed"),
    [
        ("Preiseinheit", ("1", "1.000", "1.00"), FEED), ("Price unit", ("EUR", "EUR", "EUR"), FEED), ("Preiseinheit", ("100", "100", "1"), AMOUNT),
        ("exchange_rate", ("1", "1.0", "1.0000"), FEED), ("exchange_rate", ("1.1", "1.2", "1"), f"{FEED}currency: EUR\n"),
        ("exchange_rate,Currency", ("1.1,USD", "1.2,USD", "1,USD"), FEED), ("Disc", ("1", "2", "1"), FEED), ("Disc no", ("1", "2", "1"), FEED),
        ("Cost in cents", ("100", "200", "100"), FEED),
    ],
)  # fmt: skip
def test_a_column_by_which_it_is_the_same_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...], feed: str
) -> None:
    assert read(tmp_path, _with(column, *values), feed).doubts == []


@pytest.mark.parametrize(
    ("column", "amounts", "doubts"),
    [
        ("amount_cents", ("10590", "3459"), ["amounts_in_cents"]), ("price_in_cents", ("10590", "3459"), ["amounts_in_cents"]),
        ("Betrag in Cent", ("10590", "3459"), ["amounts_in_cents"]), ("Cents", ("10590", "3459"), ["amounts_in_cents"]),
        ("amount_cents", ("105.90", "34.59"), []), ("percent price", ("105", "34"), []), ("Center price", ("105", "34"), []),
    ],
)  # fmt: skip
def test_amounts_in_cents_are_told(
    tmp_path: Path, column: str, amounts: tuple[str, str], doubts: list[str]
) -> None:
    lines = (
        f"7,2024-05-17,A,Lamp,2,{amounts[0]},K1,DE",
        f"8,2024-05-18,B,Tea,1,{amounts[1]},K2,DE",
    )
    text = table(*lines, header=COLUMNS.replace("Preis", column))
    for field in ("price", "line_amount"):
        (tmp_path / field).mkdir()
        feed = FEED.replace("price: Preis", f"{field}: {column}")
        assert read(tmp_path / field, text, feed).doubts == doubts
