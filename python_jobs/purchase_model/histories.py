"""Purchase histories as arrays: equal histories once, with how many customers have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Distinct = tuple[Floats, npt.NDArray[np.intp]]


@dataclass(frozen=True)
class Histories:
    """When customers bought, as far as the models look: float64[n] each, one element per distinct history.

    repeats:   days with a purchase after the first one.
    last:      weeks from the first purchase to the last one; 0 without a repeat.
    age:       weeks from the first purchase to the day of the fit; never less than last.
    customers: how many customers have this history.
    """

    repeats: Floats
    last: Floats
    age: Floats
    customers: Floats

    @property
    def total(self) -> int:
        """Number of customers."""
        return round(float(self.customers.sum()))

    def sum(self, values: npt.NDArray[Any]) -> float:
        """The sum of a value of each customer: values has one element per row."""
        return _weighted_sum(self.customers, values)

    def by_repeats(self, function: Callable[[Floats], Floats]) -> Floats:
        """function(repeats): float64[n], worked out once for each different number of repeats."""
        return _spread(function, self._distinct_repeats)

    @cached_property
    def _distinct_repeats(self) -> Distinct:
        return _distinct(self.repeats)


@dataclass(frozen=True)
class OrderValues:
    """What customers spend: float64[n] each, one element per customer or per distinct pair.

    orders: days with a purchase that are counted, at least 1.
    mean:   their mean value, above 0, in the currency of the data.
    customers: how many customers have this pair.
    """

    orders: Floats
    mean: Floats
    customers: Floats

    @property
    def total(self) -> int:
        """Number of customers."""
        return round(float(self.customers.sum()))

    def sum(self, values: npt.NDArray[Any]) -> float:
        """The sum of a value of each customer: values has one element per row."""
        return _weighted_sum(self.customers, values)

    def by_orders(self, function: Callable[[Floats], Floats]) -> Floats:
        """function(orders): float64[n], worked out once for each different number of orders."""
        return _spread(function, self._distinct_orders)

    @cached_property
    def _distinct_orders(self) -> Distinct:
        return _distinct(self.orders)


def _weighted_sum(weights: Floats, values: npt.NDArray[Any]) -> float:
    """The dot product without BLAS, whose threads wait for each other busily and for longer than it takes."""
    return float((weights * values).sum())


def _distinct(counts: Floats) -> Distinct:
    """The different values, and the position of each element's value among them."""
    values, positions = np.unique(counts, return_inverse=True)
    return values, positions


def _spread(function: Callable[[Floats], Floats], distinct: Distinct) -> Floats:
    values, positions = distinct
    return np.asarray(function(values)[positions])
