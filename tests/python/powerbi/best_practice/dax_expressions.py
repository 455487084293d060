"""The rules about DAX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.python.powerbi.dax import names
from tests.python.powerbi.model import text

from .rule import Rule, Subject, measures, with_code

FORMULAS = ("measure", "column", "calculation item")
TABLE = r"'?[\w -]+'?"


def bare_columns(subject: Subject) -> list[str]:
    return [
        dax.owner
        for dax in subject.model.dax()
        if not dax.owner.startswith("column") and names(subject.model, dax).bare_columns
    ]


def qualified_measures(subject: Subject) -> list[str]:
    return [
        dax.owner for dax in subject.model.dax() if names(subject.model, dax).qualified_measures
    ]


def duplicates(subject: Subject) -> Iterable[str]:
    seen: dict[str, str] = {}
    for name, measure in measures(subject):
        formula = re.sub(r"\s", "", text(measure["expression"]))
        if formula in seen:
            yield f"{name} and {seen[formula]}"
        seen.setdefault(formula, name)


def intersect(subject: Subject) -> list[str]:
    return with_code(subject, r"INTERSECT\(", *FORMULAS)


def division(subject: Subject) -> list[str]:
    return with_code(subject, r"[\])]/(?![/*])", *FORMULAS)


def if_error(subject: Subject) -> list[str]:
    return with_code(subject, r"IFERROR\(", *FORMULAS)


def second_names(subject: Subject) -> list[str]:
    return with_code(subject, r"^\[[^\]]+\]$", "measure")


def filtered_columns(subject: Subject) -> list[str]:
    return with_code(
        subject, rf"CALCULATE(TABLE)?\([^,]+,FILTER\({TABLE},{TABLE}\[[^\]]+\]", *FORMULAS
    )


def filtered_measures(subject: Subject) -> list[str]:
    return with_code(subject, rf"CALCULATE(TABLE)?\([^,]+,FILTER\({TABLE},\[", *FORMULAS)


def sleeping_relationships(subject: Subject) -> list[str]:
    found = []
    for one in subject.model.relationships:
        many, key = (
            rf"'?{re.escape(one[f'{end}Table'])}'?\[{re.escape(one[f'{end}Column'])}\]"
            for end in ("from", "to")
        )
        awake = with_code(subject, rf"USERELATIONSHIP\({many},{key}\)", "measure", "calculation")
        if one.get("isActive", True) is False and not awake:
            found.append(one["name"])
    return found


def one_less_ratio(subject: Subject) -> list[str]:
    return with_code(subject, rf"\d[-+]\(*SUM\({TABLE}\[[^\]]+\]\)/|\d[-+]\(*DIVIDE\(", *FORMULAS)


def logging(subject: Subject) -> list[str]:
    return with_code(subject, r"EVALUATEANDLOG\(", "measure")


RULES = [
    Rule("DAX_COLUMNS_FULLY_QUALIFIED", "A column is named with its table.", bare_columns),
    Rule("DAX_MEASURES_UNQUALIFIED", "A measure is named without a table.", qualified_measures),
    Rule("AVOID_DUPLICATE_MEASURES", "No formula stands twice.", duplicates),
    Rule(
        "USE_THE_TREATAS_FUNCTION_INSTEAD_OF_INTERSECT",
        "Filters are carried over with TREATAS.",
        intersect,
    ),
    Rule(
        "USE_THE_DIVIDE_FUNCTION_FOR_DIVISION",
        "DIVIDE, which gives blank for a divisor of zero.",
        division,
    ),
    Rule("AVOID_USING_THE_IFERROR_FUNCTION", "No error is caught row by row.", if_error),
    Rule(
        "MEASURES_SHOULD_NOT_BE_DIRECT_REFERENCES_OF_OTHER_MEASURES",
        "A measure is no second name of another one.",
        second_names,
    ),
    Rule(
        "FILTER_COLUMN_VALUES",
        "A column's values are filtered, not the rows of its table.",
        filtered_columns,
    ),
    Rule(
        "FILTER_MEASURE_VALUES_BY_COLUMNS",
        "A measure is compared over a column's values, not over the rows of a table.",
        filtered_measures,
    ),
    Rule(
        "INACTIVE_RELATIONSHIPS_THAT_ARE_NEVER_ACTIVATED",
        "A relationship that is switched off is switched on by a measure.",
        sleeping_relationships,
    ),
    Rule(
        "AVOID_USING_'1-(X/Y)'_SYNTAX",
        "A difference is divided, not a ratio taken from one.",
        one_less_ratio,
    ),
    Rule(
        "EVALUATEANDLOG_SHOULD_NOT_BE_USED_IN_PRODUCTION_MODELS",
        "Nothing is written to a log.",
        logging,
    ),
]
