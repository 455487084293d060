"""Headers of which the upper row groups the names of the lower one."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import FEED, LINES, read, table

GROUPS = ",,,,Sales,,Returns,"
NAMES = "Order No,Date,SKU,Item,Qty,Amount,Qty,Amount"
ROWS = (
    "7,2024-05-17,A,Lamp,2,80.00,0,0.00",
    "7,2024-05-17,B,Shade,1,15.00,1,15.00",
    "8,2024-05-18,B,Shade,1,15.00,0,0.00",
)
OF_GROUPS = (
    "columns: {invoice: Order No, invoice_date: Date, stock_code: SKU, description: Item, quantity: Sales / Qty, "
    "line_amount: Sales / Amount, returned_quantity: Returns / Qty, returned_amount: Returns / Amount}\n"
)  # fmt: skip
# The names of columns without a group stand in the upper row.
ABOVE, BELOW = "Order No,Date,SKU,Item,Sales,,Returns,", ",,,,Qty,Amount,Qty,Amount"


def workbook(rows: list[list[str]], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([one or None for one in row])
    for one in merged:
        book.active.merge_cells(one)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("upper", [(GROUPS, NAMES), (ABOVE, BELOW), ("Report of May", GROUPS, NAMES), ("", GROUPS, "", NAMES)])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_groups_tell_the_names_below_them_apart(
    tmp_path: Path, upper: tuple[str, ...], delimiter: str
) -> None:
    text = "\n".join((*upper, *ROWS)).replace(",", delimiter)
    outcome = read(tmp_path, text + "\n", OF_GROUPS)
    assert (outcome.refused, outcome.sold) == ("", Decimal(95))
    assert (len(outcome.rows), outcome.doubts) == (3, [])


@pytest.mark.parametrize("upper", [(GROUPS, NAMES), (ABOVE, BELOW), ("Report of May", GROUPS, NAMES)])  # fmt: skip
@pytest.mark.parametrize("is_said", [True, False])
def test_cells_of_a_sheet_that_are_merged_group_names(
    tmp_path: Path, upper: tuple[str, ...], is_said: bool
) -> None:
    rows = [one.split(",") for one in (*upper, *ROWS)]
    at = len(upper) - 1
    merged = [f"E{at}:F{at}", f"G{at}:H{at}"]
    merged += [f"{one}{at}:{one}{at + 1}" for one in "ABCD"] if upper == (ABOVE, BELOW) else []
    said = f"header_row: {at}\n" if is_said else ""
    outcome = read(tmp_path, workbook(rows, tuple(merged)), OF_GROUPS + said, "orders.xlsx")
    assert (outcome.refused, outcome.sold) == ("", Decimal(95))


def test_a_refusal_has_the_names_that_a_feed_may_use(tmp_path: Path) -> None:
    feed = OF_GROUPS.replace("Sales / Qty", "Qty")
    outcome = read(tmp_path, "\n".join((GROUPS, NAMES, *ROWS)) + "\n", feed)
    assert "lacks the column 'Qty'" in outcome.refused
    assert "'Sales / Qty'" in outcome.refused


def test_inspect_asks_by_the_names_of_both_rows(landing: Landing) -> None:
    path = landing.write("orders.csv", "\n".join((GROUPS, NAMES, *ROWS)) + "\n")
    found = inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))
    answers = [one.line for question in found.questions for one in question.answers]
    assert "quantity: Sales / Qty" in answers
    assert "invoice: Order No" in found.proposed


ORDERS = ["Type,No,Day,Who", "order,7,2024-05-17,K1", "order,8,2024-05-18,K2"]
OF_ORDERS = [
    "Type,No,SKU,Item,Qty,Price",
    "line,7,A,Lamp,2,40.00",
    "line,7,B,Shade,1,15.00",
    "line,8,B,Shade,1,15.00",
]
MIXED = [ORDERS[0], OF_ORDERS[0], ORDERS[1], *OF_ORDERS[1:3], ORDERS[2], OF_ORDERS[3]]
OF_BOTH = "columns: {invoice: No, invoice_date: Day, stock_code: SKU, description: Item, quantity: Qty, price: Price, customer_id: Who}\n"


@pytest.mark.parametrize(
    ("rows", "line"),
    [([*ORDERS, "", *OF_ORDERS], 1), ([*OF_ORDERS, "", *ORDERS], 6), (MIXED, 1), ([*OF_ORDERS, *[""] * 30, *ORDERS], 35)],
)  # fmt: skip
@pytest.mark.parametrize("is_sheet", [False, True])
def test_a_refusal_names_the_header_of_another_table(
    tmp_path: Path, rows: list[str], line: int, is_sheet: bool
) -> None:
    feed = OF_BOTH.replace("No,", '"No",')
    if is_sheet:
        content = workbook([one.split(",") for one in rows])
        refused = read(tmp_path, content, feed, "orders.xlsx").refused
    else:
        refused = read(tmp_path, "\n".join(rows) + "\n", feed).refused
    assert "stands another header" in refused
    assert "look them up by 'No'" in refused
    if not is_sheet:
        assert f"In line {line} stands another header, with 'Day'" in refused


def test_lines_of_two_kinds_under_one_header_are_read(tmp_path: Path) -> None:
    """The order's day and customer stand on its line above the others, which the feed leaves out."""
    text = (
        "Type,No,Day,Who,SKU,Item,Qty,Price\norder,7,2024-05-17,K1,,,,\nline,7,,,A,Lamp,2,40.00\nline,7,,,B,Shade,1,15.00\n"
        "order,8,2024-05-18,K2,,,,\nline,8,,,B,Shade,1,15.00\n"
    )
    outcome = read(tmp_path, text, OF_BOTH.replace("No,", '"No",') + "keep: {Type: [line]}\n")
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", Decimal(110), [])
    assert outcome.column("customer_id") == ["K1", "K1", "K2"]


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        # lines whose values stand twice
        ("7,2024-05-17,A,A,2,40.00,K1,DE", "7,2024-05-17,B,B,1,15.00,K1,DE", "8,2024-05-18,B,B,1,15.00,K2,DE"),
    ],
)  # fmt: skip
def test_one_row_of_names_stays_one(tmp_path: Path, lines: tuple[str, ...]) -> None:
    outcome = read(tmp_path, table(*lines), FEED)
    assert (outcome.sold, outcome.doubts) == (Decimal(110), [])
