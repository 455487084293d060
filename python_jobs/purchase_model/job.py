"""Fit the purchase model on today and on every cut of the back-test into mining.purchase_model."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from python_jobs.purchase_model import counting, spending
from python_jobs.purchase_model.counting import CountingModel
from python_jobs.purchase_model.fitting import fit_counting, fit_spending
from python_jobs.purchase_model.reading import (
    DAYS_OF_A_WEEK,
    Cut,
    SeenFrom,
    read_cuts,
    read_seen_from,
)
from python_jobs.purchase_model.reasons import nobody_came, short_history, too_few
from python_jobs.purchase_model.season import Season, Window, season_of
from python_jobs.purchase_model.settings import OutlookSettings, read_outlook_settings
from python_jobs.purchase_model.spending import SpendingModel
from python_jobs.warehouses.schema import PURCHASE_MODEL, Statement
from python_jobs.warehouses.warehouse import Warehouse
from python_jobs.words.language import LANGUAGES, read_language
from python_jobs.words.unpredicted import NO_CUSTOMERS, Unpredicted

log = logging.getLogger(__name__)

# A shift that differs beyond this digit says nothing else.
SEASON_DIGITS = 6
# The model of the one row that says why there is no other.
NO_MODEL = "none"


@dataclass(frozen=True)
class Fit:
    """The models of one cut and how they did in the windows after it.

    near_predicted, far_predicted: the mean probability of an order within the near and the far horizon.
    """

    cut: Cut
    orders: CountingModel
    spending: SpendingModel
    log_likelihood: float
    value_log_likelihood: float
    customers: int
    paying_customers: int
    near_predicted: float
    far_predicted: float
    near: Window | None
    far: Window | None
    seconds: float


@dataclass(frozen=True)
class FitResult:
    """What came of fitting: the number of fits and the customers of today's (0 without one).

    unpredicted: why nothing is predicted, in a sentence without a full stop; None where something is.
    """

    fits: int
    customers: int
    unpredicted: str | None


def fit(warehouse: Warehouse, variables: Mapping[str, Any]) -> FitResult:
    """Fit every cut, and replace all fits in one transaction; a failure leaves the old ones.

    Where nothing can be fitted today, a row that says why is all that is left: an older fit would predict what
    today's cannot.
    """
    settings = read_outlook_settings(variables)
    cuts = read_cuts(warehouse)
    fits, reason = _fits(warehouse, cuts, settings)
    rows = _rows(cuts, fits, settings)
    if cuts and reason and not fits:
        rows = [_no_fit(cuts[-1], settings, reason)]
    warehouse.create_tables()
    warehouse.change(_replace(rows))
    if reason is None:
        return FitResult(len(fits), fits[0].customers, None)
    sentence = reason.sentence(read_language(LANGUAGES[0]))
    log.info("Nothing is predicted, and churn_risk is unknown: %s.", sentence)
    return FitResult(len(fits), fits[0].customers if fits else 0, sentence)


def _fits(
    warehouse: Warehouse, cuts: list[Cut], settings: OutlookSettings
) -> tuple[dict[int, Fit], Unpredicted | None]:
    """The fits of all cuts, the longest ago first, and why nothing is predicted by them.

    There are none where there is none of today.
    """
    fits: dict[int, Fit] = {}
    for cut in cuts:
        seen = read_seen_from(warehouse, cut)
        lack = too_few(seen, settings)
        if lack is None:
            fits[cut.number] = _fit(cut, seen, settings)
        elif cut.number == 0:
            return {}, lack
    if not fits:
        return {}, NO_CUSTOMERS
    windows = [window for one in fits.values() for window in (one.near, one.far) if window]
    if empty := nobody_came(windows):
        return {}, empty
    return fits, short_history(cuts[-1], settings)


def _fit(cut: Cut, seen: SeenFrom, settings: OutlookSettings) -> Fit:
    """The models of a cut."""
    started = time.monotonic()
    histories, values = seen.histories, seen.values
    orders, value = fit_counting(histories), fit_spending(values)

    total = histories.total

    def predicted(days: int) -> float:
        chances = counting.probability_of_order(orders, histories, days / DAYS_OF_A_WEEK)
        return histories.sum(chances) / total

    def window(share: float, buyers: float | None) -> Window | None:
        if buyers is None:
            return None
        return Window(cut.date, cut.history_days, total, share, buyers / total)

    near, far = predicted(settings.horizon_days), predicted(2 * settings.horizon_days)

    return Fit(
        cut=cut,
        orders=orders,
        spending=value,
        log_likelihood=counting.log_likelihood(orders, histories),
        value_log_likelihood=spending.log_likelihood(value, values),
        customers=total,
        paying_customers=values.total,
        near_predicted=near,
        far_predicted=far,
        near=window(near, seen.near_buyers),
        far=window(far, seen.far_buyers),
        seconds=time.monotonic() - started,
    )


def _rows(
    cuts: list[Cut], fits: Mapping[int, Fit], settings: OutlookSettings
) -> list[dict[str, Any]]:
    """The rows of mining.purchase_model."""
    dates = {cut.number: cut.date for cut in cuts}
    near = {number: one.near for number, one in fits.items() if one.near}
    far = {number: one.far for number, one in fits.items() if one.far}
    fitted_at = _now()
    days = settings.horizon_days
    return [
        {
            "model": one.orders.kind,
            "as_of_date": one.cut.date,
            "is_current": int(number == 0),
            "r": one.orders.r,
            "alpha": one.orders.alpha,
            "a": one.orders.a,
            "b": one.orders.b,
            "p": one.spending.p,
            "q": one.spending.q,
            "v": one.spending.v,
            "log_likelihood": round(one.log_likelihood, 3),
            "value_log_likelihood": round(one.value_log_likelihood, 3),
            "customers": one.customers,
            "paying_customers": one.paying_customers,
            "data_from": one.cut.data_from,
            "horizon_days": days,
            **_season("", season_of(number, dates, near, days, one.near_predicted)),
            **_season("_double", season_of(number, dates, far, 2 * days, one.far_predicted)),
            "settings": settings.text,
            "seconds": round(one.seconds, 3),
            "fitted_at": fitted_at,
            "unpredicted_because": None,
            "unpredicted_found": None,
            "unpredicted_needed": None,
        }
        for number, one in fits.items()
    ]


def _no_fit(cut: Cut, settings: OutlookSettings, reason: Unpredicted) -> dict[str, Any]:
    """The row of mining.purchase_model that stands in the place of fits, and says why there are none."""
    row: dict[str, Any] = {
        column.name: {"int": 0, "double": 0.0}.get(column.kind) for column in PURCHASE_MODEL.columns
    }
    return row | {
        "model": NO_MODEL,
        "as_of_date": cut.date,
        "is_current": 1,
        "data_from": cut.data_from,
        "horizon_days": settings.horizon_days,
        "season_factor": 1.0,
        "season_factor_double": 1.0,
        "settings": settings.text,
        "fitted_at": _now(),
        "unpredicted_because": reason.kind,
        "unpredicted_found": reason.found,
        "unpredicted_needed": reason.needed,
    }


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def _season(suffix: str, season: Season) -> dict[str, float]:
    return {
        f"season_shift{suffix}": round(season.shift, SEASON_DIGITS),
        f"season_factor{suffix}": round(season.factor, SEASON_DIGITS),
    }


def _replace(rows: list[dict[str, Any]]) -> list[Statement]:
    names = PURCHASE_MODEL.column_names
    insert = (
        f"insert into {PURCHASE_MODEL.full_name} ({', '.join(names)}) "
        f"values ({', '.join('?' for _ in names)})"
    )
    delete: Statement = (f"delete from {PURCHASE_MODEL.full_name}", [])
    return [delete, *((insert, [row[name] for name in names]) for row in rows)]
