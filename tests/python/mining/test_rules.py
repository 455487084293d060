from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from python_jobs.core.errors import TooManyRules
from python_jobs.mining import candidates, projection, subsets
from python_jobs.mining.baskets import encode_baskets
from python_jobs.mining.candidates import at_least
from python_jobs.mining.rules import RULE_COLUMNS, mine_rules
from python_jobs.mining.settings import ENGINES, RuleSettings

from . import brute_force
from .examples import DEGENERATE, LISTS_OF_BASKETS, encode, random_baskets

EVERYTHING = RuleSettings(min_support="0.000001", max_len=4, min_confidence=0, min_lift=0)


def sides(table: pd.DataFrame) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [
        (tuple(antecedents.split(" + ")), tuple(consequents.split(" + ")))
        for antecedents, consequents in zip(table.antecedents, table.consequents, strict=True)
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_by_hand(engine) -> None:
    """Eight baskets: bread+butter 3, bread+butter+jam 1, bread 1, jam 1, milk 2.

    Counts: bread 5, butter 4, jam 2, milk 2; bread+butter 4, bread+jam 1, butter+jam 1. With a
    support of 0.25 (2 of 8 baskets) only bread+butter is frequent among the pairs, so two rules
    are tested. butter => bread: confidence 4/4, lift 4*8/(4*5) = 1.6, leverage
    4/8 - 4/8*5/8 = 3/16, conviction infinite, Zhang (3/16)/max(1/2*1/2, 1/2*1/8) = 3/4.
    bread => butter: confidence 4/5, conviction (1/2)/(1/5) = 2.5, Zhang
    (3/16)/max(1/2*3/8, 5/8*0) = 1. Fisher: all four butters among the five breads of eight,
    C(5,4)/C(8,4) = 5/70 = 1/14; doubled by Bonferroni 1/7, and above 5 % either way.
    """
    baskets = [["bread", "butter"]] * 3 + [["bread", "butter", "jam"], ["bread"], ["jam"]]
    found = mine_rules(
        encode([*baskets, ["milk"], ["milk"]]), RuleSettings(0.25, 3, 0.2, 1), engine
    )
    assert (found.total_baskets, found.goods, found.min_count) == (8, 4, 2)
    assert (found.itemsets, found.rules_tested, found.rule_count) == (5, 2, 2)
    first, second = found.rules.drop(columns="rule_id").itertuples(index=False, name=None)
    expected = [1, 1, 4, 4, 5, 8, 0.5, 1.0, 1.6, 3 / 16, np.nan, 3 / 4, 1 / 14, 0, 0]
    assert first[:2] == ("butter", "bread")
    np.testing.assert_allclose(np.array(first[2:], float), expected, rtol=1e-12)
    expected = [1, 1, 4, 5, 4, 8, 0.5, 0.8, 1.6, 3 / 16, 2.5, 1.0, 1 / 14, 0, 0]
    assert second[:2] == ("bread", "butter")
    np.testing.assert_allclose(np.array(second[2:], float), expected, rtol=1e-12)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(LISTS_OF_BASKETS, st.integers(1, 4), st.sampled_from(["0.2", "0.5", "1"]))
def test_rules_equal_brute_force(baskets, min_count, min_confidence) -> None:
    total = max(len(baskets), 1)
    support = Fraction(min(min_count, total), total)
    # Rounded up in the last place, the decimal still means the same count.
    decimal = Decimal(support.numerator) / Decimal(support.denominator) - Decimal("1e-9")
    settings_ = RuleSettings(decimal, 4, min_confidence, 1)
    encoded = encode(baskets)
    found = mine_rules(encoded, settings_)
    itemsets = brute_force.frequent(baskets, found.min_count, 4)
    confidences = brute_force.rules(itemsets)
    tails = {
        rule: stats.hypergeom.sf(
            itemsets[tuple(sorted(rule[0] + rule[1]))] - 1,
            len(baskets),
            itemsets[rule[0]],
            itemsets[rule[1]],
        )
        for rule in confidences
    }
    adjusted = dict(
        zip(tails, stats.false_discovery_control(list(tails.values())), strict=True)
        if tails
        else ()
    )
    expected = {
        rule
        for rule, confidence in confidences.items()
        if confidence >= Fraction(min_confidence) and confidence * len(baskets) >= itemsets[rule[1]]
    }
    assert found.itemsets == len(itemsets)
    assert found.rules_tested == len(confidences)
    assert sorted(sides(found.rules)) == sorted(expected)
    for rule, row in zip(sides(found.rules), found.rules.itertuples(), strict=True):
        assert row.confidence == float(confidences[rule])
        assert row.is_redundant == brute_force.redundant(confidences, rule)
        assert row.p_value == pytest.approx(tails[rule], rel=1e-9)
        assert abs(adjusted[rule] - 0.05) < 1e-9 or row.is_significant == (adjusted[rule] <= 0.05)


def test_columns_and_types_are_the_same_with_and_without_rules() -> None:
    full = mine_rules(encode([{"a", "b"}, {"a", "b"}, {"c"}]), EVERYTHING).rules
    empty = mine_rules(encode([]), EVERYTHING).rules
    assert tuple(full.columns) == tuple(empty.columns) == RULE_COLUMNS
    assert len(full) == 2 and len(empty) == 0
    assert full.dtypes.equals(empty.dtypes)
    assert full.is_significant.dtype == full.is_redundant.dtype == np.int64


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("support", ["0.000001", "0.5", 1.0])
@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_baskets_give_a_table(name, support, engine) -> None:
    baskets = DEGENERATE[name]
    found = mine_rules(encode(baskets), RuleSettings(support, 3, "0.2", "1.0"), engine)
    assert tuple(found.rules.columns) == RULE_COLUMNS
    itemsets = brute_force.frequent(baskets, found.min_count, 3)
    assert found.rules_tested == len(brute_force.rules(itemsets))
    assert np.isfinite(found.rules.drop(columns="conviction").select_dtypes("number")).all(
        axis=None
    )


def test_when_every_basket_is_the_same_nothing_is_more_than_chance() -> None:
    found = mine_rules(encode([{"a", "b", "c"}] * 5), EVERYTHING).rules
    assert len(found) == 12
    assert (found.lift == 1).all() and (found.p_value == 1).all()
    assert (found.is_significant == 0).all() and found.conviction.isna().all()
    assert found.is_redundant.tolist() == (found.antecedent_size > 1).astype(int).tolist()


def test_order_of_lines_does_not_matter() -> None:
    baskets = random_baskets(baskets=200, goods=15, largest=8)
    lines = [(str(number), code) for number, basket in enumerate(baskets) for code in basket]
    order = np.random.default_rng(5).permutation(len(lines))
    shuffled = [lines[position] for position in order]
    one, other = (
        mine_rules(encode_baskets(*zip(*some, strict=True)), EVERYTHING).rules
        for some in (lines, shuffled)
    )
    assert len(one) > 1000
    pd.testing.assert_frame_equal(one, other)


def test_strongest_rules_come_first_and_ids_are_unique_and_stable() -> None:
    table = mine_rules(encode(random_baskets(200, 15, 8)), EVERYTHING).rules
    by = ["lift", "confidence", "basket_count", "antecedents", "consequents"]
    ordered = table.sort_values(by, ascending=[False] * 3 + [True] * 2, ignore_index=True)
    pd.testing.assert_frame_equal(table, ordered)
    assert table.rule_id.is_unique and (table.rule_id.str.len() == 16).all()
    kept = mine_rules(encode([{"a", "b"}]), EVERYTHING).rules.set_index("antecedents").rule_id
    assert kept["a"] == "d30a11ae896cfd98"


def test_working_in_runs_changes_nothing(monkeypatch) -> None:
    baskets = encode(random_baskets(200, 15, 8))
    whole = mine_rules(baskets, EVERYTHING).rules
    monkeypatch.setattr(subsets, "PARTS_AT_A_TIME", 100)
    pd.testing.assert_frame_equal(whole, mine_rules(baskets, EVERYTHING).rules)


def test_engines_give_the_same_table() -> None:
    baskets = encode(random_baskets(300, 20, 10))
    chosen = RuleSettings("0.02", 3, "0.3", "1.1", correction="bonferroni")
    one, other = (mine_rules(baskets, chosen, engine).rules for engine in ENGINES)
    assert 0 < one.is_significant.sum() < len(one)
    pd.testing.assert_frame_equal(one, other)


def test_significance_counts_rules_that_the_thresholds_hide() -> None:
    baskets = encode(random_baskets(300, 20, 10))
    every = mine_rules(baskets, RuleSettings("0.02", 3, 0, 0)).rules.set_index("rule_id")
    few = mine_rules(baskets, RuleSettings("0.02", 3, "0.4", "1.3")).rules.set_index("rule_id")
    assert 0 < len(few) < len(every)
    pd.testing.assert_series_equal(few.is_significant, every.is_significant[few.index])
    adjusted = stats.false_discovery_control(every.p_value)
    np.testing.assert_array_equal(every.is_significant, adjusted <= 0.05)


def test_thresholds_are_compared_exactly() -> None:
    """0.07 * 100 exceeds 7 in floating point, 0.1 * 3 exceeds 0.3: equal must still pass."""
    numerator, denominator = np.array([7, 6, 3, 10**15]), np.array([100, 100, 10, 10**16 + 1])
    assert at_least(numerator, denominator, Fraction("0.07")).tolist() == [True, False, True, True]
    assert at_least(numerator, denominator, Fraction("0.1")).tolist() == [False, False, True, False]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"min_support": 0}, "minimum support must be above 0"),
        ({"max_len": 0}, "max_len must be at least 1"),
        ({"min_confidence": 1.1}, "min_confidence must be at most 1"),
        ({"min_confidence": "much"}, "min_confidence must be a number"),
        ({"min_lift": -1}, "min_lift must be 0 or more"),
        ({"correction": "none"}, "correction must be one of benjamini-hochberg, bonferroni"),
        ({"significance_level": 1}, "significance_level must be between 0 and 1"),
    ],
)
def test_settings_out_of_range_are_refused(changed, message) -> None:
    good = {"min_support": "0.01", "max_len": 3, "min_confidence": "0.2", "min_lift": 1}
    with pytest.raises(ValueError, match=message):
        RuleSettings(**{**good, **changed})


