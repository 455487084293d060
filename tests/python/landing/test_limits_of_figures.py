"""How far the figures of a proposal tell: of few lines, of numbers on both sides of a limit and of lines with empty cells."""

from __future__ import annotations

import pytest

from tests.python.landing.test_proposals_by_figures import lines, proposed


@pytest.mark.parametrize(
    ("amounts", "are_pieces"),
    [
        ("1 1 2 1 3 1", True), ("1 1 2 1 3", True), ("1 1 2 1", False), ("1 1 2 1 3 1.5", False), ("1 1 2 1 3 999", True),
        ("1 1 2 1 3 1000", False), ("1 1 2 1 3 -1000", False), ("1 2 3 4 5 6", True), ("1 2 4 4 5 6", False), ("1 1 2  3 1 1", True),
        ("1 2 3 0 0 0", True),
    ],
)  # fmt: skip
def test_pieces_called_an_amount_are_small_whole_numbers(amounts: str, are_pieces: bool) -> None:
    rows = (
        f"{at},2024-05-17,A,{amount},{7 + at}.50" for at, amount in enumerate(amounts.split(" "))
    )
    found = proposed("Order No,Date,SKU,Amount,Sales_Price", *rows)
    assert (found.columns.get("quantity"), found.amount) == (
        ("Amount", None) if are_pieces else (None, "Amount")
    )


def test_an_amount_beside_the_pieces_is_never_these() -> None:
    rows = (f"{at},2024-05-17,A,{at % 2 + 1},1,{7 + at}.50" for at in range(6))
    assert proposed("Order No,Date,SKU,Qty,Amount,Sales_Price", *rows).columns["quantity"] == "Qty"


@pytest.mark.parametrize(
    ("prices", "is_of_line"),
    [
        ("5 10 15 20 25 30", True), ("5 10 15 20 25", False), ("5 10 15 20 25 30 5", True), ("5 10 15 20 25 30 5 5", False),
        ("5  15 20 25 30 35", True), ("5.5 9 12 14 15 16 17 18", False), ("5 -10 15 -20 25 30", True),
    ],
)  # fmt: skip
def test_prices_of_few_lines_and_of_a_scale_stay_prices(prices: str, is_of_line: bool) -> None:
    found = proposed(
        "Order No,Date,SKU,Qty,Price",
        *(
            f"{at},2024-05-17,A,{'-' * price.startswith('-')}{at + 1},{price}"
            for at, price in enumerate(prices.split(" "))
        ),
    )
    assert ("line_amount" in found.columns) == is_of_line


@pytest.mark.parametrize(
    ("amounts", "is_read"),
    [
        # Each line is two pieces at 10, with 3 off on the first ones.
        ("17 17 20 20 20", True), ("17 17 20 20", False), ("20 20 20 20 20", False), ("17 18 20 20 20", False), ("17 17  20 20 20", True),
        ("17 17 -20 20 20", True), ("17.01 17 20 20 20", True), ("17.02 17 20 20 20", False), ("23 17 20 20 20", False),
    ],
)  # fmt: skip
def test_an_amount_is_read_where_the_discount_makes_it(amounts: str, is_read: bool) -> None:
    rows = (
        f"{at},2024-05-17,A,2,10.00,{3 if at < 2 else ''},{amount}"
        for at, amount in enumerate(amounts.split(" "))
    )
    found = proposed("Order No,Date,SKU,Qty,Unit Price,Discount,Line Total", *rows)
    assert (found.columns.get("line_amount"), found.amount) == (
        ("Line Total", None) if is_read else (None, "Line Total")
    )


def test_an_amount_of_lines_without_a_price_is_read() -> None:
    rows = (f"{at},2024-05-17,A,2,{'10.00' if at else ''},20.00" for at in range(8))
    found = proposed("Order No,Date,SKU,Qty,Unit Price,Line Total", *rows)
    assert found.columns["line_amount"] == "Line Total"


def test_an_amount_is_no_customer() -> None:
    rows = (f"{at},2024-05-17,A,2,{10 + at},3.00,{17 + 2 * at},K{at}" for at in range(8))
    found = proposed("Order No,Date,SKU,Qty,Unit Price,Discount,Whatever,Who", *rows)
    assert (found.columns["line_amount"], found.customers) == ("Whatever", ["Who"])


@pytest.mark.parametrize(
    ("off", "told"), [("1.50", False), ("-1.50", False), ("", True), ("1.00", True)]
)
def test_a_price_before_the_discount_is_not_told(off: str, told: bool) -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{off},{price - 1.5:.2f}"
        for order, code, pieces, price in lines()
    )
    found = proposed("Order No,Date,SKU,Qty,Unit Price,Discount,Net Price", *rows)
    assert found.others == ([("price", "Unit Price")] if told else [])


def test_two_prices_that_differ_on_one_line_are_told() -> None:
    rows = [
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{price + (at == 2):.2f}"
        for at, (order, code, pieces, price) in enumerate(lines())
    ]
    found = proposed("Order No,Date,SKU,Qty,Price net,Price gross", *rows, "9,2024-05-17,A,1,2.00,")
    assert found.others == [("price", "Price gross")]


def whole_orders(count: int, kinds: tuple[str, str], pieces: int = 1, paid: str = "") -> list[str]:
    """Each order as a row of its own, two lines and, where paid is given, a payment."""
    whole, one = kinds
    rows = []
    for order in range(count):
        rows.append(f"{order},2024-05-17,{whole},,{pieces + 1},{10 + order}")
        rows.append(f"{order},2024-05-17,{one},A,{pieces},{4 + order}")
        rows.append(f"{order},2024-05-17,{one},B,1,6")
        rows += [f"{order},2024-05-17,Payment,,,{paid}"] if paid else []
    return rows


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (whole_orders(5, ("Sale", "Line")), ["keep: {Line Type: [Line]}"]),
        (whole_orders(4, ("Sale", "Line")), []),
        (whole_orders(8, ("Sale", "Line"), paid="10"), ["drop: {Line Type: [Sale]}"]),
        (whole_orders(8, ("Sale", "Sale")), ["drop: {Sku: ['']}"]),
        (whole_orders(8, ("Sale", "")), ["drop: {Sku: ['']}"]),
        ([*whole_orders(8, ("", "")), "9,2024-05-17,,,3,5"], []),
        ([*whole_orders(8, ("", "")), "7,2024-05-17,,,3,5"], []),
        ([*whole_orders(9, ("", "")), "8,2024-05-17,,,3,5"], ["drop: {Sku: ['']}"]),
        (whole_orders(8, ("Sale", "Line"), pieces=-3), ["keep: {Line Type: [Line]}"]),
    ],
)  # fmt: skip
def test_whole_orders_are_left_out_where_nearly_all_such_rows_sum_up(
    rows: list[str], line: list[str]
) -> None:
    assert proposed("Receipt,Date,Line Type,Sku,Quantity,Total", *rows).lines == line
