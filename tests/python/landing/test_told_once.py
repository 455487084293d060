"""What is so of every export of a feed is told of its first file."""

from __future__ import annotations

from tests.python.landing.conftest import Landing

FEED = "columns: {invoice: nr, invoice_date: at, stock_code: code, quantity: qty, price: price}\n"


def _text(order: int) -> str:
    return f"nr,at,code,qty,price\n{order},2024-05-{order:02}T10:00:00+02:00,A,1,4.00\n"


def _kinds(landing: Landing, *orders: int, feed: str = "feed.yml") -> list[list[str]]:
    paths = [landing.write(f"{order}.csv", _text(order)) for order in orders]
    files = landing.land(*paths, feed=landing.write(feed, FEED))
    return [[one.kind for one in file.doubts] for file in files]


def test_a_zone_is_told_of_the_first_file_of_a_feed(landing: Landing) -> None:
    assert _kinds(landing, 1, 2) == [["zone"], []]
    assert _kinds(landing, 3) == [[]]
    kept = "select source_file from raw.landing_doubts where doubt = 'zone'"
    assert landing.query(kept) == [("1.csv",)]
    # another feed has told nothing yet
    assert _kinds(landing, 4, feed="other.yml") == [["zone"]]


def test_the_file_that_told_it_tells_it_again(landing: Landing) -> None:
    assert _kinds(landing, 1) == [["zone"]]
    landing.write("1.csv", _text(1).replace("4.00", "5.00"))
    [file] = landing.land(landing.folder / "1.csv", feed=landing.folder / "feed.yml")
    assert [one.kind for one in file.doubts] == ["zone"]
