"""What is wrong with a feed file, each in words that tell which line to correct."""

from __future__ import annotations

import codecs
import functools
import re
import zoneinfo
from collections.abc import Iterable
from typing import Any

import duckdb

from python_jobs.landing.feeds.feed import (
    CONSTANT_FIELDS,
    FIELDS,
    FIELDS_OF_SEVERAL,
    PRICE_FIELDS,
    REQUIRED_FIELDS,
)
from python_jobs.landing.feeds.shared_columns import find_shared
from python_jobs.landing.values.moments import SERIAL_STARTS
from python_jobs.landing.values.month_names import LANGUAGES

# What a feed says in a text of its own; the rest are lists, numbers and the like.
TEXT_OPTIONS = (
    "cancellation_prefix",
    "adjustment_prefix",
    "newest_file_wins",
    "refunds",
    "sales_are",
    "amounts_in",
    "quantities_in",
    "discounts",
    "names",
    "date_format",
    "usual_date_format",
    "language",
    "time_zone",
    "decimal",
    "quantity_decimal",
    "delimiter",
    "quote",
    "escape",
    "encoding",
)
# The options that are columns with some of their values.
FILTERS = ("keep", "drop", "returns")
# What tells returns by the numbers of orders, or by the names of files: one text, or several.
RETURN_MARKS = ("return_prefix", "return_suffix", "return_files")
# Customers that are guests, or none though they look like it.
CUSTOMERS = ("guests", "known_customers")
OPTIONS = (
    *TEXT_OPTIONS,
    *FILTERS,
    *CUSTOMERS,
    *RETURN_MARKS,
    "price_units",
    "header_row",
    "sheet",
    "sheets",
    "known_doubts",
)
# Python knows these as encodings, but no export is written in them.
NO_ENCODINGS_OF_FILES = (
    "idna",
    "punycode",
    "raw-unicode-escape",
    "undefined",
    "unicode-escape",
    "utf-7",
)
CHOICES = {
    "newest_file_wins": ("order",),
    "refunds": ("negative_price", "any_negative"),
    "sales_are": ("negative",),
    "amounts_in": ("cents",),
    "quantities_in": ("dozens", "hundreds", "thousands"),
    "discounts": ("taken_off",),
    "names": ("daily",),
    "decimal": (".", ","),
    "quantity_decimal": (".", ","),
    "language": LANGUAGES,
}


def find_problems(content: Any) -> Iterable[str]:
    """What keeps the content of a YAML file from being a feed; nothing where it is one."""
    if not isinstance(content, dict) or not isinstance(content.get("columns"), dict):
        yield "it needs a line like  columns: {invoice: Order No, invoice_date: Ordered, …}"
        return
    for key in content:
        if key not in ("columns", "line_number", "invoice_time", *CONSTANT_FIELDS, *OPTIONS):
            yield f"it does not know '{key}' (it knows columns, {', '.join((*CONSTANT_FIELDS, *OPTIONS))})"
    for key in (*TEXT_OPTIONS, *CONSTANT_FIELDS, "sheet", "sheets"):
        given = content.get(key)
        if any(isinstance(one, bool) for one in (given if isinstance(given, list) else [given])):
            yield f'{key}: YAML reads the words No, Yes, On and Off as true or false; put the text in quotes, for instance  {key}: "NO"'
    yield from _problems_of_columns(content)
    yield from _problems_of_filters(content)
    yield from _problems_of_values(content)
    yield from _problems_of_text(content)


