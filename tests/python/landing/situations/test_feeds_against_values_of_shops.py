"""Lines of a feed about the form of values that the values of the file contradict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import FEED, read, table

COMMA = f'{FEED}decimal: ","\n'
DAY_FIRST = f'{FEED}date_format: "%Y-%d-%m"\n'


def lines(*prices: str) -> str:
    return table(
        *(f"{at},2024-05-17,A{at},Lamp,2,{price},K{at},DE" for at, price in enumerate(prices, 10))
    )


def days(*texts: str) -> str:
    return table(*(f"{at},{text},A{at},Lamp,2,40.00,K{at},DE" for at, text in enumerate(texts, 10)))


def test_a_price_that_is_read_by_a_comma_beside_points_is_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, lines("33.07", "9.92", "1.250"), COMMA)
    assert outcome.doubts == ["decimal_against_values"]
    assert "such as '33.07'" in outcome.sentences
    assert "'1.250' is read as 1250" in outcome.sentences


@pytest.mark.parametrize(
    "prices",
    [
        # Nothing is read otherwise than it is meant.
        ("33.07", "9.92"),
        # The values agree with the feed, or do not tell.
        ('"33,07"', "1.250"),
        ("1.250", "2.400"),
    ],
)
def test_a_comma_that_changes_nothing_is_not(tmp_path: Path, prices: tuple[str, ...]) -> None:
    assert read(tmp_path, lines(*prices), COMMA).doubts == []


def test_iso_dates_under_a_form_with_the_day_first_are_refused(tmp_path: Path) -> None:
    outcome = read(tmp_path, days("2024-05-10", "2024-05-11", "2024-05-13"), DAY_FIRST)
    assert (
        "a date like '2024-05-13' cannot be read as the line  date_format: \"%Y-%d-%m\" "
        in outcome.refused
    )


def test_dates_with_the_day_first_are_read(tmp_path: Path) -> None:
    outcome = read(tmp_path, days("2024-10-05", "2024-13-05"), DAY_FIRST)
    assert [text[:10] for text in outcome.column("invoice_date") if text] == [
        "2024-05-10",
        "2024-05-13",
    ]
