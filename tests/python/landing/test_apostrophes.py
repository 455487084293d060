"""Fields between apostrophes are read as such where a text shows it, and apostrophes of names stay text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import COLUMNS, LINES, SOLD, read, table
from tests.python.landing.test_questions_of_proposals import look

HEADER = "Order No;Order Date;SKU;Product;Quantity;Unit Price;Customer ID"


def shop_lines(names: list[str], delimiter: str = ",") -> str:
    lines = [f"7,2024-05-{at:02d},A,{name},1,10.00,K1,DE" for at, name in enumerate(names, start=1)]
    return table(
        *(line.replace(",", delimiter).replace("@", ",") for line in lines), delimiter=delimiter
    )


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        # what is parted inside, and an apostrophe twice
        (["'Lamp@ blue'", "Shade"], ["Lamp, blue", "Shade"]),
        (["Shade", "'Lamp@ ''t blue'"], ["Shade", "Lamp, 't blue"]),
        # all of a column, and nothing that is parted
        (["'Lamp'", "'O''Neill'", ""], ["Lamp", "O'Neill", None]),
        # a name on two lines
        (["'Lamp\nblue@ red'", "'Shade'"], ["Lamp\nblue, red", "Shade"]),
        (["'Rock\\'n roll@ red'", "'Shade'"], ["Rock'n roll, red", "Shade"]),
    ],
)  # fmt: skip
def test_fields_between_apostrophes(tmp_path: Path, names: list[str], meant: list[str]) -> None:
    outcome = read(tmp_path, shop_lines(names))
    assert (outcome.column("description"), outcome.doubts) == (meant, [])
    assert outcome.sold == 10 * len(names)


def test_a_header_between_apostrophes(tmp_path: Path) -> None:
    lines = [",".join(f"'{one}'" for one in line.split(",")) for line in (COLUMNS, *LINES)]
    assert read(tmp_path, "\n".join(lines) + "\n").sold == SOLD


@pytest.mark.parametrize(
    "names",
    [
        ["O'Neill", "'t Hooft", "Boys'"],
        ["'t Hooft", "Boys'"],
        ["'60s lamp", "'70s lamp", "Rock 'n' roll"],
        ["'Vintage' lamp", "Lamp", "'Shade'"],
        ["-2 of WooCommerce", "Men's", "'"],
        ['"Lamp@ blue"', "'t Hooft", "O'Neill"],
    ],
)
def test_apostrophes_that_are_text(tmp_path: Path, names: list[str]) -> None:
    outcome = read(tmp_path, shop_lines(names))
    meant = [one.strip('"').replace("@", ",") for one in names]
    assert (outcome.column("description"), outcome.doubts) == (meant, [])


def test_a_later_line_shows_that_apostrophes_are_text(tmp_path: Path) -> None:
    """What the first lines have between apostrophes may be text all the same."""
    names = ["'Lamp'"] * 2500 + ["'t Hooft"]
    lines = [f"7,2024-05-17,A,{name},1,10.00,K{at},DE" for at, name in enumerate(names)]
    outcome = read(tmp_path, table(*lines))
    assert (outcome.column("description")[-1], outcome.sold) == ("'t Hooft", Decimal(25010))


@pytest.mark.parametrize("delimiter", [";", "\t", "||"])
def test_a_proposal_says_it(landing: Landing, delimiter: str) -> None:
    lines = [
        f"{1000 + at};{1 + at % 28:02d}.03.2024;A{at % 7};'Lamp~ {at % 7}''s';2;9.50;K{at % 5}"
        for at in range(40)
    ]
    text = "".join(f"{line}\n" for line in (HEADER, *lines))
    found = look(landing, "orders.csv", text.replace(";", delimiter).replace("~", delimiter))
    assert found.questions == []
    assert 'quote: "\'"' in found.proposed
    assert found.counts["sold"] == "760.00"
    examples = next(one.examples for one in found.columns if one.field == "description")
    assert examples[0][1] == f"Lamp{delimiter} 0's"
