"""Every feed that comes with the project reads a small made-up file of the form that it is for, and is found by
the file's columns alone."""

from __future__ import annotations

import pytest

from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

SHOPIFY = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Country,Notes
#2001,dora@example.com,paid,2025-03-09 10:00:00 -0500,USD,31.00,36.00,2025-03-09 10:00:00 -0500,2,Oak Bowl,11.50,BOWL-O,CA,
#2001,dora@example.com,,,,,,2025-03-09 10:00:00 -0500,1,Linen Cloth,8.00,CLOTH-L,,
#2002,eli@example.com,voided,,USD,8.00,8.00,2025-03-10 10:00:00 -0400,1,Linen Cloth,8.00,CLOTH-L,US,
"""
WOOCOMMERCE = """\
Order Number,Order Status,Order Date,Email (Billing),Country Code (Billing),Item #,SKU,Item Name,Quantity (- Refund),Item Cost
77,Completed,2025-02-01 09:15,fay@example.com,DE,1,T-1,Tin Box,1,4.20
77,Completed,2025-02-01 09:15,fay@example.com,DE,2,T-1,Tin Box,1,4.20
78,Cancelled,2025-02-02 09:15,gus@example.com,FR,1,T-2,Tin Cup,1,3.10
"""
AMAZON_ALL = (
    "amazon-order-id\tpurchase-date\torder-status\tsku\tproduct-name\tquantity\tcurrency\titem-price\tship-country\n"
    '301-1\t2025-01-04T07:00:00+00:00\tShipped\tF-1\t12" ruler\t2\tEUR\t9.00\tIT\n'
    '301-2\t2025-01-05T07:00:00+00:00\tShipped\tF-2\t"Fine" pen, red\t1\tEUR\t3.50\tIT\n'
    "301-3\t2025-01-06T07:00:00+00:00\tCancelled\tF-1\tplain\t0\t\t\tIT\n"
    "301-4\t2025-01-07T07:00:00+00:00\tShipped - Returned to Seller\tF-1\tplain\t1\tEUR\t4.50\tIT\n"
)
AMAZON_REPORT = (
    "order-id\torder-item-id\tpurchase-date\tbuyer-email\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\tship-country\n"
    '402-1\t9001\t2025-01-04T07:00:00+00:00\th@example.com\tF-1\t"Half a quote\t3\tGBP\t10.00\tGB\n'
)
SQUARE = """\
Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Customer ID
05/14/25,09:31:07,Eastern Time (US & Canada),Drinks,Flat White,2.0,Regular,,$9.00,-$1.00,$8.00,$0.64,TX1,Payment,C7
05/14/25,09:45:00,Eastern Time (US & Canada),Drinks,Flat White,-1.0,Regular,,-$4.50,$0.00,-$4.50,-$0.36,TX2,Refund,C7
05/15/25,10:00:00,Eastern Time (US & Canada),Drinks,Flat White,1.0,Regular,,-$4.50,$0.00,-$4.50,-$0.36,TX3,Refund,C7
"""
MAGENTO = """\
increment_id,created_at,status,customer_email,country_id,order_currency_code,item_id,sku,name,qty_ordered,price
000000101,2025-06-01 12:00:00,complete,i@example.com,NL,EUR,11,M-1,Map,2.0000,12.5000
000000102,2025-06-02 12:00:00,canceled,j@example.com,NL,EUR,12,M-1,Map,1.0000,12.5000
"""
MAGENTO_RETURNED = """\
increment_id,created_at,status,customer_email,country_id,order_currency_code,item_id,sku,name,qty_ordered,qty_refunded,qty_canceled,price
000000101,2025-06-01 12:00:00,complete,i@example.com,NL,EUR,11,M-1,Map,4.0000,1.0000,1.0000,12.5000
000000101,2025-06-01 12:00:00,complete,i@example.com,NL,EUR,12,M-2,Globe,1.0000,0.0000,0.0000,30.0000
"""
OLIST = """\
order_id,order_item_id,product_id,order_purchase_timestamp,price,freight_value,customer_unique_id,customer_state
a1,1,p9,2018-05-01 10:00:00,20.5,4.1,u5,SP
a1,2,p9,2018-05-01 10:00:00,20.5,4.1,u5,SP
"""
SUPERSTORE = """\
Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit
1,CA-2025-100001,3/14/2025,3/16/2025,First Class,KL-1,Kim Lee,Consumer,United States,Reno,Nevada,89501,West,OFF-1,Office Supplies,Paper,"Note Paper, 8.5"" wide",15.552,3,0.2,5.4432
"""
CLASSIC_MODELS = """\
ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,PRODUCTCODE,CUSTOMERNAME,COUNTRY
10107,30,100,2,3560.7,2/24/2003 0:00,Shipped,S10_9999,Toy Barn,USA
10108,10,50,1,500,2/25/2003 0:00,Cancelled,S10_9999,Toy Barn,USA
"""
ONLINE_RETAIL = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536999,90001,TIN ROBOT,6,12/13/2010 8:26,2.55,17851,France
"""
ONLINE_RETAIL_II = """\
Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
489999,90001,TIN ROBOT,6,2010-12-13 08:26:00,2.55,17851.0,France
"""


