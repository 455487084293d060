"""Feeds: small YAML files that say what a kind of input looks like. What one leaves out is detected."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError
from python_jobs.landing.forms import is_date_format

REQUIRED_FIELDS = ("invoice", "invoice_date", "stock_code", "quantity")
PRICE_FIELDS = ("price", "line_amount")
OPTIONAL_FIELDS = ("description", "customer_id", "country")
FIELDS = REQUIRED_FIELDS + PRICE_FIELDS + OPTIONAL_FIELDS
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


@dataclass(frozen=True)
class Feed:
    """What a kind of input looks like.

    columns: field of ours → column of the file; the rest is None where it is to be detected.
    """

    name: str
    columns: dict[str, str]
    date_format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    sheet: str | None = None

    @property
    def says_how(self) -> bool:
        """Whether it says how a text file is written, and does not leave all of that to be detected."""
        return bool(self.encoding or self.delimiter)

    def matches(self, header: Sequence[str]) -> bool:
        """Whether every column stands in the header, and once."""
        return not self.missing(header)

    def positions(self, header: Sequence[str]) -> dict[str, int]:
        """Field → position in a header that matches; ValueError in one that does not."""
        names = [_folded(name) for name in header]
        return {field: names.index(_folded(column)) for field, column in self.columns.items()}

    def missing(self, header: Sequence[str]) -> list[tuple[str, str]]:
        """The (field, column) pairs that the header lacks or has more than once."""
        names = [_folded(name) for name in header]
        return [
            (f, column) for f, column in self.columns.items() if names.count(_folded(column)) != 1
        ]


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
    if date_format is not None and not is_date_format(str(date_format)):
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


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
