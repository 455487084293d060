"""An export that nobody knows: a feed is proposed, what cannot be known is asked, and the feed reads the file alike."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.feeds.feed import (
    FIELDS,
    FIELDS_OF_SEVERAL,
    PRICE_FIELDS,
    REQUIRED_FIELDS,
)
from python_jobs.landing.inspection.inspect import Inspection, inspect
from python_jobs.landing.propose.questions import Answer, Ask, Question
from tests.python.conftest import Run
from tests.python.landing.conftest import HEADER, LINES, Landing

QUIET = Progress(Console(file=io.StringIO()))
EXPORTS = {
    "german": (
        "Bestellnr.;Bestelldatum;Artikelnr.;Bezeichnung;Menge;Einzelpreis;Kundennr.;Lieferland",
        "B1;31.01.2024 10:00;T-1;Größe;2;1.249,50;K1;Österreich",
        "cp1252",
        ("2,499.00", 'date_format: "%d.%m.%Y %H:%M"', 'decimal: ","', 'encoding: "cp1252"'),
    ),
    "french": (
        "N° commande;Date commande;Référence;Désignation;Qté;Prix unitaire TTC;Code client;Pays",
        "B1;31/01/2024;T-1;Crème;2;1\u202f249,50 €;K1;France",
        "utf-8-sig",
        ("2,499.00", 'date_format: "%d/%m/%Y"', 'decimal: ","', 'delimiter: ";"'),
    ),
    "spanish": (
        "Nº pedido\tFecha\tCódigo artículo\tDescripción\tUnidades\tImporte\tCliente",
        "B1\t31-01-2024\tT-1\tSeñora\t2\t1.249,50\tK1",
        "utf-8",
        ("1,249.50", 'date_format: "%d-%m-%Y"', 'delimiter: "\\t"', "line_amount: Importe"),
    ),
    "polish": (
        "Nr zamówienia;Data zamówienia;Symbol;Nazwa towaru;Ilość;Cena brutto;Klient",
        "B1;2024-01-31 10:00;T-1;Łóżko;2;1 249,50 zł;K1",
        "cp1250",
        ("2,499.00", "encoding: cp1250", "quantity: Ilość", "price: Cena brutto"),
    ),
}


def look(landing: Landing, path: Path, ask: Ask = lambda question: None) -> Inspection:
    return inspect(landing.project, path, None, QUIET, ask)


@pytest.mark.parametrize("land", list(EXPORTS))
def test_an_export_of_each_land_is_read_by_the_feed_that_is_proposed(
    landing: Landing, land: str
) -> None:
    header, line, encoding, (sold, *lines) = EXPORTS[land]
    path = landing.write("export.csv", f"{header}\n{line}\n", encoding)
    found = look(landing, path)
    assert found.counts["sold"] == sold
    for one in lines:
        assert one in found.proposed
    feed = landing.write("my_shop.yml", found.proposed)
    again = inspect(landing.project, path, feed, QUIET)
    assert (again.counts, again.forms) == (found.counts, found.forms)


LAID_OUT = {
    "invoice": "7",
    "invoice_date": "2024-05-17",
    "invoice_time": "10:05",
    "stock_code": "A",
    "quantity": "3",
    "price": "40.00",
    "line_amount": "1.20",
    "description": "Lamp",
    "customer_id": "K1",
    "country": "DE",
    "line_number": "1",
    "currency": "EUR",
    "discount": "0.10",
    "returned_quantity": "1",
    "returned_amount": "0.40",
    "price_per": "100",
}


@pytest.mark.parametrize("several", [False, True])
def test_every_field_that_a_feed_may_name_is_shown(landing: Landing, several: bool) -> None:
    assert set(LAID_OUT) == set(FIELDS), "a new field needs a value here"
    header = ",".join(f"c_{one}" for one in FIELDS)
    again = ",".join(f"d_{one}" for one in FIELDS_OF_SEVERAL)
    values = ",".join(LAID_OUT[one] for one in FIELDS)
    others = ",".join(LAID_OUT[one] for one in FIELDS_OF_SEVERAL)
    path = landing.write("all.csv", f"{header},{again}\n{values},{others}\n")
    columns = {
        one: f"[c_{one}, d_{one}]" if several and one in FIELDS_OF_SEVERAL else f"c_{one}"
        for one in FIELDS
    }
    lines = "".join(f"  {one}: {column}\n" for one, column in columns.items())
    feed = landing.write("all.yml", f"columns:\n{lines}")
    found = inspect(landing.project, path, feed, QUIET)
    assert {one.field: one.examples[0][0] for one in found.columns} == LAID_OUT
    assert [one.field for one in found.columns if "(" in one.examples[0][1]] == []
    alone = {**columns, "price_per": "c_price_per"}
    for one in set(FIELDS) - set(REQUIRED_FIELDS) - set(PRICE_FIELDS):
        some = "".join(f"  {key}: {alone[key]}\n" for key in (*REQUIRED_FIELDS, *PRICE_FIELDS, one))
        if one == "returned_quantity":
            some += "  returned_amount: c_returned_amount\n"
        feed = landing.write("one.yml", f"columns:\n{some}")
        assert one in {seen.field for seen in inspect(landing.project, path, feed, QUIET).columns}


ODD = "Trx|When|Thing|How many|Each|Who\nX1|01/31/2024|T-1|2|19.90|K1\n"


def test_what_no_name_tells_is_a_question_with_a_line_for_each_answer(landing: Landing) -> None:
    found = look(landing, landing.write("odd.csv", ODD))
    assert [one.text.split()[2] for one in found.questions] == ["holds", "tells", "holds", "holds"]
    for line in ("#invoice: Trx", "#quantity: How many", "#quantity: 1", "#line_amount: Each"):
        assert line in found.proposed


def test_the_answers_make_a_feed(landing: Landing) -> None:
    answers = {"number?": "Trx", "name)?": "Thing", "pieces?": "How many", "line?": "Each"}

    def ask(question: Question) -> Answer | None:
        wanted = next((to for end, to in answers.items() if question.text.endswith(end)), "Who")
        return next(one for one in question.answers if one.line.endswith(wanted))

    found = look(landing, landing.write("odd.csv", ODD), ask)
    assert not found.questions
    assert (found.counts["sold"], found.counts["customers with a sale"]) == ("39.80", "1")


@pytest.mark.parametrize(
    ("day", "price", "line", "sold"),
    [
        ("01/02/2024", "2.50", 'date_format: "%d/%m/%Y"', "2.50"),
        ("01/02/2024", "2.50", 'date_format: "%m/%d/%Y"', "2.50"),
        ("2024-02-01", '"1,250"', 'decimal: "."', "1,250.00"),
        ("2024-02-01", '"1,250"', 'decimal: ","', "1.25"),
    ],
)
def test_values_of_two_meanings_are_asked(
    landing: Landing, day: str, price: str, line: str, sold: str
) -> None:
    text = f"Order No,Date,SKU,Qty,Price,Customer\n1,{day},A,1,{price},K1\n"
    path = landing.write("open.csv", text)
    unanswered = look(landing, path)
    assert f"#{line}" in unanswered.proposed and len(unanswered.questions) == 1

    def ask(question: Question) -> Answer | None:
        return next((one for one in question.answers if one.line == line), None)

    found = look(landing, path, ask)
    assert line in found.proposed and f"#{line}" not in found.proposed
    assert found.counts["sold"] == sold


def test_the_encoding_is_said_once(landing: Landing, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    header, line, encoding, _ = EXPORTS["german"]
    look(landing, landing.write("export.csv", f"{header}\n{line}\n", encoding))
    assert caplog.text.count("is not UTF-8") == 1


AS_THE_MARTS_HAVE_IT = {
    "orders with a sale": "select count(distinct invoice_no) from marts.fact_sales "
    "where transaction_type = 'sale'",
    "customers with a sale": "select count(*) from marts.customer_360",
    "sale lines without a customer": "select count(*) from marts.fact_sales "
    "where transaction_type = 'sale' and customer_id is null",
    "lines that repeat another": "select count(*) from marts.excluded_order_lines "
    "where exclusion_reason = 'duplicate'",
    "sold": "select sum(revenue) from marts.fact_sales where transaction_type = 'sale'",
    "returned": "select sum(revenue) from marts.fact_sales where transaction_type = 'return'",
    "lines that cannot be read": "select (select count(*) from marts.excluded_order_lines "
    "where exclusion_reason = 'unparseable') + (select sum(rejected_count) from raw.landed_files)",
}


def test_inspect_counts_as_the_marts_do(landing: Landing, sample_run: Run) -> None:
    """It says what a run will show, by a rule of its own that must not drift from the models'."""
    counts = look(landing, sample_run.file).counts
    for name, sql in AS_THE_MARTS_HAVE_IT.items():
        [(wanted,)] = sample_run.query(sql)
        assert Decimal(counts.get(name, "0").replace(",", "")) == round(Decimal(wanted), 2), name


