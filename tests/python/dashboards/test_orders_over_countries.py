"""Orders with lines of several countries and days count once, wherever the page adds them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.conftest import run_on
from tests.python.dashboards.conftest import Opener, write_page

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
# invoice, article, day, country, customer; each line is one piece at 10.00
LINES = (
    ("1001", "A", "2024-03-01", "Germany", "K1"),
    ("1001", "B", "2024-03-01", "France", "K1"),
    ("1001", "C", "2024-03-02", "France", "K1"),
    ("1002", "A", "2024-03-02", "Germany", "K2"),
    ("1002", "B", "2024-03-03", "Germany", "K2"),
    ("1003", "A", "2024-03-04", "France", "K2"),
    ("1004", "A", "2024-03-04", "Spain", ""),
    ("1004", "B", "2024-03-04", "France", ""),
)


@pytest.mark.slow
def test_each_order_counts_once(open_page: Opener, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    lines = (
        f"{invoice},{code},Lamp {code},1,{day} 10:00:00,10.00,{customer},{country}"
        for invoice, code, day, country, customer in LINES
    )
    orders.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    shop = run_on(tmp_path / "shop", orders)
    opened = open_page(write_page(shop.warehouse, tmp_path / "page.html"))
    opened.go("overview")
    for country, place in ((None, "All countries"), *((one, one) for one in ("France", "Germany"))):
        chosen = [line for line in LINES if country in (None, line[3])]
        invoices = {line[0] for line in chosen}
        customers = {line[4] for line in chosen} - {""}
        opened.page.select_option("#overview-country", label=place)
        shown = [opened.kpi("overview", name) for name in ("orders", "average", "customers")]
        expected = [len(invoices), 10 * len(chosen) / len(invoices), len(customers)]
        assert shown == pytest.approx(expected), place
