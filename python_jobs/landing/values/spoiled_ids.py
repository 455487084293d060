"""Ids of which a spreadsheet has lost something that nobody can bring back: each kind is told as a doubt."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import duckdb

from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.moments import STRICT_ISO
from python_jobs.landing.values.month_names import month_names

# What a spreadsheet shows of a day: its month by a short name, or three numbers.
_LONGEST_MONTH = 5
_NUMERIC_DAY = "[0-3]?[0-9]([./-])[01]?[0-9]([./-])(19|20)[0-9]{2}|(19|20)[0-9]{2}[./][01]?[0-9][./][0-3]?[0-9]"
_MIDNIGHT = "( 0?0:00(:00)?)?"
# The names are looked up only where something looks like one: they take long to load.
_ANY_MONTH = f"([^0-9. -]{{3,{_LONGEST_MONTH}}})"
_DAY_OR_YEAR_OF_A_MONTH = (
    f"[0-9]{{1,2}}[-. ]{{1,2}}{_ANY_MONTH}[.]?|{_ANY_MONTH}[-. ]{{1,2}}[0-9]{{2}}"
)


# Every tenth number of 16 digits ends in a zero by itself.
MORE_THAN_CHANCE = 5


@dataclass(frozen=True)
class _Kind:
    """doubt: its sentence has places for {count} and {column}; condition: SQL over `one`, an id without outer blanks;
    is_rare: where most ids look so, they are meant;
    by_chance: SQL over `one`, how many ids look so by chance."""

    doubt: Doubt
    condition: str
    is_rare: bool = False
    by_chance: str = "0"


_AS_TEXT = "Export them again as text."
_KINDS = (
    _Kind(
        Doubt(
            "scientific_ids",
            "a spreadsheet has cut the digits of {count} ids in the column '{column}', so that different ones may have become one",
            "",
            _AS_TEXT,
        ),
        "regexp_full_match(one, '[0-9]([.,][0-9]+)?[eE][+][0-9]+|[0-9][.,][0-9]+[eE][0-9]+')",
    ),
    _Kind(
        Doubt(
            "ids_of_fifteen_digits",
            "{count} ids in the column '{column}' end in zeros from the 16th digit on, as a spreadsheet leaves them, so that "
            "different ones may have become one",
            "",
            _AS_TEXT,
        ),
        "length(one) > 15 and regexp_full_match(one, '[1-9][0-9]{14}0+')",
        by_chance="sum(case when length(one) > 15 and regexp_full_match(one, '[1-9][0-9]+') then pow(10.0, 15 - length(one)) end)",
    ),
    _Kind(
        Doubt(
            "ids_too_wide",
            "a column was too narrow for {count} ids in '{column}', which are lost",
            "",
            "Make the column wider and export it again.",
        ),
        "regexp_full_match(one, '#{3,}')",
    ),
    _Kind(
        Doubt(
            "ids_as_dates",
            "{count} ids in the column '{column}' are dates, which a spreadsheet makes of codes such as 1-3",
            "",
            _AS_TEXT,
        ),
        f"regexp_full_match(one, {STRICT_ISO}) or regexp_full_match(one, '({_NUMERIC_DAY}){_MIDNIGHT}') "
        f"or regexp_full_match(one, '{_DAY_OR_YEAR_OF_A_MONTH}')",
        is_rare=True,
    ),
    _Kind(
        Doubt(
            "ids_in_thousands",
            "{count} ids in the column '{column}' look like numbers whose thousands a program has separated",
            "",
            "If they are written otherwise elsewhere, export them as text.",
        ),
        "regexp_full_match(one, '[1-9][0-9]{0,2}([.,''’\u00a0\u2009\u202f ][0-9]{3})+')",
    ),
)


def spoiled_doubts(connection: duckdb.DuckDBPyConnection, texts: str, column: str) -> list[Doubt]:
    """What a spreadsheet has done to ids for good.

    texts: a table (text) of the distinct texts; column: what the file calls the field.
    """
    counts = ", ".join(
        f"count(*) filter ({one.condition}), min(text) filter ({one.condition}), coalesce({one.by_chance}, 0)"
        for one in _KINDS
    )
    # Most ids are short numbers or start with letters: those are none of these.
    [(total, *found)] = connection.execute(
        f"select count(*), {counts} from (select text, trim(text) as one from {texts})"
    ).fetchall()
    doubts = []
    for kind, count, example, by_chance in zip(
        _KINDS, found[::3], found[1::3], found[2::3], strict=True
    ):
        if count and _ANY_MONTH in kind.condition:
            condition = kind.condition.replace(_ANY_MONTH, _short_months())
            [(count, example)] = connection.execute(
                f"select count(*), min(text) from (select text, strip_accents(trim(text)) as one from {texts}) where {condition}"
            ).fetchall()
        if count > MORE_THAN_CHANCE * by_chance and not (kind.is_rare and 2 * count > total):
            sentence = kind.doubt.sentence.replace("{count}", f"{count:,}").replace(
                "{column}", column
            )
            doubts.append(replace(kind.doubt, sentence=sentence, example=example))
    return doubts


@functools.cache
def _short_months() -> str:
    """A pattern of the short names of months in the languages of Europe, without accents."""
    names = (name for name in month_names() if name.isalpha() and len(name) <= _LONGEST_MONTH)
    return f"(?i:{'|'.join(sorted(names))})"


def zeros_doubts(
    connection: duckdb.DuckDBPyConnection, texts: str, field: str, column: str
) -> list[Doubt]:
    """Numbers that stand with zeros or # in front and without, as a spreadsheet takes them away, or with a #: one thing becomes two.

    texts: a table (text) of the distinct texts, which mean what the table meanings says under the field's name.
    """
    [(count, example, other)] = connection.execute(
        f"""
        with ids as (
            select distinct case when meanings.text is null then trim(texts.text) else meaning end as id
            from {texts} as texts
            left join meanings on kind = '{field}' and meanings.text = texts.text
        ),
        in_several_forms as (
            select min(id) as id, max(id) as other
            from ids
            where regexp_full_match(id, '#?0*[1-9][0-9]*')
            group by ltrim(id, '#0')
            having count(*) > 1
        )
        select count(*), min(id), arg_min(other, id) from in_several_forms
        """
    ).fetchall()
    if not count:
        return []
    number = "one number" if count == 1 else f"{count:,} numbers"
    sentence = (
        f"{number} in the column '{column}' {'stands' if count == 1 else 'stand'} with zeros in front and without, as "
        f"{other}, and {'counts' if count == 1 else 'count'} as different ones"
    )
    return [
        Doubt(
            "ids_with_and_without_zeros",
            sentence,
            example,
            "If they are the same, export them again in one form, as text with their zeros.",
        )
    ]
