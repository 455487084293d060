"""Lines that no database can take as they are, through the whole pipeline: excluded with the reason, never a
failure of the night's run, and what is only text arrives in the marts as it was typed."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.conftest import Run, Workplace
from tests.python.landing.hostile_files import HOSTILE_TEXTS

pytestmark = pytest.mark.slow

DATES = (
    "0000-00-00 00:00:00",
    "0000-01-01 00:00:00",
    "0001-01-01",
    "1899-12-31 23:59:59",
    "2200-01-01",
    "9999-12-31 23:59:59",
    "2010-02-30",
    "10000-01-01",
    "infinity",
    "epoch",
    "now",
    "=NOW()",
)
QUANTITIES = (
    "2147483648",
    "-2147483649",
    "-99999999999999999999",
    "1e3",
    "0x10",
    "1_000",
    "1 to 5",
    "NaN",
    "\N{ROMAN NUMERAL FIVE}",
)
PRICES = (
    "12345678901234567890",
    "-12345678901234567890.12",
    "99999999999999.9999",
    "1e308",
    "inf",
    "--1",
    "1;drop table raw.order_lines",
)
GOOD_LINES = 400


def hostile_lines(template: dict[str, str]) -> Iterator[dict[str, str]]:
    """One line for each value that cannot be parsed, alike in nothing that would make them duplicates."""
    values = itertools.chain(
        (("InvoiceDate", value) for value in DATES),
        (("Quantity", value) for value in QUANTITIES),
        (("Price", value) for value in PRICES),
    )
    for number, (column, value) in enumerate(values):
        yield template | {"Invoice": f"H{number}", column: value}


def texts_as_sales(template: dict[str, str]) -> Iterator[dict[str, str]]:
    for number, text in enumerate(HOSTILE_TEXTS):
        line = {"Invoice": f"T{number}", "StockCode": f"T{number}", "Description": text}
        yield template | line | {"Customer ID": text, "Country": text}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Run:
    """A run on some good lines and all of these."""
    folder = tmp_path_factory.mktemp("hostile_lines")
    with sample_file.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        good = [line for line, _ in zip(reader, range(GOOD_LINES), strict=False)]
        header = list(reader.fieldnames or [])
    sale = next(line for line in good if int(line["Quantity"]) > 0 and float(line["Price"]) > 0)
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows([*good, *hostile_lines(sale), *texts_as_sales(sale)])
    workplace = Workplace(folder)
    done = workplace.command("run", path)
    assert done.returncode == 0, done.stdout + done.stderr
    return Run(workplace, path, done.stdout + done.stderr)


def test_every_line_is_accepted_or_excluded(run: Run) -> None:
    [(raw, facts, excluded)] = run.query(
        "select (select count(*) from raw.order_lines), (select count(*) from marts.fact_sales), "
        "(select count(*) from marts.excluded_order_lines)"
    )
    assert raw == facts + excluded
    assert raw == GOOD_LINES + len(DATES + QUANTITIES + PRICES + HOSTILE_TEXTS)
    assert "Traceback" not in run.output


def test_what_cannot_be_parsed_is_excluded_and_kept(run: Run) -> None:
    found = run.query(
        "select invoice_no, exclusion_reason from marts.excluded_order_lines "
        "where invoice_no like 'H%'"
    )
    number = len(DATES + QUANTITIES + PRICES)
    assert sorted(found) == sorted((f"H{one}", "unparseable") for one in range(number))


def test_ids_lose_what_nobody_sees_and_nothing_else(run: Run) -> None:
    found = run.query(
        "select customer_id from raw.order_lines "
        "where invoice like 'T%' order by cast(substr(invoice, 2) as int)"
    )
    changed = {
        "NULL": None,
        "None": None,
        "NaN": None,
        "?": None,
        "''": None,
        # what shops write for guests
        "-1": None,
        # a spreadsheet writes an apostrophe before what is to stay text
        "'; drop table raw.order_lines; --": "; drop table raw.order_lines; --",
        "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe": "gnp.exe",
        "\N{ZERO WIDTH NO-BREAK SPACE}x": "x",
        "\N{NO-BREAK SPACE}x\N{LINE SEPARATOR}y\x85z": "x\N{LINE SEPARATOR}y\x85z",
    }
    for [customer], text in zip(found, HOSTILE_TEXTS, strict=True):
        if len(text) <= 60:
            assert customer == changed.get(text, text)
        else:
            assert len(str(customer)) < 60 and str(customer).startswith("XXX")


def test_texts_are_facts(run: Run) -> None:
    """Neither SQL nor a formula, neither Jinja nor markup does anything."""
    found = run.query(
        "select invoice, description, country from raw.order_lines "
        "where invoice like 'T%' order by cast(substr(invoice, 2) as int)"
    )
    assert found == [(f"T{number}", text, text) for number, text in enumerate(HOSTILE_TEXTS)]
    sales = run.query("select count(*) from marts.fact_sales where invoice_no like 'T%'")
    assert sales == [(len(HOSTILE_TEXTS),)]
    page = (run.workplace.folder / "target" / "dashboards.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
