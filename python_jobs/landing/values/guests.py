"""Customers that stand for guests: a number such as 0, or a word such as Guest."""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import bare_sql, literal

# What shops write in place of a customer's number: it may be one.
_NUMBERS = "'0+([.]0+)?|-1([.]0+)?|9{4,}([.]0+)?'"


@functools.cache
def guest_words() -> tuple[str, ...]:
    """The words that shops write in place of a customer, in small letters."""
    text = Path(__file__).with_name("guest_words.csv").read_text(encoding="utf-8")
    return tuple(row["word"] for row in csv.DictReader(text.splitlines()))


def read_guests(
    connection: duckdb.DuckDBPyConnection, lines: Sequence[str], texts: str, column: str
) -> list[Doubt]:
    """Add to the table meanings the customers that stand for guests: words for them, and a 0 (or -1, 9999) with more
    than twice the orders of anybody else. In a data set whose customers are numbered from 0 it is one of them.

    lines: tables with invoice and customer_id; texts: a table (text) of the distinct customers.
    """
    words = ", ".join(literal(word) for word in guest_words())
    kind = f"""case
        when regexp_full_match(bare, {_NUMBERS}) then regexp_replace(bare, '[.]0+$', '')
        when lower(bare) in ({words}) then lower(bare)
    end"""
    connection.execute(
        f"create or replace temp table guests as select text, regexp_replace(kind, '^0+$', '0') as kind "
        f"from (select text, {kind} as kind from (select text, {bare_sql('text')} as bare from {texts})) "
        "where kind is not null"
    )
    if not connection.execute("select 1 from guests limit 1").fetchall():
        return []
    orders = " union all ".join(f"select invoice, customer_id from {one}" for one in lines)
    found = connection.execute(
        f"""
        with customers as (
            select
                guests.kind,
                count(distinct invoice) as orders,
                min(customer_id) filter (guests.kind is not null) as example
            from ({orders}) as lines
            left join guests on guests.text = lines.customer_id
            where trim(customer_id) <> ''
            group by guests.kind, case when guests.kind is null then customer_id end
        )
        select kind, orders, example,
            coalesce((select max(orders) from customers where kind is null), 0) as of_others
        from customers
        where kind is not null
        order by kind
        """
    ).fetchall()
    doubts = []
    for kind_found, of_guests, example, of_others in found:
        is_word = kind_found in guest_words()
        if is_word or of_guests > 2 * of_others:
            connection.execute(
                "insert into meanings select 'customer_id', text, null from guests where kind = $1 "
                "and text not in (select text from meanings where kind = 'customer_id')",
                [kind_found],
            )
            sentence = f"the customer {kind_found} has {counted(of_guests, 'order')} and is read as guests without an account"
            remedy = f"If it is a customer, give it another number in the column '{column}'."
        elif of_guests == 1 or of_guests < of_others:
            continue
        else:
            sentence = f"the customer {kind_found} has {counted(of_guests, 'order')} and is kept as a customer"
            remedy = f"If it stands for guests, export the column '{column}' empty for them."
        doubts.append(Doubt("customer_zero", sentence, example, remedy))
    return doubts
