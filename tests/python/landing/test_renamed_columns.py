"""A column that has another name in tomorrow's file: which feed is meant, what it misses, and the line that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.shop import SHOP, Shop
from tests.python.conftest import ROOT
from tests.python.landing.conftest import Landing

FEED = (
    "columns: {invoice: [Store, Receipt], invoice_date: Ordered, stock_code: SKU, quantity: Qty, price: Unit Price, "
    "customer_id: Account}\n"
)
HEADER = "Store,Receipt,Ordered,SKU,Item,Qty,Unit Price,Account"
LINE = "1,7,2024-05-17 10:00,A1,Lamp,2,40.00,K1"


@pytest.fixture
def shop(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a shop with a feed of its own."""
    folder = landing.folder / "shop"
    (folder / "feeds").mkdir(parents=True)
    (folder / "feeds" / "my_shop.yml").write_text(FEED, encoding="utf-8")
    monkeypatch.setenv(SHOP, str(folder))
    landing.project = Project(ROOT, "duckdb", {}, shop=Shop(folder))
    return folder


def refusal(landing: Landing, header: str) -> InputError:
    with pytest.raises(InputError) as caught:
        landing.land(landing.write("today.csv", f"{header}\n{LINE}\n"))
    return caught.value


def test_a_renamed_column_is_told_by_the_feed_that_reads_all_others(
    landing: Landing, shop: Path
) -> None:
    error = refusal(landing, HEADER.replace("Unit Price", "Stueckpreis"))
    feeds = shop / "feeds"
    assert str(error) == error.without_contents
    assert "by the feed my_shop it lacks the column 'Unit Price'." in str(error)
    assert "but these columns of the file: 'Item', 'Stueckpreis'." in str(error)
    assert f"write that name into {feeds / 'my_shop.yml'}:  price: Stueckpreis ." in str(error)
    assert f"--write {feeds / 'my_shop_2.yml'} " in str(error)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Unit Price", "Wertchen", "price: Wertchen"),
        ("Item,Qty,Unit Price", "Etwas,Qty,Wertchen", "price: <its name>"),
        ("Receipt", "Bon", "invoice: [Store, Bon]"),
        ("Account", "Kundennummer", "customer_id: Kundennummer"),
        ("Qty", "Qty: a", "quantity: 'Qty: a'"),
    ],
)
def test_the_line_that_takes_the_new_name(
    landing: Landing, shop: Path, old: str, new: str, line: str
) -> None:
    assert f"  {line} ." in str(refusal(landing, HEADER.replace(old, new)))


def test_a_feed_of_the_project_is_copied_into_the_shops_folder(
    landing: Landing, shop: Path
) -> None:
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Wertchen,Customer ID,Country"
    told = str(refusal(landing, header))
    shipped = ROOT / "feeds" / "online_retail_ii.yml"
    assert (
        f"put a copy of {shipped} into {shop / 'feeds'}, in which stands  price: Wertchen ." in told
    )


def test_the_line_that_is_told_mends_it(landing: Landing, shop: Path) -> None:
    feed = shop / "feeds" / "my_shop.yml"
    feed.write_text(FEED.replace("price: Unit Price", "price: Stueckpreis"), encoding="utf-8")
    header = HEADER.replace("Unit Price", "Stueckpreis")
    [landed] = landing.land(landing.write("today.csv", f"{header}\n{LINE}\n"))
    assert landed.outcome == "landed"


def test_of_another_kind_of_file_no_feed_is_near_and_nothing_is_quoted_for_others(
    landing: Landing, shop: Path
) -> None:
    error = refusal(landing, "Order,Day,Article,Secret,Qty,Unit Price,Net,Who")
    assert "under a new name" not in str(error)
    assert "Secret" not in error.without_contents
    assert f"--write {shop / 'feeds' / 'my_shop_2.yml'} " in error.without_contents
