"""The rules about how things are shown."""

from __future__ import annotations

import re

from .rule import (
    Rule,
    Subject,
    calculation_groups,
    columns,
    ends,
    is_hidden,
    is_numeric,
    keys,
    measures,
    tables,
    with_code,
)

PERCENTAGE = "#,0.0%;-#,0.0%;#,0.0%"
WHOLE = {"#,0", "#,0.0"}
PLACES = ("country", "continent", "city")
COORDINATES = {"latitude", "longitude"}
COUNTING = (
    "COUNT|COUNTBLANK|SUM|AVERAGE|VALUES|DISTINCT|DISTINCTCOUNT|MIN|MAX|COUNTA|AVERAGEA|MAXA|MINA"
)


def numeric_flags(subject: Subject) -> list[str]:
    return [
        name
        for table, name, column in columns(subject)
        if not is_hidden(subject, table, column)
        and (
            (column["name"].startswith("Is") and column["dataType"] == "int64")
            or (column["name"].endswith(" Flag") and column["dataType"] != "string")
        )
    ]


def _dates(subject: Subject, word: str, wanted: str) -> list[str]:
    return [
        name
        for _, name, column in columns(subject)
        if word in column["name"].lower()
        and column["dataType"] == "dateTime"
        and column.get("formatString") != wanted
    ]


def date_formats(subject: Subject) -> list[str]:
    return _dates(subject, "date", "mm/dd/yyyy")


def month_formats(subject: Subject) -> list[str]:
    return _dates(subject, "month", "MMMM yyyy")


def unformatted(subject: Subject) -> list[str]:
    return [
        name
        for name, measure in measures(subject)
        if not measure.get("isHidden")
        and not measure.get("formatString")
        and not measure.get("formatStringDefinition")
    ]


def adding_up(subject: Subject) -> list[str]:
    return [
        name
        for table, name, column in columns(subject)
        if is_numeric(column)
        and column.get("summarizeBy") != "none"
        and not is_hidden(subject, table, column)
    ]


def percentages(subject: Subject) -> list[str]:
    return [
        name
        for name, measure in measures(subject)
        if "%" in measure.get("formatString", "") and measure["formatString"] != PERCENTAGE
    ]


def whole_numbers(subject: Subject) -> list[str]:
    return [
        name
        for name, measure in measures(subject)
        if not {"$", "%"} & set(measure.get("formatString", ""))
        and measure.get("formatString") not in WHOLE
    ]


def text_keys(subject: Subject) -> list[str]:
    return [
        name
        for table, name, column in columns(subject)
        if (table, column["name"]) in keys(subject) and column["dataType"] != "int64"
    ]


def uncategorised(subject: Subject) -> list[str]:
    def is_place(name: str, kind: str) -> bool:
        is_name = kind == "string" and any(place in name for place in PLACES)
        return is_name or (kind in {"decimal", "double"} and name in COORDINATES)

    return [
        name
        for _, name, column in columns(subject)
        if not column.get("dataCategory") and is_place(column["name"].lower(), column["dataType"])
    ]


def visible_keys(subject: Subject) -> list[str]:
    return [
        f"{one['fromTable']}[{one['fromColumn']}]"
        for one in subject.model.relationships
        if ends(one)[0] == "many"
        and not subject.model.columns(one["fromTable"])[one["fromColumn"]].get("isHidden")
    ]


def unmarked_keys(subject: Subject) -> list[str]:
    return [
        f"{one['toTable']}[{one['toColumn']}]"
        for one in subject.model.relationships
        if ends(one)[1] == "one"
        and not subject.model.columns(one["toTable"])[one["toColumn"]].get("isKey")
        and subject.model.tables[one["toTable"]].get("dataCategory") != "Time"
    ]


def visible_facts(subject: Subject) -> list[str]:
    found = []
    for table, name, column in columns(subject):
        place = rf"'?{table}'?\[{re.escape(column['name'])}\]"
        if (
            is_numeric(column)
            and not column.get("isHidden")
            and with_code(subject, rf"\b({COUNTING})\({place}\)", "measure")
        ):
            found.append(name)
    return found


def small_letters(subject: Subject) -> list[str]:
    found = [name for name, _ in [*tables(subject), *calculation_groups(subject)]]
    found += [name[1:-1] for name, _ in measures(subject)]
    found += [
        column["name"] for _, _, column in columns(subject) if column.get("type", "data") != "data"
    ]
    found += [
        hierarchy["name"]
        for _, table in tables(subject)
        for hierarchy in table.get("hierarchies", [])
    ]
    return [name for name in found if name[0].upper() != name[0]]


def unsorted_months(subject: Subject) -> list[str]:
    return [
        name
        for _, name, column in columns(subject)
        if "month" in column["name"].lower()
        and "months" not in column["name"].lower()
        and column["dataType"] == "string"
        and not column.get("sortByColumn")
    ]


RULES = [
    Rule(
        "FORMAT_FLAG_COLUMNS_AS_YES/NO_VALUE_STRINGS",
        "A flag that readers see says yes or no.",
        numeric_flags,
    ),
    Rule("DATECOLUMN_FORMATSTRING", "A date has Microsoft's form.", date_formats),
    Rule("MONTHCOLUMN_FORMATSTRING", "A month has Microsoft's form.", month_formats),
    Rule("PROVIDE_FORMAT_STRING_FOR_MEASURES", "A measure has a format.", unformatted),
    Rule("NUMERIC_COLUMN_SUMMARIZE_BY", "No number adds itself up.", adding_up),
    Rule("PERCENTAGE_FORMATTING", "Percentages have one form.", percentages),
    Rule(
        "INTEGER_FORMATTING", "Other numbers have thousands and at most one digit.", whole_numbers
    ),
    Rule(
        "RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE",
        "A relationship joins whole numbers.",
        text_keys,
    ),
    Rule("ADD_DATA_CATEGORY_FOR_COLUMNS", "A place is marked as one.", uncategorised),
    Rule("HIDE_FOREIGN_KEYS", "The many side of a relationship is hidden.", visible_keys),
    Rule("MARK_PRIMARY_KEYS", "The one side of a relationship is the key.", unmarked_keys),
    Rule(
        "HIDE_FACT_TABLE_COLUMNS",
        "A number that a measure adds up is hidden: readers take the measure.",
        visible_facts,
    ),
    Rule(
        "FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED",
        "Names begin with a capital.",
        small_letters,
    ),
    Rule(
        "MONTH_(AS_A_STRING)_MUST_BE_SORTED",
        "A month that is text is sorted by the calendar.",
        unsorted_months,
    ),
]
