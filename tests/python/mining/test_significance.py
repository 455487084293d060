from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from python_jobs.mining.significance import (
    benjamini_hochberg,
    bonferroni,
    fisher_p_values,
    largest_significant,
)

P_VALUES = st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.001, 0.01, 0.05, 1.0]), min_size=1)


@st.composite
def tables(draw) -> tuple[int, int, int, int]:
    """both, antecedent, consequent, total that fit together."""
    both, only_one, only_other, neither = draw(st.tuples(*[st.integers(0, 60)] * 4))
    return both, both + only_one, both + only_other, both + only_one + only_other + neither


def exact_tail(both: int, antecedent: int, consequent: int, total: int) -> Fraction:
    """P(X >= both) in whole numbers, without any rounding."""
    ways = sum(
        comb(antecedent, k) * comb(total - antecedent, consequent - k)
        for k in range(both, min(antecedent, consequent) + 1)
    )
    return Fraction(ways, comb(total, consequent))


def one_table(both: int, antecedent: int, consequent: int, total: int) -> float:
    one, left, right = (np.array([count]) for count in (both, antecedent, consequent))
    return float(fisher_p_values(one, left, right, total)[0])


def test_a_lady_tasting_tea() -> None:
    """Fisher's own example: all 4 of 4 among 8 cups, 1 way of 70; at least 3, 17 of 70."""
    assert one_table(4, 4, 4, 8) == pytest.approx(1 / 70, rel=1e-12)
    assert one_table(3, 4, 4, 8) == pytest.approx(17 / 70, rel=1e-12)
    assert one_table(0, 4, 4, 8) == 1.0


@settings(derandomize=True, deadline=None, max_examples=300)
@given(tables())
def test_equals_the_exact_sum_and_scipy(table) -> None:
    both, antecedent, consequent, total = table
    ours = one_table(*table)
    assert ours == pytest.approx(float(exact_tail(*table)), rel=1e-11)
    cells = [[both, antecedent - both], [consequent - both, total - antecedent - consequent + both]]
    assert ours == pytest.approx(stats.fisher_exact(cells, "greater").pvalue, rel=1e-9)


def test_far_tails_of_large_tables_keep_their_digits() -> None:
    random = np.random.default_rng(3)
    antecedent, consequent = random.integers(1, 6000, (2, 3000))
    both = (random.random(3000) ** 2 * np.minimum(antecedent, consequent)).astype(np.int64)
    ours = fisher_p_values(both, antecedent, consequent, 39_516)
    scipys = stats.hypergeom.sf(both - 1, 39_516, antecedent, consequent)
    representable = scipys > 1e-300
    assert (scipys[representable] < 1e-200).sum() > 50
    np.testing.assert_allclose(ours[representable], scipys[representable], rtol=1e-8)
    assert ours[~representable].max() < 1e-299
    mirror = fisher_p_values(both, consequent, antecedent, 39_516)
    np.testing.assert_array_equal(ours, mirror)


@pytest.mark.parametrize("table", [(5, 4, 9, 20), (1, 15, 15, 20), (-1, 4, 4, 20)])
def test_impossible_tables_are_refused(table) -> None:
    with pytest.raises(ValueError, match="contradict"):
        one_table(*table)


def test_no_tables_give_no_p_values() -> None:
    none = np.empty(0, dtype=np.int64)
    assert len(fisher_p_values(none, none, none, 0)) == 0


@settings(derandomize=True)
@given(P_VALUES)
def test_corrections_equal_scipy_and_the_definition(values) -> None:
    p_values = np.array(values)
    np.testing.assert_allclose(
        benjamini_hochberg(p_values), stats.false_discovery_control(p_values), rtol=1e-12
    )
    np.testing.assert_array_equal(bonferroni(p_values, 40), np.minimum(p_values * 40, 1))


@settings(derandomize=True)
@given(P_VALUES, st.sampled_from([0.01, 0.05, 0.2]))
def test_one_limit_says_which_adjusted_values_are_significant(values, level) -> None:
    """With every p-value standing for two mirror rules, as the miner keeps them."""
    p_values = np.array(values)
    rules = np.repeat(p_values, 2)
    hochberg = largest_significant(p_values, level, "benjamini-hochberg", len(rules))
    np.testing.assert_array_equal(rules <= hochberg, benjamini_hochberg(rules) <= level)
    limit = largest_significant(p_values, level, "bonferroni", len(rules))
    np.testing.assert_array_equal(rules <= limit, bonferroni(rules, len(rules)) <= level)
