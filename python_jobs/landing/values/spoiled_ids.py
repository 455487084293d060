"""Ids of which a spreadsheet has lost something that nobody can bring back: each kind is told as a doubt."""

from __future__ import annotations

import functools
from collections.abc import Mapping
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


def spoiled_doubts(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, str]
) -> dict[str, list[Doubt]]:
    """Field → what a spreadsheet has done to its ids for good.

    columns: field → what the file calls it; the table ids (kind, text) has the distinct texts of each.
    """
    counts = ", ".join(
        f"count(*) filter ({one.condition}), min(text) filter ({one.condition}), coalesce({one.by_chance}, 0)"
        for one in _KINDS
    )
    rows = connection.execute(
        f"select kind, count(*), {counts} from (select kind, text, trim(text) as one from ids) group by kind"
    ).fetchall()
    doubts: dict[str, list[Doubt]] = {}
    for field, total, *found in rows:
        doubts[field] = []
        for kind, count, example, by_chance in zip(
            _KINDS, found[::3], found[1::3], found[2::3], strict=True
        ):
            if count and _ANY_MONTH in kind.condition:
                condition = kind.condition.replace(_ANY_MONTH, _short_months())
                [(count, example)] = connection.execute(
                    "select count(*), min(text) from (select text, strip_accents(trim(text)) as one from ids "
                    f"where kind = '{field}') where {condition}"
                ).fetchall()
            if count > MORE_THAN_CHANCE * by_chance and not (kind.is_rare and 2 * count > total):
                sentence = kind.doubt.sentence.replace("{count}", f"{count:,}").replace(
                    "{column}", columns[field]
                )
                doubts[field].append(replace(kind.doubt, sentence=sentence, example=example))
    return doubts


@functools.cache
def _short_months() -> str:
    """A pattern of the short names of months in the languages of Europe, without accents."""
    names = (name for name in month_names() if name.isalpha() and len(name) <= _LONGEST_MONTH)
    return f"(?i:{'|'.join(sorted(names))})"


def zeros_doubts(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, str]
) -> dict[str, list[Doubt]]:
    """Field → the doubt about numbers that stand with zeros or # in front and without, as a spreadsheet takes them away: one thing becomes two.

    columns: field → what the file calls it; the table ids (kind, text) has the distinct texts of each, which mean what the table
    meanings says.
    """
    rows = connection.execute(
        """
        with read as (
            select distinct
                ids.kind,
                case when meanings.text is null then trim(ids.text) else meanings.meaning end as id
            from ids
            left join meanings on ids.kind = meanings.kind and ids.text = meanings.text
        ),
        in_several_forms as (
            select kind, min(id) as id, max(id) as other
            from read
            where regexp_full_match(id, '#?0*[1-9][0-9]*')
            group by kind, ltrim(id, '#0')
            having count(*) > 1
        )
        select kind, count(*), min(id), arg_min(other, id) from in_several_forms group by kind
        """
    ).fetchall()
    doubts = {}
    for field, count, example, other in rows:
        number = "one number" if count == 1 else f"{count:,} numbers"
        sentence = (
            f"{number} in the column '{columns[field]}' {'stands' if count == 1 else 'stand'} with zeros in front and without, as "
            f"{other}, and {'counts' if count == 1 else 'count'} as different ones"
        )
        doubts[field] = [
            Doubt(
                "ids_with_and_without_zeros",
                sentence,
                example,
                "If they are the same, export them again in one form, as text with their zeros.",
            )
        ]
    return doubts
