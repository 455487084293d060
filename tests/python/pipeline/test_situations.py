"""Situations of shops that show in the marts alone: crowds on one day, numbers that start anew, codes that look like others,
huge baskets, countries by their codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.rebuilding import Shop

pytestmark = pytest.mark.slow

HEADER = "Nr,Code,Name,Stk,Tag,Preis,Wer,Land"
FEED = (
    "columns: {invoice: %s, invoice_date: Tag, stock_code: Code, description: Name, quantity: Stk, price: Preis, "
    "customer_id: Wer, country: Land}\n"
)
DAY = dt.date(2024, 3, 4)


class Written:
    """Files of one shop that are taken out again."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.folder = folder

    def land(self, *lines: str, invoice: str = "Nr", header: str = HEADER) -> Shop:
        feed = self.folder / "feed.yml"
        feed.write_text(FEED % invoice, encoding="utf-8")
        file = self.folder / "orders.csv"
        file.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        self.shop.land(file, feed=feed)
        return self.shop


@pytest.fixture
def written(shop: Shop, tmp_path: Path) -> Iterator[Written]:
    yield Written(shop, tmp_path)
    shop.forget_all()


def sale(number: object, code: str, day: dt.date, who: object, name: str = "THING") -> str:
    return f"{number},{code},{name},1,{day},10.00,{who},Germany"


@pytest.mark.parametrize(("customers", "crowd", "step"), [(20, 12, 7), (30, 20, 30), (50, 38, 1)])
def test_a_crowd_on_the_last_day_is_recent(
    written: Written, customers: int, crowd: int, step: int
) -> None:
    """Black Friday, or bills that all go out on the first of the month: most customers bought last on the same day."""
    last = DAY + dt.timedelta(days=step * (customers - crowd))
    lines = [sale(1000 + one, "A", last, f"C{one}") for one in range(crowd)]
    lines += [
        sale(2000 + one, "A", last - dt.timedelta(days=step * (one + 1)), f"D{one}")
        for one in range(customers - crowd)
    ]
    shop = written.land(*lines)
    shop.build()
    scores = dict(
        shop.query(
            "select left(customer_id, 1), min(r_score) from marts.customer_rfm group by left(customer_id, 1)"
        )
    )
    assert scores["C"] >= 4
    assert shop.query(
        "select count(*) from marts.customer_rfm where customer_id like 'C%' and segment in ('Lost', 'Hibernating')"
    ) == [(0,)]


@pytest.mark.parametrize("months", [3, 4, 6])
def test_those_who_got_the_last_bill_are_recent(written: Written, months: int) -> None:
    """Subscribers are billed on the first of each month; some of them have left."""
    lines = []
    for customer in range(20):
        stays = months if customer < 13 else 1 + customer % (months - 1)
        lines += [
            sale(f"{customer}-{month}", "ABO", dt.date(2024, 1 + month, 1), f"C{customer:02}")
            for month in range(stays)
        ]
    shop = written.land(*lines)
    shop.build()
    [(least,)] = shop.query("select min(r_score) from marts.customer_rfm where customer_id < 'C13'")
    assert least >= 4


RECEIPTS = ("Nr", "[Nr, Tag]", "[Kasse, Nr, Tag]", "[Filiale, Kasse, Nr, Tag]")


@pytest.mark.parametrize("invoice", RECEIPTS)
def test_receipts_that_start_anew_each_day(written: Written, invoice: str) -> None:
    """Two customers at two tills on four days: receipt 1 of each till and day is an order."""
    lines = [
        f"{sale(1, code, DAY + dt.timedelta(days=day), who)},{till},Ulm"
        for day in range(4)
        for till, who in ((1, "ANN"), (2, "BOB"))
        for code in ("A", "B")
    ]
    shop = written.land(*lines, invoice=invoice, header=f"{HEADER},Kasse,Filiale")
    shop.build()
    orders = dict(shop.query("select customer_id, frequency from marts.customer_360"))
    [(baskets,)] = shop.query("select count(distinct invoice_no) from marts.basket_items")
    told = {doubt for (doubt,) in shop.query("select doubt from marts.doubts")}
    if invoice in RECEIPTS[2:]:
        assert (orders, baskets, told) == ({"ANN": 4, "BOB": 4}, 8, set())
    else:
        assert "invoices_of_several_customers" in told or "invoices_over_several_days" in told