def test_groceries() -> None:
    """The 410 rules that the R package arules documents for its Groceries data.

    apriori(Groceries, parameter = list(supp = 0.001, conf = 0.8)): consequents of one good, 29
    rules of three goods, 229 of four, 140 of five, 12 of six. The longest has six goods, so a
    higher max_len finds no more.
    """
    file = os.environ.get("CUSTOMER_INTELLIGENCE_GROCERIES")
    if not file:
        pytest.skip("CUSTOMER_INTELLIGENCE_GROCERIES names no file: one basket a line, commas.")
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    baskets = encode([[name.strip() for name in line.split(",")] for line in lines if line])
    assert (baskets.total_baskets, len(baskets.items)) == (9835, 169)
    table = mine_rules(baskets, RuleSettings("0.001", 7, "0.8", 0)).rules
    single = table[table.consequent_size == 1]
    assert len(single) == 410
    lengths = (single.antecedent_size + 1).value_counts().to_dict()
    assert lengths == {3: 29, 4: 229, 5: 140, 6: 12}


def test_no_rule_rests_on_fewer_than_the_least_number_of_baskets() -> None:
    """31 baskets, one of 120 articles: half a percent of them is that one basket."""
    baskets = [[f"single {number}"] for number in range(30)]
    baskets.append([f"article {number}" for number in range(120)])
    least_five = RuleSettings("0.005", 3, "0.2", "1.0", min_baskets=5)
    assert mine_rules(encode(baskets), least_five).rule_count == 0
    common = mine_rules(encode([*baskets, *[["cup", "pot"]] * 5]), least_five)
    assert common.min_count == 5
    assert sides(common.rules) == [(("cup",), ("pot",)), (("pot",), ("cup",))]


