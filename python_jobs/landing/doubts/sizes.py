"""Amounts that are many times too large or too small: cents that are none, thousands, a slip of the decimal mark."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.landing.doubts.unread import header_of
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.price_pieces import pieces_in_name

# So many of the amounts would be parts of a cent.
_MANY_PARTS = 0.2
# What programs of payments call amounts in the smallest unit of a currency.
_SMALLEST_UNITS = re.compile(
    "(?:.*[ _.])?(?:unit_amount|amount_(?:total|subtotal|paid|due|captured|refunded|received))",
    re.IGNORECASE,
)
# Currencies of which there is no smaller unit.
_WHOLE = ("JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF")
_THOUSANDS = re.compile(
    r"(?:.*[^\w])?(?:t ?(?:eur|€|chf|usd|gbp|\$|£)|k ?(?:eur|€|chf|usd|gbp|pln|\$|£)|(?:€|\$|£)k|tsd\.?(?: ?(?:eur|€|chf))?|(?:in )?tausend(?: euro)?|"
    r"(?:in )?thousands?|in ?'?000s?|'000s?|000s|(?:en )?milliers(?: d.euros)?|(?:en )?miles(?: de euros)?|(?:in )?migliaia(?: di euro)?|"
    r"(?:in )?duizenden|tys\.?(?: ?zł| pln)?|(?:em )?milhares)(?:[^\w].*)?",
    re.IGNORECASE,
)
_THOUSANDS_OF_PIECES = re.compile(
    r"(?:.*[^\w])?(?:tsd\.?(?: ?stück| ?st\.?)?|(?:in )?tausend(?: stück)?|(?:in )?thousands?|in ?'?000s?|'000s?|000s|x ?1[.,]?000|k ?(?:pcs|units)|"
    r"(?:en )?milliers|(?:en )?miles|(?:in )?migliaia|(?:in )?duizenden|tys\.?(?: ?szt\.?)?|(?:em )?milhares)(?:[^\w].*)?",
    re.IGNORECASE,
)
# Of the lines, that the amount is the quantity times the price; then one that is a hundred times that is a slip.
_MOST_AGREE = 0.8


def find_sizes(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubts about them."""
    doubts = []
    for one in PRICE_FIELDS:
        if one in form.feed.columns:
            doubts += _cents_with_decimals(connection, lines_table, form, one)
            doubts += _smallest_units(connection, lines_table, form, one)
            doubts += _thousands(form, one)
    return doubts + _quantities(form) + _a_hundredfold(connection, lines_table, form)


def _cents_with_decimals(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, field: str
) -> list[Doubt]:
    """Parts of a cent, where the feed says that all amounts are cents. A price that is read from the amount of the line may be one."""
    if form.feed.amounts_in != "cents" or "price_per" in {*form.feed.columns, *form.feed.constants}:
        return []
    is_part = f"regexp_matches({field}, '[.][0-9]{{2}}0*[1-9]')"
    [(parts, amounts, example)] = connection.execute(
        f"select count(*) filter ({is_part}), count({field}), min({field}) filter ({is_part}) from {lines_table} where feed = $1",
        [form.feed.name],
    ).fetchall()
    if not parts or parts < _MANY_PARTS * amounts:
        return []
    return [
        Doubt(
            "cents_with_decimals",
            f"the feed says  amounts_in: cents, and {parts:,} of {counted(amounts, 'amount')} in the column "
            f"'{form.feed.shown_column(field)}' {'has' if parts == 1 else 'have'} parts of a cent",
            f"{example} in whole units",
            "If they are whole units already, take the line  amounts_in:  out of the feed.",
        )
    ]


def _smallest_units(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, field: str
) -> list[Doubt]:
    """Whole numbers in a column with a name that such programs give to cents."""
    header = header_of(form, field)
    is_said = form.feed.amounts_in or "price_per" in form.feed.constants
    if is_said or form.currency in _WHOLE or not _SMALLEST_UNITS.fullmatch(header.strip()):
        return []
    [(amounts, fractions, example)] = connection.execute(
        f"select count({field}), count(*) filter ({field} like '%.%'), min({field}) from {lines_table} where feed = $1",
        [form.feed.name],
    ).fetchall()
    if not amounts or fractions:
        return []
    return [
        Doubt(
            "amounts_in_cents",
            f"the {counted(amounts, 'amount')} in the column '{header}' are whole numbers and may be cents, as programs of payments "
            "write them; they are read as whole units, which would be a hundred times as much",
            str(example),
            "If they are cents, say so in the feed with the line  amounts_in: cents",
        )
    ]


def _thousands(form: FormOfFeed, field: str) -> list[Doubt]:
    header = header_of(form, field)
    is_of_pieces = field == "price" and pieces_in_name(header)
    if is_of_pieces or not _THOUSANDS.fullmatch(header.strip()):
        return []
    return [
        Doubt(
            "amounts_in_thousands",
            f"by the name of the column '{header}' its amounts are in thousands, and they are read as whole units",
            "",
            "If they are in thousands, export them in whole units: rounded ones do not add up.",
        )
    ]


def _quantities(form: FormOfFeed) -> list[Doubt]:
    """A quantity whose name says that it is in thousands."""
    header = header_of(form, "quantity") if "quantity" in form.feed.columns else ""
    if form.feed.quantities_in or not _THOUSANDS_OF_PIECES.fullmatch(header.strip()):
        return []
    return [
        Doubt(
            "quantities_in_thousands",
            f"by the name of the column '{header}' its quantities are in thousands, and they are read as pieces",
            "",
            "If they are in thousands, say so in the feed with the line  quantities_in: thousands  ; where a price is that of a thousand, too, "
            "also  price_per: 1000",
        )
    ]


def _a_hundredfold(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """Amounts of a line a hundred or a thousand times the quantity times the price, where nearly all are just that."""
    if not {"price", "line_amount"} <= form.feed.columns.keys():
        return []
    [(lines, agree, count, example, column_sum)] = connection.execute(
        f"""
        with ratios as (
            select
                line_amount,
                abs(try_cast(line_amount as double)) as amount,
                abs(try_cast(line_amount as double)) / nullif(abs(try_cast(quantity as double) * try_cast(price as double)), 0) as ratio
            from {lines_table}
            where feed = $1
        ),
        told as (
            select *, amount > 1 and (abs(ratio / 100 - 1) < 0.005 or abs(ratio / 1000 - 1) < 0.005) as is_slip
            from ratios
            where ratio > 0
        )
        select
            count(*),
            count(*) filter (ratio between 0.5 and 2),
            count(*) filter (is_slip),
            min(line_amount) filter (is_slip),
            coalesce(sum(amount) filter (is_slip), 0)
        from told
        """,
        [form.feed.name],
    ).fetchall()
    if not count or agree < _MOST_AGREE * lines:
        return []
    column = shown(form.feed.shown_column("line_amount"))
    return [
        Doubt(
            "amount_many_times_the_price",
            f"on {counted(count, 'line')}, {column_sum:,.2f} in all, the amount in the column '{column}' is a hundred or a thousand times "
            "the quantity times the price, and it counts so",
            str(example),
            "Is a decimal mark missing there? Correct the export.",
        )
    ]
