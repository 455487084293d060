"""Totals of orders that have a code and a quantity, as articles have: each is the sum of the other lines of its order, and both count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.distinct_names import names_like
from python_jobs.landing.doubts.payments import payment_words
from python_jobs.landing.doubts.taxes import tax_names
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.left_out import TOTAL_LABEL, TOTAL_WORD
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# By chance the price of one article is the sum of others: so many of its lines must be, on so many of all orders with several articles.
_FEWEST, _NEARLY_ALL, _MOST_ORDERS = 3, 0.9, 0.8
_FEW_NAMES = 5


@dataclass(frozen=True)
class _Total:
    """value: of the column that names it; lines: how many are such sums; amount: what they count for; example: one of the orders."""

    value: str
    lines: int
    amount: float
    example: str


def find_totals(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them, by the word for a total in their name, or else by one code or name that nearly all orders have."""
    fields = [
        one for one in ("description", "stock_code") if len(form.feed.columns.get(one, ())) == 1
    ]
    if not fields:
        return []
    orders = _count_orders(connection, lines_table, form)
    names = _names(connection, lines_table, form)
    found = {one: _totals(connection, lines_table, form, one, orders, names) for one in fields}
    # Of two columns the one that tells more of them, with the fewest names.
    fields.sort(key=lambda one: (-sum(total.lines for total in found[one]), len(found[one])))
    return [_doubt(form, fields[0], found[fields[0]])] if found[fields[0]] else []


def _totals(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    field: str,
    orders: int,
    names: Sequence[str],
) -> list[_Total]:
    """names: those that begin with a word for a total."""
    values = _frequent(connection, lines_table, form, field, orders)
    if names:
        values |= _named(connection, lines_table, form, field, names)
    if not values:
        return []
    return [
        _Total(str(value), int(lines), float(amount), str(example))
        for value, is_word, of, lines, of_several, several, amount, example in _sums(
            connection, lines_table, form, field, sorted(values)
        )
        if lines >= _NEARLY_ALL * of
        and (
            (is_word and (several or lines >= _FEWEST))
            or (
                several >= _FEWEST
                and (_is_named(value) or of_several >= max(_FEWEST, _MOST_ORDERS * orders))
            )
        )
    ]


def _is_named(value: str) -> bool:
    return bool(TOTAL_LABEL.fullmatch(value.lower()))


def _count_orders(connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed) -> int:
    """How many orders have two articles and more beside a total."""
    [(count,)] = connection.execute(
        f"select count(*) from (select invoice from {lines_table} where feed = $1 and invoice is not null group by invoice having count(*) > 2)",
        [form.feed.name],
    ).fetchall()
    return int(count)


def _frequent(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    field: str,
    orders: int,
) -> set[str]:
    """What nearly all orders have in a column; most shops have no such article."""
    if orders < _FEWEST:
        return set()
    values: list[object] = [form.feed.name, max(_FEWEST, _MOST_ORDERS * orders)]
    # To count them on all lines takes a part of the time, and ends it nearly always.
    most = f"select max(found) from (select count(*) as found from {lines_table} where feed = $1 and {field} <> '' group by {field})"
    [(found,)] = connection.execute(most, values[:1]).fetchall()
    if (found or 0) < max(_FEWEST, _MOST_ORDERS * orders):
        return set()
    rows = connection.execute(
        f"""
        select trim({field})
        from {lines_table}
        where feed = $1 and trim({field}) <> ''
            and invoice in (select invoice from {lines_table} where feed = $1 group by invoice having count(*) > 2)
        group by 1
        having count(*) >= $2
        """,
        values,
    ).fetchall()
    return {str(value) for (value,) in rows}


def _names(connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed) -> list[str]:
    """The names that begin with a word for a total; most files have none."""
    if "description" not in form.feed.columns:
        return []
    return names_like(connection, lines_table, form.feed, "description", TOTAL_LABEL.pattern)


def _named(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    field: str,
    names: Sequence[str],
) -> set[str]:
    """The values of a column on lines that have one of these names."""
    rows = connection.execute(
        f"select distinct trim({field}) from {lines_table} "
        f"where feed = $1 and trim({field}) <> '' and description in (select unnest($2))",
        [form.feed.name, list(names)],
    ).fetchall()
    return {str(value) for (value,) in rows}


