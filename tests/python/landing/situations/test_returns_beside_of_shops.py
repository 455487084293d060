"""Returns that only another column or the number of an order tells, with a positive quantity, and what only looks so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


def _numbered(*numbers: str) -> str:
    return table(
        *(f"{number},2024-05-{at + 10},A,Lamp,1,10.00,K1,DE" for at, number in enumerate(numbers))
    )


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("Return Reason", ("", "", "too small"), "keep: {Return Reason: ['']}"), ("Return Date", ("", "2024-05-20", ""), "keep: {Return Date: ['']}"),
        ("Original Order No", ("", "", "7"), "keep: {Original Order No: ['']}"), ("Gutschrift zu", ("-", "-", "7"), "keep: {Gutschrift zu: ['-']}"),
        ("Retourengrund", ("", "", "zu klein"), "keep: {Retourengrund: ['']}"), ("Motif du retour", ("", "", "cassé"), "keep: {Motif du retour: ['']}"),
        ("Ursprungsrechnung", ("", "", "7"), "keep: {Ursprungsrechnung: ['']}"), ("RMA No", ("", "", "R17"), "keep: {RMA No: ['']}"),
        ("IsCredit", ("FALSE", "FALSE", "TRUE"), "drop: {IsCredit: ['TRUE']}"), ("Gutschrift", ("N", "N", "J"), "drop: {Gutschrift: [J]}"),
        ("isReturn", ("no", "no", "yes"), "drop: {isReturn: ['yes']}"), ("VZ", ("+", "+", "-"), "drop: {VZ: ['-']}"), ("Factor", ("1", "1", "-1"), "drop: {Factor: ['-1']}"),
        ("Dir", ("+1", "+1", "-1"), "drop: {Dir: ['-1']}"),
    ],
)  # fmt: skip
def test_what_is_said_of_returns_alone_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    text = _with(column, *values)
    outcome = read(tmp_path, text)
    assert outcome.doubts == ["lines_marked"]
    assert line in outcome.sentences
    (tmp_path / "mended").mkdir()
    mended = read(tmp_path / "mended", text, f"{FEED}{line}\n")
    assert (mended.doubts, mended.left_out) == ([], 1)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Return date", ("2024-06-01", "2024-06-01", "2024-06-02")), ("Return policy", ("", "", "30 days")), ("Original Order No", ("7", "7", "8")), ("Return by date until", ("", "", "2024-06-01")),
        ("Return reason", ("", "n/a", "none")), ("Reason", ("", "", "gift")), ("Refundable", ("", "", "yes")), ("Gift", ("-", "-", "+")), ("Change", ("+", "-", "±")), ("Factor", ("1", "1", "1")),
        ("Factor", ("1", "2", "-1")), ("Level", ("-1", "-1", "1")),
    ],
)  # fmt: skip
def test_what_is_said_of_most_lines_or_of_something_else_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


def test_a_sale_that_a_line_of_its_own_takes_back_may_say_why(tmp_path: Path) -> None:
    lines = (
        *(f"{line},{'broken' if line[0] == '8' else ''}" for line in LINES),
        "9,2024-05-19,B,Shade,-1,15.00,K2,DE,",
    )
    assert read(tmp_path, table(*lines, header=f"{COLUMNS},Return Reason")).doubts == []


def test_a_filter_by_the_reason_hides_no_state(tmp_path: Path) -> None:
    text = _with("Return Reason,Status", ",paid", ",open", "broken,paid")
    outcome = read(tmp_path, text, f"{FEED}keep: {{Return Reason: ['']}}\n")
    assert outcome.doubts == ["orders_that_may_be_no_sales"]


@pytest.mark.parametrize(
    ("column", "values"),
    [("Soll/Haben", ("H", "H", "S")), ("D/C", ("C", "C", "D")), ("Debit/Credit", ("Credit", "Credit", "Debit")), ("S_H", ("S", "H", "H"))],
)  # fmt: skip
def test_the_side_of_an_account_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == ["orders_that_may_be_no_sales"]


def test_pieces_that_came_in_are_told(tmp_path: Path) -> None:
    header = COLUMNS.replace("Stk", "Qty Out")
    feed = FEED.replace("quantity: Stk", "quantity: Qty Out")
    lines = (
        *(f"{line},0" for line in LINES),
        "9,2024-05-19,B,Shade,0,15.00,K2,DE,1",
    )
    text = table(*lines, header=f"{header},Qty In")
    outcome = read(tmp_path, text, feed)
    assert outcome.doubts == ["parts_taken_back"]
    (tmp_path / "mended").mkdir()
    mended = read(
        tmp_path / "mended", text, feed.replace("price:", "returned_quantity: Qty In, price:")
    )
    assert (mended.sold, mended.returned, mended.doubts) == (SOLD, Decimal(-15), [])


@pytest.mark.parametrize("column", ["Net Qty", "Nettomenge", "Qty (net)"])
def test_a_net_quantity_is_told(tmp_path: Path, column: str) -> None:
    assert read(tmp_path, _with(column, "2", "0", "1")).doubts == ["another_quantity"]


@pytest.mark.parametrize(
    ("invoiced", "doubts"), [("2 1 1", []), ("1 1 1", []), ("2 1 5", ["another_quantity"])]
)
@pytest.mark.parametrize("returned", ["Zurück", "[Storno, Zurück]"])
def test_a_quantity_beside_is_compared_before_what_came_back(
    tmp_path: Path, invoiced: str, doubts: list[str], returned: str
) -> None:
    """Magento: one of the two pieces of the first line came back, and both were invoiced."""
    counts = zip(LINES, invoiced.split(), ("1", "0", "0"), strict=True)
    lines = (f"{line},{count},{back},0" for line, count, back in counts)
    text = table(*lines, header=f"{COLUMNS},qty_invoiced,Zurück,Storno")
    outcome = read(tmp_path, text, FEED.replace("price:", f"returned_quantity: {returned}, price:"))
    assert outcome.sold == SOLD - 40
    assert outcome.doubts == (doubts if returned == "Zurück" else [])


@pytest.mark.parametrize(
    ("numbers", "mark"),
    [
        (("RE-1", "RE-2", "GS-3"), "'GS'"), (("INV-1", "CN-2", "INV-3"), "'CN'"), (("INV2024/1", "INV2024/2", "CRN2024/3"), "'CRN'"), (("1", "2", "RET-3"), "'RET'"),
        (("1", "2", "3-R"), "'R'"), (("FA1", "FA2", "AV3"), "'AV'"), (("S1", "S2", "Storno 3"), "'STORNO'"), (("A-1", "B-2", "RMA-3"), "'RMA'"), (("1", "2", "3-RET"), "'RET'"),
    ],
)  # fmt: skip
def test_numbers_of_credit_notes_are_told(
    tmp_path: Path, numbers: tuple[str, ...], mark: str
) -> None:
    outcome = read(tmp_path, _numbered(*numbers))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert mark in outcome.sentences


@pytest.mark.parametrize(
    "numbers",
    [
        ("DE-1", "AT-2", "CN-3"), ("RE-1", "AB-2", "RE-3"), ("CN-1", "CN-2", "CN-3"), ("1-A", "2-B", "3-R"), ("4F1A", "CN2", "77B3"), ("S-1", "R-2", "S-3"), ("CN-1", "CN-2", "INV-3"),
    ],
)  # fmt: skip
def test_other_numbers_stay_quiet(tmp_path: Path, numbers: tuple[str, ...]) -> None:
    assert read(tmp_path, _numbered(*numbers)).doubts == []


def test_the_prefix_that_is_advised_leaves_them_out(tmp_path: Path) -> None:
    text = _numbered("RE-1", "RE-2", "GS-3")
    outcome = read(tmp_path, text, f"{FEED}adjustment_prefix: GS\n")
    assert (outcome.doubts, outcome.sold) == ([], Decimal(20))
