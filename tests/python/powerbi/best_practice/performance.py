"""The rules about speed and size."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .rule import (
    Rule,
    Subject,
    columns,
    expression,
    filters_both_ways,
    is_direct_query,
    is_hidden,
    is_many_to_many,
    is_numeric,
    keys,
    needed_in_mdx,
    partitions,
    row_filters,
    tables,
    with_code,
)

MODEL = "model"
MOST_CALCULATED_COLUMNS = 5
MOST_DIFFICULT_RELATIONSHIPS = 0.3
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN")
HEAVY_M = (
    "Table.Combine(",
    "Table.Join(",
    "Table.NestedJoin(",
    "Table.AddColumn(",
    "Table.Group(",
    "Table.Sort(",
    "Table.Pivot(",
    "Table.Unpivot(",
    "Table.UnpivotOtherColumns(",
    "Table.Distinct(",
    '[Query="SELECT',
    "Value.NativeQuery",
    "OleDb.Query",
    "Odbc.Query",
)
TIME_INTELLIGENCE = (
    r"(CLOSINGBALANCE(MONTH|QUARTER|YEAR)|OPENINGBALANCE(MONTH|QUARTER|YEAR)|DATEADD|DATESBETWEEN"
    r"|DATESINPERIOD|DATES[MQY]TD|TOTAL[MQY]TD|(END|START)OF(MONTH|QUARTER|YEAR)"
    r"|(FIRST|LAST)(DATE|NONBLANK|NONBLANKVALUE)|(NEXT|PREVIOUS)(DAY|MONTH|QUARTER|YEAR)"
    r"|PARALLELPERIOD|SAMEPERIODLASTYEAR)\("
)


def floating_point(subject: Subject) -> list[str]:
    return [name for _, name, column in columns(subject) if column.get("dataType") == "double"]


def needless_mdx(subject: Subject) -> list[str]:
    return [
        name
        for table, name, column in columns(subject)
        if column.get("isAvailableInMdx", True)
        and is_hidden(subject, table, column)
        and column["name"] not in needed_in_mdx(subject, table)
    ]


def related_columns(subject: Subject) -> list[str]:
    return with_code(subject, r"RELATED\(", "column")


def snowflake(subject: Subject) -> list[str]:
    many = {one["fromTable"] for one in subject.model.relationships}
    return sorted(many & {one["toTable"] for one in subject.model.relationships})


def _is_date_table(subject: Subject, table: str) -> bool:
    return subject.model.tables[table].get("dataCategory") == "Time" and any(
        column.get("isKey") and column["dataType"] == "dateTime"
        for column in subject.model.columns(table).values()
    )


def no_date_table(subject: Subject) -> list[str]:
    found = any(_is_date_table(subject, table) for table in subject.model.tables)
    return [] if found else [MODEL]


def unmarked_date_table(subject: Subject) -> list[str]:
    return [
        name
        for name, _ in tables(subject)
        if re.search("date|calendar", name, re.IGNORECASE) and not _is_date_table(subject, name)
    ]


def auto_date_tables(subject: Subject) -> list[str]:
    return [
        name
        for name, _ in tables(subject)
        if name.startswith(("DateTableTemplate_", "LocalDateTable_"))
    ]


def many_difficult_relationships(subject: Subject) -> list[str]:
    found = subject.model.relationships
    difficult = sum(map(filters_both_ways, found)) + sum(map(is_many_to_many, found))
    return [MODEL] if difficult / max(len(found), 1) > MOST_DIFFICULT_RELATIONSHIPS else []


def text_in_row_filters(subject: Subject) -> list[str]:
    return with_code(subject, r"\b(RIGHT|LEFT|UPPER|LOWER|FIND)\(", "role")


def direct_query_without_aggregations(subject: Subject) -> list[str]:
    aggregates = any("alternateOf" in column for _, _, column in columns(subject))
    return [MODEL] if is_direct_query(subject) and not aggregates else []


def heavy_queries(subject: Subject) -> list[str]:
    return [
        name
        for name, partition in partitions(subject)
        if any(word in expression(partition).replace(" ", "") for word in HEAVY_M)
    ]


def many_to_many_under_security(subject: Subject) -> list[str]:
    return [
        name
        for name, _ in tables(subject)
        if row_filters(subject, name)
        and any(
            is_many_to_many(one) and name in (one["fromTable"], one["toTable"])
            for one in subject.model.relationships
        )
    ]


def months_as_columns(subject: Subject) -> list[str]:
    def has(table: str, month: str) -> bool:
        found = subject.model.columns(table).values()
        return any(month in column["name"].upper() and is_numeric(column) for column in found)

    return [name for name, _ in tables(subject) if all(has(name, month) for month in MONTHS)]


def many_to_many_both_ways(subject: Subject) -> list[str]:
    return [
        one["name"]
        for one in subject.model.relationships
        if is_many_to_many(one) and filters_both_ways(one)
    ]


def calculated_tables(subject: Subject) -> list[str]:
    return [
        name
        for name, table in tables(subject)
        for partition in table.get("partitions", [])
        if partition["source"].get("type") == "calculated"
    ]


def redundant_columns(subject: Subject) -> Iterable[str]:
    ends = keys(subject)
    for table, name, column in columns(subject):
        others = {
            one["toTable"] for one in subject.model.relationships if one["fromTable"] == table
        }
        if (table, column["name"]) not in ends and any(
            column["name"] in subject.model.columns(other) for other in others
        ):
            yield name


def time_intelligence_over_direct_query(subject: Subject) -> list[str]:
    if not is_direct_query(subject):
        return []
    return with_code(subject, TIME_INTELLIGENCE, "measure", "calculation item")


def many_calculated_columns(subject: Subject) -> list[str]:
    found = [name for _, name, column in columns(subject) if column.get("type") == "calculated"]
    return [f"{len(found)} of them"] if len(found) > MOST_CALCULATED_COLUMNS else []


def difficult_relationships(subject: Subject) -> list[str]:
    return [
        one["name"]
        for one in subject.model.relationships
        if is_many_to_many(one) or filters_both_ways(one)
    ]


def dynamic_security(subject: Subject) -> list[str]:
    return with_code(subject, r"USER(PRINCIPAL)?NAME\(", "role")


RULES = [
    Rule("AVOID_FLOATING_POINT_DATA_TYPES", "A column is no double.", floating_point),
    Rule(
        "ISAVAILABLEINMDX_FALSE_NONATTRIBUTE_COLUMNS",
        "A hidden column that sorts nothing makes no attribute for Excel.",
        needless_mdx,
    ),
    Rule(
        "REDUCE_USAGE_OF_CALCULATED_COLUMNS_THAT_USE_THE_RELATED_FUNCTION",
        "A column that is fetched from another table belongs into the view.",
        related_columns,
    ),
    Rule("SNOWFLAKE_SCHEMA_ARCHITECTURE", "No dimension hangs on a dimension.", snowflake),
    Rule("MODEL_SHOULD_HAVE_A_DATE_TABLE", "A table is marked as the calendar.", no_date_table),
    Rule(
        "DATE/CALENDAR_TABLES_SHOULD_BE_MARKED_AS_A_DATE_TABLE",
        "What is called a calendar is marked as one.",
        unmarked_date_table,
    ),
    Rule("REMOVE_AUTO-DATE_TABLE", "Desktop made no calendar of its own.", auto_date_tables),
    Rule(
        "AVOID_EXCESSIVE_BI-DIRECTIONAL_OR_MANY-TO-MANY_RELATIONSHIPS",
        "Most relationships go from many to one and filter one way.",
        many_difficult_relationships,
    ),
    Rule(
        "LIMIT_ROW_LEVEL_SECURITY_(RLS)_LOGIC",
        "A row filter takes no text to pieces.",
        text_in_row_filters,
    ),
    Rule(
        "MODEL_USING_DIRECT_QUERY_AND_NO_AGGREGATIONS",
        "What asks the server at every click has aggregations.",
        direct_query_without_aggregations,
    ),
    Rule(
        "MINIMIZE_POWER_QUERY_TRANSFORMATIONS",
        "Joining, grouping and sorting are done in the warehouse.",
        heavy_queries,
    ),
    Rule(
        "AVOID_USING_MANY-TO-MANY_RELATIONSHIPS_ON_TABLES_USED_FOR_DYNAMIC_ROW_LEVEL_SECURITY",
        "A table with a row filter has no many-to-many relationship.",
        many_to_many_under_security,
    ),
    Rule("UNPIVOT_PIVOTED_(MONTH)_DATA", "Months are rows, not columns.", months_as_columns),
    Rule(
        "MANY-TO-MANY_RELATIONSHIPS_SHOULD_BE_SINGLE-DIRECTION",
        "A many-to-many relationship filters one way.",
        many_to_many_both_ways,
    ),
    Rule(
        "REDUCE_USAGE_OF_CALCULATED_TABLES",
        "A table comes from the warehouse, not from DAX.",
        calculated_tables,
    ),
    Rule(
        "REMOVE_REDUNDANT_COLUMNS_IN_RELATED_TABLES",
        "What a related table holds is not held twice.",
        redundant_columns,
    ),
    Rule(
        "MEASURES_USING_TIME_INTELLIGENCE_AND_MODEL_IS_USING_DIRECT_QUERY",
        "Functions of time work on imported tables.",
        time_intelligence_over_direct_query,
    ),
    Rule(
        "REDUCE_NUMBER_OF_CALCULATED_COLUMNS",
        "A handful of calculated columns at most.",
        many_calculated_columns,
    ),
    Rule(
        "CHECK_IF_BI-DIRECTIONAL_AND_MANY-TO-MANY_RELATIONSHIPS_ARE_VALID",
        "A relationship that filters both ways, or joins many to many, has a reason.",
        difficult_relationships,
    ),
    Rule(
        "CHECK_IF_DYNAMIC_ROW_LEVEL_SECURITY_(RLS)_IS_NECESSARY",
        "A row filter that asks who reads has a reason.",
        dynamic_security,
    ),
]
