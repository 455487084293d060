"""Ids (orders, products, customers) as they were before a program rewrote them; words for none are none."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import duckdb

from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import bare_sql, literal

# What staging keeps of a code (macros/rules/clean_code.sql).
LONGEST_ID = 60
_HASH_LENGTH = 16
# So many characters fit with the hash even where each counts twice.
_KEPT_OF_LONG = (LONGEST_ID - 1 - _HASH_LENGTH) // 2
_WRITTEN_AS_FLOAT = "'[0-9]+[.]0+'"
_FRACTION = "'[0-9]+[.][0-9]*[1-9][0-9]*'"
_SCIENTIFIC = r"'[0-9]([.,][0-9]+)?[eE][+][0-9]+'"
# What shops write in place of a customer's number for guests.
_GUEST = "'0+([.]0+)?'"


@functools.cache
def null_words() -> tuple[str, ...]:
    """The words that stand where there is no id; in small letters they mean any case."""
    text = Path(__file__).with_name("null_words.csv").read_text(encoding="utf-8")
    return tuple(row["word"] for row in csv.DictReader(text.splitlines()))


def read_ids(
    connection: duckdb.DuckDBPyConnection, texts: str, field: str, column: str
) -> list[Doubt]:
    """Add to the table meanings, under the field's name, the ids that do not stand as they were.

    texts: a table (text) of the distinct texts; column: what the file calls the field. Returns what is odd.
    """
    # Staging takes the .0 of customers away, also in tables that others load.
    is_float = (
        f"regexp_full_match(bare, {_WRITTEN_AS_FLOAT})" if field != "customer_id" else "false"
    )
    fractions = f"exists (select 1 from tidied where regexp_full_match(bare, {_FRACTION}))"
    hashed = (
        f"left(upper(whole), {_KEPT_OF_LONG}) || '~' || left(sha256(upper(whole)), {_HASH_LENGTH})"
    )
    connection.execute(
        f"""
        insert into meanings
        with tidied as (
            select text, regexp_replace(
                regexp_replace({bare_sql("text")}, '^="(.*)"$', '\\1'), '^''([0-9]+)$', '\\1'
            ) as bare
            from {texts}
        ),
        whole as (
            select text, case
                when {is_float} and not {fractions} then split_part(bare, '.', 1)
                else bare
            end as whole
            from tidied
        ),
        fitted as (
            select text, case
                when {_is_null_word("whole")} then ''
                when {_is_long("whole")} then {hashed}
                else whole
            end as meaning
            from whole
        )
        select '{field}', text, nullif(meaning, '') from fitted where meaning <> text
        """
    )
    return [
        *_scientific_doubts(connection, texts, column),
        *_long_doubts(connection, texts, field, column),
    ]


def read_guests(
    connection: duckdb.DuckDBPyConnection, lines: list[str], texts: str, column: str
) -> list[Doubt]:
    """Add to the table meanings a customer 0 that stands for guests: it has more than twice the orders of
    anybody else.

    lines: tables with invoice and customer_id; texts: a table (text) of the distinct customers. In a data set whose customers are numbered from 0 it is one of them.
    """
    [(zeros,)] = connection.execute(
        f"select count(*) from {texts} where regexp_full_match(trim(text), {_GUEST})"
    ).fetchall()
    if not zeros:
        return []
    orders = " union all ".join(f"select invoice, customer_id from {one}" for one in lines)
    is_guest = f"regexp_full_match(trim(customer_id), {_GUEST})"
    [(of_guests, of_others, example)] = connection.execute(
        f"""
        with customers as (
            select
                case when {is_guest} then '0' else customer_id end as customer,
                count(distinct invoice) as orders,
                min(customer_id) filter ({is_guest}) as example
            from ({orders})
            where trim(customer_id) <> ''
            group by customer
        )
        select
            coalesce(max(orders) filter (example is not null), 0),
            coalesce(max(orders) filter (example is null), 0),
            max(example)
        from customers
        """
    ).fetchall()
    if of_guests > 2 * of_others:
        connection.execute(
            "insert into meanings select distinct 'customer_id', customer_id, null "
            f"from ({orders}) where {is_guest}"
        )
        sentence = (
            f"the customer 0 has {of_guests:,} orders and is read as guests without an account"
        )
        remedy = f"If it is a customer, give it another number in the column '{column}'."
    elif of_guests == 1 or of_guests < of_others:
        return []
    else:
        sentence = f"the customer 0 has {of_guests:,} orders and is kept as a customer"
        remedy = f"If it stands for guests, export the column '{column}' empty for them."
    return [Doubt("customer_zero", sentence, example, remedy)]


def _scientific_doubts(
    connection: duckdb.DuckDBPyConnection, texts: str, column: str
) -> list[Doubt]:
    [(count, example)] = connection.execute(
        f"select count(*), min(text) from {texts} where regexp_full_match(trim(text), {_SCIENTIFIC})"
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "scientific_ids",
            f"a spreadsheet has cut the digits of {count:,} ids in the column '{column}', so that different ones may have become one",
            example,
            "Export them again as text.",
        )
    ]


def _long_doubts(
    connection: duckdb.DuckDBPyConnection, texts: str, field: str, column: str
) -> list[Doubt]:
    [(count, example)] = connection.execute(
        f"select count(*), min(text) from {texts} inner join meanings using (text) "
        f"where kind = '{field}' and {_is_long('text')} "
        f"and regexp_matches(meaning, '~[0-9a-f]{{{_HASH_LENGTH}}}$')"
    ).fetchall()
    if not count:
        return []
    return [
        Doubt(
            "long_ids",
            f"{count:,} ids in the column '{column}' are longer than {LONGEST_ID} characters; their ends are kept as a hash",
            example[:LONGEST_ID],
            "Map a shorter column if there is one.",
        )
    ]


def _is_long(text: str) -> str:
    """Whether the column is too short: SQL Server counts two for a character beyond the first 65,536."""
    beyond = f"length(regexp_replace({text}, '[^\\x{{10000}}-\\x{{10FFFF}}]', '', 'g'))"
    return f"(length({text}) > {LONGEST_ID // 2} and length({text}) + {beyond} > {LONGEST_ID})"


def _is_null_word(text: str) -> str:
    words = ", ".join(literal(word) for word in null_words())
    return f"({text} in ({words}) or lower({text}) in ({words}))"
