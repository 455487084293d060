"""Columns beside the ones that are read and much like them: another price, another quantity, a second article."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import header_of, lines_where, number_in
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.unread import (
    OTHER_PRICE_COLUMN,
    OTHER_QUANTITY_COLUMN,
    SECOND_ARTICLE_COLUMN,
)
from python_jobs.landing.values.doubt import Doubt


def find_beside(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them, where they say something else than what is read."""
    price = number_in(OTHER_PRICE_COLUMN, form)
    quantity = number_in(OTHER_QUANTITY_COLUMN, form)
    return [
        *_doubt(
            "another_price",
            lines_where(
                connection,
                lines_table,
                form,
                OTHER_PRICE_COLUMN,
                f"{price} > 0 and {price} < abs(try_cast(price as double)) - 0.005",
            ),
            f"the column '{header_of(form, OTHER_PRICE_COLUMN)}' has a lower price than '{_read(form, 'price')}', which is read,",
            f"If it is what was paid, read it as  price: {scalar(header_of(form, OTHER_PRICE_COLUMN))}",
        ),
        *_doubt(
            "another_quantity",
            lines_where(
                connection,
                lines_table,
                form,
                OTHER_QUANTITY_COLUMN,
                f"{quantity} <> abs(try_cast(quantity as double))",
            ),
            f"the column '{header_of(form, OTHER_QUANTITY_COLUMN)}' has another quantity than '{_read(form, 'quantity')}', which is read,",
            f"If only these pieces were sold, read them as  quantity: {scalar(header_of(form, OTHER_QUANTITY_COLUMN))}",
        ),
        *_doubt(
            "second_article",
            lines_where(
                connection,
                lines_table,
                form,
                SECOND_ARTICLE_COLUMN,
                f"nullif(trim({SECOND_ARTICLE_COLUMN}), '') is not null",
            ),
            f"the column '{header_of(form, SECOND_ARTICLE_COLUMN)}' has a second article, which is not read,",
            "Export each article of an order on a line of its own.",
        ),
    ]


def _doubt(kind: str, found: tuple[int, str], sentence: str, remedy: str) -> list[Doubt]:
    count, example = found
    return (
        [Doubt(kind, f"{sentence} on {counted(count, 'line')}", example, remedy)] if count else []
    )


def _read(form: FormOfFeed, field: str) -> str:
    """What the file calls the column that is read; the field where its value is the same on all lines."""
    return form.feed.shown_column(field) if field in form.feed.columns else field
