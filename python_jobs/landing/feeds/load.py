"""Feeds as people write them: small YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_jobs.core.errors import InputError
from python_jobs.core.yaml_file import read_yaml
from python_jobs.landing.feeds.check import TEXT_OPTIONS, find_problems
from python_jobs.landing.feeds.feed import (
    CONSTANT_FIELDS,
    FIELDS,
    PRICE_FIELDS,
    REQUIRED_FIELDS,
    ColumnName,
    Feed,
)
from python_jobs.landing.feeds.open_questions import find_open_questions


def load_feed(path: Path) -> Feed:
    """Read a feed file.

    Raises InputError, naming the file and the line to correct, when it is not a valid feed.
    """
    content = read_yaml(path, "The feed file", as_written=True)
    problems = list(find_problems(content))
    if problems:
        problems = _with_questions(path, content, problems)
        raise InputError(f"The feed file {path} cannot be used: {'; '.join(problems)}.")
    return replace(_make_feed(path.stem, content), path=str(path))


def _with_questions(path: Path, content: Any, problems: list[str]) -> list[str]:
    """What is wrong with a feed, with the open questions of `inspect` in place of the columns that it lacks for that."""
    given = dict(content) if isinstance(content, dict) else {}
    columns = given.pop("columns", None)
    given |= columns if isinstance(columns, dict) else {}
    text = path.read_text(encoding="utf-8", errors="replace")
    needed = {*REQUIRED_FIELDS, *PRICE_FIELDS}
    questions = [one for one in find_open_questions(text, given) if needed & set(one.fields)]
    asked = {one for question in questions for one in question.fields}
    # Without an answer there may be no column at all.
    others = [
        one
        for one in problems
        if not (one.startswith("columns lacks ") and one.split()[2] in asked)
        and not (questions and columns is None)
    ]
    return [*map(str, questions), *others]


def load_known_feeds(folders: Iterable[Path]) -> list[Feed]:
    """Every feed of the folders; files are matched against them when no feed is given.

    Of two that match, the one of the earlier folder is meant, and in one folder the one that says
    more; where neither does, choose_feed asks.
    """
    return [feed for folder in folders for feed in load_shipped_feeds(folder)]


def load_shipped_feeds(folder: Path) -> list[Feed]:
    """Every feed of a folder. The ones that say how a file is written come first, then the ones that name
    more columns: of two that match, the one that says more is meant. A feed without a header matches by
    chance, and only counts where it is given."""
    feeds = [load_feed(path) for path in sorted(folder.glob("*.yml"))]
    return sorted(
        (feed for feed in feeds if not feed.has_no_header),
        key=lambda feed: (not feed.says_how, -feed.column_count),
    )


def _make_feed(name: str, content: dict[str, Any]) -> Feed:
    columns: dict[str, tuple[ColumnName, ...]] = {}
    constants: dict[str, str] = {}
    for field in FIELDS:
        given = content["columns"].get(field, content.get(field))
        if given is None:
            continue
        if _is_constant(field, given, content):
            constants[field] = str(given)
        else:
            columns[field] = _names(given)
            if field in CONSTANT_FIELDS and content.get(field) is not None:
                constants[field] = str(content[field])
    options = {key: str(content[key]) for key in TEXT_OPTIONS if content.get(key) is not None}
    for key in ("cancellation_prefix", "adjustment_prefix"):
        if key in options:
            options[key] = options[key].strip().upper()
    header_row = content.get("header_row")
    if header_row is None and _by_position(content):
        header_row = 0
    return Feed(
        name=name,
        columns=columns,
        constants=constants,
        keep=_filters(content.get("keep")),
        drop=_filters(content.get("drop")),
        returns=_filters(content.get("returns")),
        price_units={
            str(unit).strip().upper(): str(number)
            for unit, number in (content.get("price_units") or {}).items()
        },
        return_prefix=_marks(content.get("return_prefix")),
        return_suffix=_marks(content.get("return_suffix")),
        return_files=tuple(str(one) for one in _listed(content.get("return_files"))),
        header_row=header_row,
        known_doubts=tuple(str(one) for one in _listed(content.get("known_doubts"))),
        guests=_customers(content.get("guests")),
        known_customers=_customers(content.get("known_customers")),
        sheets=tuple(str(one) for one in _listed(content.get("sheet", content.get("sheets")))),
        **options,
    )


def _by_position(content: dict[str, Any]) -> bool:
    """Whether the feed names columns by their places: whole numbers, beside that of the quantity."""
    return any(
        isinstance(one, int)
        for field, given in content["columns"].items()
        for one in _listed(given)
        if field != "quantity"
    )


def _is_constant(field: str, given: Any, content: dict[str, Any]) -> bool:
    """Beside the columns a value is meant; among them only a number of pieces, unless numbers are places."""
    if field not in CONSTANT_FIELDS:
        return False
    if field not in content["columns"]:
        return True
    return field == "quantity" and isinstance(given, int | float) and not _by_position(content)


def _names(given: Any) -> tuple[ColumnName, ...]:
    return tuple(one if isinstance(one, int) else str(one) for one in _listed(given))


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, list) else [given]


def _marks(given: Any) -> tuple[str, ...]:
    """How numbers start or end, in capitals."""
    return tuple(str(one).strip().upper() for one in _listed(given))


def _customers(given: Any) -> tuple[str, ...]:
    """Customers in small letters; the number 0 is one however it is written."""
    texts = (str(one).strip().lower() for one in _listed(given))
    return tuple("0" if re.fullmatch("0+([.,]0+)?", text) else text for text in texts)


def _filters(given: Any) -> dict[str, tuple[str, ...]]:
    return {
        str(column): tuple("" if one is None else str(one) for one in _listed(values)) or ("",)
        for column, values in (given or {}).items()
    }
