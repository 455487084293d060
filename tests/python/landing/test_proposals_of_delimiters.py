"""Unusual delimiters of exports that no feed knows: the proposal reads every column and names them."""

from __future__ import annotations

import zipfile

import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.conftest import Landing
from tests.python.landing.test_questions_of_proposals import QUIET, look

HEADER = "Order No,Order Date,SKU,Product,Quantity,Unit Price,Customer ID"
LINES = [f"{1000 + at // 2},{1 + at % 28:02d}.03.2024,A{at % 7},Lamp {at % 7},2,9.50,K{at % 5}" for at in range(40)]  # fmt: skip


@pytest.mark.parametrize(
    "delimiter",
    ["||", "~|~", "::", "^#^", ";~;", "$$", "<>", "<|>", "$|$", "*|*", "#|#", "...", "->", "^", "~", "¦", "§", "#"],
)  # fmt: skip
def test_an_unusual_delimiter_is_found_and_written(landing: Landing, delimiter: str) -> None:
    text = "".join(line.replace(",", delimiter) + "\n" for line in (HEADER, *LINES))
    found = look(landing, "orders.txt", text)
    assert found.questions == []
    assert f'delimiter: "{delimiter}"' in found.proposed
    assert found.counts["sold"] == "760.00"


@pytest.mark.parametrize("delimiter", ["$$", "...", "^"])
def test_a_delimiter_that_stands_in_values_too_is_named(landing: Landing, delimiter: str) -> None:
    lines = (HEADER, *LINES, LINES[0].replace("Lamp", f"Lamp{delimiter}"))
    text = "".join(line.replace(",", delimiter) + "\n" for line in lines[-5:] + lines[:5])
    text = HEADER.replace(",", delimiter) + "\n" + text
    with pytest.raises(InputError) as error:
        look(landing, "orders.csv", text)
    assert f'with a line such as  delimiter: "{delimiter}"' in str(error.value)


@pytest.mark.parametrize("delimiter", ["~|~", "^"])
def test_a_file_without_a_header_says_its_delimiter_at_once(
    landing: Landing, delimiter: str
) -> None:
    found = look(
        landing, "orders.txt", "".join(line.replace(",", delimiter) + "\n" for line in LINES)
    )
    assert f'delimiter: "{delimiter}"' in found.proposed
    assert "  #invoice: 1" in found.proposed


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_quoted_name_behind_a_blank_is_one_field(landing: Landing, delimiter: str) -> None:
    quoted = (line.replace("Lamp ", '"Lamp@ ').replace(",2,", '",2,') for line in LINES)
    lines = (
        line.replace(",", f"{delimiter} ").replace("@", delimiter) for line in (HEADER, *quoted)
    )
    found = look(landing, "orders.csv", "\n".join(lines) + "\n")
    assert found.questions == []
    assert found.counts["sold"] == "760.00"


@pytest.mark.parametrize(
    "header",
    ["[Order No],[Order Date],[SKU],[Product],[Quantity],[Unit Price],[Customer ID]", "Order No,,Order Date,,SKU,,Product,,Quantity,,Unit Price,,Customer ID"],
)  # fmt: skip
def test_brackets_and_empty_columns_are_no_delimiters(landing: Landing, header: str) -> None:
    lines = (line.replace(",", ",," if ",," in header else ",") for line in LINES)
    found = look(landing, "orders.csv", "\n".join((header, *lines)) + "\n")
    assert 'delimiter: ","' in found.proposed


def test_a_rare_delimiter_is_found_and_written(landing: Landing) -> None:
    text = "".join(line.replace(",", "^") + "\n" for line in (HEADER, *LINES))
    found = look(landing, "orders.txt", text)
    assert 'delimiter: "^"' in found.proposed
    assert found.counts["sold"] == "760.00"


@pytest.mark.parametrize(("name", "is_said"), [("Lamp", False), ("Läufer", True)])
def test_plain_letters_say_nothing_of_the_encoding(
    landing: Landing, name: str, is_said: bool
) -> None:
    """Tomorrow's file may be in another one: each is found by itself."""
    text = "".join(line.replace("Lamp", name) + "\n" for line in (HEADER, *LINES))
    assert ("encoding:" in look(landing, "orders.csv", text).proposed) == is_said


def test_a_header_among_the_lines_is_none_of_the_values_of_a_column(landing: Landing) -> None:
    """Files that were joined, of orders whose date stands on their first lines alone."""
    lines = [line if at % 4 == 0 else _without_date(line) for at, line in enumerate(LINES)]
    for at in range(35, 0, -5):
        lines.insert(at, HEADER)
    lines = [one.replace("A", "00", 1) if one != HEADER else one for one in lines]
    found = look(landing, "orders.csv", "".join(f"{line}\n" for line in (HEADER, *lines)))
    assert "invoice_date: Order Date" in found.proposed
    assert found.questions == []


def test_a_label_of_a_total_is_none_of_the_values_of_a_column(landing: Landing) -> None:
    header = "Order Date,Order No,SKU,Product,Quantity,Unit Price,Customer ID"
    lines = []
    for at, line in enumerate(LINES):
        order, day, *others = line.split(",")
        lines.append(",".join([day, order, *others]))
        lines += ["Subtotal,,,,4,,"] * (at % 2)
    found = look(landing, "orders.csv", "".join(f"{line}\n" for line in (header, *lines)))
    assert "invoice_date: Order Date" in found.proposed
    assert (found.questions, found.counts["sold"]) == ([], "760.00")


@pytest.mark.parametrize("delimiter", [",", "^"])
def test_titles_stand_above_a_header_in_another_encoding(landing: Landing, delimiter: str) -> None:
    header = "Numer zamówienia,Data zamówienia,Kod produktu,Nazwa,Ilość,Cena jednostkowa,Klient"
    text = "".join(f"{line}\n" for line in ("Sprzedaż", "Marzec", "", header, *LINES))
    text = text.replace(",", delimiter)
    path = landing.folder / "orders.csv"
    path.write_bytes(text.encode("cp1250"))
    found = inspect(landing.project, path, None, QUIET)
    assert "encoding: cp1250" in found.proposed
    assert (found.questions, found.counts["sold"]) == ([], "760.00")


def _without_date(line: str) -> str:
    order, _, *others = line.split(",")
    return ",".join([order, "", *others])


@pytest.mark.parametrize("amount", ["€10.14", "10.14 €", "EUR 1 010.14", "1'010.14"])
def test_a_first_line_of_amounts_with_a_currency_and_of_addresses_is_no_header(
    landing: Landing, amount: str
) -> None:
    text = "".join(
        f"SO-{536_000 + at},Lamp {at % 7},B-{at % 7},DE,2024-03-{1 + at % 28:02d},2,{amount},{amount},p{at}@mail.example,Berlin,gift\n"
        for at in range(40)
    )
    found = look(landing, "orders.csv", text)
    assert "  #invoice: 1" in found.proposed or "  invoice: 1" in found.proposed


def test_a_delimiter_that_only_some_texts_of_an_archive_have_is_not_written(
    landing: Landing,
) -> None:
    """Each is found again, as in the proposal's own figures."""
    path = landing.folder / "orders.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, delimiter, lines in (("a.csv", ",", LINES[:20]), ("b.csv", ";", LINES[20:])):
            text = "\n".join((HEADER, *lines)).replace(",", delimiter)
            archive.writestr(name, text.replace("Lamp 1", '"Lamp, 1"'))
    found = inspect(landing.project, path, None, QUIET)
    assert (found.questions, found.counts["sold"]) == ([], "760.00")
    assert "delimiter" not in found.proposed
