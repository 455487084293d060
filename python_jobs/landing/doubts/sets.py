"""Parts of a set that have prices, beside the line of the set that has one too: the set counts twice."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import ARTICLE_KIND_COLUMN, NUMBER_COLUMN, SET_COLUMN
from python_jobs.landing.values.doubt import Doubt

_AMOUNT = "coalesce(try_cast(line_amount as double), try_cast(price as double) * try_cast(quantity as double))"
_SET = (
    "bundle|kit|set|configurable|grouped|parent|pack|assembly|stückliste|lot|conjunto|combo|zestaw"
)
_PART = "(bundle |kit |set )?(component|part|child|item)|simple|variation|variant|komponente|teil|bestandteil|composant|componente|onderdeel|składnik"
# Chance makes some sums alike.
_MOST_SETS = 0.5


def find_sets(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them. The parent of a variant is no line of the order, and a set is another line than its part."""
    by_name = _by_their_set(connection, lines_table, form) if has_column(form, SET_COLUMN) else []
    by_kind = has_column(form, ARTICLE_KIND_COLUMN) and not by_name
    return _by_their_kind(connection, lines_table, form) if by_kind else by_name


def _by_their_kind(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Lines behind that of a set whose amounts make its amount, by a column of kinds of articles."""
    [(sets, doubled, total, part)] = connection.execute(
        f"""
        with lines as (
            select invoice, source_row, {_AMOUNT} as amount,
                trim({ARTICLE_KIND_COLUMN}) as kind,
                regexp_full_match(lower(kind), '{_SET}') as is_set,
                regexp_full_match(lower(kind), '{_PART}') as is_part
            from {lines_table}
            where feed = $1 and invoice is not null
        ),
        numbered as (
            select *, sum(case when is_set then 1 else 0 end) over (partition by invoice order by source_row) as set_number
            from lines
        ),
        sets as (
            select
                sum(amount) filter (is_set) as amount,
                sum(amount) filter (is_part) as of_parts,
                min(kind) filter (is_part and amount > 0) as part
            from numbered
            where set_number > 0
            group by invoice, set_number
        )
        select
            count(*) filter (amount > 0 and part is not null),
            count(*) filter (amount > 0 and part is not null and abs(of_parts - amount) < 0.015),
            sum(of_parts) filter (amount > 0),
            min(part) filter (amount > 0)
        from sets
        """,
        [form.feed.name],
    ).fetchall()
    if not doubled or doubled < _MOST_SETS * sets:
        return []
    header = header_of(form, ARTICLE_KIND_COLUMN)
    return [
        _doubt(
            f"by the column '{header}' the lines behind {counted(doubled, 'set')} make the amount of the set, {total:,.2f} in all, and both "
            "count",
            part,
            f"drop: {{{scalar(header)}: [{scalar(part)}]}}",
        )
    ]


def _doubt(sentence: str, example: str, line: str) -> Doubt:
    return Doubt(
        "parts_of_sets_with_prices",
        sentence,
        example,
        f"If the price of the set is that of its parts, leave these out with the line  {line}  in the feed.",
    )


def _by_their_set(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    [(parts, total, example)] = connection.execute(
        f"""
        with lines as (
            select
                source_row,
                invoice,
                {_AMOUNT} as amount,
                upper(trim({SET_COLUMN})) as set_name,
                [upper(trim(stock_code)), upper(trim(line_number)), upper(trim({NUMBER_COLUMN}))] as names
            from {lines_table}
            where feed = $1 and invoice is not null
        ),
        sets as (
            select distinct invoice, unnest(names) as name
            from lines
            where amount > 0 and coalesce(set_name, '') in ('', '0')
        ),
        parts as (
            select lines.*
            from lines
            inner join sets on lines.invoice = sets.invoice and lines.set_name = sets.name
            where lines.amount > 0 and lines.set_name not in ('', '0')
        )
        select count(*), sum(amount), min(set_name) from parts
        """,
        [form.feed.name],
    ).fetchall()
    if not parts:
        return []
    header = header_of(form, SET_COLUMN)
    return [
        _doubt(
            f"by the column '{header}' {counted(parts, 'line')}, {total:,.2f} in all, {'is a part' if parts == 1 else 'are parts'} of a set "
            "whose own line has a price, too, and both count",
            str(example),
            f"keep: {{{scalar(header)}: ['']}}",
        )
    ]
