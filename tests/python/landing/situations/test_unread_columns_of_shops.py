"""Columns that nobody reads and that change what a line means: marks of returns and tests, kinds of documents, what came
back of a line, units of prices, rates of exchange, and amounts in cents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table

AMOUNT = FEED.replace("price: Preis", "line_amount: Preis")


def _with(column: str, *values: str) -> str:
    lines = (f"{line},{value}" for line, value in zip(LINES, values, strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "values", "drop"),
    [
        ("Retoure", ("N", "J", "N"), "drop: {Retoure: [J]}"), ("is_return", ("true", "false", "false"), "drop: {is_return: ['true']}"),
        ("Devuelto", ("Sí", "No", "No"), "drop: {Devuelto: [Sí]}"), ("test_order", ("0", "0", "1"), "drop: {test_order: ['1']}"),
        ("Returned", ("", "Yes", ""), "drop: {Returned: ["), ("Return flag", ("Y", "Y", "Y"), "drop: {Return flag: ["),
        ("return_flag", ("N", "R", "A"), "drop: {return_flag: [R]}"), ("l_returnflag", ("N", "R", "N"), "drop: {l_returnflag: [R]}"), ("Retoure", ("", "R", ""), "drop: {Retoure: [R]}"),
        ("Testbestellung", ("nein", "nein", "ja"), "drop: {Testbestellung: [ja]}"), ("Zwrot", ("Tak", "Nie", "Nie"), "drop: {Zwrot: [Tak]}"),
    ],
)  # fmt: skip
def test_a_mark_of_returns_or_tests_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], drop: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["lines_marked"]
    assert drop in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Retoure", ("N", "N", "N")), ("is_return", ("false", "", "0")), ("Returnable", ("Yes", "No", "Yes")), ("Return reason", ("x", "x", "")),
        ("return_flag", ("N", "A", "N")), ("Returnable", ("R", "N", "N")), ("Test", ("blood", "urine", "")), ("Return policy", ("1", "1", "0")), ("Latest", ("1", "0", "0")),
    ],
)  # fmt: skip
def test_what_marks_no_line_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


def test_the_line_that_is_advised_leaves_them_out(tmp_path: Path) -> None:
    outcome = read(tmp_path, _with("Retoure", "N", "J", "N"), f"{FEED}drop: {{Retoure: [J]}}\n")
    assert (outcome.doubts, outcome.sold, outcome.left_out) == ([], SOLD - 15, 1)


def test_returns_with_a_negative_quantity_may_be_marked(tmp_path: Path) -> None:
    lines = (*LINES, "9,2024-05-19,B,Shade,-1,15.00,K2,DE")
    text = table(
        *(f"{line},{'J' if ',-1,' in line else 'N'}" for line in lines), header=f"{COLUMNS},Retoure"
    )
    assert read(tmp_path, text).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("Belegart", ("Angebot", "Auftrag", "Rechnung"), "keep: {Belegart: [Rechnung]}"), ("Type de document", ("Avoir", "Facture", "Facture"), "drop: {Type de document: [Avoir]}"),
        ("Document Type", ("Quote", "Invoice", "Invoice"), "drop: {Document Type: [Quote]}"), ("doc_type,Type", ("x,Order", "x,Invoice", "x,Invoice"), "drop: {Type: [Order]}"),
        ("Soort", ("Creditfactuur", "Factuur", "Factuur"), "drop: {Soort: [Creditfactuur]}"), ("Belegart", ("Lieferschein", "Rechnung", "Rechnung"), "drop: {Belegart: [Lieferschein]}"),
    ],
)  # fmt: skip
def test_documents_that_are_no_invoices_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Belegart", ("Rechnung", "Rechnung", "Rechnung")), ("Belegart", ("Auftrag", "Auftrag", "Auftrag")), ("Type", ("Order", "Order", "Sale")),
        ("Soort", ("Lamp", "Kap", "Kap")), ("Type", ("Ceiling", "Standard", "")),
    ],
)  # fmt: skip
def test_documents_of_one_kind_stay_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("returned_qty", ("1", "0", "0")), ("qty_refunded", ("0", "1", "")), ("qty_cancelled", ("2", "0", "0")), ("refund_amount", ("5.00", "0.00", "0.00")),
        ("Refunded Amount", ("3.25", "", "")), ("Refunded quantity", ("0", "1", "0")), ("Menge storniert", ("0", "1", "0")), ("Refund", ("5.50", "", "")), ("Refunded", ("0.00", "15.00", "")),
        ("Retourmenge", ("1", "0", "0")), ("Montant remboursé", ("0", "2.50", "0")),
    ],
)  # fmt: skip
def test_what_came_back_of_a_line_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["parts_taken_back"]
    assert "drop:" not in outcome.sentences and "keep:" not in outcome.sentences
    assert f"returned_quantity: {column}" in outcome.sentences


def test_a_filter_by_something_else_does_not_hide_it(tmp_path: Path) -> None:
    text = _with("Status,qty_refunded", "paid,1", "paid,0", "paid,0")
    assert read(tmp_path, text, f"{FEED}keep: {{Status: [paid]}}\n").doubts == ["parts_taken_back"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("qty_refunded", ("0", "0.0000", "")), ("refund_amount", ("0.00", "0", "0")), ("Total (- Refund)", ("80", "15", "15")), ("Returned quantity reason", ("7", "", "")),
        ("Amount after returns", ("80", "15", "15")), ("Resource units", ("3", "2", "1")),
    ],
)  # fmt: skip
def test_nothing_came_back(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "kind"),
    [
        ("Preiseinheit", ("100", "1", "1"), "price_units"), ("price per", ("100", "100", "100"), "price_units"), ("PE", ("1000", "100", "1"), "price_units"),
        ("exchange_rate", ("1.0", "0.86", "1.17"), "exchange_rates"), ("Wechselkurs", ("1", "1", "1.08"), "exchange_rates"),
        ("disc %", ("10", "0", "0"), "discounts_not_taken_off"), ("Disc.", ("10%", "0%", "0%"), "discounts_not_taken_off"),
        ("Disc", ("10%", "", ""), "discounts_not_taken_off"), ("Discount percent", ("10", "0", "0"), "discounts_not_taken_off"),
        ("Rabatt in %", ("15", "0", "0"), "discounts_not_taken_off"),
    ],
)  # fmt: skip
def test_a_column_by_which_an_amount_is_another_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], kind: str
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == [kind]


@pytest.mark.parametrize(
    ("column", "values", "feed"),
    [
        ("Preiseinheit", ("1", "1.000", "1.00"), FEED), ("Price unit", ("EUR", "EUR", "EUR"), FEED), ("Preiseinheit", ("100", "100", "1"), AMOUNT),
        ("exchange_rate", ("1", "1.0", "1.0000"), FEED), ("exchange_rate", ("1.1", "1.2", "1"), f"{FEED}currency: EUR\n"),
        ("exchange_rate,Currency", ("1.1,USD", "1.2,USD", "1,USD"), FEED), ("Disc", ("1", "2", "1"), FEED), ("Disc no", ("1", "2", "1"), FEED),
        ("Cost in cents", ("100", "200", "100"), FEED),
    ],
)  # fmt: skip
def test_a_column_by_which_it_is_the_same_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...], feed: str
) -> None:
    assert read(tmp_path, _with(column, *values), feed).doubts == []


@pytest.mark.parametrize(
    ("column", "amounts", "doubts"),
    [
        ("amount_cents", ("10590", "3459"), ["amounts_in_cents"]), ("price_in_cents", ("10590", "3459"), ["amounts_in_cents"]),
        ("Betrag in Cent", ("10590", "3459"), ["amounts_in_cents"]), ("Cents", ("10590", "3459"), ["amounts_in_cents"]),
        ("amount_cents", ("105.90", "34.59"), []), ("percent price", ("105", "34"), []), ("Center price", ("105", "34"), []),
    ],
)  # fmt: skip
def test_amounts_in_cents_are_told(
    tmp_path: Path, column: str, amounts: tuple[str, str], doubts: list[str]
) -> None:
    lines = (
        f"7,2024-05-17,A,Lamp,2,{amounts[0]},K1,DE",
        f"8,2024-05-18,B,Tea,1,{amounts[1]},K2,DE",
    )
    text = table(*lines, header=COLUMNS.replace("Preis", column))
    for field in ("price", "line_amount"):
        (tmp_path / field).mkdir()
        feed = FEED.replace("price: Preis", f"{field}: {column}")
        assert read(tmp_path / field, text, feed).doubts == doubts


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("Belegart", ("RE", "RE", "GS"), "returns: {Belegart: [GS]}"), ("Document Type", ("INV", "CN", "INV"), "returns: {Document Type: [CN]}"),
        ("Transaction Type", ("S", "S", "R"), "keep: {Transaction Type: [S]}"), ("Bewegungsart", ("601", "601", "653"), "returns: {Bewegungsart: ['653']}"),
        ("Type", ("V", "D", "V"), "keep: {Type: [V]}"), ("Receipt Type", ("0", "0", "1"), "keep: {Receipt Type: ['0']}"),
    ],
)  # fmt: skip
def test_codes_of_kinds_that_only_the_shop_knows_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [("Line Type", ("ITEM", "PAYMENT", "ITEM")), ("Line Type", ("Product", "Tax", "Shipping")), ("Zeilenart", ("Artikel", "Artikel", "Zahlung"))],
)  # fmt: skip
def test_lines_that_are_no_goods_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == ["orders_that_may_be_no_sales"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Type", ("Oak", "Pine", "Oak")), ("Type", ("A4", "A5", "A3")), ("Type", ("A", "A", "A")), ("Belegart", ("RE", "RE", "RE")), ("Art", ("X", "Y", "Z")),
        ("Kind", ("gift", "toy", "toy")), ("Order Type", ("Online", "Store", "Online")), ("Event Type", ("Payment", "Payment", "Payment")), ("State", ("CA", "NY", "CA")), ("Ship State", ("CA", "NY", "")),
    ],
)  # fmt: skip
def test_kinds_of_goods_stay_quiet(tmp_path: Path, column: str, values: tuple[str, ...]) -> None:
    header = column if column != "Art" else "Kategorie"
    assert read(tmp_path, _with(header, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Order Status", "Awaiting Payment"), ("Status", "Incomplete"), ("Status", "Disputed"), ("Bestellstatus", "Wartet auf Zahlung"),
        ("Bestellstatus", "Zahlungsfehler"), ("Status", "Zurückgesendet"), ("Status", "Abbruch"), ("Sipariş Durumu", "İptal Edildi"), ("Statut", "Paiement échoué"),
    ],
)  # fmt: skip
def test_states_of_more_shops_are_told(tmp_path: Path, column: str, value: str) -> None:
    outcome = read(tmp_path, _with(column, "ok", "ok", value))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]


@pytest.mark.parametrize("value", ["Awaiting Payment", "Unpaid", "Offen", "Impayée"])
def test_an_invoice_that_is_not_paid_yet_is_a_sale(tmp_path: Path, value: str) -> None:
    text = _with("Status", "Paid", "Paid", value)
    assert read(tmp_path, text).doubts == ["orders_that_may_be_no_sales"]
    (tmp_path / "invoices").mkdir()
    feed = FEED.replace("invoice: Nr", "invoice: InvoiceNumber")
    text = text.replace("Nr,", "InvoiceNumber,", 1)
    assert read(tmp_path / "invoices", text, feed).doubts == []
    (tmp_path / "void").mkdir()
    assert read(tmp_path / "void", text.replace(value, "Voided"), feed).doubts == [
        "orders_that_may_be_no_sales"
    ]


@pytest.mark.parametrize(
    "value", ["Awaiting Fulfillment", "Awaiting Shipment", "Versendet", "Bezahlt", "Kargoda"]
)
def test_states_of_a_sale_stay_quiet(tmp_path: Path, value: str) -> None:
    assert read(tmp_path, _with("Status", "ok", "ok", value)).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "line"),
    [
        ("is_deleted", ("0", "1", "0"), "drop: {is_deleted: ['1']}"), ("Training Mode", ("N", "N", "Y"), "drop: {Training Mode: [Y]}"),
        ("Gelöscht", ("J", "N", "N"), "drop: {Gelöscht: [J]}"), ("Paid", ("Yes", "No", "Yes"), "keep: {Paid: ['Yes']}"),
        ("Valid", ("1", "1", "0"), "keep: {Valid: ['1']}"), ("bezahlt", ("ja", "nein", "ja"), "keep: {bezahlt: [ja]}"),
    ],
)  # fmt: skip
def test_marks_of_what_is_no_sale_are_told(
    tmp_path: Path, column: str, values: tuple[str, ...], line: str
) -> None:
    outcome = read(tmp_path, _with(column, *values))
    assert outcome.doubts == ["lines_marked"]
    assert line in outcome.sentences


@pytest.mark.parametrize(
    ("column", "values"),
    [("Paid", ("Yes", "Yes", "Yes")), ("Paid", ("", "", "")), ("Paid", ("40.00", "15.00", "0.00")), ("Valid", ("2024", "2025", "0")), ("Active", ("0", "0", "0"))],
)  # fmt: skip
def test_marks_of_sales_alone_stay_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("column", "values", "kind"),
    [
        ("Returned", ("0", "2", "0"), "parts_taken_back"), ("Credited", ("40.00", "0.00", "0.00"), "parts_taken_back"),
        ("Sale Price", ("30.00", "15.00", "15.00"), "another_price"), ("Aktionspreis", ("", "", "9.99"), "another_price"), ("Discounted Price", ("36.00", "13.50", "13.50"), "another_price"),
        ("Qty Shipped", ("1", "1", "1"), "another_quantity"), ("Liefermenge", ("2", "0", "1"), "another_quantity"),
        ("Art 2", ("", "C", ""), "second_article"), ("Art_2", ("C", "", ""), "second_article"),
        ("Prices Include Tax", ("Yes", "No", "Yes"), "with_tax_or_without"), ("inkl. MwSt", ("ja", "nein", "ja"), "with_tax_or_without"),
        ("Line Disc. %", ("10", "0", "0"), "discounts_not_taken_off"), ("Rebate", ("2.00", "0", "0"), "discounts_not_taken_off"), ("Ermäßigung", ("0", "2.00", "0"), "discounts_not_taken_off"),
    ],
)  # fmt: skip
def test_what_stands_beside_is_told(
    tmp_path: Path, column: str, values: tuple[str, ...], kind: str
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == [kind]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Sale Price", ("40.00", "15.00", "")), ("Sale Price", ("0.00", "0.00", "0.00")), ("Qty Shipped", ("2", "1", "1")), ("Qty Shipped", ("", "", "")),
        ("Art 2", ("", "", "")), ("Prices Include Tax", ("Yes", "Yes", "Yes")), ("Final Price", ("44.00", "16.50", "16.50")),
    ],
)  # fmt: skip
def test_what_stands_beside_and_says_the_same_stays_quiet(
    tmp_path: Path, column: str, values: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with(column, *values)).doubts == []


@pytest.mark.parametrize(
    ("name", "pieces"), [("Price per 1000", "1000"), ("Preis/100 Stk", "100"), ("Preis je 100", "100"), ("Prix par 12", "12")]
)  # fmt: skip
def test_a_price_that_is_named_for_several_pieces_is_told(
    tmp_path: Path, name: str, pieces: str
) -> None:
    text = table(*LINES).replace("Preis", name)
    feed = FEED.replace("price: Preis", f"price: {name}")
    outcome = read(tmp_path, text, feed)
    assert outcome.doubts == ["price_units"]
    assert f"price_per: {pieces}" in outcome.sentences
    (tmp_path / "after").mkdir()
    assert read(tmp_path / "after", text, f"{feed}price_per: {pieces}\n").doubts == []


def _sold(*amounts: str) -> str:
    """Four articles, each in three quantities, at amounts that are given for 1, 2 and 5 pieces."""
    rows = [
        f"{10 * at + pieces},2024-05-{10 + at},A{at},Lamp,{pieces},{amount},K{at},DE"
        for at in range(4)
        for pieces, amount in zip((1, 2, 5), amounts, strict=True)
    ]
    return table(*rows)


def test_a_price_that_grows_with_the_quantity_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, _sold("4.00", "8.00", "20.00")).doubts == ["price_of_the_line"]


def test_an_amount_that_does_not_grow_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, _sold("4.00", "4.00", "4.00"), AMOUNT).doubts == ["amount_of_a_piece"]


@pytest.mark.parametrize(
    "amounts", [("4.00", "4.00", "4.00"), ("4.00", "3.80", "3.50"), ("4.00", "6.00", "5.00")]
)
def test_prices_of_pieces_stay_quiet(tmp_path: Path, amounts: tuple[str, ...]) -> None:
    assert read(tmp_path, _sold(*amounts)).doubts == []


@pytest.mark.parametrize("amounts", [("4.00", "8.00", "20.00"), ("4.00", "7.60", "17.50")])
def test_amounts_of_lines_stay_quiet(tmp_path: Path, amounts: tuple[str, ...]) -> None:
    assert read(tmp_path, _sold(*amounts), AMOUNT).doubts == []


def test_an_amount_without_pieces_is_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "9,2024-05-18,S,Repair,0,60.00,K2,DE"), AMOUNT)
    assert outcome.doubts == ["amounts_without_pieces"]
    assert "60.00 in all" in outcome.sentences


def test_a_file_without_a_sale_is_told(tmp_path: Path) -> None:
    rows = (f"{at},2024-05-17,A,Lamp,-2,-40.00,K{at},DE" for at in range(10, 25))
    assert "no_sales" in read(tmp_path, table(*rows), AMOUNT).doubts
    (tmp_path / "few").mkdir()
    assert read(tmp_path / "few", table("9,2024-05-17,A,Lamp,-2,40.00,K1,DE")).doubts == []


@pytest.mark.parametrize(
    ("pieces", "price", "says"),
    [("2", "0", "price: Preis"), ("0", "4.00", "quantity: Stk"), ("2", "0.00", "price: Preis")],
)
def test_a_column_of_zeros_is_the_reason_of_no_sales(
    tmp_path: Path, pieces: str, price: str, says: str
) -> None:
    rows = (f"{at},2024-05-17,A,Lamp,{pieces},{price},K{at},DE" for at in range(10, 25))
    outcome = read(tmp_path, table(*rows))
    assert outcome.doubts == ["no_price"]
    assert (
        f"is 0 on all 15 lines, and not one of them is a sale (for instance '10'). Does the feed read the right column? Correct its line  {says} "
        in outcome.sentences
    )
    assert "sign" not in outcome.sentences


WIDE = "columns: {invoice: Nr, invoice_date: Tag, stock_code: Item 1 SKU, quantity: Item 1 Qty, price: Item 1 Price}\n"


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1, 3), (0, 1)])
@pytest.mark.parametrize(("other", "doubts"), [("B,1,15.00", ["second_article"]), (",,", [])])
def test_items_beside_the_one_that_is_read_are_told(
    tmp_path: Path, first: int, second: int, other: str, doubts: list[str]
) -> None:
    items = [
        f"Item {number} SKU,Item {number} Qty,Item {number} Price" for number in (first, second)
    ]
    text = table(
        f"7,2024-05-17,A,2,40.00,{other}",
        "8,2024-05-18,A,1,40.00,,,",
        header=f"Nr,Tag,{','.join(items)}",
    )
    outcome = read(tmp_path, text, WIDE.replace("Item 1", f"Item {first}"))
    assert outcome.doubts == doubts


def test_another_number_in_a_name_is_no_second_item(tmp_path: Path) -> None:
    text = table("7,2024-05-17,A,2,40.00,B", header="Nr,Tag,EAN 13,Stk,Preis,EAN 8")
    feed = "columns: {invoice: Nr, invoice_date: Tag, stock_code: EAN 13, quantity: Stk, price: Preis}\n"
    assert read(tmp_path, text, feed).doubts == []


@pytest.mark.parametrize("refunds", ["", "refunds: negative_price\n", "refunds: any_negative\n"])
@pytest.mark.parametrize(
    ("feed", "given", "remedy"),
    [(AMOUNT, "-1", ""), (FEED, "1", "refunds: negative_price\n")],
)
def test_money_given_back_without_pieces_is_told_once_with_its_sum(
    tmp_path: Path, feed: str, given: str, remedy: str, refunds: str
) -> None:
    """The remedy that is told makes returns of such lines."""
    lines = ["9,2024-05-19,A,Lamp,{},-5.00,K1,DE", "10,2024-05-19,A,Lamp,{},-7.50,K1,DE"]
    outcome = read(tmp_path, table(*LINES, *(one.format(0) for one in lines)), feed + refunds)
    assert outcome.doubts == ["amounts_without_pieces"]
    assert "-12.50 in all" in outcome.sentences
    assert f"export the quantity {given}" in outcome.sentences
    (tmp_path / "mended").mkdir()
    text = table(*LINES, *(one.format(given) for one in lines))
    assert read(tmp_path / "mended", text, feed + remedy).returned == -12.5


def test_sums_of_amounts_without_pieces_do_not_cancel_out(tmp_path: Path) -> None:
    lines = ("9,2024-05-18,S,Repair,0,60.00,K2,DE", "10,2024-05-18,S,Repair,0,-60.00,K2,DE")
    assert "60.00 and -60.00 in all" in read(tmp_path, table(*LINES, *lines), AMOUNT).sentences


def test_of_lines_without_a_quantity_the_prices_are_summed_up(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, "9,2024-05-19,A,Lamp,,-5.00,K1,DE"))
    assert "-5.00 in all" in outcome.sentences