@pytest.mark.parametrize(
    ("feed", "name", "text", "expected"),
    [
        (
            "shopify_orders",
            "orders_export.csv",
            SHOPIFY,
            [
                ("#2001", "BOWL-O", "2", "2025-03-09 10:00:00", "11.50", None, "CA"),
                ("#2001", "CLOTH-L", "1", "2025-03-09 10:00:00", "8.00", None, "CA"),
            ],
        ),
        (
            "woocommerce_order_items",
            "orders.csv",
            WOOCOMMERCE,
            [
                ("77", "T-1", "1", "2025-02-01 09:15", "4.20", None, "DE"),
                ("77", "T-1", "1", "2025-02-01 09:15", "4.20", None, "DE"),
            ],
        ),
        (
            "amazon_all_orders",
            "orders.txt",
            AMAZON_ALL,
            [
                ("301-1", "F-1", "2", "2025-01-04 07:00:00", "4.5000", "9.00", "IT"),
                ("301-2", "F-2", "1", "2025-01-05 07:00:00", "3.5000", "3.50", "IT"),
            ],
        ),
        (
            "amazon_order_report",
            "orders.txt",
            AMAZON_REPORT,
            [("402-1", "F-1", "3", "2025-01-04 07:00:00", "3.3333", "10.00", "GB")],
        ),
        (
            "square_items",
            "items.csv",
            SQUARE,
            [
                ("TX1", "Flat White", "2.0", "2025-05-14 09:31:07", "4.0000", "8.00", None),
                ("TX2", "Flat White", "-1.0", "2025-05-14 09:45:00", "4.5000", "-4.50", None),
                ("TX3", "Flat White", "-1.0", "2025-05-15 10:00:00", "4.5000", "-4.50", None),
            ],
        ),
        (
            "magento_order_items",
            "items.csv",
            MAGENTO,
            [("000000101", "M-1", "2.0000", "2025-06-01 12:00:00", "12.5000", None, "NL")],
        ),
        (
            "magento_order_items_returned",
            "items.csv",
            MAGENTO_RETURNED,
            [
                ("000000101", "M-1", "2.0000", "2025-06-01 12:00:00", "12.5000", None, "NL"),
                ("000000101", "M-2", "1.0000", "2025-06-01 12:00:00", "30.0000", None, "NL"),
            ],
        ),
        (
            "olist",
            "olist.csv",
            OLIST,
            [
                ("a1", "p9", "1", "2018-05-01 10:00:00", "20.5", None, "Brazil"),
                ("a1", "p9", "1", "2018-05-01 10:00:00", "20.5", None, "Brazil"),
            ],
        ),
        (
            "superstore",
            "superstore.csv",
            SUPERSTORE,
            [
                (
                    "CA-2025-100001",
                    "OFF-1",
                    "3",
                    "2025-03-14 00:00:00",
                    "5.1840",
                    "15.552",
                    "United States",
                )
            ],
        ),
        (
            "classic_models",
            "sales_data_sample.csv",
            CLASSIC_MODELS,
            [("10107", "S10_9999", "30", "2003-02-24 00:00:00", "100", "3560.7", "USA")],
        ),
        (
            "online_retail_i",
            "online_retail.csv",
            ONLINE_RETAIL,
            [("536999", "90001", "6", "2010-12-13 08:26:00", "2.55", None, "France")],
        ),
        (
            "online_retail_ii",
            "online_retail_II.csv",
            ONLINE_RETAIL_II,
            [("489999", "90001", "6", "2010-12-13 08:26:00", "2.55", None, "France")],
        ),
    ],
)
def test_a_shipped_feed_reads_its_form(
    landing: Landing, feed: str, name: str, text: str, expected: list[tuple[str | None, ...]]
) -> None:
    landing.land(landing.write(name, text))
    assert (
        landing.query(
            "select invoice, stock_code, quantity, invoice_date, price, line_amount, country "
            "from raw.order_lines order by source_row"
        )
        == expected
    )
    assert landing.query("select distinct feed from raw.order_lines") == [(feed,)]


