"""Where nothing is predicted, the page and the end of a run are given the reason that stands in the outlook."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from rich.console import Console

from python_jobs.dashboards import read_outlook
from python_jobs.run import summary


class Shop:
    """A warehouse that answers some queries, and the others with no row."""

    def __init__(self, answers: dict[str, list[tuple[Any, ...]]]) -> None:
        self.answers = answers

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.answers.get(sql, [])


def customer(*because: object) -> tuple[Any, ...]:
    """A row of the outlook of a customer of whom nothing is predicted."""
    return ("K1", None, None, None, None, None, 2, 1, 90, 0, 10, 0, *because)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], {"kind": "no_customers", "found": 0, "needed": 1}),
        (
            [customer("few_with_value", 0, 100)],
            {"kind": "few_with_value", "found": 0, "needed": 100},
        ),
        (
            [customer("not_fitted", None, None)],
            {"kind": "not_fitted", "found": 0, "needed": 0},
        ),
    ],
)
def test_the_page_is_given_the_reason(rows: list[tuple[Any, ...]], reason: dict[str, Any]) -> None:
    shop = Shop({read_outlook.OUTLOOKS: rows})
    assert read_outlook.read_outlook(shop, {})["unpredicted"] == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ((None, None, None), "no sale has a known customer"),
        (("few_customers", 45, 100), "it takes 100 known customers, and there are 45"),
        (("nobody_came", 0, 1), "nobody came in any of the windows of the past"),
        (("short_history", 120, 180), "it takes 180 days from the first sale to the last"),
    ],
)
def test_a_run_ends_with_the_reason(because: tuple[Any, ...], words: str) -> None:
    shop = Shop(
        {
            summary.REVENUE: [(10, 0, 10)],
            summary.CUSTOMERS: [(127, 0, dt.date(2024, 5, 8), 0, 0)],
            summary.OUTLOOK: [(90, None, None, *because)],
        }
    )
    text = io.StringIO()
    summary._print_customers(Console(file=text, width=80), shop)  # type: ignore[arg-type]
    [line] = [line for line in text.getvalue().splitlines() if line.startswith("Outlook")]
    assert f"nothing is predicted, so the risk of leaving is unknown: {words}" in line
    assert "too few" not in line
