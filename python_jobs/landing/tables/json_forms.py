"""Forms in which programs write a whole table as JSON without an object a line: names of the columns once and rows below them,
columns with their values, objects by their number. What is certain becomes objects; what has no names is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from python_jobs.core.errors import InputError, NotOrderLines
from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.names import fields_known, look_like_order_lines

Object = dict[str, Any]

# What programs call the names of the columns and the rows below them: pandas, BigQuery, Google Charts, SQL over HTTP.
_NAMES = ("columns", "fields", "cols", "header", "headers", "column_names", "columnNames")
_ROWS = ("data", "rows", "values", "records", "result", "results")
_NAME_OF_A_COLUMN = ("name", "label", "field", "id")
# An answer may stand in an answer.
_MOST_AROUND = 3
# So many names of fields say which keys are those of columns.
_FEW = 3


def objects_of_list(name: str, found: Sequence[Any]) -> list[Any]:
    """The objects of an array: those of the arrays in it, one page each, or rows below a row of names.

    Raises NotOrderLines for rows without names.
    """
    rows = [one for one in found if one is not None]
    if not rows or not all(isinstance(one, list) for one in rows):
        return list(found)
    if all(isinstance(one, dict) for page in rows for one in page):
        return [one for page in rows for one in page]
    names, *lines = rows
    are_names = all(isinstance(one, str) and one.strip() for one in names)
    if lines and are_names and fields_known(names) >= _FEW:
        return _rows(name, names, lines)
    raise NotOrderLines(
        f"{name} is a list of lists, and nothing says which value is which. Have the program write each line as an object with names "
        '({"order": 7, "sku": "A", …}), or the names as the first list.',
        [],
    )


def objects_of_object(name: str, found: Object) -> list[Any]:
    """The objects that a single object holds in one of these forms, else the object itself, with such a form inside it as a list."""
    held = _held(name, found)
    return [_opened(name, found, _MOST_AROUND)] if held is None else held


def _opened(name: str, found: Object, depth: int) -> Object:
    inner: Object = {}
    for key, value in found.items():
        inner[key] = value
        if isinstance(value, dict) and depth:
            held = _held(name, value, is_inside=True)
            inner[key] = _opened(name, value, depth - 1) if held is None else held
    return inner


def _held(name: str, found: Object, is_inside: bool = False) -> list[Any] | None:
    """The objects that an object is in another form; None where it is in none. is_inside: whether it stands in another one, and may be
    what an order says of itself."""
    by_names = _below_names(name, found)
    if by_names is not None:
        return by_names
    values = list(found.values())
    if not values:
        return None
    knows = fields_known(list(found)) >= _FEW
    if all(isinstance(one, list) for one in values) and (knows or not is_inside):
        return _columns_of_lists(found)
    if not all(isinstance(one, dict) and one for one in values):
        return None
    inner = list(dict.fromkeys(key for one in values for key in one))
    if knows and fields_known(inner) < fields_known(list(found)):
        return _columns_of_objects(found, inner)
    is_keyed = all(key.isdecimal() for key in found) or _are_keys(list(found), values, inner)
    return by_key(found) if is_keyed and _are_orders(values, inner) else None


def _are_keys(names: Sequence[str], values: Sequence[Object], inner: Sequence[str]) -> bool:
    """Whether names are numbers of objects, and no names of what is inside one: several of them, each with digits or above objects of
    order lines, and these have most keys in common."""
    common = set.intersection(*(set(one) for one in values))
    is_alike = len(values) > 1 and 2 * len(common) >= len(inner)
    have_digits = all(any(map(str.isdigit, one)) for one in names)
    return is_alike and not fields_known(names) and (have_digits or fields_known(inner) >= _FEW)


def _are_orders(values: Sequence[Object], keys: Sequence[str]) -> bool:
    """Whether objects are order lines by their names, or hold some."""
    lists = [held for one in values for held in one.values() if isinstance(held, list)]
    return look_like_order_lines(keys, []) or any(
        isinstance(line, dict) for held in lists for line in held
    )


def numbered_objects(found: Object) -> list[Object] | None:
    """The objects that stand under numbers in place of a list (`{"9001": {…}, "9002": {…}}`); None where these are something else."""
    if not found or not all(key.isdecimal() for key in found):
        return None
    return by_key(found) if all(isinstance(one, dict) for one in found.values()) else None


def by_key(found: Mapping[str, Object]) -> list[Object]:
    """The objects with the key that they stand under, for it may be the order's number; places in a list are none."""
    if _are_places(list(found)):
        return list(found.values())
    return [{"key": key} | one for key, one in found.items()]


