"""What a writer of its own puts into a whole export, in forms that are combined at will, is read back, or the export is refused:
never anything else."""

from __future__ import annotations

import csv
import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import Outcome, read_files
from tests.python.landing.values.writing import NumberStyle
from tests.python.landing.whole_exports import DAYS, NAMES, WORDS, Form, Line, write

pytestmark = pytest.mark.slow

EXPORTS = 120
ENCODINGS = {
    "en": ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
    "de": ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
    "fr": ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"],
    "pl": ["utf-8", "utf-8-sig", "utf-16", "cp1250"],
}
ARTICLES = ("Lamp, small", 'Tea "Earl Grey"', "Shade; red", "A|B adapter", "Candle 10cm", "Mirror")


def draw_form(draw: random.Random) -> Form:
    language = draw.choice(sorted(WORDS))
    table = draw.choice(["text", "text", "text", "workbook", "objects"])
    guest = WORDS[language].split(",")[-2]
    decimal = draw.choice(".,")
    first_lines_only = draw.choice([False, True])
    encoding = draw.choice(ENCODINGS[language])
    # ISO 8859-1 is older than the euro.
    currencies = ["#", "EUR #", *["# €", "€#"] * (encoding != "iso-8859-1")]
    return Form(
        language=language,
        table=table,
        encoding=encoding,
        delimiter=draw.choice(",;\t|^"),
        quoting=draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        escapes=draw.choice([False, True]),
        is_packed=draw.choice([False, True]),
        line_end=draw.choice(["\n", "\r\n"]),
        numbers=NumberStyle(
            decimal,
            draw.choice(["", "\u00a0", "'", "," if decimal == "." else "."]),
            draw.choice([None, 2, 2]),
            draw.choice(["-#", "#-", "(#)", "- #"]),
            draw.choice(currencies),
        ),
        moment=draw.choice(sorted(DAYS)),
        ids=draw.choice(["#", '="#"', "#.0"]),
        # An order whose other lines have nothing says of a guest who it is.
        guest=draw.choice([guest, "NULL", "0", *[""] * (not first_lines_only)]),
        returns=draw.choice(["none", "C", "pieces", "price", "state"]),
        drops=draw.choice([False, True]),
        money=draw.choice(["price", "amount", "both"]),
        titles=0 if table == "objects" else draw.choice([0, 0, 2, 3]),
        has_total=table != "objects" and draw.choice([False, True]),
        first_lines_only=first_lines_only,
        has_weight=draw.choice([False, True]),
        order=draw.sample(range(len(NAMES)), len(NAMES)),
    )


def draw_lines(draw: random.Random, form: Form) -> list[Line]:
    """Orders in a form: sales, and returns and orders that were called off where the form tells them."""
    kinds = ["completed", "completed", "completed", *["refunded"] * (form.returns != "none")]
    kinds += ["cancelled"] * form.drops
    # Every kind that the form speaks of is there, and so are sales, a moment in each half of a month, and a customer.
    orders = [*dict.fromkeys(kinds), *draw.choices(kinds, k=draw.randint(4, 9))]
    moment = dt.datetime(2024, draw.randint(1, 6), 1, 9) + dt.timedelta(
        minutes=draw.randint(0, 600)
    )
    prices = [draw.randint(150, 400_000) for _ in ARTICLES]
    lines = []
    for number, kind in enumerate(orders):
        moment += dt.timedelta(days=draw.randint(1, 9), minutes=draw.randint(-60, 60))
        customer = draw.choice([13005, 13012, 13044, 13087]) if number else 13005
        is_guest = number > 0 and draw.randint(0, 5) == 0
        country = draw.choice(["Germany", "France", "Poland"])
        lines += [
            Line(
                order=str(536_000 + number),
                moment=moment,
                customer=None if is_guest else str(customer),
                country=country,
                kind=kind,
                article=str(20_000 + 37 * at),
                name=ARTICLES[at],
                pieces=draw.randint(1, 12),
                price=Decimal(prices[at]) / 100,
            )
            for at in draw.sample(range(len(ARTICLES)), draw.randint(1, 3))
        ]
    return lines


def read_back(outcome: Outcome) -> list[tuple[object, ...]]:
    """The lines as they are landed, with the money that they count with."""
    return sorted(
        (
            str(row["invoice"]).removeprefix("C"),
            dt.datetime.fromisoformat(str(row["invoice_date"])),
            str(row["customer_id"]).removesuffix(".0") if row["customer_id"] else "",
            row["country"],
            str(row["stock_code"]).removesuffix(".0"),
            row["description"],
            Decimal(row["quantity"] or ""),
            Decimal(
                row["line_amount"] or Decimal(row["quantity"] or "") * Decimal(row["price"] or "")
            ),
        )
        for row in outcome.rows
    )


@pytest.mark.parametrize("seed", range(EXPORTS))
def test_a_whole_export_is_read_back_or_refused(tmp_path: Path, seed: int) -> None:
    """By the feed that says how all of it is written nothing is refused or doubted; another one says which column is what, and what
    lines mean."""
    draw = random.Random(seed)
    form = draw_form(draw)
    lines = draw_lines(draw, form)
    says_how, is_split = draw.choice([False, True]), draw.choice([False, True])
    half = lines[len(lines) // 2].order if is_split else ""
    parts = [
        part
        for part in (
            [one for one in lines if one.order < half],
            [one for one in lines if one.order >= half],
        )
        if part
    ]
    files = dict(write(part, form, f"orders_{number}") for number, part in enumerate(parts))
    outcome = read_files(tmp_path, files, form.feed(says_how))
    if outcome.refused and not says_how:
        return
    meant = [line.counted for line in lines if line.kind != "cancelled"]
    assert outcome.refused == "", form
    assert read_back(outcome) == sorted(
        (one[0], one[1], one[2] or "", *one[3:]) for one in meant
    ), form
    assert outcome.doubts == [] or not says_how, form
