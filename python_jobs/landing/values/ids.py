"""Ids (orders, products, customers) as they were before a program rewrote them; words for none are none."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

import duckdb

from python_jobs.core.words_file import read_rows
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.spoiled_ids import spoiled_doubts, zeros_doubts
from python_jobs.landing.values.text import bare_sql, literal

# What staging keeps of a code (macros/rules/clean_code.sql).
LONGEST_ID = 60
_HASH_LENGTH = 16
# So many characters fit with the hash even where each counts twice.
_KEPT_OF_LONG = (LONGEST_ID - 1 - _HASH_LENGTH) // 2
_WRITTEN_AS_FLOAT = "'[0-9]+[.,]0+'"
# `1.000` may be a thousand.
_MAYBE_THOUSANDS = "'[1-9][0-9]{0,2}([.,]000)+'"
_FRACTION = "'[0-9]+[.,][0-9]*[1-9][0-9]*'"
# What a spreadsheet writes around an id so that it stays text: ="007", =T("007"), ="007"&"", an apostrophe.
_FORMULAS = (
    (r'^=[+]?(?:T[(])?"([^"]*)"[)]?(?:&"")?$', r"\1"),
    (r"^=([0-9]+)$", r"\1"),
    (r"^'([^']+)$", r"\1"),
    # Quotes that an export wrote twice.
    (r'^"([^"]+)"$', r"\1"),
    (r"^'([^']+)'$", r"\1"),
)
# Hyphens and dashes that programs put in the place of the one on the keyboard.
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
# Letters and digits of full width, as keyboards of East Asia write them, are those of half the width.
_NARROW = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_./"
_WIDE = "".join(chr(ord(one) + 0xFEE0) for one in _NARROW)
# A column that was too narrow.
_TOO_NARROW = "'#{3,}'"


@functools.cache
def null_words(*, for_sure: bool = False) -> tuple[str, ...]:
    """The words that stand where there is no id; in small letters they mean any case. for_sure: without those of a formula that
    failed and of what is not known, behind which there may be a value."""
    rows = read_rows(Path(__file__).with_name("null_words.csv"))
    return tuple(row["word"] for row in rows if not (for_sure and row["may_be_a_value"] == "1"))


def read_ids(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, str]) -> list[Doubt]:
    """Add to the table meanings, under the field's name, the ids that do not stand as they were; returns what is odd, by column.

    columns: field of ids → what the file calls it. The table seen (kind, text) has their texts. All columns are looked at together: to
    prepare a query takes longer than to run it on a small file.
    """
    listed = ", ".join(map(literal, columns))
    connection.execute(
        f"create or replace temp table ids as select distinct kind, text from seen where kind in ({listed})"
    )
    # Staging takes the .0 of customers away, also in tables that others load.
    is_float = (
        f"regexp_full_match(bare, {_WRITTEN_AS_FLOAT}) and not regexp_full_match(bare, {_MAYBE_THOUSANDS}) "
        "and not (kind = 'customer_id' and bare like '%.%') "
        f"and kind not in (select kind from tidied where regexp_full_match(bare, {_FRACTION}))"
    )
    hashed = (
        f"left(upper(whole), {_KEPT_OF_LONG}) || '~' || left(sha256(upper(whole)), {_HASH_LENGTH})"
    )
    connection.execute(
        f"""
        insert into meanings
        with seen_ones as (
            select kind, text, {bare_sql("text")} as bare from ids
        ),
        tidied as (
            select kind, text, {_without_formula(_plain_letters("bare"))} as bare from seen_ones
        ),
        whole as (
            select kind, text, case
                when {is_float} then regexp_extract(bare, '^[0-9]+')
                else bare
            end as whole
            from tidied
        ),
        fitted as (
            select kind, text, case
                when {_is_null_word("whole")} or regexp_full_match(whole, {_TOO_NARROW}) then ''
                when {_is_long("whole")} then {hashed}
                else whole
            end as meaning
            from whole
        )
        select kind, text, nullif(meaning, '') from fitted where meaning <> text
        """
    )
    found = [
        spoiled_doubts(connection, columns),
        zeros_doubts(connection, columns),
        _long_doubts(connection, columns),
    ]
    return [doubt for field in columns for of_kind in found for doubt in of_kind.get(field, ())]


def _long_doubts(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, str]
) -> dict[str, list[Doubt]]:
    found = connection.execute(
        "select kind, count(*), min(text) from ids inner join meanings using (kind, text) "
        f"where {_is_long('text')} and regexp_matches(meaning, '~[0-9a-f]{{{_HASH_LENGTH}}}$') group by kind"
    ).fetchall()
    return {
        field: [
            Doubt(
                "long_ids",
                f"{count:,} ids in the column '{columns[field]}' are longer than {LONGEST_ID} characters; their ends are kept as a hash",
                example[:LONGEST_ID],
                "Map a shorter column if there is one.",
            )
        ]
        for field, count, example in found
    }


def _is_long(text: str) -> str:
    """Whether the column is too short: SQL Server counts two for a character beyond the first 65,536."""
    beyond = f"length(regexp_replace({text}, '[^\\x{{10000}}-\\x{{10FFFF}}]', '', 'g'))"
    return f"(length({text}) > {LONGEST_ID // 2} and length({text}) + {beyond} > {LONGEST_ID})"


def _plain_letters(text: str) -> str:
    """No letter of full width, and one hyphen for those of word processors."""
    narrow = _NARROW + "-" * len(_HYPHENS)
    # As many bytes as characters: nothing but ASCII. Most ids are so, and a look at each of their letters takes long.
    is_plain = f"strlen({text}) = length({text})"
    return f"case when {is_plain} then {text} else translate({text}, '{_WIDE}{_HYPHENS}', '{narrow}') end"


def _without_formula(text: str) -> str:
    for pattern, kept in _FORMULAS:
        text = f"regexp_replace({text}, {literal(pattern)}, '{kept}')"
    return text


def _is_null_word(text: str) -> str:
    words = ", ".join(literal(word) for word in null_words())
    return f"({text} in ({words}) or lower({text}) in ({words}))"
