"""Why nothing is predicted: the one thing that is missing, with what it takes and what there is.

It is kept in mining.purchase_model, so that everybody who asks is told the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from python_jobs.purchase_model.reading import Cut, SeenFrom
from python_jobs.purchase_model.season import Window
from python_jobs.purchase_model.settings import OutlookSettings
from python_jobs.words.unpredicted import NO_CUSTOMERS, Unpredicted

# Of so many customers one must have come back, or there is nothing to fit.
CUSTOMERS_FOR_A_REPEATER = 10


def too_few(seen: SeenFrom, settings: OutlookSettings) -> Unpredicted | None:
    """What a fit of these customers lacks; None where nothing."""
    histories = seen.histories
    least = settings.min_customers
    least_back = ceil(least / CUSTOMERS_FOR_A_REPEATER)
    came_back = round(histories.sum(histories.repeats > 0))
    if histories.total == 0:
        return NO_CUSTOMERS
    if histories.total < least:
        return Unpredicted("few_customers", histories.total, least)
    if seen.values.total < least:
        return Unpredicted("few_with_value", seen.values.total, least)
    if came_back < least_back:
        return Unpredicted("few_came_back", came_back, least_back)
    return None


def nobody_came(windows: Iterable[Window]) -> Unpredicted | None:
    """That the test on the past is empty: there were windows, and nobody came in any. With a single buyer there
    is something that predictions can be measured by, and shops with a season have most windows without any."""
    tested = list(windows)
    if tested and not any(window.actual > 0 for window in tested):
        return Unpredicted("nobody_came", 0, 1)
    return None


def short_history(today: Cut, settings: OutlookSettings) -> Unpredicted | None:
    """That the horizon is longer than half of the history: the models are fitted, but nothing is predicted."""
    needed = 2 * settings.horizon_days
    if today.history_days < needed:
        return Unpredicted("short_history", today.history_days, needed)
    return None
