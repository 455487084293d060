from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from mlxtend.frequent_patterns import association_rules, fpgrowth
from scipy import stats

from python_jobs.mining import measures

from .examples import random_baskets

TOTAL = 12
# both, antecedent, consequent out of 12
COUNTS = np.array([[3, 4, 6], [4, 4, 6], [1, 6, 6], [12, 12, 12], [2, 4, 6]], dtype=np.int64).T


def test_by_hand() -> None:
    """Of 12 baskets: 3 of 4 antecedents hold a consequent that 6 baskets hold, and so on.

    confidence 3/4; lift 3*12 / (4*6) = 3/2; leverage 3/12 - 4/12*6/12 = 1/12;
    conviction (1 - 6/12) / (1 - 3/4) = 2; Zhang (1/12) / max(3/12*8/12, 4/12*3/12) = 1/2.
    The second rule never fails, the third is negative, the fourth has no counter-example at all,
    the fifth is independent.
    """
    both, antecedent, _ = COUNTS
    table = (*COUNTS, TOTAL)
    np.testing.assert_allclose(measures.support(both, TOTAL), [1 / 4, 1 / 3, 1 / 12, 1, 1 / 6])
    np.testing.assert_allclose(measures.confidence(both, antecedent), [3 / 4, 1, 1 / 6, 1, 1 / 2])
    np.testing.assert_allclose(measures.lift(*table), [3 / 2, 2, 1 / 3, 1, 1])
    np.testing.assert_allclose(measures.leverage(*table), [1 / 12, 1 / 6, -1 / 6, 0, 0])
    np.testing.assert_allclose(measures.conviction(*table), [2, np.inf, 3 / 5, np.inf, 1])
    np.testing.assert_allclose(measures.zhangs_metric(*table), [1 / 2, 3 / 4, -4 / 5, 0, 0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_measure_equals_mlxtend() -> None:
    baskets = random_baskets(baskets=300, goods=25, largest=15)
    goods = sorted(set().union(*baskets))
    table = pd.DataFrame([[good in basket for good in goods] for basket in baskets], columns=goods)
    rules = association_rules(
        fpgrowth(table, min_support=0.01, use_colnames=True, max_len=3),
        metric="support",
        min_threshold=0,
    )
    total = len(baskets)
    both, antecedent, consequent = (
        (rules[name] * total).round().to_numpy(np.int64)
        for name in ("support", "antecedent support", "consequent support")
    )
    assert len(rules) > 1000
    counts = (both, antecedent, consequent, total)
    for name, ours in {
        "support": measures.support(both, total),
        "confidence": measures.confidence(both, antecedent),
        "lift": measures.lift(*counts),
        "leverage": measures.leverage(*counts),
        "conviction": measures.conviction(*counts),
        "zhangs_metric": measures.zhangs_metric(*counts),
    }.items():
        np.testing.assert_allclose(ours, rules[name], rtol=1e-9, atol=1e-12, err_msg=name)


def test_mirror_rules_share_lift_and_leverage_to_the_bit() -> None:
    random = np.random.default_rng(7)
    antecedent, consequent = stats.randint(50, 5000).rvs((2, 10_000), random_state=random)
    both = (np.minimum(antecedent, consequent) * random.random(10_000)).astype(np.int64)
    for measure in (measures.lift, measures.leverage):
        one = measure(both, antecedent, consequent, 39_516)
        np.testing.assert_array_equal(one, measure(both, consequent, antecedent, 39_516))
