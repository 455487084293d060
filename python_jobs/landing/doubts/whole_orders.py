"""Lines of whole orders among the lines of their articles: each sums up the others of its order, and both count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

# By chance some amounts are the sum of others.
_FEWEST, _MOST_OF_THEM = 3, 0.5
# What an order has beside its articles: the tax and the postage.
_MOST_ADDED = 1.5
_STATED = "coalesce(try_cast(line_amount as double), try_cast(price as double))"


@dataclass(frozen=True)
class _Sums:
    """count: of lines; total: what they count for; is_alone: whether no other line lacks what they lack; example: one of the orders."""

    count: int = 0
    total: float = 0
    is_alone: bool = False
    example: str = ""


def find_whole_orders(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about lines that lack what their articles have, a code or a name, and are the sum of the other lines of their order."""
    fields = [
        one for one in ("stock_code", "description") if len(form.feed.columns.get(one, ())) == 1
    ]
    empty = _count_empty(connection, lines_table, form, fields)
    found = {
        one: _sums(connection, lines_table, form, one) for one in fields if empty[one] >= _FEWEST
    }
    told = [(one, sums) for one, sums in found.items() if sums.count]
    if not told:
        return []
    # The one that says nothing on these lines alone tells them from all others.
    field, sums = min(told, key=lambda one: not one[1].is_alone)
    return [_doubt(form, field if sums.is_alone else "", sums)]


def are_those_without_a_code(doubt: Doubt, form: FormOfFeed) -> bool:
    """Whether such a doubt is about all lines without a code: they need no other column of articles then."""
    columns = form.feed.columns.get("stock_code", ())
    return (
        doubt.kind == "lines_of_whole_orders"
        and len(columns) == 1
        and _line(form, "stock_code") in doubt.remedy
    )


def _count_empty(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, fields: Sequence[str]
) -> dict[str, int]:
    """How many lines that bring money lack each field: most files have none, and need no look at their orders."""
    if not fields:
        return {}
    counts = ", ".join(f"count(*) filter ({_is_empty(one)})" for one in fields)
    [row] = connection.execute(
        f"select {counts} from {lines_table} "
        f"where feed = $1 and try_cast(quantity as double) > 0 and {_STATED} > 0",
        [form.feed.name],
    ).fetchall()
    return dict(zip(fields, row, strict=True))


def _is_empty(field: str) -> str:
    return f"coalesce(trim({field}), '') = ''"


def _sums(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, field: str
) -> _Sums:
    """The lines of no code or name that are such sums; none where most of those lines are no sums. Lines without an amount take no part."""
    is_empty = _is_empty(field)
    [(count, total, others, example)] = connection.execute(
        f"""
        with lines as (
            select
                invoice,
                {is_empty} as is_empty,
                try_cast(quantity as double) as pieces,
                {_STATED} as stated,
                coalesce(try_cast(line_amount as double), try_cast(price as double) * pieces) as amount
            from {lines_table}
            where feed = $1
                and invoice in (select invoice from {lines_table} where feed = $1 and {is_empty})
                and pieces > 0 and stated > 0
        ),
        orders as (
            select
                *,
                count(*) over of_order as line_count,
                sum(pieces) over of_order - pieces as other_pieces,
                sum(stated) over of_order - stated as other_stated,
                sum(amount) over of_order - amount as other_amount
            from lines
            window of_order as (partition by invoice)
        ),
        told as (
            select
                *,
                line_count > 1 and (
                    least(abs(stated - other_amount), abs(stated - other_stated), abs(amount - other_amount)) < 0.015
                    or (
                        line_count > 2 and pieces = other_pieces
                        and stated between other_amount and {_MOST_ADDED} * other_amount
                    )
                ) as is_sum
            from orders
            where is_empty
        )
        select
            count(*) filter (is_sum),
            coalesce(sum(amount) filter (is_sum), 0),
            count(*) filter (not is_sum),
            coalesce(min(invoice) filter (is_sum), '')
        from told
        """,
        [form.feed.name],
    ).fetchall()
    if count < _FEWEST or count < _MOST_OF_THEM * (count + others):
        return _Sums()
    return _Sums(int(count), float(total), not others, str(example))


def _doubt(form: FormOfFeed, field: str, sums: _Sums) -> Doubt:
    """field: that by which they are told from the others; '' where none tells all of them."""
    where = "" if field else ", with the column in which nothing stands on these lines alone"
    return Doubt(
        "lines_of_whole_orders",
        f"{counted(sums.count, 'line')}, {sums.total:,.2f} in all, are each the sum of the other lines of their order and name no "
        "article, and both count",
        f"order {sums.example}",
        f"Leave the lines of whole orders out with the line  {_line(form, field)}  in the feed{where}.",
    )


def _line(form: FormOfFeed, field: str) -> str:
    """The line of a feed that leaves out those that have nothing in a column."""
    header = scalar(shown(form.feed.shown_column(field))) if field else "COLUMN"
    return f"drop: {{{header}: ['']}}"
