"""Whole numbers in a column of prices or amounts whose name says that they are cents."""

from __future__ import annotations

import functools
import re
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.words_file import read_rows
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.price_pieces import pieces_in_name
from python_jobs.landing.values.text import plain

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]|(?:\bin|[,/])\s+([^\W\d_]+)\.?\s*$")
_PERCENT = re.compile("(?:per|pro)z?cents?")


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    """Where in a name → the words for cents there; a * stands for any letters."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows(Path(__file__).with_name("cents_words.csv")):
        word = "*".join(map(plain, row["word"].split("*")))
        found[row["where"]] = (*found.get(row["where"], ()), word)
    return found


def is_named_for_cents(header: str) -> bool:
    """Whether a word of a column's name says cents: `Preis (Cent)`, `amountInCents`, `Prijs in centen`, `Price (p)`."""
    if pieces_in_name(header):
        # `Prix au cent` is the price of a hundred.
        return False
    words = plain(header).split()
    brackets = [
        plain(inside or behind).rstrip(".") for inside, behind in _IN_BRACKETS.findall(header)
    ]
    return (
        any(_is_one(word, "anywhere") for word in words)
        or (len(words) > 1 and _is_one(words[-1], "end"))
        or any(_is_one(text, "brackets") for text in brackets)
    )


def _is_one(word: str, where: str) -> bool:
    return not _PERCENT.fullmatch(word) and any(fnmatchcase(word, one) for one in _words()[where])


def find_cents(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them, where the feed does not say that they are."""
    if form.feed.amounts_in or "price_per" in form.feed.constants:
        return []
    doubts = []
    for one in PRICE_FIELDS:
        header = header_of(form, one)
        if not has_column(form, one) or not is_named_for_cents(header):
            continue
        [(count, fractions, example)] = connection.execute(
            f"select count({one}), count(*) filter (regexp_matches({one}, '[.][0-9]*[1-9]')), min({one}) from {lines_table} "
            "where feed = $1",
            [form.feed.name],
        ).fetchall()
        if count and not fractions:
            doubts.append(
                Doubt(
                    "amounts_in_cents",
                    f"the column '{header}' is named for cents, and {counted(count, 'amount')} in it are read as whole units, "
                    "which is a hundred times as much",
                    str(example),
                    "If they are cents, say so in the feed with the line  amounts_in: cents",
                )
            )
    return doubts
