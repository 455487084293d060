"""Exports that are no delimited text: JSON lines, plain and packed, and Excel's binary workbook."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from tests.python.landing.conftest import Landing
from tests.python.landing.xlsb import write_xlsb

NAMES = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"]  # fmt: skip
ROWS: list[list[Any]] = [
    ["810", "K1", "JUG, BLUE", 2, "2024-02-01 09:15:00", 12.5, "77", "Norway"],
    ["811", "K2", "TRAY\u2028LONG", -1, "2024-02-03 18:00:00", 4, "", "Norway"],
    ["812", "K1", 'JUG "OLD"', 3, "2024-03-09 11:30:00", 12.5, "78", "Chile"],
]
LANDED = [
    ("810", "K1", 2.0, "2024-02-01 09:15:00", 12.5, "77", "Norway"),
    ("811", "K2", -1.0, "2024-02-03 18:00:00", 4.0, None, "Norway"),
    ("812", "K1", 3.0, "2024-03-09 11:30:00", 12.5, "78", "Chile"),
]


def landed(landing: Landing) -> list[tuple[object, ...]]:
    return landing.query(
        "select invoice, stock_code, cast(quantity as double), invoice_date, cast(price as double), customer_id, "
        "country from raw.order_lines order by source_row"
    )


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.ndjson", "orders.jsonl.gz"])
def test_json_lines(landing: Landing, name: str) -> None:
    """Numbers as numbers or as text, fields in any order; an empty field may be missing or null."""
    objects = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
    del objects[1]["Customer ID"]
    objects[2] = dict(reversed(objects[2].items())) | {"Quantity": "3"}
    text = "".join(f"{json.dumps(one)}\n" for one in objects).encode()
    path = landing.folder / name
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    landing.land(path)
    assert landed(landing) == LANDED
    assert landing.rejected() == []


def test_a_binary_workbook(landing: Landing) -> None:
    path = landing.folder / "orders.xlsb"
    write_xlsb(path, [NAMES, *ROWS])
    landing.land(path)
    assert landed(landing) == LANDED
    assert landing.rejected() == []
