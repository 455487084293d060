"""Lines of a till that are the tax of their order: they count as sales, and a tax is none."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.distinct_names import names_like
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt

_FEW_NAMES = 5
# `7 %`, `(19,00%)`, `A 19`
_RATE = "[ .:(]*(?:[a-d][ =:]+)?[0-9]{1,2}(?:[.,][0-9]{1,2})? ?%?[ )]*"
_BEFORE = "(?:[0-9]{1,2}(?:[.,][0-9]{1,2})? ?% ?|(?:zzgl|inkl|incl|plus|davon|enth)\\.? )?"
_AMOUNT = "coalesce(try_cast(line_amount as double), try_cast(quantity as double) * try_cast(price as double))"


@functools.cache
def tax_names() -> str:
    """The pattern of names that are those of a tax, with its rate or without, in small letters."""
    words = "|".join(re.escape(row["word"]) for row in _rows())
    return f"{_BEFORE}(?:{words})(?:[ -]?(?:betrag|amount))?(?:{_RATE})?"


@functools.cache
def _tax_codes() -> str:
    words = "|".join(re.escape(row["word"]) for row in _rows() if row["is_code"] == "1")
    return f"(?:{words})[-_ ]?(?:[0-9]{{1,2}}(?:[.,][0-9])?)?%?"


def _rows() -> list[dict[str, str]]:
    return read_rows(Path(__file__).with_name("tax_words.csv"))


def find_taxes(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about lines whose article is called so, by its description, or by its code where none has one."""
    for field, pattern in (("description", tax_names()), ("stock_code", _tax_codes())):
        # A code may be one of anything; where lines have names, these tell.
        if field not in form.feed.columns or (
            field == "stock_code" and "description" in form.feed.columns
        ):
            continue
        found = names_like(connection, lines_table, form.feed, field, pattern)
        if not found:
            continue
        rows = connection.execute(
            f"""
            select trim({field}) as name, count(*), sum({_AMOUNT}) as total
            from {lines_table}
            where feed = $1 and {_AMOUNT} > 0 and try_cast(quantity as double) > 0 and {field} in (select unnest($2))
            group by all
            order by total desc, 1
            """,
            [form.feed.name, found],
        ).fetchall()
        if rows:
            return [_doubt(form.feed.shown_column(field), rows)]
    return []


def _doubt(column: str, taxes: list[tuple[str, int, float]]) -> Doubt:
    names = [shown(str(name)) for name, _, _ in taxes]
    count = sum(int(lines) for _, lines, _ in taxes)
    total = sum(float(amount) for _, _, amount in taxes)
    is_one = count == 1
    listed = ", ".join(map(scalar, names[:_FEW_NAMES]))
    return Doubt(
        "taxes_as_sales",
        f"{counted(count, 'line')} with the name of a tax ('{names[0]}'), {total:,.2f} in all, "
        f"{'counts as a sale' if is_one else 'count as sales'}",
        names[0],
        f"If {'it is' if is_one else 'they are'} no sale{'' if is_one else 's'} of the shop, leave {'it' if is_one else 'them'} out with the "
        f"line  drop: {{{scalar(column)}: [{listed}]}}  in the feed.",
    )
