"""What the figures of the lines say of a proposal: names alone take a price for an amount, or pieces for one."""

from __future__ import annotations

import pytest

from python_jobs.landing.propose.by_figures import settle_by_figures
from python_jobs.landing.propose.columns import Proposal, propose_columns

ARTICLES = {"A": "9.50", "B": "12.25", "C": "3.10"}


def proposed(header: str, *rows: str) -> Proposal:
    cells = [row.split(",") for row in rows]
    texts = {name: [row[at] for row in cells] for at, name in enumerate(header.split(","))}
    filled = {name: [one for one in found if one] for name, found in texts.items()}
    return settle_by_figures(propose_columns(filled), texts)


def lines(count: int = 24) -> list[tuple[int, str, int, float]]:
    """Order, article, pieces and price of lines."""
    codes = list(ARTICLES)
    return [
        (at // 3, codes[at % 3], 1 + at // 3 % 4, float(ARTICLES[codes[at % 3]]))
        for at in range(count)
    ]


def test_a_price_that_grows_with_the_pieces_is_the_amount_of_the_line() -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{pieces * price:.2f},0.00,{pieces * price:.2f}"
        for order, code, pieces, price in lines()
    )
    found = proposed("Order Id,Order Date,SKU,Qty,Gross Price,Discount,Net Price", *rows)
    assert (found.columns["line_amount"], found.columns.get("price")) == ("Net Price", None)
    assert found.others == []


def test_a_price_of_one_piece_stays_one() -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{price:.2f}" for order, code, pieces, price in lines()
    )
    assert proposed("Order Id,Order Date,SKU,Qty,Net Price", *rows).columns["price"] == "Net Price"


@pytest.mark.parametrize("off", ["money", "of a piece", "percent", "share"])
@pytest.mark.parametrize("name", ["Line Total", "Whatever"])
def test_an_amount_that_is_the_price_times_the_pieces_less_a_discount_is_proposed(
    off: str, name: str
) -> None:
    rows = []
    for at, (order, code, pieces, price) in enumerate(lines()):
        is_off = at % 4 == 0
        discount = {"money": 1.5, "of a piece": 1.5, "percent": 15, "share": 0.15}[off] * is_off
        less = {
            "money": discount,
            "of a piece": discount * pieces,
            "percent": pieces * price * discount / 100,
            "share": pieces * price * discount,
        }[off]
        rows.append(
            f"{order},2024-05-17,{code},{pieces},{price:.2f},{discount},{pieces * price - less:.2f}"
        )
    found = proposed(f"Order Id,Order Date,SKU,Qty,Unit Price,Discount,{name}", *rows)
    assert (found.columns["price"], found.columns["line_amount"]) == ("Unit Price", name)
    assert found.amount is None


def test_an_amount_that_differs_by_anything_else_is_asked_about() -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{'1.00' if at % 5 else ''},{pieces * price * 1.2:.2f}"
        for at, (order, code, pieces, price) in enumerate(lines())
    )
    found = proposed("Order Id,Order Date,SKU,Qty,Unit Price,Discount,Line Total", *rows)
    assert ("line_amount" in found.columns, found.amount) == (False, "Line Total")


def test_small_whole_numbers_called_an_amount_are_pieces() -> None:
    rows = (
        f"1/{1 + order}/2024,K{order},{code},{pieces},{pieces * 37 + ord(code) * pieces}"
        for order, code, pieces, _ in lines()
    )
    found = proposed("TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID,AMOUNT,SALES_PRICE", *rows)
    assert found.columns["quantity"] == "AMOUNT"
    assert found.columns["line_amount"] == "SALES_PRICE"
    assert set(found.unknown) == {"invoice"}


