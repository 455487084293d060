"""From baskets to the table of association rules."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from python_jobs.core.wording import counted
from python_jobs.mining import measures
from python_jobs.mining.baskets import Baskets
from python_jobs.mining.candidates import Candidates, Thresholds, judge_rules
from python_jobs.mining.engines import frequent_itemsets
from python_jobs.mining.itemsets import Itemsets
from python_jobs.mining.settings import Engine, RuleSettings, exact_number
from python_jobs.mining.sides import Sides
from python_jobs.mining.significance import largest_significant

logger = logging.getLogger(__name__)

TEXT_COLUMNS = ("rule_id", "antecedents", "consequents")
RULE_COLUMNS = (
    "rule_id",
    "antecedents",
    "consequents",
    "antecedent_size",
    "consequent_size",
    "basket_count",
    "antecedent_count",
    "consequent_count",
    "total_baskets",
    "support",
    "confidence",
    "lift",
    "leverage",
    "conviction",
    "zhangs_metric",
    "p_value",
    "is_significant",
    "is_redundant",
)


@dataclass(frozen=True)
class MiningResult:
    """The rules and what they were drawn from.

    rules: one row per rule with the columns RULE_COLUMNS; conviction is NaN where infinite.
    rule_items: one row per rule, side and item with the columns ITEM_COLUMNS.
    goods: distinct goods in the baskets. min_count: baskets that make an itemset frequent.
    itemsets: frequent itemsets of every size. rules_tested: rules that the correction counts.
    """

    rules: pd.DataFrame
    rule_items: pd.DataFrame
    total_baskets: int
    goods: int
    min_count: int
    itemsets: int
    rules_tested: int

    @property
    def rule_count(self) -> int:
        """Number of rules that reached the thresholds."""
        return len(self.rules)


def mine_rules(
    baskets: Baskets, settings: RuleSettings, engine: Engine = "projection"
) -> MiningResult:
    """All rules of at most max_len goods that reach support, confidence and lift.

    Significance is judged against every rule of every frequent itemset, before the thresholds
    on confidence and lift: to look only at the rules that stand out would make each of them
    look less like chance than it is. With nothing frequent the table is empty, with its columns.

    Raises ValueError for an unknown engine, TooManyRules for a million rules and more.
    """
    min_count = settings.least(baskets.total_baskets)
    itemsets = frequent_itemsets(baskets, min_count, settings.max_len, engine)
    return rules_of(itemsets, baskets, settings)


def rules_of(itemsets: Itemsets, baskets: Baskets, settings: RuleSettings) -> MiningResult:
    """The rules of all frequent itemsets; see mine_rules. Of the baskets only their number and the goods count."""
    min_count = settings.least(baskets.total_baskets)
    thresholds = Thresholds(
        min_confidence=exact_number("min_confidence", settings.min_confidence),
        min_lift=exact_number("min_lift", settings.min_lift),
    )
    tested = judge_rules(itemsets, len(baskets.items), thresholds)
    significant_up_to = largest_significant(
        tested.p_values, settings.significance_level, settings.correction, tested.tests
    )
    sides = Sides.of(tested.passed, itemsets, baskets)
    rule_ids = sides.rule_ids()
    rules = _rule_table(tested.passed, sides, rule_ids, baskets.total_baskets, significant_up_to)
    logger.info(
        "%s, %s: %s in at least %s, %s tested, %s kept.",
        counted(baskets.total_baskets, "basket"),
        counted(len(baskets.items), "article"),
        counted(itemsets.total, "itemset"),
        counted(min_count, "basket"),
        counted(tested.tests, "rule"),
        f"{len(rules):,}",
    )
    return MiningResult(
        rules=rules,
        rule_items=sides.rule_items(rule_ids),
        total_baskets=baskets.total_baskets,
        goods=len(baskets.items),
        min_count=min_count,
        itemsets=itemsets.total,
        rules_tested=tested.tests,
    )


def _rule_table(
    found: Candidates,
    sides: Sides,
    rule_ids: npt.NDArray[np.object_],
    total: int,
    significant_up_to: float,
) -> pd.DataFrame:
    """The rules as a table, strongest first, ties broken down to the codes themselves."""
    confidence = measures.confidence(found.both, found.antecedent)
    lift = measures.lift(found.both, found.antecedent, found.consequent, total)
    order = np.lexsort((sides.consequent, sides.antecedent, -found.both, -confidence, -lift))
    counts = (found.both, found.antecedent, found.consequent)
    conviction = measures.conviction(*counts, total)
    columns = {
        "rule_id": rule_ids,
        "antecedents": sides.shown[sides.antecedent],
        "consequents": sides.shown[sides.consequent],
        "antecedent_size": found.antecedent_size,
        "consequent_size": found.consequent_size,
        "basket_count": found.both,
        "antecedent_count": found.antecedent,
        "consequent_count": found.consequent,
        "total_baskets": np.full(len(found), total, dtype=np.int64),
        "support": measures.support(found.both, total) if total else np.empty(0),
        "confidence": confidence,
        "lift": lift,
        "leverage": measures.leverage(*counts, total) if total else np.empty(0),
        "conviction": np.where(np.isinf(conviction), np.nan, conviction),
        "zhangs_metric": measures.zhangs_metric(*counts, total),
        "p_value": found.p_value,
        "is_significant": (found.p_value <= significant_up_to).astype(np.int64),
        "is_redundant": found.is_redundant.astype(np.int64),
    }
    ordered = {name: values[order] for name, values in columns.items()}
    table = pd.DataFrame({name: ordered[name] for name in RULE_COLUMNS})
    return table.astype(dict.fromkeys(TEXT_COLUMNS, "str"))
