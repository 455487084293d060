"""The end of a run on a shop without customers says that there are none, and why."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from python_jobs.run import summary


class Shop:
    """A warehouse without customers: what was sold, and to how many whose name is known."""

    location = "warehouse"

    def __init__(self, gross: Decimal | None, buyers: int) -> None:
        self.gross, self.buyers = gross, buyers

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        answers: dict[str, list[tuple[Any, ...]]] = {
            summary.REVENUE: [(self.gross, Decimal(0), self.gross)],
            summary.CUSTOMERS: [(0, 0, None, 0, 0)],
            summary.BUYERS: [(self.buyers,)],
        }
        return answers[sql]


@pytest.mark.parametrize(
    ("gross", "buyers", "why"),
    [
        (None, 0, "none: nothing was sold"),
        (Decimal(0), 0, "none: nothing was sold"),
        (Decimal(50), 0, "none: no sale names one, so all who bought are guests"),
        (Decimal(50), 3, "none: on the day of the var as_of_date nobody had bought yet"),
    ],
)
def test_nobody_is_not_counted_as_of_none(gross: Decimal | None, buyers: int, why: str) -> None:
    """It said: 0 as of None, 0 whales."""
    said = io.StringIO()
    console = Console(file=said, width=200)
    assert not summary._print_customers(console, Shop(gross, buyers))  # type: ignore[arg-type]
    assert f"Customers  {why}\n" in said.getvalue()
    assert "None" not in said.getvalue()
    assert "Outlook" not in said.getvalue()