def _columns_of_lists(found: Mapping[str, Sequence[Any]]) -> list[Object] | None:
    lengths = {len(one) for one in found.values()}
    is_plain = not any(isinstance(one, dict | list) for column in found.values() for one in column)
    if len(found) < _FEW or len(lengths) > 1 or lengths == {0} or not is_plain:
        return None
    return [dict(zip(found, line, strict=True)) for line in zip(*found.values(), strict=True)]


def _columns_of_objects(found: Mapping[str, Object], labels: Sequence[str]) -> list[Object]:
    """Lines out of columns that have a value for each label of a line."""
    more = {} if _are_places(labels) else {"index": dict(zip(labels, labels, strict=True))}
    columns = {**more, **found}
    return [{key: one.get(label) for key, one in columns.items()} for label in labels]


def _below_names(name: str, found: Object) -> list[Any] | None:
    """Rows below the names of their columns, which stand in a list of their own."""
    schema = found.get("schema")
    around = found | (schema if isinstance(schema, dict) else {})
    names = next((listed for key in _NAMES if (listed := _names(around.get(key)))), None)
    at = next((key for key in _ROWS if isinstance(found.get(key), list) and found[key]), None)
    if not names or not at:
        return None
    rows = [_cells(one) for one in found[at]]
    lines = [one for one in rows if one is not None]
    if len(lines) < len(rows):
        return None
    labels = found.get("index")
    if isinstance(labels, list) and len(labels) == len(lines) and not _are_places(labels):
        names = ["index", *names]
        lines = [[label, *line] for label, line in zip(labels, lines, strict=True)]
    return _rows(name, names, lines)


def _names(found: Any) -> list[str]:
    if not isinstance(found, list):
        return []
    names = [
        next((one[key] for key in _NAME_OF_A_COLUMN if one.get(key)), "")
        if isinstance(one, dict)
        else one
        for one in found
    ]
    return names if all(isinstance(one, str) and one for one in names) else []


def _cells(row: Any) -> list[Any] | None:
    """The values of a row; BigQuery and Google Charts put each into an object."""
    if isinstance(row, dict) and len(row) == 1:
        row = row.get("f", row.get("c"))
        if isinstance(row, list) and all(isinstance(one, dict) and "v" in one for one in row):
            return [one["v"] for one in row]
        return None
    return row if isinstance(row, list) else None


def _rows(name: str, names: Sequence[str], lines: Sequence[Sequence[Any]]) -> list[Any]:
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice:
        raise InputError(
            f"{name} has the column '{shown(twice)}' twice, and nobody can tell which one is meant. Give one of them another name in the "
            "export."
        )
    others = sum(not isinstance(one, list) or len(one) != len(names) for one in lines)
    if others:
        raise InputError(
            f"{name} has {counted(len(names), 'name')} of columns and rows below them, of which {others:,} "
            f"{'has' if others == 1 else 'have'} another number of values. Export it again."
        )
    return [dict(zip(names, one, strict=True)) for one in lines]


def _are_places(labels: Collection[Any]) -> bool:
    """Whether labels are the places of lines, from 0 or from 1."""
    texts = [str(one) for one in labels]
    return any(texts == [str(at + first) for at in range(len(texts))] for first in (0, 1))
