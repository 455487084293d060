"""Every feed that comes with the project, from its small made-up file to the marts: the figures are those of the file, and no
data test of a build fails."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.conftest import ROOT
from tests.python.landing import test_shipped_feeds as made
from tests.python.rebuilding import Shop

# Feed → name of the file, text, sold, returned, orders with a sale, customers with a sale, countries, what is odd.
pytestmark = pytest.mark.slow

FILES = {
    "shopify_orders": ("orders_export.csv", made.SHOPIFY, "31", "0", 1, 1, {"Canada"}, {"zone"}),
    "woocommerce_order_items": ("orders.csv", made.WOOCOMMERCE, "8.40", "0", 1, 1, {"Germany"}, set()),
    "amazon_all_orders": ("orders.txt", made.AMAZON_ALL, "12.50", "0", 2, 0, {"Italy"}, {"zone"}),
    "amazon_order_report": ("orders.txt", made.AMAZON_REPORT, "10", "0", 1, 1, {"United Kingdom"}, {"zone"}),
    "square_items": ("items.csv", made.SQUARE, "8", "-9.00", 1, 1, {None}, set()),
    "magento_order_items": ("items.csv", made.MAGENTO, "25", "0", 1, 1, {"Netherlands"}, set()),
    "magento_order_items_returned": ("items.csv", made.MAGENTO_RETURNED, "55", "0", 1, 1, {"Netherlands"}, set()),
    "olist": ("olist.csv", made.OLIST, "41", "0", 1, 1, {"Brazil"}, set()),
    "superstore": ("superstore.csv", made.SUPERSTORE, "15.552", "0", 1, 1, {"USA"}, set()),
    "classic_models": ("sales_data_sample.csv", made.CLASSIC_MODELS, "3560.70", "0", 1, 1, {"USA"}, set()),
    "online_retail_i": ("online_retail.csv", made.ONLINE_RETAIL, "15.30", "0", 1, 1, {"France"}, set()),
    "online_retail_ii": ("online_retail_II.csv", made.ONLINE_RETAIL_II, "15.30", "0", 1, 1, {"France"}, set()),
}  # fmt: skip


@pytest.mark.parametrize("feed", FILES)
def test_the_marts_have_the_figures_of_the_file(
    empty_shop: Shop, tmp_path: Path, feed: str
) -> None:
    name, text, sold, returned, orders, customers, countries, odd = FILES[feed]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    empty_shop.land(file)
    empty_shop.build()
    assert empty_shop.query("select distinct feed from raw.order_lines") == [(feed,)]
    assert empty_shop.query(
        "select coalesce(sum(case when transaction_type = 'sale' then revenue end), 0), "
        "coalesce(sum(case when transaction_type = 'return' then revenue end), 0), "
        "count(distinct case when transaction_type = 'sale' then invoice_no end) from marts.fact_sales"
    ) == [(Decimal(sold), Decimal(returned), orders)]
    assert empty_shop.query("select count(*), coalesce(sum(frequency), 0) from marts.customer_360") == [
        (customers, customers)
    ]  # fmt: skip
    assert {one for (one,) in empty_shop.query("select distinct country from marts.fact_sales")} == countries  # fmt: skip
    assert empty_shop.query("select count(*) from marts.excluded_order_lines") == [(0,)]
    assert {one for (one,) in empty_shop.query("select doubt from marts.doubts")} == odd
    assert empty_shop.failed_tests() == {}


def test_every_shipped_feed_is_one_of_them() -> None:
    assert {one.stem for one in (ROOT / "feeds").glob("*.yml")} == set(FILES)
