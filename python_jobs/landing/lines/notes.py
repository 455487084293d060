"""Lines between those of orders that sell nothing: rules, numbers of pages, counts of lines, titles and texts."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.left_out import Lines
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal, plain

_FILE = Path(__file__).with_name("note_words.csv")
# `Customer: C009` in one field alone, with lines of C009 below it.
_TITLE = r"(\pL[\pL .-]{1,29}): *(.+)"
_FEW_TITLES = 2
_AMOUNTS = ("quantity", "price", "line_amount", "returned_quantity", "returned_amount")


@functools.cache
def _notes() -> str:
    """Numbers of pages and counts of lines, as one regular expression."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return "|".join(row["words"] for row in csv.DictReader(lines))


def set_aside_rules(lines: Lines) -> int:
    """Lines of dashes, such as SQL*Plus draws below a header. Returns how many they were."""
    text = f"concat_ws('', {', '.join(lines.columns)})"
    return lines.set_aside(
        f"regexp_full_match({text}, '[-=_+|*~ ]{{3,}}')", literal("it is a rule between lines")
    )


def set_aside_notes(lines: Lines, feed: Feed) -> tuple[int, list[Doubt]]:
    """Lines of which one field says something: a page's number, a count of lines, a title above others. Returns how many they
    were, and what the titles would have said."""
    fields, others = _fields(lines, feed)
    text = f"trim(concat_ws('', {', '.join(fields)}))"
    is_alone = " + ".join(f"cast({_has(one)} as int)" for one in fields) + " = 1"
    is_alone += "".join(f" and not {_has(one)}" for one in others)
    count = lines.set_aside(
        f"{is_alone} and regexp_full_match(lower({text}), {literal(_notes())})",
        literal("it is the number of a page or a count of lines, and no line of an order"),
    )
    titles = _titles(lines, text, is_alone)
    doubts = []
    for label, some, example in titles:
        found = lines.set_aside(
            f"{is_alone} and regexp_full_match({text}, {literal(_TITLE)}) "
            f"and lower(regexp_extract({text}, {literal(_TITLE)}, 1)) = {literal(label)}",
            literal("it is a title above other lines and no line of an order"),
        )
        count += found
        if some:
            doubts.append(_doubt(found, example))
    return count, doubts


def _titles(lines: Lines, text: str, is_alone: str) -> list[tuple[str, int, str]]:
    """What stands before the colon of titles, on how many lines, and one of them. The number of an order is filled into its lines."""
    found = lines.connection.execute(
        f"select lower(regexp_extract({text}, {literal(_TITLE)}, 1)) as label, count(distinct {text}), min({text}) "
        f"from {lines.table} where {is_alone} and regexp_full_match({text}, {literal(_TITLE)}) group by label order by label"
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
    is_text = " and ".join([_has("description"), *(f"not {_has(one)}" for one in empty)])
    [(texts, all_lines)] = lines.connection.execute(
        f"select count(*) filter ({is_text}), count(*) from {lines.table}"
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