# A column of discounts added to each file, with a discount on its first line.
DISCOUNTS = [
    ("shopify_orders", SHOPIFY, "Lineitem discount", True),
    ("shopify_orders", SHOPIFY, "Discount Amount", True),
    ("woocommerce_order_items", WOOCOMMERCE, "Discount Amount", False),
    ("amazon_all_orders", AMAZON_ALL, "item-promotion-discount", True),
    ("amazon_order_report", AMAZON_REPORT, "item-promotion-discount", True),
    ("amazon_order_report", AMAZON_REPORT, "ship-promotion-discount", False),
    ("square_items", SQUARE, "Discounts", False),
    ("magento_order_items", MAGENTO, "discount_amount", True),
    ("superstore", SUPERSTORE, "Discount", False),
]


@pytest.mark.parametrize(("feed", "text", "column", "is_told"), DISCOUNTS)
def test_a_discount_that_the_revenue_is_not_after_is_told(
    landing: Landing, feed: str, text: str, column: str, is_told: bool
) -> None:
    if column not in text:
        mark = "\t" if "\t" in text else ","
        head, first, *others = text.splitlines()
        lines = (f"{head}{mark}{column}", f"{first}{mark}1.50", *(f"{one}{mark}" for one in others))
        text = "\n".join(lines) + "\n"
    landing.land(landing.write("orders.txt" if "\t" in text else "orders.csv", text))
    assert landing.query("select distinct feed from raw.order_lines") == [(feed,)]
    told = landing.query("select 1 from raw.landing_doubts where doubt = 'discounts_not_taken_off'")
    assert bool(told) == is_told


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("11/8/2016", "12/27/2016", {"2016-11-08", "2016-12-27"}),
        ("08-11-2016", "27-12-2016", {"2016-11-08", "2016-12-27"}),
        ("2016-11-08", "2016-12-27", {"2016-11-08", "2016-12-27"}),
    ],
)
def test_superstore_of_the_world_writes_days_in_its_own_way(
    landing: Landing, first: str, second: str, days: set[str]
) -> None:
    one = SUPERSTORE.replace("3/14/2025", first)
    other = one.splitlines()[1].replace("1,CA", "2,CA").replace(first, second)
    landing.land(landing.write("superstore.csv", f"{one}{other}\n"))
    assert {
        one for (one,) in landing.query("select left(invoice_date, 10) from raw.order_lines")
    } == days


@pytest.mark.parametrize(
    ("text", "written", "ambiguous", "day"),
    [
        (SUPERSTORE, "3/14/2025", "3/4/2025", "2025-03-04"),
        (SQUARE, "05/14/25", "05/04/25", "2025-05-04"),
    ],
)
def test_a_day_that_no_date_tells_is_read_as_usual_and_told(
    landing: Landing, text: str, written: str, ambiguous: str, day: str
) -> None:
    export = text.replace(written, ambiguous).replace("05/15/25", ambiguous)
    landing.land(landing.write("export.csv", export))
    assert landing.query("select distinct left(invoice_date, 10) from raw.order_lines") == [(day,)]
    doubts = landing.query("select doubt, sentence from raw.landing_doubts")
    [told] = [str(sentence) for doubt, sentence in doubts if doubt == "day_and_month_as_usual"]
    assert ambiguous in told


def test_a_day_in_another_form_than_the_usual_is_refused(landing: Landing) -> None:
    export = SUPERSTORE.replace("3/14/2025", "03-04-2025")
    with pytest.raises(InputError, match="can be read in two ways"):
        landing.land(landing.write("superstore.csv", export))


def test_every_shipped_feed_has_its_file(landing: Landing) -> None:
    tested = {
        "shopify_orders",
        "woocommerce_order_items",
        "amazon_all_orders",
        "amazon_order_report",
        "square_items",
        "magento_order_items",
        "magento_order_items_returned",
        "olist",
        "superstore",
        "classic_models",
        "online_retail_i",
        "online_retail_ii",
    }
    assert {one.stem for one in landing.project.feeds_folder.glob("*.yml")} == tested