@pytest.mark.parametrize(("baskets", "huge"), [(31, 1), (40, 2), (60, 4)])
def test_no_rule_rests_on_a_few_huge_baskets(written: Written, baskets: int, huge: int) -> None:
    lines = [
        sale(f"H{one}", f"B{at}", DAY + dt.timedelta(days=one), f"H{one}")
        for one in range(huge)
        for at in range(90)
    ]
    lines += [
        sale(one, f"B{one % 7}", DAY + dt.timedelta(days=one), f"C{one}")
        for one in range(baskets - huge)
    ]
    shop = written.land(*lines)
    shop.build()
    assert shop.query("select count(*) from marts.association_rules") == [(0,)]


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (("CUP", "SAUCER", "CUP + SAUCER"), ("Cup", "Saucer", "Both")),
        (("A+B", "A", "B"), ("Set", "Half one", "Half two")),
        (("1 + 2", "1", "2 + 3"), ("One and two", "One", "Two and three")),
        (("X => Y", "X", "Y|Z"), ("Arrow", "Ex", "Pipe")),
    ],
)
def test_codes_that_hold_what_parts_codes_keep_their_names(
    written: Written, codes: tuple[str, ...], names: tuple[str, ...]
) -> None:
    lines = []
    for order in range(30):
        chosen = (0, 1) if order < 10 else (0, 2) if order < 14 else (order % 3,)
        lines += [
            sale(order, codes[at], DAY + dt.timedelta(days=order), f"C{order % 6}", names[at])
            for at in chosen
        ]
    shop = written.land(*lines)
    shop.build()
    assert dict(shop.query("select stock_code, description from marts.dim_product")) == dict(
        zip(codes, names, strict=True)
    )
    assert shop.query(
        "select count(*), count(distinct rule_id) from marts.association_rules"
    ) == shop.query("select count(*), count(*) from marts.association_rules")
    assert shop.query(
        "select count(*) from marts.cross_sell_recommendations where recommended_stock_code not in "
        "(select stock_code from marts.dim_product)"
    ) == [(0,)]


GOODS = {
    "GIFT-BAG": "GIFT BAG", "ADJ-1": "ADJUSTABLE SPANNER", "T-7": "TESTER PERFUME", "M": "SHIRT SIZE M", "S": "SHIRT SIZE S",
    "D": "LETTER D", "PADS": "PADS FOR EARS", "POST-IT": "NOTES", "DOT": "DOT MATRIX PRINTER", "BANKER": "BANKER LAMP", "C2": "C2 BULB",
    "VERSANDTASCHE": "VERSANDTASCHE A4", "PORTO-1": "PORTO WINE", "DISCOVERY": "BOOK", "FEE-1": "FEE FIGUR", "TEST-5": "PREGNANCY TEST",
    "SAMPLE-9": "SAMPLE OF CLOTH", "GIFT": "GIFT WRAP ROLL", "MANUAL": "MANUAL COFFEE GRINDER", "VOUCHER-BOX": "BOX",
}  # fmt: skip
NO_GOODS = {"POSTAGE": "shipping", "SHIPPING": "shipping", "VERSANDKOSTEN": "shipping", "FRAIS DE PORT": "shipping", "DISCOUNT": "discount"}  # fmt: skip
COUNTRIES = {
    "GB": "United Kingdom", "UK": "United Kingdom", "GBR": "United Kingdom", "de": "Germany", "DEU": "Germany", "Deutschland": "Germany",
    "us": "USA", "USA": "USA", "United States of America": "USA", "FR": "France", "Frankreich": "France", "Francia": "France",
    "Allemagne": "Germany", "AT": "Austria", "Österreich": "Austria", "CH": "Switzerland", "Suisse": "Switzerland", "PL": "Poland",
    "Polska": "Poland", "SE": "Sweden", "Sverige": "Sweden", "NLD": "Netherlands", "Niederlande": "Netherlands", "ES": "Spain", "España": "Spain",
    "Magyarország": "Hungary", "Ελλάδα": "Greece", "EL": "Greece", "Россия": "Russia", "RUS": "Russia", "日本": "Japan", "Espana": "Spain",
    "Hrvatska": "Croatia", "UAE": "United Arab Emirates", "XK": "Kosovo", "Oesterreich": "Austria",
}  # fmt: skip


def test_goods_and_countries_are_told_by_any_name(written: Written) -> None:
    lines = [
        sale(at, code, DAY, "C1", name) for at, (code, name) in enumerate(GOODS.items(), start=1)
    ]
    lines += [sale(1, code, DAY, "C1", code) for code in NO_GOODS]
    lines += [
        sale(100 + at, f"L{at}", DAY, f"X{at}").replace("Germany", country)
        for at, country in enumerate(COUNTRIES)
    ]
    shop = written.land(*lines)
    shop.build()
    kinds = dict(shop.query("select stock_code, item_type from marts.dim_product"))
    assert {code: kinds[code] for code in GOODS} == dict.fromkeys(GOODS, "product")
    assert {code: kinds[code] for code in NO_GOODS} == NO_GOODS
    found = dict(shop.query("select customer_id, country from marts.dim_customer"))
    assert {country: found[f"X{at}"] for at, country in enumerate(COUNTRIES)} == COUNTRIES
    assert shop.query("select count(*) from marts.dim_customer where region = 'Unassigned'") == [
        (0,)
    ]
