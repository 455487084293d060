"""Columns of states and kinds that their names do not tell: a few values, and one of them says that something was taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

import pyarrow as pa
import pyarrow.compute as pc

from python_jobs.landing.lines.header_words import is_event
from python_jobs.landing.lines.kind_words import (
    are_events,
    is_code_of_taken_back,
    says_moved,
    says_sale,
    says_taken_back,
)

# So many lines tell that a column has few values, and no export of orders has more columns.
_FIRST_LINES, _MOST_COLUMNS = 1_000, 300
_MOST_VALUES, _LONGEST_VALUE = 12, 40
# A shop's site has more kinds of events.
_MOST_EVENTS = 100
# What describes an article, a customer or a promise, and free texts: `Free returns` and `Returns` as a category are no states.
_OF_SOMETHING_ELSE = re.compile(
    r".*(?:descri|beschreib|bezeichn|désign|libell|descriz|omschr|\bopis|\bname|title|titel|product|produkt|article|artikel|\bitem\b|goods|categor|kategor|catégor|"
    r"department|abteilung|brand|marke|marque|vendor|supplier|manufact|herstell|color|colour|farbe|\bsize|größe|variant|material|feature|collection|season|genre|"
    r"note|notiz|comment|kommentar|remark|bemerk|memo|message|instruct|hinweis|text|\btags?\b|label|policy|terms|bedingung|condition|grade|quality|warranty|garant|"
    r"insurance|method|methode|\bweg\b|service|option|payment|zahl|paiement|\bpag|betaal|płatn|price|preis|prix|precio|prezzo|prijs|cena|promo|campaign|kampagne|"
    r"channel|kanal|street|straße|address|adresse|city|\bort\b|ville|email|mail|phone|country|region|province|reason|grund|motif|motiv).*"
)


def find_kinds(lines: pa.Table | None, names: Sequence[str], known: Set[int | None]) -> list[int]:
    """Where such columns stand. lines: columns '0', '1', … of text; names: the header in small letters; known: places that are
    read or looked at already."""
    return list(_kinds(lines, names, known)) if lines is not None else []


def _kinds(lines: pa.Table, names: Sequence[str], known: Set[int | None]) -> Iterator[int]:
    for at, name in enumerate(names[:_MOST_COLUMNS]):
        is_of_events = is_event(name)
        if at in known or (not is_of_events and _OF_SOMETHING_ELSE.fullmatch(name)):
            continue
        most = _MOST_EVENTS if is_of_events else _MOST_VALUES
        column = lines[str(at)]
        if pc.count_distinct(column.slice(0, _FIRST_LINES)).as_py() > most:
            continue
        texts = {(text or "").strip() for text in pc.unique(column).to_pylist()} - {""}
        is_told = len(texts) <= _MOST_VALUES and _tell_kinds(texts)
        if is_told or (is_of_events and are_events(texts)):
            yield at


def _tell_kinds(texts: set[str]) -> bool:
    """Whether these are kinds of lines, of which some are no sales. Where one is a sale, a code or a transfer is another kind."""
    if any(len(text) > _LONGEST_VALUE for text in texts):
        return False
    return (
        any(map(says_taken_back, texts))
        or are_events(texts)
        or (
            any(map(says_sale, texts))
            and any(is_code_of_taken_back(text) or says_moved(text) for text in texts)
        )
    )
