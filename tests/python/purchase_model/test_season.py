"""Last year shifts a prediction only where it has history and would have helped."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from python_jobs.purchase_model.season import Season, Window, season_of

TODAY = dt.date(2011, 12, 10)
DATES = {number: TODAY - dt.timedelta(days=91 * number) for number in range(9)}
HORIZON = 90
PREDICTED = 0.2


def window(number: int, predicted: float, actual: float, history_days: int = 400) -> Window:
    return Window(DATES[number], history_days, 1_000, predicted, actual)


# Every autumn half of those who are expected to stay away come back, and every spring the reverse.
SEASONAL = {
    1: window(1, 0.30, 0.40),
    2: window(2, 0.40, 0.30),
    4: window(4, 0.35, 0.20),
    5: window(5, 0.30, 0.41),
    6: window(6, 0.40, 0.31),
}


def test_last_year_is_taken_over_where_it_would_have_helped() -> None:
    season = season_of(0, DATES, SEASONAL, HORIZON, PREDICTED)
    assert season.shift == pytest.approx(SEASONAL[4].miss)
    assert season.factor == pytest.approx(0.20 / 0.35)


def test_no_window_of_last_year_is_no_season() -> None:
    without = {number: one for number, one in SEASONAL.items() if number != 4}
    assert season_of(0, DATES, without, HORIZON, PREDICTED) == Season()


def test_a_fit_of_less_than_half_a_year_tells_no_season() -> None:
    young = SEASONAL | {4: window(4, 0.35, 0.20, history_days=181)}
    assert season_of(0, DATES, young, HORIZON, PREDICTED) == Season()


def test_what_would_not_have_helped_is_left_alone() -> None:
    erratic = SEASONAL | {1: window(1, 0.40, 0.30), 2: window(2, 0.30, 0.40)}
    assert season_of(0, DATES, erratic, HORIZON, PREDICTED) == Season()


def test_without_proof_nothing_is_shifted() -> None:
    unproven = {4: SEASONAL[4]}
    assert season_of(0, DATES, unproven, HORIZON, PREDICTED) == Season()


def test_a_cut_knows_nothing_of_later_windows() -> None:
    # for cut 1 only the windows that ended before it speak: number 2's did, its own and later ones did not
    before = season_of(1, DATES, SEASONAL, HORIZON, PREDICTED)
    assert before.shift == pytest.approx(SEASONAL[5].miss)
    spoiled = SEASONAL | {1: window(1, 0.9, 0.01)}
    assert season_of(1, DATES, spoiled, HORIZON, PREDICTED) == before


def test_nobody_and_everybody_are_finite() -> None:
    extremes = SEASONAL | {4: window(4, 0.99, 1.0)}
    assert abs(season_of(0, DATES, extremes, HORIZON, PREDICTED).shift) < 5


# A shop that sells in the last weeks of the year only: everybody who comes, comes in one window of four.
CLOSED_BUT_FOR_CHRISTMAS = {
    1: window(1, 0.16, 0.59),
    2: window(2, 0.19, 0.0),
    3: window(3, 0.21, 0.0),
    4: window(4, 0.23, 0.0),
    5: window(5, 0.15, 0.61),
    6: window(6, 0.18, 0.0),
    7: window(7, 0.22, 0.0),
    8: window(8, 0.26, 0.0),
}


def test_a_window_in_which_nobody_came_tells_the_season() -> None:
    season = season_of(0, DATES, CLOSED_BUT_FOR_CHRISTMAS, HORIZON, PREDICTED)
    odds = 0.2 / 0.8 * math.exp(season.shift)
    assert odds / (1.0 + odds) < 0.002
    assert 0.0 < season.factor < 0.01


def test_a_window_in_which_nobody_came_is_proof_as_well() -> None:
    # the only window that has one of last year before it is such a one
    proof = {number: CLOSED_BUT_FOR_CHRISTMAS[number] for number in (3, 4, 7)}
    assert season_of(0, DATES, proof, HORIZON, PREDICTED).shift == pytest.approx(proof[4].miss)


def test_no_more_orders_are_expected_than_if_everybody_came() -> None:
    # a year ago hardly anybody was expected, and many came
    opened = CLOSED_BUT_FOR_CHRISTMAS | {4: window(4, 0.02, 0.6)}
    season = season_of(0, DATES, opened, HORIZON, PREDICTED)
    assert season.shift == pytest.approx(opened[4].miss)
    assert season.factor == pytest.approx(1.0 / PREDICTED)
