"""Several feeds that name the columns of a file: which one is meant, and where nobody can tell."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from python_jobs.cli.files import inspect as inspect_command
from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError, exit_code
from python_jobs.core.project import Project
from python_jobs.core.shop import Shop
from python_jobs.landing.inspection.inspect import inspect
from python_jobs.landing.propose.questions import Question
from tests.python.conftest import ROOT
from tests.python.landing.conftest import Landing

QUIET = Progress(Console(file=io.StringIO()))
COLUMNS = "invoice: Nr, invoice_date: Tag, stock_code: Art, quantity: Stk, price: Preis"
SWAPPED = COLUMNS.replace("Stk", "x").replace("Preis", "Stk").replace("x", "Preis")
LINE = "7,2024-05-17,A,2,40\n"
TEXT = f"Nr,Tag,Art,Stk,Preis\n{LINE}"


@pytest.fixture
def feeds(landing: Landing) -> Path:
    """The folder for feeds of a shop."""
    folder = landing.folder / "shop"
    (folder / "feeds").mkdir(parents=True)
    landing.project = Project(
        ROOT,
        "duckdb",
        {"CUSTOMER_INTELLIGENCE_DUCKDB_PATH": str(landing.project.duckdb_path)},
        shop=Shop(folder),
    )
    return folder / "feeds"


def write(feeds: Path, **contents: str) -> None:
    for name, content in contents.items():
        (feeds / f"{name}.yml").write_text(content, encoding="utf-8")


def quantities(landing: Landing) -> list[object]:
    return [line[3] for line in landing.lines()]


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (f"columns: {{{SWAPPED}}}\n", "reads quantity from the column 'Preis', the second one from the column 'Stk'"),
        (f"columns: {{{COLUMNS}}}\nrefunds: any_negative\n", "the line  refunds:  is not the same"),
        (f'columns: {{{SWAPPED}}}\nencoding: utf-8\ndelimiter: ","\n', "reads quantity from the column 'Preis'"),
    ],
)  # fmt: skip
def test_two_feeds_that_read_a_file_otherwise_are_a_question(
    landing: Landing, feeds: Path, other: str, difference: str
) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}}}\n", a_old=other)
    with pytest.raises(InputError) as caught:
        landing.land(landing.write("orders.csv", TEXT))
    told = str(caught.value)
    assert told.startswith(
        f"orders.csv has the columns of two feeds, {feeds / 'a_old.yml'} and {feeds / 'one.yml'}, "
    )
    assert difference in told
    assert "with  --feed FILE " in told
    assert not landing.warehouse_exists()


@pytest.mark.parametrize(
    "other",
    [
        COLUMNS.replace("Preis", "PREIS") + "}\n",
        f'{COLUMNS}}}\nencoding: utf-8\ndelimiter: ","\ndecimal: "."\n',
        f'{COLUMNS}}}\ndate_format: "%Y-%m-%d"\nknown_doubts: [few_goods]\n',
        # It names fewer columns of the file.
        SWAPPED.replace("price: Stk", "line_amount: Stk") + "}\n",
    ],
)
def test_feeds_that_say_the_same_or_less_are_none(
    landing: Landing, feeds: Path, other: str
) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}, country: Land}}\n", a_old="columns: {" + other)
    if "line_amount" not in other:
        write(feeds, one=f"columns: {{{COLUMNS}}}\n")
    landing.land(
        landing.write("orders.csv", "Nr,Tag,Art,Stk,Preis,Land\n" + LINE.replace("\n", ",DE\n"))
    )
    assert quantities(landing) == ["2"]


def test_a_feed_of_the_shop_comes_before_those_of_the_project(
    landing: Landing, feeds: Path
) -> None:
    write(
        feeds,
        my_shop="columns: {invoice: Invoice, invoice_date: InvoiceDate, stock_code: StockCode, quantity: Price, price: Quantity}\n",
    )
    landing.land(
        landing.write(
            "orders.csv",
            "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n7,A,Lamp,2,2024-05-17,40,K1,DE\n",
        )
    )
    assert quantities(landing) == ["40"]


def test_what_was_landed_before_keeps_its_feed(landing: Landing, feeds: Path) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}}}\n", a_old=f"columns: {{{SWAPPED}}}\n")
    landing.land(landing.write("orders.csv", TEXT), feed=feeds / "one.yml")
    # The same file with a line more, and the next one under another name.
    landing.land(landing.write("orders.csv", TEXT + LINE.replace("A", "B")))
    landing.land(landing.write("orders_2.csv", TEXT.replace("7,", "8,")))
    assert quantities(landing) == ["2", "2", "2"]


def test_files_of_both_feeds_keep_theirs_and_a_third_one_is_a_question(
    landing: Landing, feeds: Path
) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}}}\n", a_old=f"columns: {{{SWAPPED}}}\n")
    landing.land(landing.write("one.csv", TEXT), feed=feeds / "one.yml")
    other = TEXT.replace("7,", "8,").replace("2,40", "40,2")
    landing.land(landing.write("other.csv", other), feed=feeds / "a_old.yml")
    landing.land(landing.write("other.csv", other + LINE.replace("2,40", "50,5")))
    assert quantities(landing) == ["2", "2", "5"]
    with pytest.raises(InputError, match="has the columns of two feeds"):
        landing.land(landing.write("third.csv", TEXT.replace("7,", "9,")))


def test_inspect_shows_what_comes_out_by_each_feed_and_asks(landing: Landing, feeds: Path) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}}}\n", a_old=f"columns: {{{SWAPPED}}}\nrefunds: any_negative\n")  # fmt: skip
    path = landing.write("orders.csv", TEXT.replace("40", "-40"))
    asked: list[Question] = []
    found = inspect(landing.project, path, None, QUIET, asked.append)
    assert [(one.feed, one.counts["sold"]) for one in found.readings] == [
        ("a_old", "0.00"),
        ("one", "0.00"),
    ]
    [question] = found.questions
    assert asked == [question]
    assert [one.line for one in question.answers] == [
        f"--feed {feeds / name}.yml" for name in ("a_old", "one")
    ]
    assert "returned: -80.00" in question.answers[0].meaning
    assert "which read them otherwise" in found.refusal
    chosen = inspect(landing.project, path, None, QUIET, lambda question: question.answers[1])
    assert (chosen.feed, chosen.refusal) == ("one", "")


def test_inspect_ends_with_the_question_where_nobody_answers(
    landing: Landing, feeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(feeds, one=f"columns: {{{COLUMNS}}}\n", a_old=f"columns: {{{SWAPPED}}}\n")
    path = landing.write("orders.csv", TEXT)
    monkeypatch.setattr("python_jobs.cli.files.open_project", lambda target: landing.project)
    told = CliRunner().invoke(inspect_command, [str(path)])
    assert isinstance(told.exception, InputError)
    assert exit_code(told.exception) == 2
    assert told.output.index("orders.csv as read by the feed a_old") < told.output.index(
        "orders.csv as read by the feed one"
    )
    assert "Which feed is meant?" in told.output
