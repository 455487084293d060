"""Two columns of a feed whose names say that each is read as what the other one is."""

from __future__ import annotations

import itertools

import duckdb

from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import plain

# The fields that change a figure when they are mixed up, and what they are called in a sentence.
_FIELDS = {
    "invoice": "number of the order",
    "invoice_date": "date",
    "stock_code": "article",
    "quantity": "quantity",
    "price": "price",
    "line_amount": "amount",
    "customer_id": "customer",
    "country": "country",
}


def find_swapped(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about each pair whose names are known for the other field alone."""
    columns = {
        one: str(names[0])
        for one, names in form.feed.columns.items()
        if one in _FIELDS and len(names) == 1 and isinstance(names[0], str)
    }
    return [
        Doubt(
            "columns_swapped",
            f"the feed reads the {_FIELDS[one]} from the column '{shown(columns[one])}' and the {_FIELDS[other]} from the column "
            f"'{shown(columns[other])}', and their names say the opposite",
            "",
            f"If they are mixed up, correct the lines  {one}: {scalar(columns[other])}  and  {other}: {scalar(columns[one])}  of the feed, "
            "and land the file again.",
        )
        for one, other in itertools.combinations(columns, 2)
        if _says(columns[one], other, one) and _says(columns[other], one, other)
    ]


def _says(column: str, meant: str, read_as: str) -> bool:
    """Whether the name of a column is known for the field that it is not read as, and for this one not."""
    name = plain(column)
    return name in known_names()[meant] and name not in known_names()[read_as]
