"""What a driver of SQL Server does with answers that are no rows (no server here can be made to give them)."""

from __future__ import annotations

from typing import Any

import pytest

from python_jobs.core.errors import TransientError
from python_jobs.warehouses.sql_server_driver import MssqlPythonDriver


class Cursor:
    """Answers one result after the other; None is one without columns."""

    def __init__(self, *results: list[tuple[Any, ...]] | None) -> None:
        self._results = list(results)

    @property
    def description(self) -> list[tuple[str]] | None:
        return [("one",)] if self._results and self._results[0] is not None else None

    def execute(self, sql: str) -> None:
        return

    def nextset(self) -> bool:
        self._results.pop(0)
        return bool(self._results)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._results[0] or []


def driver(cursor: Cursor) -> MssqlPythonDriver:
    made = object.__new__(MssqlPythonDriver)
    made.cursor = cursor
    return made


def test_answers_without_columns_are_passed_over() -> None:
    assert driver(Cursor(None, None, [(1,)])).query("select 1") == [(1,)]


def test_a_query_without_a_result_may_be_tried_again() -> None:
    """It was told as 'NoneType' object is not iterable."""
    with pytest.raises(TransientError, match="without a result"):
        driver(Cursor(None)).query("select 1")
