"""What `inspect` makes of exports that have two columns for one thing, and what a refusal says to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.inspection.inspect import inspect
from python_jobs.landing.propose.columns import Proposal, propose_columns
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.letters import likely_encoding
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import LINES, SOLD, read, table

QUIET = Progress(Console(file=io.StringIO()))


def _doubts(landing: Landing, path: Path) -> list[Doubt]:
    return inspect(landing.project, path, None, QUIET).doubts


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("Order ID,Order Date,SKU,Quantity,Total,Subtotal", "Total"), ("order id,date/time,sku,quantity,total,product sales", "product sales"),
        ("Order Reference,Order Date,Order Lines/Product,Order Lines/Quantity,Total,Order Lines/Subtotal", "Order Lines/Subtotal"),
        ("Order,Date,SKU,Qty,Total,Line Total", "Line Total"), ("Bestellnr,Datum,Artikelnr,Menge,Gesamt,Zeilensumme", "Zeilensumme"),
        ("Order,Date,SKU,Qty,Total,Amount", "Amount"), ("Order,Date,SKU,Qty,Total", "Total"),
    ],
)  # fmt: skip
def test_a_total_is_taken_where_nothing_better_stands_beside_it(header: str, chosen: str) -> None:
    texts = (
        ["7", "7"],
        ["2024-05-17"] * 2,
        ["A", "B"],
        ["1", "2"],
        ["9.50", "9.50"],
        ["3.25", "6.25"],
    )
    values = dict(zip(header.split(","), texts, strict=False))
    found = propose_columns(values)
    assert found.columns["line_amount"] == chosen
    assert not found.unknown


def _proposed(header: str) -> Proposal:
    texts = (["7", "7"], ["2024-05-17"] * 2, ["A", "B"], ["1", "2"], ["9.50", "9.50"], ["3.25", "6.25"])  # fmt: skip
    return propose_columns(dict(zip(header.split(","), texts, strict=False)))


@pytest.mark.parametrize(
    "listed",
    ["RRP", "UVP", "MSRP", "List Price", "Catalogue Price", "Listenpreis", "Prix catalogue", "Precio de lista", "Prezzo di listino", "Adviesprijs", "Cena katalogowa", "Preço de tabela", "Original Price"],
)  # fmt: skip
@pytest.mark.parametrize(
    "paid", ["Sold Price", "Price Paid", "Sold For", "Unit Price", "Einzelpreis", "Prix payé", "Retail Price"]
)  # fmt: skip
def test_a_list_price_is_never_taken_beside_a_price_paid(listed: str, paid: str) -> None:
    for pair in ((listed, paid), (paid, listed)):
        found = _proposed(f"Order,Date,SKU,Qty,{','.join(pair)}")
        assert (found.columns["price"], found.unknown) == (paid, {})


@pytest.mark.parametrize(
    "alone",
    ["RRP", "UVP", "List Price", "Prix conseillé", "Precio recomendado", "Unit Cost", "Cost Price", "Tax Amount", "MwSt-Betrag", "Montant TVA", "VAT", "Total Tax", "Importe IVA", "Steuerbetrag", "BTW bedrag"],
)  # fmt: skip
def test_a_list_price_a_cost_or_a_tax_alone_is_asked(alone: str) -> None:
    found = _proposed(f"Order,Date,SKU,Qty,{alone}")
    assert not {"price", "line_amount"} & set(found.columns)
    assert found.unknown["price"] == [alone]


@pytest.mark.parametrize(
    "amount", ["Amount incl. VAT", "Betrag ohne MwSt", "Montant TTC", "Importe sin IVA", "Amount (ex tax)", "Total (inc GST)"]
)  # fmt: skip
def test_an_amount_with_its_tax_or_without_it_is_one(amount: str) -> None:
    assert _proposed(f"Order,Date,SKU,Qty,{amount}").columns["line_amount"] == amount


@pytest.mark.parametrize(
    ("without", "with_tax"),
    [("Prix unitaire HT", "Prix unitaire TTC"), ("Preis ohne MwSt", "Preis inkl. MwSt"), ("Price ex VAT", "Price incl VAT"), ("Netto Preis", "Brutto Preis")],
)  # fmt: skip
def test_prices_with_tax_and_without_it_are_told(
    landing: Landing, without: str, with_tax: str
) -> None:
    text = f"Order;Date;SKU;Qty;Customer;{without};{with_tax}\n7;2024-05-17;A;1;K1;10.50;12.60\n"
    [doubt] = _doubts(landing, landing.write("taxes.csv", text))
    assert doubt.kind == "with_tax_or_without"
    assert without in doubt.sentence and with_tax in doubt.sentence


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Netto-VK;Brutto-VK", "'Netto-VK', which is without the tax by its name, and not from 'Brutto-VK', which is with it"),
        ("VK;UVP", "'VK' and not from 'UVP', for nobody need have paid the price of a list"),
        ("NetPrice;UnitPrice", "'NetPrice', which is the net one by its name, and not from 'UnitPrice'"),
        ("Preis;Bruttopreis", "'Preis' and not from 'Bruttopreis': one seems to be with the tax"),
        ("Unit Price;Product Price", "'Unit Price' and not from 'Product Price', which is named for the same"),
    ],
)  # fmt: skip
def test_a_feed_says_which_of_two_prices_it_reads(landing: Landing, header: str, says: str) -> None:
    text = f"Order;Date;SKU;Qty;Customer;{header}\n7;2024-05-17;A;1;K1;10.50;12.60\n"
    path = landing.write("prices.csv", text)
    [doubt] = _doubts(landing, path)
    assert says in doubt.sentence
    proposed = inspect(landing.project, path, None, QUIET).proposed
    assert f"# {doubt.sentence}. {doubt.remedy}" in proposed


def test_one_price_is_no_question(landing: Landing) -> None:
    text = "Order;Date;SKU;Qty;Customer;Prix unitaire HT;TVA\n7;2024-05-17;A;1;K1;10.50;2.10\n"
    assert _doubts(landing, landing.write("taxes.csv", text)) == []


def test_an_amount_tells_no_customers_apart() -> None:
    values = {"Order": ["7"], "Date": ["2024-05-17"], "SKU": ["A"], "Qty": ["1"], "Price": ["9.50"], "Line Amount": ["9.50"], "Cost": ["1.25"], "Who": ["K1"]}  # fmt: skip
    assert propose_columns(values).customers == ["Who"]


def test_a_question_about_a_date_has_answers_that_differ(landing: Landing) -> None:
    text = "Order,Date,SKU,Qty,Price,Customer\n7,01/01/24,A,1,2.50,K1\n8,02/03/24,B,1,2.50,K2\n"
    [question] = inspect(landing.project, landing.write("days.csv", text), None, QUIET).questions
    meanings = [one.meaning for one in question.answers]
    assert len(set(meanings)) == len(meanings) == 2
    assert "02/03/24" in question.text


def _with_quantities(*quantities: str) -> str:
    lines = []
    for line, quantity in zip(LINES, quantities, strict=True):
        parts = line.split(",")
        lines.append(",".join([*parts[:4], quantity, *parts[5:]]))
    return table(*lines)


@pytest.mark.parametrize(
    "quantities",
    [("2 x", "1 x", "1x"), ("2 pcs", "1 pc", "1 x"), ("2 Nos", "1 Nos", "1 Nos"), ("2 Stk.", "1 Stk.", "1"), ("2 Stück", "1 Stück", "1"), ("2 kg", "1.0 kg", "1 kg")],
)  # fmt: skip
def test_a_word_behind_the_pieces_is_read(tmp_path: Path, quantities: tuple[str, ...]) -> None:
    outcome = read(tmp_path, _with_quantities(*quantities))
    assert (outcome.sold, outcome.doubts, outcome.refused) == (SOLD, [], "")


@pytest.mark.parametrize(
    "quantities", [("2 kg", "1 g", "1 kg"), ("2 boxes", "1 box", "1 box"), ("2k", "1k", "1k")]
)
def test_words_that_change_the_number_are_refused(
    tmp_path: Path, quantities: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, _with_quantities(*quantities))
    assert "export the number alone" in outcome.refused


def test_a_measure_on_some_lines_is_told(tmp_path: Path) -> None:
    assert "unreadable_values" in read(tmp_path, _with_quantities("2 kg", "1", "1")).doubts


@pytest.mark.parametrize("quantity", ["3 x", "3 boxes"])
def test_a_column_named_for_the_pieces_is_no_question(landing: Landing, quantity: str) -> None:
    found = propose_columns({"Order": ["7"], "Date": ["2024-05-17"], "SKU": ["A"], "Qty": [quantity], "Price": ["9.50"]})  # fmt: skip
    assert found.columns["quantity"] == "Qty"


def test_a_title_in_a_table_of_its_own_is_no_header(landing: Landing) -> None:
    page = (
        "<html><table><tr><td>Report</td><td>1.1.2024</td></tr></table><table><tr><th>Order No</th><th>Date</th><th>SKU</th><th>Qty</th>"
        "<th>Price</th><th>Customer</th></tr><tr><td>7</td><td>2024-05-17</td><td>A</td><td>2</td><td>4.50</td><td>K1</td></tr></table></html>"
    )
    found = inspect(landing.project, landing.write("page.xls", page), None, QUIET)
    assert found.counts["sold"] == "9.00"


def test_two_columns_of_one_name_are_named_by_their_place(landing: Landing) -> None:
    text = "Order,Date,SKU,Qty,Price,Price,Customer\n7,2024-05-17,A,2,4.50,5.50,K1\n"
    path = landing.write("twice.csv", text)
    with pytest.raises(InputError, match="price: 5 ") as refused:
        inspect(landing.project, path, None, QUIET)
    assert "header_row: 1" in str(refused.value)
    feed = landing.write(
        "by_place.yml",
        "columns: {invoice: Order, invoice_date: Date, stock_code: SKU, quantity: Qty, price: 5, customer_id: Customer}\nheader_row: 1\n",
    )
    assert inspect(landing.project, path, feed, QUIET).counts["sold"] == "9.00"


@pytest.mark.parametrize(
    "date",
    [
        "2024年5月17日", "Fr., 17.05.2024 09:10 Uhr", "Fri May 17 2024 09:10:00 GMT+0200 (CEST)", "2024. 05. 17. 09:10", "١٧/٠٥/٢٠٢٤", "១៧/០៥/២០២៤", "౧౭/౦౫/౨౦౨౪",
        "17 мая 2024 г.", "17-MAY-24 09.10.00.000000000 AM", "20240517T091000Z", "17 - 05 - 2024", "45429", "May 17, 2024, 9:10 a.m.", "5/17/2024",
    ],
)  # fmt: skip
def test_what_the_reader_takes_for_a_date_is_no_question(landing: Landing, date: str) -> None:
    text = f"Order;When;SKU;Qty;Price;Customer\n7;{date};A;2;4.50;K1\n"
    found = inspect(landing.project, landing.write("dates.csv", text), None, QUIET)
    assert (found.questions, found.counts["sold"]) == ([], "9.00")
    assert "invoice_date: When" in found.proposed


@pytest.mark.parametrize(
    "text", ["12.10", "1.234.567", "AB-12", "2024-17-45x", "4006381333931", "K 12 5", "12/5"]
)
def test_a_number_or_a_code_is_no_date(text: str) -> None:
    assert "invoice_date" not in propose_columns({"When": [text], "SKU": ["A"]}).columns


@pytest.mark.parametrize("price", ["4.50E+00", "４．５０", "٤٫٥٠", "4.50 €/Stk", "Rs. 4.50/-"])
def test_a_column_of_prices_is_known_in_all_scripts(landing: Landing, price: str) -> None:
    text = f"Order;Date;SKU;Qty;Price;Customer\n7;2024-05-17;A;2;{price};K1\n"
    found = inspect(landing.project, landing.write("prices.csv", text), None, QUIET)
    assert found.counts["sold"] == "9.00"


@pytest.mark.parametrize(
    ("numbers", "orders", "chosen"),
    [
        (["I1", "I2", "I3"], ["7", "7", "8"], "Order No"), (["I1", "I1", "I3"], ["7", "7", "8"], "Invoice No"),
        (["I1", "I2", "I3"], ["7", "8", "9"], "Invoice No"),
    ],
)  # fmt: skip
def test_a_number_that_comes_again_is_that_of_the_order(
    numbers: list[str], orders: list[str], chosen: str
) -> None:
    days, articles = ["2024-05-17"] * 3, ["A", "B", "C"]
    columns = ("Invoice No", "Order No", "Order Date", "SKU", "Qty", "Unit Price")
    texts = (numbers, orders, days, articles, ["1", "2", "1"], ["9.50", "3.25", "4.00"])
    found = propose_columns(dict(zip(columns, texts, strict=True)))
    assert found.columns["invoice"] == chosen


@pytest.mark.parametrize(
    ("header", "told"),
    [("Subtotal,Tax,Total", True), ("Zwischensumme,MwSt,Gesamt", True), ("Subtotal,Shipping,Total", False), ("Netto,USt Betrag,Summe", True),
        ("Subtotal,GST,Total", True), ("Netto,VAT,Suma", True), ("Total,Taxes,Subtotal", True), ("Subtotal,Tax Rate,Total", False), ("Subtotal,Tax ID,Total", False),
    ],
)  # fmt: skip
def test_a_total_with_the_tax_and_one_without_it_are_told(header: str, told: bool) -> None:
    columns = ["Order", "Date", "SKU", "Qty", *header.split(",")]
    texts = (["7", "8"], ["2024-05-17"] * 2, ["A", "B"], ["1", "2"], ["10.00", "20.00"], ["2.00", "4.00"], ["12.00", "24.00"])  # fmt: skip
    found = propose_columns(dict(zip(columns, texts, strict=True)))
    assert bool(found.others) == told


@pytest.mark.parametrize(
    ("encoding", "header", "name"),
    [
        ("cp1250", "Číslo objednávky;Datum;Kód;Množství;Cena za kus;Zákazník", "Skříň"),
        ("cp1250", "Order;Date;SKU;Qty;Price;Customer", "Šťastný stůl"),
        ("cp1251", "Номер заказа;Дата заказа;Артикул;Количество;Цена;Клиент", "Полка"),
        ("cp932", "注文番号;注文日;商品コード;数量;単価;顧客番号", "ランプ"),
        ("cp932", "注文番号;注文日;商品コード;数量;単価;顧客番号", "大きい商品" * 20),
        ("cp1250", "Číslo objednávky;Datum;Kód;Název;Množství", "Lampa"),
        ("cp1252", "Beställning;Pris;Antal;Été;Façade", "‚Größe‘ «crème» Señor 5°"),
        ("cp1252", "Bestellung;Datum;Artikelnr;Menge;Preis;Kundennr", "Größe"),
    ],
)
def test_the_likely_encoding_is_proposed(encoding: str, header: str, name: str) -> None:
    text = f"{header};Name\n7;2024-05-17;A;2;4.50;K1;{name}\n"
    found = likely_encoding(text.encode(encoding))
    assert (found or "cp1252") == encoding


@pytest.mark.parametrize(
    "header",
    [
        "Číslo objednávky,Datum,Kód zboží,Množství,Cena za kus,Celkem,Zákazník,Země",
        "Číslo objednávky,Dátum,Kód tovaru,Množstvo,Jednotková cena,Spolu,Odberateľ,Krajina",
        "Номер заказа,Дата заказа,Артикул,Количество,Цена,Сумма,Покупатель,Страна",
        "注文番号,注文日時,商品コード,数量,単価,小計,顧客ID,国",
        "订单编号,下单时间,商品编码,数量,单价,金额,客户编号,国家",
        "주문번호,주문일,상품코드,수량,단가,금액,고객번호,국가",
        "Ordernummer,Orderdatum,Artikelnr,Antal,Styckpris,Summa,Kundnummer,Land",
        "Ordrenr,Dato,Varenummer,Antal,Pris,Beløb,Kundenr,Land",
        "Ordrenummer,Ordredato,Varenr,Antall,Enhetspris,Beløp,Kundenummer,Leveringsland",
        "Tilausnumero,Tilauspäivä,Tuotekoodi,Määrä,Yksikköhinta,Yhteensä,Asiakasnumero,Maa",
        "Sipariş No,Sipariş Tarihi,Ürün Kodu,Adet,Birim Fiyat,Tutar,Müşteri No,Ülke",
        "Rendelésszám,Rendelés dátuma,Cikkszám,Mennyiség,Egységár,Összesen,Vevőkód,Ország",
        "Nr. comandă,Data comenzii,Cod produs,Cantitate,Preț unitar,Valoare,Cod client,Țara",
        "Αριθμός παραγγελίας,Ημερομηνία,Κωδικός είδους,Ποσότητα,Τιμή μονάδας,Αξία,Πελάτης,Χώρα",
    ],
)
def test_the_names_of_columns_are_known_in_many_languages(header: str) -> None:
    names = header.split(",")
    texts = (["7", "7"], ["2024-05-17"] * 2, ["A1", "B2"], ["1", "2"], ["9.50", "9.50"], ["9.50", "19.00"], ["K1", "K1"], ["X", "X"])  # fmt: skip
    found = propose_columns(dict(zip(names, texts, strict=True)))
    fields = (
        "invoice",
        "invoice_date",
        "stock_code",
        "quantity",
        "price",
        "customer_id",
        "country",
    )
    assert found.columns == dict(zip(fields, (*names[:5], *names[6:]), strict=True))
    assert (found.amount, found.unknown) == (names[5], {})
