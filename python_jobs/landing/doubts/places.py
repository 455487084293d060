"""Countries that are none, and lines that have lost their customer and country."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import COUNTRY_COLUMN
from python_jobs.landing.values.doubt import Doubt

# What a column of states or provinces is called; a header that means both, such as Stato, is not among them.
_OF_STATES = re.compile(
    r"(^|[^a-z])(state|province|county|bundesland|kanton|provincia|provincie|estado|wojew[oó]dztwo)([^a-z]|$)",
    re.IGNORECASE,
)
# A customer of each, at least, to be sure that the file is in their order.
_FEWEST_BLOCKS = 3
_SHARE_WITHOUT_LABELS = 0.2


def find_places(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    if "country" not in form.feed.columns:
        return _one_of_many(connection, lines_table, form)
    return [
        *_states(form),
        *_not_available(connection, lines_table, form),
        *_labels_of_blocks(connection, lines_table, form),
    ]


def _one_of_many(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A feed says one country of all lines, and a column has several."""
    said = form.feed.constants.get("country")
    if not said or not has_column(form, COUNTRY_COLUMN):
        return []
    [(countries, example)] = connection.execute(
        f"select count(distinct upper(trim({COUNTRY_COLUMN}))), max(trim({COUNTRY_COLUMN})) from {lines_table} "
        f"where feed = $1 and trim({COUNTRY_COLUMN}) <> ''",
        [form.feed.name],
    ).fetchall()
    if countries < 2:
        return []
    header = header_of(form, COUNTRY_COLUMN)
    return [
        Doubt(
            "one_country_of_many",
            f"the feed says the country {shown(said)} of all lines, and the column '{header}' has {countries:,} countries",
            str(example),
            f"If they are those of the orders, put  country: {scalar(header)}  among the columns in place of  country: {scalar(said)}",
        )
    ]


def _states(form: FormOfFeed) -> list[Doubt]:
    header = form.feed.shown_column("country")
    if not _OF_STATES.search(header):
        return []
    return [
        Doubt(
            "states_as_countries",
            f"the column '{header}', which is read as the country, is named after states or provinces: CA counts as Canada, DE as Germany",
            header,
            "Name the column of the country in the feed, or write it for all lines: country: USA",
        )
    ]


def _not_available(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """R and others write NA for what is missing; beside other codes of two letters it is a country."""
    [(lines, codes)] = connection.execute(
        f"""
        select
            count(*) filter (upper(trim(country)) = 'NA'),
            count(*) filter (length(trim(country)) = 2 and upper(trim(country)) <> 'NA')
        from {lines_table}
        where feed = $1
        """,
        [form.feed.name],
    ).fetchall()
    if not lines or codes:
        return []
    return [
        Doubt(
            "country_not_available",
            f"{counted(int(lines), 'line')} {'has' if lines == 1 else 'have'} the country NA, which is read as Namibia",
            "NA",
            'If it means that no country is known, leave it empty in the export (R: write.csv(…, na = "")).',
        )
    ]


def _labels_of_blocks(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """A pivot table writes a customer once, above all that follows; each has then one block of lines."""
    if "customer_id" not in form.feed.columns:
        return []
    labels = f"""
        select
            source_row, invoice, nullif(trim(customer_id), '') as customer, nullif(trim(country), '') as land
        from {lines_table}
        where feed = $1
    """
    # Most files have a line that ends the look: guests have a country.
    for found, is_there in (
        ("customer is null", True),
        ("(customer is null) <> (land is null)", False),
    ):
        rows = connection.execute(
            f"select 1 from ({labels}) where {found} limit 1", [form.feed.name]
        ).fetchall()
        if bool(rows) != is_there:
            return []
    [(lines, empty, is_first_empty, example)] = connection.execute(
        f"""
        select
            count(*),
            count(*) filter (customer is null),
            arg_min(customer is null, source_row),
            min(invoice) filter (customer is null)
        from ({labels})
        """,
        [form.feed.name],
    ).fetchall()
    if is_first_empty or empty < _SHARE_WITHOUT_LABELS * lines:
        return []
    [(blocks, customers)] = connection.execute(
        f"""
        select count(*) filter (customer is distinct from customer_before), count(distinct customer)
        from (
            select customer, lag(customer) over (order by source_row) as customer_before
            from ({labels})
            where customer is not null
        )
        """,
        [form.feed.name],
    ).fetchall()
    if blocks != customers or customers < _FEWEST_BLOCKS:
        return []
    return [
        Doubt(
            "labels_on_first_lines",
            f"{counted(int(empty), 'line')} {'has' if empty == 1 else 'have'} neither a customer nor a country and "
            f"{'counts as a guest' if empty == 1 else 'count as guests'}, while all lines of each customer follow one another",
            str(example or ""),
            "If the export writes a customer only on the first line of a block, have it repeat the labels (in a pivot table of Excel: "
            "Report Layout, Repeat All Item Labels).",
        )
    ]