@pytest.mark.parametrize("limit", ["MOST_ITEMSETS", "MOST_RULES"])
def test_more_rules_than_anybody_can_use_end_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(projection, "MOST_ITEMSETS", 1000 if limit == "MOST_ITEMSETS" else 10**9)
    monkeypatch.setattr(candidates, "MOST_RULES", 1000 if limit == "MOST_RULES" else 10**9)
    baskets = [[f"article {number}" for number in range(40)]] * 5
    with pytest.raises(TooManyRules, match="mba_min_support"):
        mine_rules(encode(baskets), RuleSettings("0.005", 3, "0.2", "1.0"))
    mine_rules(encode([basket[:5] for basket in baskets]), EVERYTHING)


def test_items_tell_codes_with_a_plus_apart() -> None:
    """CUP, SAUCER and "CUP + SAUCER" are three articles: no rule of one is a rule of the two others."""
    baskets = [["CUP + SAUCER", "POT"]] * 3 + [["CUP", "SAUCER", "POT"]] * 3
    found = mine_rules(encode(baskets), EVERYTHING)
    assert found.rules.rule_id.is_unique
    alike = found.rules[found.rules.antecedents == "CUP + SAUCER"].query("consequents == 'POT'")
    assert sorted(alike.antecedent_size) == [1, 2]
    items = found.rule_items
    sizes = items.groupby(["rule_id", "side"]).item.count().unstack()
    expected = found.rules.set_index("rule_id")
    assert (sizes.antecedent == expected.antecedent_size.reindex(sizes.index)).all()
    assert (sizes.consequent == expected.consequent_size.reindex(sizes.index)).all()
    joined = items[items.side == "antecedent"].groupby("rule_id").item.agg(" + ".join)
    assert (joined == expected.antecedents.reindex(joined.index)).all()


def test_no_rules_have_no_items() -> None:
    none = mine_rules(encode([["a"]]), EVERYTHING)
    assert list(none.rule_items.columns) == ["rule_id", "side", "item"] and none.rule_items.empty


def test_one_basket_is_no_baskets(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        mine_rules(encode([["milk"]]), EVERYTHING)
    assert (
        "1 basket, 1 article: 1 itemset in at least 1 basket, 0 rules tested, 0 kept."
        in caplog.text
    )