def _problems_of_columns(content: dict[str, Any]) -> Iterable[str]:
    columns = content["columns"]
    given = {field: columns.get(field, content.get(field)) for field in FIELDS}
    for field in columns:
        if field not in FIELDS:
            yield f"there is no field '{field}' (the fields are {', '.join(FIELDS)})"
    for field in REQUIRED_FIELDS:
        if given[field] in (None, "", []):
            hint = " (where each line is one piece, write  quantity: 1)" * (field == "quantity")
            yield f"columns lacks {field}{hint}"
    if not any(given[field] for field in PRICE_FIELDS):
        yield "columns lacks price (or line_amount, where a file has only the amount)"
    for field, column in columns.items():
        listed = column if isinstance(column, list) else [column]
        if any(one is True or one is False for one in listed):
            yield (
                f"YAML reads the words No, Yes, On and Off as true or false; put the column of {field} in "
                f'quotes, for instance  {field}: "No"'
            )
        elif any(one in (None, "") for one in listed) or not listed:
            yield f"the column of {field} has no name; leave the line out instead"
        elif isinstance(column, dict) or any(isinstance(one, list | dict) for one in listed):
            yield f"the column of {field} is no name"
        elif isinstance(column, list) and field not in FIELDS_OF_SEVERAL:
            several = ", ".join(FIELDS_OF_SEVERAL)
            yield f"{field}: a field is one column, not several (only {several} may be several)"
    places = list(_problems_of_places(columns, content.get("header_row")))
    yield from places or find_shared(columns)
    for field in CONSTANT_FIELDS:
        # Beside its column the pieces of a price are those of lines that say nothing of them, and a currency is the one that counts.
        if field in content and field in columns and field not in ("price_per", "currency"):
            yield f"{field} stands among the columns and beside them; keep one"
    quantity = content.get("quantity")
    if quantity is not None and not re.fullmatch(r"[0-9]+([.][0-9]+)?", str(quantity)):
        yield "quantity, beside the columns, is the number of pieces of every line, such as 1"
    price_per = content.get("price_per")
    if price_per is not None and not re.fullmatch(r"[1-9][0-9]{0,5}", str(price_per)):
        yield "price_per, beside the columns, is the number of pieces that a price is for, such as 100"
    if given["price_per"] and not given["price"]:
        yield "price_per says how many pieces a price is for, and there is no price"
    if given["returned_quantity"] and given["line_amount"] and not given["returned_amount"]:
        yield "line_amount is of all pieces; beside returned_quantity it needs  returned_amount  too"
    if given["discount"] and content.get("discounts"):
        yield "discounts: taken_off says that the revenue is after them, and  discount  takes them off once more; keep one"
    yield from _problems_of_price_units(content, columns)
    currency = content.get("currency")
    if currency is not None and not re.fullmatch(r"[A-Za-z]{3}", str(currency)):
        yield "currency, beside the columns, is a code such as EUR (a column's name belongs into columns)"


def _problems_of_places(columns: dict[str, Any], header_row: Any) -> Iterable[str]:
    """A number among names: it would be the place of a column in a file without a header, which has no names."""
    listed = {
        field: column if isinstance(column, list) else [column] for field, column in columns.items()
    }
    has_names = any(
        isinstance(one, str) and not re.fullmatch("column [0-9]+", one.strip(), re.IGNORECASE)
        for ones in listed.values()
        for one in ones
    )
    for field, ones in listed.items():
        number = next((one for one in ones if type(one) is int), None)
        if number is None or field == "quantity" or not has_names or header_row is not None:
            continue
        constant = (
            f" (a number that counts for every line stands beside the columns:  {field}: {number})"
        )
        yield (
            f"{field}: {number} among the columns is the place of a column, and the others have names; write its name in the header"
            f"{constant if field in CONSTANT_FIELDS else ''}"
        )


def _problems_of_price_units(content: dict[str, Any], columns: dict[str, Any]) -> Iterable[str]:
    units = content.get("price_units")
    if units is None:
        return
    if not isinstance(units, dict) or not all(
        re.fullmatch(r"[1-9][0-9]{0,5}", str(number)) for number in units.values()
    ):
        yield "price_units says how many pieces each text of the column of price_per stands for, such as {C: 100, M: 1000}"
    elif "price_per" not in columns:
        yield "price_units says what the column of price_per means; name it among the columns"


def _problems_of_filters(content: dict[str, Any]) -> Iterable[str]:
    for key in FILTERS:
        given = content.get(key)
        if given is None:
            continue
        if not isinstance(given, dict) or not given:
            yield f"{key} is a line like  {key}: {{Status: [completed, processing]}}"
            continue
        for column, values in given.items():
            listed = values if isinstance(values, list) else [values]
            if any(one is True or one is False for one in (column, *listed)):
                yield f'{key}: put the words Yes, No, On, Off, true and false in quotes, for instance "No"'
            if any(isinstance(one, list | dict) for one in listed) or not listed:
                yield f"{key}: the values of {column} are a list like [completed, processing]"


