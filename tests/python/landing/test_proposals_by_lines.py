"""What the lines of a file say of a proposal: names alone take the number of a line for an article, or a customer's own count
of orders for the number of an order."""

from __future__ import annotations

import pytest

from python_jobs.landing.propose.by_lines import settle_by_lines
from python_jobs.landing.propose.columns import Proposal, propose_columns
from python_jobs.landing.propose.later_dates import doubts_of_later_date


def proposed(header: str, *rows: str) -> Proposal:
    cells = [row.split(",") for row in rows]
    texts = {name: [row[at] for row in cells] for at, name in enumerate(header.split(","))}
    filled = {name: [one for one in found if one] for name, found in texts.items()}
    return settle_by_lines(propose_columns(filled), texts)


@pytest.mark.parametrize(("articles", "column"), [(7, "sku"), (10_000, "item_id")])
def test_a_number_that_is_new_on_every_line_is_none_of_an_article(
    articles: int, column: str
) -> None:
    rows = (
        f"{1 + at // 2},2024-05-17,{9000 + at},{'Blue ' if at % 2 else ''}S{at % articles},1,2.50"
        for at in range(60)
    )
    found = proposed("increment_id,created_at,item_id,sku,qty_ordered,price", *rows)
    assert found.columns["stock_code"] == column


def test_of_few_lines_each_may_have_an_article_of_its_own() -> None:
    rows = (f"{at},2024-05-17,{9000 + at},S 1,1,2.50" for at in range(5))
    found = proposed("order_id,created_at,item_id,sku,quantity,price", *rows)
    assert found.columns["stock_code"] == "item_id"


@pytest.mark.parametrize(
    ("variants", "filled", "column"),
    [(1, True, "Item Number"), (2, True, "Custom Label"), (1, False, "Custom Label")],
)
def test_a_code_with_blanks_stands_beside_one_without(
    variants: int, filled: bool, column: str
) -> None:
    rows = []
    for at in range(60):
        number, variant = at % 6, at // 6 % variants
        label = f"L{number}-{variant}" if number > 2 else ""
        item = f"{318000 + number}" if filled or number < 3 else ""
        rows.append(f"{at // 2},2024-05-17,{item},Lamp {number},{label},1,2.50")
    found = proposed(
        "Order Number,Sale Date,Item Number,Item Title,Custom Label,Quantity,Sold For", *rows
    )
    assert found.columns["stock_code"] == column


@pytest.mark.parametrize(("each", "column"), [(True, "order_id"), (False, "order_number")])
def test_a_number_that_starts_again_with_each_customer_is_none_of_an_order(
    each: bool, column: str
) -> None:
    rows = []
    for at in range(60):
        order = at // 3
        count = order % 4 if each else order
        rows.append(f"{2539 + order},U{order // 4},{count},2024-05-17,P{at % 7},1,2.50")
    found = proposed("order_id,user_id,order_number,order_date,product_id,quantity,price", *rows)
    assert found.columns["invoice"] == column


def test_a_column_without_a_customer_gives_way_to_one_with_some() -> None:
    header = "Order Number,Buyer Username,Buyer Email,Sale Date,Item Number,Quantity,Sold For"
    assert proposed(header, "1,b7,,2024-05-17,A,1,2.50").columns["customer_id"] == "Buyer Username"
    assert proposed(header, "1,,,2024-05-17,A,1,2.50").columns["customer_id"] == "Buyer Email"


@pytest.mark.parametrize("name", ["shipping_limit_date", "Due Date", "Lieferdatum", "Fällig am"])
def test_a_later_date_is_told_where_it_is_the_only_one(name: str) -> None:
    alone = proposed(f"order_id,{name},product_id,quantity,price", "1,2024-05-17,A,1,2.50")
    assert alone.columns["invoice_date"] == name
    assert [one.kind for one in doubts_of_later_date(alone.columns)] == ["date_after_the_order"]
    beside = proposed(
        f"order_id,{name},day,product_id,quantity,price", "1,2024-05-17,2024-05-12,A,1,2.50"
    )
    assert beside.unknown["invoice_date"] == ["day", name]


@pytest.mark.parametrize("name", ["Order Date", "Datum", "Date", "Lieferant seit", "t_dat"])
def test_other_dates_are_not_later_ones(name: str) -> None:
    assert doubts_of_later_date({"invoice_date": name}) == []
