"""Customers that stand for guests: a number such as 0, a word such as Guest, or what the feed says."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.ids import LONGEST_ID
from python_jobs.landing.values.text import bare_sql, literal, plain

_ZEROS = "'0+([.,]0+)?'"
# What no customer is numbered, and what one may be: the last of them, or the highest number that a program knows.
_NO_NUMBER = "'-1([.,]0+)?'"
_NINES = "'9{4,}([.]0+)?'"
# Addresses that nobody has: both of their parts stand for nothing. a@x.de and test@mail.com may be real ones; where they are
# many people's, one_large_customer tells it.
_NO_ADDRESS = (
    "'(guest|guests|gast|invitado|invite|no-?_?reply|do-?_?not-?_?reply|null|none|nobody|anonymous|anonym|unknown|unbekannt|no-?_?e?-?mail|noemail|keine-?_?e?-?mail)@.*"
    "|(no|na)@(no|na|none|e?mail|noemail|example)[.][a-z.]+|(x|xx|xxx|a|test|dummy)@(none|noemail|example)[.][a-z.]+"
    "|(test|dummy)@(test|dummy)[.][a-z.]+|(xx|xxx)@(xx|xxx)[.][a-z.]+'"
)
# One customer with so many times the orders of anybody else, and such a share of all, may be many people.
_TIMES, _SHARE, _FEWEST_ORDERS, _FEWEST_OTHERS = 3, 0.1, 10, 4


@dataclass(frozen=True)
class SaidOfGuests:
    """What the feed says: customers that are guests, and customers that are none though they look like it."""

    guests: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


@functools.cache
def guest_words() -> tuple[str, ...]:
    """The words that shops write in place of a customer, in small letters without marks."""
    words = (plain(row["word"]) for row in read_rows(Path(__file__).with_name("guest_words.csv")))
    return tuple(dict.fromkeys(word for word in words if word))


def read_guests(
    connection: duckdb.DuckDBPyConnection,
    lines: Sequence[str],
    texts: str,
    column: str,
    said: SaidOfGuests,
) -> list[Doubt]:
    """Add to the table meanings the customers that stand for guests: words for them, 0 and -1, 9999 with more than twice the orders of
    anybody else, and what the feed says. Where customers are numbered from 1 on, 0 is one of them unless nobody has as many orders.

    lines: tables with invoice and customer_id; texts: a table (text) of the distinct customers. Told is what may be otherwise: a 0
    beside customers that are numbered from 1 on, as it may be the first of them, 9999 with many orders, and one customer with
    several times the orders of anybody else.
    """
    _find_guests(connection, texts, said)
    orders = " union all ".join(f"select invoice, customer_id from {one}" for one in lines)
    connection.execute(
        f"""
        create or replace temp table orders_of_customers as
        select coalesce(kind, id) as customer, kind, count(distinct invoice) as orders, min(text) as example
        from ({orders}) as lines
        inner join customers on text = customer_id
        group by customer, kind
        """
    )
    found = connection.execute(
        """
        select kind, orders, example, coalesce((select max(orders) from orders_of_customers where kind is null), 0) as of_others
        from orders_of_customers where kind is not null order by kind
        """
    ).fetchall()
    doubts = []
    for kind, orders_of_guests, example, of_others in found:
        if kind == "nines" and orders_of_guests <= 2 * of_others:
            if orders_of_guests > 1 and orders_of_guests >= of_others:
                doubts.append(_number_doubt(orders_of_guests, example, column))
            continue
        if kind == "zero" and orders_of_guests <= 2 * of_others and _from_one(connection):
            is_guest = orders_of_guests > of_others
            doubts.append(_zero_doubt(orders_of_guests, example, column, is_guest=is_guest))
            if not is_guest:
                continue
        # The text may have a meaning already, without its outer blanks or quotes: of two, its lines would count twice.
        connection.execute(
            "delete from meanings where kind = 'customer_id' and text in (select text from customers where kind = $1)",
            [kind],
        )
        connection.execute(
            "insert into meanings select 'customer_id', text, null from customers where kind = $1",
            [kind],
        )
    return doubts + _large_customer(connection, column, said)


def _find_guests(connection: duckdb.DuckDBPyConnection, texts: str, said: SaidOfGuests) -> None:
    """Make the table customers (text, id, kind): every text that names one, the id that it means, and for guests why they are: said, zero,
    minus, nines or word."""

    def listed(values: Sequence[str]) -> str:
        return ", ".join(literal(value) for value in ("", *values))

    # The number 0 is one however it is written.
    number = f"case when regexp_full_match(bare, {_ZEROS}) then '0' else regexp_replace(lower(bare), '^([0-9]+)[.]0+$', '\\1') end"
    words = "trim(regexp_replace(strip_accents(lower(bare)), '[^\\pL\\pN\\pM]+', ' ', 'g'))"
    kind = f"""case
        when number in ({listed(said.customers)}) then null
        when number in ({listed(said.guests)}) then 'said'
        when regexp_full_match(bare, {_ZEROS}) then 'zero'
        when regexp_full_match(bare, {_NO_NUMBER}) then 'minus'
        when regexp_full_match(bare, {_NINES}) then 'nines'
        when regexp_full_match(lower(bare), {_NO_ADDRESS}) or words in ({listed(guest_words())}) and words <> '' then 'word'
    end"""
    # Of an id that is too long a hash stands in the place of its end.
    bare = bare_sql(f"case when length(text) > {LONGEST_ID} then text else id end")
    connection.execute(
        f"""
        create or replace temp table customers as
        with read as (
            select texts.text, coalesce(meaning, texts.text) as id
            from {texts} as texts
            left join meanings on meanings.kind = 'customer_id' and meanings.text = texts.text
            where meanings.text is null or meaning is not null
        ),
        tidied as (select *, {bare} as bare from read),
        worded as (select *, {number} as number, {words} as words from tidied where bare <> '')
        select text, id, {kind} as kind from worded
        """
    )


def _from_one(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the customers are numbered from 1 on: all are numbers, and at least every second up to the highest is there."""
    [(others, numbers, highest)] = connection.execute(
        "select count(*), count(number), max(number) from (select try_cast(regexp_replace(trim(customer), '[.]0+$', '') as bigint) "
        "as number from orders_of_customers where kind is null)"
    ).fetchall()
    return bool(others) and numbers == others and 0 < highest <= 2 * others


