"""A fault for every rule: what a model must not have, and the object that the rule must name.

Faults are put into the model.bim and not into the TMDL: Microsoft's object model refuses some of
them, and 66 more loads would take a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Bim = dict[str, Any]
Change = Callable[[Bim], object]

SALES_TO_DATES = "Sales to Dates"
PRODUCTS_KEY = "Products[Stock code]"


def table(bim: Bim, name: str) -> Bim:
    return next(one for one in bim["tables"] if one["name"] == name)


def on_column(name: str, /, **values: Any) -> Change:
    """Set properties of a column that is named Table[Column]; None takes one away."""

    def change(bim: Bim) -> None:
        home, _, column = name.removesuffix("]").partition("[")
        found = next(one for one in table(bim, home)["columns"] if one["name"] == column)
        _set(found, values)

    return change


def on_table(name: str, /, **values: Any) -> Change:
    return lambda bim: _set(table(bim, name), values)


def on_partition(name: str, /, **values: Any) -> Change:
    return lambda bim: _set(table(bim, name)["partitions"][0], values)


def on_measure(name: str, /, **values: Any) -> Change:
    def change(bim: Bim) -> None:
        found = next(
            measure
            for one in bim["tables"]
            for measure in one.get("measures", [])
            if measure["name"] == name
        )
        _set(found, values)

    return change


def on_relationship(name: str, /, **values: Any) -> Change:
    def change(bim: Bim) -> None:
        _set(next(one for one in bim["relationships"] if one["name"] == name), values)

    return change


def without_relationship(name: str) -> Change:
    return lambda bim: bim["relationships"].remove(
        next(one for one in bim["relationships"] if one["name"] == name)
    )


def on_role(expression: str) -> Change:
    """Another filter on Sales in the role for Africa."""

    def change(bim: Bim) -> None:
        role = next(one for one in bim["roles"] if one["name"] == "Region Africa")
        found = next(one for one in role["tablePermissions"] if one["name"] == "Sales")
        found["filterExpression"] = expression

    return change


def with_columns(home: str, *columns: Bim) -> Change:
    return lambda bim: table(bim, home)["columns"].extend(columns)


def with_parts(kind: str, *parts: Bim) -> Change:
    return lambda bim: bim.setdefault(kind, []).extend(parts)


def together(*changes: Change) -> Change:
    def change(bim: Bim) -> None:
        for one in changes:
            one(bim)

    return change


def _set(part: Bim, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if value is None:
            part.pop(key, None)
        else:
            part[key] = value


def formula(expression: str) -> Change:
    return on_measure("Orders", expression=expression)


def calculated(name: str, expression: str) -> Bim:
    return {
        "name": name,
        "type": "calculated",
        "dataType": "int64",
        "summarizeBy": "none",
        "description": "Planted.",
        "expression": expression,
    }


def number(name: str) -> Bim:
    return {"name": name, "dataType": "int64", "summarizeBy": "none", "sourceColumn": "n"}


def all_both_ways(bim: Bim) -> None:
    for one in bim["relationships"]:
        one["crossFilteringBehavior"] = "bothDirections"


direct_query = on_partition("Sales", mode="directQuery")
both_ways = on_relationship(SALES_TO_DATES, crossFilteringBehavior="bothDirections")
many_to_many = on_relationship(SALES_TO_DATES, toCardinality="many")
group = on_table("Dates", calculationGroup={"calculationItems": []})

# rule: the fault, and the object that must be named
PLANTS: dict[str, tuple[Change, str]] = {
    "AVOID_FLOATING_POINT_DATA_TYPES": (
        on_column("Sales[Revenue]", dataType="double"),
        "Sales[Revenue]",
    ),
    "ISAVAILABLEINMDX_FALSE_NONATTRIBUTE_COLUMNS": (
        on_column("Sales[Revenue]", isAvailableInMdx=None),
        "Sales[Revenue]",
    ),
    "REDUCE_USAGE_OF_CALCULATED_COLUMNS_THAT_USE_THE_RELATED_FUNCTION": (
        with_columns("Sales", calculated("Year", "RELATED ( Dates[Year] )")),
        "column Sales[Year]",
    ),
    "SNOWFLAKE_SCHEMA_ARCHITECTURE": (
        on_relationship("Cross-sell to Products", fromTable="Products", toTable="Customers"),
        "Products",
    ),
    "MODEL_SHOULD_HAVE_A_DATE_TABLE": (on_table("Dates", dataCategory=None), "model"),
    "DATE/CALENDAR_TABLES_SHOULD_BE_MARKED_AS_A_DATE_TABLE": (
        on_column("Dates[Date]", isKey=None),
        "Dates",
    ),
    "REMOVE_AUTO-DATE_TABLE": (on_table("Rules", name="LocalDateTable_1"), "LocalDateTable_1"),
    "AVOID_EXCESSIVE_BI-DIRECTIONAL_OR_MANY-TO-MANY_RELATIONSHIPS": (
        all_both_ways,
        "model",
    ),
    "LIMIT_ROW_LEVEL_SECURITY_(RLS)_LOGIC": (
        on_role('LEFT ( Sales[Region], 6 ) = "Africa"'),
        "role Region Africa on Sales",
    ),
    "MODEL_USING_DIRECT_QUERY_AND_NO_AGGREGATIONS": (direct_query, "model"),
    "MINIMIZE_POWER_QUERY_TRANSFORMATIONS": (
        on_partition("Rules", source={"type": "m", "expression": "Table.Sort ( x )"}),
        "Rules, partition Rules",
    ),
    "AVOID_USING_MANY-TO-MANY_RELATIONSHIPS_ON_TABLES_USED_FOR_DYNAMIC_ROW_LEVEL_SECURITY": (
        many_to_many,
        "Sales",
    ),
    "UNPIVOT_PIVOTED_(MONTH)_DATA": (
        with_columns("Products", *map(number, ("Jan", "Feb", "Mar", "Apr", "May", "Jun"))),
        "Products",
    ),
    "MANY-TO-MANY_RELATIONSHIPS_SHOULD_BE_SINGLE-DIRECTION": (
        together(many_to_many, both_ways),
        SALES_TO_DATES,
    ),
    "REDUCE_USAGE_OF_CALCULATED_TABLES": (
        on_partition("Rules", source={"type": "calculated", "expression": "{ 1 }"}),
        "Rules",
    ),
    "REMOVE_REDUNDANT_COLUMNS_IN_RELATED_TABLES": (
        with_columns("Sales", number("Year")),
        "Sales[Year]",
    ),
    "MEASURES_USING_TIME_INTELLIGENCE_AND_MODEL_IS_USING_DIRECT_QUERY": (
        direct_query,
        "measure Net revenue previous year",
    ),
    "REDUCE_NUMBER_OF_CALCULATED_COLUMNS": (
        with_columns("Dates", *(calculated(f"C{place}", "1") for place in range(6))),
        "14 of them",
    ),
    "CHECK_IF_BI-DIRECTIONAL_AND_MANY-TO-MANY_RELATIONSHIPS_ARE_VALID": (both_ways, SALES_TO_DATES),
    "CHECK_IF_DYNAMIC_ROW_LEVEL_SECURITY_(RLS)_IS_NECESSARY": (
        on_role("Sales[Region] = USERNAME ()"),
        "role Region Africa on Sales",
    ),
    "DAX_COLUMNS_FULLY_QUALIFIED": (formula("SUM ( [Revenue] )"), "measure Orders"),
    "DAX_MEASURES_UNQUALIFIED": (formula("Sales[Net revenue] + 1"), "measure Orders"),
    "AVOID_DUPLICATE_MEASURES": (formula("SUM( Sales[Revenue] )"), "[Orders] and [Net revenue]"),
    "USE_THE_TREATAS_FUNCTION_INSTEAD_OF_INTERSECT": (
        formula("COUNTROWS ( INTERSECT ( Sales, Sales ) )"),
        "measure Orders",
    ),
    "USE_THE_DIVIDE_FUNCTION_FOR_DIVISION": (
        formula("[Gross revenue] / [Buying customers]"),
        "measure Orders",
    ),
    "AVOID_USING_THE_IFERROR_FUNCTION": (formula("IFERROR ( 1, 2 )"), "measure Orders"),
    "MEASURES_SHOULD_NOT_BE_DIRECT_REFERENCES_OF_OTHER_MEASURES": (
        formula("[Net revenue]"),
        "measure Orders",
    ),
    "FILTER_COLUMN_VALUES": (
        formula('CALCULATE ( [Net revenue], FILTER ( Sales, Sales[Country] = "Spain" ) )'),
        "measure Orders",
    ),
    "FILTER_MEASURE_VALUES_BY_COLUMNS": (
        formula("CALCULATE ( [Net revenue], FILTER ( Customers, [Customers] > 1 ) )"),
        "measure Orders",
    ),
    "INACTIVE_RELATIONSHIPS_THAT_ARE_NEVER_ACTIVATED": (
        on_relationship(SALES_TO_DATES, isActive=False),
        SALES_TO_DATES,
    ),
    "AVOID_USING_'1-(X/Y)'_SYNTAX": (
        formula("1 - DIVIDE ( [Net revenue], [Gross revenue] )"),
        "measure Orders",
    ),
    "EVALUATEANDLOG_SHOULD_NOT_BE_USED_IN_PRODUCTION_MODELS": (
        formula("EVALUATEANDLOG ( 1 )"),
        "measure Orders",
    ),
    "DATA_COLUMNS_MUST_HAVE_A_SOURCE_COLUMN": (
        on_column("Sales[Revenue]", sourceColumn=" "),
        "Sales[Revenue]",
    ),
    "EXPRESSION_RELIANT_OBJECTS_MUST_HAVE_AN_EXPRESSION": (formula(" "), "[Orders]"),
    "AVOID_STRUCTURED_DATA_SOURCES_WITH_PROVIDER_PARTITIONS": (
        together(
            with_parts("dataSources", {"type": "structured", "name": "server"}),
            on_partition("Rules", source={"type": "query", "query": "s", "dataSource": "server"}),
        ),
        "Rules, partition Rules",
    ),
    "AVOID_THE_USERELATIONSHIP_FUNCTION_AND_RLS_AGAINST_THE_SAME_TABLE": (
        formula("CALCULATE ( 1, USERELATIONSHIP ( Dates[Date], 'Sales'[Invoice date] ) )"),
        "Sales",
    ),
    "RELATIONSHIP_COLUMNS_SAME_DATA_TYPE": (
        on_column("Sales[Invoice date]", dataType="string"),
        SALES_TO_DATES,
    ),
    "AVOID_INVALID_NAME_CHARACTERS": (
        on_column("Dates[Week start]", name="Week\x07"),
        "Dates[Week\x07]",
    ),
    "AVOID_INVALID_DESCRIPTION_CHARACTERS": (
        on_measure("Orders", description="Orders\x00"),
        "[Orders]",
    ),
    "SET_ISAVAILABLEINMDX_TO_TRUE_ON_NECESSARY_COLUMNS": (
        on_column("Dates[Month number]", isAvailableInMdx=False),
        "Dates[Month number]",
    ),
    "UNNECESSARY_COLUMNS": (on_column("Dates[Week start]", isHidden=True), "Dates[Week start]"),
    "UNNECESSARY_MEASURES": (on_measure("Units sold", isHidden=True), "[Units sold]"),
    "REMOVE_DATA_SOURCES_NOT_REFERENCED_BY_ANY_PARTITIONS": (
        with_parts("dataSources", {"type": "provider", "name": "old server"}),
        "dataSource old server",
    ),
    "REMOVE_ROLES_WITH_NO_MEMBERS": (
        with_parts("roles", {"name": "Region Atlantis"}),
        "Region Atlantis",
    ),
    "ENSURE_TABLES_HAVE_RELATIONSHIPS": (
        without_relationship("Cross-sell to Products"),
        "Cross-sell",
    ),
    "OBJECTS_WITH_NO_DESCRIPTION": (on_measure("Orders", description=None), "[Orders]"),
    "PERSPECTIVES_WITH_NO_OBJECTS": (
        with_parts("perspectives", {"name": "Sales only"}),
        "perspective Sales only",
    ),
    "CALCULATION_GROUPS_WITH_NO_CALCULATION_ITEMS": (group, "Dates"),
    "PARTITION_NAME_SHOULD_MATCH_TABLE_NAME_FOR_SINGLE_PARTITION_TABLES": (
        on_partition("Rules", name="Part 1"),
        "Rules",
    ),
    "SPECIAL_CHARS_IN_OBJECT_NAMES": (on_measure("Orders", name="Or\nders"), "[Or\nders]"),
    "TRIM_OBJECT_NAMES": (on_measure("Orders", name="Orders "), "[Orders ]"),
    "OBJECTS_SHOULD_NOT_START_OR_END_WITH_A_SPACE": (
        on_measure("Orders", name=" Orders"),
        "[ Orders]",
    ),
    "FORMAT_FLAG_COLUMNS_AS_YES/NO_VALUE_STRINGS": (
        on_column("Customers[Is whale]", isHidden=None),
        "Customers[Is whale]",
    ),
    "DATECOLUMN_FORMATSTRING": (
        on_column("Customers[First purchase]", name="First date"),
        "Customers[First date]",
    ),
    "MONTHCOLUMN_FORMATSTRING": (
        on_column("Customers[First purchase]", name="First month"),
        "Customers[First month]",
    ),
    "PROVIDE_FORMAT_STRING_FOR_MEASURES": (on_measure("Orders", formatString=None), "[Orders]"),
    "NUMERIC_COLUMN_SUMMARIZE_BY": (
        on_column("Dates[Year]", summarizeBy="sum"),
        "Dates[Year]",
    ),
    "PERCENTAGE_FORMATTING": (on_measure("Orders", formatString="0.00%"), "[Orders]"),
    "INTEGER_FORMATTING": (on_measure("Orders", formatString="0"), "[Orders]"),
    "RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE": (
        on_relationship(SALES_TO_DATES, fromColumn="Quantity"),
        "Sales[Quantity]",
    ),
    "ADD_DATA_CATEGORY_FOR_COLUMNS": (
        on_column("Sales[Country]", dataCategory=None),
        "Sales[Country]",
    ),
    "HIDE_FOREIGN_KEYS": (on_column("Sales[Customer ID]", isHidden=None), "Sales[Customer ID]"),
    "MARK_PRIMARY_KEYS": (on_column(PRODUCTS_KEY, isKey=None), PRODUCTS_KEY),
    "HIDE_FACT_TABLE_COLUMNS": (on_column("Sales[Revenue]", isHidden=None), "Sales[Revenue]"),
    "FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED": (on_measure("Orders", name="orders"), "orders"),
    "MONTH_(AS_A_STRING)_MUST_BE_SORTED": (
        on_column("Dates[Month]", sortByColumn=None),
        "Dates[Month]",
    ),
}
