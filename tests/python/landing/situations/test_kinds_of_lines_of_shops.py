"""Lines that are no sales by a state or a kind, in the words of many languages and under any header, and columns that only look so."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, read, table

TOLD = ["orders_that_may_be_no_sales"]


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    "state",
    [
        "Devuelto", "Devuelta", "Rimborsata", "Reso accettato", "Returnerad", "Returneret", "Återköp", "Tilbagebetalt", "Terugbetaald", "Teruggestuurd", "Kansellert", "Krediteret",
        "gutgeschrieben", "Rücksendung", "Nicht bezahlt", "Non pagato", "Niet betaald", "Ikke betalt", "Reversed", "Retourné", "Zwrócone", "Devolvida", "Palautettu", "Peruttu", "Not paid", "Lost", "Open",
    ],
)  # fmt: skip
def test_inflected_words_of_states_are_told(tmp_path: Path, state: str) -> None:
    outcome = read(tmp_path, _with("Status", "ok", "ok", state))
    assert outcome.doubts == TOLD
    assert f"drop: {{Status: [{state}]}}" in outcome.sentences


@pytest.mark.parametrize(
    "state",
    ["Not cancelled", "Nicht storniert", "Never returned", "Non annulé", "Refundable", "Returning customer", "Manual", "Verkauft", "Opened", "Reorder"],
)  # fmt: skip
def test_words_that_only_look_so_stay_quiet(tmp_path: Path, state: str) -> None:
    assert read(tmp_path, _with("Status", "ok", "ok", state)).doubts == []


def test_all_words_of_a_column_are_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, _with("Status", "Levererad", "Returnerad", "Makulerad"))
    assert "'Makulerad' on 1 line, 'Returnerad' on 1 line" in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("Beleg", ("Rechnung", "Rechnung", "Storno"), "drop: {Beleg: [Storno]}"), ("Doc", ("INV", "CRN", "INV"), "drop: {Doc: [CRN]}"),
        ("Event", ("Payment", "Refund", "Payment"), "drop: {Event: [Refund]}"), ("Transaction", ("SALE", "SALE", "RTRN"), "drop: {Transaction: [RTRN]}"),
        ("Journal", ("Customer Invoices", "Customer Credit Notes", "Customer Invoices"), "drop: {Journal: [Customer Credit Notes]}"),
        ("Fulfilment", ("Shipped", "Shipped", "Returned to sender"), "drop: {Fulfilment: [Returned to sender]}"), ("Movement", ("Sale", "Transfer", "Sale"), "drop: {Movement: [Transfer]}"),
        ("Trans Code", ("S", "S", "R"), "keep: {Trans Code: [S]}"), ("Reference Type", ("ORD", "ORD", "RET"), "returns: {Reference Type: [RET]}"),
        ("Quelle", ("Laden", "Retoure", "Laden"), "drop: {Quelle: [Retoure]}"),
    ],
)  # fmt: skip
def test_kinds_under_any_header_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == TOLD
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Return policy", ("Free returns", "Free returns", "No returns")), ("Category", ("Lamps", "Returns", "Lamps")), ("Notes", ("", "cancelled the card", "")),
        ("Payment method", ("Visa", "Credit note", "Visa")), ("Price type", ("SALE", "REG", "SALE")), ("Source", ("order", "Web", "Web")), ("Item condition", ("New", "Returned", "New")),
        ("Team", ("Transfer", "Lamps", "Lamps")), ("Process", ("Manual", "Automatic", "Granulated")), ("Scope", ("order", "shipping", "order")), ("Size", ("L", "RET", "INV")),
    ],
)  # fmt: skip
def test_columns_of_something_else_stay_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


def test_what_a_feed_does_not_drop_of_a_column_is_told(tmp_path: Path) -> None:
    text = _with("Stato ordine", "Completato", "Rimborsato", "Annullato")
    outcome = read(tmp_path, text, f"{FEED}drop: {{Stato ordine: [Annullato]}}\n")
    assert outcome.doubts == TOLD
    assert "drop: {Stato ordine: [Annullato, Rimborsato]}" in outcome.sentences


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("drop: {Status: [Cancelled]}", "drop: {Status: [Cancelled, On Hold]}"),
        ("returns: {Status: [Cancelled]}", "drop: {Status: [On Hold]}"),
        ("drop: {Delivery Status: [late]}", "keep: {Status: [Shipped]}"),
        ("keep: {Kanal: [Web]}", "keep: {Status: [Shipped]}"),
    ],
)
def test_what_is_no_sale_yet_is_told_until_the_feed_says_which_states_count(
    tmp_path: Path, said: str, line: str
) -> None:
    states = ("Shipped,early,Web", "On Hold,early,Web", "Cancelled,early,Web")
    lines = (f"{one},{state}" for one, state in zip(LINES, states, strict=True))
    text = table(
        *lines,
        "9,2024-05-19,A,Lamp,1,40.00,K3,DE,Shipped,early,Web",
        "9,2024-05-19,B,Shade,1,15.00,K3,DE,Shipped,late,Web",
        header=f"{COLUMNS},Status,Delivery Status,Kanal",
    )
    outcome = read(tmp_path, text, f"{FEED}{said}\n")
    assert outcome.doubts == TOLD
    assert line in outcome.sentences


@pytest.mark.parametrize(
    "said",
    ["keep: {Status: [Shipped, On Hold]}", "drop: {Status: [Cancelled, On Hold]}"],
)
def test_states_that_the_feed_says_all_of_stay_quiet(tmp_path: Path, said: str) -> None:
    text = _with("Status", "Shipped", "On Hold", "Cancelled")
    assert read(tmp_path, text, f"{FEED}{said}\n").doubts == []


@pytest.mark.parametrize(
    ("other", "doubts"), [("Refund", TOLD), ("Open", []), ("Draft", []), ("Invoice", [])]
)
def test_beside_a_column_that_decides_only_what_is_certain_is_told(
    tmp_path: Path, other: str, doubts: list[str]
) -> None:
    text = _with("Status,Document Type", "paid,Order", f"paid,{other}", "new,Order")
    assert read(tmp_path, text, f"{FEED}keep: {{Status: [paid]}}\n").doubts == doubts


def test_kinds_of_lines_with_a_minus_stay_quiet(tmp_path: Path) -> None:
    lines = (*LINES, "9,2024-05-19,B,Shade,-1,15.00,K2,DE")
    text = table(
        *(f"{line},{'Refund' if ',-1,' in line else 'Sale'}" for line in lines),
        header=f"{COLUMNS},Event",
    )
    assert read(tmp_path, text).doubts == []


def test_a_kind_that_only_a_later_table_has_is_told(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("1.csv", _with("Event", "Done", "Done", "Done"))
        members.writestr("2.csv", _with("Event", "Done", "Done", "Refund"))
    assert read(tmp_path, archive.getvalue(), name="orders.zip").doubts == TOLD


@pytest.mark.parametrize(
    ("first", "later"), [("A1", "Retour"), ("", "refund"), ("+", "-")]
)  # fmt: skip
def test_a_column_that_only_a_line_far_down_tells_is_told(
    tmp_path: Path, first: str, later: str
) -> None:
    """The reader takes a million characters at once."""
    lines = [
        f"{at},2024-05-17,A,Lamp with a long name,1,1.00,K1,DE,{first}" for at in range(30_000)
    ]
    lines += [f"9{at},2024-05-19,B,Shade,1,15.00,K2,DE,{later}" for at in range(2)]
    lines += [f"8{at},2024-05-19,B,Shade,1,15.00,K2,DE,{first}" for at in range(2)]
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},XYZ"))
    assert len(outcome.doubts) == 1
    assert "XYZ" in outcome.sentences
