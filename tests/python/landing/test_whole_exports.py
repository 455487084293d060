"""What a writer of its own puts into a whole export, in forms that are combined at will, is read back, or the export is refused:
never anything else."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.python.landing.situations.shop import Outcome, read_files
from tests.python.landing.values.writing import NumberStyle
from tests.python.landing.whole_exports import DAYS, NAMES, WORDS, Form, Line, write

pytestmark = pytest.mark.slow

# The same examples in every run.
REPRODUCIBLE = settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ENCODINGS = {
    "en": ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
    "de": ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
    "fr": ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"],
    "pl": ["utf-8", "utf-8-sig", "utf-16", "cp1250"],
}
ARTICLES = ("Lamp, small", 'Tea "Earl Grey"', "Shade; red", "A|B adapter", "Candle 10cm", "Mirror")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    language = draw(st.sampled_from(sorted(WORDS)))
    table = draw(st.sampled_from(["text", "text", "text", "workbook", "objects"]))
    guest = WORDS[language].split(",")[-2]
    returns = draw(st.sampled_from(["none", "C", "pieces", "price", "state"]))
    decimal = draw(st.sampled_from(".,"))
    first_lines_only = draw(st.booleans())
    return Form(
        language=language,
        table=table,
        encoding=draw(st.sampled_from(ENCODINGS[language])),
        delimiter=draw(st.sampled_from(",;\t|^")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        escapes=draw(st.booleans()),
        is_packed=draw(st.booleans()),
        line_end=draw(st.sampled_from(["\n", "\r\n"])),
        numbers=NumberStyle(
            decimal,
            draw(st.sampled_from(["", "\u00a0", "'", "," if decimal == "." else "."])),
            draw(st.sampled_from([None, 2, 2])),
            draw(st.sampled_from(["-#", "#-", "(#)", "- #"])),
            draw(st.sampled_from(["#", "# €", "€#", "EUR #"])),
        ),
        moment=draw(st.sampled_from(sorted(DAYS))),
        ids=draw(st.sampled_from(["#", '="#"', "#.0"])),
        # An order whose other lines have nothing says of a guest who it is.
        guest=draw(st.sampled_from([guest, "NULL", "0", *[""] * (not first_lines_only)])),
        returns=returns,
        drops=draw(st.booleans()),
        money=draw(st.sampled_from(["price", "amount", "both"])),
        titles=0 if table == "objects" else draw(st.sampled_from([0, 0, 2, 3])),
        has_total=table != "objects" and draw(st.booleans()),
        first_lines_only=first_lines_only,
        has_weight=draw(st.booleans()),
        order=draw(st.permutations(range(len(NAMES)))),
    )


@st.composite
def exports(draw: st.DrawFn) -> tuple[Form, list[Line]]:
    """A form, and orders in it: sales, and returns and orders that were called off where the form tells them."""
    form = draw(forms())
    kinds = ["completed", "completed", "completed", *["refunded"] * (form.returns != "none")]
    kinds += ["cancelled"] * form.drops
    # Every kind that the form speaks of is there, and so are sales, a moment in each half of a month, and a customer.
    orders = [
        *dict.fromkeys(kinds),
        *draw(st.lists(st.sampled_from(kinds), min_size=4, max_size=9)),
    ]
    moment = dt.datetime(2024, draw(st.integers(1, 6)), 1, 9) + dt.timedelta(
        minutes=draw(st.integers(0, 600))
    )
    prices = draw(
        st.lists(st.integers(150, 400_000), min_size=len(ARTICLES), max_size=len(ARTICLES))
    )
    lines = []
    for number, kind in enumerate(orders):
        moment += dt.timedelta(days=draw(st.integers(1, 9)), minutes=draw(st.integers(-60, 60)))
        customer = draw(st.sampled_from([13005, 13012, 13044, 13087])) if number else 13005
        is_guest = number > 0 and draw(st.integers(0, 5)) == 0
        country = draw(st.sampled_from(["Germany", "France", "Poland"]))
        articles = draw(
            st.lists(st.sampled_from(range(len(ARTICLES))), min_size=1, max_size=3, unique=True)
        )
        lines += [
            Line(
                order=str(536_000 + number),
                moment=moment,
                customer=None if is_guest else str(customer),
                country=country,
                kind=kind,
                article=str(20_000 + 37 * at),
                name=ARTICLES[at],
                pieces=draw(st.integers(1, 12)),
                price=Decimal(prices[at]) / 100,
            )
            for at in articles
        ]
    return form, lines


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


@REPRODUCIBLE
@given(export=exports(), says_how=st.booleans(), is_split=st.booleans())
def test_a_whole_export_is_read_back_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    export: tuple[Form, list[Line]],
    says_how: bool,
    is_split: bool,
) -> None:
    """says_how: whether the feed says how all of it is written, and not only which column is what and what lines mean; then there is
    nothing to refuse, and nothing to doubt."""
    form, lines = export
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
    outcome = read_files(tmp_path_factory.mktemp("export"), files, form.feed(says_how))
    if outcome.refused and not says_how:
        return
    meant = [line.counted for line in lines if line.kind != "cancelled"]
    assert outcome.refused == ""
    assert read_back(outcome) == sorted((one[0], one[1], one[2] or "", *one[3:]) for one in meant)
    assert outcome.doubts == [] or not says_how
