"""Values over the files of a feed: what one file leaves open, another one decides."""

from __future__ import annotations

import pytest

from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

FEED = (
    "columns: {invoice: Order, invoice_date: Date, stock_code: SKU, quantity: Qty, price: Price}\n"
)
HEADER = "Order;Date;SKU;Qty;Price\n"
TELLS = f"{HEADER}1;13.03.2024;S1;1;1.250,00\n2;14.03.2024;K1;2;19,90\n"
OPEN = f"{HEADER}3;03.04.2024;S1;1;1.250\n"


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_files_of_one_landing_are_read_alike(landing: Landing, names: tuple[str, str]) -> None:
    """Whichever comes first."""
    feed = landing.write("feed.yml", FEED)
    landing.land(landing.write(names[0], TELLS), landing.write(names[1], OPEN), feed=feed)
    assert landing.query("select invoice_date, price from raw.order_lines where invoice = '3'") == [
        ("2024-04-03 00:00:00", "1250")
    ]


def test_a_daily_file_is_read_like_the_earlier_ones(landing: Landing) -> None:
    feed = landing.write("feed.yml", FEED)
    daily = landing.write("2024-04-03.csv", OPEN)
    with pytest.raises(InputError, match="two ways"):
        landing.land(daily, feed=feed)
    assert not landing.warehouse_exists()
    landing.land(landing.write("2024-03-14.csv", TELLS), feed=feed)
    landing.land(daily, feed=feed)
    assert landing.lines()[-1][4:6] == ("2024-04-03 00:00:00", "1250")


def test_the_files_of_another_feed_tell_nothing(landing: Landing) -> None:
    landing.land(landing.write("a.csv", TELLS), feed=landing.write("feed.yml", FEED))
    with pytest.raises(InputError, match="two ways"):
        landing.land(landing.write("b.csv", OPEN), feed=landing.write("other.yml", FEED))
