"""Batches are read while those before them are worked on: in their order, with their errors, and closed."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import closing

import pytest

from python_jobs.core.ahead import one_ahead


class Source:
    """Numbers, of which the one that is being made is known, and whether it was closed."""

    def __init__(self, most: int, fails_at: int | None = None) -> None:
        self.most, self.fails_at = most, fails_at
        self.made: list[int] = []
        self.thread = ""
        self.is_closed = False
        self.has_made = threading.Event()

    def items(self) -> Generator[int, None, None]:
        try:
            for one in range(self.most):
                if one == self.fails_at:
                    raise ValueError(f"number {one}")
                self.thread = threading.current_thread().name
                self.made.append(one)
                if one:
                    self.has_made.set()
                yield one
        finally:
            self.is_closed = True


def test_all_come_in_their_order_out_of_another_thread() -> None:
    source = Source(50)
    assert list(one_ahead(source.items())) == list(range(50))
    assert source.thread != threading.current_thread().name
    assert source.is_closed


def test_the_next_one_is_made_while_this_one_is_worked_on() -> None:
    source = Source(5)
    with closing(one_ahead(source.items())) as items:
        assert next(items) == 0
        assert source.has_made.wait(timeout=60)


def test_an_error_comes_in_its_place() -> None:
    source = Source(5, fails_at=3)
    found = []
    with pytest.raises(ValueError, match="number 3"):
        for one in one_ahead(source.items()):
            found.append(one)
    assert found == [0, 1, 2]


def test_who_stops_early_closes_the_source() -> None:
    source = Source(1000)
    with closing(one_ahead(source.items())) as items:
        next(items)
    assert source.is_closed
    assert len(source.made) <= 2


def test_nothing_is_no_item() -> None:
    assert list(one_ahead(Source(0).items())) == []
