"""Is a rule more than chance? Fisher's exact test from counts, corrected for all rules tested."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from python_jobs.mining.settings import Correction

# Tables worked on at a time, so that the arrays of a step stay in the cache.
TABLES_AT_A_TIME = 1 << 15
# A tail is summed until a further term no longer changes the sum.
NEGLIGIBLE = 1e-17

Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def fisher_p_values(
    both: Counts, antecedent: Counts, consequent: Counts, total_baskets: int
) -> Values:
    """One-sided p-value of Fisher's exact test: at least `both` baskets in common by chance.

    With both margins given, the common baskets of two independent sides are hypergeometric, and
    the p-value is its upper tail P(X >= both), with
    P(X = k) = C(antecedent, k) C(total - antecedent, consequent - k) / C(total, consequent).
    Sources: R. A. Fisher, "Statistical Methods for Research Workers", 1934, section 21.02; for
    rules M. Hahsler and K. Hornik, "New probabilistic interest measures for association rules",
    Intelligent Data Analysis 11(5), 2007.

    The arguments are int64[n] and describe n two-by-two tables with the same total. The result is
    float64[n] in [0, 1]. Its relative error stays below 1e-8 for totals up to a million baskets
    also far out in the tail, down to the smallest positive float; what is smaller is 0. Swapping
    antecedent and consequent gives the very same value.

    Raises ValueError when the counts of a table contradict each other.
    """
    _check_tables(both, antecedent, consequent, total_baskets)
    log_factorial = gammaln(np.arange(total_baskets + 1) + 1.0)
    p_values = np.empty(len(both), dtype=np.float64)
    for start in range(0, len(both), TABLES_AT_A_TIME):
        part = slice(start, start + TABLES_AT_A_TIME)
        smaller = np.minimum(antecedent[part], consequent[part])
        larger = np.maximum(antecedent[part], consequent[part])
        p_values[part] = _upper_tail(both[part], smaller, larger, total_baskets, log_factorial)
    return p_values


def benjamini_hochberg(p_values: Values) -> Values:
    """Adjusted p-values that control the share of false discoveries: float64[n], same order.

    The i-th smallest of n becomes min over j >= i of p_(j) * n / j, at most 1. Source:
    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57(1), 1995.
    """
    order = np.argsort(p_values)
    scaled = p_values[order] * len(p_values) / np.arange(1, len(p_values) + 1)
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def bonferroni(p_values: Values, tests: int) -> Values:
    """Adjusted p-values that control the chance of any false discovery: min(1, p * tests).

    tests: how many rules were tested, at least len(p_values). Source: O. J. Dunn, "Multiple
    comparisons among means", Journal of the American Statistical Association 56, 1961.
    """
    return np.minimum(p_values * float(tests), 1.0)


def largest_significant(
    p_values: Values, level: float, correction: Correction, tests: int
) -> float:
    """The largest p-value that is significant after correction; negative when none is.

    A rule is significant exactly when its own p-value is at most this one, so a few rules can be
    judged against all that were tested without keeping an adjusted value for each.

    p_values: float64[n], of all rules tested, or of each pair of mirror rules once: mirror rules
    share their p-value, so both ranks and number of tests double and the
    Benjamini-Hochberg threshold is the same. tests: the number of all rules, for Bonferroni.
    """
    candidates = np.sort(p_values[p_values <= level])
    if correction == "bonferroni":
        passing = bonferroni(candidates, tests) <= level
    else:
        rank = np.arange(1, len(candidates) + 1)
        passing = candidates * len(p_values) / rank <= level
    return float(candidates[passing].max()) if passing.any() else -1.0


def _check_tables(both: Counts, antecedent: Counts, consequent: Counts, total: int) -> None:
    possible = (
        (both >= 0)
        & (both <= antecedent)
        & (both <= consequent)
        & (antecedent + consequent - both <= total)
    )
    if not possible.all():
        raise ValueError("Counts contradict each other: no such two-by-two table exists.")


def _upper_tail(
    both: Counts, smaller: Counts, larger: Counts, total: int, log_factorial: Values
) -> Values:
    """P(X >= both), summed on the side of the mode where the terms fall.

    Above the mode that is the tail itself, to full relative accuracy. At or below it, one less
    the lower tail P(X <= both - 1), which loses nothing because the result is near 1.
    """
    rising = both * (total + 2) <= (smaller + 1) * (larger + 1)
    first = np.where(rising, both - 1, both)
    neither = total - smaller - larger
    # The lower tail is empty when fewer in common than `both` are impossible.
    certain = rising & ((first < 0) | (first + neither < 0))
    first = np.where(certain, both, first)
    log_term = _log_probability(first, smaller, larger, total, log_factorial)
    tail = np.exp(log_term) * _series(first, smaller, larger, neither, rising)
    tail = np.where(rising, 1.0 - tail, tail)
    return np.clip(np.where(certain, 1.0, tail), 0.0, 1.0)


def _log_probability(
    common: Counts, smaller: Counts, larger: Counts, total: int, log_factorial: Values
) -> Values:
    """log P(X = common) from the log factorials 0..total: float64[n]."""
    margins = log_factorial[smaller] + log_factorial[total - smaller]
    margins = margins + log_factorial[larger] + log_factorial[total - larger]
    cells = log_factorial[common] + log_factorial[smaller - common]
    cells = cells + log_factorial[larger - common]
    cells = cells + log_factorial[total - smaller - larger + common]
    log_probability: Values = margins - cells - log_factorial[total]
    return log_probability


def _series(
    first: Counts,
    smaller: Counts,
    larger: Counts,
    neither: Counts,
    downwards: npt.NDArray[np.bool_],
) -> Values:
    """Sum of P(X = k) / P(X = first) over k from first on, up or down: float64[n].

    Each term follows from the one before by the ratio of neighbouring probabilities:
    upwards (smaller - k)(larger - k) / ((k + 1)(neither + k + 1)), downwards its inverse.
    """
    k = first.astype(np.float64)
    above, below = np.stack((smaller - k, larger - k)), np.stack((k, neither + k))
    shrinking = np.where(downwards, below, above)
    growing = np.where(downwards, above, below)
    total = np.ones(len(first))
    term = np.ones(len(first))
    live = np.arange(len(first))
    sums = np.ones(len(first))
    while len(live):
        growing += 1.0
        term = term * (shrinking[0] * shrinking[1]) / (growing[0] * growing[1])
        shrinking -= 1.0
        total += term
        going = term > NEGLIGIBLE * total
        if 4 * np.count_nonzero(going) < 3 * len(live):
            sums[live] = total
            live, term, total = live[going], term[going], total[going]
            shrinking, growing = shrinking[:, going], growing[:, going]
    return sums
