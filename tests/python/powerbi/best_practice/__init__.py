"""Microsoft's best-practice rules for semantic models, as rules of this project.

The names and what they ask for are those of BestPracticeRules/BPARules.json in the repository
microsoft/Analysis-Services. Tabular Editor runs them there; here they read the model.bim that
Microsoft's object model writes of the TMDL, so that they run without it.
"""

from __future__ import annotations

from . import dax_expressions, error_prevention, formatting, maintenance, performance
from .accepted import ACCEPTED, Accepted, unexplained
from .rule import Rule, Subject

IN_MICROSOFTS_LIST = 71

RULES: list[Rule] = [
    *performance.RULES,
    *dax_expressions.RULES,
    *error_prevention.RULES,
    *maintenance.RULES,
    *formatting.RULES,
]

# What these ask for is known only of a model that is loaded: files hold no rows.
NEED_STATISTICS = {
    "AVOID_BI-DIRECTIONAL_RELATIONSHIPS_AGAINST_HIGH-CARDINALITY_COLUMNS": "distinct values of a column",
    "REDUCE_USAGE_OF_LONG-LENGTH_COLUMNS_WITH_HIGH_CARDINALITY": "lengths of the texts of a column",
    "SPLIT_DATE_AND_TIME": "whether the values of a column have a time of day",
    "LARGE_TABLES_SHOULD_BE_PARTITIONED": "rows of a table",
    "FIX_REFERENTIAL_INTEGRITY_VIOLATIONS": "rows without a partner in a relationship",
}


def findings(subject: Subject, accepted: tuple[Accepted, ...] = ACCEPTED) -> list[str]:
    """What breaks a rule and has no written reason, and reasons that nothing needs any more."""
    found = [(rule.name, one) for rule in RULES for one in rule.find(subject)]
    return unexplained(found, accepted)
