"""A file beside those of its feed that were landed before: columns that have changed their places, and prices of another size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

PLACES = "columns: {invoice: 1, invoice_date: 2, stock_code: 3, description: 4, quantity: 5, price: 6, customer_id: 7, country: 8}\n"
NAMES = "columns: {invoice: nr, invoice_date: day, stock_code: code, description: what, quantity: qty, price: price, customer_id: who, country: land}\n"
HEADER = ["nr", "day", "code", "what", "qty", "price", "who", "land"]


def rows(month: int, count: int = 40) -> list[list[str]]:
    """Orders of twelve articles and nine customers; those of a later month are others."""
    return [
        [
            str(1000 * month + at), f"2024-{month:02}-{1 + at % 28:02}", f"A{at % 12:03}", f"Lamp {at % 12}", str(1 + (at * month) % 4),
            f"{4 + 1.37 * (at % 12):.2f}", str(70 + (at + month) % 9), ("DE", "FR")[at % 2],
        ]
        for at in range(count)
    ]  # fmt: skip


class Shop:
    """Lands the months of one export."""

    def __init__(self, landing: Landing, feed: str) -> None:
        self.landing = landing
        self.has_header = feed == NAMES
        self.feed = landing.write("feed.yml", feed)

    def land(self, lines: list[list[str]], name: str) -> list[str]:
        """The kinds of doubts about a file."""
        lines = [HEADER, *lines] if self.has_header else lines
        path = self.landing.write(name, "\n".join(",".join(one) for one in lines) + "\n")
        [file] = self.landing.land(path, feed=self.feed)
        return [one.kind for one in file.doubts]


@pytest.fixture
def shop(landing: Landing) -> Callable[[str], Shop]:
    return lambda feed: Shop(landing, feed)


def swapped(lines: list[list[str]], *order: int) -> list[list[str]]:
    return [[line[at] for at in order] for line in lines]


@pytest.mark.parametrize(
    "order",
    [
        (0, 1, 2, 3, 5, 4, 6, 7), (0, 1, 3, 2, 4, 5, 6, 7), (0, 1, 2, 3, 4, 5, 7, 6), (0, 1, 6, 3, 4, 5, 2, 7), (0, 1, 2, 3, 6, 4, 5, 7),
    ],
)  # fmt: skip
def test_columns_in_another_order_are_refused(
    shop: Callable[[str], Shop], order: tuple[int, ...]
) -> None:
    one = shop(PLACES)
    assert one.land(rows(1), "jan.csv") == []
    with pytest.raises(InputError, match=r"in another order than those of jan\.csv.*columns_moved"):
        one.land(swapped(rows(2), *order), "feb.csv")
    assert one.landing.query("select count(*) from raw.order_lines") == [(40,)]
    one.landing.write(
        "feed.yml", f"{PLACES}known_doubts: [columns_moved, prices_of_another_size]\n"
    )
    one.land(swapped(rows(2), *order), "feb.csv")


def test_columns_in_another_order_in_one_landing_are_refused(
    landing: Landing, shop: Callable[[str], Shop]
) -> None:
    one = shop(PLACES)
    paths: list[Path] = []
    for name, lines in (("1.csv", rows(1)), ("2.csv", swapped(rows(2), 0, 1, 2, 3, 5, 4, 6, 7))):
        paths.append(landing.write(name, "\n".join(",".join(line) for line in lines)))
    with pytest.raises(InputError, match="another order"):
        landing.land(*paths, feed=one.feed)


@pytest.mark.parametrize("feed", [PLACES, NAMES])
@pytest.mark.parametrize("count", [3, 12, 60])
def test_good_files_one_after_another_stay_quiet(
    shop: Callable[[str], Shop], feed: str, count: int
) -> None:
    """Also where prices are raised, and where articles and customers are others."""
    one = shop(feed)
    for month in range(1, 5):
        lines = rows(month, count)
        for line in lines:
            line[5] = f"{float(line[5]) * (1 + 0.1 * month):.2f}"
            line[6] = str(int(line[6]) + 5 * month)
            line[2] = line[2] if month < 3 else line[2].replace("A0", "B0")
        assert one.land(lines, f"{month}.csv") == []


def test_numbers_that_are_alike_are_no_sign(shop: Callable[[str], Shop]) -> None:
    """Customers, articles and orders that are all small whole numbers, and prices that are as well."""
    one = shop(PLACES)
    for month in range(1, 4):
        lines = [
            [str(100 * month + at), f"2024-{month:02}-03", str(20 + at % 9), "Lamp", str(1 + at % 6), str(2 + at % 5), str(20 * month + at % 15), "DE"]
            for at in range(30)
        ]  # fmt: skip
        assert one.land(lines, f"{month}.csv") == []


@pytest.mark.parametrize("feed", [PLACES, NAMES])
@pytest.mark.parametrize("times", [100, 0.01])
def test_prices_of_another_size_are_told(
    shop: Callable[[str], Shop], feed: str, times: float
) -> None:
    one = shop(feed)
    lines = rows(2)
    for line in lines:
        line[5] = f"{float(line[5]) * times:.4f}".rstrip("0").rstrip(".")
    one.land(rows(1), "jan.csv")
    assert one.land(lines, "feb.csv") == ["prices_of_another_size"]
