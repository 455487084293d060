"""Lines as they were read become lines in our fields, in one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import NUMBERS_BESIDE, TAKEN_OFF_FIELDS, Feed
from python_jobs.landing.lines.amounts import settle_amounts
from python_jobs.landing.lines.beside import beside_doubts
from python_jobs.landing.lines.form import Consulted, FormOfFeed
from python_jobs.landing.lines.no_articles import say_what_fits
from python_jobs.landing.lines.orders_left_out import (
    has_left_lines,
    left_lines,
    orders_left_out_sql,
)
from python_jobs.landing.lines.refuse_unreadable import refuse_unreadable
from python_jobs.landing.lines.returns import is_return_sql
from python_jobs.landing.lines.seen_columns import SEEN_COLUMNS
from python_jobs.landing.lines.selection import column_names
from python_jobs.landing.values.currencies import different
from python_jobs.landing.values.currency_doubts import amounts_without_a_code, marks_of_several
from python_jobs.landing.values.dates import DateOptions
from python_jobs.landing.values.day_order import order_of
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.guests import SaidOfGuests
from python_jobs.landing.values.letters import garbled_doubts
from python_jobs.landing.values.reader import Understood, ValueReader
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.schema import LINE_FIELDS

_MIDNIGHT = "[ T]0{1,2}:00(:00([.]0*)?)?$"
_TIME_OF_DAY = "([01]?[0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9]([.][0-9]*)?)?( ?[AaPp][.]?[Mm][.]?)?"

_TEXTS = ("invoice", "stock_code", "description", "customer_id", "country")


def normalise(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    read_table: str,
    present: Sequence[str],
    form: FormOfFeed,
    known: Consulted,
    mark_beside: Callable[[str], str | None],
) -> tuple[str, str, list[Doubt]]:
    """A query of the lines of read_table in our fields, one of the orders that the feed leaves out ('' where older files do not matter), and
    what is odd about the values.

    present: the columns of read_table; few files have those beside the feed's. The query has source_row, LINE_FIELDS, NUMBERS_BESIDE
    and SEEN_COLUMNS, rests on tables that stay (what values mean is in one named for read_table), and copies nothing: a million lines
    are written but once, into the warehouse. '' where there is no line.
    Raises InputError when values can be read in two ways, or a column of values in none.
    """
    feed = form.feed
    [(lines,)] = connection.execute(f"select count(*) from {read_table}").fetchall()
    if not lines:
        return "", "", []
    has_left = feed.newest_file_wins and has_left_lines(connection, read_table)
    left = left_lines(read_table) if has_left else ""
    shown_as = {field: feed.shown_column(field) for field in feed.columns}
    shown_as |= {
        f"{field}_{number}": str(column)
        for field in TAKEN_OFF_FIELDS
        for number, column in enumerate(feed.columns.get(field, ())[1:], start=2)
    }
    doubts = []
    if "seen_time" in present and _tells_the_time(connection, read_table, feed):
        for one in filter(None, (read_table, left)):
            connection.execute(f"alter table {one} rename seen_time to invoice_time")
        shown_as["invoice_time"] = form.selection.shown("seen_time") if form.selection else ""
        doubts.append(_time_doubt(connection, read_table, shown_as["invoice_time"]))
    has_cells = any("encoding" not in table for table in form.tables)
    guests = SaidOfGuests(feed.guests, feed.known_customers)
    reader = ValueReader(connection, shown_as, has_cells=has_cells, guests=guests)
    reader.look(read_table)
    if left:
        dates = set(feed.columns["invoice"]) & set(feed.columns.get("invoice_date", ()))
        reader.look(left, ["invoice", *(["invoice_date"] if dates else [])])
    understood = reader.understand(
        name,
        feed.decimal,
        DateOptions(feed.date_format, feed.time_zone, feed.language, feed.usual_date_format),
        known.of(feed),
        feed.quantity_decimal,
        mark_beside,
    )
    form.values = understood.form
    doubts += _settle_currency(connection, name, read_table, form, understood, reader)
    texts = [one for one in _TEXTS if one in feed.columns]
    doubts += garbled_doubts(
        connection, read_table, texts, form.tables[0].get("encoding"), feed.encoding
    )
    reader.keep_meanings(f"{read_table}_meanings")
    values = reader.expressions(read_table)
    refuse_unreadable(connection, name, read_table, feed, values, reader.joins(read_table))
    unreadable = reader.find_unreadable(read_table, _needed(feed), _may_be_empty(feed, shown_as))
    doubts += say_what_fits(connection, read_table, feed, unreadable)
    doubts += beside_doubts(connection, f"{read_table} {reader.joins(read_table)}", feed, values)
    invoice = _invoice_sql(feed, values)
    is_return = is_return_sql(feed, name, read_table, invoice)
    expressions = _expressions(feed, values, form.currency, is_return)
    if "quantity" in feed.constants and "line_number" not in feed.columns:
        expressions["line_number"] = _piece_number_sql(read_table, feed)
    columns = ", ".join(
        f"nullif({expressions[field]}, '') as {field}"
        if field in expressions
        else f"cast(null as varchar) as {field}"
        for field in LINE_FIELDS
    )
    seen = ", ".join(
        f"{read_table}.{one}" if one in present else f"cast(null as varchar) as {one}"
        for one in SEEN_COLUMNS
    )
    # Not for the warehouse: inspect shows how they are read.
    beside = ", ".join(f"{values.get(one, 'null::varchar')} as {one}" for one in NUMBERS_BESIDE)
    query = (
        f"select {read_table}.source_row, {columns}, {beside}, {seen} "
        f"from {read_table} {reader.joins(read_table)}"
    )
    orders = ""
    if left:
        invoice = _invoice_sql(feed, reader.expressions(left))
        orders = orders_left_out_sql(feed, query, left, reader.joins(left), invoice)
    return query, orders, doubts + understood.doubts


def _settle_currency(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    read_table: str,
    form: FormOfFeed,
    understood: Understood,
    reader: ValueReader,
) -> list[Doubt]:
    """The one currency of the lines, and the amounts of which nothing tells it.

    Raises InputError when a mark beside an amount says another one than the feed or the column of currencies.
    """
    beside = different(understood.currencies)
    amount = "line_amount" if "line_amount" in form.feed.columns else "price"
    shared = marks_of_several(understood.currencies, form.feed.shown_column(amount))
    if not form.currency:
        form.currency = next(iter(beside), None)
        return [*shared, *reader.find_unmarked()] if beside else []
    if len(different([form.currency, *beside])) > 1:
        raise InputError(
            f"{name} is in {form.currency} by its feed or its column of currencies, and has amounts such as "
            f"'{shown(understood.currencies[beside[0]])}', which cannot be added up with the others. Correct the line  "
            "currency:  of the feed, or export each currency into a file of its own."
        )
    if "currency" in form.feed.constants and "currency" not in form.feed.columns:
        return []
    column = "currency" if "currency" in form.feed.columns else "seen_currency"
    return [
        *shared,
        *amounts_without_a_code(connection, read_table, column, amount, shown_currency(form)),
    ]


def shown_currency(form: FormOfFeed) -> str:
    """What the file calls its column of currencies, '' where it has none."""
    if "currency" in form.feed.columns:
        return form.feed.shown_column("currency")
    return form.selection.shown("seen_currency") if form.selection else ""


def _needed(feed: Feed) -> list[str]:
    """The fields that every line should have. Of an order of several columns some may be empty."""
    amount = "line_amount" if "line_amount" in feed.columns else "price"
    needed = ["invoice", "stock_code", "invoice_date", "quantity", amount]
    return needed if len(feed.columns["invoice"]) == 1 else needed[1:]


def _may_be_empty(feed: Feed, shown_as: Mapping[str, str]) -> list[str]:
    """The numbers beside those, without what a price is for where the amount of the line is the revenue."""
    found = [one for one in shown_as if one.startswith(NUMBERS_BESIDE)]
    return [one for one in found if one != "price_per" or "line_amount" not in feed.columns]


def _tells_the_time(connection: duckdb.DuckDBPyConnection, read_table: str, feed: Feed) -> bool:
    """Whether the dates have no time of day, and a column that the feed does not name holds one for them."""
    if "invoice_time" in feed.columns or (feed.date_format and not order_of(feed.date_format)):
        return False
    day = f"regexp_replace(trim(invoice_date), {literal(_MIDNIGHT)}, '')"
    time = "nullif(trim(seen_time), '')"
    [(times, others)] = connection.execute(
        f"select count({time}), count(*) filter (regexp_matches({day}, '[0-9]:[0-9]') "
        f"or not regexp_full_match({time}, {literal(_TIME_OF_DAY)})) "
        f"from {read_table} where seen_time is not null"
    ).fetchall()
    return bool(times and not others)


def _time_doubt(connection: duckdb.DuckDBPyConnection, read_table: str, column: str) -> Doubt:
    [(example,)] = connection.execute(
        f"select min(nullif(trim(invoice_time), '')) from {read_table}"
    ).fetchall()
    return Doubt(
        "time_column",
        f"the time of day is read from the column '{shown(column)}', which the feed does not name",
        example,
        f"If that is right, say so in its feed with the line  invoice_time: {scalar(column)}",
    )


def _expressions(
    feed: Feed, values: dict[str, str], currency: str | None, is_return: str
) -> dict[str, str]:
    """Field of LINE_FIELDS → SQL, where the feed has it. is_return: see settle_amounts."""
    found = {field: sql for field, sql in values.items() if field in LINE_FIELDS}
    found |= {field: literal(value) for field, value in feed.constants.items()}
    found["invoice"] = _invoice_sql(feed, values)
    found |= settle_amounts(feed, found | values, is_return)
    if currency:
        found["currency"] = literal(currency)
    found["feed"] = literal(feed.name)
    for one in ("cancellation_prefix", "adjustment_prefix", "newest_file_wins"):
        found[one] = literal(getattr(feed, one) or "")
    if is_return:
        # Such a line is a return whatever its invoice's number is.
        found["cancellation_prefix"] = (
            f"case when {is_return} then '' else {found['cancellation_prefix']} end"
        )
    return found


def _invoice_sql(feed: Feed, values: dict[str, str]) -> str:
    """The invoice's number; of several columns joined, the column of the date by its day."""
    names = feed.columns["invoice"]
    if len(names) == 1:
        return values["invoice"]
    dates = feed.columns.get("invoice_date", ())
    parts = []
    for number, column in enumerate(names, start=1):
        if column in dates:
            parts.append(f"left({values['invoice_date']}, 10)")
        elif number == 1:
            parts.append(values["invoice"])
        else:
            bare = f"regexp_replace(trim(invoice_{number}), '^([0-9]+)[.]0+$', '\\1')"
            parts.append(f"replace({bare}, '/', '//')")
    joined = ", '/', ".join(f"coalesce({part}, '')" for part in parts)
    given = ", ".join(f"nullif({part}, '')" for part in parts)
    return f"case when coalesce({given}) is not null then concat({joined}) end"


def _piece_number_sql(read_table: str, feed: Feed) -> str:
    """Where every line is one piece, equal lines are pieces of their own: the first, the second, … of them. In an
    export that overlaps with another the same piece has the same number."""
    columns = [one for one in column_names(feed) if not one.startswith(("filter_", "seen_"))]
    equal = ", ".join(f"{read_table}.{column}" for column in columns)
    return f"cast(row_number() over (partition by {equal} order by {read_table}.source_row) as varchar)"
