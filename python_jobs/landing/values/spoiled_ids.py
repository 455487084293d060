"""Ids of which a spreadsheet has lost something that nobody can bring back: each kind is told as a doubt."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.moments import STRICT_ISO

_MONTHS = "jan|feb|mar|mrz|mär|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec"


@dataclass(frozen=True)
class _Kind:
    """condition: SQL over `one`, an id without outer blanks; is_rare: where most ids look so, they are meant."""

    name: str
    condition: str
    sentence: str
    remedy: str
    is_rare: bool = False


_AS_TEXT = "Export them again as text."
_KINDS = (
    _Kind(
        "scientific_ids",
        "regexp_full_match(one, '[0-9]([.,][0-9]+)?[eE][+][0-9]+|[0-9][.,][0-9]+[eE][0-9]+')",
        "a spreadsheet has cut the digits of {count} ids in the column '{column}', so that different ones may have become one",
        _AS_TEXT,
    ),
    _Kind(
        "ids_of_fifteen_digits",
        "length(one) > 15 and regexp_full_match(one, '[1-9][0-9]{14}0+')",
        "{count} ids in the column '{column}' end in zeros from the 16th digit on, as a spreadsheet leaves them, "
        "so that different ones may have become one",
        _AS_TEXT,
    ),
    _Kind(
        "ids_too_wide",
        "regexp_full_match(one, '#{3,}')",
        "a column was too narrow for {count} ids in '{column}', which are lost",
        "Make the column wider and export it again.",
    ),
    _Kind(
        "ids_as_dates",
        f"regexp_full_match(one, {STRICT_ISO}) or regexp_full_match(lower(one), "
        f"'[0-9]{{1,2}}[-. ]{{1,2}}({_MONTHS})[.]?|({_MONTHS})[-. ]{{1,2}}[0-9]{{2}}')",
        "{count} ids in the column '{column}' are dates, which a spreadsheet makes of codes such as 1-3",
        _AS_TEXT,
        is_rare=True,
    ),
    _Kind(
        "ids_in_thousands",
        "regexp_full_match(one, '[1-9][0-9]{0,2}([.,''’ ][0-9]{3})+')",
        "{count} ids in the column '{column}' look like numbers whose thousands a program has parted",
        "If they are written otherwise elsewhere, export them as text.",
    ),
)


def spoiled_doubts(connection: duckdb.DuckDBPyConnection, texts: str, column: str) -> list[Doubt]:
    """What a spreadsheet has done to ids for good.

    texts: a table (text) of the distinct texts; column: what the file calls the field.
    """
    counts = ", ".join(
        f"count(*) filter ({one.condition}), min(text) filter ({one.condition})" for one in _KINDS
    )
    # Most ids are short numbers or start with letters: those are none of these.
    [(total, *found)] = connection.execute(
        f"select count(*), {counts} from (select text, trim(text) as one from {texts})"
    ).fetchall()
    doubts = []
    for kind, count, example in zip(_KINDS, found[::2], found[1::2], strict=True):
        if count and not (kind.is_rare and 2 * count > total):
            sentence = kind.sentence.format(count=f"{count:,}", column=column)
            doubts.append(Doubt(kind.name, sentence, example, kind.remedy))
    return doubts