@pytest.mark.parametrize(
    ("kinds", "line"),
    [
        (("Sale", "Sale Line", "Payment"), "keep: {Line Type: [Sale Line]}"),
        (("", "", ""), "drop: {Sku: ['']}"),
    ],
)
def test_rows_of_whole_orders_beside_their_lines_are_left_out(
    kinds: tuple[str, str, str], line: str
) -> None:
    whole, one, payment = kinds
    rows = []
    for order in range(8):
        rows.append(f"{order},2024-05-17,{whole},,{3 + order},{10 * order}")
        rows.append(f"{order},2024-05-17,{one},A,{1 + order},{4 * order}")
        rows.append(f"{order},2024-05-17,{one},B,2,{6 * order}")
        rows += [f"{order},2024-05-17,{payment},,,"] if payment else []
    assert proposed("Receipt,Date,Line Type,Sku,Quantity,Total", *rows).lines == [line]


def test_a_line_without_a_code_that_is_no_sum_stays() -> None:
    rows = []
    for order in range(8):
        rows.append(f"{order},2024-05-17,,1,{10 * order}")
        rows.append(f"{order},2024-05-17,A,1,{4 * order}")
    assert proposed("Receipt,Date,Sku,Quantity,Total", *rows).lines == []


def test_a_column_without_any_value_is_never_proposed_for_what_every_line_needs() -> None:
    header = "InvoiceNumber,Reference,InvoiceDate,InventoryItemCode,Quantity,LineAmount"
    found = proposed(header, "7,,2024-05-17,A,1,2.00", "7,,2024-05-17,B,1,3.00")
    assert found.columns["stock_code"] == "InventoryItemCode"


def test_a_number_of_lines_is_no_number_of_orders() -> None:
    header = "DocEntry,DocNum,DocDate,CardCode,LineNum,ItemCode,Quantity,Price"
    found = proposed(header, "1,10,2024-05-17,C,0,A,1,2.00", "1,10,2024-05-17,C,1,B,1,3.00")
    assert found.columns["invoice"] == "DocNum"
    assert (found.columns["line_number"], found.columns["customer_id"]) == ("LineNum", "CardCode")


def test_whole_moments_are_dates_whatever_their_column_is_called() -> None:
    found = proposed("orderNumber,orderTime,sku,qty,price", "7,2024-01-04 14:48:10,A,1,2.00")
    assert (found.columns["invoice_date"], found.unknown) == ("orderTime", {})


def test_an_amount_is_taken_where_the_price_has_a_measure_behind() -> None:
    header = "Voucher No.,Date,Part No.,Quantity,Rate,Amount"
    found = proposed(
        header, "7,2-Jan-24,A,2 Nos,1.50/Nos,3.00", "8,3-Jan-24,B,1 Nos,33.95/Nos,33.95"
    )
    assert (found.columns["line_amount"], found.columns.get("price")) == ("Amount", None)


def test_the_code_of_an_article_comes_before_its_name() -> None:
    header = "Bon,Datum,PLU,Artikel,Menge,EP"
    rows = (f"{at},2024-05-17,{600 + at},Grüne Lampe {at},1,2.00" for at in range(6))
    found = proposed(header, *rows)
    assert (found.columns["stock_code"], found.columns["description"]) == ("PLU", "Artikel")


def test_units_shares_tables_and_places_are_asked_about_by_nobody() -> None:
    header = "Wert,Datum,Menge,Preis,Einheit,Satz,Tisch,Location,Wer"
    rows = (
        f"W{at},2024-05-17,1,2.50,Stk,{at % 2 + 7}%,{at % 5},Bistro {at % 2},Person {at % 7}"
        for at in range(24)
    )
    found = proposed(header, *rows)
    asked = {*found.customers, *(one for listed in found.unknown.values() for one in listed)}
    assert asked == {"Wert", "Wer"}


