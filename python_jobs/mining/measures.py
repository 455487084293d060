"""Measures of an association rule "antecedent => consequent", from four integer counts.

Every function is vectorised over rules and returns float64[n]. Its arguments are int64 arrays:

both:          baskets that hold antecedent and consequent together
antecedent:    baskets that hold the antecedent (at least 1, at least `both`)
consequent:    baskets that hold the consequent (at least 1, at least `both`)
total_baskets: all baskets, one integer (at least 1)

Products are taken in integers and divided once, so each value is the correctly rounded quotient
while the products stay below 2**53, and mirror rules get the very same lift and leverage.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def support(both: Counts, total_baskets: int) -> Values:
    """Share of the baskets that hold the whole rule: both / total.

    Source: Agrawal, Imielinski, Swami, "Mining association rules between sets of items in large
    databases", SIGMOD 1993.
    """
    return both / total_baskets


def confidence(both: Counts, antecedent: Counts) -> Values:
    """Share of the antecedent's baskets that also hold the consequent: both / antecedent.

    Source: Agrawal, Imielinski, Swami, SIGMOD 1993.
    """
    return both / antecedent


def lift(both: Counts, antecedent: Counts, consequent: Counts, total_baskets: int) -> Values:
    """How many times more often than by chance: both * total / (antecedent * consequent).

    1 means independent. Source: Brin, Motwani, Ullman, Tsur, "Dynamic itemset counting and
    implication rules for market basket data", SIGMOD 1997 (there called interest).
    """
    return (both * total_baskets) / (antecedent * consequent)


def leverage(both: Counts, antecedent: Counts, consequent: Counts, total_baskets: int) -> Values:
    """Share of baskets above what chance gives: both/total - antecedent*consequent/total**2.

    Source: Piatetsky-Shapiro, "Discovery, analysis, and presentation of strong rules", 1991.
    """
    surplus = both * total_baskets - antecedent * consequent
    return surplus / float(total_baskets) ** 2


def conviction(both: Counts, antecedent: Counts, consequent: Counts, total_baskets: int) -> Values:
    """How many times more often the rule would fail if both sides were independent.

    (1 - consequent/total) / (1 - confidence), that is
    antecedent * (total - consequent) / (total * (antecedent - both)).
    Infinite when the rule never fails. Source: Brin, Motwani, Ullman, Tsur, SIGMOD 1997.
    """
    failures = total_baskets * (antecedent - both)
    expected = antecedent * (total_baskets - consequent)
    never_fails = failures == 0
    return np.where(never_fails, np.inf, expected / np.where(never_fails, 1, failures))


def zhangs_metric(
    both: Counts, antecedent: Counts, consequent: Counts, total_baskets: int
) -> Values:
    """Association from -1 (never together) over 0 (independent) to 1 (always together).

    leverage / max(support * (1 - P(A)), P(A) * (P(C) - support)), that is, with counts,
    (both*total - A*C) / max(both * (total - A), A * (C - both)); 0 when both terms of the
    maximum are 0. Source: T. Zhang, "Association rules", PAKDD 2000, LNCS 1805, 245-256.
    """
    surplus = both * total_baskets - antecedent * consequent
    scale = np.maximum(both * (total_baskets - antecedent), antecedent * (consequent - both))
    return np.where(scale == 0, 0.0, surplus / np.where(scale == 0, 1, scale))
