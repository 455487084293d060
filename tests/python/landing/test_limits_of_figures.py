"""How far the figures of a proposal tell: of few lines, of numbers on both sides of a limit and of lines with empty cells."""

from __future__ import annotations

import pytest

from python_jobs.landing.propose.by_figures import settle_by_figures
from python_jobs.landing.propose.columns import propose_columns
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
    assert ("quantity" in found.unknown) is not are_pieces


@pytest.mark.parametrize(
    ("header", "asked"),
    [("Order No,Date,SKU,Sales_Price", ["quantity"]), ("Order No,Date,SKU,Qty", ["price"])],
)  # fmt: skip
def test_what_neither_names_nor_figures_tell_is_asked(header: str, asked: list[str]) -> None:
    rows = (f"{at},2024-05-17,A,{at % 2 + 1}" for at in range(6))
    assert list(proposed(header, *rows).unknown) == asked


def test_an_amount_beside_the_pieces_is_never_these() -> None:
    rows = (f"{at},2024-05-17,A,{at % 2 + 1},1,{7 + at}.50" for at in range(6))
    assert proposed("Order No,Date,SKU,Qty,Amount,Sales_Price", *rows).columns["quantity"] == "Qty"


@pytest.mark.parametrize(
    ("prices", "is_of_line"),
    [
        ("5 10 15 20 25 30", True), ("5 10 15 20 25", False), ("5 10 15 20 25 30 5", True), ("5 10 15 20 25 30 5 5", False),
        ("5  15 20 25 30 35", True), ("5.5 9 12 14 15 16 17 18", False), ("5 -10 15 -20 25 30", True),
        ("5 10 15 20 25 30 -5 -5", False), ("-5 10 15 20 25 30 5 5", False), ("5 10 15 20 25 30 35 40 5 5", False),
        ("5 10 15 20 25 30 35 40 45 5 5", False), ("5 10 15 20 25 30 35 40 45 50 5 5", True),
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


GROWN = [f"A,{at},{5 * at}" for at in range(1, 7)]


@pytest.mark.parametrize(
    "rows",
    [
        GROWN, GROWN[::-1],
        # Postage has no code, and what comes back has the price of what was sold.
        [*GROWN, ",1,5", ",2,5", ",3,5"], [*GROWN, "A,-1,5", "A,-1,5"], ["A,-1,5", *GROWN, "A,1,5", "A,1,5"],
    ],
)  # fmt: skip
def test_lines_of_no_article_and_of_as_many_pieces_tell_nothing(rows: list[str]) -> None:
    assert proposed("SKU,Qty,Price", *rows).columns.get("line_amount") == "Price"


@pytest.mark.parametrize(
    ("amounts", "is_read"),
    [
        # Each line is two pieces at 10, with 3 off on the first ones.
        ("17 17 20 20 20", True), ("17 17 20 20", False), ("20 20 20 20 20", False), ("17 18 20 20 20", False), ("17 17  20 20 20", True),
        ("17 17 -20 20 20", True), ("17.01 17 20 20 20", True), ("17.02 17 20 20 20", False), ("23 17 20 20 20", False),
        ("20 20 -20 20 20", False), ("17 17 20 20 19", False),
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


@pytest.mark.parametrize(
    ("more", "is_read"),
    [
        # Pieces, price, discount and amount of one more line.
        ("-2,10.00,3,-17.00", True), ("2,-10.00,3,-17.00", True), ("-2,10.00,3,-14.00", True), ("2,10.00,-3,17.00", True), ("2,0.00,,0.00", True), (",10.00,,20.00", True),
        ("2,,,20.00", True), ("100,10.00,,1000.10", True), ("-100,10.00,,-1000.10", True), ("100,10.00,,1000.15", False),
        ("100,10.00,,1000.07", True),
    ],
)  # fmt: skip
def test_an_amount_is_read_whatever_one_line_lacks(more: str, is_read: bool) -> None:
    rows = (f"{at},2024-05-17,A,2,10.00,3,17.00" for at in range(8))
    header = "Order No,Date,SKU,Qty,Unit Price,Discount,Line Total"
    found = proposed(header, *rows, f"9,2024-05-17,A,{more}")
    assert ("line_amount" in found.columns) == is_read


@pytest.mark.parametrize(
    ("header", "lines_of_one", "more", "line_amount"),
    [
        ("Unit Price,Line Total", "10.00,20.00", ",20.00", "Line Total"), ("Unit Price,Line Total", "10.00,20.00", "10.00,21.00", None), ("Unit Price,Line Total", "10.00,20.00", "-10.00,20.00", None),
        ("Unit Price,Line Total", "0.00,0.00", ",5.00", None), ("Unit Price,Margin", "1.00,0.50", ",0.50", None),
        # All is a gift: the discount is the whole price.
        ("Unit Price,Discount", "10.00,20.00", "10.00,0.00", None),
        ("Whatever,Unit Price,Line Total", "20.00,10.00,20.00", "20.00,,20.00", "Line Total"),
    ],
)  # fmt: skip
def test_an_amount_is_another_one_than_the_price(
    header: str, lines_of_one: str, more: str, line_amount: str | None
) -> None:
    count = 40 if "Discount" in header else 8
    rows = (f"{at},2024-05-17,A,2,{lines_of_one}" for at in range(count))
    found = proposed(f"Order No,Date,SKU,Qty,{header}", *rows, f"99,2024-05-17,A,2,{more}")
    assert found.columns.get("line_amount") == line_amount


def test_an_amount_is_no_customer() -> None:
    rows = (f"{at},2024-05-17,A,2,{10 + at},3.00,{17 + 2 * at},K{at}" for at in range(8))
    found = proposed("Order No,Date,SKU,Qty,Unit Price,Discount,Whatever,Who", *rows)
    assert (found.columns["line_amount"], found.customers) == ("Whatever", ["Who"])


@pytest.mark.parametrize("name", ["Discount", "Voucher"])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("off", "told"),
    [("1.50", False), ("-1.50", False), ("1.51", False), ("1.48", True), ("1.52", True), ("", True), ("1.00", True), ("2.00", True)],
)  # fmt: skip
def test_a_price_before_the_discount_is_not_told(
    name: str, sign: int, off: str, told: bool
) -> None:
    rows = [
        f"{order},2024-05-17,{code},{pieces},{sign * price:.2f},{off},{sign * (price - 1.5):.2f}"
        for order, code, pieces, price in lines()
    ]
    # Lines without a discount, and without one of the two prices.
    rows += ["9,2024-05-17,A,1,5.00,,5.00", "9,2024-05-17,B,2,,1.50,5.00"]
    rows += ["9,2024-05-17,B,2,6.50,1.50,"]
    found = proposed(f"Order No,Date,SKU,Qty,Unit Price,{name},Net Price", *rows)
    assert found.others == ([("price", "Unit Price")] if told else [])


def test_two_prices_that_differ_on_one_line_are_told() -> None:
    rows = [
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{price + (at == 2):.2f}"
        for at, (order, code, pieces, price) in enumerate(lines())
    ]
    of_one = ("9,2024-05-17,A,1,2.00,", "9,2024-05-17,A,1,,2.00")
    found = proposed("Order No,Date,SKU,Qty,Price net,Price gross", *of_one, *rows)
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


def of_kinds(count: int) -> list[str]:
    """Whole orders whose lines have so many kinds, beside that of the orders."""
    return [
        f"{order},2024-05-17,{kind},{code},3,5"
        for order in range(12)
        for kind, code in (("Sale", ""), (order % count, "A"))
    ]


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
        # Another row of that kind: eight of nine are too few sums, and nine of ten enough.
        ([*whole_orders(8, ("Sale", "Line")), "8,2024-05-17,Sale,,7,5"], []),
        ([*whole_orders(9, ("Sale", "Line")), "9,2024-05-17,Sale,,7,5"], ["keep: {Line Type: [Line]}"]),
        # A kind that a line has as well tells no sums; nor does a column of more than a few kinds.
        ([*whole_orders(20, ("Sale", "Line")), "20,2024-05-17,Sale,A,3,5"], ["drop: {Sku: ['']}"]),
        (of_kinds(5), ["keep: {Line Type: ['0', '1', '2', '3', '4']}"]), (of_kinds(6), ["drop: {Sku: ['']}"]),
        # A line without a number of pieces, one with blanks for a code, and orders of one piece.
        ([f"{order},2024-05-17,,{code},{count},5" for order in range(6) for code, count in (("", 2), ("A", 2), ("B", ""))], ["drop: {Sku: ['']}"]),
        ([f"{order},2024-05-17,,{code},2,5" for order in range(6) for code in ("  ", "A")], ["drop: {Sku: ['']}"]),
        ([f"{order},2024-05-17,,{code},{1 + order % 2},5" for order in range(6) for code in ("", "A")], ["drop: {Sku: ['']}"]),
        # Gifts beside more pieces, and fees of orders without lines, are no sums.
        ([f"{order},2024-05-17,,{code},{count},5" for order in range(6) for code, count in (("", 2), ("A", 3))], []),
        ([*whole_orders(1, ("", "")), *(f"{order},2024-05-17,,,,5" for order in range(1, 7))], []),
    ],
)  # fmt: skip
def test_whole_orders_are_left_out_where_nearly_all_such_rows_sum_up(
    rows: list[str], line: list[str]
) -> None:
    assert proposed("Receipt,Date,Line Type,Sku,Quantity,Total", *rows).lines == line


def test_whole_orders_are_seen_without_a_day_and_where_a_code_is_no_text() -> None:
    rows: dict[str, list[str | None]] = {
        "Receipt": [str(at // 2) for at in range(12)],
        "Sku": [None, "A"] * 6,
        "Quantity": ["2"] * 12,
    }
    filled = {name: [one for one in found if one] for name, found in rows.items()}
    found = settle_by_figures(propose_columns(filled), rows)
    assert (set(found.columns), found.lines) == (
        {"invoice", "stock_code", "quantity"},
        ["drop: {Sku: ['']}"],
    )
