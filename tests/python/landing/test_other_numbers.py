"""Numbers of lines that another file of the feed has differently: the lines count twice, and that is told."""

from __future__ import annotations

import pytest

from tests.python.landing.conftest import Landing

FEED = "columns: {invoice: nr, invoice_date: day, stock_code: code, quantity: qty, price: price, customer_id: who, line_number: Row ID}\n"
HEADER = "nr,day,code,qty,price,who,Row ID"
LINES = [
    f"{100 + at // 2},2024-05-{1 + at // 2:02},A{at % 2},{1 + at % 2},10.00,K{at % 7}"
    for at in range(40)
]


def _text(first: int, last: int, key: int) -> str:
    """Lines of some orders with numbers that begin at a key."""
    lines = (f"{line},{at}" for at, line in enumerate(LINES[first:last], start=key))
    return "\n".join((HEADER, *lines)) + "\n"


@pytest.mark.parametrize(
    ("key", "feed", "kinds"),
    [
        (1, FEED, ["lines_numbered_anew"]),
        # the key of a table; an order of the newest file counts alone; someone has looked at it
        (21, FEED, []),
        (1, f"{FEED}newest_file_wins: order\n", []),
        (1, f"{FEED}known_doubts: [lines_numbered_anew]\n", []),
    ],
)
def test_lines_that_a_later_file_numbers_anew_are_told(
    landing: Landing, key: int, feed: str, kinds: list[str]
) -> None:
    path = landing.write("feed.yml", feed)
    [first] = landing.land(landing.write("may.csv", _text(0, 30, 1)), feed=path)
    assert [one.kind for one in first.doubts] == []
    [second] = landing.land(landing.write("june.csv", _text(20, 40, key)), feed=path)
    assert [one.kind for one in second.doubts] == kinds


def test_so_are_those_of_one_landing(landing: Landing) -> None:
    path = landing.write("feed.yml", FEED)
    paths = [landing.write("1.csv", _text(0, 30, 1)), landing.write("2.csv", _text(20, 40, 1))]
    files = landing.land(*paths, feed=path)
    assert [one.kind for file in files for one in file.doubts] == ["lines_numbered_anew"]


def test_files_of_other_orders_say_nothing(landing: Landing) -> None:
    path = landing.write("feed.yml", FEED)
    paths = [landing.write("1.csv", _text(0, 20, 1)), landing.write("2.csv", _text(20, 40, 1))]
    assert [file.doubts for file in landing.land(*paths, feed=path)] == [(), ()]