def _sums(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    field: str,
    values: Sequence[str],
) -> list[tuple[str, bool, int, int, int, int, float, str]]:
    """Of each value: whether all of its names are words for totals, its lines in orders with other lines and how many of them are the
    sum of these, both again where there are two others and more, and what the sums count for.

    The tax, other totals and what says how an order was paid stand beside them, and are no part of the sum.
    """
    name = "description" if "description" in form.feed.columns else "stock_code"
    goods = [word for word, is_goods in payment_words().items() if is_goods]
    payments = [word for word, is_goods in payment_words().items() if not is_goods]
    return connection.execute(
        f"""
        with lines as (
            select
                invoice,
                trim({field}) as value,
                lower(trim({name})) as name,
                try_cast(quantity as double) as pieces,
                try_cast(price as double) as stated,
                coalesce(try_cast(line_amount as double), try_cast(price as double) * try_cast(quantity as double)) as amount
            from {lines_table}
            where feed = $1
                and invoice in (select invoice from {lines_table} where feed = $1 and trim({field}) in (select unnest($2)))
        ),
        kinds as (
            select
                name,
                case
                    when regexp_full_match(name, {literal(TOTAL_WORD.pattern)}) then 'total'
                    when list_contains($3, name) then 'payment'
                    when list_contains($4, name) then 'perhaps'
                    when regexp_full_match(name, {literal(tax_names())}) then 'tax'
                    else 'article'
                end as kind
            from (select distinct name from lines)
        ),
        told as (
            select lines.*, coalesce(kinds.kind, 'article') as kind
            from lines
            left join kinds on lines.name = kinds.name
            where lines.amount <> 0
        ),
        orders as (
            select
                invoice,
                count(*) filter (kind in ('article', 'perhaps')) as line_count,
                coalesce(sum(amount) filter (kind = 'article'), 0) as articles,
                coalesce(sum(amount) filter (kind = 'perhaps'), 0) as perhaps,
                coalesce(sum(amount) filter (kind = 'tax'), 0) as tax
            from told
            group by invoice
        ),
        candidates as (
            select
                told.*,
                line_count - own as others,
                [
                    articles - own * amount,
                    articles - own * amount + tax,
                    articles - own * amount + perhaps,
                    articles - own * amount + perhaps + tax
                ] as sums
            from (select *, (kind = 'article')::int as own from told where kind in ('article', 'total') and pieces <> 0 and value in (select unnest($2))) as told
            inner join orders using (invoice)
        ),
        compared as (
            select *, list_bool_or([least(abs(amount - one), abs(stated - one)) < 0.015 for one in sums]) as is_sum
            from candidates
            where others > 0
        )
        select
            value,
            bool_and(kind = 'total'),
            count(*),
            count(*) filter (is_sum),
            count(*) filter (others > 1),
            count(*) filter (others > 1 and is_sum),
            coalesce(sum(amount) filter (is_sum), 0),
            coalesce(min(invoice) filter (is_sum), '')
        from compared
        group by value
        order by 4 desc, value
        """,
        [form.feed.name, list(values), payments, goods],
    ).fetchall()


def _doubt(form: FormOfFeed, field: str, totals: Sequence[_Total]) -> Doubt:
    count = sum(one.lines for one in totals)
    amount = sum(one.amount for one in totals)
    column = shown(form.feed.shown_column(field))
    listed = ", ".join(scalar(shown(one.value)) for one in totals[:_FEW_NAMES])
    is_one = count == 1
    return Doubt(
        "totals_as_sales",
        f"{counted(count, 'line')} with '{shown(totals[0].value)}' in the column '{column}', {amount:,.2f} in all, "
        f"{'is' if is_one else 'are each'} the sum of the other lines of {'its' if is_one else 'their'} order, and both count",
        f"order {totals[0].example}",
        f"If {'it is the total of its order' if is_one else 'they are the totals of their orders'}, leave {'it' if is_one else 'them'} out "
        f"with the line  drop: {{{scalar(column)}: [{listed}]}}  in the feed.",
    )
