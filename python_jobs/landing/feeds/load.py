"""Feeds as people write them: small YAML files."""

from __future__ import annotations

import codecs
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import yaml

from python_jobs.core.errors import InputError
from python_jobs.landing.feeds.feed import (
    FIELDS,
    PRICE_FIELDS,
    REQUIRED_FIELDS,
    Feed,
)

OPTIONS = ("date_format", "delimiter", "encoding", "decimal", "sheet")
# Python knows these as encodings, but what they write is no text that an export has.
NO_ENCODINGS_OF_FILES = (
    "idna",
    "punycode",
    "raw-unicode-escape",
    "undefined",
    "unicode-escape",
    "utf-7",
)


def load_feed(path: Path) -> Feed:
    """Read a feed file.

    Raises InputError, naming the file and the line to mend, when it is no feed.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"There is no feed file {path}. Look into the folder feeds/.") from None
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise InputError(
            f"The feed file {path} is no YAML: {' '.join(str(error).split())}"
        ) from None
    problems = list(_problems(content))
    if problems:
        raise InputError(f"The feed file {path} cannot be used: {'; '.join(problems)}.")
    options = {key: str(content[key]) for key in OPTIONS if content.get(key) is not None}
    columns = {field: str(column) for field, column in content["columns"].items()}
    return Feed(name=path.stem, columns=columns, **options)


def load_shipped_feeds(folder: Path) -> list[Feed]:
    """Every feed of the project; files are matched against them when no feed is given. The ones that say
    how a file is written come first: of two that match, the one that says more is meant."""
    feeds = [load_feed(path) for path in sorted(folder.glob("*.yml"))]
    return sorted(feeds, key=lambda feed: not feed.says_how)


def _problems(content: Any) -> Iterable[str]:
    if not isinstance(content, dict) or not isinstance(content.get("columns"), dict):
        yield "it needs a line like  columns: {invoice: Order No, invoice_date: Ordered, …}"
        return
    for key in content:
        if key not in ("columns", *OPTIONS):
            yield f"it does not know '{key}' (it knows columns, {', '.join(OPTIONS)})"
    columns = content["columns"]
    for field in columns:
        if field not in FIELDS:
            yield f"there is no field '{field}' (the fields are {', '.join(FIELDS)})"
    for field in REQUIRED_FIELDS:
        if not columns.get(field):
            yield f"columns lacks {field}"
    if all(columns.get(field) for field in PRICE_FIELDS):
        yield "columns has both price and line_amount; keep one"
    if not any(columns.get(field) for field in PRICE_FIELDS):
        yield "columns lacks price (or line_amount, where a file has only the amount)"
    if any(not column for column in columns.values()):
        yield "a column has no name; leave the line out instead"
    if any(isinstance(column, list | dict) for column in columns.values()):
        yield "a field is one column, not several"
    date_format = content.get("date_format")
    if date_format is not None and not _is_date_format(str(date_format)):
        yield f"date_format '{date_format}' is no form such as %d.%m.%Y %H:%M"
    delimiter = content.get("delimiter")
    if delimiter is not None and (len(str(delimiter)) != 1 or str(delimiter) in '"\r\n'):
        yield 'delimiter is one character, such as ";" or "\\t"'
    if content.get("decimal") not in (None, ".", ","):
        yield 'decimal is "." or ","'
    encoding = content.get("encoding")
    if encoding is not None and not _is_encoding(str(encoding)):
        yield f"there is no encoding '{encoding}' (try utf-8 or cp1252)"


def _is_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name.replace("_", "-") not in NO_ENCODINGS_OF_FILES


@functools.cache
def _is_date_format(text: str) -> bool:
    """Whether strptime knows everything in a format."""
    with duckdb.connect() as connection:
        try:
            connection.execute("select try_strptime('', $1)", [text])
        except duckdb.Error:
            return False
    return True