def _problems_of_values(content: dict[str, Any]) -> Iterable[str]:
    for key, choices in CHOICES.items():
        if content.get(key) is not None and str(content[key]) not in choices:
            listed = " or ".join(f'"{one}"' for one in choices)
            yield f"{key} is {listed}"
    for key in ("cancellation_prefix", "adjustment_prefix"):
        if not re.fullmatch(r"[0-9A-Za-z/#_. -]{0,20}", str(content.get(key) or "")):
            yield f"{key} is the start of an invoice's number: up to 20 letters, digits, - and /"
    for key in RETURN_MARKS:
        given = content.get(key)
        marks = given if isinstance(given, list) else [given]
        if given is not None and not all(
            _is_mark(one, is_file=key == "return_files") for one in marks
        ):
            yield (
                f"{key} is a name of files such as returns_*.csv, or a list of such names"
                if key == "return_files"
                else f"{key} is the {'start' if key == 'return_prefix' else 'end'} of an invoice's number, or a list of them: up to 20 letters, "
                "digits, - and /"
            )
    for key in ("date_format", "usual_date_format"):
        given = content.get(key)
        if given is not None and not _is_date_format(str(given)):
            yield f"{key} '{given}' is no form such as %d.%m.%Y %H:%M"
    known = content.get("known_doubts")
    kinds = known if isinstance(known, list) else [known]
    if known is not None and not all(re.fullmatch("[a-z_]+", str(one)) for one in kinds):
        yield "known_doubts is a list of names from marts.doubts, such as [parts_taken_back]"
    for key in CUSTOMERS:
        given = content.get(key)
        if given is not None and not all(
            isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip()
            for one in (given if isinstance(given, list) else [given])
        ):
            yield f'{key} is a list of customers as they stand in the export, such as ["0", Walk-in]'
    time_zone = content.get("time_zone")
    if time_zone is not None and not _is_time_zone(str(time_zone)):
        yield f"there is no time_zone '{time_zone}' (write one such as Europe/Berlin)"


def _problems_of_text(content: dict[str, Any]) -> Iterable[str]:
    delimiter = content.get("delimiter")
    if delimiter is not None and (
        not 1 <= len(str(delimiter)) <= 10 or any(one in '"\r\n' for one in str(delimiter))
    ):
        yield 'delimiter is what stands between two fields, such as ";" or "\\t" or "||"'
    for key in ("quote", "escape"):
        given = content.get(key)
        if given is not None and (len(str(given)) > 1 or str(given) in ("\r", "\n")):
            yield f'{key} is one character, or "" where there is none'
    encoding = content.get("encoding")
    if encoding is not None and not _is_encoding(str(encoding)):
        yield f"there is no encoding '{encoding}' (try utf-8 or cp1252)"
    header_row = content.get("header_row")
    if header_row is not None and (
        not isinstance(header_row, int) or isinstance(header_row, bool) or header_row < 0
    ):
        yield "header_row is the number of the header's line, from 1, or 0 where there is none"
    columns = content["columns"].values()
    if header_row == 0 and any(isinstance(one, str) for one in columns):
        yield "a file without a header has no names of columns; write their places, such as  invoice: 1"
    if "sheet" in content and "sheets" in content:
        yield "sheet and sheets say the same; keep one"


def _is_mark(given: Any, is_file: bool) -> bool:
    pattern = r"[^\r\n]{1,255}" if is_file else r"[0-9A-Za-z/#_. -]{1,20}"
    is_text = isinstance(given, str | int) and not isinstance(given, bool)
    return is_text and bool(str(given).strip()) and bool(re.fullmatch(pattern, str(given)))


@functools.cache
def _is_date_format(text: str) -> bool:
    """Whether strptime knows everything in a format, and it names a part of a date at all (dd.mm.yyyy does not)."""
    if "%" not in text and text not in SERIAL_STARTS:
        return False
    with duckdb.connect() as connection:
        try:
            connection.execute("select try_strptime('', $1)", [text])
        except duckdb.Error:
            return False
    return True


def _is_time_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


def _is_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name.replace("_", "-") not in NO_ENCODINGS_OF_FILES
