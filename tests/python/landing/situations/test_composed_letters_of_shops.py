"""A letter and its mark as one character or as two, as a Mac and some databases write them: one text either way."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, read, read_files, table

# An order twice, from two programs.
ORDER = "Ü7,2024-05-17,Ä1,Stück Käse,2,40.00,Kö1,Österreich"
KOREAN = "7,2024-05-17,가1,한국 찻잔,2,40.00,김,Japan"


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("line", [ORDER, KOREAN])
def test_a_line_is_the_same_however_its_letters_are_put_together(tmp_path: Path, line: str) -> None:
    outcome = read(tmp_path, table(line, apart(line)))
    first, second = [
        {name: value for name, value in row.items() if name != "source_row"} for row in outcome.rows
    ]
    assert (first, first["description"]) == (second, line.split(",")[3])


@pytest.mark.parametrize("country", ["Österreich", "Côte d’Ivoire", "España"])
def test_a_country_has_one_name(tmp_path: Path, country: str) -> None:
    outcome = read(tmp_path, table(LINES[0].replace("DE", apart(country))))
    assert outcome.column("country") == [country]


@pytest.mark.parametrize("feed_line", ["guests: [Kö1]", f"guests: [{apart('Kö1')}]"])
def test_guests_that_the_feed_names(tmp_path: Path, feed_line: str) -> None:
    lines = [apart(line.replace("K1", "Kö1")) for line in LINES]
    outcome = read(tmp_path, table(*lines), f"{FEED}{feed_line}\n")
    assert outcome.column("customer_id") == [None, None, "K2"]


def test_names_of_files_of_returns(tmp_path: Path) -> None:
    files = {
        "orders.csv": table(*LINES).encode(),
        apart("rückgaben.csv"): table(LINES[1].replace("7,", "9,", 1)).encode(),
    }
    outcome = read_files(tmp_path, files, f"{FEED}return_files: rückgaben*\n")
    assert (outcome.returned, outcome.doubts) == (Decimal(-15), [])


def test_totals_and_other_lines_that_are_told_by_words(tmp_path: Path) -> None:
    outcome = read(tmp_path, table(*LINES, apart("Łącznie,,,,4,110.00,,"), header=COLUMNS))
    assert (outcome.sold, outcome.left_out, outcome.doubts) == (Decimal(110), 1, [])
