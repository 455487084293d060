"""BG/NBD and MBG/NBD: how often customers buy, and when they stop.

While a customer is active, purchases come at random with a rate of their own; the rates of all customers
are gamma-distributed (r, alpha). After a purchase a customer stops for good with a probability of their
own; these are beta-distributed (a, b). In BG/NBD (Fader, Hardie, Lee 2005, "Counting your customers the
easy way", Marketing Science 24) a customer may stop after each repeat purchase, so a customer who bought once is
active for ever; in MBG/NBD (Batislam, Denizel, Filiztekin 2007, "Empirical validation and comparison of
models for customer base analysis", IJRM 24) already after the first one.

Time is in weeks. The SQL of macros/rules/ scores by the same formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import betaln, digamma, gammaln, hyp2f1

from python_jobs.purchase_model.histories import Floats, Histories

Kind = Literal["mbg_nbd", "bg_nbd"]


@dataclass(frozen=True)
class CountingModel:
    """Four parameters, all above 0; alpha is in weeks."""

    kind: Kind
    r: float
    alpha: float
    a: float
    b: float

    @property
    def chances_to_stop(self) -> int:
        """How many chances to stop come before the first repeat purchase."""
        return 1 if self.kind == "mbg_nbd" else 0


def log_likelihood(model: CountingModel, histories: Histories) -> float:
    """The logarithm of the probability density of all histories: Fader et al., section 4.1; Batislam et
    al., section 3."""
    return histories.sum(_terms(model, histories)[0])


def with_gradient(model: CountingModel, histories: Histories) -> tuple[float, Floats]:
    """log_likelihood, and its derivatives by the logarithms of (r, alpha, a, b): float64[4]."""
    value, active = _terms(model, histories)
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    later, since = alpha + histories.age, alpha + histories.last
    stopped = 1.0 - active
    chances = model.chances_to_stop

    def of_b(x: Floats) -> Floats:
        stops = b + x + chances
        return np.asarray(digamma(stops) - digamma(b) + digamma(a + b) - digamma(a + stops))

    by_r = (
        histories.by_repeats(lambda x: np.asarray(digamma(r + x) - digamma(r)))
        + np.log(alpha)
        - active * np.log(later)
        - stopped * np.log(since)
    )
    by_alpha = r / alpha - (r + histories.repeats) * (active / later + stopped / since)
    by_a = (
        histories.by_repeats(lambda x: np.asarray(digamma(a + b) - digamma(a + b + x + chances)))
        + stopped / a
    )
    # where nobody can have stopped yet, stopped is 0 and only the division by 0 has to be kept away
    before = np.where(stopped > 0.0, b + histories.repeats + chances - 1.0, 1.0)
    by_b = histories.by_repeats(of_b) - stopped / before
    gradient = [histories.sum(part) for part in (r * by_r, alpha * by_alpha, a * by_a, b * by_b)]
    return histories.sum(value), np.array(gradient)


def probability_active(model: CountingModel, histories: Histories) -> Floats:
    """The probability that a customer has not stopped: float64[n]."""
    return _terms(model, histories)[1]


def probability_of_order(model: CountingModel, histories: Histories, weeks: float) -> Floats:
    """The probability of at least one purchase in the next weeks: float64[n]."""
    later = model.alpha + histories.age
    none = (later / (later + weeks)) ** (model.r + histories.repeats)
    return np.asarray(probability_active(model, histories) * (1.0 - none))


def expected_orders(model: CountingModel, histories: Histories, weeks: float) -> Floats:
    """The expected number of days with a purchase in the next weeks: float64[n].

    Fader et al., equation 10, with scipy's hypergeometric function; a must not be 1.
    """
    r, a = model.r, model.a
    x = histories.repeats
    stops = model.b + x + model.chances_to_stop
    later = model.alpha + histories.age
    z = weeks / (later + weeks)
    c = a + stops - 1.0
    series = hyp2f1(r + x, stops, c, z)
    left = 1.0 - (later / (later + weeks)) ** (r + x) * series
    return np.asarray(c / (a - 1.0) * left * probability_active(model, histories))


def _terms(model: CountingModel, histories: Histories) -> tuple[Floats, Floats]:
    """The log-likelihood of each history, and the probability of being active still: float64[n] each."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    chances = model.chances_to_stop

    def of_repeats(x: Floats) -> Floats:
        return np.asarray(
            gammaln(r + x)
            - gammaln(r)
            + r * np.log(alpha)
            + betaln(a, b + x + chances)
            - betaln(a, b)
        )

    def odds_to_stop(x: Floats) -> Floats:
        before = b + x + chances - 1.0
        may = (x > 0) | (chances == 1)
        return np.where(may, np.log(a / np.where(may, before, 1.0)), -np.inf)

    shape = r + histories.repeats
    active = -shape * np.log(alpha + histories.age)
    stopped = histories.by_repeats(odds_to_stop) - shape * np.log(alpha + histories.last)
    both = np.logaddexp(active, stopped)
    return histories.by_repeats(of_repeats) + both, np.exp(active - both)
