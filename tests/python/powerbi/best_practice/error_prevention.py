"""The rules that prevent errors."""

from __future__ import annotations

import re

from tests.python.powerbi.model import Object, text

from .rule import (
    Rule,
    Subject,
    calculation_groups,
    columns,
    measures,
    named_objects,
    needed_in_mdx,
    partitions,
    row_filters,
    tables,
    with_code,
)


def without_source(subject: Subject) -> list[str]:
    return [
        name
        for _, name, column in columns(subject)
        if column.get("type", "data") == "data" and not column.get("sourceColumn", "").strip()
    ]


def without_expression(subject: Subject) -> list[str]:
    found: list[tuple[str, Object]] = list(measures(subject))
    found += [
        (name, column) for _, name, column in columns(subject) if column.get("type") == "calculated"
    ]
    found += [
        (f"calculation item {item['name']}", item)
        for _, group in calculation_groups(subject)
        for item in group.get("calculationItems", [])
    ]
    return [name for name, part in found if not text(part.get("expression", "")).strip()]


def structured_sources(subject: Subject) -> list[str]:
    structured = {
        source["name"]
        for source in subject.model.bim.get("dataSources", [])
        if source.get("type") == "structured"
    }
    return [
        name
        for name, partition in partitions(subject)
        if partition["source"].get("type", "query") == "query"
        and partition["source"].get("dataSource") in structured
    ]


def other_relationship_under_security(subject: Subject) -> list[str]:
    return [
        name
        for name, _ in tables(subject)
        if row_filters(subject, name)
        and with_code(
            subject,
            rf"USERELATIONSHIP\([^\]]+\],'?{re.escape(name)}'?\[",
            "measure",
        )
    ]


def differing_types(subject: Subject) -> list[str]:
    return [
        one["name"]
        for one in subject.model.relationships
        if subject.model.columns(one["fromTable"])[one["fromColumn"]]["dataType"]
        != subject.model.columns(one["toTable"])[one["toColumn"]]["dataType"]
    ]


def _has_control(value: str) -> bool:
    return any(not char.isprintable() and not char.isspace() for char in value)


def control_in_names(subject: Subject) -> list[str]:
    return [name for name, part in named_objects(subject) if _has_control(part["name"])]


def control_in_descriptions(subject: Subject) -> list[str]:
    return [
        name
        for name, part in named_objects(subject)
        if _has_control(text(part.get("description", "")))
    ]


def missing_in_mdx(subject: Subject) -> list[str]:
    return [
        name
        for table, name, column in columns(subject)
        if column.get("isAvailableInMdx", True) is False
        and column["name"] in needed_in_mdx(subject, table)
    ]


RULES = [
    Rule(
        "DATA_COLUMNS_MUST_HAVE_A_SOURCE_COLUMN",
        "A column says which column of the query it is.",
        without_source,
    ),
    Rule(
        "EXPRESSION_RELIANT_OBJECTS_MUST_HAVE_AN_EXPRESSION",
        "A measure, a calculated column and a calculation item have a formula.",
        without_expression,
    ),
    Rule(
        "AVOID_STRUCTURED_DATA_SOURCES_WITH_PROVIDER_PARTITIONS",
        "A partition with a query of its own reads no structured source.",
        structured_sources,
    ),
    Rule(
        "AVOID_THE_USERELATIONSHIP_FUNCTION_AND_RLS_AGAINST_THE_SAME_TABLE",
        "No measure takes another relationship to a table with a row filter.",
        other_relationship_under_security,
    ),
    Rule(
        "RELATIONSHIP_COLUMNS_SAME_DATA_TYPE",
        "A relationship joins columns of one type.",
        differing_types,
    ),
    Rule("AVOID_INVALID_NAME_CHARACTERS", "No name has control characters.", control_in_names),
    Rule(
        "AVOID_INVALID_DESCRIPTION_CHARACTERS",
        "No description has control characters.",
        control_in_descriptions,
    ),
    Rule(
        "SET_ISAVAILABLEINMDX_TO_TRUE_ON_NECESSARY_COLUMNS",
        "A column that sorts another one, or stands in a hierarchy, is there for Excel.",
        missing_in_mdx,
    ),
]
