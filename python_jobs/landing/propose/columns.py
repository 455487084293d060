"""Which column of an export is which field of this project."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.landing.feeds.feed import FIELDS, PRICE_FIELDS, REQUIRED_FIELDS

# Fields whose columns hold numbers or dates: a name alone is not believed where the values say otherwise.
_NUMBER = re.compile(r"[^\d]{0,5}\d[\d.,'’\s]*[^\d]{0,5}")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/. ]+(\d{1,2}|[^\W\d]{3,12}\.?)[-/. ,]+\d{2,4}.*"
    r"|[^\W\d]{3,12}\.? \d{1,2},? \d{4}.*|\d{8}|[34]\d{4}([.,]\d+)?",
)
# A column is of a kind when so many of its values look like it.
_MOST = 0.8


@dataclass(frozen=True)
class Proposal:
    """columns: field → column of the file; unknown: what nobody can tell, as questions with the columns that may be
    meant."""

    columns: dict[str, str]
    unknown: dict[str, list[str]] = field(default_factory=dict)


@functools.cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Field → the names that shops give its column, in small plain letters; the likeliest first."""
    text = Path(__file__).with_name("header_names.csv").read_text(encoding="utf-8")
    return {
        row["field"]: tuple(dict.fromkeys(plain(one) for one in row["names"].split("|")))
        for row in csv.DictReader(text.splitlines())
    }


def propose_columns(values: Mapping[str, Sequence[str]]) -> Proposal:
    """A column for each field that one can be told for.

    values: column of the file → some of its values, without empty ones.
    """
    names = {column: plain(column) for column in values}
    columns: dict[str, str] = {}
    for one in _by_certainty():
        found = _by_name(one, names, values, columns)
        if found:
            columns[one] = found
    if "invoice_date" not in columns:
        dates = [
            column
            for column, texts in values.items()
            if column not in columns.values() and _is_date(texts)
        ]
        if len(dates) == 1:
            columns["invoice_date"] = dates[0]
    # A total beside a price may be that of the order, and says nothing more of the line.
    if "price" in columns:
        columns.pop("line_amount", None)
    free = [column for column in values if column not in columns.values()]
    unknown = {
        one: [column for column in free if _fits(one, values[column])]
        for one in REQUIRED_FIELDS
        if one not in columns
    }
    if not any(one in columns for one in PRICE_FIELDS):
        unknown["price"] = [column for column in free if _fits("price", values[column])]
    return Proposal({one: columns[one] for one in FIELDS if one in columns}, unknown)


def plain(name: str) -> str:
    """A name in small letters, words parted by one blank, without marks above or below letters."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = re.sub(r"[^\w°]+|_", " ", spaced.casefold()).split()
    text = unicodedata.normalize("NFKD", " ".join(words))
    return "".join(one for one in text if not unicodedata.combining(one))


def _by_certainty() -> list[str]:
    """The fields in the order in which they take their columns: those with names of their own first."""
    first = [
        "invoice_date",
        "quantity",
        "price",
        "line_number",
        "currency",
        "country",
        "customer_id",
    ]
    return [*first, "stock_code", "invoice", "description", "line_amount", "invoice_time"]


def _by_name(
    one: str,
    names: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
    taken: Mapping[str, str],
) -> str | None:
    free = {
        name: column
        for column, name in reversed(list(names.items()))
        if column not in taken.values() and _fits(one, values[column])
    }
    return next((free[name] for name in known_names()[one] if name in free), None)


def _fits(one: str, texts: Sequence[str]) -> bool:
    """Whether values may be those of a field; a column without any may be."""
    if not texts:
        return True
    if one in ("quantity", *PRICE_FIELDS):
        return _share(_NUMBER, texts) >= _MOST
    if one == "invoice_date":
        return _is_date(texts)
    return True


def _is_date(texts: Sequence[str]) -> bool:
    return bool(texts) and _share(_DATE, texts) >= _MOST


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(bool(pattern.fullmatch(text.strip())) for text in texts) / len(texts)
