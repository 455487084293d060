"""Tables as JSON without an object a line: names once and rows below, columns with their values, objects by their number. What is
certain is read, what has no names is refused, and nothing between the lines vanishes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import SOLD, Outcome, read

NAMES = ["order_no", "order_date", "sku", "quantity", "price", "customer_id"]
FEED = (
    "columns: {invoice: order_no, invoice_date: order_date, stock_code: sku, quantity: quantity, price: price, "
    "customer_id: customer_id}\n"
)
ROWS: list[list[Any]] = [
    ["7", "2024-05-17", "A", 2, 40.0, "K1"],
    ["7", "2024-05-17", "B", 1, 15.0, "K1"],
    ["8", "2024-05-18", "B", 1, 15.0, "K2"],
]
OBJECTS = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
COLUMNS = {name: [one[name] for one in OBJECTS] for name in NAMES}
BIGQUERY = {
    "kind": "bigquery#queryResponse",
    "schema": {"fields": [{"name": one, "type": "STRING"} for one in NAMES]},
    "totalRows": "3",
    "rows": [{"f": [{"v": str(value)} for value in row]} for row in ROWS],
}
CHARTS = {
    "cols": [{"id": "", "label": one, "type": "string"} for one in NAMES],
    "rows": [{"c": [{"v": value} for value in row]} for row in ROWS],
}
FORMS: dict[str, Any] = {
    "split": {"columns": NAMES, "index": [0, 1, 2], "data": ROWS},
    "split, inside": {"ok": True, "result": {"columns": NAMES, "data": ROWS}},
    "names and rows": {"header": NAMES, "rows": ROWS, "count": 3},
    "columns": {name: {str(at): one[name] for at, one in enumerate(OBJECTS)} for name in NAMES},
    "columns as lists": COLUMNS,
    "columns as lists, inside": {"status": "ok", "data": COLUMNS},
    "by number": {str(at): one for at, one in enumerate(OBJECTS)},
    "a list for the names": [NAMES, *ROWS],
    "pages": [OBJECTS[:2], OBJECTS[2:]],
    "BigQuery": BIGQUERY,
    "Google Charts": CHARTS,
    "a table with a schema": {"schema": {"fields": [{"name": "index"}]}, "data": OBJECTS},
}


def landed(folder: Path, content: Any, feed: str = FEED) -> Outcome:
    return read(folder, json.dumps(content), feed, name="orders.json")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("indent", [None, 1])
def test_a_table_in_another_form_is_read(tmp_path: Path, form: Any, indent: int | None) -> None:
    outcome = read(tmp_path, json.dumps(form, indent=indent), FEED, name="orders.json")
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD, [])
    assert outcome.column("invoice") == ["7", "7", "8"]
    assert outcome.column("customer_id") == ["K1", "K1", "K2"]


def test_labels_of_rows_are_a_column(tmp_path: Path) -> None:
    names = [one for one in NAMES if one != "order_no"]
    rows = [row[1:] for row in ROWS]
    content = {"columns": names, "index": ["7", "7", "8"], "data": rows}
    feed = FEED.replace("order_no", "index")
    assert landed(tmp_path, content, feed).column("invoice") == ["7", "7", "8"]


LINES = [{"sku": row[2], "quantity": row[3], "price": row[4]} for row in ROWS]
OF_ORDERS = (
    "columns: {invoice: key, invoice_date: date, stock_code: items.sku, quantity: items.quantity, "
    "price: items.price, customer_id: who}\n"
)
BY_KEY = {
    "7": {"date": "2024-05-17", "who": "K1", "items": LINES[:2]},
    "8": {"date": "2024-05-18", "who": "K2", "items": LINES[2:]},
}


@pytest.mark.parametrize(
    "content",
    [
        BY_KEY,
        {"orders": BY_KEY},
        {"ok": True, "data": {"orders": BY_KEY}},
        {f"A-{key}": one for key, one in BY_KEY.items()},
    ],
)
def test_orders_by_their_number_are_read_with_it(tmp_path: Path, content: Any) -> None:
    outcome = landed(tmp_path, content, OF_ORDERS)
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD, [])
    assert [str(one).removeprefix("A-") for one in outcome.column("invoice")] == ["7", "7", "8"]


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_lines_by_their_number_are_lines(tmp_path: Path, ending: str) -> None:
    orders = [
        one
        | {
            "key": number,
            "items": {str(90 + at): line for at, line in enumerate(one["items"])},
        }
        for number, one in BY_KEY.items()
    ]
    text = json.dumps(orders) if ending == ".json" else "\n".join(map(json.dumps, orders))
    outcome = read(tmp_path, text, OF_ORDERS, name=f"orders{ending}")
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD, [])


def test_an_answer_of_elasticsearch_is_read(tmp_path: Path) -> None:
    hits = [{"_index": "o", "_id": str(at), "_source": one} for at, one in enumerate(OBJECTS)]
    content = {"took": 3, "hits": {"total": {"value": 3}, "max_score": 1.0, "hits": hits}}
    feed = FEED
    for one in NAMES:
        feed = feed.replace(f": {one}", f": _source.{one}")
    outcome = landed(tmp_path, content, feed)
    assert (outcome.refused, outcome.sold, outcome.doubts) == ("", SOLD, [])


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (ROWS, "list of lists"),
        ({"columns": NAMES, "data": [*ROWS, ["9"]]}, "of which 1 has another number of values"),
        ({"columns": [*NAMES, "sku"], "data": [[*one, "C"] for one in ROWS]}, "'sku' twice"),
    ],
)
def test_a_form_without_clear_names_is_refused(tmp_path: Path, content: Any, cause: str) -> None:
    assert cause in landed(tmp_path, content).refused


def test_one_order_with_objects_in_it_is_no_table(tmp_path: Path) -> None:
    order = {
        "order_no": "7", "order_date": "2024-05-17", "customer_id": "K1", "sku": "A", "quantity": 2, "price": 40,
        "billing": {"name": "Anna", "city": "Ulm"}, "shipping": {"name": "Anna", "city": "Ulm"},
    }  # fmt: skip
    outcome = landed(tmp_path, order)
    assert (outcome.column("quantity"), outcome.doubts) == (["2"], [])


@pytest.mark.parametrize(
    ("other", "text"), [(None, "null"), ("gift", "gift"), (5, "5"), (["x"], '["x"]')]
)
def test_what_stands_between_the_objects_of_a_list_is_on_record(
    tmp_path: Path, other: Any, text: str
) -> None:
    orders = [
        {"key": "7", **BY_KEY["7"], "items": [*LINES[:2], other]},
        {"key": "8", **BY_KEY["8"]},
    ]
    outcome = landed(tmp_path, orders, OF_ORDERS)
    assert (outcome.sold, outcome.doubts) == (SOLD, ["lines_rejected"])
    assert outcome.reasons == [f"{text} in its 'items' is no object of JSON"]


@pytest.mark.parametrize("other", [None, "gift"])
def test_what_stands_between_the_objects_of_an_answer_is_on_record(
    tmp_path: Path, other: Any
) -> None:
    outcome = landed(tmp_path, {"orders": [*OBJECTS, other]})
    assert (outcome.sold, outcome.doubts) == (SOLD, ["lines_rejected"])
    assert "an object with names" in outcome.sentences


def refused(landing: Landing, name: str, content: str) -> str:
    path = landing.write(name, content)
    try:
        found = inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))
    except InputError as error:
        return str(error)
    return " ".join(one.text for one in found.questions)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ('{"error": "unauthorized", "code": 401}', "no order lines"),
        ('[{"message": "limit"}]', "no order lines"),
        ('{"orders": []}', "no order lines"),
        (
            '[{"order_no": 7, "date": "2024-05-17", "lines": [["A", 1, 2.5]]}]',
            "'lines' holds lists",
        ),
        ("<html><body><p>Please sign in</p></body></html>", "web page"),
        ("%PDF-1.4 \x81", "PDF"),
    ],
)
def test_what_holds_no_lines_is_not_asked_for_prices(
    landing: Landing, content: str, cause: str
) -> None:
    said = refused(landing, "orders.json", content)
    assert cause in said
    assert "looks like a price" not in said


@pytest.mark.parametrize(
    ("moment", "unit"),
    [
        ("1704448800", "in seconds"), ("1704448800000", "in milliseconds"), ("1704448800000000", "in microseconds"),
    ],
)  # fmt: skip
def test_moments_are_called_what_they_count(tmp_path: Path, moment: str, unit: str) -> None:
    refused = landed(tmp_path, [one | {"order_date": moment} for one in OBJECTS]).refused
    assert f"{unit} since 1970" in refused


def test_milliseconds_of_the_day_are_named(tmp_path: Path) -> None:
    feed = FEED.replace("stock_code", "invoice_time: at, stock_code", 1)
    content = [one | {"at": 36_000_000 + at * 1_234_567} for at, one in enumerate(OBJECTS)]
    assert "milliseconds since midnight" in landed(tmp_path, content, feed).refused


def test_json_in_another_encoding_is_refused(tmp_path: Path) -> None:
    text = json.dumps([one | {"sku": "Tür"} for one in OBJECTS], ensure_ascii=False)
    refused = read(tmp_path, text.encode("cp1252"), FEED, name="orders.json").refused
    assert "is no UTF-8 (byte 0xfc), in which JSON is written" in refused


def test_a_page_under_the_name_of_a_text_is_named(tmp_path: Path) -> None:
    page = "<html><body><h1>Login</h1><p>Please sign in</p></body></html>\n"
    assert "web page without a table" in read(tmp_path, page, FEED).refused
