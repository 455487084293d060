"""A feed of `inspect` with a question that nobody has answered: landing says which one, and in which line it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.feeds.load import load_feed
from python_jobs.landing.inspection.inspect import inspect
from tests.python.landing.conftest import Landing

# Nobody can tell which of the two numbers is that of the order.
EXPORT = (
    "x1,Order Date,SKU,Quantity,x2,Unit Price\n"
    "7,2024-05-17,A,2,70,40.00\n7,2024-05-17,B,1,71,15.00\n8,2024-05-18,B,1,70,15.00\n"
)


def written(landing: Landing, text: str = EXPORT) -> Path:
    path = landing.write("orders.csv", text)
    found = inspect(landing.project, path, None, Progress(Console(file=io.StringIO())))
    assert found.questions
    feed = path.with_name("written.yml")
    feed.write_text(found.proposed, encoding="utf-8")
    return feed


def refused(feed: Path) -> str:
    with pytest.raises(InputError) as error:
        load_feed(feed)
    return str(error.value)


def test_the_open_question_is_named_with_its_line(landing: Landing) -> None:
    feed = written(landing)
    lines = feed.read_text(encoding="utf-8").splitlines()
    [at] = [at for at, line in enumerate(lines, 1) if "Which column holds the order's number?" in line]  # fmt: skip
    said = refused(feed)
    assert (
        f"the question in its line {at} is still open: Which column holds the order's number?"
        in said
    )
    assert "lacks" not in said
    assert lines[at].strip() in said


def test_an_answer_ends_the_question(landing: Landing) -> None:
    feed = written(landing)
    feed.write_text(
        feed.read_text(encoding="utf-8").replace("#invoice: x1", "invoice: x1"), encoding="utf-8"
    )
    assert load_feed(feed).columns["invoice"] == ("x1",)


def test_an_answer_elsewhere_ends_it_too(landing: Landing) -> None:
    feed = written(landing)
    text = feed.read_text(encoding="utf-8").replace("columns:\n", "columns:\n  invoice: x1\n")
    feed.write_text(text, encoding="utf-8")
    assert load_feed(feed).columns["invoice"] == ("x1",)


def test_all_questions_are_named_and_other_problems_too(landing: Landing) -> None:
    feed = written(landing, "a,b,c,d\n7,2024-05-17,3,1.50\n8,2024-05-18,4,2.50\n")
    feed.write_text(f"{feed.read_text(encoding='utf-8')}kepp: {{a: [1]}}\n", encoding="utf-8")
    said = refused(feed)
    assert said.count("is still open") >= 2
    assert "it does not know 'kepp'" in said
    # Customers may be left out.
    assert "customers apart" not in said


def test_a_feed_without_questions_lacks_its_columns(tmp_path: Path) -> None:
    feed = tmp_path / "own.yml"
    feed.write_text(
        "columns:\n  invoice_date: Tag\n  # invoice: Nr\n  #stock_code: Art\n", encoding="utf-8"
    )
    said = refused(feed)
    assert "columns lacks invoice;" in said
    assert "is still open" not in said