@pytest.mark.parametrize(
    ("name", "field", "text"),
    [
        ("Factuurnr.", "invoice", "7"), ("Numer", "invoice", "7"), ("N° de vente", "invoice", "7"), ("Número", "invoice", "7"),
        ("Número de recibo", "invoice", "7"), ("OrderKey", "invoice", "7"), ("Levererat antal", "quantity", "1"),
        ("Product Key", "stock_code", "A"), ("ProductKey", "stock_code", "A"), ("customer_uuid", "customer_id", "K1"),
        ("total_cents", "line_amount", "250"), ("ID пользователя", "customer_id", "3"),
        ("주문자ID", "customer_id", "u1"), ("Product/Service", "stock_code", "A"), ("품목별 주문번호", "line_number", "7-01"),
    ],
)  # fmt: skip
def test_names_of_exports_are_known(name: str, field: str, text: str) -> None:
    assert propose_columns({name: [text, text]}).columns == {field: name}


def test_a_bare_number_beside_that_of_the_document_is_the_article() -> None:
    found = proposed("Document No.,Posting Date,No.,Quantity,Unit Price", "7,2024-05-17,A,1,2.00")
    assert (found.columns["invoice"], found.columns["stock_code"]) == ("Document No.", "No.")


@pytest.mark.parametrize(
    ("header", "chosen"),
    [("Customer Name,Customer Code", "Customer Code"), ("Покупатель,ID пользователя", "ID пользователя")],
)  # fmt: skip
def test_the_code_of_a_customer_comes_before_the_name(header: str, chosen: str) -> None:
    found = proposed(f"Order,Date,SKU,Qty,Price,{header}", "7,2024-05-17,A,1,2.00,Ann,3")
    assert found.columns["customer_id"] == chosen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Netto-VK", "Brutto-VK"), ("unit_price_tax_excl", "unit_price_tax_incl"), ("NetPrice", "UnitPrice"), ("Preis", "Bruttopreis"),
        ("Prix HT", "Prix TTC"), ("VK", "UVP"), ("Price", "Compare at price"), ("unit_price_tax_excl", "product_price"),
        ("Line Total excl", "Line Total incl"), ("VKNetto", "VKBrutto"), ("Prezzo netto", "Prezzo lordo"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_first", [True, False])
def test_a_price_without_the_tax_is_read_and_the_other_one_is_told(
    one: str, other: str, is_first: bool
) -> None:
    header = f"{one},{other}" if is_first else f"{other},{one}"
    rows = []
    for order, code, pieces, price in lines():
        both = f"{price:.2f},{price * 1.19:.2f}" if is_first else f"{price * 1.19:.2f},{price:.2f}"
        rows.append(f"{order},2024-05-17,{code},{pieces},{both}")
    found = proposed(f"Order No,Date,SKU,Qty,{header}", *rows)
    assert [(found.columns[field], column) for field, column in found.others] == [(one, other)]


@pytest.mark.parametrize("other", ["Unit Cost", "Item Cost", "Tax", "Shipping", "Bruttogewicht"])
def test_what_is_no_other_price_is_not_told(other: str) -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{price / 2:.2f}"
        for order, code, pieces, price in lines()
    )
    assert proposed(f"Order No,Date,SKU,Qty,Unit Price,{other}", *rows).others == []


def test_another_price_with_the_same_figures_is_not_told() -> None:
    rows = (
        f"{order},2024-05-17,{code},{pieces},{price:.2f},{price:.2f}"
        for order, code, pieces, price in lines()
    )
    assert proposed("Order No,Date,SKU,Qty,Price net,Price gross", *rows).others == []


def test_an_order_has_its_number_and_a_line_its_own() -> None:
    header = "SalesOrderDetailID,SalesOrderID,OrderDate,ProductID,OrderQty,UnitPrice"
    found = proposed(header, "1,7,2024-05-17,A,1,2.00", "2,7,2024-05-17,B,1,3.00").columns
    assert (found["invoice"], found["line_number"]) == ("SalesOrderID", "SalesOrderDetailID")
    header = "SalesOrderLineNumber,SalesOrderNumber,OrderDate,ProductKey,OrderQuantity,UnitPrice"
    found = proposed(header, "1,7,2024-05-17,A,1,2.00", "2,7,2024-05-17,B,1,3.00").columns
    assert (found["invoice"], found["line_number"]) == ("SalesOrderNumber", "SalesOrderLineNumber")
