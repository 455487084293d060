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


UNREAD = FEED.replace(", line_number: Row ID", "")
ONE, TWO, OTHER = "7,2024-05-17,A,2,40.00,K1", "7,2024-05-17,B,1,15.00,K1", "8,2024-05-18,A,1,40.00,K2"  # fmt: skip


def _of(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        # a line of the order in each file; exports that overlap, and one that has another line besides
        ([f"{ONE},11", f"{TWO},12"], [f"{ONE},13", f"{OTHER},14"], True),
        ([f"{ONE},11", f"{TWO},12"], [f"{ONE},11", f"{TWO},12", f"{OTHER},14"], False),
        ([f"{ONE},11", f"{TWO},12"], [f"{TWO},12", f"{ONE},13", f"{OTHER},14"], True),
        # numbers that start again with each order; numbers that each export makes anew; other orders
        ([f"{ONE},1", f"{TWO},2", f"{OTHER},1"], [f"{ONE},3", f"{OTHER},1"], True),
        ([f"{ONE},1", f"{TWO},2"], [f"{OTHER},1", f"{ONE},2", f"{TWO},3"], False),
        ([f"{ONE},11", f"{TWO},12"], [f"{ONE},21", f"{TWO},22"], False),
        ([f"{ONE},11", f"{TWO},12"], [f"{OTHER},13"], False),
    ],
)
def test_lines_of_several_files_that_a_number_tells_apart_are_told(
    landing: Landing, first: list[str], second: list[str], is_told: bool
) -> None:
    path = landing.write("feed.yml", UNREAD)
    paths = [landing.write("1.csv", _of(*first)), landing.write("2.csv", _of(*second))]
    doubts = [one for file in landing.land(*paths, feed=path) for one in file.doubts]
    assert [one.kind for one in doubts] == ["line_numbers_not_read"] * is_told
    assert not is_told or "line_number: Row ID" in doubts[0].remedy
