"""The rules about upkeep and names."""

from __future__ import annotations

from collections.abc import Iterable

from tests.python.powerbi.dax import names
from tests.python.powerbi.model import Object

from .rule import (
    Rule,
    Subject,
    calculation_groups,
    columns,
    expression,
    is_hidden,
    keys,
    measures,
    named_objects,
    needed_in_mdx,
    partitions,
    tables,
)


def unused_columns(subject: Subject, *, hidden_only: bool) -> Iterable[str]:
    """Columns that no formula, relationship, order, hierarchy, row filter or visual uses."""
    used = keys(subject) | {(field.table, field.name) for field in subject.shown}
    for dax in subject.model.dax():
        used |= names(subject.model, dax).columns
    for table, name, column in columns(subject):
        if hidden_only and not is_hidden(subject, table, column):
            continue
        if (table, column["name"]) in used | _of_parameters(subject):
            continue
        if column["name"] not in needed_in_mdx(subject, table):
            yield name


def _of_parameters(subject: Subject) -> set[tuple[str, str]]:
    """Columns of a field parameter: the one that is shown groups by the hidden one."""
    return {
        (table, column["relatedColumnDetails"]["groupByColumns"][0]["groupingColumn"])
        for table, _, column in columns(subject)
        if "relatedColumnDetails" in column
    }


def unused_measures(subject: Subject, *, hidden_only: bool) -> Iterable[str]:
    """Measures that neither another formula nor a visual uses."""
    used = {field.name.lower() for field in subject.shown if field.kind == "Measure"}
    for dax in subject.model.dax():
        used |= names(subject.model, dax).measures
    for name, measure in measures(subject):
        table = subject.model.measure_homes[measure["name"].lower()]
        if hidden_only and not is_hidden(subject, table, measure):
            continue
        if measure["name"].lower() not in used:
            yield name


def hidden_unused_columns(subject: Subject) -> Iterable[str]:
    return unused_columns(subject, hidden_only=True)


def hidden_unused_measures(subject: Subject) -> Iterable[str]:
    return unused_measures(subject, hidden_only=True)


def unused_sources(subject: Subject) -> list[str]:
    queries = [expression(partition) for _, partition in partitions(subject)]
    named = {partition["source"].get("dataSource") for _, partition in partitions(subject)}
    return [
        f"dataSource {source['name']}"
        for source in subject.model.bim.get("dataSources", [])
        if source["name"] not in named and not any(source["name"] in query for query in queries)
    ]


def roles_without_members(subject: Subject) -> list[str]:
    return [name for name, role in subject.model.roles.items() if not role.get("members")]


def lonely_tables(subject: Subject) -> list[str]:
    related = {table for table, _ in keys(subject)}
    return [name for name, _ in tables(subject) if name not in related]


def undescribed(subject: Subject) -> list[str]:
    found: list[tuple[str, Object]] = [*tables(subject), *measures(subject)]
    found += [(name, column) for _, name, column in columns(subject)]
    return [
        name for name, part in found if not part.get("isHidden") and not part.get("description")
    ]


def empty_perspectives(subject: Subject) -> list[str]:
    return [
        f"perspective {one['name']}"
        for one in subject.model.bim.get("perspectives", [])
        if not one.get("tables")
    ]


def empty_calculation_groups(subject: Subject) -> list[str]:
    return [
        name for name, group in calculation_groups(subject) if not group.get("calculationItems")
    ]


def differing_partition(subject: Subject) -> list[str]:
    return [
        name
        for name, table in tables(subject)
        if [one["name"] for one in table.get("partitions", [])] != [name]
        and len(table.get("partitions", [])) == 1
    ]


def _named(subject: Subject, *marks: str) -> list[str]:
    return [
        name for name, part in named_objects(subject) if any(mark in part["name"] for mark in marks)
    ]


def tabs_and_lines(subject: Subject) -> list[str]:
    return _named(subject, "\t", "\n", "\r")


def untrimmed(subject: Subject) -> list[str]:
    return [
        name for name, part in named_objects(subject) if part["name"] != part["name"].strip(" ")
    ]


RULES = [
    Rule(
        "UNNECESSARY_COLUMNS",
        "A hidden column serves a formula, a relationship, an order, a role or a visual.",
        hidden_unused_columns,
    ),
    Rule(
        "UNNECESSARY_MEASURES",
        "A hidden measure serves another one, or a visual.",
        hidden_unused_measures,
    ),
    Rule(
        "REMOVE_DATA_SOURCES_NOT_REFERENCED_BY_ANY_PARTITIONS",
        "A data source is read.",
        unused_sources,
    ),
    Rule("REMOVE_ROLES_WITH_NO_MEMBERS", "A role has members.", roles_without_members),
    Rule("ENSURE_TABLES_HAVE_RELATIONSHIPS", "A table is joined to another one.", lonely_tables),
    Rule("OBJECTS_WITH_NO_DESCRIPTION", "What readers see is described.", undescribed),
    Rule("PERSPECTIVES_WITH_NO_OBJECTS", "A perspective shows something.", empty_perspectives),
    Rule(
        "CALCULATION_GROUPS_WITH_NO_CALCULATION_ITEMS",
        "A calculation group has items.",
        empty_calculation_groups,
    ),
    Rule(
        "PARTITION_NAME_SHOULD_MATCH_TABLE_NAME_FOR_SINGLE_PARTITION_TABLES",
        "The one partition of a table bears its name.",
        differing_partition,
    ),
    Rule("SPECIAL_CHARS_IN_OBJECT_NAMES", "No name has tabs or line ends.", tabs_and_lines),
    Rule("TRIM_OBJECT_NAMES", "No name begins or ends with a space.", untrimmed),
    Rule(
        "OBJECTS_SHOULD_NOT_START_OR_END_WITH_A_SPACE",
        "The same, as Microsoft's list says it twice.",
        untrimmed,
    ),
]
