"""Which columns of a table are read, and what they are called until they are lines in our fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from python_jobs.landing.feeds.feed import Feed, folded, position_of

# Headers of columns that a feed should say something about, where it says nothing.
_CURRENCY = re.compile(
    "(?:.* )?(?:currency|waehrung|währung|devise|moneda|divisa|valuta|waluta|moeda|munt)(?: .*)?"
)
_STATUS = re.compile("(?:.* )?(?:status|state|zustand|statut|état|estado|stato|stan)")
_TIME = re.compile(
    "(?:(?:order|sale|sales|purchase|transaction|invoice|receipt) )?"
    "(?:time|uhrzeit|zeit|bestellzeit|heure|hora|ora|orario|tijd|tijdstip|godzina|czas)(?: of day)?"
)
_NO_STATUS = re.compile(".*(?:country|ship|bill|address|customer|region|addr|fulfil|province).*")


@dataclass(frozen=True)
class Selection:
    """What is read of a table: column name → position, None for a column that this table lacks.

    The names are the feed's fields, `invoice_2`, … for more columns of an invoice, `filter_1`, … for what
    the feed keeps or drops by, and `seen_currency`, `seen_status` and `seen_time` for what it says nothing of.
    """

    positions: dict[str, int | None]
    header: Sequence[str]

    def shown(self, name: str) -> str:
        """What the file calls a column, for a sentence."""
        at = self.positions.get(name)
        return name if at is None else str(self.header[at])


def column_names(feed: Feed) -> list[str]:
    """The columns that are read of every table under a feed."""
    names = []
    for field, columns in feed.columns.items():
        names += [field, *(f"{field}_{number}" for number in range(2, len(columns) + 1))]
    names += [f"filter_{number}" for number in range(1, len(filters(feed)) + 1)]
    return [*names, "seen_currency", "seen_status", "seen_time"]


def filters(feed: Feed) -> list[tuple[str, str, tuple[str, ...]]]:
    """(keep or drop, column, values), in the order of the columns filter_1, …"""
    return [
        *(("keep", column, values) for column, values in feed.keep.items()),
        *(("drop", column, values) for column, values in feed.drop.items()),
    ]


def select_columns(feed: Feed, header: Sequence[str]) -> Selection:
    """Where the columns of `column_names` stand in a header that matches the feed."""
    positions: dict[str, int | None] = {}
    for field, places in feed.positions(header).items():
        for number, place in enumerate(places, start=1):
            positions[field if number == 1 else f"{field}_{number}"] = place
    for number, (_, column, _) in enumerate(filters(feed), start=1):
        positions[f"filter_{number}"] = position_of(column, header)
    known = set(positions.values())
    says_currency = "currency" in feed.columns
    positions["seen_currency"] = None if says_currency else _find(_CURRENCY, header, set())
    positions["seen_status"] = None if feed.keep or feed.drop else _find(_STATUS, header, known)
    says_time = "invoice_time" in feed.columns
    positions["seen_time"] = None if says_time else _find(_TIME, header, known)
    return Selection({name: positions[name] for name in column_names(feed)}, header)


def _find(pattern: re.Pattern[str], header: Sequence[str], known: set[int | None]) -> int | None:
    for at, name in enumerate(header):
        words = re.sub("[^\\w]+|_", " ", folded(name)).strip()
        if at not in known and pattern.fullmatch(words) and not _NO_STATUS.fullmatch(words):
            return at
    return None
