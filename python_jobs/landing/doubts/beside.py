"""Columns beside the ones that are read and much like them: another price, another quantity, a second article."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import header_of, lines_where, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import (
    OTHER_PRICE_COLUMN,
    OTHER_QUANTITY_COLUMN,
    SECOND_ARTICLE_COLUMN,
)
from python_jobs.landing.values.doubt import Doubt


def find_beside(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them, where they say something else than what is read."""
    return [
        *_another_price(connection, lines_table, form),
        *_another_quantity(connection, lines_table, form),
        *_second_article(connection, lines_table, form),
    ]


def _another_price(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    price = number_in(OTHER_PRICE_COLUMN, form)
    is_lower = f"{price} > 0 and {price} < abs(try_cast(price as double)) - 0.005"
    count, example = lines_where(connection, lines_table, form, OTHER_PRICE_COLUMN, is_lower)
    header = header_of(form, OTHER_PRICE_COLUMN)
    doubt = Doubt(
        "another_price",
        f"the column '{header}' has a lower price than '{_read(form, 'price')}', which is read, on {counted(count, 'line')}",
        example,
        f"If it is what was paid, read it as  price: {scalar(header)}",
    )
    return [doubt] * bool(count)


def _another_quantity(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    other, read = number_in(OTHER_QUANTITY_COLUMN, form), "abs(try_cast(quantity as double))"
    is_another = f"{other} <> {read}"
    returned = form.feed.columns.get("returned_quantity", ())
    if returned:
        # What came back is taken off already; where several columns say so, what lies above may be in any of them.
        before = f"{read} + abs(coalesce(try_cast(returned_quantity as double), 0))"
        is_another += (
            f" and {other} <> {before}" if len(returned) == 1 else f" and {other} < {read}"
        )
    count, example = lines_where(connection, lines_table, form, OTHER_QUANTITY_COLUMN, is_another)
    header = header_of(form, OTHER_QUANTITY_COLUMN)
    if "quantity" in form.feed.columns:
        than = f"'{_read(form, 'quantity')}', which is read"
        remedy = f"If only these pieces were sold, read them as  quantity: {scalar(header)}"
    else:
        constant = form.feed.constants.get("quantity", "")
        than = f"the {constant} that the feed says of every line"
        remedy = f"If these are the pieces of a line, put  quantity: {scalar(header)}  among the columns in place of  quantity: {constant}"
    doubt = Doubt(
        "another_quantity",
        f"the column '{header}' has another quantity than {than}, on {counted(count, 'line')}",
        example,
        remedy,
    )
    return [doubt] * bool(count)


def _second_article(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    has_one = f"nullif(trim({SECOND_ARTICLE_COLUMN}), '') is not null"
    count, example = lines_where(connection, lines_table, form, SECOND_ARTICLE_COLUMN, has_one)
    doubt = Doubt(
        "second_article",
        f"the column '{header_of(form, SECOND_ARTICLE_COLUMN)}' has a second article, which is not read, on {counted(count, 'line')}",
        example,
        "Export each article of an order on a line of its own.",
    )
    return [doubt] * bool(count)


def _read(form: FormOfFeed, field: str) -> str:
    """What the file calls the column that is read; the field where its value is the same on all lines."""
    return form.feed.shown_column(field) if field in form.feed.columns else field