def _zero_doubt(orders: int, example: str, column: str, *, is_guest: bool) -> Doubt:
    kept = (
        "is read as guests without an account, for nobody has as many"
        if is_guest
        else "is kept as a customer, for others have as many"
    )
    return Doubt(
        "customer_zero",
        f"the customers in the column '{shown(column)}' are numbered from 1 on, and 0, which has {counted(orders, 'order')}, {kept}",
        example,
        'Say in the feed what it is: with the line  guests: ["0"]  or, if it is a customer, with the line  known_customers: ["0"]',
    )


def _number_doubt(orders: int, example: str, column: str) -> Doubt:
    value = scalar(example.strip())
    return Doubt(
        "customer_zero",
        f"the customer {shown(example)} in the column '{shown(column)}' has {counted(orders, 'order')}, as many as any other or more, and is kept as a customer",
        example,
        f"If it stands for guests, say so in the feed with the line  guests: [{value}], else with the line  known_customers: [{value}]",
    )


def _large_customer(
    connection: duckdb.DuckDBPyConnection, column: str, said: SaidOfGuests
) -> list[Doubt]:
    """The doubt about a customer with several times the orders of anybody else: a till, a collective account, a word for guests."""
    [(all_orders,)] = connection.execute(
        "select coalesce(sum(orders), 0) from orders_of_customers"
    ).fetchall()
    largest = connection.execute(
        "select customer, orders from orders_of_customers where kind is null or kind = 'nines' order by orders desc, customer limit 2"
    ).fetchall()
    [(others,)] = connection.execute(
        "select count(*) - 1 from orders_of_customers where kind is null or kind = 'nines'"
    ).fetchall()
    if len(largest) < 2 or others < _FEWEST_OTHERS:
        return []
    (customer, orders), (_, of_next) = largest
    is_known = str(customer).strip().lower() in said.customers
    if (
        is_known
        or orders < max(_FEWEST_ORDERS, _SHARE * all_orders)
        or orders < _TIMES * of_next
        or customer == "nines"
    ):
        return []
    value = scalar(shown(str(customer).strip()))
    return [
        Doubt(
            "one_large_customer",
            f"one customer in the column '{shown(column)}' has {orders:,} of {counted(int(all_orders), 'order')}, and nobody else has more than {of_next:,}",
            str(customer),
            f"If it stands for guests (a till, a collective account), say so in the feed with the line  guests: [{value}]; if it is a customer, with the "
            f"line  known_customers: [{value}]",
        )
    ]