@pytest.mark.parametrize(
    ("header", "amounts", "other"),
    [
        ("Référence;Qté;PU HT;Total HT", ("81,00", "27,00"), "108.00"),
        ("Artikelnr.;Menge;Einzelpreis;Gesamtpreis", ("80,00", "30,00"), "110.00"),
        # The total of an order may stand on each of its lines: what is not certain is told by nothing.
        ("SKU;Qty;Unit Price;Total", ("111,00", "111,00"), ""),
        ("SKU;Qty;Unit Price;Line Total", ("81,00", "30,00"), ""),
    ],
)
def test_an_amount_that_is_not_price_times_pieces_is_told(
    landing: Landing, header: str, amounts: tuple[str, str], other: str
) -> None:
    text = f"Order ID;Order Date;{header}\n1;2024-05-13;A;2;40,50;{amounts[0]}\n2;2024-05-14;B;3;10,00;{amounts[1]}\n"
    found = look(landing, landing.write("orders.csv", text))
    told = [one for one in found.doubts if one.kind == "amount_not_read"]
    assert found.counts["sold"] == "111.00"
    assert [f"{other} is sold" in one.sentence for one in told] == [True] * bool(other)
    assert ("line_amount: " in found.proposed) == bool(other)
    feed = landing.write("feed.yml", found.proposed)
    landed = landing.land(landing.folder / "orders.csv", feed=feed)
    # The same words and figures with a feed, and when it is landed.
    for doubts in (
        inspect(landing.project, landing.folder / "orders.csv", feed, QUIET).doubts,
        landed[0].doubts,
    ):
        assert [one for one in doubts if one.kind == "amount_not_read"] == told


def test_lines_that_end_with_a_delimiter_leave_the_header_where_it_is(landing: Landing) -> None:
    header, line, encoding, (sold, *lines) = EXPORTS["german"]
    path = landing.write("export.csv", f"{header}\n{line};\n", encoding)
    found = look(landing, path)
    assert found.counts["sold"] == sold
    assert lines[0] in found.proposed


def test_a_file_that_is_named_for_returns_is_told(landing: Landing) -> None:
    text = "\n".join([HEADER, *LINES]) + "\n"
    kinds = [
        [doubt.kind for doubt in inspect(landing.project, path, None, QUIET).doubts]
        for path in (landing.write("credit_notes.csv", text), landing.write("orders.csv", text))
    ]
    assert kinds == [["file_of_returns"], []]
