"""An article in two units, such as grams and kilograms, at about one price: its quantity or its price is of another unit than it looks."""

from __future__ import annotations

import functools
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import MEASURE_COLUMN
from python_jobs.landing.values.doubt import Doubt

# The price of a dozen is far from that of a piece, whatever the discount.
_ABOUT_ONE_PRICE = 1.5


@functools.cache
def _units() -> list[tuple[str, str, str]]:
    """(unit, what it is of, how much); a carton is of several pieces, and nobody knows of how many."""
    return [
        (row["unit"], row["of"], row["number"])
        for row in read_rows(Path(__file__).with_name("measure_units.csv"))
    ]


def find_several_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about such articles."""
    if not has_column(form, MEASURE_COLUMN) or "stock_code" not in form.feed.columns:
        return []
    price = "coalesce(try_cast(line_amount as double) / try_cast(quantity as double), try_cast(price as double))"
    units = list(zip(*_units(), strict=True))
    rows = connection.execute(
        f"""
        with units as (select unnest($2) as unit, unnest($3) as kind, unnest($4) as number),
        prices as (
            select stock_code, kind, number, min(trim({MEASURE_COLUMN})) as written, count(*) as lines, median({price}) as price
            from {lines_table}
            inner join units on units.unit = rtrim(lower(trim({MEASURE_COLUMN})), '.')
            where feed = $1 and try_cast(quantity as double) > 0 and {price} > 0
            group by stock_code, kind, number
        )
        select one.written, other.written, sum(least(one.lines, other.lines)), count(distinct stock_code), min(stock_code)
        from prices as one
        inner join prices as other using (stock_code, kind)
        where one.number < other.number and greatest(one.price, other.price) <= {_ABOUT_ONE_PRICE} * least(one.price, other.price)
        group by all
        order by 3 desc, 1, 2
        limit 1
        """,
        [form.feed.name, *map(list, units)],
    ).fetchall()
    return [
        Doubt(
            "several_units",
            f"the column '{header_of(form, MEASURE_COLUMN)}' has {counted(int(articles), 'article')} in '{shown(one)}' and in '{shown(other)}' at about one "
            f"price, {counted(int(lines), 'line')} at the least: quantities of two units are added up as they stand",
            str(example),
            "Export the quantity and the price of all lines in one unit.",
        )
        for one, other, lines, articles, example in rows
    ]
