"""Returns that only the name of a file or of an article tells, and lines that are tests or free of charge."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    "name",
    [
        "credit_notes.csv", "Gutschriften 2024.csv", "returns.csv", "retouren-05.csv", "avoirs.csv", "devoluciones.csv", "CreditNotes.csv", "cancelled_orders.csv", "sales_returns.csv",
        "zwroty.csv", "2024-05 Storno.csv", "CaféReturns.csv", "returns2024q1.csv",
    ],
)  # fmt: skip
def test_a_file_that_is_named_for_returns_is_told(tmp_path: Path, name: str) -> None:
    outcome = read(tmp_path, table(*LINES), name=name)
    assert (outcome.doubts, outcome.sold) == (["file_of_returns"], SOLD)


@pytest.mark.parametrize(
    "name",
    ["orders_and_returns.csv", "orders_returns.csv", "Bestellungen ohne Retouren.csv", "orders incl refunds.csv", "nonreturnable.csv", "turns.csv"],
)  # fmt: skip
def test_other_names_of_files_stay_quiet(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, table(*LINES), name=name).doubts == []


def test_a_file_of_returns_with_signs_stays_quiet(tmp_path: Path) -> None:
    text = table("9,2024-05-19,B,Shade,-1,15.00,K2,DE", "10,2024-05-19,S,Fee,1,1.00,K2,DE")
    assert read(tmp_path, text, name="returns.csv").doubts == []


@pytest.mark.parametrize(
    "name",
    [
        "RETURN: Shade", "Retoure - Shade", "[Storno] Shade", "*REFUND* Shade", "Gutschrift: Shade", "STORNO Shade", "VOID shade", "Gutschrift Shade", "Nota di credito Shade", "Zwrot Shade",
        "*** DELETED *** Shade", "Возврат Shade", "RTN Shade", "İADE Shade", "Rückgabe Shade",
    ],
)  # fmt: skip
def test_articles_that_are_named_for_returns_are_told(tmp_path: Path, name: str) -> None:
    text = table(*LINES, f"9,2024-05-19,B,{name},1,15.00,K2,DE")
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    line = outcome.sentences[outcome.sentences.index("drop:") :].split("  ")[0]
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold) == ([], SOLD)


@pytest.mark.parametrize(
    "name", ["Returned: a novel", "Void - Poems", "Return Blind", "Shade: Return", "Green Shade"]
)
def test_articles_that_are_called_so_stay_quiet(tmp_path: Path, name: str) -> None:
    text = table(*LINES, f"9,2024-05-19,B,{name},1,15.00,K2,DE")
    assert read(tmp_path, text).doubts == []


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("Customer Group", "Internal test", "orders_that_may_be_no_sales"), ("Kundengruppe", "Testkunde", "orders_that_may_be_no_sales"), ("Quelle", "Testbestellung", "orders_that_may_be_no_sales"),
        ("Gratis", "Ja", "lines_marked"), ("Free of charge", "yes", "lines_marked"),
    ],
)  # fmt: skip
def test_tests_and_what_is_free_of_charge_are_told(
    tmp_path: Path, column: str, value: str, kind: str
) -> None:
    other = "no" if kind == "lines_marked" else "Retail"
    assert read(tmp_path, _with(column, other, other, value)).doubts == [kind]


def test_what_costs_nothing_may_be_free_of_charge(tmp_path: Path) -> None:
    lines = (*(f"{line},N" for line in LINES), "9,2024-05-19,G,Card,1,0.00,K2,DE,J")
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},Gratis"))
    assert (outcome.doubts, outcome.sold) == ([], Decimal(110))


@pytest.mark.parametrize(
    ("column", "value"),
    [("Experiment", "test"), ("Kundengruppe", "Testsieger"), ("Customer Group", "Internal"), ("Free shipping", "yes")],
)  # fmt: skip
def test_other_tests_stay_quiet(tmp_path: Path, column: str, value: str) -> None:
    assert read(tmp_path, _with(column, "no", "no", value)).doubts == []


@pytest.mark.parametrize(
    "name",
    [
        "Storno", "STORNO RE-2024-17", "Stornierung", "Gutschrift zu Rechnung", "Gutschrift zu Rechnung Nr. 4711", "Gutschrift", "Credit note for invoice 12", "Refund", "Annulation",
        "Avoir sur facture FA-12", "Devolución", "Nota di credito", "Annullamento ordine 12", "Korekta faktury FV/12/2024", "Creditnota", "Kreditnota", "Dobropis", "Возврат", "返品",
    ],
)  # fmt: skip
def test_a_name_that_is_a_word_for_a_return_alone_is_told(tmp_path: Path, name: str) -> None:
    text = table(*LINES, f"9,2024-05-19,X,{name},1,15.00,K2,DE")
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    line = outcome.sentences[outcome.sentences.index("returns:") :].split("  ")[0]
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.sold, mended.returned) == ([], SOLD, Decimal(-15))


@pytest.mark.parametrize("name", ["Retour", "Abono", "Return", "Retur", "Reso"])
def test_a_name_that_may_be_one_of_goods_is_told_with_the_code_of_other_goods(
    tmp_path: Path, name: str
) -> None:
    told = read(tmp_path, table(*LINES, f"9,2024-05-19,B,{name},1,15.00,K2,DE"))
    assert told.doubts == ["orders_that_may_be_no_sales"]
    (tmp_path / "goods").mkdir()
    goods = read(tmp_path / "goods", table(*LINES, f"9,2024-05-19,R,{name},1,15.00,K2,DE"))
    assert goods.doubts == []


@pytest.mark.parametrize(
    "name",
    ["Gutschriftblock A5", "Retourenetikett", "Return ticket", "Avoir 20 ans", "Storno pad", "Credit card holder", "Korektor", "Refundo 3000 lamp"],
)  # fmt: skip
def test_names_that_only_begin_so_stay_quiet(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, table(*LINES, f"9,2024-05-19,X,{name},1,15.00,K2,DE")).doubts == []


def test_names_of_returns_with_a_minus_or_a_known_number_stay_quiet(tmp_path: Path) -> None:
    text = table(*LINES, "9,2024-05-19,X,Storno,-1,15.00,K2,DE", "C9,2024-05-19,X,Storno,1,15.00,K2,DE")  # fmt: skip
    assert read(tmp_path, text, f"{FEED}cancellation_prefix: C\n").doubts == []


def _numbered(mark: str, customer: str = "K{}") -> str:
    """Ten invoices, and three of them once more under a number with this mark."""
    lines = [f"{at},2024-05-17,A{at},Lamp,2,{at}.10,K{at},DE" for at in range(10, 20)]
    again = [f"{mark}{at},2024-05-19,A{at},Lamp,2,{at}.10,{customer.format(at)},DE" for at in range(10, 13)]  # fmt: skip
    return table(*lines, *again)


@pytest.mark.parametrize("mark", ["ST-", "STO", "RK-", "SG", "KG"])
def test_numbers_that_may_be_those_of_credit_notes_are_told_where_their_lines_were_sold_before(
    tmp_path: Path, mark: str
) -> None:
    outcome = read(tmp_path, _numbered(mark))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert f"return_prefix: {mark.strip('-')}" in outcome.sentences


@pytest.mark.parametrize("mark", ["ST-", "RK-", "SG", "KG"])
def test_such_numbers_of_other_sales_stay_quiet(tmp_path: Path, mark: str) -> None:
    assert read(tmp_path, _numbered(mark, "L{}")).doubts == []
