"""The names that shops give to columns of order lines, in the languages of Europe and East Asia."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from python_jobs.core.words_file import read_rows
from python_jobs.landing.feeds.feed import PRICE_FIELDS, Feed, folded
from python_jobs.landing.values.text import plain


@functools.cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Field → the names that shops give its column, in small plain letters; the likeliest first."""
    return {
        row["field"]: tuple(dict.fromkeys(plain(one) for one in row["names"].split("|")))
        for row in read_rows(Path(__file__).with_name("header_names.csv"))
    }


def count_known(header: Sequence[str]) -> int:
    """How many names of a header are known: under a wrong encoding they are fewer."""
    known = {name for names in known_names().values() for name in names}
    return sum(plain(name) in known for name in header)


def fields_known(header: Sequence[str]) -> int:
    """How many fields of an order line have a column by its name, or by what JSON has inside an object (`node.sku`)."""
    names = {plain(one) for name in header for one in (name, name.rpartition(".")[2])}
    return sum(not names.isdisjoint(known) for known in known_names().values())


def look_like_order_lines(header: Sequence[str], feeds: Sequence[Feed]) -> bool:
    """Whether a header has an order's number or date, an article, and pieces or an amount, by the names that the feeds or
    shops in their languages give them. `Name` may be anything."""
    names = {folded(name) for name in header}
    known = {plain(name) for name in header} - {"name"}
    fields = {one for one, given in known_names().items() if known.intersection(given)}
    fields |= {
        one
        for feed in feeds
        for one, columns in feed.columns.items()
        if names.intersection(folded(str(column)) for column in columns) - {"name"}
    }
    return (
        not fields.isdisjoint(("invoice", "invoice_date"))
        and not fields.isdisjoint(("stock_code", "description"))
        and not fields.isdisjoint(("quantity", *PRICE_FIELDS))
    )
