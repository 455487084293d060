"""What breaks a rule on purpose, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Accepted:
    """Objects (a pattern, * stands for anything) that break a rule, and the reason."""

    rule: str
    objects: str
    reason: str

    def covers(self, rule: str, name: str) -> bool:
        # names of columns have brackets, which a pattern would take for a set of letters
        pattern = self.objects.replace("[", "[[]")
        return rule == self.rule and fnmatchcase(name, pattern)


def unexplained(found: list[tuple[str, str]], accepted: tuple[Accepted, ...]) -> list[str]:
    """Of rules and the objects that break them: what has no written reason, and reasons that nothing needs."""
    problems = [
        f"{name}: {one}"
        for name, one in found
        if not any(reason.covers(name, one) for reason in accepted)
    ]
    return problems + [
        f"{reason.rule}: nothing is like {reason.objects} any more"
        for reason in accepted
        if not any(reason.covers(name, one) for name, one in found)
    ]


FLOATING = "AVOID_FLOATING_POINT_DATA_TYPES"
RATIO = "a ratio or a mean, as in the view; a decimal of four digits would cut it. Money is decimal"
DYNAMIC = "CHECK_IF_DYNAMIC_ROW_LEVEL_SECURITY_(RLS)_IS_NECESSARY"
LONELY = "ENSURE_TABLES_HAVE_RELATIONSHIPS"
PERCENT = "PERCENTAGE_FORMATTING"
PARAMETER = "a field parameter, in the form that Desktop writes"
SIGNED = "a change shows its sign"
NUMBER = "INTEGER_FORMATTING"
A_DAY = "a day, not a number"
A_TEXT = "a text, which has no format"
FACTS = "HIDE_FACT_TABLE_COLUMNS"
A_FILTER = "readers filter by it, and a measure takes its largest"

ACCEPTED: tuple[Accepted, ...] = (
    Accepted(FLOATING, "Customers[Average days between orders]", RATIO),
    Accepted(FLOATING, "Rules[*]", RATIO),
    Accepted(FLOATING, "Cross-sell[*]", RATIO),
    Accepted(FLOATING, "Outlook[Chance]", RATIO),
    Accepted(FLOATING, "Calibration[*]", RATIO),
    Accepted(FLOATING, "First purchases[*]", RATIO),
    Accepted(FLOATING, "Backtest[Value]", "holds ratios beside counts, as the view does"),
    Accepted(
        "SNOWFLAKE_SCHEMA_ARCHITECTURE",
        "Customers",
        "Segments holds the names alone, so that a segment nobody is in under a filter stays in view",
    ),
    Accepted(
        "REMOVE_REDUNDANT_COLUMNS_IN_RELATED_TABLES",
        "Sales[Country]",
        "the country on the invoice; a customer's is that of the latest order, and guests have none",
    ),
    Accepted(
        "REMOVE_REDUNDANT_COLUMNS_IN_RELATED_TABLES",
        "Sales[Region]",
        "the region of the invoice: row-level security asks for it, and guests have no other",
    ),
    Accepted(DYNAMIC, "role Own regions on *", "who may see which region is said in a table"),
    Accepted(
        "REMOVE_ROLES_WITH_NO_MEMBERS",
        "*",
        "people are put into roles after publishing; their names do not belong into files",
    ),
    Accepted("REDUCE_USAGE_OF_CALCULATED_TABLES", "Figure", PARAMETER),
    Accepted("DAX_MEASURES_UNQUALIFIED", "table Figure", PARAMETER),
    Accepted(LONELY, "Figure", PARAMETER),
    Accepted(
        "REDUCE_NUMBER_OF_CALCULATED_COLUMNS",
        "8 of them",
        "they turn codes into words; all but the two bands of Outlook stand in tables of few rows",
    ),
    Accepted(LONELY, "Revenue change", "each row compares two periods"),
    Accepted(LONELY, "Segment moves", "each row has two segments, and First Purchase is none"),
    Accepted(LONELY, "First purchases", "a member is an article, a country or a month"),
    Accepted(LONELY, "Cohorts", "its measures reach customers and days with TREATAS"),
    Accepted(LONELY, "Rules", "a rule names several articles"),
    Accepted(LONELY, "Region access", "only the rules of the roles ask it"),
    Accepted(
        "DATECOLUMN_FORMATSTRING",
        "*",
        "month, day and year in figures are read wrongly outside of the United States",
    ),
    Accepted("MONTHCOLUMN_FORMATSTRING", "*", "short, as charts and heat maps have little room"),
    Accepted(PERCENT, "[Net revenue * on *]", SIGNED),
    Accepted(PERCENT, "[Change of *]", SIGNED),
    Accepted(NUMBER, "[Change of revenue]", SIGNED),
    Accepted(NUMBER, "[Effect on revenue]", SIGNED),
    Accepted(NUMBER, "[* day of the period]", A_DAY),
    Accepted(NUMBER, "[Best partner]", A_TEXT),
    Accepted("PROVIDE_FORMAT_STRING_FOR_MEASURES", "[Best partner]", A_TEXT),
    Accepted(PERCENT, "[Retention]", "a heat map has room for whole percent"),
    Accepted(PERCENT, "[Rule support]", "supports are small: a tenth of a percent says too little"),
    Accepted(NUMBER, "[Average order value]", "a price has cents"),
    Accepted(NUMBER, "[* day]", A_DAY),
    Accepted(NUMBER, "[Last day in view]", A_DAY),
    Accepted(NUMBER, "[Last cut]", A_DAY),
    Accepted(NUMBER, "[In words]", A_TEXT),
    Accepted("PROVIDE_FORMAT_STRING_FOR_MEASURES", "[In words]", A_TEXT),
    Accepted(
        "RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE",
        "*",
        "customers, articles and segments have ids of text, and the calendar has days",
    ),
    Accepted(FACTS, "Cohorts[Months since first purchase]", A_FILTER),
    Accepted(FACTS, "Rules[*]", A_FILTER),
)

# Columns and measures that no page, formula or role uses, and why they are there.
UNUSED = {
    "Customers[M score]": "the third of the scores, for visuals of the readers' own",
    "Products[Item type]": "tells goods from postage and fees, for visuals of the readers' own",
    "Dates[Week start]": "weeks, for visuals of the readers' own",
    "[Units sold]": "pieces, for visuals of the readers' own",
}
