"""What a rule is, and what the rules ask of a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.python.powerbi.dax import Word, words
from tests.python.powerbi.model import Dax, Model, Object
from tests.python.powerbi.report import Field


@dataclass(frozen=True)
class Subject:
    """What is checked: a model, and the fields that the report shows of it."""

    model: Model
    shown: set[Field] = field(default_factory=set)


@dataclass(frozen=True)
class Rule:
    """A rule by its name in Microsoft's list; find names the objects that break it."""

    name: str
    meaning: str
    find: Callable[[Subject], Iterable[str]]


def tables(subject: Subject) -> Iterator[tuple[str, Object]]:
    yield from subject.model.tables.items()


def columns(subject: Subject) -> Iterator[tuple[str, str, Object]]:
    """Every column: its table, its name in messages, and what it is."""
    for table in subject.model.tables:
        for name, column in subject.model.columns(table).items():
            yield table, f"{table}[{name}]", column


def measures(subject: Subject) -> Iterator[tuple[str, Object]]:
    for table in subject.model.tables:
        for name, measure in subject.model.measures(table).items():
            yield f"[{name}]", measure


def partitions(subject: Subject) -> Iterator[tuple[str, Object]]:
    for name, table in tables(subject):
        for partition in table.get("partitions", []):
            yield f"{name}, partition {partition['name']}", partition


def calculation_groups(subject: Subject) -> Iterator[tuple[str, Object]]:
    for name, table in tables(subject):
        if "calculationGroup" in table:
            yield name, table["calculationGroup"]


def named_objects(subject: Subject) -> Iterator[tuple[str, Object]]:
    """Everything that has a name, as the rules about names ask for it."""
    yield from tables(subject)
    yield from partitions(subject)
    yield from measures(subject)
    for _, name, column in columns(subject):
        yield name, column
    for table, part in tables(subject):
        for hierarchy in part.get("hierarchies", []):
            yield f"{table}, hierarchy {hierarchy['name']}", hierarchy
            for level in hierarchy["levels"]:
                yield f"{table}, level {level['name']}", level
    for _, group in calculation_groups(subject):
        for item in group.get("calculationItems", []):
            yield f"calculation item {item['name']}", item
    for kind in ("roles", "expressions", "perspectives", "dataSources"):
        for part in subject.model.bim.get(kind, []):
            yield f"{kind[:-1]} {part['name']}", part


def code(dax: Dax) -> str:
    """The expression without comments, the inside of texts, and white space that means nothing."""
    spaced = " ".join(_written(word) for word in words(dax.expression))
    return re.sub(r"\s*([(),/*+=<>&|{}-])\s*|\s+(?=\[)", r"\1", spaced)


def _written(word: Word) -> str:
    """The word as it was written: the lexer takes quotes and brackets off."""
    if word.kind == "COLUMN_OR_MEASURE":
        return f"[{word.text}]"
    if word.kind == "TABLE":
        return f"'{word.text}'"
    return '""' if word.kind == "STRING_LITERAL" else word.text


def with_code(subject: Subject, pattern: str, *kinds: str) -> list[str]:
    """The owners whose DAX matches a pattern; kinds are the first words of owners, such as measure."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return [
        dax.owner
        for dax in subject.model.dax()
        if dax.owner.startswith(kinds) and wanted.search(code(dax))
    ]


def is_hidden(subject: Subject, table: str, part: Object) -> bool:
    return bool(part.get("isHidden") or subject.model.tables[table].get("isHidden"))


def is_numeric(column: Object) -> bool:
    return column.get("dataType") in {"int64", "decimal", "double"}


def ends(relationship: Object) -> tuple[str, str]:
    """The cardinality of both ends: a model.bim leaves out many and one."""
    return (
        relationship.get("fromCardinality", "many"),
        relationship.get("toCardinality", "one"),
    )


def is_many_to_many(relationship: Object) -> bool:
    return ends(relationship) == ("many", "many")


def filters_both_ways(relationship: Object) -> bool:
    return relationship.get("crossFilteringBehavior") == "bothDirections"


def keys(subject: Subject) -> set[tuple[str, str]]:
    """Table and column of every end of a relationship."""
    return {
        (relationship[f"{end}Table"], relationship[f"{end}Column"])
        for relationship in subject.model.relationships
        for end in ("from", "to")
    }


def needed_in_mdx(subject: Subject, table: str) -> set[str]:
    """Columns that sort another one, are sorted by one, or stand in a hierarchy or a variation."""
    part = subject.model.tables[table]
    found = {level["column"] for one in part.get("hierarchies", []) for level in one["levels"]}
    for name, column in subject.model.columns(table).items():
        if "sortByColumn" in column:
            found |= {name, column["sortByColumn"]}
        if column.get("variations"):
            found.add(name)
    return found


def row_filters(subject: Subject, table: str) -> list[str]:
    """The filters that roles put on a table."""
    return [
        filters[table]
        for filters in map(subject.model.permissions, subject.model.roles)
        if filters.get(table)
    ]


def is_direct_query(subject: Subject) -> bool:
    return any(partition.get("mode") == "directQuery" for _, partition in partitions(subject))


def expression(part: dict[str, Any]) -> str:
    """What a partition fetches: M, SQL or DAX; empty where it says nothing."""
    source = part.get("source", {})
    found = source.get("expression", source.get("query", ""))
    return "\n".join(found) if isinstance(found, list) else str(found)
