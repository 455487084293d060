"""Lists of JSON beside the one that is read: a second list of sales, and what came back. Nothing of them vanishes without a word."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.inspection.inspect import Inspection, inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import Outcome, read

FEED = (
    "columns: {invoice: number, invoice_date: day, stock_code: items.sku, quantity: items.quantity, "
    "price: items.price, customer_id: who}\n"
)
CUP, POT = {"sku": "A", "quantity": 2, "price": 4.5}, {"sku": "B", "quantity": 1, "price": 15}
SOLD = Decimal(39)


def orders(**more: list[Any]) -> list[dict[str, Any]]:
    """Three orders; more: name of a list → what each order has in it."""
    held = ([CUP], [POT], [POT])
    return [
        {
            "number": str(7 + at),
            "day": f"2024-05-1{at}",
            "who": f"K{at}",
            "items": list(lines),
            **{key: found[at] for key, found in more.items()},
        }
        for at, lines in enumerate(held)
    ]


def landed(folder: Path, content: Any, feed: str = FEED) -> Outcome:
    return read(folder, json.dumps(content), feed, name="orders.json")


@pytest.mark.parametrize("name", ["gift_items", "services", "lines", "Zusatz"])
def test_a_second_list_of_sales_is_told(tmp_path: Path, name: str) -> None:
    more = [{"sku": "C", "quantity": 1, "price": 3}]
    outcome = landed(tmp_path, orders(**{name: [more, [], [*more, *more]]}))
    assert (outcome.sold, outcome.doubts) == (SOLD, ["lists_beside_the_lines"])
    assert f"the list '{name}' holds 3 objects" in outcome.sentences


def test_a_second_list_is_known_by_the_columns_of_the_feed(tmp_path: Path) -> None:
    feed = FEED.replace("quantity", "zahl").replace("zahl:", "quantity:").replace("sku", "x1").replace("items.price", "items.p")  # fmt: skip
    content = json.loads(
        json.dumps(orders(extra=[[POT], [CUP], []]))
        .replace("quantity", "zahl")
        .replace("sku", "x1")
        .replace('"price"', '"p"')
    )
    outcome = landed(tmp_path, content, feed)
    assert (outcome.sold, outcome.doubts) == (SOLD, ["lists_beside_the_lines"])


def test_an_order_with_the_second_list_alone_is_told(tmp_path: Path) -> None:
    content = orders(goods=[[], [], [CUP]])
    content[2]["items"] = []
    outcome = landed(tmp_path, content)
    assert "the list 'goods' holds 1 object" in outcome.sentences


def test_a_second_list_of_orders_is_told(tmp_path: Path) -> None:
    old = [one | {"number": f"1{one['number']}"} for one in orders()]
    old[0]["items"] = [CUP | {"quantity": 9}, CUP]
    outcome = landed(tmp_path, {"orders": orders(), "archived_orders": old})
    assert outcome.doubts == ["lists_beside_the_lines"]
    assert "the list 'archived_orders.items' holds 4 objects" in outcome.sentences


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("shipments", [[CUP], [POT], [POT]]),
        ("shipments", [[CUP | {"quantity": 1}, CUP | {"quantity": 1}], [POT], []]),
        ("lines", [[CUP], [], [POT]]),
        ("shipping_lines", [[{"title": "Post", "price": "5.00"}], [], []]),
        ("payments", [[{"method": "card", "amount": 9.0, "quantity": 1}], [], []]),
        ("fulfillments", [[{"id": 1, "items": [CUP]}], [{"id": 2, "items": [POT]}], []]),
        ("gift_items", [[], [], []]),
        ("return_policies", [[{"id": 1, "days": 30}], [], []]),
        ("credits", [[{"id": 1, "amount": 5}], [], []]),
        ("tags", [["new"], [], ["x", "y"]]),
    ],
)
def test_other_lists_of_an_order_stay_quiet(tmp_path: Path, name: str, held: list[Any]) -> None:
    outcome = landed(tmp_path, orders(**{name: held}))
    assert (outcome.sold, outcome.doubts) == (SOLD, [])


RETURNS = ["returns", "returned_items", "return_lines", "credits", "credit_notes", "creditNotes", "Retouren", "avoirs", "gutschriften"]  # fmt: skip


@pytest.mark.parametrize("name", RETURNS)
def test_a_list_of_what_came_back_is_told(tmp_path: Path, name: str) -> None:
    outcome = landed(tmp_path, orders(**{name: [[], [POT], []]}))
    assert (outcome.sold, outcome.doubts) == (SOLD, ["lists_of_returns"])
    assert f"the list '{name}' holds 1 object in 1 order" in outcome.sentences


def test_what_came_back_of_a_line_is_told(tmp_path: Path) -> None:
    content = orders()
    content[0]["items"] = [CUP | {"returns": [{"quantity": 1, "day": "2024-06-01"}]}]
    outcome = landed(tmp_path, content)
    assert outcome.doubts == ["lists_of_returns"]
    assert "the list 'items.returns'" in outcome.sentences


def test_cancelled_and_refunded_lists_are_told_once(tmp_path: Path) -> None:
    for name in ("refunds", "cancelled_items"):
        folder = tmp_path / name
        folder.mkdir()
        outcome = landed(folder, orders(**{name: [[], [POT], []]}))
        assert (outcome.sold, outcome.doubts) == (SOLD, ["orders_that_may_be_no_sales"])


def inspected(landing: Landing, content: Any) -> Inspection:
    path = landing.write("orders.json", json.dumps(content))
    return inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))


def test_inspect_proposes_the_first_of_two_lists_and_tells_the_other(landing: Landing) -> None:
    """`goods` is a name of an article, and made the order's own list one of the columns of the other list's lines."""
    content = [
        {key if key != "items" else "goods": value for key, value in one.items()}
        for one in orders(gifts=[[{"sku": "C", "quantity": 1, "price": 1}], [], []])
    ]
    found = inspected(landing, content)
    assert "stock_code: goods.sku\n" in found.proposed
    assert [one.kind for one in found.doubts] == ["lists_beside_the_lines"]
    assert "the list 'gifts'" in found.proposed
