"""A column that a feed names for two fields: which pairs are meant, and which ones are refused."""

from __future__ import annotations

import pytest

from python_jobs.landing.feeds.check import find_problems
from python_jobs.landing.feeds.load import load_feed
from tests.python.conftest import ROOT

COLUMNS = {"invoice": "Nr", "invoice_date": "Tag", "stock_code": "Art", "quantity": "Stk", "price": "Preis"}  # fmt: skip


def problems(**more: object) -> list[str]:
    return list(find_problems({"columns": COLUMNS | more}))


def test_one_column_for_the_customer_and_the_order_is_refused() -> None:
    [told] = problems(customer_id="NR")
    assert told == (
        "invoice and customer_id are both read from one column; correct the line  invoice: Nr  or the line  customer_id: NR"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"quantity": "Preis"},
        {"country": "Wer", "customer_id": "Wer"},
        {"stock_code": "Nr"},
        {"line_amount": "Preis"},
        {"returned_quantity": ["Stk"]},
        {"returned_amount": "Summe", "line_amount": "Summe"},
        {"discount": ["Rabatt", "Rabatt"]},
    ],
)
def test_other_pairs_that_are_refused(more: dict[str, object]) -> None:
    assert len(problems(**more)) == 1


def test_one_place_for_two_fields_is_refused() -> None:
    places = {one: at for at, one in enumerate(COLUMNS, start=2)} | {"invoice": 1, "customer_id": 1}
    [told] = find_problems({"columns": places})
    assert "invoice and customer_id are both read from one column" in told


@pytest.mark.parametrize(
    "more",
    [
        {"invoice_time": "Tag"},
        {"description": "Art"},
        {"invoice": "Tag"},
        {"invoice": ["Wer", "Tag"], "customer_id": "Wer"},
        {"line_number": "Nr"},
        {"currency": "Preis"},
        {"price_per": "Stk"},
        {"quantity": 1, "line_amount": "Preis"},
        {"invoice": [1, 2], "invoice_date": 2, "stock_code": 3, "quantity": 4, "price": 5},
    ],
)
def test_pairs_that_are_meant(more: dict[str, object]) -> None:
    assert problems(**more) == []


def test_the_feeds_of_the_project_name_no_column_twice() -> None:
    assert all(load_feed(path) for path in (ROOT / "feeds").glob("*.yml"))
