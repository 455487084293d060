"""Lines between those of orders that sell nothing: rules, numbers of pages, counts of lines, titles and texts."""

from __future__ import annotations

import functools
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.wording import counted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.landing.feeds.feed import PRICE_FIELDS, TAKEN_OFF_FIELDS, Feed
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.left_out import Lines
from python_jobs.landing.values.dates import dates_among
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal, plain

RULE = "it is a rule between lines"
_FILE = Path(__file__).with_name("note_words.csv")
# `Customer: C009` in one field alone, with lines of C009 below it.
_TITLE = r"(?s)(\pL[\pL .-]{1,29}): *(.+)"
_FEW_TITLES = 2
_AMOUNTS = ("quantity", *PRICE_FIELDS, *TAKEN_OFF_FIELDS)


@functools.cache
def _notes() -> str:
    """Numbers of pages and counts of lines, as one regular expression."""
    return "|".join(row["words"] for row in read_rows(_FILE))


def set_aside_rules(lines: Lines) -> int:
    """Lines of dashes, such as SQL*Plus draws below a header. Returns how many they were."""
    # Column by column: the first one ends the look at nearly every line.
    dashes = " and ".join(f"ltrim(coalesce({one}, ''), '-=_+|*~ ') = ''" for one in lines.columns)
    return lines.set_aside(
        f"{dashes} and length(concat_ws('', {', '.join(lines.columns)})) >= 3",
        literal(RULE),
    )


def set_aside_notes(lines: Lines, feed: Feed, name: str) -> tuple[int, list[Doubt]]:
    """Lines of which one field says something: a page's number, a count of lines, a title above others. Returns how many they
    were, and what the titles would have said.

    Raises InputError where such titles alone say the days of orders.
    """
    if not _find_alone(lines, feed):
        return 0, []
    _refuse_days_above(lines, feed, name)
    count = _set_aside(
        lines,
        f"regexp_full_match(lower(text), {literal(_notes())})",
        "it is the number of a page or a count of lines, and no line of an order",
    )
    # No number of an order and no code has several lines: Power BI writes its filters so, into the last cell.
    count += _set_aside(
        lines, "regexp_matches(text, '[\\n\\r]')", "it is a text and no line of an order"
    )
    doubts = []
    for label, some, example in _titles(lines):
        found = _set_aside(
            lines,
            f"regexp_full_match(text, {literal(_TITLE)}) and lower(regexp_extract(text, {literal(_TITLE)}, 1)) = {literal(label)}",
            "it is a title above other lines and no line of an order",
        )
        count += found
        if some:
            doubts.append(_doubt(found, example))
    return count, doubts


def _find_alone(lines: Lines, feed: Feed) -> int:
    """Make the temporary table alone (source_row, text) of the lines of which one field says something; how many they are."""
    fields, others = _fields(lines, feed)
    # Of two fields one says nothing: that ends the look at nearly every line.
    first = [one for one in ("stock_code", "quantity", "invoice_date") if one in fields][:2]
    conditions = [f"not ({' and '.join(map(_has, first))})"]
    conditions.append(" + ".join(f"cast({_has(one)} as int)" for one in fields) + " = 1")
    conditions += [f"not {_has(one)}" for one in others]
    lines.connection.execute(
        "create or replace temp table alone as "
        f"select source_row, trim(concat_ws('', {', '.join(fields)})) as text from {lines.table} where {' and '.join(conditions)}"
    )
    [(found,)] = lines.connection.execute("select count(*) from alone").fetchall()
    return int(found)


def _refuse_days_above(lines: Lines, feed: Feed, name: str) -> None:
    """Raise InputError where days stand in lines of their own, and no line of an order has one."""
    titles = lines.connection.execute(
        "select source_row, text from alone where regexp_matches(text, '[0-9]') order by source_row limit 1000"
    ).fetchall()
    days = dates_among(str(text) for _, text in titles)
    found = [(row, str(text)) for row, text in titles if text in days]
    if not found or 2 * len(found) < len(titles):
        return
    [(others, dated)] = lines.connection.execute(
        f"select count(*), count(*) filter ({_has('invoice_date')}) from {lines.table} "
        "where source_row not in (select source_row from alone)"
    ).fetchall()
    if others and not dated:
        row, example = found[0]
        raise InputError(
            f"{name}: nothing stands in the column '{feed.shown_column('invoice_date')}' of the lines of orders, and the days stand in lines "
            f"of their own, such as '{shown(example)}' in line {row}. Export the day on each line: write it into that column of the lines "
            "below it, and take these lines out."
        )


def _set_aside(lines: Lines, condition: str, reason: str) -> int:
    """Set aside the lines of the table alone for which a condition holds."""
    rows = f"select source_row from alone where {condition}"
    return lines.set_aside(f"source_row in ({rows})", literal(reason))


def _titles(lines: Lines) -> list[tuple[str, int, str]]:
    """What stands before the colon of titles, on how many lines, and one of them. The number of an order is filled into its lines."""
    found = lines.connection.execute(
        f"select lower(regexp_extract(text, {literal(_TITLE)}, 1)) as label, count(distinct text), min(text) "
        f"from alone where regexp_full_match(text, {literal(_TITLE)}) group by label order by label"
    ).fetchall()
    numbers = known_names()["invoice"]
    return [
        (str(label), int(count), str(example))
        for label, count, example in found
        if count >= _FEW_TITLES and plain(str(label)) not in numbers
    ]


def _doubt(count: int, example: str) -> Doubt:
    label = example.split(":")[0]
    return Doubt(
        "titles_above_lines",
        f"{counted(count, 'line')} such as '{shown(example)}' {'is a title' if count == 1 else 'are titles'} above other lines, and what "
        "they say of those is not read",
        example,
        f"If the lines below belong to it, export a column '{shown(label)}' that says it on each line.",
    )


def set_aside_texts(lines: Lines, feed: Feed) -> int:
    """Lines of a text alone, of no article, no pieces and no price. Returns how many they were."""
    if not {"stock_code", "description", "quantity"} <= set(feed.columns) or not (
        {"price", "line_amount"} & set(feed.columns)
    ):
        return 0
    _, others = _fields(lines, feed)
    empty = ["stock_code", *(one for one in _AMOUNTS if one in lines.columns)]
    empty += [
        one for one in others if one.startswith(("seen_amount", "seen_price", "seen_other_price"))
    ]
    is_text = " and ".join([*(f"not {_has(one)}" for one in empty), _has("description")])
    [(texts, all_lines)] = lines.connection.execute(
        f"select (select count(*) from {lines.table} where {is_text}), (select count(*) from {lines.table})"
    ).fetchall()
    # Where most lines are such, the feed reads the wrong columns.
    if not texts or 2 * texts > all_lines:
        return 0
    return lines.set_aside(is_text, literal("it is a text and no line of an order"))


def _fields(lines: Lines, feed: Feed) -> tuple[list[str], list[str]]:
    """The columns of the feed's fields, and those that no field reads."""
    fields = [
        one
        for one in lines.columns
        if one in feed.columns or one.rstrip("0123456789").rstrip("_") in feed.columns
    ]
    return fields, [one for one in lines.columns if one.startswith("seen_")]


def _has(column: str) -> str:
    return f"(coalesce(trim({column}), '') <> '')"
