"""Equal lines of an order that a number tells apart: they are lines, and count once as long as the feed does not name the number."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.inspection.inspect import Inspection, inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, read, read_files, table

OF_ORDERS = (
    "columns: {invoice: number, invoice_date: day, stock_code: line_items.sku, quantity: line_items.quantity, "
    "price: line_items.price, customer_id: who}\n"
)


def orders(*numbers: tuple[int, ...], key: str = "id") -> str:
    """Orders of equal lines, each line with a number of its own under this key."""
    return json.dumps(
        [
            {
                "number": str(7 + at),
                "day": f"2024-05-{10 + at}",
                "who": f"K{at}",
                "line_items": [
                    {key: number, "sku": "A", "quantity": 1, "price": "4.50"} for number in one
                ],
            }
            for at, one in enumerate(numbers)
        ]
    )


def numbered(header: str, *numbers: str, lines: tuple[str, ...] = (LINES[0], *LINES)) -> str:
    rows = (f"{line},{number}" for line, number in zip(lines, numbers, strict=True))
    return table(*rows, header=f"{COLUMNS},{header}")


def inspected(landing: Landing, name: str, text: str) -> Inspection:
    path = landing.write(name, text)
    return inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))


@pytest.mark.parametrize("key", ["id", "uid", "line_id", "_id"])
def test_equal_lines_of_a_list_are_told_with_the_line_of_the_feed(tmp_path: Path, key: str) -> None:
    outcome = read(tmp_path, orders((11, 12), (13,), key=key), OF_ORDERS, name="orders.json")
    assert outcome.doubts == ["line_numbers_not_read"]
    assert f"line_number: line_items.{key}" in outcome.sentences


NAMES = ["line_item_id", "Lineitem ID", "LineItemId", "Order Detail ID", "OrderLineId", "Zeilen-ID", "Positions-ID", "item_uid", "id", "uuid", "Lfd. Nr."]  # fmt: skip


@pytest.mark.parametrize("header", NAMES)
def test_equal_lines_with_a_number_of_the_line_are_told(tmp_path: Path, header: str) -> None:
    outcome = read(tmp_path, numbered(header, "91", "95", "92", "98"))
    assert outcome.doubts == ["line_numbers_not_read"]
    assert f"line_number: {header}" in outcome.sentences


@pytest.mark.parametrize("header", ["id", "Lineitem ID", "Row ID"])
def test_the_same_number_makes_a_duplicate(tmp_path: Path, header: str) -> None:
    assert read(tmp_path, numbered(header, "91", "91", "92", "98")).doubts == []


def test_exports_that_overlap_do_not_hide_the_lines(tmp_path: Path) -> None:
    lines = (LINES[0], LINES[0], *LINES, LINES[0])
    outcome = read(tmp_path, numbered("id", "91", "95", "91", "92", "98", "95", lines=lines))
    assert outcome.doubts == ["line_numbers_not_read"]
    assert "1 line is like another" in outcome.sentences


@pytest.mark.parametrize(
    "numbers",
    [
        # the same number on other lines: no number of lines
        ("5", "6", "5", "6"),
        ("", "", "", ""),
    ],
)
def test_what_is_no_number_of_lines_stays_quiet(tmp_path: Path, numbers: tuple[str, ...]) -> None:
    assert read(tmp_path, numbered("id", *numbers)).doubts == []


def test_files_that_share_a_line_with_its_number_stay_quiet(tmp_path: Path) -> None:
    first = numbered("id", "91", "92", lines=LINES[:2])
    second = numbered("id", "91", "92", "98", lines=LINES)
    assert read_files(tmp_path, {"a.csv": first.encode(), "b.csv": second.encode()}).doubts == []


@pytest.mark.parametrize("key", ["id", "uid", "line_id"])
def test_inspect_proposes_the_number_of_the_lines_of_a_list(landing: Landing, key: str) -> None:
    found = inspected(landing, "orders.json", orders((11, 12), (13,), (14, 15), key=key))
    assert f"  line_number: line_items.{key}\n" in found.proposed
    assert found.doubts == []


ROWS = ("7,2024-05-17,A,2,40.00,K1", "7,2024-05-17,A,2,40.00,K1", "8,2024-05-18,B,1,15.00,K2", "9,2024-05-18,B,2,15.00,K2")  # fmt: skip


def table_to_inspect(header: str, numbers: str) -> str:
    rows = (f"{number},{row}" for number, row in zip(numbers.split(), ROWS, strict=True))
    return table(*rows, header=f"{header},Order No,Order Date,SKU,Quantity,Unit Price,Customer")


@pytest.mark.parametrize("header", ["id", "Lineitem ID", "line_item_id", "Lfd. Nr."])
@pytest.mark.parametrize("numbers", ["91 95 96 97", "1 2 1 1"])
def test_inspect_proposes_the_number_of_a_line(landing: Landing, header: str, numbers: str) -> None:
    found = inspected(landing, "orders.csv", table_to_inspect(header, numbers))
    assert f"  line_number: {header}\n" in found.proposed
    assert found.doubts == []


@pytest.mark.parametrize("numbers", ["1 2 - 1", "5 5 5 5", "7 7 8 9"])
def test_inspect_proposes_no_other_number(landing: Landing, numbers: str) -> None:
    text = table_to_inspect("id", numbers).replace("-,8", ",8")
    assert "\n  line_number:" not in inspected(landing, "orders.csv", text).proposed


def test_the_proposed_line_counts_every_line(tmp_path: Path) -> None:
    feed = f"{FEED}line_number: id\n"
    outcome = read(tmp_path, numbered("id", "91", "95", "92", "98"), feed)
    assert outcome.column("line_number") == ["91", "95", "92", "98"]
    assert outcome.doubts == []
