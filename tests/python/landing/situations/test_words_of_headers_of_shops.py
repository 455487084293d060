"""Columns whose names say in some language, or in a program's code, that lines are no sales, and what only looks so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "yes", "no"),
    [
        ("Retournée", "Oui", "Non"), ("Retour client", "Oui", "Non"), ("Makulerad", "Ja", "Nej"), ("Krediterad", "Ja", "Nej"), ("Kreditfaktura", "Ja", "Nej"), ("Returneret", "Ja", "Nej"),
        ("Peruttu", "Kyllä", "Ei"), ("Palautus", "Kyllä", "Ei"), ("Vráceno", "Ano", "Ne"), ("Сторно", "Да", "Нет"), ("Возврат товара", "Да", "Нет"), ("İptal", "Evet", "Hayır"),
        ("İade", "Evet", "Hayır"), ("返品", "はい", "いいえ"), ("キャンセル", "1", "0"), ("退款", "是", "否"), ("No Sale", "1", "0"), ("Waste", "1", "0"), ("Comp", "1", "0"), ("Sample", "Y", "N"),
        ("FKSTO", "X", ""), ("Item Deleted", "true", "false"),
    ],
)  # fmt: skip
def test_a_mark_in_any_language_is_told(tmp_path: Path, column: str, yes: str, no: str) -> None:
    outcome = read(tmp_path, _with(column, no, no, yes))
    assert outcome.doubts in (["lines_marked"], ["orders_that_may_be_no_sales"])
    line = outcome.sentences[outcome.sentences.index("drop: {") :].split("  ")[0]
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", _with(column, no, no, yes), f"{FEED}{line}\n")
    assert (mended.doubts, mended.left_out) == ([], 1)


@pytest.mark.parametrize("column", ["Posted", "Проведен", "Verbucht", "Bokförd"])
def test_what_is_not_posted_is_told(tmp_path: Path, column: str) -> None:
    assert read(tmp_path, _with(column, "Ja", "Ja", "Nej")).doubts == ["lines_marked"]


@pytest.mark.parametrize(
    ("column", "day"),
    [("Deleted At", "2024-05-20"), ("Stornodatum", "20.05.2024"), ("Storniert am", "20.05.24"), ("Cancelled", "20240520"), ("Gelöscht am", "20.05.2024 10:00"), ("ABGRU", "Z1"), ("Reason for rejection", "Z1")],
)  # fmt: skip
def test_a_day_or_a_reason_on_a_few_lines_is_told_as_such(
    tmp_path: Path, column: str, day: str
) -> None:
    outcome = read(tmp_path, _with(column, "", "", day))
    assert outcome.doubts in (["lines_marked"], ["orders_that_may_be_no_sales"])
    assert f"keep: {{{column}: ['']}}" in outcome.sentences


@pytest.mark.parametrize(
    "column",
    [
        "Returns", "RMA Qty", "davon retourniert", "Retouren", "Rückläufer", "Retours", "Uds. devueltas", "Devoluciones", "Quantità resa", "Resi", "Zwroty", "Devolvidas", "Qtd devolvida",
        "Returer", "Backordered", "Open Qty", "Short", "Rejected", "Qty damaged", "Returned", "Retourniert",
    ],
)  # fmt: skip
@pytest.mark.parametrize("count", ["1", "2"])
def test_pieces_that_came_back_or_were_not_delivered_are_told(
    tmp_path: Path, column: str, count: str
) -> None:
    text = _with(column, count, "0", "0")
    outcome = read(tmp_path, text)
    assert f"returned_quantity: {column}" in outcome.sentences
    (tmp_path / "mended").mkdir()
    feed = FEED.replace("quantity:", f"returned_quantity: {column}, quantity:")
    mended = read(tmp_path / "mended", text, feed)
    assert (mended.sold, mended.doubts) == (SOLD - 20 * int(count) * 2, [])


@pytest.mark.parametrize(
    "column", ["Gutschriftbetrag", "Reembolso", "Rimborso", "Terugbetaald", "Reembolsado", "Montant remboursé"]
)  # fmt: skip
def test_money_that_came_back_is_told(tmp_path: Path, column: str) -> None:
    text = _with(column, "0.00", "0.00", "7.50")
    outcome = read(tmp_path, text)
    assert f"returned_amount: {column}" in outcome.sentences
    (tmp_path / "mended").mkdir()
    feed = FEED.replace("price:", f"returned_amount: {column}, price:")
    mended = read(tmp_path / "mended", text, feed)
    assert (mended.sold + mended.returned, mended.doubts) == (SOLD - Decimal("7.50"), [])


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("AUART", ("TA", "TA", "RE"), "returns: {AUART: [RE]}"), ("FKART", ("F2", "F2", "G2"), "returns: {FKART: [G2]}"), ("Billing Type", ("F2", "S1", "F2"), "returns: {Billing Type: [S1]}"),
        ("VBTYP", ("M", "M", "O"), "returns: {VBTYP: [O]}"), ("BWART", ("601", "601", "653"), "returns: {BWART: ['653']}"), ("AUART", ("ZA", "ZA", "ZB"), "keep: {AUART: [ZA]}"),
        ("Type", ("SI", "SC", "SI"), "returns: {Type: [SC]}"), ("TypePiece", ("FA", "FA", "AV"), "returns: {TypePiece: [AV]}"), ("Tipo", ("FT", "FT", "NC"), "returns: {Tipo: [NC]}"),
        ("Tipo", ("Factura", "Abono", "Factura"), "returns: {Tipo: [Abono]}"), ("Typ", ("Debet", "Debet", "Kredit"), "returns: {Typ: [Kredit]}"), ("Typ", ("PA", "ZW", "PA"), "returns: {Typ: [ZW]}"),
        ("Transaction", ("Sale", "Sale", "Exchange"), "drop: {Transaction: [Exchange]}"), ("Action", ("Added", "Added", "Removed"), "drop: {Action: [Removed]}"),
        ("Fulfillment", ("fulfilled", "fulfilled", "fraud"), "drop: {Fulfillment: [fraud]}"), ("Soll/Haben-Kennzeichen", ("S", "S", "H"), "keep: {Soll/Haben-Kennzeichen: [S]}"),
        ("SHKZG", ("S", "S", "H"), "keep: {SHKZG: [S]}"), ("DC", ("S", "S", "H"), "keep: {DC: [S]}"), ("Sign", ("P", "P", "N"), "drop: {Sign: [N]}"),
    ],
)  # fmt: skip
def test_codes_of_kinds_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert len(outcome.doubts) == 1
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Retournable", ("oui", "non", "non")), ("Free Returns", ("no", "no", "yes")), ("Returns Accepted", ("yes", "no", "no")), ("Return Window", ("30", "30", "14")), ("Return Rate", ("0.1", "0.2", "0")),
        ("Retourkosten", ("0", "0", "5.00")), ("Returning Customer", ("no", "no", "yes")), ("Refund Guarantee", ("", "", "yes")), ("Credit Card", ("no", "no", "yes")), ("Returns", ("0", "0", "0")),
        ("Open Qty", ("40", "30", "20")), ("Short", ("Lamp", "Shade", "Shade")), ("Rest", ("a", "b", "c")), ("Backordered", ("Y", "N", "N")), ("FKART", ("F2", "F1", "F2")), ("Type", ("RE", "RG", "RE")),
        ("Type", ("B2B", "B2C", "B2B")), ("Type", ("SI", "SC", "AL")), ("DC", ("BER", "BER", "MUC")), ("Sign", ("aries", "leo", "leo")), ("Typ", ("Kredit", "Kredit", "Bar")), ("Action", ("web", "shop", "web")),
        ("Rückgaberecht", ("ja", "nein", "nein")), ("Stornoversicherung", ("0", "0", "1")), ("Posted", ("Yes", "Yes", "Yes")), ("Compare", ("1", "0", "0")), ("Sample size", ("1", "0", "0")),
    ],
)  # fmt: skip
def test_columns_that_only_look_so_stay_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []
