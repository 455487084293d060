"""JSON as shops' programs write it: an object a line, an array, orders with their lines in a list, and answers of
programs with one object around all others."""

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
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read

HEAD = COLUMNS.split(",")
RECORDS = [line.split(",") for line in LINES]
OBJECTS: list[dict[str, Any]] = [dict(zip(HEAD, row, strict=True)) for row in RECORDS]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["orders.json", "orders.jsonl"])
def test_an_array_of_objects_is_a_table(tmp_path: Path, name: str, indent: int | None) -> None:
    assert read(tmp_path, json.dumps(OBJECTS, indent=indent), name=name).sold == SOLD


def test_objects_inside_an_object_are_columns_with_both_names(tmp_path: Path) -> None:
    objects = [
        {key: one[key] for key in ("Nr", "Tag", "Art", "Stk")}
        | {"price": {"net": {"amount": one["Preis"], "tax": 3}}, "buyer": {"id": one["Wer"], "land": one["Land"]}}
        for one in OBJECTS
    ]  # fmt: skip
    feed = (
        "columns: {invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, price: price.net.amount, "
        "customer_id: buyer.id, country: buyer.land}\n"
    )
    text = "".join(f"{json.dumps(one)}\n" for one in objects)
    outcome = read(tmp_path, text, feed, name="orders.jsonl")
    assert (outcome.sold, outcome.column("customer_id")) == (SOLD, ["K1", "K1", "K2"])


@pytest.mark.parametrize(
    "content", ['[{"Nr": 7', '{"Nr": 7', "[]", "[1, 2]", '"text"', "null"]
)  # fmt: skip
def test_json_that_is_no_table_is_refused(tmp_path: Path, content: str) -> None:
    assert "Export it again" in (
        refused := read(tmp_path, content, name="orders.json").refused
    ) or ("Get the file again" in refused)


def test_an_empty_list_of_json_says_nothing(tmp_path: Path) -> None:
    one = '{"Nr": 7, "Tag": "2024-05-17", "Art": "A", "Name": "Lamp", "Stk": 1, "Preis": 4.5, "Wer": "K1", "Land": "DE", "refunds": [], "status": {}}'
    outcome = read(tmp_path, f"{one}\n", name="orders.jsonl")
    assert (outcome.sold, outcome.doubts) == (Decimal("4.5"), [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["orders.json", "orders.jsonl"])
def test_json_with_a_byte_order_mark_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    lines = "".join(f"{json.dumps(one)}\r\n" for one in OBJECTS)
    text = json.dumps(OBJECTS, indent=1) if name.endswith(".json") else lines
    assert read(tmp_path, text.encode(encoding), name=name).sold == SOLD


# Two orders with what a shop's program says of them, and their lines in a list.
ORDERS: list[dict[str, Any]] = [
    {
        "id": 450 + number,
        "number": str(number),
        "created_at": f"2024-05-{10 + number}T09:00:00",
        "currency": "EUR",
        "total_price": "100.00",
        "customer": {"id": f"K{number - 6}", "address": {"country": "DE"}},
        "line_items": [
            {"id": at, "sku": row[2], "title": row[3], "quantity": int(row[4]), "price": row[5], "taxes": [{"rate": 0.19}]}
            for at, row in enumerate(RECORDS)
            if row[0] == str(number)
        ],
        "shipping_lines": [{"title": "Post", "price": "5.00"}],
        "coupons": [],
    }
    for number in (7, 8)
]  # fmt: skip
OF_ORDERS = (
    "columns: {invoice: number, invoice_date: created_at, stock_code: line_items.sku, description: line_items.title, "
    "quantity: line_items.quantity, price: line_items.price, customer_id: customer.id, country: customer.address.country}\n"
)
ANSWERS = {
    "an array": lambda orders: json.dumps(orders),
    "an object a line": lambda orders: "".join(f"{json.dumps(one)}\n" for one in orders),
    "an answer": lambda orders: json.dumps({"count": 2, "next": None, "orders": orders}, indent=1),
    "an answer on one line": lambda orders: json.dumps({"orders": orders, "page": 1}),
    "an answer in an answer": lambda orders: json.dumps({"data": {"orders": orders}, "ok": True}),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_orders_with_their_lines_in_a_list_are_read(tmp_path: Path, answer: Any) -> None:
    outcome = read(tmp_path, answer(ORDERS), OF_ORDERS, name="orders.json")
    assert (outcome.refused, outcome.sold, outcome.left_out) == ("", SOLD, 0)
    assert outcome.column("invoice") == ["7", "7", "8"]
    assert outcome.column("customer_id") == ["K1", "K1", "K2"]
    assert outcome.column("country") == ["DE", "DE", "DE"]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_inspect_finds_the_list_with_the_lines(landing: Landing, answer: Any) -> None:
    found = _inspected(landing, answer(ORDERS))
    assert found.questions == []
    assert "line_items" in str(found.forms)
    for line in (
        "invoice: number",
        "stock_code: line_items.sku",
        "description: line_items.title",
        "customer_id: customer.id",
    ):
        assert f"  {line}\n" in found.proposed


def _inspected(landing: Landing, text: str) -> Inspection:
    path = landing.write("orders.json", text)
    return inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))


@pytest.mark.parametrize("key", ["data", "results", "d.results"])
def test_lines_inside_an_answer_have_their_own_names(tmp_path: Path, key: str) -> None:
    around: dict[str, Any] = {"page": 1, key: OBJECTS}
    if "." in key:
        outer, inner = key.split(".")
        around = {outer: {inner: OBJECTS}}
    outcome = read(tmp_path, json.dumps(around), name="orders.json")
    assert (outcome.refused, outcome.sold) == ("", SOLD)


def test_one_order_with_its_lines_is_no_answer_around_them(tmp_path: Path) -> None:
    outcome = read(tmp_path, json.dumps(ORDERS[0]), OF_ORDERS, name="order-7.json")
    assert (outcome.sold, outcome.column("invoice")) == (Decimal(95), ["7", "7"])


def test_lists_in_the_lists_of_an_answer(tmp_path: Path) -> None:
    """As GraphQL has them: each object stands under `node`, in a list of edges."""
    edges = [
        {"node": {"name": one["number"], "at": one["created_at"], "lines": {"edges": [{"node": line} for line in one["line_items"]]}}}
        for one in ORDERS
    ]  # fmt: skip
    line = "node.lines.edges.node"
    feed = (
        f"columns: {{invoice: node.name, invoice_date: node.at, stock_code: {line}.sku, quantity: {line}.quantity, "
        f"price: {line}.price}}\n"
    )
    outcome = read(
        tmp_path, json.dumps({"data": {"orders": {"edges": edges}}}), feed, name="o.json"
    )
    assert (outcome.refused, outcome.sold, outcome.column("invoice")) == ("", SOLD, ["7", "7", "8"])


def test_parcels_of_orders_hold_the_lines(tmp_path: Path) -> None:
    orders = [one | {"line_items": [], "parcels": [{"no": 1, "line_items": one["line_items"]}]} for one in ORDERS]  # fmt: skip
    feed = OF_ORDERS.replace("line_items.", "parcels.line_items.")
    assert read(tmp_path, json.dumps(orders), feed, name="orders.json").sold == SOLD


def test_an_order_without_lines_is_on_record(tmp_path: Path) -> None:
    orders = [*ORDERS, ORDERS[0] | {"number": "9", "line_items": []}]
    outcome = read(tmp_path, json.dumps(orders), OF_ORDERS, name="orders.json")
    assert outcome.sold == SOLD
    assert outcome.reasons == ["its 'line_items' holds no line"]
    assert outcome.doubts == ["lines_rejected"]
    assert "the list 'line_items' of 1 object is empty or missing" in outcome.sentences


def test_a_feed_of_whole_orders_reads_orders(tmp_path: Path) -> None:
    """What names no column of the lines in a list reads an object as a line, as it does a table."""
    feed = "columns: {invoice: number, invoice_date: created_at, line_amount: total_price, stock_code: currency, customer_id: customer.id}\nquantity: 1\n"
    assert read(tmp_path, json.dumps(ORDERS), feed, name="orders.json").sold == Decimal(200)


def test_a_feed_that_names_a_column_which_is_not_there_learns_those_in_the_lists(
    tmp_path: Path,
) -> None:
    refused = read(tmp_path, json.dumps(ORDERS), FEED, name="orders.json").refused
    assert "lacks the columns" in refused
    assert "'line_items.sku'" in refused


def test_money_that_went_back_beside_the_lines_is_told(tmp_path: Path) -> None:
    orders = [ORDERS[0] | {"refunds": [{"id": 1, "total": "-5.00"}]}, ORDERS[1] | {"refunds": []}]
    outcome = read(tmp_path, json.dumps(orders), OF_ORDERS, name="orders.json")
    assert outcome.doubts != []
    assert "'refunds'" in outcome.sentences


def test_one_line_that_is_no_list_is_a_line(tmp_path: Path) -> None:
    """Programs that make JSON of XML write a list of one as the object itself."""
    last = ORDERS[1] | {"line_items": ORDERS[1]["line_items"][0]}
    outcome = read(tmp_path, json.dumps([ORDERS[0], last]), OF_ORDERS, name="orders.json")
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD, [])
    assert outcome.column("invoice") == ["7", "7", "8"]


def test_words_of_the_order_are_not_taken_for_those_of_its_lines(landing: Landing) -> None:
    """The pieces, the price and the name that an order has for itself are of all its lines, or of a person."""
    of_order = {
        "quantity": 5,
        "price": "99.00",
        "description": "gift",
        "name": "Anna",
        "total": "9",
    }
    orders = [
        {"id": one["id"], "date": one["created_at"], "customer": one["customer"]["id"], **of_order}
        | {"products": [{"sku": line["sku"], "name": line["title"], "quantity": line["quantity"], "price": line["price"]} for line in one["line_items"]]}
        for one in ORDERS
    ]  # fmt: skip
    found = _inspected(landing, json.dumps(orders))
    for line in (
        "stock_code: products.sku",
        "quantity: products.quantity",
        "price: products.price",
        "description: products.name",
    ):
        assert f"  {line}\n" in found.proposed
    assert "invoice: name" not in found.proposed


def test_inspect_looks_into_the_nodes_of_graphql(landing: Landing) -> None:
    orders = [
        one | {"line_items": {"edges": [{"node": line} for line in one["line_items"]]}}
        for one in ORDERS
    ]
    found = _inspected(landing, json.dumps(orders))
    assert "  price: line_items.edges.node.price\n" in found.proposed
    assert "  invoice: number\n" in found.proposed
