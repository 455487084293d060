"""What the season does: the model knows none, so last year tells what it missed in the same window.

A shift of the log-odds of an order and a factor of the expected orders are taken over from the same window
one year (four cuts) earlier when the model of that day had half a year of history, and only where doing so
would have helped at the cuts whose windows had already ended. A window in which nobody came tells as much as any
other, and more: a shop that is closed in spring sells nothing in the next one either.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

CUTS_OF_A_YEAR = 4
LEAST_HISTORY_DAYS = 182


@dataclass(frozen=True)
class Window:
    """How a model did in the window after its cut.

    predicted: the mean probability of an order; actual: the share of customers who ordered.
    """

    cut_date: dt.date
    history_days: int
    customers: int
    predicted: float
    actual: float

    @property
    def miss(self) -> float:
        """The log-odds by which the prediction was too low. Half a customer keeps it finite."""
        return self._log_odds(self.actual) - self._log_odds(self.predicted)

    @property
    def ratio(self) -> float:
        """How many ordered for each that was expected. Where nobody did, half a customer keeps it above 0."""
        return max(self.actual, 0.5 / self.customers) / self.predicted

    def _log_odds(self, share: float) -> float:
        share = (share * self.customers + 0.5) / (self.customers + 1.0)
        return math.log(share / (1.0 - share))


@dataclass(frozen=True)
class Season:
    """What to add to the log-odds of an order, and what to multiply expected orders by."""

    shift: float = 0.0
    factor: float = 1.0


def season_of(
    cut: int,
    cut_dates: Mapping[int, dt.date],
    windows: Mapping[int, Window],
    horizon_days: int,
    predicted: float,
) -> Season:
    """The season of the window after a cut; none where last year does not tell or would not have helped.

    predicted: the mean probability of an order in that window, of any season. No more can come than all: a last year
    in which hardly anybody was expected would multiply the orders of this one without end.

    cut_dates and windows are by the number of the cut: 0 is today, larger ones are longer ago; windows has
    those whose outcome is known today.
    """
    known = {
        number: window
        for number, window in windows.items()
        if window.cut_date + dt.timedelta(days=horizon_days) <= cut_dates[cut]
    }
    last_year = _last_year(cut, known)
    if last_year is None or not _helped(known):
        return Season()
    most = 1.0 / predicted if predicted > 0 else last_year.ratio
    return Season(last_year.miss, min(last_year.ratio, most))


def _last_year(cut: int, windows: Mapping[int, Window]) -> Window | None:
    window = windows.get(cut + CUTS_OF_A_YEAR)
    if window is None or window.history_days < LEAST_HISTORY_DAYS:
        return None
    return window if window.predicted > 0 else None


def _helped(windows: Mapping[int, Window]) -> bool:
    """Whether the misses of these windows would have been smaller, all in all, with last year's shift."""
    without = shifted = 0.0
    for number, window in windows.items():
        last_year = _last_year(number, windows)
        if last_year:
            without += abs(window.miss)
            shifted += abs(window.miss - last_year.miss)
    return shifted < without
