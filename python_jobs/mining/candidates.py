"""All rules of frequent itemsets: which are tested, and which pass the thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from python_jobs.mining.itemsets import MOST_RULES, Itemsets, refuse_more_than
from python_jobs.mining.significance import fisher_p_values
from python_jobs.mining.subsets import ItemsetIndex, Parts

# Quotients this close to a threshold are compared again in whole numbers.
NEAR = 1e-9

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Candidates:
    """Rules as arrays of one length.

    A side is a row of Itemsets.by_size[size - 1]: its size int64[n] and its row int64[n]. Counts
    are baskets, int64[n]; p_value is one-sided Fisher, uncorrected, float64[n]; is_redundant
    says that a rule with a smaller antecedent and the same consequent is at least as confident.
    """

    antecedent_size: Numbers
    antecedent_row: Numbers
    consequent_size: Numbers
    consequent_row: Numbers
    both: Numbers
    antecedent: Numbers
    consequent: Numbers
    p_value: npt.NDArray[np.float64]
    is_redundant: Flags

    def __len__(self) -> int:
        return len(self.both)


@dataclass(frozen=True)
class Thresholds:
    """What a rule must reach, as exact fractions."""

    min_confidence: Fraction
    min_lift: Fraction


@dataclass(frozen=True)
class Tested:
    """What came of testing all rules.

    passed: the rules that reach both thresholds, in a deterministic order.
    p_values: float64[tests / 2], of every pair of mirror rules once, whether it passed or not.
    tests: number of all rules tested.
    """

    passed: Candidates
    p_values: npt.NDArray[np.float64]
    tests: int


def judge_rules(itemsets: Itemsets, goods: int, thresholds: Thresholds) -> Tested:
    """Split every frequent itemset of two goods and more in every way into a rule, and test it.

    goods: number of items that the itemsets number. Works on runs of itemsets, so that memory
    grows with the rules that pass and 8 bytes per pair of mirror rules.

    Raises TooManyRules when more than MOST_RULES pass.
    """
    index = ItemsetIndex.of(itemsets, goods)
    passed: list[Candidates] = [_no_candidates()]
    p_values: list[npt.NDArray[np.float64]] = [np.empty(0)]
    found = 0
    for size in range(2, len(itemsets.by_size) + 1):
        for parts in index.parts(size):
            for mask, mirror, shared in _tested_splits(parts, itemsets.total_baskets):
                p_values.append(shared)
                for antecedent in (mask, mirror):
                    kept = _passing(parts, antecedent, itemsets.total_baskets, thresholds)
                    passed.append(_candidates(parts, antecedent, kept, shared[kept]))
                    found += len(kept)
                    refuse_more_than(MOST_RULES, found, "rules")
    every_p_value = np.concatenate(p_values)
    return Tested(_join(passed), every_p_value, 2 * len(every_p_value))


def at_least(numerator: Numbers, denominator: Numbers, threshold: Fraction) -> Flags:
    """numerator / denominator >= threshold, exactly: bool[n].

    Denominators are positive and products below 2**63. Floating point decides all quotients
    that are clearly on one side, whole numbers of any length the rest.
    """
    quotient = numerator / denominator
    limit = float(threshold)
    result = np.asarray(quotient >= limit)
    for row in np.flatnonzero(np.abs(quotient - limit) <= NEAR * max(abs(limit), 1.0)).tolist():
        exact = int(numerator[row]) * threshold.denominator
        result[row] = exact >= int(denominator[row]) * threshold.numerator
    return result


def _tested_splits(
    parts: Parts, total_baskets: int
) -> Iterator[tuple[int, int, npt.NDArray[np.float64]]]:
    """Each split of the itemsets into two sides once: both masks and the shared p-values."""
    whole = (1 << parts.size) - 1
    both = parts.counts[whole]
    # The mirror of a mask without the last good is the one with it.
    for mask in range(1, 1 << (parts.size - 1)):
        mirror = whole ^ mask
        sides = parts.counts[mask], parts.counts[mirror]
        yield mask, mirror, fisher_p_values(both, *sides, total_baskets)


def _passing(
    parts: Parts, mask: int, total_baskets: int, thresholds: Thresholds
) -> npt.NDArray[np.intp]:
    """Which itemsets make a rule that passes, with this part as antecedent and the rest after."""
    whole = (1 << parts.size) - 1
    both, antecedent, consequent = (parts.counts[part] for part in (whole, mask, whole ^ mask))
    confident = np.flatnonzero(at_least(both, antecedent, thresholds.min_confidence))
    together = both[confident] * total_baskets
    by_chance = antecedent[confident] * consequent[confident]
    return confident[at_least(together, by_chance, thresholds.min_lift)]


def _candidates(
    parts: Parts, mask: int, kept: npt.NDArray[np.intp], p_value: npt.NDArray[np.float64]
) -> Candidates:
    """The rules of the kept itemsets with this part as antecedent; p_value is theirs alone."""
    whole = (1 << parts.size) - 1
    rest = whole ^ mask
    return Candidates(
        antecedent_size=np.full(len(kept), mask.bit_count()),
        antecedent_row=parts.numbers[mask, kept],
        consequent_size=np.full(len(kept), rest.bit_count()),
        consequent_row=parts.numbers[rest, kept],
        both=parts.counts[whole, kept],
        antecedent=parts.counts[mask, kept],
        consequent=parts.counts[rest, kept],
        p_value=p_value,
        is_redundant=_redundant(parts, mask, kept),
    )


def _redundant(parts: Parts, mask: int, kept: npt.NDArray[np.intp]) -> Flags:
    """Does some smaller, non-empty part of the antecedent do as well: bool[len(kept)].

    Compares both'/antecedent' >= both/antecedent crosswise, in whole numbers.
    """
    whole = (1 << parts.size) - 1
    rest = whole ^ mask
    both, antecedent = parts.counts[whole, kept], parts.counts[mask, kept]
    redundant = np.zeros(len(kept), dtype=bool)
    part = (mask - 1) & mask
    while part:
        smaller_both, smaller = parts.counts[part | rest, kept], parts.counts[part, kept]
        redundant |= smaller_both * antecedent >= both * smaller
        part = (part - 1) & mask
    return redundant


def _join(parts: list[Candidates]) -> Candidates:
    return Candidates(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Candidates)
        }
    )


def _no_candidates() -> Candidates:
    none = np.empty(0, dtype=np.int64)
    no_flags = np.empty(0, dtype=bool)
    return Candidates(none, none, none, none, none, none, none, np.empty(0), no_flags)
