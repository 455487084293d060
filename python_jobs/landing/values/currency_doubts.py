"""Amounts of which only some name a currency: the others may be in another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.values.currencies import beside_a_shared_mark
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

_REMEDY = (
    "If they are in another currency, leave them out (a line  drop:  of the feed) and land them into a "
    "warehouse of their own."
)


def amounts_without_a_mark(
    connection: duckdb.DuckDBPyConnection,
    lines: Iterable[str],
    columns: Iterable[str],
    shown_as: Mapping[str, str],
) -> list[Doubt]:
    """Columns in which some amounts stand beside a currency and some by themselves. An amount of zero is one in any.

    lines: tables with the columns, which are fields of money; shown_as: field → what the file calls it. The table
    money_cores (see values.numbers) holds every amount.
    """
    doubts = []
    for column in columns:
        texts = " union all ".join(f"select {column} as text from {one}" for one in lines)
        [(bare, of, example, other)] = connection.execute(
            f"select count(*) filter (not has_currency), count(*), min(text) filter (not has_currency), "
            f"min(text) filter (has_currency) from ({texts}) inner join money_cores using (text) "
            "where regexp_matches(core, '[1-9]')"
        ).fetchall()
        if bare and other:
            doubts.append(
                Doubt(
                    "amounts_without_currency",
                    f"{bare:,} of {counted(of, 'amount')} in the column '{shown(shown_as[column])}' "
                    f"{'names' if bare == 1 else 'name'} no currency, others do, such as '{shown(other)}'",
                    example,
                    _REMEDY,
                )
            )
    return doubts


def marks_of_several(currencies: Mapping[str, str], column: str) -> list[Doubt]:
    """Amounts with a mark that several currencies share, beside others with that of one of them. currencies: each with an example."""
    return [
        Doubt(
            "one_mark_of_several_currencies",
            f"the column '{shown(column)}' has amounts such as '{shown(currencies[mark])}' beside '{shown(currencies[code])}', and they are "
            f"added up as {code}",
            currencies[mark],
            f"If all are in {code}, say so in the feed with the line  currency: {code}  ; else export each currency into a file of its own.",
        )
        for mark, code in beside_a_shared_mark(currencies)
    ]


def amounts_without_a_code(
    connection: duckdb.DuckDBPyConnection, lines: str, currency: str, amount: str, header: str
) -> list[Doubt]:
    """Amounts beside which a column of currencies is empty, while it names one on other lines.

    currency, amount: columns of lines; header: what the file calls the one of the currencies.
    """
    empty = f"coalesce(trim({currency}), '') = ''"
    [(bare, of, example, other)] = connection.execute(
        f"select count(*) filter ({empty}), count(*), min({amount}) filter ({empty}), "
        f"min({currency}) filter (not ({empty})) from {lines} where regexp_matches({amount}, {literal('[1-9]')})"
    ).fetchall()
    if not bare or not other:
        return []
    return [
        Doubt(
            "amounts_without_currency",
            f"{bare:,} of {counted(of, 'amount')} {'has' if bare == 1 else 'have'} nothing in the column "
            f"'{shown(header)}', others have '{shown(other)}'",
            example,
            _REMEDY,
        )
    ]
