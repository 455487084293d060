"""Exports in the forms of shop systems, ERPs and marketplaces: headers of many lands, numbers, dates and quotes as each
program writes them. Every one gives the revenue that stands in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import read
from tests.python.landing.xlsb import write_xlsb


def feed(*options: str, **columns: str) -> str:
    """Columns of a feed, as YAML; an underscore alone is never a name."""
    named = ", ".join(f"{field}: {column!r}" for field, column in columns.items())
    return "\n".join((f"columns: {{{named}}}", *options)) + "\n"


SHOPWARE = (
    feed(invoice="ordernumber", invoice_date="ordertime", stock_code="articlenumber", description="name", quantity="quantity",
         price="price", customer_id="customernumber", country="country"),
    'ordernumber;ordertime;articlenumber;name;quantity;price;customernumber;country\n'
    '20001;"2024-03-01 10:11:12";SW-100;"Tasse ""Blau""; groß";2;"1.249,90";10001;Deutschland\n'
    "20002;2024-03-02 09:00:00;SW-101;Teller;10;4,95;10002;Österreich\n",
    "2549.30",
)  # fmt: skip
PRESTASHOP = (
    feed(invoice="Référence", invoice_date="Date", stock_code="Réf. produit", description="Désignation", quantity="Qté",
         price="Prix unitaire TTC", country="Pays"),
    "Référence;Date;Réf. produit;Désignation;Qté;Prix unitaire TTC;Pays\n"
    "XKBKNABJK;12/03/2024 14:05;demo_1;T-shirt délavé;3;1 299,00 €;France\n"
    "OHSATSERP;25/03/2024 09:12;demo_2;Mug « été »;1;12,50 €;Belgique\n",
    "3909.50",
)  # fmt: skip
BIGCOMMERCE = (
    feed(invoice="Order ID", invoice_date="Order Date", invoice_time="Order Time", stock_code="Product SKU",
         description="Product Name", quantity="Product Qty", line_amount="Product Total Price", customer_id="Customer Email"),
    'Order ID,Order Date,Order Time,Product SKU,Product Name,Product Qty,Product Total Price,Customer Email\n'
    '118,03/14/2024,1:05 PM,SKU-1,"Lamp, tall",2,"$1,058.00",ann@example.com\n'
    "119,03/15/2024,11:59 PM,SKU-2,Shade,1,$15.00,bob@example.com\n",
    "1073",
)  # fmt: skip
LIGHTSPEED = (
    feed(invoice="Bonnummer", invoice_date="Datum", invoice_time="Tijd", stock_code="Artikelnummer", quantity="Aantal",
         line_amount="Totaal incl. btw"),
    "Bonnummer\tDatum\tTijd\tArtikelnummer\tAantal\tTotaal incl. btw\n"
    "2024-001\t13-03-2024\t10:02\t4711\t2\t€ 1.030,50\n2024-002\t14-03-2024\t10:05\t4712\t-1\t€ -15,25\n",
    "1030.50",
)  # fmt: skip
ODOO = (
    feed(invoice="Order Reference", invoice_date="Order Date", stock_code="Order Lines/Product/Internal Reference",
         quantity="Order Lines/Quantity", price="Order Lines/Unit Price", customer_id="Customer"),
    '"Order Reference","Order Date","Customer","Order Lines/Product/Internal Reference","Order Lines/Quantity","Order Lines/Unit Price"\n'
    '"S00042","2024-03-13 08:15:30","Azure Interior","FURN_7777","2.0","885.0"\n'
    '"","","","FURN_8888","1.0","25.5"\n'
    '"S00043","2024-03-14 08:15:30","Deco Addict","FURN_7777","1.0","885.0"\n',
    "2680.5",
)  # fmt: skip
SAP_B1 = (
    feed('date_format: "%d.%m.%y"', invoice="Belegnr.", invoice_date="Buchungsdatum", stock_code="Artikelnr.", quantity="Menge", line_amount="Zeilensumme"),
    "Belegnr.;Buchungsdatum;Artikelnr.;Menge;Zeilensumme\n"
    "100234;13.03.24;A00001;1.000,000;EUR 1.250,00\n100235;14.03.24;A00002;2,500-;EUR 10,00-\n",
    "1250",
)  # fmt: skip
DATEV = (
    feed('encoding: cp1252', invoice="Belegfeld 1", invoice_date="Belegdatum", stock_code="KOST1", line_amount="Umsatz (ohne Soll/Haben-Kz)",
         quantity="Menge"),
    '"Belegfeld 1";"Belegdatum";"KOST1";"Menge";"Umsatz (ohne Soll/Haben-Kz)"\n'
    '"RE-1";"13.03.2024";"100";1;"1190,00"\n"RE-2";"31.03.2024";"200";1;"23,80"\n',
    "1213.80",
)  # fmt: skip
STRIPE = (
    feed("quantity: 1", "keep: {Status: [Paid]}", invoice="id", invoice_date="Created date (UTC)", stock_code="Description", line_amount="Amount",
         customer_id="Customer ID", currency="Currency"),
    "id,Description,Created date (UTC),Amount,Currency,Status,Customer ID\n"
    "ch_1,Plan S,2024-03-13 10:00:00,29.00,eur,Paid,cus_1\nch_2,Plan S,2024-03-14 10:00:00,29.00,eur,Failed,cus_2\n",
    "29",
)  # fmt: skip
ETSY = (
    feed(invoice="Order ID", invoice_date="Sale Date", stock_code="Listing ID", description="Item Name", quantity="Quantity",
         price="Price", country="Ship Country", currency="Currency"),
    'Sale Date,Item Name,Quantity,Price,Currency,Listing ID,Order ID,Ship Country\n'
    '03/13/24,"Ring, 14&quot; chain",1,120.00,USD,55501,3001,United States\n03/31/24,Card,3,4.50,USD,55502,3002,Canada\n',
    "133.5",
)  # fmt: skip
EBAY = (
    feed(invoice="Order number", invoice_date="Sale date", stock_code="Item number", quantity="Quantity", price="Sold for"),
    '"Order number","Item number","Quantity","Sold for","Sale date"\n'
    '"12-34567-89012","2955 0001","1","£19.99","13-Mar-24"\n"12-34567-89013","2955 0002","2","£1,005.00","14-Mar-24"\n',
    "2029.99",
)  # fmt: skip
XENTRAL = (
    feed("drop: {Status: [storniert]}", invoice="Belegnr", invoice_date="Datum", stock_code="Artikelnummer", quantity="Menge", price="Preis"),
    "Belegnr;Datum;Artikelnummer;Menge;Preis;Status\n"
    "AU-1;2024-03-13;700001;3,0000;12,5000;versendet\nAU-2;2024-03-14;700002;1,0000;99,0000;storniert\n",
    "37.5",
)  # fmt: skip
JTL = (
    feed(invoice="Auftragsnummer", invoice_date="Erstellt am", stock_code="Artikelnr.", quantity="Anzahl", price="VK Brutto"),
    "sep=;\nAuftragsnummer;Erstellt am;Artikelnr.;Anzahl;VK Brutto\n"
    "JTL-1;13.03.2024 12:30:00;AR-01;2;1.019,99\nJTL-2;14.03.2024 12:30:00;AR-02;1;5,00\n",
    "2044.98",
)  # fmt: skip
BILLBEE = (
    feed(invoice="Bestellnummer", invoice_date="Bestelldatum", stock_code="SKU", quantity="Menge", line_amount="Gesamtpreis"),
    "Bestellnummer;Bestelldatum;SKU;Menge;Gesamtpreis\n"
    '306-1;13.03.2024 07:08;="00815";2;39,98\n306-2;14.03.2024 07:08;="00816";1;4,00\n',
    "43.98",
)  # fmt: skip
POLISH = (
    feed(invoice="Nr zamówienia", invoice_date="Data", stock_code="Kod", quantity="Ilość", price="Cena brutto"),
    "Nr zamówienia;Data;Kod;Ilość;Cena brutto\nZ/1/2024;13 marca 2024;K-1;2 szt;1 299,90 zł\nZ/2/2024;14 marca 2024;K-2;1 szt;10,00 zł\n",
    "2609.80",
)  # fmt: skip
SWEDISH = (
    feed(invoice="Ordernr", invoice_date="Orderdatum", stock_code="Artikelnr", quantity="Antal", price="À-pris"),
    "Ordernr;Orderdatum;Artikelnr;Antal;À-pris\n1001;13 mars 2024;A1;2;1\u00a0249,50 kr\n1002;14 okt 2024;A2;1;10,00 kr\n",
    "2509",
)  # fmt: skip
SHOPS = {
    "Shopware": SHOPWARE, "PrestaShop": PRESTASHOP, "BigCommerce": BIGCOMMERCE, "Lightspeed": LIGHTSPEED, "Odoo": ODOO, "SAP B1": SAP_B1,
    "DATEV": DATEV, "Stripe": STRIPE, "Etsy": ETSY, "eBay": EBAY, "Xentral": XENTRAL, "JTL": JTL, "Billbee": BILLBEE, "Swedish": SWEDISH,
    "Polish": POLISH,
}  # fmt: skip


@pytest.mark.parametrize("shop", SHOPS)
def test_an_export_of_a_system_gives_the_revenue_in_it(tmp_path: Path, shop: str) -> None:
    written, text, sold = SHOPS[shop]
    encoding = "cp1252" if shop in ("DATEV", "SAP B1") else "utf-8"
    outcome = read(tmp_path, text.encode(encoding), written)
    assert (outcome.refused, outcome.sold) == ("", Decimal(sold))
    assert outcome.doubts in ([], ["order_numbers_filled"])


def test_quantities_in_two_units_are_refused(tmp_path: Path) -> None:
    written, text, _ = POLISH
    assert "several units" in read(tmp_path, text.replace("1 szt", "1 kg"), written).refused


SHOPIFY = feed(invoice="Name", invoice_date="Created at", stock_code="Lineitem sku", quantity="Lineitem quantity", price="Lineitem price",
               country="Billing Country")  # fmt: skip


@pytest.mark.parametrize(
    ("first", "month"),
    [
        ("2024-03-31 22:10:00 -0400", "2024-03-31 22:10:00"),
        ("2024-04-01 00:30:00 +0200", "2024-04-01 00:30:00"),
        ("2024-03-31T23:59:59+01:00", "2024-03-31 23:59:59"),
        ("2024-03-31 23:59:59 UTC", "2024-03-31 23:59:59"),
    ],
)
def test_moments_with_a_zone_keep_their_month_and_fill_their_order(
    tmp_path: Path, first: str, month: str
) -> None:
    text = (
        "Name,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Billing Country\n"
        f"#1,{first},1,10.00,A,DE\n#1,{first},2,5.00,B,\n#2,{first},1,7.00,A,FR\n#2,{first},1,1.00,B,\n"
    )
    outcome = read(tmp_path, text, SHOPIFY)
    assert (outcome.sold, outcome.doubts) == (Decimal(28), ["zone"])
    assert outcome.column("country") == ["DE", "DE", "FR", "FR"]
    assert set(outcome.column("invoice_date")) == {month}


def amazon(*names: str) -> str:
    lines = [f"{at}\t2024-03-1{at}\tS{at}\t{name}\t1\t10.00" for at, name in enumerate(names)]
    return "\n".join(("order-id\tday\tsku\tproduct-name\tqty\tprice", *lines)) + "\n"


AMAZON = feed(invoice="order-id", invoice_date="day", stock_code="sku", description="product-name", quantity="qty", price="price")  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ('12" ruler', '"Fine" pen', "plain"),
        ('"half a quote', "plain", "other"),
        ("plain", 'TV 55" black', '3.5" disk "new"'),
        ('"all quoted', 'ends"', 'Mirror 20"x30"'),
        ('"', '""', "x"),
    ],
)
def test_quotes_between_tabs_are_text_where_lines_are_records_only_so(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    outcome = read(tmp_path, amazon(*names), AMAZON, name="orders.txt")
    assert (outcome.sold, outcome.column("description")) == (Decimal(30), list(names))


MYSQL = feed(invoice="id", invoice_date="day", stock_code="sku", description="name", quantity="qty", price="price")  # fmt: skip


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (('"12\\" ruler"', '"plain"', '"a, b"'), ['12" ruler', "plain", "a, b"]),
        (('"says \\"hi\\", twice"', '"x"', '"y"'), ['says "hi", twice', "x", "y"]),
        (('"a\\"b"', '"c\\"d"', '"C:\\\\temp"'), ['a"b', 'c"d', "C:\\temp"]),
        (('"5\\", 6\\" and 7\\""', '"last"', '\\N'), ['5", 6" and 7"', "last", None]),
    ],
)  # fmt: skip
def test_a_backslash_before_a_quote_takes_its_meaning(
    tmp_path: Path, written: tuple[str, ...], names: list[str | None]
) -> None:
    lines = [f'"{at}","2024-03-1{at}","S{at}",{one},"1","10.00"' for at, one in enumerate(written)]
    text = "\n".join(('"id","day","sku","name","qty","price"', *lines)) + "\n"
    outcome = read(tmp_path, text, MYSQL)
    assert (outcome.sold, outcome.column("description")) == (Decimal(30), names)


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("2024-03-13", "2024-03-14"), "2024-03-13"),
        (("13.03.2024", "14.03.2024"), "2024-03-13"),
        ((45364.0, 45365.0), "2024-03-13"),
    ],
)
def test_a_binary_workbook_is_read_with_its_days(
    tmp_path: Path, days: tuple[str | float, ...], read_as: str
) -> None:
    header = ["id", "day", "sku", "name", "qty", "price"]
    rows = [[float(at), day, f"S{at}", "x", 1.0, 10.25] for at, day in enumerate(days)]
    write_xlsb(tmp_path / "made.xlsb", [header, *rows])
    outcome = read(tmp_path, (tmp_path / "made.xlsb").read_bytes(), MYSQL, name="orders.xlsb")
    assert outcome.sold == Decimal("20.5")
    assert str(outcome.column("invoice_date")[0]).startswith(read_as)
